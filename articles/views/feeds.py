"""Feeds, for administrators: what is polled and how it fares; adding, setting, pausing, removing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from articles.changes.feeds import FEED_KIND, feed_value, settings_of
from articles.forms.feeds import LONGEST_NAME, AddressForm, FeedSettings, FeedStateForm, NewFeed
from articles.ingest.discovery import Found, discover
from articles.ingest.feeds import Entry
from articles.ingest.fetch import Limits, fetch
from articles.ingest.markup import outlet_at
from articles.ingest.records import IngestError
from articles.jobs import ask_to_poll, has_worker
from articles.models import Feed, Outlet
from articles.models.feeds import FeedState
from articles.models.reasons import told
from articles.views.access import EditorRequest, administrators_only
from articles.views.decisions import decide
from articles.views.rendering import paginate

# A person waits for the answer: what takes longer is no feed to poll every half hour.
PATIENCE = Limits(seconds=8)
ENTRIES_SHOWN = 5


@dataclass(frozen=True, kw_only=True)
class Preview:
    """A feed that was found, as the page shows it before it is added; `known` is set where it is polled."""

    found: Found
    newest: Sequence[Entry]
    known: Feed | None
    form: NewFeed


@require_safe
@administrators_only
def feed_list(request: EditorRequest) -> HttpResponse:
    return _page(request, AddressForm())


@require_POST
@administrators_only
def feed_find(request: EditorRequest) -> HttpResponse:
    """Look what is at an address, and show it: nothing is added yet."""
    form = AddressForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    get = partial(fetch, limits=PATIENCE, allowed_hosts=settings.FETCH_HOSTS)
    try:
        found = discover(form.cleaned_data["address"], get=get)
    except IngestError as error:
        form.add_error("address", _("No feed was found there: %(reason)s.") % {"reason": told(error.reason)})
        return _page(request, form)
    context = {"form": form, "previews": list(_previews(found))}
    return render(request, "feed_found.html", context)


@require_POST
@administrators_only
def feed_add(request: EditorRequest) -> HttpResponse:
    form = NewFeed(request.POST)
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("feeds")
    address = form.cleaned_data["address"]
    value = feed_value(state=FeedState.ACTIVE, interval=form.cleaned_data["interval"], outlet=form.chosen)
    decide(request, FEED_KIND, address, value, done=_("The feed was added. It is polled in a moment."))
    for feed in Feed.objects.due(timezone.now()).filter(address=address):
        ask_to_poll(feed)
    return redirect("feeds")


@require_http_methods(["GET", "HEAD", "POST"])
@administrators_only
def feed_set(request: EditorRequest, pk: int) -> HttpResponse:
    feed = _kept(pk)
    form = FeedSettings(request.POST or None, feed=feed)
    if form.is_valid():
        value = feed_value(state=feed.state, interval=form.cleaned_data["interval"], outlet=form.chosen)
        decide(request, FEED_KIND, feed.address, value, done=_("Settings saved."))
        return redirect("feeds")
    return render(request, "feed_settings.html", {"feed": feed, "form": form})


@require_POST
@administrators_only
def feed_state(request: EditorRequest, pk: int) -> HttpResponse:
    feed = _kept(pk)
    form = FeedStateForm(request.POST)
    if form.is_valid():
        state = FeedState(form.cleaned_data["state"])
        value = settings_of(feed) | {"state": state.value}
        done = _("%(feed)s: %(state)s.") % {"feed": feed, "state": state.label}
        decide(request, FEED_KIND, feed.address, value, done=done)
    return redirect("feeds")


@require_POST
@administrators_only
def feed_poll(request: EditorRequest, pk: int) -> HttpResponse:
    feed = _kept(pk)
    Feed.objects.filter(pk=feed.pk).update(next_poll=timezone.now())
    ask_to_poll(feed)
    messages.success(request, _("A worker polls %(feed)s as soon as it can.") % {"feed": feed})
    return redirect("feeds")


def _kept(pk: int) -> Feed:
    return get_object_or_404(Feed.objects.kept().select_related("outlet"), pk=pk)


def _page(request: EditorRequest, form: AddressForm) -> HttpResponse:
    feeds = Feed.objects.kept().select_related("outlet").with_counts().order_by("outlet__slug", "pk")
    page = paginate(request, feeds, size=50)
    context = {
        "form": form,
        "page": page,
        "has_worker": has_worker(timezone.now()),
    }
    return render(request, "feed_list.html", context)


def _previews(found: Sequence[Found]) -> Iterator[Preview]:
    known = {feed.address: feed for feed in Feed.objects.kept().filter(address__in=[f.url for f in found])}
    for number, feed in enumerate(found):
        yield Preview(
            found=feed,
            newest=feed.channel.entries[:ENTRIES_SHOWN],
            known=known.get(feed.url),
            form=_new_feed(feed, number),
        )


def _new_feed(found: Found, number: int) -> NewFeed:
    """The form for a found feed, filled with the outlet of its site, else with the feed's own title."""
    listed = outlet_at(found.channel.site) or outlet_at(found.url)
    outlet = Outlet.objects.filter(slug=listed.slug).first() if listed else None
    name = "" if outlet else (next(iter(listed.names.values())) if listed else found.channel.title)
    initial = {"address": found.url, "outlet": outlet, "name": name[:LONGEST_NAME], "interval": 30}
    return NewFeed(initial=initial, auto_id=f"new-{number}-%s")
