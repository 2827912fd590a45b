"""How a story's outlets word it: what they call things, in whose voice, and how they let others speak."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from rapidfuzz.distance import Indel

from articles.analysis.names.entities import Kind
from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import Link
from articles.analysis.pairs.differences import DifferenceKind, differences
from articles.analysis.reading import Reading
from articles.analysis.stories.ownership import Voice, owner_of
from articles.analysis.stories.reporting import Tone, find_said
from articles.analysis.stories.tellings import Pair, Place, Telling, Tellings
from articles.analysis.stories.terms import Concept, find_terms
from articles.analysis.stories.vocabulary import root_of
from articles.analysis.text.clitics import splits
from articles.analysis.text.cues import is_cue
from articles.analysis.text.lemmas import lemma
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within

_MOST_LINKS = 1200  # whose differences are looked at: the strongest
_LONGEST = 3  # words of a candidate; what is longer is a statement of its own
_ALIKE = 0.7  # share of letters from which two words are forms of one
_MOST_CANDIDATES = 24
_FAR = 0.15  # cosine below which two expressions have nothing to do with each other


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One use of an expression; `who` is heard, as the text names him, unless it is the outlet."""

    concept: str
    variant: str
    voice: Voice
    who: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One word of speech; `speaker` is the key of who is known, `who` how the text names him."""

    tone: Tone
    word: str
    speaker: str
    who: str
    negated: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """An expression with its places, and the set that has it already, if any."""

    text: str
    places: tuple[Place, ...]
    concept: str = ""
    variant: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Two expressions in the same place of linked sentences; the one that a set has comes first."""

    language: str
    first: Rival
    second: Rival
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """`terms` is a digest of the sets that were looked for."""

    terms: str
    uses: tuple[Use, ...]
    candidates: tuple[Candidate, ...]
    reports: tuple[Report, ...]

    @property
    def count(self) -> int:
        """How many things the story's outlets call by different expressions."""
        called = defaultdict(set)
        for use in self.uses:
            called[use.concept].add(use.variant)
        return sum(len(variants) > 1 for variants in called.values())


def find_wording(
    tellings: Tellings,
    concepts: Sequence[Concept],
    *,
    terms: str = "",
    encode: meaning.Encode = meaning.encode,
) -> Wording:
    """All uses of the concepts' expressions, all words of speech, and what may be further expressions."""
    uses = tuple(use for telling in tellings for use in _uses(telling, concepts))
    return Wording(
        terms=terms,
        uses=uses,
        candidates=_candidates(tellings, uses, encode),
        reports=tuple(report for telling in tellings for report in _reports(telling)),
    )


def _uses(telling: Telling, concepts: Sequence[Concept]) -> Iterator[Use]:
    reading = telling.reading
    for term in find_terms(reading, concepts):
        number = _sentence_of(reading, term.span)
        owner = owner_of(reading, reading.sentences[number], term.span) if number is not None else None
        if number is not None and owner:
            yield Use(
                concept=term.concept,
                variant=term.variant,
                voice=owner.voice,
                who=owner.who,
                place=Place(telling.article, number, term.span),
            )


def _sentence_of(reading: Reading, span: Span) -> int | None:
    return next((n for n, sentence in enumerate(reading.sentences) if sentence.covers(span)), None)


def _reports(telling: Telling) -> Iterator[Report]:
    for said in find_said(telling.reading):
        yield Report(
            tone=said.tone,
            word=said.word,
            speaker=said.speaker,
            who=said.who,
            negated=said.negated,
            place=Place(telling.article, said.sentence, said.span),
        )


@dataclass(frozen=True, slots=True)
class _Expression:
    """What stands at a place; `key` is the same for all its inflected forms."""

    key: str
    text: str
    place: Place


def _candidates(tellings: Tellings, uses: Sequence[Use], encode: meaning.Encode) -> tuple[Candidate, ...]:
    known = {use.place: use for use in uses}
    pairs: defaultdict[tuple[str, str, str], set[tuple[_Expression, _Expression]]] = defaultdict(set)
    for pair, link in _strongest(tellings):
        for one, other in _exchanged(tellings, pair, link):
            first, second = sorted((one, other), key=lambda each: (not _use(each, known), each.key))
            pairs[tellings[pair.a].reading.language, first.key, second.key].add((first, second))
    found = [_candidate(tellings, language, sides, known) for (language, *_), sides in pairs.items()]
    return _ranked([one for one in found if not _is_counted(one)], encode)


def _strongest(tellings: Tellings) -> list[tuple[Pair, Link]]:
    links = [
        (pair, link)
        for pair in tellings.pairs
        for link in pair.links
        if tellings[pair.a].reading.language == tellings[pair.b].reading.language
    ]
    return sorted(links, key=lambda each: -each[1].score)[:_MOST_LINKS]


def _exchanged(tellings: Tellings, pair: Pair, link: Link) -> Iterator[tuple[_Expression, _Expression]]:
    a, b = tellings[pair.a], tellings[pair.b]
    for told in differences(a.reading, link.a, b.reading, link.b):
        if told.kind in (DifferenceKind.WORDING, DifferenceKind.QUOTATION):
            one, other = _expression(a, link.a, told.a), _expression(b, link.b, told.b)
            if one and other and one.key != other.key and not _forms_of_one(one, other):
                yield one, other


def _expression(telling: Telling, sentence: int, span: Span) -> _Expression | None:
    """The words at a place; None for names, figures, words of speech, and what is too long."""
    reading = telling.reading
    tokens = within(reading.tokens, span)
    telling_words = [token for token in tokens if not token.stop]
    named = [m for m in within(reading.mentions, span) if m.entity.kind is not Kind.EVENT]
    if not 0 < len(telling_words) <= len(tokens) <= _LONGEST or named or within(reading.figures, span):
        return None
    if any(is_cue(token.form) or token.form.isdigit() for token in telling_words):
        return None
    text = _without_particles(reading, tokens[0].span, tokens[0].lemma)
    place = Span(tokens[0].span.end - len(text), tokens[-1].span.end)
    return _Expression(
        key=" ".join(lemma(token.form, language=reading.language) for token in tokens),
        text=" ".join(place.of(reading.text).split()),
        place=Place(telling.article, sentence, Span(tokens[0].span.start, tokens[-1].span.end)),
    )


def _without_particles(reading: Reading, word: Span, known: str) -> str:
    """A written word without what is attached before it, where its lemma stays the same."""
    written = word.of(reading.text)
    if reading.language != "ar":
        return written
    for taken, rest in reversed(splits(fold_key(written))[1:]):
        if taken and fold_key(written[taken:]) == rest and lemma(rest, language="ar") == known:
            return written[taken:]
    return written


def _forms_of_one(one: _Expression, other: _Expression) -> bool:
    """Whether a word of each is of one derivation: «تحذير» is no other word for «حذر»."""
    roots = [{root_of(word) for word in each.key.split()} - {None} for each in (one, other)]
    return bool(roots[0] & roots[1]) or Indel.normalized_similarity(one.key, other.key) >= _ALIKE


def _use(expression: _Expression, known: dict[Place, Use]) -> Use | None:
    return known.get(expression.place)


def _candidate(
    tellings: Tellings,
    language: str,
    sides: Iterable[tuple[_Expression, _Expression]],
    known: dict[Place, Use],
) -> Candidate:
    pairs = list(sides)
    first, second = (_rival([pair[side] for pair in pairs], known) for side in (0, 1))
    outlets = {tellings[place.article].outlet for place in (*first.places, *second.places)}
    return Candidate(language=language, first=first, second=second, outlets=len(outlets))


def _rival(expressions: Sequence[_Expression], known: dict[Place, Use]) -> Rival:
    (text, _count) = Counter(sorted(each.text for each in expressions)).most_common(1)[0]
    use = next((use for each in expressions if (use := _use(each, known))), None)
    return Rival(
        text=text,
        places=tuple(sorted({each.place for each in expressions})),
        concept=use.concept if use else "",
        variant=use.variant if use else "",
    )


def _is_counted(one: Candidate) -> bool:
    """Whether sets have both expressions already."""
    return bool(one.first.concept and one.second.concept)


def _ranked(found: Sequence[Candidate], encode: meaning.Encode) -> tuple[Candidate, ...]:
    """By outlets, sentences and nearness in meaning; what has nothing to do with each other is left out."""
    if not found:
        return ()
    near = (encode([one.first.text for one in found]) * encode([one.second.text for one in found])).sum(
        axis=1
    )
    worth = [
        (one.outlets + len(one.first.places) + len(one.second.places)) * (0.25 + float(np.maximum(alike, 0)))
        for one, alike in zip(found, near, strict=True)
    ]
    ranked = sorted(
        zip(worth, found, near, strict=True),
        key=lambda each: (-each[0], each[1].first.text, each[1].second.text),
    )
    return tuple(one for _, one, alike in ranked if float(alike) >= _FAR)[:_MOST_CANDIDATES]
