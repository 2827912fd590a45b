"""What is known about an article, set by an editor: headline, outlet, author, dates and the rest."""

from collections.abc import Collection

from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.changes.blocks import find_article
from articles.changes.kinds import ChangeError, Kind, Place, articles_of, one_by_one
from articles.editing import FIELD
from articles.ingest.agencies import agencies
from articles.ingest.decisions import FIELDS, parse_value
from articles.models import Article
from articles.models.changes import Json
from articles.pipeline import reread

LABELS = {
    "headline": gettext_lazy("Headline"),
    "outlet": gettext_lazy("Outlet"),
    "author": gettext_lazy("Author"),
    "dateline": gettext_lazy("Dateline"),
    "published": gettext_lazy("Published"),
    "language": gettext_lazy("Language"),
    "agencies": gettext_lazy("Agencies credited"),
    "url": gettext_lazy("Address"),
    "photo_credit": gettext_lazy("Photo credit"),
}


def field_subject(article: Article, name: str) -> str:
    return f"{article.pk}:{name}"


def in_words(name: str, value: Json) -> str:
    """A field's value as JSON, for people; empty for nothing."""
    if not value:
        return ""
    language = "ar" if get_language() == "ar" else "en"
    if name == "outlet":
        names = value["names"]
        return str(names.get(language) or next(iter(names.values()), value["slug"]))
    if name == "published":
        moment = parse_datetime(value["moment"])
        form = "j F Y H:i" if value["precision"] == "minute" else "j F Y"
        return date_format(moment, form) if moment else str(value["moment"])
    if name == "agencies":
        return _(", ").join(agencies()[key].name(language) if key in agencies() else key for key in value)
    return str(value)


def current_value(article: Article, name: str) -> Json:
    """A field's value as it stands, as JSON."""
    if name == "outlet":
        ref = article.outlet.ref if article.outlet else None
        return {"slug": ref.slug, "names": dict(ref.names), "site": ref.site} if ref else ""
    if name == "published":
        moment, precision = article.published, article.published_precision
        return {"moment": moment.isoformat(), "precision": precision} if moment else ""
    return getattr(article, name)


def _current(subject: str) -> Json:
    article, name = _find(subject)
    return current_value(article, name)


def _find(subject: str) -> tuple[Article, str]:
    name = subject.partition(":")[2]
    if name not in FIELDS:
        raise ChangeError(_("There is no such entry."))
    return find_article(subject), name


def _put(subject: str, value: Json) -> None:
    article, name = _find(subject)
    if value is not None:
        try:
            parse_value(name, value)
        except (ValueError, TypeError, KeyError) as error:
            raise ChangeError(_("This value makes no sense here: %(reason)s.") % {"reason": error}) from error
    reread(article, pending={(FIELD, subject): value})


def _tell(subject: str, state: Json) -> str:
    return in_words(subject.partition(":")[2], state)


def _places(subjects: Collection[str]) -> dict[str, Place]:
    keys = articles_of(subjects)
    articles = Article.objects.for_lists().in_bulk(set(keys.values()))
    return {subject: _place(subject, articles.get(keys.get(subject, 0))) for subject in subjects}


def _place(subject: str, article: Article | None) -> Place:
    label = LABELS.get(subject.partition(":")[2])
    if article is None or label is None:
        return Place(words=_("This article is gone."))
    words = f"{label} · {article.display_title}"
    return Place(words=words, view="article", arguments=(article.pk,), fragment="known")


FIELD_KIND = Kind(
    name=FIELD,
    label=gettext_lazy("About an article"),
    current=_current,
    put=_put,
    words=one_by_one(_tell),
    places=_places,
)
