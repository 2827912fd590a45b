"""What the pages of one story have in common: its articles compared, the way to each page, how far it is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from articles import jobs
from articles.coverage import Coverage, cover, coverage
from articles.models import Story

# Without a worker a reader waits for the comparison of so few; the articles of more wait for one.
AT_ONCE = 8
# Every page of a story: the name of its address, its title, and the section whose findings it shows.
PAGES: tuple[tuple[str, Promise, str], ...] = (
    ("story", _("Overview"), ""),
    ("story-facts", _("Facts"), "facts"),
    ("story-quotations", _("Quotations"), "quotations"),
    ("story-sources", _("Sources"), "sources"),
    ("story-figures", _("Figures and dates"), "figures"),
    ("story-wording", _("Wording"), "wording"),
    ("story-headlines", _("Headlines"), "headlines"),
    ("story-sheet", _("Sheet"), ""),
)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """The way to one page of a story; `count` is None where that says nothing, or isn't known."""

    name: str
    address: str
    label: str
    count: int | None


def covered(request: HttpRequest, pk: int) -> Coverage:
    """What is known of the story with this number; where no worker will, a small one is compared first.

    Raises Http404.
    """
    story = get_object_or_404(Story.objects.standing().with_members(), pk=pk)
    found = coverage(story)
    if found.is_current:
        return found
    if jobs.has_worker(timezone.now()):
        jobs.ask_to_cover(story)
        return found
    if len(found.articles) > AT_ONCE:
        return found
    cover(pk)
    return coverage(story)


def story_page(
    request: HttpRequest, template: str, found: Coverage, context: Mapping[str, Any]
) -> HttpResponse:
    """A page below story_base.html."""
    shared = {
        "story": found.story,
        "coverage": found,
        "tabs": list(_tabs(found)),
        "is_waiting": not found.is_shown,
        "has_worker": found.is_current or jobs.has_worker(timezone.now()),
    }
    return render(request, template, shared | dict(context))


def _tabs(found: Coverage) -> Iterator[Tab]:
    for name, label, section in PAGES:
        yield Tab(
            name=name,
            address=reverse(name, args=[found.story.pk]),
            label=str(label),
            count=found.counts.get(section),
        )
