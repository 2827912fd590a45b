"""Feeds added, set, paused and removed by administrators; a removed one keeps what it has brought."""

from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.changes.kinds import ChangeError, Kind, Place, State
from articles.ingest.records import OutletRef
from articles.models import Feed, Outlet
from articles.models.changes import Json
from articles.models.feeds import FeedState


def feed_value(*, state: str, interval: int, outlet: OutletRef | None) -> dict[str, Json]:
    """A feed's settings as the log keeps them; `interval` is in minutes."""
    ref = {"slug": outlet.slug, "names": dict(outlet.names), "site": outlet.site} if outlet else None
    return {"state": str(state), "interval": interval, "outlet": ref}


def settings_of(feed: Feed) -> dict[str, Json]:
    return feed_value(
        state=feed.state, interval=feed.interval, outlet=feed.outlet.ref if feed.outlet else None
    )


def _current(address: str) -> Json:
    feed = Feed.objects.select_related("outlet").filter(address=address).first()
    return settings_of(feed) if feed else None


def _put(address: str, value: Json) -> None:
    feed = Feed.objects.filter(address=address).first() or Feed(address=address)
    if value is None:
        feed.state = FeedState.REMOVED
    else:
        if value["state"] == FeedState.ACTIVE and feed.state != FeedState.ACTIVE:
            feed.next_poll = timezone.now()
        feed.state, feed.interval, feed.outlet = value["state"], value["interval"], _outlet(value["outlet"])
    try:
        feed.full_clean(validate_unique=False)
    except ValidationError as error:
        raise ChangeError(" ".join(error.messages)) from error
    feed.save()


def _outlet(ref: dict[str, Any] | None) -> Outlet | None:
    if ref is None:
        return None
    names = {"name_ar": ref["names"].get("ar", ""), "name_en": ref["names"].get("en", "")}
    return Outlet.objects.get_or_create(slug=ref["slug"], defaults={"site": ref["site"], **names})[0]


def _words(states: Collection[State]) -> list[str]:
    slugs = {state["outlet"]["slug"] for _address, state in states if state and state["outlet"]}
    outlets = Outlet.objects.in_bulk(slugs, field_name="slug")
    return [_tell(state, outlets) for _address, state in states]


def _tell(state: Json, outlets: Mapping[str, Outlet]) -> str:
    if state is None:
        return ""
    outlet = outlets.get(state["outlet"]["slug"]) if state["outlet"] else None
    return _("%(state)s, every %(minutes)d minutes, %(outlet)s") % {
        "state": FeedState(state["state"]).label,
        "minutes": state["interval"],
        "outlet": outlet or _("outlet told by each article"),
    }


def _places(addresses: Collection[str]) -> dict[str, Place]:
    return {address: Place(words=address, view="feeds") for address in addresses}


FEED_KIND = Kind(
    name="feed",
    label=gettext_lazy("Feed"),
    current=_current,
    put=_put,
    words=_words,
    places=_places,
    is_administrative=True,
)
