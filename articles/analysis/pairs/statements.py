"""One sentence as the sequence of words, names, figures and dates by which it is held against another."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache

from articles.analysis.figures.dates import find_dates
from articles.analysis.figures.figures import Figure
from articles.analysis.names.entities import Mention
from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind as QuoteKind
from articles.analysis.text.lemmas import lemma
from articles.analysis.text.negation import denies
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import phrases, rows
from articles.analysis.text.tokens import Token

REMEMBERED = 4096  # sentences: one that is linked is mostly linked to several, in one article or in many


class ItemKind(StrEnum):
    WORD = "word"
    NAME = "name"
    FIGURE = "figure"
    DATE = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing said; two with the same `key` are the same thing, in whatever spelling or script.

    broader: keys that say the same less exactly, as a year does for a day
    written: a name as it stands in the text, folded
    sort: of a name its kind of entity, of a figure its unit; only what has one sort is told apart
    """

    span: Span
    kind: ItemKind
    key: str
    broader: tuple[str, ...] = ()
    sort: str = ""
    mention: Mention | None = None
    written: str = ""
    quoted: bool = False


@lru_cache(maxsize=REMEMBERED)
def items(reading: Reading, sentence: Span) -> tuple[Item, ...]:
    """The items of a sentence in order; function words are left out, but not those that deny."""
    tokens = within(reading.tokens, sentence)
    found: list[Item] = [_name(mention, reading.text) for mention in within(reading.mentions, sentence)]
    free = _besides(tokens, found)
    found += [*_dates(reading, sentence, free), *_weekdays(free)]
    figures = within(reading.figures, sentence)
    found += [item for figure in figures for item in _figure(figure, _besides(tokens, found))]
    found += [
        _word(token) for token in _besides(tokens, found) if not token.stop or denies(token, reading.language)
    ]
    quotes = [q.span for q in reading.quotes if q.kind is not QuoteKind.TITLE and q.span.overlap(sentence)]
    return tuple(
        replace(item, quoted=any(quote.overlap(item.span) for quote in quotes)) if quotes else item
        for item in sorted(found, key=lambda item: item.span)
    )


def spelled_out(name: Item, reading: Reading, words: Collection[str]) -> tuple[Item, ...]:
    """A name as its words, if these are all among the words given; else itself."""
    inside = within(reading.tokens, name.span)
    spelled = tuple(
        replace(name, span=token.span, kind=ItemKind.WORD, key=key, mention=None)
        for token in inside
        if (key := lemma(token.form, language=reading.language)) in words
    )
    return spelled if len(spelled) == len(inside) else (name,)


def _word(token: Token) -> Item:
    return Item(span=token.span, kind=ItemKind.WORD, key=token.lemma)


def _besides(tokens: Iterable[Token], found: Iterable[Item]) -> list[Token]:
    """The words that no item has taken."""
    taken = {place for item in found for place in range(item.span.start, item.span.end)}
    return [token for token in tokens if taken.isdisjoint(range(token.span.start, token.span.end))]


def _name(mention: Mention, text: str) -> Item:
    return Item(
        span=mention.span,
        kind=ItemKind.NAME,
        key=f"@{mention.entity.key}",
        sort=mention.entity.kind,
        mention=mention,
        written=fold_key(mention.span.of(text)),
    )


def _dates(reading: Reading, sentence: Span, free: Sequence[Token]) -> Iterator[Item]:
    for date in find_dates(sentence.of(reading.text), language=reading.language):
        span = date.span.shifted(sentence.start)
        if within(free, span):
            broader = tuple(_KEY_OF_DATE + value for value in _less_exact(date.value))
            yield _date(span, date.value, broader)


_KEY_OF_DATE = "%"


def _date(span: Span, value: str, broader: tuple[str, ...] = ()) -> Item:
    sort = "time" if value.startswith("T") else "date"
    return Item(span=span, kind=ItemKind.DATE, key=_KEY_OF_DATE + value, broader=broader, sort=sort)


def _less_exact(value: str) -> list[str]:
    """2023-09-13 is also said by --09-13, 2023-09 and 2023."""
    if value.startswith(("-", "T")) or "/" in value:
        return []
    parts = value.split("-")
    shorter = ["-".join(parts[:length]) for length in range(1, len(parts))]
    return [*shorter, *("--" + "-".join(parts[1:]) for _ in parts[2:])]


def _weekdays(free: Iterable[Token]) -> Iterator[Item]:
    """Days of the week by number; which day of the month each was is not in the text."""
    for token in free:
        known = next((_days()[form] for form in (token.form, token.form[1:]) if form in _days()), None)
        if known is not None:
            yield Item(span=token.span, kind=ItemKind.DATE, key=f"{_KEY_OF_DATE}day {known}", sort="weekday")


@cache
def _days() -> dict[str, str]:
    listed = [(value, forms) for role, value, forms in rows("days.tsv") if role == "weekday"]
    return {form: value for value, forms in listed for (form,) in phrases(forms)}


def _figure(figure: Figure, free: Sequence[Token]) -> Iterator[Item]:
    """The number; what it counts is a word of its own, unless one word says both, as a dual does."""
    inside = within(free, figure.span)
    counted = [token for token in inside if token.lemma == figure.unit and not figure.measures]
    number = [token for token in inside if token not in counted]
    value, unit = figure.measure
    key = f"#{value:g}" + (f" {unit}" if unit and not counted else "") + (" th" if figure.ordinal else "")
    if inside:
        span = Span(number[0].span.start, number[-1].span.end) if counted and number else figure.span
        yield Item(span=span, kind=ItemKind.FIGURE, key=key, sort=unit or "")
    if not number:
        yield from map(_word, counted)
