"""Articles put into stories, some at a time, with candidates from an index."""

from collections import Counter, OrderedDict, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from articles.analysis import cluster
from articles.analysis.tokens import tokenise
from articles.models import Article, Story
from articles.pipeline.meanings import Stored, meaning_from_bytes
from articles.story_names import link_in_stories

# Two ingests at once would each found a story for the same event.
LOCK = 7_129_461
# More candidates than this share only words that no longer tell stories apart.
MOST_CANDIDATES = 400
# Of a story's members, the latest this many say what it is about.
MOST_MEMBERS = 40
_REMEMBERED = 3000  # profiles; 20 KB each


def lock() -> None:
    """Wait until no other transaction takes in or groups, and keep others waiting until this one ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """An article to be grouped; `written` has lemmas as its text writes them, where that is known."""

    article: Article
    profile: cluster.Profile
    written: Mapping[str, str] | None = None


class Shelf:
    """The profiles that were needed last, by their articles: the same are asked for again and again."""

    def __init__(self) -> None:
        self._profiles: OrderedDict[int, cluster.Profile] = OrderedDict()

    def put(self, article: int, profile: cluster.Profile) -> None:
        self._profiles[article] = profile
        self._profiles.move_to_end(article)
        while len(self._profiles) > _REMEMBERED:
            self._profiles.popitem(last=False)

    def get(self, articles: Iterable[int]) -> dict[int, cluster.Profile]:
        """The profiles of these articles, in their order; articles that nobody has read are left out."""
        wanted = list(dict.fromkeys(articles))
        missing = [article for article in wanted if article not in self._profiles]
        read = _stored_profiles(missing) if missing else {}
        found = {article: read.get(article) or self._profiles.get(article) for article in wanted}
        for article, profile in read.items():
            self.put(article, profile)
        return {article: profile for article, profile in found.items() if profile}


def group(newcomers: Sequence[Newcomer], shelf: Shelf) -> set[int]:
    """Choose the story of each article, in this order, an existing one or a new one of its own.

    Sets the articles' columns and leaves it to the caller to save them, under the lock, and then to refresh
    the stories that are returned.
    """
    return _Grouping(newcomers, shelf).run()


def group_again(articles: Iterable[Article]) -> None:
    """Look again at which stories articles belong to that have been read."""
    articles = list(articles)
    shelf = Shelf()
    profiles = shelf.get(article.pk for article in articles)
    with transaction.atomic():
        lock()
        stories = group(
            [Newcomer(article=a, profile=profiles[a.pk]) for a in articles if a.pk in profiles], shelf
        )
        Article.objects.bulk_update(articles, ["story", "story_score", "story_reasons"], batch_size=50)
        Story.objects.refresh(stories)
        link_in_stories(stories)


class _Grouping:
    """One round. An article that has no number yet, and a story that has none, have negative ones here."""

    def __init__(self, newcomers: Sequence[Newcomer], shelf: Shelf) -> None:
        self._newcomers = {n.article.pk or -number: n for number, n in enumerate(newcomers, start=1)}
        self._shelf = shelf
        self._placed: dict[int, int] = {}
        self._members: dict[int, list[int]] = {}
        self._founded = 0
        self._found_under: defaultdict[str, list[int]] = defaultdict(list)

    def run(self) -> set[int]:
        former = {n.article.story_id for n in self._newcomers.values() if n.article.story_id}
        for key, newcomer in self._newcomers.items():
            self._place(key, newcomer)
        new = Story.objects.bulk_create(Story(latest=timezone.now()) for _ in range(self._founded))
        for key, newcomer in self._newcomers.items():
            story = self._placed[key]
            newcomer.article.story_id = story if story > 0 else new[-story - 1].pk
        return former | {story if story > 0 else new[-story - 1].pk for story in self._placed.values()}

    def _place(self, key: int, newcomer: Newcomer) -> None:
        article = newcomer.article
        assignment = cluster.assign(newcomer.profile, self._candidates(key, newcomer))
        joins = assignment.story is not None
        article.story_score = assignment.similarity.score if joins else None
        article.story_reasons = _receipt(newcomer, assignment.similarity) if joins else []
        story = self._story_of_its_own(key, article) if assignment.story is None else assignment.story
        if article.story_id and key in self._members.get(article.story_id, ()):
            self._members[article.story_id].remove(key)
        self._placed[key] = story
        self._load_members([story])
        self._members[story].append(key)
        for term in article.grouping_terms:
            self._found_under[term].append(key)

    def _story_of_its_own(self, key: int, article: Article) -> int:
        if article.story_id and not self._others_in(article.story_id, key):
            return article.story_id
        self._founded += 1
        return -self._founded

    def _candidates(self, key: int, newcomer: Newcomer) -> dict[int, list[cluster.Profile]]:
        """The stories with an article that shares index terms, each with its latest members' profiles."""
        near = {*self._near_stored(key, newcomer), *self._near_placed(newcomer.article)}
        self._load_members(near)
        # The oldest first, those founded in this round last.
        stories = sorted(near, key=lambda story: (story < 0, abs(story)))
        members = {story: self._others_in(story, key)[-MOST_MEMBERS:] for story in stories}
        profiles = self._profiles(set(chain.from_iterable(members.values())))
        found = {story: [profiles[k] for k in keys if k in profiles] for story, keys in members.items()}
        return {story: of for story, of in found.items() if of}

    def _near_stored(self, key: int, newcomer: Newcomer) -> set[int]:
        near = Article.objects.sharing_terms(
            newcomer.article.grouping_terms,
            least=cluster.TERMS_IN_COMMON,
            near=newcomer.profile.published,
            most=MOST_CANDIDATES,
        )
        return {self._placed.get(other, story) for other, story in near if other != key}

    def _near_placed(self, article: Article) -> set[int]:
        common = Counter(key for term in article.grouping_terms for key in self._found_under.get(term, ()))
        return {self._placed[key] for key, count in common.items() if count >= cluster.TERMS_IN_COMMON}

    def _others_in(self, story: int, key: int) -> list[int]:
        self._load_members([story])
        return [other for other in self._members[story] if other != key]

    def _load_members(self, stories: Iterable[int]) -> None:
        missing = [story for story in stories if story not in self._members]
        self._members |= {story: [] for story in missing}
        asked = [story for story in missing if story > 0]
        if asked:
            rows = Article.objects.filter(story__in=asked).order_by("pk").values_list("story", "pk")
            for story, article in rows:
                if article not in self._placed:
                    self._members[story].append(article)

    def _profiles(self, keys: Iterable[int]) -> dict[int, cluster.Profile]:
        keys = set(keys)
        ours = {key: self._newcomers[key].profile for key in keys & self._newcomers.keys()}
        return self._shelf.get(sorted(keys - ours.keys())) | ours


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


def _stored_profiles(articles: Sequence[int]) -> dict[int, cluster.Profile]:
    rows = Article.objects.filter(pk__in=articles).exclude(grouping_profile={})
    columns = rows.values_list("pk", "grouping_profile", "vectors__meaning")
    return {pk: _profile(stored, meaning) for pk, stored, meaning in columns}


def _profile(stored: Mapping[str, Any], meaning: Stored | None) -> cluster.Profile:
    published = date.fromisoformat(stored["published"]) if stored["published"] else None
    numbers = meaning_from_bytes(meaning) if meaning else None
    return cluster.Profile(**{**stored, "meaning": numbers, "published": published})
