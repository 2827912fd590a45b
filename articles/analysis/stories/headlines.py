"""Headlines held against their own bodies: what in them has no support there, and what they stress."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from articles.analysis.figures.dates import find_dates
from articles.analysis.figures.figures import Figure
from articles.analysis.names.entities import Kind, Mention
from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import align
from articles.analysis.pairs.objects import country_of
from articles.analysis.pairs.similarity import Likeness, Term, compare
from articles.analysis.reading import Reading, read
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.speech.quotes import Quote
from articles.analysis.stories.headline_words import counts_itself, plays, same_number
from articles.analysis.stories.ownership import Voice, owner_of
from articles.analysis.stories.tellings import Place, Telling, Tellings
from articles.analysis.stories.vocabulary import Vocabulary, bare_forms
from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.lemmas import lemma, spelled
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tokens import Token

# Chosen on headlines of the ANT corpus, read by eye; measured on others (benchmarks/headlines.py).
_SUPPORTED = 0.25  # least worth of a word's match, by letters or as a synonym
_RELATED = 0.64  # cosine of a word's vector to that of any word of the body
_TELLING = 0.5  # weight of a word below which it says too little to be missed
_QUOTED = 0.7  # share of a quotation's words that one sentence, with the next, must have
_COVERED, _NEARLY = 0.6, 0.4  # share of a headline's words that one sentence has
_STRESSED = 0.3  # least score of a link
_MOST_STRESSED = 3
_SHORTEST = 2  # sentences of a body that a headline can be held against
_LONGEST = 300  # letters of a headline
_NAME_WORD = 4  # letters of a part of a name that stands for the name
_LANGUAGES = ("ar", "en")  # whose numbers in words, names and synonyms are known
_ATTRIBUTES = re.compile(r"[:؟?|]")


class Fault(StrEnum):
    """What has no support, surest first."""

    NAME = "name"  # nobody and nothing of this name in the body
    FIGURE = "figure"  # no such number
    QUOTATION = "quotation"  # words in quotation marks that the body doesn't have
    PLACE = "place"  # said to happen where the body names nothing but who acts
    VOICE = "voice"  # said by the headline itself; the body has it from somebody
    CLAIM = "claim"  # several words together that the body doesn't have
    WORD = "word"  # one word of the headline's own

    @property
    def is_grave(self) -> bool:
        """Whether the headline says what the text does not; else it only says it in another way."""
        return self not in (Fault.VOICE, Fault.WORD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`span` is a place in the headline, `nearest` the sentence of the body that comes closest."""

    fault: Fault
    span: Span
    nearest: Place | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stress:
    """A sentence of the body that the headline is about, and the articles of others that report it.

    `score` is that of their link; 0 where none is linked and this one only comes nearest.
    """

    place: Place
    score: float
    articles: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineCheck:
    article: int
    headline: str
    findings: tuple[Finding, ...]
    stresses: tuple[Stress, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Headlines:
    """`without` are the articles whose headlines were not held against a body; see check_headline()."""

    checks: tuple[HeadlineCheck, ...]
    without: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many headlines say something that has no support."""
        return sum(any(found.fault.is_grave for found in check.findings) for check in self.checks)

    @property
    def unattributed(self) -> int:
        """How many say themselves what their body has from somebody."""
        return sum(any(found.fault is Fault.VOICE for found in check.findings) for check in self.checks)


def check_headlines(tellings: Tellings, *, encode: meaning.Encode = meaning.encode) -> Headlines:
    checks = [check_headline(telling, encode=encode) for telling in tellings]
    return Headlines(
        checks=tuple(_with_others(tellings, check) for check in checks if check),
        without=tuple(t.article for t, check in zip(tellings, checks, strict=True) if not check),
    )


def check_headline(telling: Telling, *, encode: meaning.Encode = meaning.encode) -> HeadlineCheck | None:
    """None where there is no headline, no body to hold it against, or nothing is known of their words."""
    text = telling.headline[:_LONGEST]
    if not text.strip() or len(telling.reading.sentences) < _SHORTEST:
        return None
    if telling.reading.language not in _LANGUAGES:
        return None
    known = [mention.entity for mention in telling.reading.mentions]
    headline = read(text, language=telling.reading.language, known=known)
    if not headline.sentences:
        return None
    return _Check(telling, headline, encode).made()


def _with_others(tellings: Tellings, check: HeadlineCheck) -> HeadlineCheck:
    stresses = (replace(each, articles=_others(tellings, each.place)) for each in check.stresses)
    return replace(check, stresses=tuple(stresses))


def _others(tellings: Tellings, place: Place) -> tuple[int, ...]:
    """The articles of other outlets that have a sentence linked to this one."""
    linked = {
        other
        for pair in tellings.pairs
        if place.article in (pair.a, pair.b)
        for link in pair.links
        for own, sentence, other in ((pair.a, link.a, pair.b), (pair.b, link.b, pair.a))
        if (own, sentence) == (place.article, place.sentence)
    }
    outlet = tellings[place.article].outlet
    return tuple(t.article for t in tellings if t.article in linked and (t.outlet != outlet or not outlet))


class _Check:
    """One headline against its body."""

    def __init__(self, telling: Telling, headline: Reading, encode: meaning.Encode) -> None:
        self._telling, self._headline, self._encode = telling, headline, encode
        self._reading = telling.reading
        self._body = Vocabulary(telling.reading)
        self._likeness: Likeness = compare(headline, telling.reading, encode=encode)

    def made(self) -> HeadlineCheck:
        findings = [*self._names(), *self._figures(), *self._quotations(), *self._places(), *self._voices()]
        findings += self._words([finding.span for finding in findings])
        return HeadlineCheck(
            article=self._telling.article,
            headline=self._headline.text,
            findings=tuple(sorted(findings, key=lambda found: (found.span, found.fault))),
            stresses=self._stresses(),
        )

    def _found(self, fault: Fault, span: Span) -> Finding:
        return Finding(fault=fault, span=span, nearest=self._nearest(span))

    def _nearest(self, span: Span) -> Place:
        """The sentence most like the words; where it has none of them, most like the headline's sentence."""
        number = self._sentence(span)
        vector = self._encode([span.of(self._headline.text)])
        like = self._encode([s.of(self._reading.text) for s in self._reading.sentences]) @ vector.T
        best = int((self._likeness.words[number] + like[:, 0] / 2).argmax())
        return self._telling.place(best)

    def _sentence(self, span: Span) -> int:
        numbers = (n for n, s in enumerate(self._headline.sentences) if s.end > span.start)
        return next(numbers, len(self._headline.sentences) - 1)

    def _names(self) -> Iterator[Finding]:
        for mention in self._headline.mentions:
            if mention.entity.wikidata and not self._is_named(mention):
                yield self._found(Fault.NAME, mention.span)

    def _is_named(self, mention: Mention) -> bool:
        entity = mention.entity
        if {entity.key, country_of(entity)} & self._body.entities:
            return True
        written = fold_key(mention.span.of(self._headline.text))
        names = [written, *(fold_key(name.text) for name in entity.names)]
        if any(f" {name} " in self._body.text for name in names):
            return True
        parts = [part.removeprefix(ARTICLE) for part in written.split()]
        return any(len(part) >= _NAME_WORD and part in self._body.words for part in parts)

    def _figures(self) -> Iterator[Finding]:
        dates = [date.span for date in find_dates(self._headline.text, language=self._headline.language)]
        for figure in self._headline.figures:
            # A dual («شخصين») is too ordinary a word to be missed.
            dated = figure.value == 2 or any(date.overlap(figure.span) for date in dates)
            if (
                not dated
                and not counts_itself(figure, self._headline.language)
                and not self._is_given(figure)
            ):
                yield Finding(fault=Fault.FIGURE, span=figure.span, nearest=self._nearest_figure(figure))

    def _nearest_figure(self, figure: Figure) -> Place:
        """A sentence that gives another number of the same, else the one that is most like the words."""
        unit = figure.measure[1]
        alike = [other.span for other in self._reading.figures if unit and other.measure[1] == unit]
        numbers = (n for n, s in enumerate(self._reading.sentences) if any(s.covers(each) for each in alike))
        number = next(numbers, None)
        return self._nearest(figure.span) if number is None else self._telling.place(number)

    def _is_given(self, figure: Figure) -> bool:
        digits = figure.span.of(self._headline.text)
        return f" {fold_key(digits)} " in self._body.text or any(
            same_number(figure, other) for other in self._reading.figures
        )

    def _quotations(self) -> Iterator[Finding]:
        for quote in self._quotes():
            words = [t for t in within(self._headline.tokens, quote.span) if not t.stop]
            if words and not within(self._headline.mentions, quote.span) and self._share(words) < _QUOTED:
                yield self._found(Fault.QUOTATION, quote.span)

    def _quotes(self) -> list[Quote]:
        return [q for q in self._headline.quotes if q.kind is not QuoteKind.TITLE and not q.depth]

    def _share(self, words: Sequence[Token]) -> float:
        """The largest share of words that a sentence and the one after have."""
        held = [self._held(sentence) for sentence in self._reading.sentences]
        together = [here | after for here, after in zip(held, [*held[1:], frozenset[str]()], strict=True)]
        return max(sum(bool(self._keys(word) & there) for word in words) / len(words) for there in together)

    def _held(self, sentence: Span) -> frozenset[str]:
        return frozenset(key for token in within(self._reading.tokens, sentence) for key in self._keys(token))

    def _keys(self, token: Token) -> frozenset[str]:
        return bare_forms(token.form) | {token.lemma, lemma(token.form, language=self._reading.language)}

    def _places(self) -> Iterator[Finding]:
        """«لقاء موسكو», summit in Moscow: where the body knows Moscow only as one who acts."""
        for mention in self._headline.mentions:
            if mention.entity.kind is not Kind.PLACE or not self._is_named(mention):
                continue
            before = within(self._headline.tokens, Span(0, mention.span.start))[-1:]
            happens = [token for token in before if plays("event", token, self._headline.language)]
            if (
                happens
                and _joined(self._headline.text, happens[0].span, mention.span)
                and not self._is_there(mention)
            ):
                yield self._found(Fault.PLACE, Span(happens[0].span.start, mention.span.end))

    def _is_there(self, mention: Mention) -> bool:
        """Whether the body says of anything that it is or happens in the place."""
        language = self._reading.language
        for other in self._reading.mentions:
            if other.entity.key != mention.entity.key:
                continue
            if self._reading.text[: other.span.start][-1:] in ("ب", "ل"):
                return True
            sentence_start = max(
                (s.start for s in self._reading.sentences if s.start <= other.span.start), default=0
            )
            before = within(self._reading.tokens, Span(sentence_start, other.span.start))[-1:]
            if any(plays(role, token, language) for token in before for role in ("place", "event")):
                return True
        return False

    def _voices(self) -> Iterator[Finding]:
        """What the headline says itself, while all sentences that have it tell it after somebody."""
        covered, mass = self._likeness.match.coverage(self._likeness.terms_a, self._likeness.terms_b)
        for number, sentence in enumerate(self._headline.sentences):
            if self._attributes(sentence) or not mass[number]:
                continue
            shares = covered[number] / mass[number]
            near = [int(n) for n in np.argsort(-shares) if shares[n] >= _NEARLY]
            if near and shares[near[0]] >= _COVERED and all(self._is_told(number, n) for n in near):
                yield Finding(fault=Fault.VOICE, span=sentence, nearest=self._telling.place(near[0]))

    def _attributes(self, sentence: Span) -> bool:
        """Whether a headline names who says so, asks, or keeps words at a distance."""
        head = self._headline
        return (
            bool(_ATTRIBUTES.search(head.text))
            or any(sentence.overlap(cue.span) for cue in head.speech.cues)
            or any(sentence.overlap(quote.span) for quote in self._quotes())
            or any(each.words for each in head.attributions if each.sentence == sentence)
        )

    def _is_told(self, own: int, number: int) -> bool:
        """Whether what a sentence shares with the headline, names aside, is all told after somebody."""
        sentence = self._reading.sentences[number]
        shared = self._matched(self._likeness.terms_a[own], self._likeness.terms_b[number])
        owners = [owner_of(self._reading, sentence, term.span) for term in shared if term.kind == "word"]
        heard = [owner for owner in owners if owner]
        return bool(heard) and all(
            owner.voice in (Voice.ATTRIBUTED, Voice.QUOTED) and not self._speaks(owner.who) for owner in heard
        )

    def _speaks(self, who: str) -> bool:
        """Whether the headline names who is heard: «الأردن يسجل», of the ministry in Jordan."""
        heard = {word for word in fold_key(who).split() if len(word) >= _NAME_WORD}
        return any(
            heard & set(fold_key(m.span.of(self._headline.text)).split()) for m in self._headline.mentions
        )

    def _matched(self, own: Sequence[Term], other: Sequence[Term]) -> list[Term]:
        if not own or not other:
            return []
        worth = self._likeness.match.between(own, other).max(axis=0)
        return [term for term, value in zip(other, worth, strict=True) if value >= _SUPPORTED]

    def _words(self, taken: Sequence[Span]) -> Iterator[Finding]:
        """Runs of words that the body doesn't have, with adjectives that it has of other nouns only."""
        for run in self._runs(taken):
            if not any(self._is_missing(term) for term in run):
                continue
            fault = Fault.CLAIM if len(run) > 1 else Fault.WORD
            yield self._found(fault, Span(run[0].span.start, run[-1].span.end))

    def _runs(self, taken: Sequence[Span]) -> Iterator[list[Term]]:
        for terms in self._likeness.terms_a:
            run: list[Term] = []
            for term in terms:
                free = term.kind == "word" and not any(span.overlap(term.span) for span in taken)
                goes_on = run and _joined(self._headline.text, run[-1].span, term.span)
                if not free or not (
                    self._is_missing(term) or (goes_on and self._is_elsewhere(run[-1], term))
                ):
                    yield from [run] if run else []
                    run = []
                elif goes_on:
                    run.append(term)
                else:
                    yield from [run] if run else []
                    run = [term]
            yield from [run] if run else []

    def _is_missing(self, term: Term) -> bool:
        if term.weight < _TELLING or self._asks(term):
            return False
        form = fold_key(term.span.of(self._headline.text)).replace(" ", "")
        if self._body.has(term.key) or any(map(self._body.has, bare_forms(form))):
            return False
        demonym = next((d for f in bare_forms(form) if (d := gazetteer.load().demonyms.get(f))), None)
        if demonym and demonym.country.key in self._body.entities:
            return False
        return self._best_match(term) < _SUPPORTED and self._nearness(term) < _RELATED

    def _asks(self, term: Term) -> bool:
        token = within(self._headline.tokens, term.span)[0]
        return any(entry.role is Role.INTERROGATIVE for entry in entries_of(token.form))

    def _best_match(self, term: Term) -> float:
        others = [other for terms in self._likeness.terms_b for other in terms]
        return float(self._likeness.match.between([term], others).max()) if others else 0.0

    def _nearness(self, term: Term) -> float:
        keys = [key for key in self._likeness.match.columns if key[0] not in "@#"]
        if not keys:
            return 0.0
        return float(
            (self._encode([spelled(term.key)]) @ self._encode([spelled(key) for key in keys]).T).max()
        )

    def _is_elsewhere(self, before: Term, term: Term) -> bool:
        """Whether an adjective goes with a noun that is missing: its own noun in the body is another."""
        return self._is_missing(before) and _is_adjective(term, before, self._headline)

    def _stresses(self) -> tuple[Stress, ...]:
        links = align(self._headline, self._reading, encode=self._encode)
        best: dict[int, float] = {}
        for link in links:
            best[link.b] = max(best.get(link.b, 0.0), link.score)
        ranked = sorted((n for n in best if best[n] >= _STRESSED), key=lambda n: (-best[n], n))
        if not ranked:
            return (Stress(place=self._nearest(Span(0, len(self._headline.text))), score=0.0, articles=()),)
        return tuple(
            Stress(place=self._telling.place(n), score=round(best[n], 3), articles=())
            for n in ranked[:_MOST_STRESSED]
        )


def _is_adjective(term: Term, noun: Term, headline: Reading) -> bool:
    """«اتفاقيات تاريخية»: ends as adjectives do and is definite or not as its noun."""
    word, before = (fold_key(each.span.of(headline.text)).replace(" ", "") for each in (term, noun))
    if headline.language != "ar":
        return False
    definite = [any(rest.startswith(ARTICLE) for _, rest in splits(each)) for each in (word, before)]
    return definite[0] == definite[1] and word.endswith(("ه", "ي", "يا"))


def _joined(text: str, one: Span, other: Span) -> bool:
    return not text[one.end : other.start].strip(" \u00a0")
