"""What speaks for two names being one: the rule, spellings, stories and names around them, side by side."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from articles.analysis.names.joins import Rule
from articles.models import Article, Entity, Mention, Proposal, Story
from articles.names.resolution import members_of, roots_of

# Of a name in very many articles the newest tell enough.
READ_ARTICLES = 40
READ_MENTIONS = 20_000
SHOWN = 5

RULES: Mapping[str, object] = {
    Rule.SAME: _("the same name"),
    Rule.MARKS: _("hamza, ya, ta marbuta, vowel marks or capitals"),
    Rule.LISTED: _("forms of one given name in our lists"),
    Rule.FINAL_A: _("a last “a” written ا or ة"),
    Rule.FOREIGN_G: _("غ, ج, ق or ك for a foreign letter"),
    Rule.FOREIGN_CH: _("تش or ش, دج or ج"),
    Rule.FOREIGN_V: _("و or ف at the beginning"),
    Rule.EMPHATIC: _("ط or ت, ص or س or ز, ض or د"),
    Rule.DOUBLED: _("a letter written once or twice"),
    Rule.VOWELS: _("a long vowel written or not"),
    Rule.LATIN_CONSONANTS: _("consonants spelled in another way in Latin letters"),
    Rule.LATIN_VOWELS: _("vowels spelled in another way in Latin letters"),
    Rule.SPACING: _("a hyphen, a space or neither"),
    Rule.ARTICLE: _("with or without the article"),
    Rule.ORDER: _("family name first or last"),
    Rule.MIDDLE_NAMES: _("with or without middle names"),
    Rule.INITIAL: _("an initial for the first name"),
    Rule.TYPE_WORD: _("with or without the word for what it is"),
    Rule.TRANSLITERATION: _("the same sounds in Arabic and in Latin letters"),
    Rule.FAMILY_NAME: _("the family name alone"),
    Rule.CASE_ENDING: _("another case of the same name"),
    Rule.SHORT_FORM: _("a short form; the full name stands in the same article"),
    Rule.IN_STORY: _("the full name stands in another article of the story"),
    Rule.TRIGRAMS: _("a slip of the pen, perhaps"),
    Rule.EDITOR: _("an editor’s decision"),
}


def because(rules: str) -> list[object]:
    """Stored rules in words."""
    return [RULES[rule] for rule in rules.split() if rule in RULES]


@dataclass(frozen=True, kw_only=True)
class Side:
    """One of two names; `passage` is a sentence that has it, with what stands before and after it."""

    entity: Entity
    spellings: tuple[tuple[str, int], ...]
    passage: tuple[str, str, str]
    article: Article | None


@dataclass(frozen=True, kw_only=True)
class Likeness:
    """Two names that may be one; `stays` is the one in more articles.

    `together` counts articles that name both, `next_pair` is the proposal after this one in its list, or 0.
    """

    proposal: Proposal
    stays: Side
    joins: Side
    because: tuple[object, ...]
    stories: tuple[Story, ...]
    around: tuple[Entity, ...]
    together: int
    next_pair: int = 0


def compare_proposed(proposals: Iterable[Proposal]) -> list[Likeness]:
    """The evidence for each, in a fixed number of queries; those that count as one by now are left out."""
    proposals = list(proposals)
    roots = roots_of({row.pk: row for p in proposals for row in (p.first, p.second)}.values())
    asked = _once((p, roots[p.first_id], roots[p.second_id]) for p in proposals)
    found = _Findings.of({row.pk for _p, first, second in asked for row in (first, second)})
    likenesses = [found.likeness(p, first, second) for p, first, second in asked]
    following = [likeness.proposal.pk for likeness in likenesses[1:]] + [0]
    return [replace(one, next_pair=pk) for one, pk in zip(likenesses, following, strict=False)]


def _once(asked: Iterable[tuple[Proposal, Entity, Entity]]) -> list[tuple[Proposal, Entity, Entity]]:
    """Each pair of different names once, though several of their spellings may be proposed."""
    pairs: dict[frozenset[int], tuple[Proposal, Entity, Entity]] = {}
    for proposal, first, second in asked:
        if first != second:
            pairs.setdefault(frozenset((first.pk, second.pk)), (proposal, first, second))
    return list(pairs.values())


@dataclass(frozen=True, kw_only=True)
class _Findings:
    """What articles say of some entities, by their pks."""

    spellings: Mapping[int, Counter[str]]
    stories: Mapping[int, frozenset[int]]
    articles: Mapping[int, Sequence[int]]
    named_in: Mapping[int, frozenset[int]]  # article -> entities
    passages: Mapping[int, Mention]
    story_rows: Mapping[int, Story]
    names: Mapping[int, Entity]

    @classmethod
    def of(cls, pks: Collection[int]) -> "_Findings":
        mentions = Mention.objects.filter(entity__in=pks)
        articles: dict[int, list[int]] = defaultdict(list)
        stories: dict[int, set[int]] = defaultdict(set)
        places = mentions.values_list("entity", "article", "article__story").distinct().order_by("-article")
        for entity, article, story in places:
            stories[entity] |= {story} - {None}
            if len(articles[entity]) < READ_ARTICLES:
                articles[entity].append(article)
        named_in: dict[int, set[int]] = defaultdict(set)
        read = {article for some in articles.values() for article in some}
        for article, entity in Mention.objects.filter(article__in=read, entity__hidden=False).values_list(
            "article", "entity"
        ):
            named_in[article].add(entity)
        spellings: dict[int, Counter[str]] = defaultdict(Counter)
        for entity, text, count in mentions.values_list("entity", "text").annotate(Count("pk")):
            spellings[entity][text] = count
        newest = mentions.select_related("article__outlet").order_by("entity", "-article", "start")
        return cls(
            spellings=spellings,
            stories={entity: frozenset(some) for entity, some in stories.items()},
            articles=articles,
            named_in={article: frozenset(some) for article, some in named_in.items()},
            passages={mention.entity_id: mention for mention in newest.distinct("entity")},
            story_rows=Story.objects.with_members().in_bulk(_shared_stories(stories)),
            names=Entity.objects.in_bulk({pk for some in named_in.values() for pk in some}),
        )

    def likeness(self, proposal: Proposal, first: Entity, second: Entity) -> Likeness:
        joins, stays = sorted((first, second), key=lambda row: (row.article_count, -row.pk))
        stories = sorted(self.stories.get(first.pk, frozenset()) & self.stories.get(second.pk, frozenset()))
        return Likeness(
            proposal=proposal,
            stays=self._side(stays),
            joins=self._side(joins),
            because=tuple(because(proposal.because)),
            stories=tuple(self.story_rows[pk] for pk in stories[:SHOWN] if pk in self.story_rows),
            around=self._around(first, second),
            together=len({*self.articles.get(first.pk, ())} & {*self.articles.get(second.pk, ())}),
        )

    def _around(self, first: Entity, second: Entity) -> tuple[Entity, ...]:
        """Who is named in articles of both, those that fewest other articles name first."""
        near = [
            {pk for article in self.articles.get(row.pk, ()) for pk in self.named_in.get(article, ())}
            for row in (first, second)
        ]
        shared = (near[0] & near[1]) - {first.pk, second.pk}
        rows = sorted((self.names[pk] for pk in shared), key=lambda row: (row.article_count, row.pk))
        return tuple(rows[:SHOWN])

    def _side(self, entity: Entity) -> Side:
        mention = self.passages.get(entity.pk)
        return Side(
            entity=entity,
            spellings=tuple(self.spellings[entity.pk].most_common(SHOWN))
            if entity.pk in self.spellings
            else (),
            passage=_passage(mention) if mention else ("", "", ""),
            article=mention.article if mention else None,
        )


def _shared_stories(stories: Mapping[int, Collection[int]]) -> list[int]:
    counts = Counter(story for some in stories.values() for story in some)
    return [story for story, count in counts.items() if count > 1]


def _passage(mention: Mention) -> tuple[str, str, str]:
    body = mention.article.body
    spans = mention.article.sentence_spans()
    end = next((span.end for span in spans if span.start <= mention.start < span.end), mention.end)
    return (
        body[mention.sentence : mention.start],
        body[mention.start : mention.end],
        body[mention.end : max(end, mention.end)],
    )


@dataclass(frozen=True, kw_only=True)
class Spelled:
    """One spelling of an entity: how often articles write it, and why it counts as this entity."""

    text: str
    count: int
    because: tuple[object, ...]


def spelled(entity: Entity) -> list[Spelled]:
    """All spellings, the commonest first."""
    counts: Counter[str] = Counter()
    reasons: dict[str, dict[str, None]] = defaultdict(dict)
    newest = entity.mentions.order_by("-pk").values("pk")[:READ_MENTIONS]
    mentions = Mention.objects.filter(pk__in=newest)
    rows = mentions.values_list("text", "join", "found", "found__same_because")
    for text, join, found, same, count in rows.annotate(Count("pk")):
        counts[text] += count
        rules = f"{join} {same if found != entity.pk else ''}".split()
        reasons[text] |= dict.fromkeys(rules or ([] if found == entity.pk else [Rule.EDITOR]))
    return [
        Spelled(text=text, count=count, because=tuple(because(" ".join(reasons[text]))))
        for text, count in counts.most_common()
    ]


@dataclass(frozen=True, kw_only=True)
class Joined:
    """A row that counts as another entity, and why."""

    entity: Entity
    because: tuple[object, ...]


def why_joined(entity: Entity) -> list[Joined]:
    return [Joined(entity=row, because=tuple(because(row.same_because))) for row in members_of(entity)[1:]]
