"""Why two sentences are linked: what speaks for it, in the words of both, and what they say otherwise."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from articles.analysis.pairs.align import Evidence
from articles.analysis.pairs.differences import DifferenceKind
from articles.analysis.speech.attribution import SourceKind
from articles.analysis.text.pieces import Mark, cut
from articles.analysis.text.spans import Span
from articles.comparison.articles import Cell, Comparison, DifferenceLabel, GroundLabel, LinkedPair, Row
from articles.comparison.linking import reading_of
from articles.models import Article, Change
from articles.models.corrections import LINK, LinkVerdict


@dataclass(frozen=True, kw_only=True)
class Shared:
    """One kind of evidence; `weight` is its part of all that is shared, 0 to 1."""

    kind: str
    weight: float
    a: tuple[str, ...]
    b: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Told:
    """What one sentence says where the other says something else, or nothing."""

    kind: str
    label: str
    a: str
    b: str


@dataclass(frozen=True, kw_only=True)
class Part:
    """A part of each sentence that tells the same, numbered from 1 in the order of the first."""

    number: int
    a: str
    b: str


@dataclass(frozen=True, kw_only=True)
class Explanation:
    """A link with both its sentences; in these, the kind of a mark is that of the evidence or part-N.

    `sources` are those on whom either sentence rests, by the known name, else in the article's words.
    """

    link: LinkedPair
    a: Cell
    b: Cell
    sources: tuple[tuple[str, ...], tuple[str, ...]]
    parts: tuple[Part, ...]
    conflicts: tuple["Conflict", ...]
    shared: tuple[Shared, ...]
    told: tuple[Told, ...]

    @property
    def rejected(self) -> bool:
        correction = self.link.correction
        return correction is not None and correction.verdict == LinkVerdict.NONE

    @property
    def sides(self) -> tuple[Cell, Cell]:
        return self.a, self.b


@dataclass(frozen=True, kw_only=True)
class Conflict:
    """What disagrees, in the words of both; `why` is empty where only the whole sentences are known to.

    `row` is where it stands.
    """

    row: str
    why: str
    a: str
    b: str


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A row that differs, with what its linked sentences say otherwise."""

    row: Row
    told: tuple[Told, ...]


def explain(comparison: Comparison, link_id: str) -> Explanation | None:
    """The evidence of the link with this address, a rejected one too; None where there is none (any more)."""
    known = (*comparison.pairs, *comparison.rejected)
    link = next((pair for pair in known if pair.id == link_id), None)
    if link is None:
        return None
    a, b = comparison.a, comparison.b
    marks = list(_kinds(link))
    return Explanation(
        link=link,
        a=_cell(a, link.a, link.a_span, ((kind, found.a) for kind, found in marks)),
        b=_cell(b, link.b, link.b_span, ((kind, found.b) for kind, found in marks)),
        sources=(tuple(_sources(a, link.a_span)), tuple(_sources(b, link.b_span))),
        parts=tuple(
            Part(number=number, a=found.a[0].of(a.body), b=found.b[0].of(b.body))
            for number, found in enumerate(_of_kind(link, "clause"), start=1)
        ),
        conflicts=tuple(_conflicts(comparison, link)) if link.is_conflict else (),
        shared=tuple(
            Shared(kind=found.kind, weight=found.weight, a=_words(a, found.a), b=_words(b, found.b))
            for found in link.evidence
            if found.kind not in ("clause", "disagreement")
        ),
        told=_told(comparison, link),
    )


def conflicts(comparison: Comparison) -> tuple[Conflict, ...]:
    """All that disagrees, in the order of the first article."""
    return tuple(each for link in comparison.conflicts for each in _conflicts(comparison, link))


def listed(comparison: Comparison) -> tuple[Listed, ...]:
    """Every row that differs, in order; what only one side adds is not told, the row shows it."""
    return tuple(
        Listed(
            row=row,
            told=tuple(
                told
                for link in row.links
                for told in _told(comparison, link)
                if told.kind != DifferenceKind.ADDITION
            ),
        )
        for row in comparison.rows
        if row.differs
    )


def decisions(comparison: Comparison) -> dict[str, Change]:
    """Who decided about which link, and when, by the links' addresses."""
    known = (*comparison.pairs, *comparison.rejected)
    subjects = {pair.correction.subject for pair in known if pair.correction}
    if not subjects:
        return {}
    changes = Change.objects.filter(kind=LINK, subject__in=subjects).latest_per_subject()
    return {pair.id: change for change in changes for pair in known if _is_about(change, pair)}


def _is_about(change: Change, pair: LinkedPair) -> bool:
    return pair.correction is not None and pair.correction.subject == change.subject


def _kinds(link: LinkedPair) -> Iterator[tuple[str, Evidence]]:
    """All evidence by the kind of its mark."""
    parts = 0
    for found in link.evidence:
        parts += found.kind == "clause"
        yield f"part-{parts}" if found.kind == "clause" else found.kind, found


def _sources(article: Article, sentence: Span) -> Iterator[str]:
    for each in reading_of(article).attributions:
        if each.sentence != sentence:
            continue
        if each.kind is SourceKind.OUTLET:
            yield article.outlet_name
        elif each.entity:
            yield each.entity.name(get_language() or "en")
        elif place := each.source or next(iter(each.words), None):
            yield place.of(article.body)


def _of_kind(link: LinkedPair, kind: str) -> list[Evidence]:
    return [found for found in link.evidence if found.kind == kind]


def _conflicts(comparison: Comparison, link: LinkedPair) -> Iterator[Conflict]:
    a, b = comparison.a, comparison.b
    apart = [found for found in _of_kind(link, "disagreement") if found.ground]
    for found in apart:
        why = str(GroundLabel(found.ground.value).label) if found.ground else ""
        yield Conflict(
            row=link.row, why=why, a=" … ".join(_words(a, found.a)), b=" … ".join(_words(b, found.b))
        )
    if not apart:
        yield Conflict(row=link.row, why="", a=link.a_span.of(a.body), b=link.b_span.of(b.body))


def _told(comparison: Comparison, link: LinkedPair) -> tuple[Told, ...]:
    return tuple(
        Told(
            kind=difference.kind.value,
            label=str(DifferenceLabel(difference.kind.value).label),
            a=difference.a.of(comparison.a.body),
            b=difference.b.of(comparison.b.body),
        )
        for difference in link.differences
    )


def _words(article: Article, places: Iterable[Span]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.of(article.body) for place in places))


def _cell(article: Article, number: int, span: Span, marked: Iterable[tuple[str, tuple[Span, ...]]]) -> Cell:
    marks = [Mark(span=place, kind=kind) for kind, places in marked for place in places]
    return Cell(article=article, number=number, span=span, pieces=cut(article.body, marks, within=span))
