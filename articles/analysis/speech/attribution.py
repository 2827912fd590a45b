"""On whom each sentence rests: an agency, an official, a medium, an unnamed source, or the outlet itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from articles.analysis.names.entities import Entity, Kind, Mention
from articles.analysis.speech.quotes import Cue, Speech
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.lemmas import is_known
from articles.analysis.text.normalise import fold_key, is_arabic
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

_LISTS = ("ar", "en", "fr", "ru")
_MEDIA, _LEADERS = "media", "leaders"  # groups of the lists of known names
_NEAR = 6  # words between a word of speech and the medium that relays it or is told
_TOLD = frozenset(["told", "tells", "telling"])
_ARTICLES = frozenset(["a", "an"])
_LONGEST_PHRASE = 3
_PHRASES = range(_LONGEST_PHRASE, 0, -1)
_COMPLEMENT_REACH = 9  # words between a word of speech and «أن»
_DAMMA, _PASSIVE = "\u064f", 3  # an «u» on the first letter, perhaps behind «و», makes a verb passive
_SPOKEN = (QuoteKind.DIRECT, QuoteKind.PARTIAL)


class SourceKind(StrEnum):
    AGENCY = "agency"
    MEDIUM = "medium"
    OFFICIAL = "official"  # a state, one of its bodies, or who holds a public office
    ORGANISATION = "organisation"
    PERSON = "person"
    UNNAMED = "unnamed"
    OUTLET = "outlet"  # nobody else is named: the outlet says it itself


@dataclass(frozen=True, kw_only=True)
class Attribution:
    """One source that one sentence rests on.

    words: the places of the sentence that say so, in order; none for the outlet itself, and where a quotation
        goes on from the sentence before
    source: where the source is named, perhaps in an earlier sentence
    direct: whether the source's own words are given in quotation marks
    """

    sentence: Span
    kind: SourceKind
    words: tuple[Span, ...] = ()
    source: Span | None = None
    entity: Entity | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class _Voice:
    """Somebody heard in a sentence, before those who are one are joined."""

    kind: SourceKind
    words: tuple[Span, ...]
    source: Span | None
    entity: Entity | None
    direct: bool = False

    @property
    def who(self) -> object:
        return self.entity.key if self.entity else self.source


def find_attributions(
    text: str,
    *,
    sentences: Sequence[Span],
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    speech: Speech,
) -> tuple[Attribution, ...]:
    """Each sentence's sources in the order in which it names them; every sentence has at least one."""
    reader = _Reader(text, tokens, mentions, speech)
    return tuple(
        attribution for sentence in sentences for attribution in _joined(sentence, reader.voices(sentence))
    )


def _joined(sentence: Span, voices: Iterable[_Voice]) -> Iterator[Attribution]:
    heard: dict[object, list[_Voice]] = {}
    for voice in voices:
        heard.setdefault(voice.who, []).append(voice)
    for same in heard.values():
        words = {word for voice in same for word in voice.words if sentence.covers(word)}
        yield Attribution(
            sentence=sentence,
            kind=same[0].kind,
            words=tuple(sorted(words)),
            source=same[0].source,
            entity=same[0].entity,
            direct=any(voice.direct for voice in same),
        )
    if not heard:
        yield Attribution(sentence=sentence, kind=SourceKind.OUTLET)


class _Reader:
    """One text's words of speech, read sentence by sentence."""

    def __init__(
        self, text: str, tokens: Sequence[Token], mentions: Sequence[Mention], speech: Speech
    ) -> None:
        self.text, self.tokens, self.mentions, self.speech = text, tokens, mentions, speech

    def voices(self, sentence: Span) -> Iterator[_Voice]:
        cues = [cue for cue in self.speech.cues if sentence.covers(cue.span)]
        stated = [cue for cue in cues if not cue.passing] or cues
        for cue in stated:
            yield from self._relayers(cue, sentence)
            if cue.speaker and self._is_said(cue, sentence):
                words = (cue.span, cue.speaker)
                yield _Voice(self._kind(cue.speaker, cue.entity), words, cue.speaker, cue.entity)
        yield from self._quoted(sentence)
        yield from self._hearsay(sentence)

    def _is_said(self, cue: Cue, sentence: Span) -> bool:
        """Whether a speaker from before still speaks: «وتعتبر هذه الخطوة …», «يُعتقد أن …» are nobody's."""
        if not cue.carried:
            return True
        if _DAMMA in cue.span.of(self.text)[:_PASSIVE]:
            return False
        after = within(self.tokens, Span(cue.span.end, sentence.end))[:_COMPLEMENT_REACH]
        if any(entry.role is Role.COMPLEMENT for token in after for entry in entries_of(token.form)):
            return True
        reach = Span(cue.span.end, max((token.span.end for token in after), default=cue.span.end))
        return cue.role is Role.PARTICIPLE or any(quote.span.overlap(reach) for quote in self.speech.quotes)

    def _quoted(self, sentence: Span) -> Iterator[_Voice]:
        for quote in self.speech.quotes:
            if quote.speaker and quote.kind in _SPOKEN and quote.span.overlap(sentence):
                words = tuple(filter(None, (quote.cue, quote.speaker)))
                yield _Voice(
                    self._kind(quote.speaker, quote.entity),
                    words,
                    quote.speaker,
                    quote.entity,
                    direct=quote.kind is QuoteKind.DIRECT,
                )

    def _relayers(self, cue: Cue, sentence: Span) -> Iterator[_Voice]:
        """«نقلت وكالة … عن الوزير», «قال لوكالة …», told Reuters: the medium that heard it."""
        told = within(self.tokens, cue.span)[0].form in _TOLD
        for token in within(self.tokens, Span(cue.span.end, sentence.end))[:_NEAR]:
            if any(entry.role is Role.COMPLEMENT for entry in entries_of(token.form)):
                return
            named = within(self.mentions, token.span)
            if named and (cue.role is Role.RELAY or told or token.form.startswith("ل")):
                (mention,) = named[:1]
                medium = gazetteer.load().groups.get(mention.entity.key) == _MEDIA
                if medium and not (cue.speaker and cue.speaker.overlap(mention.span)):
                    words = (cue.span, mention.span)
                    yield _Voice(
                        self._kind(mention.span, mention.entity), words, mention.span, mention.entity
                    )
                return

    def _hearsay(self, sentence: Span) -> Iterator[_Voice]:
        words = within(self.tokens, sentence)
        forms = [_bare(token.form) for token in words]
        place = 0
        while place < len(words):
            length = next((n for n in _PHRASES if tuple(forms[place : place + n]) in _listed("hearsay")), 0)
            if length:
                span = Span(words[place].span.start, words[place + length - 1].span.end)
                yield _Voice(SourceKind.UNNAMED, (span,), span, None)
            place += length or 1

    def _kind(self, source: Span, entity: Entity | None) -> SourceKind:
        """What kind of source a phrase names, by who it is where that is known, else by its words."""
        words = within(self.tokens, source)
        if entity is None:
            return _kind_by_words(words, named=self._is_named(words))
        if entity.kind is Kind.PERSON:
            held = self.speech.offices.get(entity.key, frozenset())
            in_office = any((word,) in _listed("office") | _listed("spokesman") for word in held)
            leads = gazetteer.load().groups.get(entity.key) == _LEADERS
            return SourceKind.OFFICIAL if in_office or leads else SourceKind.PERSON
        return _kind_of_body(entity, words)

    def _is_named(self, words: Sequence[Token]) -> bool:
        """Whether words end as a name that no list has: in a capital, or in a word that no dictionary has."""
        if not words:
            return False
        own = [word for word in words if word.form not in _ARTICLES and not word.stop]
        if " ".join(word.form for word in own) in gazetteer.load().demonyms:
            return False
        if is_arabic(words[-1].form):
            return words[0].form.startswith(ARTICLE) and not any(
                map(is_known, (words[-1].form, words[-1].lemma))
            )
        return words[-1].span.of(self.text)[0].isupper()


def _kind_of_body(entity: Entity, words: Sequence[Token]) -> SourceKind:
    if gazetteer.load().groups.get(entity.key) == _MEDIA:
        named = any(tuple(fold_key(name.text).split()) in _listed("names") for name in entity.names)
        return SourceKind.AGENCY if named else SourceKind.MEDIUM
    if entity.kind is Kind.PLACE:  # «وأعلنت موسكو»
        return SourceKind.OFFICIAL
    names = (tuple(fold_key(name.text).split()) for name in entity.names)
    if any(_holds(name, "state") for name in names):
        return SourceKind.OFFICIAL
    return _kind_by_words(words, default=SourceKind.ORGANISATION)


def _kind_by_words(
    words: Sequence[Token], *, named: bool = False, default: SourceKind | None = None
) -> SourceKind:
    """The first role that tells counts, but «a minister» and «مسؤول أميركي» are nobody by name.

    `named` tells that the words are a name that no list has.
    """
    forms = tuple(token.form for token in words)
    head = [form for form in forms if form not in _ARTICLES][:1]
    if _holds(head, "spokesman"):
        return SourceKind.OFFICIAL if _holds(forms, "state") or len(forms) < 3 else SourceKind.ORGANISATION
    if default is None and _is_nameless(forms):
        return SourceKind.UNNAMED
    for role, kind in _BY_ROLE:
        if _holds(forms, role):
            return kind
    noun = forms[:1] if forms and is_arabic(forms[0]) else forms[-1:]
    if default is None and not named and _holds(noun, "organisation"):
        return SourceKind.ORGANISATION
    return default or (SourceKind.PERSON if named else SourceKind.UNNAMED)


def _is_nameless(forms: Sequence[str]) -> bool:
    """An office without an article or owner: «a minister», «وزير إسرائيلي»."""
    if not _holds([form for form in forms if form not in _ARTICLES][:1], "office"):
        return False
    if forms[0].isascii():
        return forms[0] in _ARTICLES
    alone = len(forms) == 1 or (not forms[1].startswith(ARTICLE) and forms[1].endswith(("ي", "يه")))
    return alone and not forms[0].removeprefix("و").startswith(ARTICLE)


_BY_ROLE = (
    ("unnamed", SourceKind.UNNAMED),
    ("agency", SourceKind.AGENCY),
    ("medium", SourceKind.MEDIUM),
    ("state", SourceKind.OFFICIAL),
    ("office", SourceKind.OFFICIAL),
)


def _holds(forms: Sequence[str], role: str) -> bool:
    """Whether words hold a phrase of a role, with attached particles or without."""
    bare = [_bare(form) for form in forms]
    listed = _listed(role)
    return any(
        tuple(bare[start : start + length]) in listed
        for start in range(len(bare))
        for length in range(1, min(_LONGEST_PHRASE, len(bare) - start) + 1)
    )


def _bare(form: str) -> str:
    """A folded word without particles and article, where a listed word remains."""
    for _, rest in splits(form):
        bare = rest.removeprefix(ARTICLE)
        if bare in _heads():
            return bare
    return form


@cache
def _listed(role: str) -> frozenset[tuple[str, ...]]:
    return frozenset(phrase for own, forms in _rows() if own == role for phrase in phrases(forms))


def _rows() -> Iterator[tuple[str, ...]]:
    return (row for language in _LISTS for row in rows(f"sources_{language}.tsv"))


@cache
def _heads() -> frozenset[str]:
    return frozenset(word for _, forms in _rows() for phrase in phrases(forms) for word in phrase)
