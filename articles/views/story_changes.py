"""What editors do with stories: rename, lock, merge, split off articles, move one."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from articles.changes import Kind
from articles.changes.stories import LOCKED, MERGED, PLACED, SPLIT_OFF, TITLED, number_for_story
from articles.forms.choices import SearchForm
from articles.forms.membership import StoryChoice, StoryLockForm, StorySplitForm, StoryTitleForm
from articles.models import Article, Change, Story
from articles.models.changes import Json
from articles.pipeline.grouping import rank_stories
from articles.views.access import EditorRequest, editors_only
from articles.views.decisions import decide

# More to choose from than can be told apart at a glance help nobody.
MOST_OFFERED = 12
# Of a story with more articles the newest tell which other stories are like it.
_ASKED = 12


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A story to choose; `score` is None where the words of a search found it."""

    story: Story
    score: float | None


@require_POST
@editors_only
def story_rename(request: EditorRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.standing(), pk=pk)
    form = StoryTitleForm(request.POST)
    if form.is_valid():
        done = _("The title has been changed.")
        _decide(request, TITLED, story.pk, form.value, done=done)
    else:
        messages.error(request, _("A title has at most 300 characters."))
    return redirect("story", story.pk)


@require_POST
@editors_only
def story_lock(request: EditorRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.standing(), pk=pk)
    form = StoryLockForm(request.POST)
    locks = form.is_valid() and form.cleaned_data["locked"]
    done = _("The story is locked.") if locks else _("The story is unlocked.")
    _decide(request, LOCKED, story.pk, locks or None, done=done)
    return redirect("story", story.pk)


@require_POST
@editors_only
def story_split(request: EditorRequest, pk: int) -> HttpResponse:
    """To the new story, if one was split off."""
    story = get_object_or_404(Story.objects.standing(), pk=pk)
    form = StorySplitForm(request.POST, story=story)
    if not form.is_valid():
        messages.error(request, _("Choose the articles to split off."))
        return redirect("story", story.pk)
    return _split(request, story, [article.pk for article in form.cleaned_data["articles"]])


def _split(request: EditorRequest, story: Story, articles: list[int]) -> HttpResponse:
    number = number_for_story()
    told = ngettext(
        "%(count)d article is a story of its own now.",
        "%(count)d articles are a story of their own now.",
        len(articles),
    )
    value = {"left": story.pk, "articles": sorted(articles)}
    change = _decide(request, SPLIT_OFF, number, value, done=told % {"count": len(articles)})
    return redirect("story", number if change else story.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def story_merge(request: EditorRequest, pk: int) -> HttpResponse:
    story = get_object_or_404(Story.objects.standing().with_members(), pk=pk)
    form = StoryChoice(request.POST)
    if request.method == "POST" and form.is_valid() and (target := form.cleaned_data["story"]):
        done = _("The two stories are one now.")
        change = _decide(request, MERGED, story.pk, target.pk, done=done)
        return redirect("story", target.pk if change else story.pk)
    if request.method == "POST":
        messages.error(request, _("This story is gone."))
    articles = list(story.articles.newest()[:_ASKED])
    return _choose(request, articles=articles, story=story)


@require_http_methods(["GET", "HEAD", "POST"])
@editors_only
def article_move(request: EditorRequest, pk: int) -> HttpResponse:
    """Into the story chosen; without one, off into a new one."""
    article = get_object_or_404(Article.objects.select_related("outlet"), pk=pk, story__isnull=False)
    story = get_object_or_404(Story.objects.with_members(), pk=article.story_id)
    form = StoryChoice(request.POST)
    if request.method == "POST" and form.is_valid():
        target = form.cleaned_data["story"]
        if target is None:
            return _split(request, story, [article.pk])
        value = {"story": target.pk, "left": story.pk}
        change = _decide(request, PLACED, article.pk, value, done=_("The article has been moved."))
        return redirect("story", target.pk if change else story.pk)
    if request.method == "POST":
        messages.error(request, _("This story is gone."))
    return _choose(request, articles=[article], story=story, article=article)


def _choose(
    request: EditorRequest, *, articles: list[Article], story: Story, article: Article | None = None
) -> HttpResponse:
    search = SearchForm(request.GET)
    wanted = search.cleaned_data["q"].strip() if search.is_valid() else ""
    context = {
        "story": story,
        "article": article,
        "wanted": wanted,
        "offers": _found(wanted, story) if wanted else _ranked(articles),
    }
    return render(request, "story_choose.html", context)


def _found(words: str, story: Story) -> list[Offer]:
    found = Story.objects.titled(words).exclude(pk=story.pk).newest().with_members()[:MOST_OFFERED]
    return [Offer(story=one, score=None) for one in found if one.members]


def _ranked(articles: list[Article]) -> list[Offer]:
    scores = dict(rank_stories(articles, most=MOST_OFFERED))
    rows = Story.objects.with_members().in_bulk(scores)
    return [Offer(story=rows[pk], score=score) for pk, score in scores.items() if pk in rows]


def _decide(request: EditorRequest, kind: Kind, subject: int, value: Json, *, done: str) -> Change | None:
    return decide(request, kind, str(subject), value, done=done)
