"""A text's words with what the search for speakers needs to know about each of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from articles.analysis.names.spelling import Rule
from articles.analysis.text import remembered
from articles.analysis.text.clitics import splits
from articles.analysis.text.cues import Entry, Role, entries_of, read_forms, words_of
from articles.analysis.text.declension import case_forms
from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.normalise import fold, fold_key, is_arabic, is_cyrillic
from articles.analysis.text.spans import Span, numbers_within

if TYPE_CHECKING:
    from articles.analysis.names.entities import Mention

_ARTICLE = "ال"
_CONJUNCTIONS = ("و", "ف")
_SHORTEST_STEM = 2
_ANNOUNCING = frozenset({"naming", "body"})
_ADDRESSEES = frozenset({"title", "group", "body", "counterpart"})
_DECLINED = _ADDRESSEES | {"naming"}
_CAPITALS = frozenset(
    {"fr", "ru"}
)  # languages with words of speech that write names with capitals, beside English


# An age in a text whose words somebody set apart: the dashes join, they don't divide.
_AGE = re.compile(r"\d - (?:year|month|week|day)s? - old\b")


class Term(NamedTuple):
    """A word in its setting; `gap` is what stands between it and the word before.

    `listed` is the word as the list of speakers' words has it; empty for others. `stop` tells the function
    words of languages that write names with capitals.
    """

    span: Span
    form: str
    gap: str
    capital: bool
    listed: str
    roles: frozenset[str]
    entries: tuple[Entry, ...]
    stop: bool
    mention: Mention | None
    quoted: bool

    @property
    def stem(self) -> str:
        return stem(self.form)

    @property
    def head(self) -> str:
        return self.listed or stem(self.form)

    @property
    def opens(self) -> bool:
        """Whether a name begins with this word, perhaps after a particle."""
        return self.mention is not None and self.span.start <= self.mention.span.start < self.span.end

    @property
    def attached(self) -> bool:
        """Whether a particle is written on to the name that begins here."""
        return self.opens and self.mention is not None and self.mention.span.start > self.span.start

    @property
    def person(self) -> bool:
        return self.mention is not None and self.mention.entity.kind == "person"

    @property
    def conjoined(self) -> bool:
        """Whether an «and» is written on to a word of the list."""
        return self.arabic and self.form.startswith("و") and not self.head.startswith("و")

    @property
    def definite(self) -> bool:
        return self.form.startswith((_ARTICLE, "و" + _ARTICLE, "ف" + _ARTICLE))

    @property
    def arabic(self) -> bool:
        return is_arabic(self.form)

    @property
    def oblique(self) -> bool:
        """Whether a Russian word stands in another case than a subject: «министру», «Иванова»."""
        if self.mention is not None:
            return Rule.CASE_ENDING in self.mention.join.split()
        return bool(self.listed) and is_cyrillic(self.form) and self.form != self.listed

    @property
    def addresses(self) -> bool:
        """Whether the word says to whom something is said: «للصحفيين», «لنظيره»."""
        rest = self.form.removeprefix("و").removeprefix("لل") if "لل" in self.form[:3] else self.form[1:]
        return self.form.startswith(("ل", "ول")) and bool(_listed(rest)[1] & _ADDRESSEES)

    @property
    def announces(self) -> bool:
        """Whether a name may follow the word, particles aside: «بأغنية», «صحيفة»."""
        return not self.roles.isdisjoint(_ANNOUNCING) or (self.arabic and _announces(self.form))

    def plays(self, *roles: Role) -> bool:
        return any(entry.role in roles for entry in self.entries)


def read_terms(text: str, mentions: Sequence[Mention], *, language: str) -> list[Term]:
    """The words of a text in order, none of them known to be quoted."""
    terms, before = list[Term](), 0
    ages = [Span(*age.span()) for age in _AGE.finditer(text)]
    for span, form in words_of(fold(text), language):
        start, end = span
        gap, capital = text[before:start], text[start].isupper()
        # As a tuple: a text has hundreds, and the constructor takes twice as long.
        terms.append(tuple.__new__(Term, (span, form, gap, capital, *_known(form, language), None, False)))
        before = end
    for age in ages:
        for place in numbers_within(terms, age)[-2:]:
            terms[place] = terms[place]._replace(gap="-")
    for mention in reversed(mentions):
        for place in numbers_within(terms, mention.span):
            terms[place] = terms[place]._replace(mention=mention, entries=())
    return terms


_NO_ROLES: frozenset[str] = frozenset()
_UNKNOWN: tuple[str, frozenset[str], tuple[Entry, ...], bool] = ("", _NO_ROLES, (), False)


@lru_cache(maxsize=remembered.WORDS)
def _known(form: str, language: str) -> tuple[str, frozenset[str], tuple[Entry, ...], bool]:
    """Of a word what the list has it as, its roles and entries, and whether it is a function word."""
    capitals = not is_arabic(form) and is_stop(
        fold_key(form), language=language if language in _CAPITALS else "en"
    )
    found = (*_listed(form, language), entries_of(form, language), capitals)
    return _UNKNOWN if found == _UNKNOWN else found  # one for most words, instead of one each


def mark_quoted(terms: Sequence[Term], quoted: Iterable[Span]) -> list[Term]:
    """The same words; `quoted` are the stretches in a speaker's words, not the reporter's."""
    marked = list(terms)
    for stretch in quoted:
        for place in numbers_within(terms, stretch):
            marked[place] = tuple.__new__(Term, (*terms[place][:-1], True))
    return marked


def stem(form: str) -> str:
    """A word without conjunction, article and the endings in which a country and its adjective differ."""
    bare = form[1:] if form.startswith(("وال", "فال")) else form
    bare = bare.removeprefix(_ARTICLE)
    short = bare.rstrip("هياةى")
    return short if len(short) >= _SHORTEST_STEM else bare


@cache
def _roles(language: str) -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for (role,), form, _, _ in read_forms("speakers", language):
        roles.setdefault(form, set()).add(role)
    return {form: frozenset(found) for form, found in roles.items()}


@cache
def _cases(language: str) -> dict[str, str]:
    """Russian titles and other nouns of the list: their folded forms in all cases to the nominative."""
    declined = (
        form
        for (role,), form, _, listed in read_forms("speakers", language, folded=False)
        if listed == "ru" and role in _DECLINED
    )
    return {fold_key(case): fold_key(form) for form in declined for case in case_forms(form)}


def _listed(form: str, language: str = "") -> tuple[str, frozenset[str]]:
    """The word as the list has it, as written or without article, conjunction or case, and its roles."""
    known = _roles(language)
    word = form.removesuffix("'s")
    conjoined = word[:1] in _CONJUNCTIONS and len(word) > _SHORTEST_STEM + 1
    for bare in (word, word[1:]) if conjoined else (word,):
        if bare in known:
            return bare, known[bare]
        if bare.startswith(_ARTICLE) and (alone := bare.removeprefix(_ARTICLE)) in known:
            return alone, known[alone]
    if is_cyrillic(form) and (nominative := _cases(language).get(form)):
        return nominative, known[nominative] & _DECLINED
    return "", _NO_ROLES


@lru_cache(maxsize=2048)
def _announces(form: str) -> bool:
    known = _roles("")
    return any(
        "type" in known.get(rest, ()) or (taken and not _listed(rest)[1].isdisjoint(_ANNOUNCING))
        for taken, rest in splits(form)
    )
