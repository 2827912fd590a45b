"""What people decide about stories: merged, split, articles moved, titles, locks."""

from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from articles.changes.kinds import ChangeError, Kind, Place, State, one_by_one
from articles.models import Article, Change, Placement, Story
from articles.models.changes import Json
from articles.models.stories import MERGE, PLACE, SPLIT
from articles.names.story_names import link_in_stories
from articles.pipeline import group_again
from articles.pipeline.copying import number
from articles.pipeline.grouping import lock


def number_for_story() -> int:
    """A number that no story has or will have: that of one to be split off."""
    story = Story()
    number([story])
    return story.pk


def root_of(pk: object) -> Story:
    """The story as it stands, or the one it was merged into; ChangeError where it is gone."""
    key = int(str(pk)) if str(pk).isdecimal() and len(str(pk)) < 19 else 0
    root = Story.objects.roots_of([key]).get(key)
    if root is None:
        raise ChangeError(_("This story is gone."))
    return Story.objects.get(pk=root)


def _row(subject: str) -> Story:
    story = Story.objects.filter(pk=subject).first() if subject.isdecimal() and len(subject) < 19 else None
    if story is None:
        raise ChangeError(_("This story is gone."))
    return story


def _in_force(kind: str, subject: str) -> Json:
    return Change.objects.in_force(kind, [subject]).get(subject)


# --- one article placed ---


def _article(subject: str) -> Article:
    article = (
        Article.objects.filter(pk=subject).first() if subject.isdecimal() and len(subject) < 19 else None
    )
    if article is None:
        raise ChangeError(_("This article is gone."))
    if not article.story_id:
        raise ChangeError(_("This article has not been read yet."))
    return article


def _placed_now(subject: str) -> Json:
    return {"story": _article(subject).story_id}


def _put_place(subject: str, value: Json) -> None:
    lock()
    article = _article(subject)
    if value is None:
        _release([article])
        return
    target = root_of(value.get("story"))
    if target.pk == article.story_id:
        raise ChangeError(_("The article is in this story already."))
    _hold([article], target, left=value.get("left"))


def _hold(articles: Collection[Article], target: Story, *, left: object) -> None:
    """Put articles into a story, where rules leave them; `left` is the one they are taken from."""
    former = {article.story_id for article in articles if article.story_id}
    placements = Placement.objects.in_bulk([article.pk for article in articles])
    for article in articles:
        before = placements[article.pk].taken_from if article.pk in placements else []
        # A decision that is in force again after others were undone stands in the list already.
        again = [number for number in before if number == left]
        taken_from = before[: before.index(again[0]) + 1] if again else [*before, article.story_id]
        values = {"held": True, "taken_from": taken_from, "part": None}
        Placement.objects.update_or_create(article=article, defaults=values)
        article.story = target
    Article.objects.filter(pk__in=[a.pk for a in articles]).update(story=target)
    _redirect_empty(former - {target.pk}, target)
    _settle(articles, {*former, target.pk})


def _release(articles: Collection[Article]) -> None:
    """Put articles back where people took them from, and leave them to the rules and earlier decisions."""
    placements = Placement.objects.filter(article__in=articles, held=True).in_bulk()
    touched: set[int] = set()
    for article in articles:
        placement = placements.get(article.pk)
        if placement is None or article.story_id is None:
            continue
        former = article.story_id
        *earlier, back = placement.taken_from
        article.story_id = _reopened(back) or former
        article.save(update_fields=["story"])
        placement.taken_from, placement.held = earlier, bool(earlier)
        placement.part_id = back if article.story_id not in (back, former) else None
        placement.save()
        _redirect_empty([former], root_of(article.story_id))
        touched |= {former, article.story_id}
    Placement.objects.filter(held=False, part=None).delete()
    _settle(articles, touched)


def _reopened(story: int) -> int | None:
    """The story as it stands, None if it is gone; one that was left empty stands again."""
    row = Story.objects.filter(pk=story).first()
    if row and row.merged_into_id and not _in_force(MERGE, str(story)):
        Story.objects.filter(pk=story).update(merged_into=None)
    return Story.objects.roots_of([story]).get(story)


def _redirect_empty(stories: Iterable[int], target: Story) -> None:
    """Let the addresses of stories that people have emptied lead to where the articles went."""
    empty = Story.objects.standing().filter(pk__in=stories, articles__isnull=True)
    empty.update(merged_into=target, awaits_coverage=False)


def _settle(articles: Collection[Article], stories: Iterable[int]) -> None:
    Story.objects.refresh(stories)
    group_again(articles)


def _tell_places(states: Collection[State]) -> list[str]:
    titles = _titles({state["story"] for _subject, state in states if state})
    return [_("in “%(story)s”") % {"story": titles[state["story"]]} if state else "" for _s, state in states]


def _places_of_articles(subjects: Collection[str]) -> dict[str, Place]:
    articles = Article.objects.for_lists().in_bulk([int(s) for s in subjects if s.isdecimal()])
    places = {}
    for subject in subjects:
        article = articles.get(int(subject)) if subject.isdecimal() else None
        places[subject] = (
            Place(words=article.display_title, view="article", arguments=(article.pk,))
            if article
            else Place(words=_("This article is gone."))
        )
    return places


# --- a story merged into another ---


def _put_merge(subject: str, value: Json) -> None:
    lock()
    story = _row(subject)
    if value is None:
        _part(story)
        return
    target = root_of(value)
    if story.merged_into_id or target == story:
        raise ChangeError(_("These two are one story already."))
    own = Article.objects.filter(story=story)
    Placement.objects.filter(article__story=story, part=None).update(part=story)
    undecided = own.filter(placement__isnull=True).values_list("pk", flat=True)
    Placement.objects.bulk_create([Placement(article_id=pk, part=story) for pk in undecided])
    own.update(story=target)
    Story.objects.filter(pk=story.pk).update(merged_into=target, awaits_coverage=False)
    _refresh([target.pk])


def _part(story: Story) -> None:
    """Give a merged story its articles back, those included that have come through it since."""
    if story.merged_into_id is None:
        raise ChangeError(_("This story stands by itself."))
    root = root_of(story.pk)
    parts = _merged_into(story)
    theirs = Article.objects.filter(story=root, placement__part__in=[story.pk, *parts])
    if not theirs.exists():
        raise ChangeError(_("None of its articles is left."))
    theirs.update(story=story)
    Story.objects.filter(pk=story.pk).update(merged_into=None)
    Placement.objects.filter(part=story).update(part=None)
    _refresh([root.pk, story.pk])


def _refresh(stories: Collection[int]) -> None:
    Story.objects.refresh(stories)
    link_in_stories(stories)


def _merged_into(story: Story) -> set[int]:
    """All stories whose articles have come through this one."""
    found: set[int] = set()
    step = {story.pk}
    while step:
        step = set(Story.objects.filter(merged_into__in=step).values_list("pk", flat=True)) - found
        found |= step
    return found


def _tell_merges(states: Collection[State]) -> list[str]:
    titles = _titles({int(state) for _subject, state in states if state})
    return [_("part of “%(story)s”") % {"story": titles[int(state)]} if state else "" for _s, state in states]


# --- articles split off ---


def _put_split(subject: str, value: Json) -> None:
    lock()
    if value is None:
        _put_back(_row(subject))
        return
    source = root_of(value.get("left"))
    articles = list(Article.objects.filter(pk__in=value.get("articles", ()), story=source))
    if not articles:
        raise ChangeError(_("Choose the articles to split off."))
    if Article.objects.filter(story=source).count() == len(articles):
        raise ChangeError(_("At least one article has to stay."))
    story, _made = Story.objects.update_or_create(
        pk=int(subject), defaults={"merged_into": None}, create_defaults={"latest": source.latest}
    )
    _hold(articles, story, left=source.pk)


def _put_back(story: Story) -> None:
    split = _in_force(SPLIT, str(story.pk)) or {}
    held = Article.objects.filter(story=story, pk__in=split.get("articles", ()), placement__held=True)
    articles = list(held)
    if not articles:
        raise ChangeError(_("None of its articles is left."))
    _release(articles)


def _tell_split(_subject: str, state: Json) -> str:
    if not state:
        return ""
    number = len(state["articles"])
    told = ngettext("%(count)d article split off", "%(count)d articles split off", number)
    return told % {"count": number}


# --- title and lock ---


def _title_now(subject: str) -> Json:
    story = _row(subject)
    return {"ar": story.title_ar, "en": story.title_en} if story.title_ar or story.title_en else None


def _put_title(subject: str, value: Json) -> None:
    story, titles = _row(subject), value or {}
    story.title_ar, story.title_en = (" ".join(titles.get(key, "").split())[:300] for key in ("ar", "en"))
    story.save(update_fields=["title_ar", "title_en"])


def _tell_title(_subject: str, state: Json) -> str:
    return " / ".join(title for title in (state.get("ar"), state.get("en")) if title) if state else ""


def _put_lock(subject: str, value: Json) -> None:
    lock()
    story = _row(subject)
    story.locked = bool(value)
    story.save(update_fields=["locked"])


def _titles(stories: Collection[int]) -> Mapping[int, str]:
    """What stories are called, by number; of a merged one the title of the story it is in."""
    roots = Story.objects.roots_of(stories)
    standing = Story.objects.filter(pk__in=roots.values()).annotate(size=Count("articles")).filter(size__gt=0)
    rows = standing.with_members().in_bulk()
    gone = _("a story that is gone")
    return {pk: rows[roots[pk]].title if roots.get(pk) in rows else gone for pk in stories}


def _places(subjects: Collection[str]) -> dict[str, Place]:
    numbers = {subject: int(subject) for subject in subjects if subject.isdecimal()}
    titles, roots = _titles(set(numbers.values())), Story.objects.roots_of(numbers.values())
    places = {}
    for subject in subjects:
        root = roots.get(numbers.get(subject, 0))
        words = titles.get(numbers.get(subject, 0), _("a story that is gone"))
        places[subject] = Place(words=words, view="story", arguments=(root,)) if root else Place(words=words)
    return places


PLACED = Kind(
    name=PLACE,
    label=gettext_lazy("Article moved"),
    current=_placed_now,
    put=_put_place,
    words=_tell_places,
    places=_places_of_articles,
)
MERGED = Kind(
    name=MERGE,
    label=gettext_lazy("Stories merged"),
    current=lambda subject: _row(subject).merged_into_id,
    put=_put_merge,
    words=_tell_merges,
    places=_places,
)
SPLIT_OFF = Kind(
    name=SPLIT,
    label=gettext_lazy("Story split"),
    current=lambda subject: _in_force(SPLIT, subject),
    put=_put_split,
    words=one_by_one(_tell_split),
    places=_places,
)
TITLED = Kind(
    name="story-title",
    label=pgettext_lazy("change", "Title of a story"),
    current=_title_now,
    put=_put_title,
    words=one_by_one(_tell_title),
    places=_places,
)
LOCKED = Kind(
    name="story-lock",
    label=gettext_lazy("Story locked"),
    current=lambda subject: _row(subject).locked or None,
    put=_put_lock,
    words=one_by_one(lambda _subject, state: _("locked") if state else ""),
    places=_places,
)
STORY_KINDS = (PLACED, MERGED, SPLIT_OFF, TITLED, LOCKED)
