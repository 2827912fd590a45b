"""A story's coverage: what of it is kept, whether that still holds, and making it anew."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from django.db import connection, transaction
from django.utils import timezone

from articles.analysis.stories.tellings import Tellings
from articles.coverage import sections
from articles.coverage.gathering import Gathered, gather, tellings_of
from articles.coverage.sections import Findings, Found, Kept, Section, Summary, version
from articles.models import Article, ArticlePair, Story, StoryCoverage, StorySection

logger = logging.getLogger(__name__)

# A story is compared by one process at a time, which holds the lock (_LOCKS, its number).
_LOCKS = 7_129_464
F = TypeVar("F", bound=Findings)


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What is kept of a story, and the articles it is about as they are now.

    `articles` are all that are to be compared, with their bodies; findings may be of fewer while new ones
    wait (`is_current` is then False). None are shown that rest on a text which has changed since.
    """

    story: Story
    gathered: Gathered
    row: StoryCoverage | None

    @property
    def articles(self) -> tuple[Article, ...]:
        return self.gathered.articles

    @cached_property
    def by_number(self) -> Mapping[int, Article]:
        return {article.pk: article for article in self.articles}

    @cached_property
    def compared(self) -> tuple[Article, ...]:
        """The articles that the findings are about."""
        members = self.row.members if self.row and self.is_shown else {}
        return tuple(article for article in self.articles if str(article.pk) in members)

    @property
    def is_current(self) -> bool:
        """Whether comparing anew would find the same."""
        row = self.row
        return bool(
            row
            and (row.members, row.corrections) == self.gathered.compared
            and row.rules_version == version()
        )

    @property
    def is_shown(self) -> bool:
        """Whether there are findings, and all their places are still where they were."""
        return bool(self.row and self.row.members.items() <= self.gathered.compared[0].items())

    @property
    def counts(self) -> Mapping[str, int]:
        """How many findings each section has; one that could not be made, or isn't made yet, is left out."""
        return self.row.counts if self.row and self.is_shown else {}

    def section(self, of: type[F]) -> F | None:
        """The findings of one kind, None where there are none yet; one query."""
        section = next(section for section in sections.SECTIONS if section.type is of)
        if section.name not in self.counts:
            return None
        row = StorySection.objects.filter(coverage=self.story.pk, name=section.name).first()
        return section.decode(row.content) if row else None


def coverage(story: Story) -> Coverage:
    """What is kept, without making anything; four queries."""
    row = StoryCoverage.objects.filter(story=story).first()
    return Coverage(story=story, gathered=gather(story), row=row)


def cover(number: int, *, clock: Callable[[], float] = time.perf_counter) -> None:
    """Make the coverage of the story with this number, if it is there and has changed since.

    May be interrupted anywhere and repeated: pairs are kept as they are made, the rest all together. A story
    that changes meanwhile still waits afterwards; one that another process is at work on is left to it.
    """
    with _alone(number) as is_alone:
        story = Story.objects.filter(pk=number).first()
        if story and is_alone:
            _cover(story, clock)


def cover_newest(*, seconds: float, clock: Callable[[], float] = time.perf_counter) -> int:
    """Make the coverages that wait, of the newest stories first, for about so many seconds; how many."""
    end, made = clock() + seconds, 0
    Story.objects.cover_with(version())
    for number in Story.objects.to_cover().values_list("pk", flat=True):
        if clock() >= end:
            break
        cover(number, clock=clock)
        made += 1
    return made


@contextmanager
def _alone(number: int) -> Iterator[bool]:
    """Whether nobody else is at work on the story with this number, or will be before this ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [_LOCKS, number])
        is_alone = bool(cursor.fetchone()[0])
    try:
        yield is_alone
    finally:
        if is_alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [_LOCKS, number])


def _cover(story: Story, clock: Callable[[], float]) -> None:
    found = coverage(story)
    if found.is_current:
        _settle(found.gathered, story)
        return
    begun = clock()
    tellings = tellings_of(found.gathered)
    made: dict[type, Findings] = {}
    whole: list[tuple[Kept[Any], Findings]] = []
    for section in sections.SECTIONS:
        findings = _made(section, tellings, made)
        if findings is not None:
            made[section.type] = findings
            whole.append((section, findings))
    _keep(story, found.gathered, whole, seconds=clock() - begun)


def _made(section: Section[F] | Summary[F], tellings: Tellings, made: Found) -> F | None:
    """The findings; None where our own code stumbles, which must not keep the others from the readers."""
    try:
        return section.find(tellings, made)
    except Exception:
        logger.exception("could not find %s in articles %s", section.name, [t.article for t in tellings])
        return None


def _keep(
    story: Story, gathered: Gathered, made: Sequence[tuple[Kept[Any], Findings]], *, seconds: float
) -> None:
    with transaction.atomic():
        if not _settle(gathered, story):
            return
        StoryCoverage.objects.filter(story=story).delete()
        members, corrections = gathered.compared
        row = StoryCoverage.objects.create(
            story=story,
            members=members,
            corrections=corrections,
            rules_version=version(),
            computed=timezone.now(),
            seconds=round(seconds, 3),
            counts={section.name: findings.count for section, findings in made},
        )
        StorySection.objects.bulk_create(
            StorySection(coverage=row, name=section.name, content=section.encode(findings))
            for section, findings in made
        )
        ArticlePair.objects.forget_others(gathered.articles)


def _settle(gathered: Gathered, story: Story) -> bool:
    """Whether the story is still there; it no longer waits if its articles are still those gathered."""
    with transaction.atomic():
        # Whoever changes a story's articles writes its row: what they changed is seen here, or comes later.
        there = Story.objects.filter(pk=story.pk).select_for_update().first()
        if there and gather(there).compared == gathered.compared:
            Story.objects.filter(pk=story.pk).update(awaits_coverage=False)
        return there is not None
