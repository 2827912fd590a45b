"""Articles to search in: real sentences mixed anew, or printed ones where there are none."""

import gzip
import json
import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path

from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import tokenise, word_spans
from articles.search.letters import GAP, LAST_POSITION, letters, standing

OUTLETS = 40
SENTENCES = (4, 12)
NEWEST = datetime(2025, 1, 1, tzinfo=UTC)
YEARS = 5
# Lexemes of these ranks, by the number of sentences they stand in, are taken for names.
NAME_RANKS = (150, 20_150)
NAMES_IN_A_SENTENCE = 2
_END = re.compile(r"(?<=[.!?؟])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`words` are the lexemes of each word by meaning, and its letters."""

    text: str
    language: str
    words: tuple[tuple[tuple[str, ...], str], ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Made:
    """A made article and who is named where; the vectors, where wanted, are those of search.letters.index."""

    number: int
    title: str
    body: str
    language: str
    published: datetime
    outlet: int
    sentences: tuple[Span, ...]
    names: tuple[tuple[int, int, int, int], ...]  # name, start, end, start of the sentence
    terms: str
    forms: str


class Corpus:
    """Sentences read once, of which any number of articles is made; the same seed makes the same."""

    def __init__(self, texts: Sequence[tuple[str, str, str]], *, seed: int = 1) -> None:
        self._seed = seed
        self._known: dict[tuple[str, str], tuple[tuple[str, ...], str]] = {}
        self.articles = [
            (self._sentence(title, language), [self._sentence(text, language) for text in _sentences(body)])
            for title, body, language in texts
        ]
        self.articles = [(title, sentences) for title, sentences in self.articles if sentences]
        self.names = self._names()
        self._numbers = {name: number for number, name in enumerate(self.names)}

    def make(self, size: int, *, with_vectors: bool = True) -> Iterator[Made]:
        chance = random.Random(self._seed)
        weights = list(accumulate(1 / (rank + 2) for rank in range(OUTLETS)))
        for number in range(size):
            (outlet,) = chance.choices(range(OUTLETS), cum_weights=weights)
            age = timedelta(seconds=chance.randrange(YEARS * 365 * 86400))
            yield self._made(chance, number, outlet, NEWEST - age, with_vectors=with_vectors)

    def _made(
        self, chance: random.Random, number: int, outlet: int, published: datetime, *, with_vectors: bool
    ) -> Made:
        (title, own), (_, others) = chance.choice(self.articles), chance.choice(self.articles)
        others = [one for one in others if one.language == title.language]
        wanted = chance.randint(*SENTENCES)
        sentences = [*own[: max(wanted // 2, wanted - len(others))], *others][:wanted]
        body, places = "", []
        names: list[tuple[int, int, int, int]] = []
        for sentence in sentences:
            start = len(body)
            names += [
                (name, start + span.start, start + span.end, start) for name, span in self.named(sentence)
            ]
            body += sentence.text + " "
            places.append(Span(start, len(body) - 1))
        terms, forms = _vectors(title, sentences) if with_vectors else ("", "")
        return Made(
            number=number,
            title=title.text,
            body=body.rstrip(),
            language=title.language,
            published=published,
            outlet=outlet,
            sentences=tuple(places),
            names=tuple(names),
            terms=terms,
            forms=forms,
        )

    def named(self, sentence: Sentence) -> list[tuple[int, Span]]:
        """The names in a sentence, by their numbers, with their places."""
        found = (
            (self._numbers[stems[0]], span)
            for (stems, _), span in zip(sentence.words, sentence.spans, strict=True)
            if stems and stems[0] in self._numbers
        )
        return sorted(found, key=lambda named: -named[0])[:NAMES_IN_A_SENTENCE]

    def _names(self) -> list[str]:
        counts: Counter[str] = Counter()
        for _, sentences in self.articles:
            for sentence in sentences:
                counts.update({stems[0] for stems, _ in sentence.words if stems})
        telling = [
            lexeme
            for lexeme, _ in counts.most_common()
            if len(lexeme) > 2 and lexeme.isalpha() and not is_stop(lexeme, language="ar")
        ]
        return telling[slice(*NAME_RANKS)]

    def _sentence(self, text: str, language: str) -> Sentence:
        text = " ".join(text.split())
        spans = tuple(word_spans(text))
        return Sentence(text, language, tuple(self._word(span.of(text), language) for span in spans), spans)

    def _word(self, written: str, language: str) -> tuple[tuple[str, ...], str]:
        key = written, language
        if key not in self._known:
            stems = (
                lexeme
                for word in tokenise(written, language=language)
                for lexeme in standing(word.span.of(written), word.form, word.lemma, language)[0]
            )
            self._known[key] = tuple(stems), letters(written)
        return self._known[key]


def _sentences(body: str) -> list[str]:
    return [text for text in _END.split(body) if len(text.split()) > 2]


def _vectors(title: Sentence, sentences: Sequence[Sentence]) -> tuple[str, str]:
    """What search.letters.index makes of these words; a test holds the two against each other."""
    terms: dict[str, list[str]] = {}
    forms: dict[str, list[str]] = {}
    place = 0
    for sentence, weight in ((title, "A"), *((one, "B") for one in sentences)):
        for stems, form in sentence.words:
            place += 1
            at = f"{min(place, LAST_POSITION)}{weight}"
            for stem in stems:
                terms.setdefault(stem, []).append(at)
            if form:
                forms.setdefault(form, []).append(at)
        if sentence is title:
            place += GAP - 1
    return tuple(
        " ".join(f"'{word}':{','.join(at)}" for word, at in vector.items()) for vector in (terms, forms)
    )  # type: ignore[return-value]


def read_texts(folder: Path, *, most: int) -> list[tuple[str, str, str]]:
    """Title, body and language of real articles, one in ten English where there are so many."""
    arabic = _rows(folder / "corpus" / "ant-2018-02-to-07.jsonl.gz")
    english = _rows(folder / "clustering" / "ecbplus-topics-01-to-35.jsonl.gz")
    texts = [(row["title"], row["text"], "ar") for row in arabic[:: max(1, len(arabic) // most)]]
    texts += [(row["text"].strip().split("\n")[0][:120], row["text"], "en") for row in english[: most // 10]]
    return texts


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
