"""News agencies: which ones a text credits, by dateline, signature, credit line or its own voice."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from articles.ingest import words
from articles.ingest.datelines import read_dateline, read_dateline_line
from articles.ingest.phrases import forms
from articles.ingest.records import NO_AGENCIES, Block, BlockKind, How, Known, OutletRef

# A signature closes one of the last paragraphs.
_LAST = 3
_LONGEST_EVIDENCE = 120
_SIGNATURE = re.compile(r"[(\[]([^()\[\]\n]{2,110})[)\]][\s.\u200e\u200f]*$")
_STROKES = re.compile(r"(?:^|[.!?؟»”\"])\s*[-–—/]{1,2}\s*([^-–—/.!?؟\n]{2,40}?)\s*[-–—/]{0,2}[\s.]*$")
_JOINS = re.compile(
    r"\s*(?:[-–—/:|+&،,؛;()«»“”\"\[\]]|\s(?:و|and|et|и|avec|with|с)\s)\s*|\s+و(?=[\u0621-\u064a])",
    re.IGNORECASE,
)
# «(Reporting by Jane Doe in Leeds; editing by John Roe for Reuters)»
_WORKED_FOR = re.compile(
    r"\b(?:reporting|writing|editing|reported|written) by [^;()]{2,80}? "
    r"for ([^;,.()]{2,40}?)(?: in [^;()]*)?\s*(?:[;.)]|$)",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^\W*(?:©|\(c\)|copyright)[\s\d©]*([^\d.,|()\n]{2,50})", re.IGNORECASE)
# A name in brackets behind one of these names a source, it signs nothing: «وكالة الأنباء الأردنية (بترا)».
_NAMED_BEFORE = frozenset(
    forms("وكالة وكالات الوكالة لوكالة ووكالة بوكالة agency agencies agence агентство агентству агентства")
)
_NAMED_WITHIN = 6
# Who could not reach somebody, or got no answer, wrote the text: «لم يتسن لرويترز التحقق».
_WITHOUT_ANSWER = (
    re.compile(
        r"\b(?:could not|did not|declined to)(?: \w+)? (?:be reached|respond|reply|comment)(?: \w+){0,6}? "
        r"(?:by|to|from) (?:the )?([A-Z]\w*(?:[ -][A-Z][\w-]*){0,3})"
    ),
    re.compile(
        r"\b([A-Z]\w*(?: [A-Z]\w*){0,2}) (?:could not|was (?:not able|unable) to)(?: \w+)? "
        r"(?:verify|reach|confirm)\b"
    ),
    re.compile(
        r"\b(?:يتسن|يتسنى|تعذر)(?: على)? (?:لوكالة |وكالة |ل)?(\w+(?: \w+){0,2}?) "
        r"(?:التحقق|الحصول|الاتصال|الوصول|التأكد)\b"
    ),
)


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An agency on the list; `wikidata` is empty where its id is not certain."""

    key: str
    wikidata: str
    name_en: str
    name_ar: str

    def name(self, language: str) -> str:
        return self.name_ar if language == "ar" else self.name_en


@cache
def agencies() -> Mapping[str, Agency]:
    """The agencies by key."""
    return MappingProxyType({agency.key: agency for agency, _ in _rows()})


def agency_named(text: str) -> str | None:
    """The key of the agency that these words name and nothing else; short Latin names in capitals only."""
    name = forms(text)
    key = _by_name().get(name)
    if key and len(name) == 1 and name[0].isascii() and len(name[0]) <= 4:
        return key if text.strip(" .()").isupper() else None
    return key


def credited_agencies(
    original: str, blocks: Sequence[Block], *, language: str, outlet: OutletRef | None = None
) -> Known[tuple[str, ...]]:
    """The agencies credited, in the order of the page, and the words that credit them; never the outlet."""
    found: dict[str, str] = {}
    for words_, keys in _credits(original, blocks, language=language):
        for key in keys:
            found.setdefault(key, " ".join(words_.split())[:_LONGEST_EVIDENCE])
    for name in (outlet.slug, *outlet.names.values()) if outlet else ():
        found.pop(name if name in agencies() else agency_named(name) or "", None)
    if len(found) > 1:
        found.pop("agencies", None)  # «رويترز، وكالات» names one
    if not found:
        return NO_AGENCIES
    return Known(value=tuple(found), how=How.TEXT, evidence=" · ".join(dict.fromkeys(found.values())))


def _credits(original: str, blocks: Sequence[Block], *, language: str) -> Iterator[tuple[str, list[str]]]:
    paragraphs = [block for block in blocks if block.kind is BlockKind.PARAGRAPH]
    last = paragraphs[-1].end if paragraphs else 0
    for place, block in enumerate(paragraphs):
        text = original[block.start : block.end]
        if place == 0 and (dateline := read_dateline(text, language=language)):
            yield dateline.text, [key for part in dateline.parts if (key := agency_named(part))]
        if place >= len(paragraphs) - _LAST:
            yield from _signature(text)
        for pattern in _WITHOUT_ANSWER:
            for match in pattern.finditer(text):
                yield match[0], named_in(match[1])
    for place, block in enumerate(blocks):
        text = original[block.start : block.end]
        if block.kind in (BlockKind.CREDIT, BlockKind.BYLINE) and not credits_picture(blocks, place):
            yield text, named_in(text) or _employers(text)
        elif block.rule == "copyright" and block.start >= last and (owner := _COPYRIGHT.match(text)):
            yield text, named_in(owner[1])
        elif block.rule == "dated_dateline" and (dateline := read_dateline_line(text, language=language)):
            yield text, [key for part in dateline.parts if (key := agency_named(part))]


def credits_picture(blocks: Sequence[Block], place: int) -> bool:
    """Whether an agency's name alone on a line belongs to the caption above it."""
    alone = blocks[place].rule == "agency_alone"
    return alone and place > 0 and blocks[place - 1].kind is BlockKind.CAPTION


def named_in(text: str) -> list[str]:
    """The agencies that the parts of a credit line name."""
    whole = agency_named(text)
    return [whole] if whole else [key for part in _JOINS.split(text) if part and (key := agency_named(part))]


def _signature(text: str) -> Iterator[tuple[str, list[str]]]:
    """The agencies in brackets or between dashes after the last sentence."""
    for pattern in (_SIGNATURE, _STROKES):
        match = pattern.search(text[-_LONGEST_EVIDENCE:])
        if not match or not (keys := named_in(match[1]) or _employers(match[1])):
            continue
        before = set(forms(text[-_LONGEST_EVIDENCE:][: match.start()])[-_NAMED_WITHIN:])
        if not _NAMED_BEFORE & before:
            yield match[0], keys


def _employers(text: str) -> list[str]:
    """The agencies for which a text's writers worked."""
    return [key for match in _WORKED_FOR.finditer(text) for key in named_in(match[1])]


@cache
def _rows() -> tuple[tuple[Agency, tuple[str, ...]], ...]:
    rows = (row.split("\t") for row in words.lines("agencies.tsv"))
    return tuple(
        (
            Agency(key=key, wikidata=wikidata.strip("-"), name_en=english, name_ar=arabic),
            tuple(names.split("|")),
        )
        for key, wikidata, english, arabic, names in rows
    )


@cache
def _by_name() -> Mapping[tuple[str, ...], str]:
    return MappingProxyType({forms(name): agency.key for agency, names in _rows() for name in names})
