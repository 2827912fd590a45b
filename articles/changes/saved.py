"""Searches saved, renamed and deleted by their editors; a deleted one comes back by undoing."""

from collections.abc import Collection

from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.changes.kinds import ChangeError, Kind, Place, one_by_one
from articles.models import Article, SavedSearch
from articles.models.changes import Json


def saved_value(*, name: str, text: str, demonyms: bool, by: User) -> dict[str, Json]:
    return {"name": name, "text": text, "demonyms": demonyms, "by": by.pk}


def value_of(saved: SavedSearch) -> dict[str, Json]:
    return saved_value(name=saved.name, text=saved.text, demonyms=saved.demonyms, by=saved.by)


def _current(key: str) -> Json:
    saved = SavedSearch.objects.select_related("by").filter(key=key).first()
    return value_of(saved) if saved else None


def _put(key: str, value: Json) -> None:
    if value is None:
        SavedSearch.objects.filter(key=key).delete()
        return
    if not User.objects.filter(pk=value["by"]).exists():
        raise ChangeError(_("The account that this search belonged to is gone."))
    kept = {"name": value["name"], "text": value["text"], "demonyms": value["demonyms"], "by_id": value["by"]}
    newest = Article.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    SavedSearch.objects.update_or_create(key=key, defaults=kept, create_defaults={**kept, "seen": newest})


def _tell(_key: str, state: Json) -> str:
    return f"{state['name']}: {state['text']}" if state else ""


def _places(keys: Collection[str]) -> dict[str, Place]:
    names = dict(SavedSearch.objects.filter(key__in=keys).values_list("key", "name"))
    gone = Place(words=_("a search that was deleted"))
    return {key: Place(words=names[key], view="saved") if key in names else gone for key in keys}


SAVED_KIND = Kind(
    name="saved-search",
    label=gettext_lazy("Saved search"),
    current=_current,
    put=_put,
    words=one_by_one(_tell),
    places=_places,
)
