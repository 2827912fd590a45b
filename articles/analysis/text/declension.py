"""Russian names and nouns in their cases, by the endings of the usual paradigms (Zaliznyak 1977)."""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_VOWELS = frozenset("аеёиоуыэюя")
_SIBILANTS = frozenset("жшчщцгкх")
_HARD = frozenset("жшчщц")
_UNSOFTENED = frozenset("цкгхйьъ")


class Paradigm(NamedTuple):
    """The endings of the nominative and of genitive, dative, accusative, instrumental and prepositional."""

    ending: str
    cases: tuple[str, ...]
    feminine: bool | None = None


def _paradigms(table: str, *, feminine: bool | None = None) -> tuple[Paradigm, ...]:
    """From lines of an ending (- for none) and five case endings."""
    rows = (line.split() for line in table.strip().splitlines())
    return tuple(
        Paradigm(
            ending=row[0].strip("-"), cases=tuple(cell.strip("-") for cell in row[1:]), feminine=feminine
        )
        for row in rows
    )


# The order is that of trust: the first that fits the end of a word is tried first.
_MEN = _paradigms(
    """
    ов ова ову ова овым ове
    ев ева еву ева евым еве
    ин ина ину ина иным ине
    ский ского скому ского ским ском
    цкий цкого цкому цкого цким цком
    ый ого ому ого ым ом
    ий ия ию ия ием ии
    й я ю я ем е
    ел ла лу ла лом ле
    ь я ю я ем е
    ия ии ии ию ией ии
    а ы е у ой е
    я и е ю ей е
    - а у а ом е
    """
)
_WOMEN = _paradigms(
    """
    ова овой овой ову овой овой
    ева евой евой еву евой евой
    ина иной иной ину иной иной
    ская ской ской скую ской ской
    цкая цкой цкой цкую цкой цкой
    ая ой ой ую ой ой
    ия ии ии ию ией ии
    а ы е у ой е
    я и е ю ей е
    ь и и ь ью и
    """
)
_NOUNS = _paradigms(
    """
    ия ии ии ию ией ии
    ие ия ию ие ием ии
    ия ия ию ию ией ии
    сть сти сти сть стью сти
    ский ского скому ский ским ском
    ая ой ой ую ой ой
    ой ого ому ого ым ом
    ый ого ому ого ым ом
    ые ых ым ых ыми ых
    ие их им их ими их
    ол ла лу ла лом ле
    й я ю й ем е
    а ы е у ой е
    я и е ю ей е
    о а у о ом е
    ь я ю я ем е
    ели елей елям елей елями елях
    и ов ам ов ами ах
    ы ов ам ов ами ах
    - а у а ом е
    """
)
_WOMENS_NAMES = _paradigms(
    """
    ия ии ии ию ией ии
    ья ьи ье ью ьей ье
    а ы е у ой е
    я и е ю ей е
    ь и и ь ью и
    """
)


@lru_cache(maxsize=4096)
def case_forms(word: str) -> frozenset[str]:
    """What a noun, in the nominative and small letters, is in its other cases by its likeliest paradigm."""
    return frozenset(form for forms in _declined(word, _NOUNS) for form in forms) - {word}


@lru_cache(maxsize=4096)
def name_forms(name: str, *, feminine: bool, given: bool = False) -> tuple[tuple[str, ...], ...]:
    """A person's name, in small letters, in its five other cases, each with its spellings."""
    table = (_WOMENS_NAMES if given else _WOMEN) if feminine else _MEN
    return _declined(name, table)


def _declined(word: str, table: tuple[Paradigm, ...]) -> tuple[tuple[str, ...], ...]:
    """The case forms by the first paradigm that fits; one in a vowel that none fits has none."""
    for paradigm in table:
        stem = word.removesuffix(paradigm.ending)
        if not word.endswith(paradigm.ending) or len(stem) < 2:
            continue
        if not _fits(stem, paradigm.ending):
            continue
        return tuple(tuple(_spelled(stem, ending)) for ending in paradigm.cases)
    return ()


def _fits(stem: str, ending: str) -> bool:
    """Whether a stem may have an ending: й follows vowels, ь and no ending consonants."""
    if ending == "ь":
        return stem[-1] not in _VOWELS | _UNSOFTENED
    if ending == "й":
        return stem[-1] in _VOWELS
    return bool(ending) or stem[-1] not in _VOWELS | {"ь", "й"}


def _spellings(ending: str) -> tuple[str, ...]:
    """An ending as it may be spelled behind any consonant."""
    return ending, ending.replace("ы", "и", 1), f"е{ending[1:]}" if ending in ("ом", "ой") else ending


def _spelled(stem: str, ending: str) -> Iterator[str]:
    """«книг-ы» is «книги», «Гольц-ом» also «Гольцем»."""
    if ending[:1] == "ы" and stem[-1] in _SIBILANTS:
        ending = "и" + ending[1:]
    yield stem + ending
    if ending in ("ом", "ой") and stem[-1] in _HARD:
        yield f"{stem}е{ending[1:]}"


@lru_cache(maxsize=4096)
def nominatives(surname: str, *, feminine: bool, case: int) -> tuple[str, ...]:
    """What a family name in small letters, seen in a case (0 genitive to 4 prepositional), is as a subject.

    The likeliest first; a name that no paradigm takes there is taken for one that has no cases.
    """
    found = [
        stem + paradigm.ending
        for paradigm in (_WOMEN if feminine else _MEN)
        for ending in _spellings(paradigm.cases[case])
        if surname.endswith(ending) and len(stem := surname.removesuffix(ending)) > 1
    ]
    return tuple(
        name
        for name in dict.fromkeys((*found, surname))
        if name == surname or surname in _at(name, feminine=feminine, case=case)
    )


def _at(name: str, *, feminine: bool, case: int) -> tuple[str, ...]:
    forms = name_forms(name, feminine=feminine)
    return forms[case] if forms else ()


_LETTERS = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэіґ", "abvgdeziiklmnoprstufyeig", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": ""}
    | {"ю": "yu", "я": "ya", "ї": "yi", "є": "ye"}
)


def romanise(name: str) -> str:
    """A Russian name in Latin letters as English newspapers write it: «Дмитрий Песков», Dmitry Peskov."""
    return " ".join("-".join(map(_roman, word.split("-"))) for word in name.split())


def _roman(word: str) -> str:
    lower = word.lower()
    if lower.endswith(("ый", "ий")):
        return _cased(word, f"{lower[:-2].translate(_LETTERS)}y")
    return _cased(word, lower.translate(_LETTERS))


def _cased(word: str, latin: str) -> str:
    if len(word) > 1 and word.isupper():
        return latin.upper()
    return latin[:1].upper() + latin[1:] if word[:1].isupper() else latin
