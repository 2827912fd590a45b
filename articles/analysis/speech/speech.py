"""A text's words with what the search for speakers needs to know about each of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from articles.analysis.text.clitics import splits
from articles.analysis.text.cues import Entry, Role, entries_of, words_of
from articles.analysis.text.normalise import fold, fold_key
from articles.analysis.text.spans import Span

if TYPE_CHECKING:
    from articles.analysis.names.entities import Mention

_WORDS = Path(__file__).parents[1] / "words"
_FILES = ("speakers_ar.tsv", "speakers_en.tsv")
_ARTICLE = "ال"
_SHORTEST_STEM = 2
_ANNOUNCING = frozenset({"naming", "body"})
_ADDRESSEES = frozenset({"title", "group", "body", "counterpart"})


class Term(NamedTuple):
    """A word in its setting; `gap` is what stands between it and the word before.

    `head` is the word as the list of speakers' words has it, or else its stem.
    """

    span: Span
    form: str
    stem: str
    head: str
    gap: str
    entries: tuple[Entry, ...]
    roles: frozenset[str]
    mention: Mention | None
    quoted: bool
    capital: bool

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
        return "\u0600" <= self.form[0] <= "\u06ff"

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


def read_terms(text: str, mentions: Sequence[Mention]) -> tuple[Term, ...]:
    """The words of a text in order, none of them known to be quoted."""
    names = _Cursor([m.span for m in mentions])
    terms, before = [], 0
    for span, form in words_of(fold(text)):
        stemmed, head, roles, entries = _known(form)
        gap, capital = text[before : span.start], text[span.start].isupper()
        name = names.at(span)
        mention = None if name is None else mentions[name]
        spoken = entries if mention is None else ()
        terms.append(Term(span, form, stemmed, head, gap, spoken, roles, mention, False, capital))
        before = span.end
    return tuple(terms)


@lru_cache(maxsize=16384)
def _known(form: str) -> tuple[str, str, frozenset[str], tuple[Entry, ...]]:
    """Stem, head, roles and entries of a folded word."""
    return (stem(form), *_listed(form), entries_of(form))


def mark_quoted(terms: Sequence[Term], quoted: Sequence[Span]) -> tuple[Term, ...]:
    """The same words; `quoted` are the stretches in a speaker's words, not the reporter's."""
    quotations = _Cursor(quoted)
    return tuple(term if quotations.at(term.span) is None else term._replace(quoted=True) for term in terms)


@lru_cache(maxsize=8192)
def stem(form: str) -> str:
    """A word without conjunction, article and the endings in which a country and its adjective differ."""
    bare = form[1:] if form.startswith(("وال", "فال")) else form
    bare = bare.removeprefix(_ARTICLE)
    short = bare.rstrip("هياةى")
    return short if len(short) >= _SHORTEST_STEM else bare


class _Cursor:
    """Walks over spans in order, alongside words in order."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = spans
        self._next = 0

    def at(self, word: Span) -> int | None:
        spans, place = self._spans, self._next
        while place < len(spans) and spans[place].end <= word.start:
            place += 1
        self._next = place
        if place == len(spans) or spans[place].start >= word.end:
            return None
        return place if spans[place].overlap(word) else None


@cache
def _roles() -> dict[str, frozenset[str]]:
    roles: dict[str, set[str]] = {}
    for name in _FILES:
        for line in (_WORDS / name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                role, forms = line.split("\t")
                for form in forms.split():
                    roles.setdefault(fold_key(form), set()).add(role)
    return {form: frozenset(found) for form, found in roles.items()}


@lru_cache(maxsize=2048)
def _listed(form: str) -> tuple[str, frozenset[str]]:
    known = _roles()
    return next(((f, known[f]) for f in _bare_forms(form) if f in known), (stem(form), frozenset()))


@lru_cache(maxsize=2048)
def _announces(form: str) -> bool:
    known = _roles()
    return any(
        "type" in known.get(rest, ()) or (taken and not _listed(rest)[1].isdisjoint(_ANNOUNCING))
        for taken, rest in splits(form)
    )


def _bare_forms(form: str) -> Iterator[str]:
    """The word as written, then without article, without conjunction, without both."""
    word = form.removesuffix("'s")
    yield word
    yield word.removeprefix(_ARTICLE)
    if word[:1] in ("و", "ف") and len(word) > _SHORTEST_STEM + 1:
        yield word[1:]
        yield word[1:].removeprefix(_ARTICLE)
