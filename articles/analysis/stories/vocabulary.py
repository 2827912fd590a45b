"""What words and names a text has, for telling whether another's word has any support in it."""

import re
from dataclasses import dataclass
from functools import cached_property

from articles.analysis.pairs.objects import country_of
from articles.analysis.reading import Reading
from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.lemmas import lemma
from articles.analysis.text.normalise import fold_key

_WEAK = str.maketrans("", "", "اوي")
_AFFIXES = re.compile(r"^(?:است|مت|[متني])?(.{3,}?)(?:ات|ين|ون|ان|يه|[هتن])?$")
_STEM = 5  # letters that two English words of one stem share


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words and names of one text."""

    reading: Reading

    @cached_property
    def words(self) -> frozenset[str]:
        """Lemmas and forms without particles, also of words inside names, and what they derive from."""
        language = self.reading.language
        found: set[str] = set()
        for token in self.reading.tokens:
            found |= {token.lemma, lemma(token.form, language=language), *bare_forms(token.form)}
        return frozenset(found)

    @cached_property
    def roots(self) -> frozenset[str]:
        return frozenset(filter(None, map(root_of, self.words)))

    @cached_property
    def entities(self) -> frozenset[str]:
        """Keys of all that is named, with the countries that capitals and adjectives stand for."""
        demonyms = gazetteer.load().demonyms
        named = {m.entity.key for m in self.reading.mentions}
        named |= {country_of(m.entity) for m in self.reading.mentions}
        return frozenset(named | {demonyms[word].country.key for word in self.words if word in demonyms})

    @cached_property
    def text(self) -> str:
        return f" {fold_key(self.reading.text)} "

    def has(self, word: str) -> bool:
        """Whether a lemma or form is among the words, or one of the same derivation is."""
        return word in self.words or (root_of(word) or "-") in self.roots


def bare_forms(form: str) -> frozenset[str]:
    """What a folded word may be without particles and article."""
    read_as = {form, *(rest for _, rest in splits(form))}
    return frozenset(read_as | {each.removeprefix(ARTICLE) for each in read_as})


def root_of(word: str) -> str | None:
    """What words of one derivation have in common, roughly: «تحذير» and «يحذر», negotiate and negotiation."""
    if word.isascii():
        return word[:_STEM] if len(word) > _STEM else None
    found = _AFFIXES.match(word.removeprefix(ARTICLE))
    root = found[1].translate(_WEAK) if found else ""
    return root if len(root) >= 3 else None
