"""Verbs and phrases of speech: which words of a text announce that somebody is heard."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from articles.analysis.text.normalise import ELISION, Folded, fold_key
from articles.analysis.text.spans import Span

_WORDS = Path(__file__).parents[1] / "words"
# The lists that a text is read with: others quote English, but French has words that English has too.
_LANGUAGES = {"fr": ("ar", "fr"), "ru": ("ar", "en", "ru")}
_DEFAULT = ("ar", "en")
# Where accents tell words apart: «annonce», «annoncé».
_AS_WRITTEN = frozenset({"fr"})
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_ELIDED = re.compile(rf"{ELISION}|{_WORD.pattern}")
_CONJUNCTIONS = "وف"
OBJECTS = ("هما", "ها", "هم", "نا", "ه")
_SHORTEST_STEM = 3


class Role(StrEnum):
    """How a word of speech stands to its speaker."""

    VERB = "verb"
    PAST = "past"
    WEAK = "weak"
    CLAUSE = "clause"
    PARTICIPLE = "participle"
    NOUN = "noun"
    SOURCE = "source"
    RELAY = "relay"
    EXPRESS = "express"
    SUBORDINATE = "subordinate"
    RELATIVE = "relative"
    COMPLEMENT = "complement"
    ASKING = "asking"
    ASKED = "asked"
    QUESTION = "question"
    INTERROGATIVE = "interrogative"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the lexicon as it applies to a word: a class of speech and a role.

    `after` is the word that must stand before, if one must: «по словам». `inverts` tells that a subject may
    follow its verb anywhere, not only behind a quotation.
    """

    speech: str
    role: Role
    after: str = ""
    inverts: bool = False


def read_forms(
    kind: str, language: str, *, folded: bool = True
) -> Iterator[tuple[Sequence[str], str, str, str]]:
    """The lists of a kind that a text is read with: (cells, form as matched, word before, list)."""
    for listed in _LANGUAGES.get(language, _DEFAULT):
        matched = fold_key if folded and listed not in _AS_WRITTEN else str.lower
        for line in (_WORDS / f"{kind}_{listed}.tsv").read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                *cells, forms = line.split("\t")
                for form in forms.split():
                    after, _, last = form.rpartition("_")
                    yield cells, matched(last), matched(after), listed


@cache
def _lexicon(language: str) -> dict[str, tuple[Entry, ...]]:
    entries: dict[str, list[Entry]] = {}
    for (speech, role), form, after, listed in read_forms("cues", language):
        entry = Entry(speech=speech, role=Role(role), after=after, inverts=listed in _LANGUAGES)
        entries.setdefault(form, []).append(entry)
    return {form: tuple(found) for form, found in entries.items()}


def lexicon(language: str = "") -> dict[str, tuple[Entry, ...]]:
    """Form to entries: Arabic and English together, and what else texts in a language are read with."""
    return _lexicon(language if language in _LANGUAGES else "")


@lru_cache(maxsize=2048)
def entries_of(word: str, language: str = "") -> tuple[Entry, ...]:
    """What the lexicon knows about a word of `words_of`, as it stands, without «و», or without an object."""
    known = lexicon(language)
    bare = _bare(word)
    found = known.get(word) or known.get(bare)
    if found is None and bare.endswith(OBJECTS):
        found = next((known[form] for form in _without_object(bare) if form in known), None)
    return found or ()


def has_object(word: str) -> bool:
    """Whether a folded verb of speech carries an object: «وصفته», «نقلتها»."""
    known = lexicon()
    return bool(entries_of(word)) and word not in known and _bare(word) not in known


def is_cue(word: str, language: str = "") -> bool:
    """Whether the word, in any spelling, is a verb, participle or source of speech."""
    form = word.lower() if language in _AS_WRITTEN else fold_key(word)
    return any(entry.speech != "-" for entry in entries_of(form, language))


def words_of(folded: Folded, language: str = "") -> list[tuple[Span, str]]:
    """All words of a folded text with their places in the original, as folded, or else in small letters."""
    if language not in _AS_WRITTEN:
        return folded.matches(_WORD)
    return [
        (span, unicodedata.normalize("NFC", span.of(folded.original).lower().rstrip("'’")))
        for span, _ in folded.matches(_ELIDED)
    ]


def _bare(form: str) -> str:
    return form[1:] if len(form) >= _SHORTEST_STEM and form[0] in _CONJUNCTIONS else form


def _without_object(bare: str) -> Iterator[str]:
    for ending in OBJECTS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            yield bare.removesuffix(ending)
