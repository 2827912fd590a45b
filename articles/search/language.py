"""The language of the search box, read and written.

    زلزال «هيئة الكوارث» ambon OR أمبون -كرة ="سيرام" outlet:"BBC" من:2024-05-01

Whatever was typed has a reading: what can't be read as meant is taken as words and named among the problems.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from articles.analysis.text.normalise import fold_key
from articles.search.days import first_day, last_day
from articles.search.query import Condition, Field, Group, Kind, Problem, Query, Term, Trouble

LONGEST_TEXT = 1000  # code points
MOST_TERMS = 32  # words and phrases, and as many fields

# Of each script the first is the one that we write.
KEYWORDS: Mapping[Field, tuple[str, ...]] = {
    Field.OUTLET: ("outlet", "منبر", "source", "مصدر"),
    Field.ENTITY: ("entity", "اسم", "name"),
    Field.STORY: ("story", "قصة"),
    Field.FROM: ("from", "من", "since", "منذ"),
    Field.TO: ("to", "إلى", "until", "حتى"),
    Field.LANGUAGE: ("lang", "لغة", "language"),
    Field.AGENCY: ("agency", "وكالة"),
}
_DAYS = frozenset({Field.FROM, Field.TO})
_OR = frozenset({"OR", "أو", "او", "|", "||"})
_AND = frozenset({"AND", "&", "&&", "+"})
_NOT = frozenset({"NOT", "ليس"})
_MINUS = "-\u2212\u2010\u2011\u2013"
# Which mark may close what each opens; keyboards and word processors turn some of them round.
_CLOSING = {"«": "»", "“": "”“", "”": "”“", "„": "“”", "‟": "”“", '"': '"', "‹": "›", "＂": "＂", "»": "«"}
_MARKS = frozenset("".join((*_CLOSING, *_CLOSING.values())))
_PARENTHESES = "()[]{}"
_BETWEEN = ",،;؛"
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_WRITTEN = re.compile(r"\S+")
_LONGEST_DAY = 4  # words of a day written out
_FIELD = re.compile(r"([^\W\d_]{2,12})[:：]")


def parse(text: str) -> Query:
    """What was meant by a text of any content; OR binds its neighbours, all else must hold together."""
    return _Reading(text).query()


def write(query: Query, *, language: str) -> str:
    """The query in the words of the search box; parsed again it is the same query."""
    parts = [f" {_OR_WRITTEN[language == 'ar']} ".join(map(_written, g.alternatives)) for g in query.groups]
    parts += [f"-{_written(term)}" for term in query.excluded]
    parts += [_written_condition(condition, language) for condition in query.conditions]
    return " ".join(parts)


_OR_WRITTEN = ("OR", "أو")


def _written(term: Term) -> str:
    if term.kind is Kind.EXACT:
        return f'="{term.text}"'
    plain = term.kind is Kind.WORD and parse(term.text).terms[:1] == (
        replace(term, start=0, end=len(term.text)),
    )
    return term.text if plain else f'"{term.text}"'


def _written_condition(condition: Condition, language: str) -> str:
    keyword = KEYWORDS[condition.field][language == "ar"]
    value = condition.value
    quoted = value if re.fullmatch(r"[\w#][\w#.-]*", value) else f'"{value}"'
    return f"{'-' * condition.is_excluded}{keyword}:{quoted}"


@cache
def _fields() -> Mapping[str, Field]:
    return {fold_key(word): field for field, words in KEYWORDS.items() for word in words}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    """A term, a condition or OR (None), and whether it is excluded."""

    found: Term | Condition | None
    is_excluded: bool
    start: int
    end: int


class _Reading:
    """One pass over a text; places are those of the text as typed, invisible signs included."""

    def __init__(self, typed: str) -> None:
        visible = [n for n, letter in enumerate(typed) if not _INVISIBLE.match(letter)]
        self.typed = typed
        self.at = [*visible, len(typed)]
        self.text = "".join(typed[n] for n in visible[:LONGEST_TEXT])
        self.place = 0
        self.problems: list[Problem] = []
        if len(visible) > LONGEST_TEXT:
            self._complain(Trouble.TOO_LONG, LONGEST_TEXT, len(visible))

    def query(self) -> Query:
        pieces = self._limited(self._pieces())
        conditions = [c for piece in pieces for c in self._settled(piece)]
        query = Query(
            groups=tuple(Group(alternatives=tuple(terms)) for terms in self._groups(pieces)),
            excluded=tuple(p.found for p in pieces if p.is_excluded and isinstance(p.found, Term)),
            conditions=tuple(conditions),
        )
        if query.since and query.until and query.since > query.until:
            last = [condition for condition in conditions if condition.field is Field.TO][-1]
            self._complain(Trouble.DAYS_REVERSED, last.start, last.end, placed=True)
        if not query and not self.problems and self.text.strip():
            self._complain(Trouble.NO_WORD, 0, len(self.text))
        return replace(query, problems=tuple(sorted(self.problems, key=lambda p: (p.start, p.end))))

    def _complain(self, code: Trouble, start: int, end: int, *, placed: bool = False) -> None:
        start, end = (start, end) if placed else self._places(start, end)
        self.problems.append(Problem(code=code, start=start, end=end, text=self.typed[start:end]))

    def _places(self, start: int, end: int) -> tuple[int, int]:
        return self.at[start], self.at[end - 1] + 1 if end > start else self.at[start]

    def _pieces(self) -> Iterator[_Piece]:
        negation: int | None = None  # where a NOT stands that waits for what it excludes
        empty = True
        while self._skip():
            start = self.place
            operator = self._operator(after_nothing=empty)
            if operator in _NOT:
                negation = start
            elif operator in _OR:
                yield _Piece(found=None, is_excluded=False, start=start, end=self.place)
            elif not operator:
                excluded = self._minus() or negation is not None
                for found in self._found(start if negation is None else negation):
                    empty, negation = False, None
                    yield _Piece(found=found, is_excluded=excluded, start=start, end=self.place)
        if negation is not None:
            self._complain(Trouble.LONE_OPERATOR, negation, len(self.text))

    def _skip(self) -> bool:
        """Go on to where something stands; False at the end."""
        while self.place < len(self.text):
            letter = self.text[self.place]
            if letter in _PARENTHESES:
                self._complain(Trouble.PARENTHESES, self.place, self.place + 1)
            elif not letter.isspace() and letter not in _BETWEEN:
                return True
            self.place += 1
        return False

    def _operator(self, *, after_nothing: bool) -> str:
        """Take the operator that stands here alone; «ليس» that begins a sentence is a word like others."""
        end = self._word_end(self.place)
        word, rest = self.text[self.place : end], self.text[end:].lstrip()
        if word not in _OR | _AND | _NOT or (word == "ليس" and after_nothing and not _names_field(rest)):
            return ""
        self.place += len(word)
        return word

    def _minus(self) -> bool:
        """Take a minus, or a plus, which says nothing; True for a minus before something."""
        start = self.place
        while self.place < len(self.text) and self.text[self.place] in _MINUS + "+":
            self.place += 1
        is_minus = self.text[start : self.place].strip("+") != ""
        if is_minus and not self.text[self.place : self.place + 1].strip(_PARENTHESES + " \t\n"):
            self._complain(Trouble.LONE_OPERATOR, start, self.place)
            return False
        return is_minus

    def _found(self, start: int) -> Iterator[Term | Condition]:
        """Take the field, the phrase or the word that stands here, where it is any."""
        named = _FIELD.match(self.text, self.place)
        field = _fields().get(fold_key(named[1])) if named else None
        if named and field:
            self.place = named.end()
            value = self._day() if field in _DAYS else self._value()
            if value.strip():
                first, last = self._places(start, self.place)
                yield Condition(field=field, value=value.strip(), start=first, end=last)
            else:
                self._complain(Trouble.EMPTY_VALUE, start, self.place)
            return
        kind, text = self._term()
        if any(letter.isalnum() for letter in text):
            first, last = self._places(start, self.place)
            yield Term(text=text, kind=kind, start=first, end=last)

    def _value(self) -> str:
        """What stands after a field's colon, with spaces between or without; empty where another begins."""
        here = self.place
        while self.text[self.place : self.place + 1].isspace():
            self.place += 1
        word = self.text[self.place : self._word_end(self.place)]
        named = _FIELD.match(word)
        if word in _OR | _AND | _NOT or (named and fold_key(named[1]) in _fields()):
            self.place = here
            return ""
        value = self._term()[1]
        return f"#{value}" if word.startswith("#") else value

    def _day(self) -> str:
        """A field's value; where that alone is no day, with the next words as far as they make it one."""
        value = self._value()
        for place in () if first_day(value) else self._word_ends(_LONGEST_DAY - 1):
            if first_day(day := f"{value} {self.text[self.place : place].strip()}"):
                value, self.place = day, place
                break
        return value

    def _word_ends(self, most: int) -> Iterator[int]:
        """Where the next words end, so many at most, shortest stretch first."""
        return (found.end() for found in islice(_WRITTEN.finditer(self.text, self.place), most))

    def _term(self) -> tuple[Kind, str]:
        exact = self.text.startswith("=", self.place)
        self.place += exact
        if self.text[self.place : self.place + 1] in _MARKS and self.place < len(self.text):
            return self._phrase(Kind.EXACT if exact else Kind.PHRASE)
        end = self._word_end(self.place)
        word, self.place = self.text[self.place : end], max(end, self.place)
        return Kind.EXACT if exact else Kind.WORD, _without_punctuation(word)

    def _phrase(self, kind: Kind) -> tuple[Kind, str]:
        """Take what stands between quotation marks; a mark without its partner, alone."""
        start = self.place
        end = self._partner(start)
        self.place = end + 1 if end else start + 1
        if not end:
            self._complain(Trouble.UNBALANCED_QUOTE, start, start + 1)
            return kind, ""
        text = " ".join(self.text[start + 1 : end].split())
        if not any(letter.isalnum() for letter in text):
            self._complain(Trouble.EMPTY_VALUE, start, self.place)
        return kind, text

    def _partner(self, start: int) -> int:
        """Where the mark that opens here closes, after all pairs inside; 0 for nowhere."""
        mark = self.text[start]
        closing = _CLOSING.get(mark, "")
        places = [n for n in range(start + 1, len(self.text)) if self.text[n] in closing]
        if mark in closing:
            return min(places, default=0)
        inside = (n for n in places if self.text.count(mark, start + 1, n) == places.index(n))
        return next(inside, min(places, default=0))

    def _word_end(self, start: int) -> int:
        end = start
        while end < len(self.text) and not self._ends_word(end):
            end += 1
        return end

    def _ends_word(self, place: int) -> bool:
        letter = self.text[place]
        if letter in _BETWEEN:  # 1,000 is one word
            return not (
                self.text[place - 1 : place].isdecimal() and self.text[place + 1 : place + 2].isdecimal()
            )
        return letter.isspace() or letter in _MARKS or letter in _PARENTHESES

    def _limited(self, pieces: Iterable[_Piece]) -> list[_Piece]:
        """The first ones, as many of each sort as one query may have."""
        kept: list[_Piece] = []
        counts = {Term: 0, Condition: 0}
        for piece in pieces:
            if piece.found is not None:
                counts[type(piece.found)] += 1
                if counts[type(piece.found)] > MOST_TERMS:
                    self._complain(Trouble.TOO_MANY, piece.start, piece.end)
                    continue
            kept.append(piece)
        return kept

    def _groups(self, pieces: Sequence[_Piece]) -> Iterator[list[Term]]:
        group: list[Term] = []
        for n, piece in enumerate(pieces):
            if piece.found is None:
                self._judge(pieces, n)
            elif isinstance(piece.found, Term) and not piece.is_excluded:
                joined = n >= 2 and pieces[n - 1].found is None and _is_wanted(pieces[n - 2])
                if group and not joined:
                    yield group
                    group = []
                group.append(piece.found)
        if group:
            yield group

    def _judge(self, pieces: Sequence[_Piece], n: int) -> None:
        """Complain of an OR that has nothing to bind, or what can't be bound."""
        sides = [*pieces[max(n - 1, 0) : n], *pieces[n + 1 : n + 2]]
        fields = {side.found.field if isinstance(side.found, Condition) else None for side in sides}
        if len(sides) < 2 or any(side.found is None for side in sides):
            self._complain(Trouble.LONE_OPERATOR, pieces[n].start, pieces[n].end)
        elif not all(map(_is_wanted, sides)) and (len(fields) > 1 or fields & {None, Field.ENTITY}):
            self._complain(Trouble.MIXED_OR, pieces[n].start, pieces[n].end)

    def _settled(self, piece: _Piece) -> Iterator[Condition]:
        """The condition, its day read; none where it has no meaning."""
        condition = piece.found
        if not isinstance(condition, Condition):
            return
        if condition.field not in _DAYS:
            yield replace(condition, is_excluded=piece.is_excluded)
            return
        if piece.is_excluded:
            self._complain(Trouble.NO_EXCLUSION, piece.start, piece.end)
        day = (first_day if condition.field is Field.FROM else last_day)(condition.value)
        if day is None:
            self._complain(Trouble.BAD_DAY, piece.start, piece.end)
        else:
            yield replace(condition, value=day.isoformat())


def _names_field(text: str) -> bool:
    named = _FIELD.match(text)
    return named is not None and fold_key(named[1]) in _fields()


def _is_wanted(piece: _Piece) -> bool:
    return isinstance(piece.found, Term) and not piece.is_excluded


def _without_punctuation(word: str) -> str:
    """The word without signs around it; harakat stay."""
    letters = [n for n, letter in enumerate(word) if unicodedata.category(letter)[0] not in "PSZC"]
    return word[letters[0] : letters[-1] + 1] if letters else ""
