"""The stories around some articles: who is in which, and what people have decided about them."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from django.db.models import Q

from articles.models import Article, Story


class Part(NamedTuple):
    """Articles of a story that are like each other, as far as rules can tell.

    A story that was merged into another stays a part, with its number; articles that a person put into a
    story are one of their own, since they need not be like the others.
    """

    number: int
    held: bool = False


class Neighbours:
    """Stories by their parts."""

    def __init__(self, articles: Collection[int], *, stories: Collection[int] = ()) -> None:
        """The stories of these articles and these stories, with all members."""
        self.part_of: dict[int, Part] = {}
        self.story_of: dict[Part, int] = {Part(story): story for story in stories}
        self._parts: defaultdict[int, set[Part]] = defaultdict(set)
        self._members: defaultdict[Part, list[int]] = defaultdict(list)
        self._locked: set[int] = set()
        self._put_together: set[int] = set()
        self._taken_from: defaultdict[int, set[int]] = defaultdict(set)
        known = Article.objects.filter(pk__in=articles, story__isnull=False).values_list("story", flat=True)
        self._load({*known.order_by().distinct(), *stories})

    def _load(self, stories: Collection[int]) -> None:
        rows = Article.objects.filter(story__in=stories).order_by("pk")
        columns = ("pk", "story", "placement__part", "placement__held", "placement__taken_from")
        for article, story, number, held, taken_from in rows.values_list(*columns):
            part = Part(number or story, held=bool(held))
            self.found(part, story)
            self.move(article, part)
            if held:
                self._taken_from[story].update(taken_from)
        decided = Story.objects.filter(pk__in=stories).filter(Q(locked=True) | Q(merged__isnull=False))
        for story, locked, merged in decided.values_list("pk", "locked", "merged"):
            if locked:
                self._locked.add(story)
            if merged:
                self._put_together.add(story)

    def parts_by_story(self) -> Mapping[int, Collection[Part]]:
        return self._parts

    def members_of(self, part: Part) -> Sequence[int]:
        return self._members[part]

    def others_in(self, story: int, article: int) -> bool:
        """Whether the story has other articles than this one."""
        return any(self._members[part] not in ([], [article]) for part in self._parts[story])

    def stays(self, article: int, story: int | None) -> bool:
        """Whether people have decided that the article is where it is."""
        if story is None or article not in self.part_of:
            return False
        return self.part_of[article].held or story in self._locked or story in self._put_together

    def may_join(self, article: int, story: int | None, part: Part) -> bool:
        """Whether rules may put an article that is in this story into that part."""
        target = self.story_of[part]
        if target == story:
            return True
        own = self.part_of.get(article)
        parted = {story, own.number if own else None} & self._taken_from[target]
        return target not in self._locked and not parted - {None}

    def found(self, part: Part, story: int) -> None:
        """Let there be a part of a story."""
        self.story_of[part] = story
        self._parts[story].add(part)

    def move(self, article: int, part: Part) -> None:
        former = self.part_of.get(article)
        if former is not None:
            self._members[former].remove(article)
        self.part_of[article] = part
        self._members[part].append(article)
