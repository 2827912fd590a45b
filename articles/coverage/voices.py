"""How many independent voices tell a story, as a page shows it: who shares whose text, also as a picture."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.analysis.stories.independence import Independence, Shared
from articles.coverage.computing import Coverage
from articles.coverage.passages import Shown, part
from articles.ingest.agencies import agencies
from articles.models import Article

MOST_STRETCHES = 3  # of a pair that are shown; comparing the two shows all
# Of more outlets with ties the picture would be a tangle; the table has all.
MOST_DRAWN = 30
_WIDTH, _ROW, _TOP = 640, 40, 24
_BOX = (296, 536)  # of an outlet's name, from the side where agencies stand
_INSIDE, _BOX_HEIGHT = 10, 30
_AGENCY, _LONGEST = 160, 26  # where an agency's name ends; letters of a name
_NEAREST, _PER_ROW, _FARTHEST = 26, 10, 96  # how far a line between two outlets swings out


@dataclass(frozen=True, kw_only=True)
class Row:
    """Two outlets with text in common; `longest` counts words in a row, `source` is whose it likely is."""

    a: Article
    b: Article
    shared: Shared
    longest: int
    source: str
    taker: Article | None
    giver: Article | None
    stretches: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Node:
    """A name in the picture, cut where it is long; `left` and `top` are its box's corner."""

    x: int
    y: int
    name: str
    full: str
    left: int = 0
    top: int = 0


@dataclass(frozen=True, kw_only=True)
class Line:
    """`kind`: credited, cited, reprint or part; an arrow points to who took the text."""

    path: str
    kind: str
    arrow: bool


@dataclass(frozen=True, kw_only=True)
class Picture:
    """Measures in units of the drawing; `box` is how wide the boxes of outlets are."""

    width: int
    height: int
    box: int
    box_height: int
    agencies: tuple[Node, ...]
    outlets: tuple[Node, ...]
    lines: tuple[Line, ...]
    left_out: int


class Voices:
    """The tellers of a story and what they have in common; names are in the reader's language."""

    def __init__(self, coverage: Coverage, found: Independence, language: str) -> None:
        self.coverage, self.found, self.language = coverage, found, language

    def rows(self) -> list[Row]:
        return [self._row(shared) for shared in self.found.shared]

    def groups(self) -> list[list[str]]:
        """The names of outlets that are one voice, where there are several."""
        return [[self._name(n) for n in voice] for voice in self.found.voices if len(voice) > 1]

    def _row(self, shared: Shared) -> Row:
        a, b = (self.coverage.by_number[number] for number in (shared.a, shared.b))
        taker = {shared.a: a, shared.b: b}.get(shared.taker)
        return Row(
            a=a,
            b=b,
            shared=shared,
            longest=shared.stretches[0].words,
            source=self._source(shared),
            taker=taker,
            giver=(b if taker == a else a) if taker else None,
            stretches=tuple(part(self.coverage, each.a) for each in shared.stretches[:MOST_STRETCHES]),
        )

    def _source(self, shared: Shared) -> str:
        if shared.cited:
            return shared.cited.name(self.language)
        comma = "، " if self.language == "ar" else ", "
        return comma.join(map(self._agency, shared.agencies))

    def _agency(self, key: str) -> str:
        known = agencies().get(key)
        return known.name(self.language) if known else key

    def _name(self, teller: int) -> str:
        return self.coverage.by_number[self.found.tellers[teller].articles[0]].outlet_name

    @cached_property
    def _teller_of(self) -> Mapping[int, int]:
        return {article: n for n, teller in enumerate(self.found.tellers) for article in teller.articles}

    def _ties(self) -> list[tuple[int, int, Shared]]:
        """The strongest between every two voices, and as many inside a voice as hold it together."""
        voice = {n: number for number, group in enumerate(self.found.voices) for n in group}
        bound: dict[int, int] = {n: n for n in voice}
        seen: set[frozenset[int]] = set()
        kept = []
        for shared in self.found.shared:
            a, b = self._teller_of[shared.a], self._teller_of[shared.b]
            between = frozenset((voice[a], voice[b]))
            if len(between) == 1 and bound[a] != bound[b]:
                old = bound[b]
                bound = {n: bound[a] if root == old else root for n, root in bound.items()}
            elif len(between) == 1 or between in seen:
                continue
            seen.add(between)
            kept.append((a, b, shared))
        return kept

    def _origins(self) -> list[tuple[str, int, str]]:
        """Agency, outlet, and how that is known: credited, or cited in text that it shares."""
        found = [
            (self._agency(key), n, "credited")
            for n, teller in enumerate(self.found.tellers)
            for key in teller.agencies
        ]
        for a, b, shared in self._ties():
            if shared.cited:
                name = shared.cited.name(self.language)
                found += [(name, n, "cited") for n in (a, b) if (name, n, "cited") not in found]
        return found

    def picture(self, *, mirrored: bool) -> Picture | None:
        """Agencies on the one side, outlets with any tie on the other; None where there are no ties."""
        ties, origins = self._ties(), self._origins()
        tied = {n for a, b, _ in ties for n in (a, b)} | {n for _, n, _ in origins}
        order = [n for voice in self.found.voices for n in voice if n in tied]
        if not order:
            return None
        drawn = order[:MOST_DRAWN]
        height = 2 * _TOP + _ROW * (len(drawn) - 1)
        side = _Side(mirrored=mirrored)
        at = {n: _TOP + _ROW * row for row, n in enumerate(drawn)}
        names = list(dict.fromkeys(name for name, n, _ in origins if n in at))
        places = {name: round(height * (row + 1) / (len(names) + 1)) for row, name in enumerate(names)}
        return Picture(
            width=_WIDTH,
            height=height,
            box=_BOX[1] - _BOX[0],
            box_height=_BOX_HEIGHT,
            agencies=tuple(
                Node(x=side.at(_AGENCY), y=y, name=_cut(name), full=name) for name, y in places.items()
            ),
            outlets=tuple(self._box(n, y, side) for n, y in at.items()),
            lines=(*_straight(origins, places, at, side), *self._curved(ties, at, side)),
            left_out=len(order) - len(drawn),
        )

    def _box(self, teller: int, y: int, side: "_Side") -> Node:
        name = self._name(teller)
        return Node(
            x=side.at(_BOX[0] + _INSIDE),
            y=y,
            name=_cut(name),
            full=name,
            left=min(map(side.at, _BOX)),
            top=y - _BOX_HEIGHT // 2,
        )

    def _curved(
        self, ties: Sequence[tuple[int, int, Shared]], at: Mapping[int, int], side: "_Side"
    ) -> Iterator[Line]:
        for a, b, shared in ties:
            if a not in at or b not in at:
                continue
            taken_by_a = shared.taker == shared.a
            start, end = (at[b], at[a]) if taken_by_a else (at[a], at[b])
            swing = min(_FARTHEST, _NEAREST + _PER_ROW * (abs(start - end) // _ROW))
            x, far = side.at(_BOX[1]), side.at(_BOX[1] + swing)
            yield Line(
                path=f"M{x} {start}C{far} {start} {far} {end} {x} {end}",
                kind="reprint" if shared.is_reprint else "part",
                arrow=bool(shared.taker),
            )


@dataclass(frozen=True, kw_only=True)
class _Side:
    """Where things stand: in an Arabic page the picture runs from right to left."""

    mirrored: bool

    def at(self, x: int) -> int:
        return _WIDTH - x if self.mirrored else x


def _straight(
    origins: Sequence[tuple[str, int, str]],
    places: Mapping[str, int],
    at: Mapping[int, int],
    side: _Side,
) -> Iterator[Line]:
    for name, n, kind in origins:
        if n in at:
            start, end = side.at(_AGENCY + 8), side.at(_BOX[0] - 2)
            yield Line(path=f"M{start} {places[name]}L{end} {at[n]}", kind=kind, arrow=True)


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
