"""The words by which a text lets others speak, by what each says of it: stressed, claimed, denied."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Cue
from articles.analysis.text.cues import Role, entries_of
from articles.analysis.text.lemmas import lemma
from articles.analysis.text.negation import denies
from articles.analysis.text.normalise import fold_key, is_arabic
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import rows

# The lists that a text's words are looked up in, as those of its words of speech.
_LANGUAGES = {"fr": ("fr", "ar"), "ru": ("ru", "en", "ar")}
_DEFAULT = ("ar", "en")
_CONJUNCTIONS = ("و", "ف")
_OBJECTS = ("هما", "ها", "هم", "نا", "ه")
_PERSONS = "يتنا"
_ENDINGS = ("ت", "تا", "ا", "وا", "ه", "ين", "ون", "ان", "ن")
_DENIED_WITHIN = {"ar": 1, "en": 2}  # words before: «لم ينف», did not say
_FOLLOWS_WITHIN = 6  # words behind a weak word of speech
_BREAK = re.compile(r"[,،;؛«»“”\"]")


class Tone(StrEnum):
    """What a word of speech says of what is said; in the order in which they are shown."""

    NEUTRAL = "neutral"
    SOURCE = "source"
    ANNOUNCEMENT = "announcement"
    EXPLANATION = "explanation"
    EMPHASIS = "emphasis"
    BELIEF = "belief"
    FEELING = "feeling"
    CLAIM = "claim"
    HINT = "hint"
    ADMISSION = "admission"
    DENIAL = "denial"
    REFUSAL = "refusal"
    PROMISE = "promise"
    WARNING = "warning"
    THREAT = "threat"
    DEMAND = "demand"
    ACCUSATION = "accusation"
    CRITICISM = "criticism"
    PRAISE = "praise"
    QUESTION = "question"
    NAMING = "naming"
    MOCKERY = "mockery"
    OUTCRY = "outcry"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A word of speech that lets somebody be heard; `word` is its dictionary form, `negated` as in «لم ينف».

    speaker: the key of who is known, else empty; `who` is how the text names him
    """

    span: Span
    sentence: int
    tone: Tone
    word: str
    speaker: str
    who: str
    negated: bool


def find_said(reading: Reading) -> Iterator[Said]:
    """The words of speech whose speaker is heard, in order; those in quotations are their speakers' own."""
    heard = {word for attribution in reading.attributions for word in attribution.words}
    heard |= {quote.cue for quote in reading.quotes if quote.cue}
    for number, sentence in enumerate(reading.sentences):
        for cue in reading.speech.cues:
            if sentence.covers(cue.span) and cue.span in heard and _speaks(reading, sentence, cue):
                yield _said(reading, number, cue)


def _speaks(reading: Reading, sentence: Span, cue: Cue) -> bool:
    """A weak word of speech needs a clause or a quotation at once: «بيّن أن», but not «بين البلدين»."""
    if cue.speaker is None:
        return False
    if cue.role is not Role.WEAK:
        return True
    after = within(reading.tokens, Span(cue.span.end, sentence.end))[:_FOLLOWS_WITHIN]
    for token in after:
        quoted = any(quote.span.start <= token.span.start < quote.span.end for quote in reading.quotes)
        if not quoted and _BREAK.search(reading.text, cue.span.end, token.span.start):
            return False
        if quoted or any(entry.role is Role.COMPLEMENT for entry in entries_of(token.form)):
            return True
    return False


def _said(reading: Reading, number: int, cue: Cue) -> Said:
    form = within(reading.tokens, cue.span)[0].form
    sentence = reading.sentences[number]
    return Said(
        span=cue.span,
        sentence=number,
        tone=tone_of(form, language=reading.language),
        word=base(form, language=reading.language),
        speaker=cue.entity.key if cue.entity else "",
        who=cue.speaker.of(reading.text) if cue.speaker else "",
        negated=cue.role is not Role.PARTICIPLE and _is_denied(reading, sentence, cue.span),
    )


def _is_denied(reading: Reading, sentence: Span, word: Span) -> bool:
    reach = _DENIED_WITHIN.get(reading.language, 1)
    return any(
        denies(token, reading.language) and not _BREAK.search(reading.text, token.span.end, word.start)
        for token in within(reading.tokens, Span(sentence.start, word.start))[-reach:]
    )


def tone_of(form: str, *, language: str = "") -> Tone:
    """The class of a folded word of speech in any inflection; neutral where no list has it."""
    return _tones(_lists(language)).get(base(form, language=language), Tone.NEUTRAL)


def base(form: str, *, language: str = "") -> str:
    """The listed word that a folded word of speech is a form of, else its lemma."""
    listed = _listed(_lists(language))
    forms = [form, form[1:]] if form[:1] in _CONJUNCTIONS else [form]
    forms += [each.removesuffix(pronoun) for each in forms for pronoun in _OBJECTS if each.endswith(pronoun)]
    if language not in _LANGUAGES:
        language = "en" if form[:1].isascii() else "ar"
    known = lemma(form, language=language)
    return next((listed[each] for each in [*forms, known] if each in listed), known)


def _lists(language: str) -> tuple[str, ...]:
    return _LANGUAGES.get(language, _DEFAULT)


@cache
def _tones(languages: tuple[str, ...]) -> Mapping[str, Tone]:
    """By the word that stands for its forms, as it is written."""
    return {word: tone for tone, word, _ in _lines(languages)}


@cache
def _listed(languages: tuple[str, ...]) -> Mapping[str, str]:
    """The word that stands for each form; what a line writes out comes before what is inflected."""
    backwards = tuple(reversed(_lines(languages)))
    written = {form: word for _, word, forms in backwards for form in forms}
    inflected = {each: word for _, word, forms in backwards for form in forms for each in _forms(form)}
    return inflected | written


@cache
def _lines(languages: tuple[str, ...]) -> tuple[tuple[Tone, str, tuple[str, ...]], ...]:
    """Of each word its class, the form that stands for it, and the folded forms that are written out."""
    return tuple(
        (Tone(tone), word.split("/")[0], tuple(fold_key(form) for form in word.split("/")))
        for language in languages
        for tone, words in rows(f"speech_verbs_{language}.tsv")
        for word in words.split()
    )


def _forms(word: str) -> Iterator[str]:
    """Persons, genders and numbers of a folded Arabic word, as newspapers use them."""
    if not is_arabic(word):
        return
    if word[0] == "ي":  # the imperfect: يؤكد, تؤكد, نؤكد, يؤكدون, يؤكدان
        weak = word[:-1] if word[-1] in "يو" else word
        for person in _PERSONS:
            yield from (person + rest for rest in (word[1:], weak[1:] + "ون", word[1:] + "ان"))
        return
    yield from (word + ending for ending in _ENDINGS)
    if word[-1] in "يا":  # a weak last letter: نفى, نفت, نفوا; دعا, دعت, دعوا; داعي, داعين
        yield from (word[:-1] + ending for ending in _ENDINGS)
