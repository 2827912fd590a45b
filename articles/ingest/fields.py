"""Articles that come as named fields: which names mean what, and a row of them made into a record."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.decode import MAX_BYTES
from articles.ingest.given import is_address
from articles.ingest.html import MARKUP, find_fragment_blocks
from articles.ingest.markup import are_of_one_house, outlet_at
from articles.ingest.orders import DayOrder, parse_in_order
from articles.ingest.outlets import given_outlet, is_listed
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import UNKNOWN, ArticleRecord, How, IngestError, Known, OutletRef, Stated
from articles.ingest.settling import settle_headline

# The names of a field's value in files of others, most telling first; case, spaces and hyphens don't count.
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "text": (
            *("text", "body", "article_text", "full_text", "fulltext", "maintext", "articlebody", "article"),
            *("content", "content_text", "story", "النص", "نص_المقال", "نص_الخبر", "المتن", "المحتوى"),
        ),
        "html": ("html", "content_html", "body_html", "raw_html"),
        "headline": ("headline", "title", "heading", "العنوان", "عنوان_الخبر", "عنوان_المقال"),
        "outlet": (
            *("outlet", "publisher", "newspaper", "source", "source_name", "site_name", "site", "media"),
            *("الوسيلة", "الصحيفة", "المصدر", "الموقع"),
        ),
        "url": ("url", "link", "address", "permalink", "canonical_url", "uri", "الرابط"),
        "published": (
            *(
                "published",
                "published_at",
                "publishedat",
                "date_published",
                "datepublished",
                "published_date",
            ),
            *("publication_date", "pubdate", "pub_date", "publish_date", "date", "datetime", "timestamp"),
            *("created_at", "time", "تاريخ_النشر", "التاريخ"),
        ),
        "author": ("author", "authors", "byline", "creator", "writer", "الكاتب", "المؤلف"),
        "language": ("language", "lang", "اللغة"),
        "id": ("id", "_id", "guid", "uuid", "article_id"),
    }
)

_LONGEST_NAME = 200
_LONGEST_HEADLINE = 500
_LONGEST_KEY = 300
_LONGEST_DATE = 100
_LANGUAGE = re.compile(r"[a-z]{2,3}(?=[-_]|$)")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, kw_only=True)
class FieldNames:
    """The names that a person gave for fields, in place of those that are known."""

    given: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def parse(cls, pairs: list[str]) -> "FieldNames":
        """From texts such as "headline=head.main"; IngestError for others."""
        given = {}
        for pair in pairs:
            meaning, sign, name = (part.strip() for part in pair.partition("="))
            if not sign or not name or meaning not in FIELDS:
                raise IngestError(
                    _("“{pair}” is not FIELD=NAME, where FIELD is one of {fields}"),
                    pair=pair,
                    fields=", ".join(FIELDS),
                )
            given[meaning] = name
        return cls(given=MappingProxyType(given))

    def find(self, meaning: str, row: Mapping[str, Any]) -> tuple[str, Any]:
        """The name and the value in a row of a field, "" and None where it has none."""
        if meaning in self.given:
            name = self.given[meaning]
            return name, row[name] if name in row else _within(row, name.split("."))
        named = {_plain(key): key for key in reversed(list(row))}
        known = (named[name] for name in FIELDS[meaning] if name in named)
        return next(((name, row[name]) for name in known if row[name] not in (None, "", [])), ("", None))


NO_NAMES = FieldNames()


def read_row(
    row: Mapping[str, Any],
    *,
    names: FieldNames,
    source: str,
    place: str,
    source_file: str,
    stated: Stated,
    order: DayOrder | None = None,
) -> ArticleRecord:
    """The article in a row of named values; IngestError where it has no text.

    `place` says where the row stands in its file, such as "line 12". The article's identity is its id or its
    address in that file: rows are moved about. `order` is that of day and month in the file's dates.
    """
    values = {meaning: names.find(meaning, row) for meaning in FIELDS}
    key = _key(values)
    try:
        return _record(
            values,
            source=f"{source}!{key or place}",
            source_file=source_file,
            stated=_stated(values, place, order).or_else(stated),
        )
    except IngestError as error:
        error.source = f"{source}!{place}"
        raise


def date_of(row: Mapping[str, Any], *, names: FieldNames) -> str:
    """When an article in a row was published, as the row has it; "" where it does not say."""
    return _date(names.find("published", row)[1])


def _record(
    values: Mapping[str, tuple[str, Any]], *, source: str, source_file: str, stated: Stated
) -> ArticleRecord:
    headline = _headline(values)
    text = _body(values)
    if len(text) > MAX_BYTES:
        raise IngestError(
            _("too long: {length:,} characters of text, the limit is {limit:,}"),
            length=len(text),
            limit=MAX_BYTES,
        )
    if MARKUP.search(text):
        original, blocks = find_fragment_blocks(text, headline=headline)
    else:
        original = f"{headline}\n\n{text}" if headline else text
        blocks = settle_headline(original, find_blocks(original), headline=headline)
    return make_article(
        original,
        blocks,
        source=source,
        source_file=source_file,
        sha256=hashlib.sha256(original.encode()).hexdigest(),
        encoding="utf-8",
        stated=stated,
    )


def _headline(values: Mapping[str, tuple[str, Any]]) -> str:
    return " ".join(_text(values["headline"][1]).split())[:_LONGEST_HEADLINE]


def _body(values: Mapping[str, tuple[str, Any]]) -> str:
    for meaning in ("text", "html"):
        text = _text(values[meaning][1])
        if text.strip():
            return text
    raise IngestError(_("no text: none of its fields is called text, body, content … or as you said"))


def _stated(values: Mapping[str, tuple[str, Any]], place: str, order: DayOrder | None) -> Stated:
    def known(meaning: str, value: Any, reason: str = "") -> Known[Any]:
        evidence = f"{place}, {values[meaning][0]}{reason}"
        return Known(value=value, how=How.GIVEN, evidence=evidence) if value else UNKNOWN

    url = _text(values["url"][1]).strip()
    moment, reason = parse_in_order(_date(values["published"][1]), order)
    language = _LANGUAGE.match(_text(values["language"][1]).strip().lower())
    return Stated(
        headline=known("headline", _headline(values)),
        outlet=_outlet(values, url, place),
        author=known("author", _name(values["author"][1])),
        url=known("url", url if is_address(url) else None),
        published=known("published", moment[0] if moment else None, reason),
        precision=moment[1] if moment else None,
        language=known("language", language[0] if language else None),
    )


def _outlet(values: Mapping[str, tuple[str, Any]], url: str, place: str) -> Known[OutletRef | None]:
    """The outlet named, if it is on the list; else the listed one whose site it is; else a new one.

    Where one house has several on the list, as in several languages, the address tells which is meant.
    """
    name, value = values["outlet"]
    named = _name(value)
    ref = given_outlet(named) if named and not is_address(named) else None
    listed = outlet_at(url)
    if ref is not None and is_listed(ref) and not (listed and are_of_one_house(ref, listed)):
        return Known(value=ref, how=How.GIVEN, evidence=f"{place}, {name}")
    if listed:
        return Known(value=listed, how=How.GIVEN, evidence=f"{place}, {values['url'][0]}")
    return Known(value=ref, how=How.GIVEN, evidence=f"{place}, {name}") if ref else UNKNOWN


def _date(value: Any) -> str:
    return _text(value)[:_LONGEST_DATE]


def _key(values: Mapping[str, tuple[str, Any]]) -> str:
    key = _text(values["id"][1]).strip() or _text(values["url"][1]).strip()
    return key if len(key) <= _LONGEST_KEY and key.isprintable() and "\ufffd" not in key else ""


def _name(value: Any) -> str:
    name = " ".join(_text(value, joint=", ").split())
    return name if len(name) <= _LONGEST_NAME and any(map(str.isalpha, name)) else ""


def _text(value: Any, *, joint: str = "\n\n") -> str:
    """A value as text: lists joined, of an object its name; what can't be stored replaced.

    Runs of a text among which some have a `type`, as links and bold words in messages, follow each other.
    """
    if isinstance(value, Mapping):
        value = value.get("name") or value.get("text") or value.get("$oid") or ""
    if isinstance(value, list):
        if any(isinstance(part, Mapping) and {"type", "text"} <= part.keys() for part in value):
            joint = ""
        return joint.join(filter(None, (_text(part) for part in value if not isinstance(part, list))))
    if value is None or isinstance(value, bool | Mapping):
        return ""
    text = str(value).removeprefix("\ufeff")
    return _NOT_TEXT.sub("\ufffd", _LINE_ENDS.sub("\n", text))


def _within(row: Any, path: list[str]) -> Any:
    for name in path:
        row = row.get(name) if isinstance(row, Mapping) else None
    return row


def _plain(name: str) -> str:
    return re.sub(r"[\s\-]+", "_", str(name).strip("\ufeff\"' \t").casefold())
