"""What is to become of records: which are new, which are other texts of known articles, which are known."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any
from urllib.parse import urlsplit

from articles.editing import as_decided, columns
from articles.ingest.links import spellings
from articles.ingest.reasons import NO_REASON, Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import ArticleRecord, OutletRef
from articles.models import Article, Outlet, Revision
from articles.models.runs import Outcome
from articles.pipeline.resending import earlier_sources, later_text_of


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A record with the article it is about, if that is known, and what storing it comes to."""

    record: ArticleRecord
    outcome: Outcome
    article: Article | None = None
    reason: Reason = NO_REASON

    @property
    def stores(self) -> bool:
        return self.outcome in (Outcome.ADDED, Outcome.CHANGED)


def plan(records: Sequence[ArticleRecord], *, rules_version: str | None) -> list[Plan]:
    """Plans in the order of the records, none of which may be about the same article as another.

    The records of stored articles come back as editors have decided them.

    Takes as many queries for a hundred records as for one. What other rules than these have read is to
    be read again; None for an article that may stay unread.
    """
    known = _Known(records)
    plans = [_plan(record, known) for record in records]
    decided = as_decided({p.article.pk: p.record for p in plans if p.article})
    return [_settled(p, decided, rules_version) for p in plans]


def identities(record: ArticleRecord) -> set[str]:
    """By what a record may be about the same article as another."""
    return {record.source, record.sha256, *_address(record)}


def values_of(record: ArticleRecord) -> dict[str, Any]:
    """The columns of an article that its record gives; `outlet` aside, which is a row."""
    return {
        "source": record.source,
        "source_file": record.source_file or "",
        "sha256": record.sha256,
        "encoding": record.encoding,
        "original": record.original,
        **columns(record),
        "body": record.body,
    }


class OutletRows:
    """The rows of outlets, made where they are new, each looked up once."""

    def __init__(self) -> None:
        self._rows: dict[str, Outlet] = {}

    def row(self, ref: OutletRef | None) -> Outlet | None:
        if ref is None:
            return None
        if ref.slug not in self._rows:
            names = {"name_ar": ref.names.get("ar", ""), "name_en": ref.names.get("en", "")}
            defaults = names | {"site": ref.site}
            self._rows[ref.slug] = Outlet.objects.get_or_create(slug=ref.slug, defaults=defaults)[0]
        return self._rows[ref.slug]


class _Known:
    """The stored articles that records may be about, by source, by text and by address."""

    def __init__(self, records: Iterable[ArticleRecord]) -> None:
        records = list(records)
        addresses = {address for record in records for address in _address(record)}
        self._earlier_sources = earlier_sources(records)
        sources = {*(r.source for r in records), *chain.from_iterable(self._earlier_sources.values())}
        self.by_source = {a.source: a for a in _articles(source__in=sources)}
        self.by_text = _listed(_articles(sha256__in={r.sha256 for r in records}), "sha256")
        self.by_address = _listed(_articles(url__in=addresses) if addresses else (), "url")
        self.earlier = set(
            Revision.objects.filter(article__url__in=addresses).values_list("article", "sha256")
            if addresses
            else ()
        )

    def same_text(self, record: ArticleRecord) -> Article | None:
        """The article with this very content, one whose file has the same name before others.

        The same text from another outlet is a reprint, and an article of its own.
        """
        twins = [a for a in self.by_text.get(record.sha256, ()) if _came_from(a) == _slug(record)]
        return min(twins, key=lambda twin: (twin.source_file != record.source_file, twin.pk), default=None)

    def same_address(self, record: ArticleRecord) -> Article | None:
        """The article of the same outlet at this address, whatever its text."""
        there = (a for address in _address(record) for a in self.by_address.get(address, ()))
        return min((a for a in there if _came_from(a) == _slug(record)), key=lambda a: a.pk, default=None)

    def sent_before(self, record: ArticleRecord) -> Article | None:
        """The article of the same outlet that an earlier upload had under this name, in other words."""
        sources = self._earlier_sources.get(record.source, ())
        there = (self.by_source[source] for source in sources if source in self.by_source)
        return later_text_of(record, [a for a in there if _came_from(a) == _slug(record)])


def _articles(**conditions: object) -> Iterable[Article]:
    derived = ("grouping_profile", "grouping_terms")
    return Article.objects.filter(**conditions).select_related("outlet").defer(*derived).order_by("pk")


def _listed(articles: Iterable[Article], name: str) -> dict[str, list[Article]]:
    listed: dict[str, list[Article]] = {}
    for article in articles:
        listed.setdefault(getattr(article, name), []).append(article)
    return listed


def _plan(record: ArticleRecord, known: _Known) -> Plan:
    """What a record is about; whether that has changed is yet to be seen."""
    article = known.by_source.get(record.source)
    if article is None and (twin := known.same_text(record)):
        if twin.source_file != record.source_file or _is_elsewhere(record, twin):
            reason = Reason(_("the same text as {source}"), source=twin.source)
            return Plan(record=record, outcome=Outcome.UNCHANGED, article=twin, reason=reason)
        article = twin  # its file was moved
    if article is None and (there := known.same_address(record)):
        if (there.pk, record.sha256) in known.earlier:
            reason = Reason(_("an earlier text of {source}"), source=there.source)
            return Plan(record=record, outcome=Outcome.UNCHANGED, article=there, reason=reason)
        article = there
    article = article or known.sent_before(record)
    return Plan(record=record, outcome=Outcome.CHANGED if article else Outcome.ADDED, article=article)


def _is_elsewhere(record: ArticleRecord, twin: Article) -> bool:
    """Whether both have an address and not the same: a page that its site has twice has not moved."""
    return bool(record.url.value and twin.url) and record.url.value != twin.url


def _settled(found: Plan, decided: Mapping[int, ArticleRecord], rules_version: str | None) -> Plan:
    if found.outcome is not Outcome.CHANGED or found.article is None:
        return found
    record = decided[found.article.pk]
    as_stored = _is_as_stored(found.article, record, rules_version)
    return replace(found, record=record, outcome=Outcome.UNCHANGED if as_stored else Outcome.CHANGED)


def _is_as_stored(article: Article, record: ArticleRecord, rules_version: str | None) -> bool:
    """Whether nothing but its place has changed."""
    where = ("source", "source_file")
    values = values_of(record)
    return (
        rules_version in (None, article.rules_version)
        and _slug_of(article) == _slug(record)
        and all(getattr(article, name) == value for name, value in values.items() if name not in where)
    )


def _slug(record: ArticleRecord) -> str:
    return record.outlet.value.slug if record.outlet.value else ""


def _slug_of(article: Article) -> str:
    return article.outlet.slug if article.outlet else ""


def _came_from(article: Article) -> str:
    """The outlet as the source has it, whatever an editor has set."""
    overruled = article.provenance.get("outlet", {}).get("rules")
    if overruled is None:
        return _slug_of(article)
    return str(overruled["value"]["slug"]) if overruled["value"] else ""


def _address(record: ArticleRecord) -> tuple[str, ...]:
    """The record's address as it may be written; none if it is a site's front page, which thousands share."""
    parts = urlsplit(record.url.value or "")
    return tuple(spellings(record.url.value or "")) if parts.path.strip("/") or parts.query else ()
