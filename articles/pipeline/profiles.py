"""Profiles of stored articles, those needed last kept in mind."""

from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from sys import intern
from typing import Any

from articles.analysis.stories.profiles import Profile
from articles.models import Article
from articles.pipeline.meanings import Stored, meaning_from_bytes

# Each of 10 KB, most of it words that others have too. As many were published in the days within which two
# articles may be of one story, where 125 are published a day.
_REMEMBERED = 1000


class Shelf:
    """The profiles that were needed last, by their articles: the same are asked for again and again."""

    def __init__(self) -> None:
        self._profiles: OrderedDict[int, Profile] = OrderedDict()

    def put(self, article: int, profile: Profile) -> None:
        shared = replace(profile, words=_shared(profile.words), names=_shared(profile.names))
        self._profiles[article] = shared
        self._profiles.move_to_end(article)
        while len(self._profiles) > _REMEMBERED:
            self._profiles.popitem(last=False)

    def get(self, articles: Iterable[int]) -> dict[int, Profile]:
        """The profiles of these articles, in their order; articles that nobody has read are left out."""
        wanted = list(dict.fromkeys(articles))
        missing = [article for article in wanted if article not in self._profiles]
        read = _stored_profiles(missing) if missing else {}
        found = {article: read.get(article) or self._profiles.get(article) for article in wanted}
        for article, profile in read.items():
            self.put(article, profile)
        for article in wanted:
            if article in self._profiles:
                self._profiles.move_to_end(article)
        return {article: profile for article, profile in found.items() if profile}


def _shared(weights: Mapping[str, float]) -> dict[str, float]:
    """The same with each word held once, however many profiles have it."""
    return {intern(term): weight for term, weight in weights.items()}


def _stored_profiles(articles: Sequence[int]) -> dict[int, Profile]:
    rows = Article.objects.filter(pk__in=articles).exclude(grouping_profile={})
    columns = rows.values_list("pk", "grouping_profile", "vectors__meaning")
    return {pk: _profile(stored, meaning) for pk, stored, meaning in columns}


def _profile(stored: Mapping[str, Any], meaning: Stored | None) -> Profile:
    published = date.fromisoformat(stored["published"]) if stored["published"] else None
    numbers = meaning_from_bytes(meaning) if meaning else None
    return Profile(**{**stored, "meaning": numbers, "published": published})
