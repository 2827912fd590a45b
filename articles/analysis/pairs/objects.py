"""At whom what a sentence speaks of is aimed: sanctions on Pyongyang, an attack against Damascus."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from articles.analysis.names.entities import Entity, Kind, Mention
from articles.analysis.reading import Reading
from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.spans import Span, within
from articles.analysis.text.tables import rows
from articles.analysis.text.tokens import Token

_AIMING = frozenset(["علي", "ضد", "بحق", "on", "against"])
_OWN = frozenset(["بلاده", "بلادها", "بلادنا", "بلدنا"])
_OUR, _COUNTRY = frozenset(["our", "his", "her", "their"]), "country"
_REACH = 2  # words between the preposition and what is aimed, as in «العقوبات المفروضة على»
_TITLE, _NEAR = 4, 80  # words, and letters, before a name in which the country of its bearer stands
_BODIES = (Kind.PLACE, Kind.ORGANISATION)


@dataclass(frozen=True, kw_only=True)
class Aim:
    """What is aimed, by its lemma, at whom, by the key of the country or body; `span` covers both."""

    lemma: str
    target: str
    span: Span


def aims(reading: Reading, sentence: Span) -> Iterator[Aim]:
    """All that is aimed at somebody in a sentence; «his own country» is the speaker's, if that is known."""
    words = within(reading.tokens, sentence)
    mentions = within(reading.mentions, sentence)
    named = {mention.span.start: mention for mention in mentions}
    for place, word in enumerate(words):
        if word.form not in _AIMING or place + 1 >= len(words):
            continue
        target = _target(reading, sentence, words[place + 1 : place + 3], named)
        if target:
            for aimed in words[max(0, place - 1 - _REACH) : place]:
                if not aimed.stop and not within(mentions, aimed.span):
                    span = Span(aimed.span.start, words[place + 1].span.end)
                    yield Aim(lemma=aimed.lemma, target=target, span=span)


def country_of(entity: Entity) -> str:
    """The key of the country that a capital or seat of power stands for; else the entity's own."""
    return _metonyms().get(entity.key, entity.key)


def _target(
    reading: Reading, sentence: Span, words: Sequence[Token], named: dict[int, Mention]
) -> str | None:
    first, second = words[0], words[1] if len(words) > 1 else None
    if first.form in _OWN or (first.form in _OUR and second is not None and second.form == _COUNTRY):
        return _country_of_speaker(reading, sentence)
    mention = named.get(first.span.start)
    if mention is None or mention.entity.kind not in _BODIES:
        return None
    return country_of(mention.entity)


def _country_of_speaker(reading: Reading, sentence: Span) -> str | None:
    """The one country of whoever is heard: in his title («الرئيس الروسي»), else before his name anywhere."""
    heard = [each for each in reading.attributions if each.sentence == sentence]
    speakers = {each.entity.key for each in heard if each.entity is not None}
    titles = [each.source for each in heard if each.entity is None and each.source is not None]
    if len(speakers) + len(titles) != 1:
        return None
    if titles:
        named = set(_countries_in(reading, titles[0]))
        return named.pop() if len(named) == 1 else None
    found = {
        country
        for mention in reading.mentions
        if mention.entity.key in speakers
        for country in _countries_before(reading, mention.span)
    }
    return found.pop() if len(found) == 1 else None


def _countries_before(reading: Reading, name: Span) -> Iterator[str]:
    before = within(reading.tokens, Span(max(0, name.start - _NEAR), name.start))[-_TITLE:]
    return _countries_of(reading, before)


def _countries_in(reading: Reading, title: Span) -> Iterator[str]:
    return _countries_of(reading, within(reading.tokens, title)[:_TITLE])


def _countries_of(reading: Reading, words: Sequence[Token]) -> Iterator[str]:
    demonyms = gazetteer.load().demonyms
    for token in words:
        known = demonyms.get(token.form) or demonyms.get(token.form.removeprefix(ARTICLE))
        if known:
            yield known.country.key
        for mention in within(reading.mentions, token.span):
            if gazetteer.load().groups.get(mention.entity.key) == "countries":
                yield mention.entity.key


@cache
def _metonyms() -> dict[str, str]:
    """The key of the country for the key of each capital and seat."""
    known = gazetteer.load().by_key
    found = {}
    for country, names in rows("metonyms.tsv"):
        of = known.get(f"{Kind.PLACE}:{_key(country)}")
        for name in names.split():
            for kind in (*_BODIES, Kind.FACILITY):
                seat = known.get(f"{kind}:{_key(name)}")
                if of and seat:
                    found[seat.key] = of.key
    return found


def _key(name: str) -> str:
    return fold_key(name.replace("_", " "))
