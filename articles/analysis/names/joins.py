"""Whether two names are spellings of one: by which rules, how far these reach, or which guard forbids it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from functools import lru_cache
from itertools import groupby, product

from articles.analysis.names import composition
from articles.analysis.names.keys import name_similarity
from articles.analysis.names.persons import LINKS, east_asian, family_first, given_names
from articles.analysis.names.spelling import Rule, consonants, word_rules
from articles.analysis.text import remembered
from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.gazetteer import Entity, Kind, read_rows
from articles.analysis.text.lists import FOLDER, forms, sections
from articles.analysis.text.normalise import TATWEEL, fold_key, is_arabic

__all__ = [
    "Guard",
    "Join",
    "Reach",
    "Rule",
    "guard",
    "is_full",
    "join_entities",
    "join_keys",
    "joined",
    "stands_alone",
]


class Guard(StrEnum):
    """What keeps two names apart that a rule would join."""

    KIND = "kind"  # a person and a place
    IDENTITY = "identity"  # two Wikidata ids
    MARKS = "marks_tell"  # «عُمان», «عَمّان»
    GIVEN_NAME = "other_given_name"  # brothers, two Kims
    GENERATION = "generation"  # the First and the Second, Bush father and son
    FATHER = "father"  # «أحمد علي عبد الله صالح» and «علي عبد الله صالح»
    NUMBER = "number"  # G7 and G20


class Reach(IntEnum):
    """How far a join holds by itself: inside a text, inside a story, everywhere."""

    TEXT = 1
    STORY = 2
    ANYWHERE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """`differing` are the words, folded, that are written otherwise here and there."""

    rules: tuple[Rule, ...]
    differing: tuple[tuple[str, str], ...]
    reach: Reach


_NOT_EVERYWHERE = frozenset(
    {Rule.MIDDLE_NAMES, Rule.INITIAL, Rule.LATIN_VOWELS, Rule.TRANSLITERATION, Rule.TYPE_WORD}
)
_ARTICLES = frozenset({"al", "el", "the", "ال"})
_SONS = frozenset({"بن", "ابن", "بنت", "bin", "ibn", "ben", "bint"})
_FATHERS = _SONS | {"ابو", "ابي", "ابا", "ام", "abu", "umm"}
_GENERATIONS = frozenset(
    {"الاول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "الاب", "الابن", "الاكبر"}
    | {"الاصغر", "جونيور", "junior", "jr", "senior", "sr", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii"}
)
_TYPES = frozenset({"news"})
_NUMBER = re.compile(r"\d+")
_SHORTEST_ALONE = 5  # letters from which one word is telling enough
_ALIKE, _ALIKE_ALL = 0.55, 0.7  # of each word and of the whole, across scripts


def joined(a: str, b: str, *, kind: Kind) -> Join | None:
    """The join of two names of one kind, in whatever scripts; None without a rule or with a guard."""
    return None if guard(a, b, kind=kind) else _Pair(a, b, kind).join()


def guard(a: str, b: str, *, kind: Kind) -> Guard | None:
    """What keeps two names of one kind apart, if anything does."""
    first, second = _words(a), _words(b)
    if _digits(first) != _digits(second):
        return Guard.NUMBER
    if _marks_differ(a, b):
        return Guard.MARKS
    if kind is Kind.PERSON:
        return _guard_persons(first, second)
    return None


def join_entities(a: Entity, b: Entity) -> Join | Guard | None:
    """The furthest-reaching join between names of two entities, or what keeps them apart."""
    if a.kind is not b.kind:
        return Guard.KIND
    if a.wikidata and b.wikidata and a.wikidata != b.wikidata:
        return Guard.IDENTITY
    found: list[Join] = []
    for first, second in product(*_compared(a, b)):
        forbidden = guard(first, second, kind=a.kind)
        if forbidden and is_full(first) and is_full(second):
            return forbidden
        if not forbidden and (join := _Pair(first, second, a.kind).join()):
            found.append(join)
    if not found or _known_otherwise(a, b):
        return None
    return max(found, key=lambda join: (join.reach, -len(join.rules)))


def _known_otherwise(a: Entity, b: Entity) -> bool:
    """Whether both have an English name and these differ: «وزارة الخارجية» alone is the name of many."""
    ours, theirs = (next((n.text for n in e.names if n.language == "en"), "") for e in (a, b))
    return bool(ours and theirs) and joined(ours, theirs, kind=a.kind) is None


def stands_alone(text: str) -> bool:
    """Whether a name by itself may be a family name: «حسن» and «عبد الله» are given names of many."""
    words = _words(text)
    return 0 < len(words) < 3 and words[-1] not in forms("never_alone_ar.txt")


def _compared(a: Entity, b: Entity) -> tuple[list[str], list[str]]:
    """The names to compare: of persons who both have full names these only, for brothers share the rest."""
    ours, theirs = (list(dict.fromkeys(name.text for name in entity.names)) for entity in (a, b))
    full = list(filter(is_full, ours)), list(filter(is_full, theirs))
    return full if a.kind is Kind.PERSON and all(full) else (ours, theirs)


@lru_cache(maxsize=8192)
def join_keys(text: str) -> tuple[str, ...]:
    """Keys of which all spellings that a rule joins everywhere or in a story share at least one.

    They are consonants, alike in both scripts: of the whole, of first and last word, of words in any order.
    """
    words = [word for word in _words(text) if word not in _ARTICLES and word not in _SONS]
    keys = {key for part in (words, _without_type(words)) for key in _keys(part)}
    return tuple(sorted(keys)) or ((f"={''.join(words)}",) if words else ())


def _keys(words: Sequence[str]) -> Iterator[str]:
    sounds = [sound for word in words if (sound := consonants(word))]
    whole = "".join(sound for sound, _ in groupby("".join(sounds)))
    if len(whole) > 1:
        yield f"={whole}"
    if len(sounds) > 1:
        yield f"&{' '.join(sorted(sounds))}"
        yield f"&{' '.join(sorted((sounds[0], sounds[-1])))}"
        yield f"&{' '.join(sorted(sounds[:2]))}"  # «محمد بن سلمان», «محمد بن سلمان بن عبد العزيز»


def _without_type(words: Sequence[str]) -> Sequence[str]:
    if len(words) > 1 and is_arabic(words[0]):
        return words[1:] if words[0] in composition.heads() else words
    end = len(words)
    while (
        end > 1
        and words[end - 1] in _TYPES | forms("institutions_en.txt") | sections("place_nouns_en.txt")["after"]
    ):
        end -= 1
    return words[:end]


@dataclass(slots=True)
class _Pair:
    """Two names on the way to a join; rules and differing words are gathered as words are compared."""

    a: str
    b: str
    kind: Kind
    rules: dict[Rule, None] = field(default_factory=dict)
    differing: list[tuple[str, str]] = field(default_factory=list)

    def join(self) -> Join | None:
        first, second = _words(self.a), _words(self.b)
        if not first or not second:
            return None
        if is_arabic(first[0]) != is_arabic(second[0]):
            return self._done(first, second) if self._alike(first, second) else None
        for way in (self._same, self._spacing, self._words_alike, self._turned, self._longer, self._typed):
            self.rules.clear()
            self.differing.clear()
            if way(first, second):
                return self._done(first, second)
        return None

    def _done(self, first: Sequence[str], second: Sequence[str]) -> Join:
        return Join(
            rules=tuple(self.rules), differing=tuple(self.differing), reach=self._reach(first, second)
        )

    def _reach(self, first: Sequence[str], second: Sequence[str]) -> Reach:
        if Rule.FAMILY_NAME in self.rules:
            return Reach.TEXT
        shorter = min(
            (_names_only(first), _names_only(second)), key=lambda words: (len(words), len("".join(words)))
        )
        if self.kind is Kind.PERSON and len(shorter) < 2:
            return Reach.STORY if len("".join(shorter)) >= _SHORTEST_ALONE else Reach.TEXT
        if not _NOT_EVERYWHERE.isdisjoint(self.rules):
            return Reach.STORY
        plain = self.rules.keys() <= {Rule.SAME, Rule.MARKS}
        return Reach.ANYWHERE if plain or len("".join(shorter)) >= _SHORTEST_ALONE else Reach.STORY

    def _same(self, first: Sequence[str], second: Sequence[str]) -> bool:
        self.rules[Rule.SAME if self.a == self.b else Rule.MARKS] = None
        return first == second

    def _spacing(self, first: Sequence[str], second: Sequence[str]) -> bool:
        self.rules[Rule.SPACING] = None
        self.differing.append((" ".join(first), " ".join(second)))
        return "".join(first) == "".join(second)

    def _words_alike(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """Word for word, articles aside; or, with another count of words, all letters together."""
        ours, theirs = _without_articles(first), _without_articles(second)
        if len(ours) != len(first) or len(theirs) != len(second):
            self.rules[Rule.ARTICLE] = None
        if len(ours) == len(theirs):
            return self._each(ours, theirs)
        self.rules[Rule.SPACING] = None
        close = abs(len(ours) - len(theirs)) == 1 and self.kind is not Kind.ORGANISATION
        return close and self._each(("".join(ours),), ("".join(theirs),))

    def _turned(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """Family name first or last."""
        if self.kind is not Kind.PERSON or len(first) != len(second) or len(first) < 2:
            return False
        for turned in ((*second[1:], second[0]), (second[-1], *second[:-1])):
            self.rules.clear()
            self.differing.clear()
            self.rules[Rule.ORDER] = None
            if self._each(first, turned):
                return True
        return False

    def _longer(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """With or without first name, middle names, the line of forefathers; or with an initial."""
        if self.kind is not Kind.PERSON:
            return False
        short, long = sorted((_without_articles(first), _without_articles(second)), key=len)
        if len(short) == len(long):
            return self._initial(short, long)
        if len(_names_only(short)) == 1:
            self.rules[Rule.FAMILY_NAME] = None
            return self._family_name(short, long)
        self.rules[Rule.MIDDLE_NAMES] = None
        rest = long[len(short) :]
        if rest[0] in _SONS and self._each(short, long[: len(short)]):
            return True
        kept = [word for word in long[1:-1] if word in short[1:-1]]
        return kept == list(short[1:-1]) and self._each((short[0], short[-1]), (long[0], long[-1]))

    def _family_name(self, short: Sequence[str], long: Sequence[str]) -> bool:
        first = len(short) == 1 and family_first(" ".join(long))
        family = long[:1] if first else long[-len(short) :]
        return self._each(short, family)

    def _initial(self, first: Sequence[str], second: Sequence[str]) -> bool:
        self.rules[Rule.INITIAL] = None
        one = len(first) > 1 and not is_arabic(first[0]) and 1 in (len(first[0]), len(second[0]))
        return one and first[0][0] == second[0][0] and self._each(first[1:], second[1:])

    def _typed(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """«وكالة يونهاب», «يونهاب»: one name says of what type it is."""
        short, long = sorted((first, second), key=len)
        if self.kind in (Kind.PERSON, Kind.PLACE) or len(short) == len(long):
            return False  # «محافظة حلب» is more than «حلب»
        self.rules[Rule.TYPE_WORD] = None
        rest = long[len(long) - len(short) :] if _is_type(long[: -len(short)], self.kind) else ()
        if not rest and not is_arabic(long[0]) and _is_type(long[len(short) :], self.kind):
            rest = long[: len(short)]
        return len("".join(short)) >= 4 and bool(rest) and self._each(short, rest)

    def _alike(self, first: Sequence[str], second: Sequence[str]) -> bool:
        """One Arabic, one Latin: word for word the letters stand for each other."""
        ours, theirs = (_names_only(_without_articles(_without_type(name))) for name in (first, second))
        if self.kind is Kind.ORGANISATION or not ours or len(ours) != len(theirs):
            return False
        self.rules[Rule.TRANSLITERATION] = None
        pairs = list(zip(map(_bare, ours), map(_bare, theirs), strict=True))
        self.differing += pairs
        alike = [name_similarity(a, b) for a, b in pairs]
        return min(alike) >= _ALIKE and sum(alike) / len(alike) >= _ALIKE_ALL

    def _each(self, first: Sequence[str], second: Sequence[str]) -> bool:
        for a, b in zip(first, second, strict=True):
            if a == b:
                continue
            rules = word_rules(a, b)
            if not rules:
                return False
            self.rules |= dict.fromkeys(rules)
            self.differing.append((a, b))
        return True


def _guard_persons(first: Sequence[str], second: Sequence[str]) -> Guard | None:
    if {*first} & _GENERATIONS != {*second} & _GENERATIONS:
        return Guard.GENERATION
    ours, theirs = _without_articles(first), _without_articles(second)
    if _is_father(*sorted((ours, theirs), key=len)):
        return Guard.FATHER
    return Guard.GIVEN_NAME if _other_given(_names_only(ours), _names_only(theirs)) else None


def _is_father(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the shorter name is the longer without its first name: among Arabs the father's."""
    if not short or len(short) >= len(long) or tuple(long[-len(short) :]) != tuple(short):
        return False
    return long[-len(short) - 1] in _FATHERS or (len(_names_only(short)) > 1 and len(short) + 1 == len(long))


def _other_given(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two full names differ in words that are listed as different given names."""
    if min(len(first), len(second)) < 2 or sorted(first) == sorted(second):
        return False
    if first[0] == second[0] and all(family_first(" ".join(name)) for name in (first, second)):
        return len(first) == len(second) and any(
            a != b and not word_rules(a, b) for a, b in zip(first, second, strict=True)
        )
    pairs = list(zip(first, second, strict=True)) if len(first) == len(second) else [(first[0], second[0])]
    return any(a != b and _different_given(a, b) for a, b in pairs)


@lru_cache(maxsize=remembered.WORDS)
def _different_given(a: str, b: str) -> bool:
    ours, theirs = _given(a), _given(b)
    if ours and theirs:
        return ours.isdisjoint(theirs)
    surnames, syllables = east_asian()
    east = all(word in syllables and word not in surnames for word in (a, b))
    return east and not word_rules(a, b)


def _given(word: str) -> frozenset[str]:
    """The folded Latin forms of a listed given name, itself among them if it is Latin."""
    if is_arabic(word):
        return frozenset(fold_key(name) for name in given_names().get(word, ()))
    return _latin_given().get(word, frozenset())


@lru_cache(maxsize=1)
def _latin_given() -> dict[str, frozenset[str]]:
    """Latin given names with all Latin forms of the Arabic names that they stand for."""
    forms: dict[str, set[str]] = {}
    for names in given_names().values():
        folded = {fold_key(name) for name in names}
        for name in folded:
            forms.setdefault(name, set()).update(folded)
    return {name: frozenset(others) for name, others in forms.items()}


@lru_cache(maxsize=remembered.WORDS)
def _words(text: str) -> tuple[str, ...]:
    return tuple(fold_key(text).split())


def _digits(words: Sequence[str]) -> list[str]:
    return [digit for word in words for digit in _NUMBER.findall(word)]


def _without_articles(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if word not in _ARTICLES] or words


def _names_only(words: Sequence[str]) -> Sequence[str]:
    return [word for word in words if word not in LINKS and word not in _SONS and word not in _FATHERS]


def _bare(word: str) -> str:
    """Without the article, which Latin spellings write apart or not at all."""
    return word.removeprefix(ARTICLE) if len(word) > 4 else word


def is_full(text: str) -> bool:
    """Whether a person's name has more than one word, particles aside."""
    return len(_names_only(_without_articles(_words(text)))) > 1


def _is_type(words: Sequence[str], kind: Kind) -> bool:
    """Whether words say only what something is: «وكالة», News Agency."""
    phrase = " ".join(words)
    if is_arabic(phrase):
        head = composition.heads().get(phrase)
        return head is not None and head.kind is kind
    nouns = sections("institutions_en.txt").get(kind, frozenset())
    return bool(words) and words[-1] in nouns and all(word in nouns or word == "news" for word in words)


def _marks_differ(a: str, b: str) -> bool:
    """Whether vowel marks, or one mark and a list of names written alike, tell two words apart."""
    if fold_key(a) != fold_key(b):
        return False
    ours, theirs = _marks(a), _marks(b)
    if any(ours[i] != theirs[i] for i in ours.keys() & theirs.keys()):
        return True
    senses = _senses().get(fold_key(a), ())
    return len(senses) > 1 and _sense(a, senses) != _sense(b, senses)


def _marks(text: str) -> dict[int, frozenset[str]]:
    """The harakat of each letter that has some, by its place among the letters; sukun says nothing."""
    marks: dict[int, set[str]] = {}
    letters = -1
    for character in text:
        if "\u064b" <= character <= "\u0651":
            marks.setdefault(letters, set()).add(character)
        elif character != TATWEEL and unicodedata.category(character) not in ("Mn", "Me", "Cf"):
            letters += 1
    return {place: frozenset(found) for place, found in marks.items()}


@lru_cache(maxsize=1)
def _senses() -> dict[str, tuple[tuple[str, str], ...]]:
    """Names written alike: folded form -> (entity, sign in the spelling that tells it)."""
    senses: dict[str, tuple[tuple[str, str], ...]] = {}
    for form, entity, _, sign in read_rows(FOLDER / "homographs.tsv", 4):
        if entity != "-":
            senses[fold_key(form)] = (*senses.get(fold_key(form), ()), (entity, sign))
    return senses


def _sense(text: str, senses: Sequence[tuple[str, str]]) -> str:
    return next((entity for entity, sign in senses if sign and sign in text), "")
