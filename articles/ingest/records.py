"""What ingestion hands on: an article's original, the blocks it was cut into, and what is known of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from articles.analysis.text.spans import Span
from articles.ingest.reasons import Reason

T = TypeVar("T")

PARAGRAPH_BREAK = "\n\n"
# Tomorrow's edition, in a zone that is ahead: what is dated later is dated wrongly.
_AHEAD = timedelta(days=2)


class IngestError(Exception):
    """A source that cannot be read; `source` names it, the message says why, as a reason or as its form."""

    def __init__(self, form: str, *, source: str = "", **values: Any) -> None:
        self.reason = form if isinstance(form, Reason) else Reason(form, **values)
        self.source = source
        super().__init__(self.reason)


class BlockKind(StrEnum):
    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    CAPTION = "caption"
    BYLINE = "byline"
    DATE = "date"
    FURNITURE = "furniture"
    CREDIT = "credit"
    KEYWORDS = "keywords"
    RELATED = "related"
    COMMENTS = "comments"
    CODE = "code"
    SECOND_ARTICLE = "second_article"

    @property
    def kept(self) -> bool:
        """Whether such a block belongs to the article's body."""
        return self in (BlockKind.PARAGRAPH, BlockKind.HEADING)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A stretch of the original, half-open in code points, and the named rule that decided its kind.

    `found` are the kind and rule that hold for all outlets, where a rule that knows this one says otherwise.
    """

    start: int
    end: int
    kind: BlockKind
    rule: str
    decided: bool | None = None  # kept or cut by a person, whatever the rule says
    found: tuple[BlockKind, str] | None = None

    @property
    def kept(self) -> bool:
        return self.kind.kept if self.decided is None else self.decided


class How(StrEnum):
    """How a value is known; the order is that of trust."""

    EDITOR = "editor"
    GIVEN = "given"
    MARKUP = "markup"
    SIGNATURE = "signature"
    CREDIT = "credit"
    TEXT = "text"
    INFERRED = "inferred"
    UNKNOWN = "unknown"


@dataclass(frozen=True, kw_only=True, slots=True)
class Known(Generic[T]):
    """A value with how it is known and the words or file it rests on; an unknown one may say why."""

    value: T
    how: How
    evidence: str = ""


UNKNOWN: Known[Any] = Known(value=None, how=How.UNKNOWN)
NO_AGENCIES: Known[tuple[str, ...]] = Known(value=(), how=How.UNKNOWN)


class Precision(StrEnum):
    DAY = "day"
    MINUTE = "minute"


@dataclass(frozen=True, kw_only=True)
class OutletRef:
    """An outlet as recognised; `slug` is ASCII, `names` maps language to name, `site` may be empty."""

    slug: str
    names: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    site: str = ""


@dataclass(frozen=True, kw_only=True)
class Stated:
    """What is said of an article beside its text: in markup, in fields, in a list that came with it.

    What is unknown here is looked for in the text.
    """

    headline: Known[str | None] = UNKNOWN
    outlet: Known[OutletRef | None] = UNKNOWN
    author: Known[str | None] = UNKNOWN
    url: Known[str | None] = UNKNOWN
    published: Known[datetime | None] = UNKNOWN
    precision: Precision | None = None
    language: Known[str | None] = UNKNOWN

    def or_else(self, other: "Stated") -> "Stated":
        """The same with what `other` knows where this knows nothing."""
        mine = {name: getattr(self, name) for name in _VALUES}
        known = {name: value for name, value in mine.items() if value.value is not None}
        precision = self.precision if "published" in known else other.precision
        return replace(other, **known, precision=precision)


_VALUES = ("headline", "outlet", "author", "url", "published", "language")


@dataclass(frozen=True, kw_only=True)
class ArticleRecord:
    """One article as read. Nothing is deleted: every character of `original` but space is in a block.

    `source` says where it came from and is its identity; `source_file` is the bare file name; `sha256`
    is of the bytes as they were read. `original` has \\n for line ends and neither BOM nor NUL.
    A `published` of day precision stands at midnight UTC; one without a zone is taken as UTC. `dateline` is
    the place that the article is dated from; `agencies` are keys of `agencies.tsv`, those credited and not
    those that the article quotes.
    """

    source: str
    source_file: str
    sha256: str
    encoding: str
    original: str
    blocks: tuple[Block, ...]
    headline: Known[str | None]
    outlet: Known[OutletRef | None]
    url: Known[str | None]
    published: Known[datetime | None]
    published_precision: Precision | None
    language: str
    language_how: How = How.INFERRED
    language_evidence: str = ""
    author: Known[str | None] = UNKNOWN
    dateline: Known[str | None] = UNKNOWN
    agencies: Known[tuple[str, ...]] = NO_AGENCIES
    photo_credit: Known[str | None] = UNKNOWN
    # What the rules say of values that a person has set; see decisions.py.
    overruled: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def known(self) -> Mapping[str, Known[Any]]:
        """All that is known about the article, by name."""
        language = Known(value=self.language, how=self.language_how, evidence=self.language_evidence)
        names = ("headline", "outlet", "author", "dateline", "published", "agencies", "url", "photo_credit")
        return MappingProxyType({name: getattr(self, name) for name in names} | {"language": language})

    def taken_in(self, at: datetime) -> "ArticleRecord":
        """The record as it counts at that moment: a publication days later is unknown, and why is told."""
        published = self.published
        if (
            published.value is None
            or published.value.replace(tzinfo=published.value.tzinfo or UTC) <= at + _AHEAD
        ):
            return self
        reason = f"{published.evidence}: {published.value:%Y-%m-%d} lies ahead"
        unknown = replace(published, value=None, how=How.UNKNOWN, evidence=reason)
        return replace(self, published=unknown, published_precision=None)

    @cached_property
    def body(self) -> str:
        """The kept blocks, a blank line between them; each is as long as it is in the original."""
        return PARAGRAPH_BREAK.join(text for text, _ in self._kept)

    @property
    def paragraphs(self) -> tuple[tuple[Span, bool], ...]:
        """The kept blocks' places in `body`, each with whether it is a heading."""
        placed = []
        start = 0
        for text, is_heading in self._kept:
            placed.append((Span(start, start + len(text)), is_heading))
            start += len(text) + len(PARAGRAPH_BREAK)
        return tuple(placed)

    @property
    def removed(self) -> tuple[tuple[str, str], ...]:
        """Text and reason (the block's kind) of all that is neither body nor headline, in order."""
        return tuple(
            (self.original[block.start : block.end], block.kind.value)
            for block in self.blocks
            if not block.kept and block.kind is not BlockKind.HEADLINE
        )

    @property
    def _kept(self) -> Iterator[tuple[str, bool]]:
        for block in self.blocks:
            if block.kept:
                is_heading = block.kind is BlockKind.HEADING
                yield from ((text, is_heading) for text in self._paragraphs(block))

    def _paragraphs(self, block: Block) -> list[str]:
        text = self.original[block.start : block.end]
        if block.kind is BlockKind.SECOND_ARTICLE:  # its lines are in one block
            return [line.strip() for line in text.split("\n") if line.strip()]
        # A paragraph that the source broke into lines of equal width is one line in the body.
        return [text.replace("\n", " ")]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """A source that yields no article, and why."""

    source: str
    reason: Reason
