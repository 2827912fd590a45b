"""Subjects of English, French and Russian verbs of speech: before the verb, or after it behind a quotation.

In French and Russian they may follow elsewhere too: «comme l'a souligné la ministre», «об этом сообщил мэр».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from articles.analysis.speech.heard import (
    AFTER_VERB,
    BEFORE_VERB,
    BREAK,
    CARRIED_OVER,
    CUES_BACK,
    HEADS,
    OFFICE,
    Heard,
    Memory,
    Speaker,
    english_stem,
)
from articles.analysis.speech.noun_phrases import by_name, has_complement, phrase_end, subject_of_unit
from articles.analysis.speech.speech import Term
from articles.analysis.text import gazetteer
from articles.analysis.text.spans import Span

if TYPE_CHECKING:
    from articles.analysis.names.entities import Entity

_REACH_BACK = 25  # words between an English verb and its subject, appositions included
_LONGEST_ABBREVIATION = 4
_WHO = frozenset(["who", "qui"])
_LONGEST_PLAIN = 3  # words before a plain noun, its article among them
_OF_THINGS = frozenset(["suggested", "suggests"])  # «the delay suggested that …»: what no plain noun says


def european_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    inverts = any(entry.inverts for entry in terms[place].entries)
    speaker = _pronoun_behind(terms, place, unit, number, memory, found) if inverts else None
    handed = inverts and "," in terms[_first_of_verb(terms, place, unit)].gap  # «…, сообщил мэр»
    behind = _behind_quotation(terms, place, unit)
    speaker = speaker or (_after(terms, place, unit, memory, plain=behind) if handed or behind else None)
    speaker = speaker or subject_before(terms, place, unit, number, memory, found)
    return speaker or (_after(terms, place, unit, memory, plain=False) if inverts else None)


def _pronoun_behind(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    """«dit-il», «déclare-t-elle», «сказал он»."""
    here = place + 1
    if here < unit.stop and terms[here].form == "t":
        here += 1
    if here >= unit.stop or "pronoun" not in terms[here].roles or terms[here].gap not in (" ", "-"):
        return None
    return _pronoun(terms, here, place, unit, number, memory, found)


def _first_of_verb(terms: Sequence[Term], place: int, unit: range) -> int:
    """Where a verb of speech begins with its auxiliaries: «lui a déclaré»."""
    while place > unit.start and "auxiliary" in terms[place - 1].roles and not terms[place - 1].quoted:
        place -= 1
    return place


def _behind_quotation(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«…,” said the minister», «…», a déclaré la ministre: only there English has the subject behind."""
    first = _first_of_verb(terms, place, unit)
    return first > unit.start and terms[first - 1].quoted


def _after(terms: Sequence[Term], place: int, unit: range, memory: Memory, *, plain: bool) -> Speaker | None:
    """Who is named behind a verb; `plain` takes any noun with an article: «“…,” said the gardener»."""
    start = place + 1
    while start < unit.stop and terms[start].roles & {"article", "adverb"} and not terms[start].mention:
        if BREAK.search(terms[start].gap):
            return None
        start += 1
    if start >= unit.stop or BREAK.search(terms[start].gap) or terms[start].quoted:
        return None
    speaker = phrase_after(terms, start, unit, memory, rule=AFTER_VERB)
    if speaker is None and plain and "article" in terms[start - 1].roles and not terms[start].roles:
        end = phrase_end(terms, start, unit)
        return Speaker(
            span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=AFTER_VERB
        )
    return speaker


def phrase_after(
    terms: Sequence[Term], start: int, unit: range, memory: Memory, *, rule: str
) -> Speaker | None:
    """Who a noun phrase names: a person, else what it opens with, else an unknown name, else its words."""
    end = phrase_end(terms, start, unit)
    free = [i for i in range(start, end) if i == start or not _is_governed(terms, i, unit)]
    free = [i for i in free if not terms[i].oblique]
    named = next((i for i in free if terms[i].opens and terms[i].person), None)
    named = start if named is None and start in free and terms[start].opens else named
    unknown = next((i for i in free if _is_capitalised(terms[i]) and not terms[i].roles & {*HEADS}), None)
    if unknown is not None and (run := _nationality(terms, unknown, unit)):
        return _of_nation(terms, run, end, rule)
    if unknown is not None and (named is None or (unknown < named and not terms[unknown].mention)):
        named = unknown if terms[unknown].mention is None else named
    if named is None:
        described = end > start and "preposition" not in terms[start].roles
        return _described(terms, start, end, memory, rule=rule) if described else None
    return by_name(terms[named], rule) or _capitalised(terms, named, unit, rule)


def _capitalised(terms: Sequence[Term], place: int, unit: range, rule: str) -> Speaker:
    """An unknown name: the run of capitalised words around a place."""
    run = _capitals(terms, place, unit)
    return Speaker(
        span=Span(terms[run.start].span.start, terms[run.stop - 1].span.end), entity=None, rule=rule
    )


def _capitals(terms: Sequence[Term], place: int, unit: range) -> range:
    start, end = place, place + 1
    while start > unit.start and _continues_name(terms[start - 1], terms[start]):
        start -= 1
    while end < unit.stop and _continues_name(terms[end], terms[end]):
        end += 1
    return range(start, end)


def _continues_name(term: Term, later: Term) -> bool:
    return _is_capitalised(term) and later.gap.strip() in ("", ".", "-")


def _described(terms: Sequence[Term], start: int, end: int, memory: Memory, *, rule: str) -> Speaker | None:
    heads = [i for i in range(start, end) if terms[i].roles & {*HEADS}]
    if not heads:
        return None
    said = {english_stem(t.form) for t in terms[start : heads[0]] if "article" not in t.roles}
    fitting = [
        h
        for h in memory.holders.values()
        if h.head == terms[heads[0]].head and h.qualities.issuperset(said) and h.entity
    ]
    if len({h.entity.key for h in fitting if h.entity}) == 1 and end == heads[0] + 1:
        return Speaker(span=fitting[-1].span, entity=fitting[-1].entity, rule=OFFICE)
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=rule)


def subject_before(
    terms: Sequence[Term],
    place: int,
    unit: range,
    number: int,
    memory: Memory,
    found: Sequence[Heard],
) -> Speaker | None:
    """The nearest noun or pronoun to the left that can be the verb's subject."""
    here = place - 1
    while here >= unit.start and place - here < _REACH_BACK:
        term = terms[here]
        if term.quoted or _ends_clause(terms, here):
            break
        if "pronoun" in term.roles:
            return _pronoun(terms, here, place, unit, number, memory, found)
        if "self" in term.roles or term.form == "to":
            return None
        if term.form in _WHO:
            here -= 1
            continue
        if run := _nationality(terms, here, unit):
            if not _is_governed(terms, run.start, unit):
                return _of_nation(terms, run, place, BEFORE_VERB)
            here = run.start - 1
            continue
        first = _name_start(terms, here, unit)
        governed = _is_governed(terms, first, unit) or terms[first].oblique
        if not governed and (terms[first].opens or first < here or _is_capitalised(term)):
            named = terms[first] if terms[first].opens else terms[here]
            return by_name(named, BEFORE_VERB) or _capitalised(terms, here, unit, BEFORE_VERB)
        if term.mention is None and term.roles & {*HEADS} and not _is_capitalised(term) and not term.oblique:
            start = _description_start(terms, here, unit)
            if not _is_governed(terms, start, unit):
                return _name_before_apposition(terms, start, unit) or _described(
                    terms, start, here + 1, memory, rule=BEFORE_VERB
                )
        if (plain := _plain_subject(terms, here, place, unit)) is not None:
            span = Span(terms[plain].span.start, term.span.end)
            return Speaker(span=span, entity=None, rule=BEFORE_VERB)
        here = first - 1
    return None


def _nationality(terms: Sequence[Term], place: int, unit: range) -> range | None:
    """The unknown capitalised words around a place, where they are no name: «South Korean»."""
    if terms[place].mention is not None or not _is_capitalised(terms[place]):
        return None
    run = _capitals(terms, place, unit)
    form = " ".join(term.form for term in terms[run.start : run.stop])
    return run if form in gazetteer.load().demonyms else None


def _of_nation(terms: Sequence[Term], run: range, stop: int, rule: str) -> Speaker:
    """A nationality with its article and the noun it belongs to: «a Peruvian», «Peruvian state media»."""
    start, end = run.start, run.stop
    if start and "article" in terms[start - 1].roles and not terms[start].gap.strip():
        start -= 1
    while end < stop and _goes_on_plainly(terms[end]):
        end += 1
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=rule)


def _goes_on_plainly(term: Term) -> bool:
    taken = term.stop or term.quoted or term.entries or term.roles - {*HEADS} or term.mention
    return not taken and not term.gap.strip()


def _plain_subject(terms: Sequence[Term], here: int, place: int, unit: range) -> int | None:
    """«the engineer replied»: where a noun with an article right before the verb begins."""
    if here != place - 1 or terms[here].entries or terms[here].roles or terms[here].stop:
        return None
    if terms[place].gap.strip() or terms[place].form in _OF_THINGS:
        return None
    for start in range(here - 1, max(unit.start, here - _LONGEST_PLAIN) - 1, -1):
        if terms[start + 1].gap.strip() or terms[start].quoted:
            return None
        if "preposition" in terms[start].roles and not terms[start - 1].roles & {*HEADS}:
            return None  # «the choice of venue», not «the ministry of health»
        if "article" in terms[start].roles:
            return None if _is_governed(terms, start, unit) else start
    return None


def _ends_clause(terms: Sequence[Term], here: int) -> bool:
    """Whether a clause ends behind a word; the point of «Sen. Doe» does not."""
    gap = terms[here + 1].gap
    initial = terms[here].capital and len(terms[here].form) <= _LONGEST_ABBREVIATION
    return bool(re.search(r"[;:!?()“”]" if initial else r"[.;:!?()“”]", gap))


def _name_start(terms: Sequence[Term], here: int, unit: range) -> int:
    """The first word of the known or capitalised name that a word belongs to."""
    first = here
    while first > unit.start and terms[first].mention is not None and not terms[first].opens:
        first -= 1
    if terms[first].mention is None and _is_capitalised(terms[first]):
        while first > unit.start and _continues_name(terms[first - 1], terms[first]):
            first -= 1
    return first


def _is_capitalised(term: Term) -> bool:
    ordinary = term.stop or term.roles & {"day", "group", "adverb", "preposition"}
    return term.capital and not term.quoted and not term.entries and not ordinary


def _is_governed(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether a preposition stands before a name, articles aside."""
    while place > unit.start and "article" in terms[place - 1].roles and not terms[place].gap.strip():
        place -= 1
    return place > unit.start and "preposition" in terms[place - 1].roles and not terms[place].gap.strip()


def _name_before_apposition(terms: Sequence[Term], start: int, unit: range) -> Speaker | None:
    """«Jane Doe, the company's lawyer, said»."""
    name = terms[start - 1] if start > unit.start and terms[start].gap.strip() == "," else None
    if name is None or name.quoted or not (name.person or (name.capital and not name.stop)):
        return None
    return by_name(name, BEFORE_VERB) or _capitalised(terms, start - 1, unit, BEFORE_VERB)


def _description_start(terms: Sequence[Term], head: int, unit: range) -> int:
    start = head
    while start > unit.start and head - start < 4:
        before = terms[start - 1]
        if (
            terms[start].gap.strip(" -")
            or before.quoted
            or before.roles & {"preposition", "opener"}
            or before.entries
        ):
            break
        start -= 1
        if "article" in before.roles:
            break
    return start


def _pronoun(
    terms: Sequence[Term],
    place: int,
    verb: int,
    unit: range,
    number: int,
    memory: Memory,
    found: Sequence[Heard],
) -> Speaker | None:
    roles = terms[place].roles
    if "many" in roles:
        return None
    feminine = True if "female" in roles else False if "male" in roles else None
    persons = not roles & {"thing"}
    question = memory.answered(terms, verb, number)
    end = min(place, max(unit.start, question.place)) if question else place
    speaker = question.asked if question else None
    if speaker is None:
        speaker = memory.last(number, feminine=feminine, other_than=question.asker if question else None)
        for heard in reversed(found[-CUES_BACK:]):
            if heard.speaker and not heard.embedded and heard.place < end:
                speaker = heard.speaker
                break
    if speaker is None and persons:
        speaker = subject_of_unit(terms, range(unit.start, end)) or subject_of_unit(terms, memory.sentence)
    if speaker is None or (speaker.entity is not None and not _can_be(roles, speaker.entity)):
        return None
    return replace(speaker, rule=CARRIED_OVER, feminine=feminine)


def _can_be(roles: frozenset[str], entity: Entity) -> bool:
    """Whether a pronoun may stand for an entity: «she» for a person alone, «elle» also for a ministry."""
    return "human" not in roles if entity.kind != "person" else "thing" not in roles


def is_speech(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether a verb without a known speaker reports speech, and is no noun («the reports»)."""
    return has_complement(terms, place, unit) or (place > unit.start and terms[place - 1].quoted)
