"""The vectors of articles' sentences: made when they are wanted, kept for the next time."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from articles.analysis.pairs import meaning
from articles.analysis.pairs.meaning import ENCODER, WIDTH, Vectors
from articles.models import Article, SentenceVectors
from articles.models.articles import Awaits
from articles.pipeline.findings import Findings

Stored = bytes | memoryview  # a binary column of a row just written, or of one that was read
# An article's meaning is that of its beginning; news puts first what it is about.
PROFILED_SENTENCES = 16


def vectors_of(article: Article) -> Vectors:
    """One unit vector a sentence, by rows; made and kept if they are not there."""
    texts = _texts(article)
    stored = SentenceVectors.objects.filter(article=article, encoder=ENCODER, sha256=_digest(texts)).first()
    if stored is None:
        stored = _kept(article, texts)
    return _from_bytes(stored.vectors).reshape(-1, WIDTH)


def make_vectors(articles: Iterable[Article]) -> list[Article]:
    """Make and keep the vectors that are missing; the articles whose were."""
    articles = list(articles)
    known = set(
        SentenceVectors.objects.filter(article__in=articles, encoder=ENCODER).values_list("article", "sha256")
    )
    texts = {article.pk: _texts(article) for article in articles}
    missing = [article for article in articles if (article.pk, _digest(texts[article.pk])) not in known]
    for article in missing:
        _kept(article, texts[article.pk])
    Article.objects.filter(pk__in=[a.pk for a in articles], awaits=Awaits.VECTORS).update(awaits="")
    return missing


def recall(article: Article) -> None:
    """Let the encoder know the article's sentences, so that it need not read them."""
    meaning.remember(_texts(article), vectors_of(article))


def with_meaning(found: Findings, body: str) -> Findings:
    """The same with the meaning of the text, from vectors that the encoder makes now and remembers."""
    vectors = meaning.encode([sentence.of(body) for sentence in found.sentences])
    return replace(found, profile=replace(found.profile, meaning=meaning_of(vectors)))


def meaning_from_bytes(stored: Stored) -> tuple[float, ...]:
    return tuple(_from_bytes(stored).tolist())


def meaning_of(vectors: Vectors) -> tuple[float, ...] | None:
    """The mean of an article's first vectors, of unit length; None of an article without sentences."""
    if not len(vectors):
        return None
    mean = vectors[:PROFILED_SENTENCES].mean(axis=0)
    return tuple((mean / (np.linalg.norm(mean) or 1)).tolist())


def _kept(article: Article, texts: Sequence[str]) -> SentenceVectors:
    vectors = meaning.encode(texts)
    values = {
        "encoder": ENCODER,
        "sha256": _digest(texts),
        "vectors": _to_bytes(vectors),
        "meaning": _to_bytes(np.array(meaning_of(vectors) or (), dtype=np.float32)),
    }
    return SentenceVectors.objects.update_or_create(article=article, defaults=values)[0]


def _texts(article: Article) -> list[str]:
    return [sentence.of(article.body) for sentence in article.sentence_spans()]


def _digest(texts: Sequence[str]) -> str:
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def _to_bytes(numbers: Vectors) -> bytes:
    return numbers.astype("<f2").tobytes()


def _from_bytes(stored: Stored) -> Vectors:
    return np.frombuffer(stored, dtype="<f2").astype(np.float32)
