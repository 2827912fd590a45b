"""The words of a text with their lemmas, for comparing, grouping and searching alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from articles.analysis.lemmas import is_stop, lemma
from articles.analysis.normalise import Folded, fold
from articles.analysis.spans import Span

# Arabic letters; a number with its separators; a sign of a script without spaces; other letters and digits.
_WORD = re.compile(
    r"[\u0620-\u06ff]+|\d+(?:[.,]\d+)+|[\u3040-\u30ff\u3400-\u9fff]"
    r"|[^\W_\u0620-\u06ff\u3040-\u30ff\u3400-\u9fff]+(?:'[^\W_]+)*"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One written word: its place, its folded form, its folded lemma, and whether it is a function word."""

    span: Span
    form: str
    lemma: str
    stop: bool


def tokenise(text: str, *, language: str, names: Sequence[Span] = ()) -> tuple[Token, ...]:
    """The words in order; those a name covers keep the folded form they have inside the name as lemma."""
    folded = fold(text)
    waiting = sorted(names, reverse=True)
    tokens = []
    for match in _WORD.finditer(folded.text):
        span = folded.span(*match.span())
        while waiting and waiting[-1].end <= span.start:
            waiting.pop()
        reached = bool(waiting) and waiting[-1].start < span.end
        named = waiting[-1] if reached and waiting[-1].overlap(span) else None
        tokens.append(_token(folded, span, match.group(), language, named))
    return tuple(tokens)


def word_spans(text: str) -> list[Span]:
    """Where the words stand that `tokenise` finds."""
    folded = fold(text)
    return [folded.span(*match.span()) for match in _WORD.finditer(folded.text)]


def _token(folded: Folded, span: Span, form: str, language: str, name: Span | None) -> Token:
    if name is not None:
        inside = folded.text[
            folded.index(max(span.start, name.start)) : folded.index(min(span.end, name.end))
        ]
        return Token(span=span, form=form, lemma=inside, stop=False)
    return Token(
        span=span,
        form=form,
        lemma=_plain_lemma(folded.original, span, form, language),
        stop=is_stop(form, language=language),
    )


def lemma_outside_names(text: str, token: Token, *, language: str) -> str:
    """The lemma that a token of the text has, or would have if no name covered it."""
    return _plain_lemma(text, token.span, token.form, language)


def _plain_lemma(text: str, span: Span, form: str, language: str) -> str:
    # Other languages' dictionaries want the letters as written: folding takes ö and ñ away.
    return lemma(form if language in ("ar", "en") else span.of(text), language=language)
