"""What one article of a story makes clear for others: who a family name is, who is who in two scripts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from articles import search
from articles.analysis.names.entities import Entity as FoundEntity
from articles.analysis.names.entities import find_short_forms
from articles.analysis.names.joins import Join, Rule, is_full, join_entities, stands_alone
from articles.analysis.names.persons import family_first
from articles.analysis.text import gazetteer
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, start_before
from articles.models import Article, Change, Entity, Mention, Proposal, SearchRow
from articles.models.entities import EntityKind
from articles.names.resolution import SAME, described_rows, join_as, roots_of, settle

# Of a story with very many articles the newest are looked through.
MOST_ARTICLES = 40


@dataclass(frozen=True, kw_only=True)
class _Named:
    """A person as an article names them; `mention` is the pk of the mention."""

    story: int
    article: int
    mention: int
    found: int


def link_in_stories(stories: Iterable[int]) -> None:
    """Link names in these stories; under the lock, after their articles' names are kept.

    A family name alone is the one person of the story who has it. Names that rules join as far as a story
    are one if a story has both. Family names that no rule found as names are looked for in the texts.
    """
    articles = _newest_articles(stories)
    named = list(_persons(articles))
    people = described_rows({one.found for one in named})
    _join_proposed(named)
    roots = roots_of(Entity.objects.filter(pk__in=people))
    touched: set[int] = set()
    for of_story in _by_story(named).values():
        full = {pk: people[pk] for pk in dict.fromkeys(one.found for one in of_story) if _is_full(people[pk])}
        touched |= _link_single(of_story, people, full, roots)
        touched |= _find_unseen(of_story, articles, full, roots)
    Entity.objects.recount(touched)


def _newest_articles(stories: Iterable[int]) -> dict[int, int]:
    """{article: story} of the stories that have more than one article."""
    rows = Article.objects.filter(story__in=stories).order_by("-pk").values_list("story", "pk")
    of_story: dict[int, list[int]] = defaultdict(list)
    for story, article in rows:
        if len(of_story[story]) < MOST_ARTICLES:
            of_story[story].append(article)
    return {pk: story for story, found in of_story.items() if len(found) > 1 for pk in found}


def _persons(articles: Mapping[int, int]) -> Iterator[_Named]:
    rows = Mention.objects.filter(article__in=articles, found__kind=EntityKind.PERSON).order_by("pk")
    for mention, article, found in rows.values_list("pk", "article", "found"):
        yield _Named(story=articles[article], article=article, mention=mention, found=found)


def _by_story(named: Iterable[_Named]) -> dict[int, list[_Named]]:
    stories: dict[int, list[_Named]] = defaultdict(list)
    for one in named:
        stories[one.story].append(one)
    return stories


def _is_full(entity: FoundEntity) -> bool:
    return any(is_full(name.text) for name in entity.names)


def _join_proposed(named: Collection[_Named]) -> None:
    """Join what is proposed to people and named in one story, where there is no choice."""
    stories: dict[int, set[int]] = defaultdict(set)
    for one in named:
        stories[one.found].add(one.story)
    about = Proposal.objects.open().filter(first__in=stories, second__in=stories)
    proposed = list(about.select_related("first", "second").order_by("pk"))
    near: dict[int, list[Proposal]] = defaultdict(list)
    for proposal in proposed:
        rules = proposal.because.split()
        if stories[proposal.first_id] & stories[proposal.second_id] and Rule.FAMILY_NAME not in rules:
            near[proposal.first_id].append(proposal)
            near[proposal.second_id].append(proposal)
    listed = gazetteer.load().entities
    decided = Change.objects.in_force(SAME, {row.key for p in proposed for row in (p.first, p.second)})
    joined = []
    for proposal in {p.pk: p for found in near.values() for p in found}.values():
        first, second = proposal.first, proposal.second
        if len(near[first.pk]) > 1 or len(near[second.pk]) > 1:
            continue
        stays, joins = (second, first) if second.key in listed else (first, second)
        if joins.key not in {*listed, *decided} and not joins.same_as_id and not stays.same_as_id:
            join_as(joins, stays, f"{proposal.because} {Rule.IN_STORY}")
            joined.append(joins)
    if joined:
        settle(joined)


def _link_single(
    of_story: Sequence[_Named],
    people: Mapping[int, FoundEntity],
    full: Mapping[int, FoundEntity],
    roots: Mapping[int, Entity],
) -> set[int]:
    """Give mentions of a family name alone to the one person of the story who has it; whom it concerns."""
    touched: set[int] = set()
    listed = gazetteer.load().entities
    for found in dict.fromkeys(one.found for one in of_story if one.found not in full):
        names = people[found].names
        known = people[found].key in listed or roots[found].pk != found
        if known or not all(stands_alone(name.text) for name in names):
            continue
        verdicts = {pk: join_entities(person, people[found]) for pk, person in full.items()}
        joins = {
            pk: verdict
            for pk, verdict in verdicts.items()
            if isinstance(verdict, Join) and Rule.FAMILY_NAME in verdict.rules
        }
        if len({roots[pk].pk for pk in joins}) == 1:
            pk, join = next(iter(joins.items()))
            mentions = [one.mention for one in of_story if one.found == found]
            Mention.objects.filter(pk__in=mentions).update(
                found=pk, entity=roots[pk], join=" ".join((*join.rules, Rule.IN_STORY))
            )
            touched |= {found, roots[pk].pk}
    return touched


def _find_unseen(
    of_story: Sequence[_Named],
    articles: Mapping[int, int],
    full: Mapping[int, FoundEntity],
    roots: Mapping[int, Entity],
) -> set[int]:
    """Look in the other articles for family names of people named in full; whom it concerns.

    People of our lists are left out: the lists have their family names where these stand for them.
    """
    lists = gazetteer.load().entities
    strangers = {pk: person for pk, person in full.items() if person.key not in lists}
    words = [fold_key(name.text).split() for person in strangers.values() for name in person.names]
    ends = {word for name in words for word in (name[:1] if family_first(" ".join(name)) else name[-1:])}
    if not ends:
        return set()
    story = of_story[0].story
    wanted = [pk for pk, of in articles.items() if of == story]
    holding = SearchRow.objects.holding(search.phrases(sorted(ends))).filter(article__in=wanted)
    found = Article.objects.filter(pk__in=holding.values("article")).only(
        "body", "language", "sentences", "headings"
    )
    taken = _taken(found)
    rows = [row for article in found for row in _short_forms(article, strangers, roots, taken[article.pk])]
    Mention.objects.bulk_create(rows, ignore_conflicts=True)
    SearchRow.objects.rename({row.article_id for row in rows})
    return {row.entity_id for row in rows}


def _taken(articles: Iterable[Article]) -> dict[int, list[Span]]:
    taken: dict[int, list[Span]] = {article.pk: [] for article in articles}
    places = Mention.objects.filter(article__in=taken).order_by("start")
    for article, start, end in places.values_list("article", "start", "end"):
        taken[article].append(Span(start, end))
    return taken


def _short_forms(
    article: Article, people: Mapping[int, FoundEntity], roots: Mapping[int, Entity], taken: Sequence[Span]
) -> Iterator[Mention]:
    by_key = {person.key: pk for pk, person in people.items()}
    starts = article.sentence_starts()
    mentions = find_short_forms(
        article.body, language=article.language, people=tuple(people.values()), taken=taken
    )
    for mention in mentions:
        found = by_key[mention.entity.key]
        yield Mention(
            article=article,
            found_id=found,
            entity=roots[found],
            start=mention.span.start,
            end=mention.span.end,
            text=mention.span.of(article.body),
            sentence=start_before(starts, mention.span.start),
            rule=mention.rule,
            join=f"{Rule.FAMILY_NAME} {Rule.IN_STORY}",
        )
