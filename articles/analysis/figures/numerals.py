"""Numbers as written, in digits and in words, Arabic and English, read as values."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from articles.analysis.text.normalise import Folded
from articles.analysis.text.tables import phrases, rows

_WORD_OR_SIGN = r"\d+(?:[.,٬]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*|us\$|[%٪$€£¥₪₹₽]"
_PIECE = re.compile(rf"\d{{1,3}}(?: 000)+(?!\d)(?:[.,]\d+)?|{_WORD_OR_SIGN}")
# «2 000»: in these languages a space stands between thousands, and a comma before the fraction.
_SPACED = ("fr", "ru")
_SPACED_PIECE = re.compile(rf"(?<![\d.,])\d{{1,3}}(?: \d{{3}})+(?!\d)(?:,\d+)?|{_WORD_OR_SIGN}")
_GROUPED = re.compile(r"\d{1,3}(?:([.,٬ ])\d{3})(?:\1\d{3})*(?:[.,]\d+)?")
_PARTICLES = re.compile(r"([وف]?)([بل]?)((?:ال)?)(.+)", re.DOTALL)
_JOINS = ("", " ", "-", "\u00a0")
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")
_ABBREVIATIONS = ("k", "m", "mn", "b", "bn", "tn")
_ARTICLES = ("a", "an")


class Piece(NamedTuple):
    """A word, number or sign of a folded text; `gap` is what stands before it."""

    start: int
    end: int
    form: str
    gap: str

    @property
    def digits(self) -> bool:
        return self.form[0].isdecimal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """A number from piece `start` to piece `end`; `scale` is the last power of a thousand said in words."""

    start: int
    end: int
    value: float
    scale: float = 1
    vague: bool = False
    ordinal: bool = False
    definite: bool = False


class _Word(NamedTuple):
    value: float
    kind: str
    joined: bool  # with «و»
    definite: bool
    plural: bool


def pieces(folded: Folded, *, language: str) -> tuple[Piece, ...]:
    """The pieces of a folded text in order."""
    found, before = [], 0
    piece = _SPACED_PIECE if language in _SPACED else _PIECE
    for match in piece.finditer(folded.text):
        found.append(Piece(match.start(), match.end(), match[0], folded.text[before : match.start()]))
        before = match.end()
    return tuple(found)


def read_digits(form: str, *, language: str) -> float:
    """The value of digits with separators; three digits behind a point are thousands outside English."""
    grouped = _GROUPED.fullmatch(form)
    if (
        grouped
        and (grouped[1] != "," or language not in _SPACED)
        and not form.startswith("0")
        and (grouped[1] != "." or language != "en" or form.count(".") > 1)
    ):
        whole, point, fraction = form, "", ""
        other = "." if grouped[1] in ",٬" or language == "en" else ","
        if other in form:
            whole, point, fraction = form.partition(other)
        return float("".join(c for c in whole if c.isdecimal()) + ("." + fraction if point else ""))
    return float(re.sub(r"[,٬]", ".", form)) if len(re.findall(r"[.,٬]", form)) == 1 else _joined(form)


def _joined(form: str) -> float:
    return float("".join(c for c in form if c.isdecimal()))


def read_number(text: Sequence[Piece], start: int, *, language: str) -> Numeral | None:
    """The longest number that begins at a piece, or None."""
    reader = _Reader(text, start, language)
    while reader.step():
        pass
    return reader.result()


class _Reader:
    """Adds up one number, piece by piece: `group` is what the next power of a thousand multiplies."""

    def __init__(self, text: Sequence[Piece], start: int, language: str) -> None:
        self.text, self.start, self.language = text, start, language
        self.here = start
        self.total, self.group, self.scale = 0.0, 0.0, 1.0
        self.lowest = 0.0  # the place last filled in the group: 1, 10, 100; 0 for none
        self.vague = self.ordinal = self.definite = False

    def result(self) -> Numeral | None:
        if self.here == self.start:
            return None
        return Numeral(
            start=self.start,
            end=self.here,
            value=self.total + self.group,
            scale=self.scale,
            vague=self.vague,
            ordinal=self.ordinal,
            definite=self.definite,
        )

    def step(self) -> bool:
        if self.here >= len(self.text) or self.vague:
            return False
        piece = self.text[self.here]
        first = self.here == self.start
        if not first and piece.gap not in _JOINS:
            return False
        if piece.digits:
            return self._digits(piece, first=first)
        if piece.form in ("and", "و") and not first:
            return self._joined()
        if piece.form in _ARTICLES:
            return self._article(first=first)
        word = number_word(piece.form)
        if word is None or (piece.form in _ABBREVIATIONS and (first or piece.gap)):  # 5m, but no lone «m»
            return False
        return self._word(word, first=first)

    def _take(self, pieces: int = 1) -> bool:
        self.here += pieces
        return True

    def _digits(self, piece: Piece, *, first: bool) -> bool:
        if not first:
            return False
        self.group, self.lowest = read_digits(piece.form, language=self.language), 0.5
        following = self.text[self.here + 1] if self.here + 1 < len(self.text) else None
        self.ordinal = following is not None and not following.gap and following.form in ORDINAL_ENDINGS
        return self._take(1 + self.ordinal)

    def _joined(self) -> bool:
        """«3 ملايين و200 ألف», «two hundred and five»: something smaller after an «and» of its own."""
        if self.here + 1 >= len(self.text) or self.text[self.here + 1].gap not in _JOINS:
            return False
        piece, following = self.text[self.here], self.text[self.here + 1]
        between = self.start > 0 and self.text[self.start - 1].form in ("بين", "وبين", "between")
        if following.digits:
            value = read_digits(following.form, language=self.language)
            smaller = self.scale > 1 and not self.group and value < self.scale
            if piece.form != "و" or not smaller or between or self._counts_as_much(self.here + 2):
                return False
            self.group, self.lowest = value, 0.5
            return self._take(2)
        word = number_word(following.form)
        if word is None or word.kind == "ordinal" or piece.form == "و" or between:
            return False
        if following.form == "half" or not (self.lowest >= 100 or (self.scale > 1 and not self.group)):
            return False
        self.here += 1
        return self._word(word, first=False) or self._give_back()

    def _counts_as_much(self, place: int) -> bool:
        """«3 ملايين و5 ملايين» is two numbers: the second has as high a power of its own."""
        word = number_word(self.text[place].form) if place < len(self.text) else None
        return word is not None and word.kind == "thousand" and not word.joined and word.value >= self.scale

    def _give_back(self) -> bool:
        self.here -= 1
        return False

    def _article(self, *, first: bool) -> bool:
        """«a hundred», «half a million»."""
        following = self.text[self.here + 1] if self.here + 1 < len(self.text) else None
        word = number_word(following.form) if following and following.gap == " " else None
        if word is None or word.kind not in ("hundred", "thousand", "dozen") or word.plural:
            return False
        if first:
            self.group, self.lowest = 1, 1
            return self._take()
        return self.group == 0.5 and self._take()

    def _word(self, word: _Word, *, first: bool) -> bool:
        arabic = "\u0600" <= self.text[self.here].form[0] <= "\u06ff"
        if not first and arabic and not word.joined and word.kind not in ("teen", "hundred", "thousand"):
            return False
        if word.joined and not first and self._is_and_of_between():
            return False
        if not self._take_as(word.kind)(word, first=first):
            return False
        self.definite = self.definite or word.definite
        return self._take()

    def _take_as(self, kind: str) -> Callable[..., bool]:
        return {
            "unit": self._unit,
            "teen": self._teen,
            "eleven": self._eleven,
            "ten": self._ten,
            "hundred": self._hundred,
            "dozen": self._dozen,
            "thousand": self._thousand,
            "part": self._part,
            "vague": self._vague,
            "ordinal": self._ordinal,
        }[kind]

    def _is_and_of_between(self) -> bool:
        """«بين ألف وألفين» is two numbers."""
        return self.start > 0 and self.text[self.start - 1].form in ("بين", "وبين")

    def _unit(self, word: _Word, *, first: bool) -> bool:
        if (not first and self.lowest and self.lowest < 10) or (
            not first and not self.lowest and self.total == 0
        ):
            return False
        self.group, self.lowest = self.group + word.value, 1
        return True

    def _ten(self, word: _Word, *, first: bool) -> bool:
        arabic_pair = self.lowest == 1 and word.joined and word.value >= 20
        if not (first or self.lowest >= 100 or arabic_pair or (self.total and not self.lowest)):
            return False
        self.group, self.lowest = self.group + word.value, 1 if arabic_pair else 10 if word.value >= 20 else 1
        return True

    def _teen(self, word: _Word, *, first: bool) -> bool:
        if first or (word.joined and (self.lowest >= 100 or self.total)):
            self.group, self.lowest = self.group + 10, 1
            return True
        if self.lowest != 1 or word.joined or self.group % 10 == 0:
            return False
        self.group, self.lowest = self.group + 10, 1
        return True

    def _eleven(self, word: _Word, *, first: bool) -> bool:
        following = self.text[self.here + 1] if self.here + 1 < len(self.text) else None
        ten = number_word(following.form) if following and following.gap == " " else None
        tens = ten is not None and (ten.kind == "teen" or (ten.kind == "ten" and ten.joined))
        if not tens or not (first or word.joined):
            return False
        self.group, self.lowest = self.group + 1, 1
        return True

    def _hundred(self, word: _Word, *, first: bool) -> bool:
        in_words = self.lowest == 1 and not word.definite  # «1.4 بالمئة» is no multiple
        if word.value == 100 and in_words and not word.joined and not first and 1 <= self.group < 100:
            self.group, self.lowest = self.group * 100, 100
            return True
        if not (first or (word.joined and self.total and not self.group)):
            return False
        self.group, self.lowest = self.group + word.value, 100
        return True

    def _dozen(self, word: _Word, *, first: bool) -> bool:
        if self.total:
            return False
        self.group, self.lowest = (self.group or 1) * 12, 1
        return True

    def _thousand(self, word: _Word, *, first: bool) -> bool:
        power = 1000.0 ** len(f"{word.value:.0f}"[1::3])
        dual = word.value != power
        if first:
            self.vague = word.plural
        elif ((dual or not self.group) and not word.joined) or (
            word.joined and (self.group or power >= self.scale > 1 or not self.total)
        ):
            return False
        self.total += word.value if dual else (self.group or 1) * power
        self.group, self.lowest, self.scale = 0, 0, power
        return True

    def _part(self, word: _Word, *, first: bool) -> bool:
        """«مليون ونصف», «نصف مليون», «ثلاثة ونصف»."""
        if first:
            following = self.text[self.here + 1 : self.here + 3]
            scales = [number_word(p.form) for p in following if p.form not in _ARTICLES][:1]
            if not scales or scales[0] is None or scales[0].kind != "thousand" or scales[0].joined:
                return False
            self.group, self.lowest = word.value, 0.5
            return True
        if not word.joined:
            return False
        self.group += word.value * (self.scale if not self.group else 1)
        following_word = self.text[self.here + 1] if self.here + 1 < len(self.text) else None
        repeated = number_word(following_word.form) if following_word else None
        if repeated and repeated.kind == "thousand" and repeated.definite:  # «مليونين ونصف المليون»
            self.here += 1
        self.lowest = 0.5
        return True

    def _vague(self, word: _Word, *, first: bool) -> bool:
        if not first:
            return False
        following = self.text[self.here + 1 : self.here + 3]
        scale = next((w for p in following if p.form != "of" and (w := number_word(p.form))), None)
        self.total, self.vague = word.value, True
        if (
            scale
            and scale.kind in ("thousand", "vague")
            and scale.value >= 1000
            and (scale.definite or scale.plural)
        ):
            self.total *= scale.value
            self.here += 1 + (following[0].form == "of")
        return True

    def _ordinal(self, word: _Word, *, first: bool) -> bool:
        if not first and self.lowest != 10:  # seventy-fifth
            return False
        self.group, self.lowest, self.ordinal = self.group + word.value, 1, True
        return True


@lru_cache(maxsize=65536)
def number_word(form: str) -> _Word | None:
    """What a folded word says as part of a number, particles and article aside."""
    known = _number_words()
    if form in known:
        return _number(form, joined=False, definite=False)
    match = _PARTICLES.fullmatch(form)
    for joined, _, article, bare in _readings(match) if match else ():
        if bare in known:
            return _number(bare, joined=bool(joined), definite=bool(article))
    return None


def _number(bare: str, *, joined: bool, definite: bool) -> _Word | None:
    value, kind = _number_words()[bare]
    if kind == "none":
        return None
    return _Word(value, kind, joined=joined, definite=definite, plural=_is_plural(bare))


def _readings(match: re.Match[str]) -> Iterator[tuple[str, str, str, str]]:
    """Particles taken off, fewest first: «وألف» is و and ألف, never و and ال and ف."""
    joined, preposition, article, bare = match.groups()
    form = match[0]
    if joined:
        yield joined, "", "", form[1:]
    if form.startswith("ال"):
        yield "", "", "ال", form[2:]
    if form[0] in "بل":
        yield "", form[0], "", form[1:]
    if form.startswith("لل"):
        yield "", "ل", "ال", form[2:]
    yield joined, preposition, article, bare
    if joined and preposition:
        yield joined, preposition, "", form[2:]


def _is_plural(form: str) -> bool:
    return form in _PLURALS


# Plurals that, standing alone, leave the number open: «آلاف الجنود», «hundreds of».
_ARABIC_PLURALS = ("الاف", "ملايين", "مليارات", "تريليونات", "عشرات", "ميات", "مايات", "الوف")
_ENGLISH_PLURALS = ("tens", "dozens", "hundreds", "thousands", "millions", "billions")
_PLURALS = frozenset({*_ARABIC_PLURALS, *_ENGLISH_PLURALS})


@cache
def _number_words() -> dict[str, tuple[float, str]]:
    words: dict[str, tuple[float, str]] = {}
    for name in ("numbers_ar.tsv", "numbers_en.tsv"):
        for value, kind, forms in rows(name):
            for (form,) in phrases(forms):
                words.setdefault(form, (float(value), kind))
    return words
