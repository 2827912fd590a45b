"""Articles put into stories, some at a time: candidates from an index, people's decisions in force."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles.analysis.stories import cluster
from articles.analysis.stories.profiles import Profile
from articles.analysis.text.tokens import tokenise
from articles.models import Article, Placement, Posting, Story
from articles.models.postings import Wanted
from articles.names.story_names import link_in_stories
from articles.pipeline.neighbours import Neighbours, Part
from articles.pipeline.profiles import Shelf

# Two ingests at once would each found a story for the same event.
LOCK = 7_129_461
# More candidates than this share only words that no longer tell stories apart.
MOST_CANDIDATES = 40
# Of a story's members, the latest this many say what it is about.
MOST_MEMBERS = 40
# The profiles near so many articles are brought together; those of more would not be remembered.
_TOGETHER = 16


def lock() -> None:
    """Wait until no other transaction takes in or groups, and keep others waiting until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """An article to be grouped; `written` has lemmas as its text writes them, where that is known."""

    article: Article
    profile: Profile
    written: Mapping[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Grouped:
    """The stories that articles have joined or left, and articles that joined one through a merged part."""

    stories: frozenset[int]
    through: tuple[tuple[Article, int], ...]

    def keep(self) -> None:
        """Note the parts and bring the stories up to date, once the articles are saved; under the lock."""
        rows = [Placement(article=article, part_id=part) for article, part in self.through]
        Placement.objects.bulk_create(
            rows, update_conflicts=True, unique_fields=["article"], update_fields=["part"]
        )
        Story.objects.refresh(self.stories)


def group(newcomers: Sequence[Newcomer], shelf: Shelf) -> Grouped:
    """Choose the story of each article, in this order, an existing one or a new one of its own.

    Sets the articles' columns and leaves it to the caller to save them, under the lock, and then to keep
    what is returned.
    """
    return _Grouping(newcomers, shelf).run()


def group_again(articles: Iterable[Article]) -> frozenset[int]:
    """Look again at which stories articles belong to that have been read; the stories concerned."""
    articles = list(articles)
    shelf = Shelf()
    profiles = shelf.get(article.pk for article in articles)
    columns = ["story", "story_score", "story_reasons", "story_nearest"]
    with transaction.atomic():
        lock()
        newcomers = [Newcomer(article=a, profile=profiles[a.pk]) for a in articles if a.pk in profiles]
        grouped = group(newcomers, shelf)
        Article.objects.bulk_update(articles, columns, batch_size=50)
        grouped.keep()
        link_in_stories(grouped.stories)
    return grouped.stories


def rank_stories(articles: Sequence[Article], *, most: int) -> list[tuple[int, float]]:
    """The stories likest to these articles on average, their own left out, each with its score."""
    shelf = Shelf()
    profiles = shelf.get(article.pk for article in articles)
    wanted = [
        Wanted(terms=a.grouping_terms, day=profiles[a.pk].published) for a in articles if a.pk in profiles
    ]
    near = set(chain.from_iterable(Posting.objects.near(wanted, most=MOST_CANDIDATES)))
    neighbours = Neighbours(near)
    own = {article.story_id for article in articles}
    members = {
        story: [key for part in parts for key in neighbours.members_of(part)][-MOST_MEMBERS:]
        for story, parts in neighbours.parts_by_story().items()
        if story not in own
    }
    theirs = shelf.get(chain.from_iterable(members.values()))
    profiled = {story: [theirs[k] for k in keys if k in theirs] for story, keys in members.items()}
    centres = {story: cluster.centre(of) for story, of in profiled.items() if of}
    scores: defaultdict[int, float] = defaultdict(float)
    for profile in profiles.values():
        for story, score in cluster.rank(profile, centres):
            scores[story] += score / len(profiles)
    return sorted(scores.items(), key=lambda scored: (-scored[1], -scored[0]))[:most]


class _Grouping:
    """One round. An article that has no number yet, and a story that has none, have negative ones here."""

    def __init__(self, newcomers: Sequence[Newcomer], shelf: Shelf) -> None:
        self._newcomers = {n.article.pk or -number: n for number, n in enumerate(newcomers, start=1)}
        self._shelf = shelf
        self._founded = 0
        self._centres: cluster.Centres[Part, int] = cluster.Centres()
        self._found_under: defaultdict[str, list[int]] = defaultdict(list)
        wanted = [Wanted(terms=n.article.grouping_terms, day=n.profile.published) for n in newcomers]
        found = Posting.objects.near(wanted, most=MOST_CANDIDATES) if newcomers else []
        self._near = dict(zip(self._newcomers, found, strict=True))
        former = {n.article.story_id for n in newcomers if n.article.story_id}
        self._neighbours = Neighbours(set(chain.from_iterable(found)), stories=former)
        self._former = frozenset(former)

    def run(self) -> Grouped:
        through = []
        for number, (key, newcomer) in enumerate(self._newcomers.items()):
            if number % _TOGETHER == 0:
                self._fetch([*self._newcomers][number : number + _TOGETHER])
            self._place(key, newcomer)
        new = Story.objects.bulk_create(Story(latest=timezone.now()) for _ in range(self._founded))
        numbers = {-number: story.pk for number, story in enumerate(new, start=1)}
        for key, newcomer in self._newcomers.items():
            article, part = newcomer.article, self._neighbours.part_of[key]
            story = self._neighbours.story_of[part]
            article.story_id = numbers.get(story, story)
            if near := article.story_nearest:
                article.story_nearest = near | {"story": numbers.get(near["story"], near["story"])}
            if part.number != story:
                through.append((article, part.number))
        joined = {n.article.story_id for n in self._newcomers.values() if n.article.story_id}
        return Grouped(stories=self._former | joined, through=tuple(through))

    def _fetch(self, keys: Sequence[int]) -> None:
        """Have the profiles that placing these will ask for brought in one query."""
        known = self._neighbours
        near = {known.part_of[k] for key in keys for k in self._near[key] if k in known.part_of}
        members = (k for part in near for k in known.members_of(part)[-MOST_MEMBERS:])
        self._shelf.get(sorted(k for k in members if k not in self._newcomers))

    def _place(self, key: int, newcomer: Newcomer) -> None:
        article, known = newcomer.article, self._neighbours
        centres = self._candidates(key, article)
        ranked = cluster.rank(newcomer.profile, centres)
        part, reason = self._choose(key, article, ranked)
        similarity = cluster.explain(newcomer.profile, centres[reason]) if reason else None
        story = known.story_of[part]
        article.story_score = similarity.score if similarity else None
        article.story_reasons = _receipt(newcomer, similarity) if similarity else []
        other = next(((known.story_of[p], score) for p, score in ranked if known.story_of[p] != story), None)
        article.story_nearest = {"story": other[0], "score": round(other[1], 3)} if other else {}
        known.move(key, part)
        for term in article.grouping_terms:
            self._found_under[term].append(key)

    def _choose(
        self, key: int, article: Article, ranked: Sequence[tuple[Part, float]]
    ) -> tuple[Part, Part | None]:
        """The part that the article goes to, and the one it is like; None for a story of its own."""
        known = self._neighbours
        if known.stays(key, article.story_id):
            own = (part for part, _score in ranked if known.story_of[part] == article.story_id)
            return known.part_of[key], next(own, None)
        for part, score in ranked:
            if score >= cluster.THRESHOLD and known.may_join(key, article.story_id, part):
                joined = Part(part.number)
                known.found(joined, known.story_of[part])
                return joined, part
        own_story = self._story_of_its_own(key, article)
        known.found(Part(own_story), own_story)
        return Part(own_story), None

    def _story_of_its_own(self, key: int, article: Article) -> int:
        if article.story_id and not self._neighbours.others_in(article.story_id, key):
            return article.story_id
        self._founded += 1
        return -self._founded

    def _candidates(self, key: int, article: Article) -> dict[Part, cluster.Centre]:
        """The parts with an article that shares index terms, each as its latest members are."""
        known = self._neighbours
        near = {
            known.part_of[k] for k in (*self._near[key], *self._near_placed(article)) if k in known.part_of
        }
        # The oldest first, those founded in this round last.
        parts = sorted(near, key=lambda part: (part.number < 0, abs(part.number), part.held))
        members = {part: [k for k in known.members_of(part) if k != key][-MOST_MEMBERS:] for part in parts}
        profiles = self._profiles(set(chain.from_iterable(members.values())))
        found = {part: {k: profiles[k] for k in keys if k in profiles} for part, keys in members.items()}
        return {part: self._centres.of(part, of) for part, of in found.items() if of}

    def _near_placed(self, article: Article) -> list[int]:
        common = Counter(key for term in article.grouping_terms for key in self._found_under.get(term, ()))
        return [key for key, count in common.items() if count >= cluster.TERMS_IN_COMMON]

    def _profiles(self, keys: Collection[int]) -> dict[int, Profile]:
        ours = {key: self._newcomers[key].profile for key in keys if key in self._newcomers}
        return self._shelf.get(sorted(key for key in keys if key not in ours)) | ours


def _receipt(newcomer: Newcomer, similarity: cluster.Similarity) -> list[dict[str, Any]]:
    """The reasons to keep, with words as this article writes them: lemmas are not for showing."""
    written = newcomer.written if newcomer.written is not None else _written(newcomer.article)
    return [
        {
            "kind": reason.kind,
            "weight": round(reason.weight, 3),
            "shared": [written.get(term, term) for term in reason.shared],
        }
        for reason in similarity.reasons
    ]


def _written(article: Article) -> dict[str, str]:
    written: dict[str, str] = {}
    for token in tokenise(article.body, language=article.language):
        word = token.span.of(article.body)
        written[token.lemma] = min(written.get(token.lemma, word), word, key=len)
    return written
