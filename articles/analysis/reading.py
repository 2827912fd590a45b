"""One text read once: its sentences, words, names, quotations and figures, together."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from articles.analysis.figures.figures import Figure, find_figures
from articles.analysis.names.entities import Entity, Mention, find_mentions
from articles.analysis.names.token_model import TokenModel
from articles.analysis.speech.attribution import Attribution, find_attributions
from articles.analysis.speech.quotes import Quote, Speech, find_speech
from articles.analysis.text.language import detect
from articles.analysis.text.sentences import find_sentences
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import Token, tokenise

# Raise it with every change of rules that changes what is stored: the next ingest then reads again.
RULES_VERSION = "10"


@dataclass(frozen=True, kw_only=True, eq=False)  # compared by identity: comparing whole texts costs too much
class Reading:
    """What was read in `text`; all spans are places in it, in order. Headings are not sentences.

    Figures and attributions are looked for when they are first asked for: only comparing needs them.
    """

    text: str
    language: str
    sentences: tuple[Span, ...]
    tokens: tuple[Token, ...]
    mentions: tuple[Mention, ...]
    speech: Speech

    @property
    def quotes(self) -> tuple[Quote, ...]:
        return self.speech.quotes

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        names = [mention.span for mention in self.mentions]
        return find_figures(self.text, language=self.language, masked=names)

    @cached_property
    def attributions(self) -> tuple[Attribution, ...]:
        return find_attributions(
            self.text,
            sentences=self.sentences,
            tokens=self.tokens,
            mentions=self.mentions,
            speech=self.speech,
        )


def read(
    text: str,
    *,
    language: str | None = None,
    headings: Sequence[Span] = (),
    known: Sequence[Entity] = (),
    model: TokenModel | None = None,
) -> Reading:
    """Read a text; `known` are entities that other articles of its story name, `model` finds names."""
    language = language or detect(text)
    sentences = tuple(
        sentence
        for sentence in find_sentences(text, language=language)
        if not any(heading.overlap(sentence) for heading in headings)
    )
    mentions = find_mentions(text, language=language, known=known, model=model)
    names = [mention.span for mention in mentions]
    return Reading(
        text=text,
        language=language,
        sentences=sentences,
        tokens=tokenise(text, language=language, names=names),
        mentions=mentions,
        speech=find_speech(text, language=language, sentences=sentences, mentions=mentions),
    )
