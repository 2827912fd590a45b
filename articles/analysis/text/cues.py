"""Verbs and phrases of speech: which words of a text announce that somebody is heard."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

from articles.analysis.text.normalise import Folded, fold_key
from articles.analysis.text.spans import Span

_WORDS = Path(__file__).parents[1] / "words"
_FILES = ("cues_ar.tsv", "cues_en.tsv")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_CONJUNCTIONS = "وف"
OBJECTS = ("هما", "ها", "هم", "نا", "ه")
_SHORTEST_STEM = 3


class Role(StrEnum):
    """How a word of speech stands to its speaker."""

    VERB = "verb"
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
    """One line of the lexicon as it applies to a word: a class of speech and a role."""

    speech: str
    role: Role


@cache
def lexicon() -> dict[str, tuple[Entry, ...]]:
    """Folded form to entries, Arabic and English together: the scripts keep them apart."""
    entries: dict[str, list[Entry]] = {}
    for name in _FILES:
        for line in (_WORDS / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                speech, role, forms = line.split("\t")
                for form in forms.split():
                    entries.setdefault(fold_key(form), []).append(Entry(speech=speech, role=Role(role)))
    return {form: tuple(found) for form, found in entries.items()}


@lru_cache(maxsize=2048)
def entries_of(word: str) -> tuple[Entry, ...]:
    """What the lexicon knows about a folded word, as it stands, without «و», or without an object."""
    known = lexicon()
    bare = _bare(word)
    found = known.get(word) or known.get(bare)
    if found is None and bare.endswith(OBJECTS):
        found = next((known[form] for form in _without_object(bare) if form in known), None)
    return found or ()


def has_object(word: str) -> bool:
    """Whether a folded verb of speech carries an object: «وصفته», «نقلتها»."""
    known = lexicon()
    return bool(entries_of(word)) and word not in known and _bare(word) not in known


def is_cue(word: str) -> bool:
    """Whether the word, in any spelling, is a verb, participle or source of speech."""
    return any(entry.speech != "-" for entry in entries_of(fold_key(word)))


def words_of(folded: Folded) -> list[tuple[Span, str]]:
    """All words of a folded text, as folded, with their places in the original."""
    return folded.matches(_WORD)


def _bare(form: str) -> str:
    return form[1:] if len(form) >= _SHORTEST_STEM and form[0] in _CONJUNCTIONS else form


def _without_object(bare: str) -> Iterator[str]:
    for ending in OBJECTS:
        if bare.endswith(ending) and len(bare) - len(ending) >= _SHORTEST_STEM:
            yield bare.removesuffix(ending)
