"""Outlets: which one published a page, by its own furniture, its datelines or its credit line."""

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from articles.analysis.text.normalise import fold, fold_key
from articles.ingest import words
from articles.ingest.phrases import book, forms
from articles.ingest.records import Block, BlockKind, How, Known, OutletRef

_DASHES = str.maketrans(dict.fromkeys("–—−‐‑ـ", "-") | dict.fromkeys("«»“”„‟", '"') | {"،": ",", "’": "'"})
_YEAR_AFTER_SIGN = re.compile(r"©\s*(?:\d{4}(?:\s*-\s*\d{4})?)?\s*")
_SPACE_AT_SIGN = re.compile(r"\s*([-/:,(])\s*")
_PARTS = re.compile(r"\s*[-–—/:|+&،,()«»“”\"\[\]]\s*|\s+ـ\s+|\s+(?:و|and|et|и)\s+", re.IGNORECASE)
_OPENING_LENGTH = 80
# What an outlet is called in front of its name.
OUTLET_SORTS = frozenset(forms("صحيفة جريدة مجلة قناة موقع شبكة بوابة وكالة تلفزيون إذاعة منصة"))
_LONGEST_SLUG = 60

# Only the page's own words tell whose page it is, not those of its articles and readers.
_SILENT = frozenset(
    {
        BlockKind.PARAGRAPH,
        BlockKind.HEADING,
        BlockKind.HEADLINE,
        BlockKind.RELATED,
        BlockKind.SECOND_ARTICLE,
        BlockKind.CODE,
    }
)


@dataclass(frozen=True, kw_only=True)
class Outlet:
    """An outlet on the list; all its phrases are folded as the texts are that they are looked for in."""

    ref: OutletRef
    is_agency: bool
    sites: tuple[str, ...]
    credits: tuple[tuple[str, ...], ...]
    lines: tuple[str, ...]
    datelines: tuple[str, ...]
    examples: tuple[str, ...]


def recognise(original: str, blocks: Sequence[Block]) -> Known[OutletRef | None]:
    """The outlet of a page: by signatures that agree, else by the first credit that names one."""
    signed = dict(_signatures(original, blocks))
    if len(signed) > 1:
        named = ", ".join(sorted(signed))
        return Known(value=None, how=How.UNKNOWN, evidence=f"signatures of several outlets: {named}")
    for slug, evidence in signed.items():
        return Known(value=_by_slug()[slug].ref, how=How.SIGNATURE, evidence=evidence)
    for block in blocks:
        if block.kind is BlockKind.CREDIT:
            text = original[block.start : block.end]
            for outlet in _credited(_PARTS.split(text)):
                return Known(value=outlet.ref, how=How.CREDIT, evidence=text)
    return Known(value=None, how=How.UNKNOWN)


def given_outlet(name: str) -> OutletRef:
    """The outlet that a person named: the one on the list if it is meant without doubt, else a new one."""
    meant = {*_by_name().get(fold_key(name), ()), *_by_name().get(forms(name), ())}
    if len(meant) == 1:
        return _by_slug()[meant.pop()].ref
    language = "ar" if any("\u0600" <= character <= "\u06ff" for character in name) else "en"
    return OutletRef(slug=_slug(name), names=MappingProxyType({language: name.strip()}))


def is_listed(ref: OutletRef) -> bool:
    """Whether an outlet is on the list, and not only named by somebody."""
    return ref.slug in _by_slug()


def credited_outlet(text: str) -> Outlet | None:
    """The outlet that these words name and nothing else."""
    name = forms(text)
    return _by_credit().get(name) or (
        _by_credit().get(name[1:]) if name and name[0] in OUTLET_SORTS else None
    )


def dateline_outlet(part: str, line: str) -> Outlet | None:
    """The outlet that a part of a dateline names; what sections are called too must be in quotation marks."""
    outlet = credited_outlet(part)
    is_section = outlet and book("sections.pieces").covers(forms(part))
    if is_section and f'"{" ".join(forms(part))}"' not in _plain(fold(line).text):
        return None
    return outlet


def is_furniture_of_outlet(folded: str) -> bool:
    """Whether a folded line begins as only one outlet's page furniture does."""
    return _plain(folded).startswith(_furniture())


def is_dateline_of_outlet(folded: str) -> bool:
    """Whether a folded line begins as only one outlet's datelines do."""
    return _plain(folded).startswith(_datelines())


def site_name_start(title: str) -> int | None:
    """Where, at the end of a page's title, the name of its outlet and the sign before it begin."""
    for match in re.finditer(r"\s*(?:[|»:]{1,2}|\s[-–—])\s+", title):
        rest = title[match.end() :]
        if len(title[: match.start()].split()) >= 3 and (credited_outlet(rest) or _is_site(rest)):
            return match.start()
    return None


def _is_site(text: str) -> bool:
    """Whether all parts of a text name one outlet, as in «BBC News عربي | أخبار»."""
    parts = [part for part in _PARTS.split(text) if part]
    return len(parts) == 2 and credited_outlet(parts[0]) is not None and len(parts[1].split()) <= 2


def _signatures(original: str, blocks: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Slug and evidence of each outlet that the page's furniture or its opening gives away."""
    for block in blocks:
        if block.kind not in _SILENT and block.rule != "reader_comment":
            text = original[block.start : min(block.end, block.start + 300)]
            for signing in _signed(text):
                yield signing.ref.slug, text
    opening = next((block for block in blocks if block.kind is BlockKind.PARAGRAPH), None)
    if opening:
        yield from _dateline(original[opening.start : min(opening.end, opening.start + 2 * _OPENING_LENGTH)])
    for block in blocks:
        if block.kind is BlockKind.BYLINE or block.rule == "site_name":
            text = original[block.start : block.end]
            yield from _dateline(text)
            for part in _PARTS.split(text):
                outlet = dateline_outlet(part, text)
                if outlet and not outlet.is_agency:
                    yield outlet.ref.slug, text


def _signed(text: str) -> Iterator[Outlet]:
    plain = _plain(fold(text).text)
    for outlet in outlets():
        if outlet.lines and plain.startswith(outlet.lines):
            yield outlet


def _dateline(text: str) -> Iterator[tuple[str, str]]:
    """The outlet that a text's opening words sign, as in «لندن: «الشرق الأوسط»»."""
    plain = _plain(fold(text).text)
    evidence = text[:_OPENING_LENGTH]
    for signing in outlets():
        if signing.datelines and plain.startswith(signing.datelines):
            yield signing.ref.slug, evidence
    parts = _PARTS.split(evidence)
    named = [part for part in parts if part]
    is_set_off = len(named) > 2 or (len(named) == 2 and not parts[-1])
    if is_set_off and len(named[0].split()) <= 3:
        outlet = dateline_outlet(named[1], evidence)
        if outlet and not outlet.is_agency:
            yield outlet.ref.slug, evidence


def _credited(parts: Iterable[str]) -> Iterator[Outlet]:
    """The outlets, not agencies, that these parts of a credit name."""
    for part in parts:
        outlet = credited_outlet(part)
        if outlet and not outlet.is_agency:
            yield outlet


def _plain(folded: str) -> str:
    """Folded text with one kind of dash and quotation mark, no years after ©, and no space at signs."""
    text = _YEAR_AFTER_SIGN.sub("© ", " ".join(folded.translate(_DASHES).split()))
    return _SPACE_AT_SIGN.sub(r"\1", text)


def _slug(name: str) -> str:
    """ASCII letters for an outlet's address; what has no Latin letters is told apart by a digest."""
    latin = unicodedata.normalize("NFKD", name).encode("ascii", errors="ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", latin))[:_LONGEST_SLUG].strip("-")
    if slug and slug not in _by_slug() and len(slug) * 2 > len(name):
        return slug
    digest = hashlib.sha256(fold_key(name).encode()).hexdigest()[:10]
    return f"outlet-{digest}"


@cache
def outlets() -> tuple[Outlet, ...]:
    return tuple(_outlet(row) for row in words.table("outlets.toml")["outlet"])


def _outlet(row: Mapping[str, object]) -> Outlet:
    def phrases(key: str) -> list[str]:
        value = row.get(key, [])
        assert isinstance(value, list)
        return [str(phrase) for phrase in value]

    names = row["names"]
    assert isinstance(names, dict)
    return Outlet(
        ref=OutletRef(
            slug=str(row["slug"]), names=MappingProxyType(dict(names)), site=str(row.get("site", ""))
        ),
        is_agency=bool(row.get("agency")),
        sites=tuple(filter(None, [str(row.get("site", "")), *phrases("more_sites")])),
        credits=tuple(map(forms, phrases("credits"))),
        lines=tuple(_plain(fold(line).text) for line in phrases("lines")),
        datelines=tuple(_plain(fold(line).text) for line in phrases("datelines")),
        examples=tuple(phrases("examples")),
    )


@cache
def _by_slug() -> dict[str, Outlet]:
    return {outlet.ref.slug: outlet for outlet in outlets()}


@cache
def _by_name() -> Mapping[str | tuple[str, ...], set[str]]:
    """The slugs of outlets by their folded names, and by the words that they are credited with."""
    found: defaultdict[str | tuple[str, ...], set[str]] = defaultdict(set)
    for outlet in outlets():
        slug = outlet.ref.slug
        for name in (slug.replace("-", " "), *map(fold_key, outlet.ref.names.values())):
            found[name].add(slug)
        for credit in outlet.credits:
            found[credit].add(slug)
    return MappingProxyType(found)


@cache
def _by_credit() -> dict[tuple[str, ...], Outlet]:
    return {credit: outlet for outlet in outlets() for credit in outlet.credits}


@cache
def _furniture() -> tuple[str, ...]:
    return tuple(line for outlet in outlets() for line in outlet.lines)


@cache
def _datelines() -> tuple[str, ...]:
    return tuple(line for outlet in outlets() for line in outlet.datelines)
