"""Sets of expressions for one and the same thing, and where a text uses them, outside of names."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from articles.analysis.names.entities import Kind, Mention
from articles.analysis.reading import Reading
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tokens import Token, lemma_outside_names, tokenise

FOLDER = Path(__file__).parents[1] / "words" / "terms"
LANGUAGES = ("ar", "en")
LONGEST = 80  # letters of an expression
KEY = re.compile(r"[a-z][a-z0-9_]{0,39}")
_GAP, _MOST_BETWEEN = "…", 2
_EXACT = "="
_TELLING = 3  # letters
# What an inflected form may end in; a listed word whose lemma is another word is known by its forms only.
_ENDINGS = frozenset(
    ["", "ها", "هم", "هما", "هن", "ه", "نا", "كم", "ي", "ا", "ات", "ان", "ين", "ون", "s", "es"]
)
_BREAK = re.compile(r"[.,;:!?،؛؟…]|\n\s*\n")  # what ends an expression


class TermsError(ValueError):
    """An expression or a file of them that can't be used; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """One way to write something, in one language."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to call a thing, in all languages; the first expression of each is the one to show."""

    key: str
    expressions: tuple[Expression, ...]

    def shown(self, language: str) -> Expression:
        """In this language where there is one."""
        own = (each for each in self.expressions if each.language == language)
        return next(own, self.expressions[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """What may be called this or that; `others` are longer expressions that mean something else.

    labels: (language, words)
    names: whether its expressions are names
    """

    key: str
    labels: tuple[tuple[str, str], ...]
    variants: tuple[Variant, ...]
    others: tuple[Expression, ...] = ()
    names: bool = False

    def label(self, language: str) -> str:
        found = dict(self.labels)
        return found.get(language) or next(iter(found.values()), self.key)

    def variant(self, key: str) -> Variant | None:
        return next((each for each in self.variants if each.key == key), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class TermRule:
    """An expression that people put into a concept or, `off`, take out of it."""

    concept: str
    variant: str
    expression: Expression
    label: str = ""
    off: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """An expression of a concept at a place."""

    concept: str
    variant: str
    span: Span


def check(expression: Expression) -> None:
    """Raises TermsError for an expression that has no word, or words without end."""
    if expression.language not in LANGUAGES:
        raise TermsError(f"no such language: {expression.language!r}")
    if len(expression.text) > LONGEST:
        raise TermsError(f"longer than {LONGEST} letters: {expression.text[:LONGEST]!r}")
    if not _steps(expression):
        raise TermsError(f"no word in it: {expression.text!r}")


@cache
def listed() -> tuple[Concept, ...]:
    """The concepts of the files, in the order of the files' names."""
    return tuple(concept for path in sorted(FOLDER.glob("*.toml")) for concept in read_concepts(path))


def read_concepts(path: Path) -> Iterator[Concept]:
    """Raises TermsError, with the file's name, for what is no list of concepts."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        for key, table in tables.items():
            yield _concept(key, table)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, AttributeError) as error:
        raise TermsError(f"{path.name}: {error}") from error


def _concept(key: str, table: Mapping[str, Any]) -> Concept:
    concept = Concept(
        key=key,
        labels=tuple(table["label"].items()),
        variants=tuple(
            Variant(key=name, expressions=tuple(_expressions(called)))
            for name, called in table["called"].items()
        ),
        others=tuple(_expressions(table.get("not", {}))),
        names=table.get("names", False),
    )
    for expression in (*concept.others, *(each for v in concept.variants for each in v.expressions)):
        check(expression)
    return concept


def _expressions(by_language: Mapping[str, Sequence[str]]) -> Iterator[Expression]:
    for language, texts in by_language.items():
        for text in texts:
            yield Expression(text=text, language=language)


def with_rules(concepts: Sequence[Concept], rules: Iterable[TermRule]) -> tuple[Concept, ...]:
    """The concepts with what people added and switched off; a concept that no list has comes last."""
    found = {concept.key: concept for concept in concepts}
    for rule in rules:
        known = found.get(rule.concept)
        if known is None and rule.off:
            continue
        labels = ((rule.expression.language, rule.label or rule.concept),)
        found[rule.concept] = _ruled(known or Concept(key=rule.concept, labels=labels, variants=()), rule)
    return tuple(concept for concept in found.values() if concept.variants)


def _ruled(concept: Concept, rule: TermRule) -> Concept:
    known = concept.variant(rule.variant) or Variant(key=rule.variant, expressions=())
    kept = [each for each in known.expressions if not _same(each, rule.expression)]
    changed = replace(known, expressions=(*kept, *(() if rule.off else (rule.expression,))))
    variants = {variant.key: variant for variant in concept.variants} | {changed.key: changed}
    return replace(concept, variants=tuple(each for each in variants.values() if each.expressions))


def _same(one: Expression, other: Expression) -> bool:
    return one.language == other.language and fold_key(one.text) == fold_key(other.text)


def find_terms(reading: Reading, concepts: Sequence[Concept]) -> tuple[Term, ...]:
    """Where a text uses the concepts' expressions, in order; the longest takes its words from all others."""
    return _Search(reading, _index(tuple(concepts), reading.language)).terms()


class _Step(NamedTuple):
    """One word of an expression; `gap` is how many others may stand before it.

    lemma: empty where it is another word: that of «تطبيع» is «طبع», of «أسرى» «سري»
    """

    form: str
    bare: str
    lemma: str
    exact: bool
    gap: int


class _Pattern(NamedTuple):
    """An expression to look for; without a variant it only takes its words from others."""

    steps: tuple[_Step, ...]
    concept: str
    variant: str
    names: bool


def _steps(expression: Expression) -> tuple[_Step, ...]:
    found: list[_Step] = []
    for number, part in enumerate(expression.text.split(_GAP)):
        exact = part.strip().startswith(_EXACT)
        words = tokenise(part.replace(_EXACT, " "), language=expression.language)
        for place, token in enumerate(words):
            bare = token.form.removeprefix(ARTICLE)
            found.append(
                _Step(
                    form=token.form,
                    bare=bare,
                    lemma=token.lemma if token.lemma == bare else "",
                    exact=exact,
                    gap=_MOST_BETWEEN if number and not place else 0,
                )
            )
    return tuple(found)


@lru_cache(maxsize=8)
def _index(concepts: tuple[Concept, ...], language: str) -> Mapping[str, tuple[_Pattern, ...]]:
    """Patterns by every key that their first word can have in a text."""
    found: defaultdict[str, list[_Pattern]] = defaultdict(list)
    for concept in concepts:
        named = [(variant.key, each) for variant in concept.variants for each in variant.expressions]
        for variant, expression in (*named, *(("", other) for other in concept.others)):
            if expression.language == language and (steps := _steps(expression)):
                pattern = _Pattern(steps, concept.key, variant, concept.names)
                found[_key(steps[0])].append(pattern)
    return {key: tuple(patterns) for key, patterns in found.items()}


def _key(step: _Step) -> str:
    """What patterns that may begin with a word are found by: so few letters stay in all inflections."""
    return step.lemma or step.bare[:_TELLING]


class _Word(NamedTuple):
    """A word of the text with what it may be without its particles and article."""

    token: Token
    forms: frozenset[str]
    lemma: str

    @property
    def keys(self) -> set[str]:
        return {self.lemma, *self.forms, *(form[:_TELLING] for form in self.forms)}

    def fits(self, step: _Step) -> bool:
        if step.exact or not step.lemma:
            return step.bare in self.forms or (not step.exact and self._inflects(step.bare))
        return step.lemma == self.lemma or step.bare in self.forms

    def _inflects(self, bare: str) -> bool:
        """«تهجيرهم» of «تهجير», «تهدئتها» and «تهدئات» of «تهدئة»."""
        stems = (bare, bare[:-1], bare[:-1] + "ت") if bare.endswith("ه") else (bare,)
        return any(
            form.startswith(stem) and form[len(stem) :] in _ENDINGS for stem in stems for form in self.forms
        )


class _Match(NamedTuple):
    first: int
    last: int
    pattern: _Pattern


class _Search:
    """One text searched for all patterns."""

    def __init__(self, reading: Reading, index: Mapping[str, tuple[_Pattern, ...]]) -> None:
        self._reading, self._index = reading, index
        self._words = [self._word(token) for token in reading.tokens]

    def terms(self) -> tuple[Term, ...]:
        taken: dict[int, tuple[int, int]] = {}
        chosen = []
        longest_first = sorted(
            self._matches(), key=lambda m: (m.first - m.last, m.first, not m.pattern.variant)
        )
        for match in longest_first:
            place = (match.first, match.last)
            if all(taken.get(word, place) == place for word in range(*place)):
                taken.update(dict.fromkeys(range(*place), place))
                chosen.append(match)
        found = {self._term(match) for match in chosen if match.pattern.variant}
        return tuple(sorted(found, key=lambda term: (term.span, term.concept, term.variant)))

    def _term(self, match: _Match) -> Term:
        first, last = self._words[match.first].token.span, self._words[match.last - 1].token.span
        return Term(
            concept=match.pattern.concept,
            variant=match.pattern.variant,
            span=Span(first.start, last.end),
        )

    def _matches(self) -> Iterator[_Match]:
        for first, word in enumerate(self._words):
            for pattern in {pattern for key in word.keys for pattern in self._index.get(key, ())}:
                last = self._last(pattern, first)
                if last and self._is_free(first, last, names=pattern.names):
                    yield _Match(first, last, pattern)

    def _last(self, pattern: _Pattern, first: int) -> int:
        """Behind the last word of a pattern that begins here; 0 if it doesn't."""
        place = first
        for step in pattern.steps:
            fitting = (
                at
                for at in range(place, min(place + step.gap + 1, len(self._words)))
                if self._words[at].fits(step) and self._joined(place, at, first)
            )
            place = next(fitting, -2) + 1
            if place < 0:
                return 0
        return place

    def _joined(self, place: int, at: int, first: int) -> bool:
        """Whether no sign ends the expression between the words before `place` and the word `at`."""
        if at == first:
            return True
        start = self._words[max(place - 1, first)].token.span.end
        return not _BREAK.search(self._reading.text, start, self._words[at].token.span.start)

    def _is_free(self, first: int, last: int, *, names: bool) -> bool:
        """Outside of names; an expression that is a name itself must be the whole name."""
        place = Span(self._words[first].token.span.start, self._words[last - 1].token.span.end)
        inside = [m for m in within(self._reading.mentions, place) if m.entity.kind is not Kind.EVENT]
        return all(place.covers(mention.span) for mention in inside) if names else not inside

    def _word(self, token: Token) -> _Word:
        read = {token.form, *(rest for _, rest in splits(token.form))}
        forms = frozenset(read | {form.removeprefix(ARTICLE) for form in read})
        return _Word(token=token, forms=forms, lemma=self._lemma(token))

    def _lemma(self, token: Token) -> str:
        """A word of a name has its form as lemma, but names of events are words like others here."""
        named: Sequence[Mention] = within(self._reading.mentions, token.span)
        if not named:
            return token.lemma
        return lemma_outside_names(
            token.span.of(self._reading.text), token.form, language=self._reading.language
        )
