"""What the name rules pass to each other: a stretch of words taken for a name, and the text it stands in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from articles.analysis.text.clitics import splits
from articles.analysis.text.gazetteer import Entity, Gazetteer, Listed, Trie
from articles.analysis.text.normalise import is_arabic
from articles.analysis.text.written import Word, WrittenText


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Words first..last-1 without `strip` letters of the first; `group` names the list, if one has it.

    `weight` decides between names of equal length: listed before composed before guessed. `join` are the
    rules that took the name for another spelling or a part of its entity's names.
    """

    first: int
    last: int
    strip: int
    entity: Entity
    rule: str
    group: str = ""
    weight: int = 0
    join: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A text with its words and the listed names already found, by the word they start at."""

    written: WrittenText
    language: str
    gazetteer: Gazetteer
    listed: Mapping[int, Found]

    @property
    def words(self) -> Sequence[Word]:
        return self.written.words

    def joined(self, index: int) -> bool:
        """Whether a word exists there and stands in one phrase with the word before it."""
        return index < len(self.words) and self.words[index].joined

    def bare(self, index: int) -> Found | None:
        """The listed name that starts at a word which carries no particle."""
        found = self.listed.get(index)
        return found if found and not found.strip else None


def listed_at(words: Sequence[Word], index: int, trie: Trie) -> tuple[int, int, tuple[Listed, ...]] | None:
    """The longest listed name at a word, with as few particles off as possible: (end, strip, entries)."""
    form = words[index].form
    for strip, rest in splits(form) if is_arabic(form) else ((0, form),):
        if rest in trie.firsts and (match := trie.longest(words, index, rest)):
            return match[0], strip, match[1]
    return None
