"""What is kept of reading one article: made apart from the tables, so that any process can make it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from articles import search
from articles.analysis.names.entities import Mention
from articles.analysis.reading import Reading, read
from articles.analysis.speech.quotes import Kind, Quote
from articles.analysis.stories.profiles import Profile, Rarity, index_terms, profile, rarity
from articles.analysis.stories.reprints import Fingerprint, fingerprint
from articles.analysis.text import remembered
from articles.analysis.text.spans import Span
from articles.name_model import name_model, rules_version


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """What reading needs of an article; `headings` are places in the body."""

    body: str
    language: str
    headings: tuple[Span, ...]
    headline: str
    published: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """The rows to be: places are of the body; `written` has each lemma of the profile as the text has it."""

    rules_version: str
    opening: str
    word_count: int
    sentences: tuple[Span, ...]
    indexed: search.Indexed
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    profile: Profile
    grouping_terms: tuple[str, ...]
    written: dict[str, str]
    fingerprint: Fingerprint


def find(text: Text) -> Findings:
    """Read a text with all rules; the encoder is not asked."""
    reading = read(text.body, language=text.language, headings=text.headings, model=name_model())
    grouped = profile(
        language=reading.language,
        tokens=reading.tokens,
        mentions=reading.mentions,
        rarity=_rarity(reading.language),
        published=text.published,
    )
    return Findings(
        rules_version=rules_version(),
        opening=opening(reading.text, reading.sentences),
        word_count=len(reading.tokens),
        sentences=reading.sentences,
        indexed=search.index(text.headline, reading.text, language=reading.language, named=reading.tokens),
        mentions=reading.mentions,
        quotes=tuple(q for q in reading.quotes if q.kind is not Kind.TITLE and q.depth == 0),
        profile=grouped,
        grouping_terms=index_terms(grouped),
        written=_written(reading, grouped),
        fingerprint=fingerprint(reading),
    )


@cache
def _rarity(language: str) -> Rarity:
    """As in newspapers at large; remembered by lemma, since articles share most."""
    return lru_cache(maxsize=remembered.WORDS)(rarity(language))


def opening(text: str, sentences: Sequence[Span], *, length: int = 400) -> str:
    """The first sentences, whole, up to about `length` code points and at least one."""
    if not sentences:
        return ""
    first = sentences[0]
    end = first.end
    for sentence in sentences[1:]:
        if sentence.end - first.start > length or "\n" in text[end : sentence.start]:
            break
        end = sentence.end
    return text[first.start : end]


def _written(reading: Reading, profile: Profile) -> dict[str, str]:
    """The words of a receipt as this article writes them: lemmas are not for showing."""
    written: dict[str, str] = {}
    for (start, end), _, lemma, _ in reading.tokens:
        if lemma in profile.words:
            word = reading.text[start:end]
            if len(word) < len(written.setdefault(lemma, word)):
                written[lemma] = word
    return written
