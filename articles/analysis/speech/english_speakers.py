"""Subjects of English verbs of speech: before the verb, or after it behind a quotation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

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
from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.spans import Span

_REACH_BACK = 25  # words between an English verb and its subject, appositions included
_LONGEST_ABBREVIATION = 4
_LONGEST_PLAIN = 3  # words before a plain noun, its article among them


def english_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    return _english_after(terms, place, unit, memory) or english_before(
        terms, place, unit, number, memory, found
    )


def _english_after(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«…,” said the minister»: only where the quotation stands right before the verb."""
    behind_quotation = place > unit.start and terms[place - 1].quoted
    if not behind_quotation or place + 1 >= unit.stop:
        return None
    start = place + 1
    while start < unit.stop and terms[start].form in ("the", "a", "an", "his", "her"):
        start += 1
    if start >= unit.stop or BREAK.search(terms[start].gap) or terms[start].quoted:
        return None
    return english_phrase(terms, start, unit, memory, rule=AFTER_VERB)


def english_phrase(
    terms: Sequence[Term], start: int, unit: range, memory: Memory, *, rule: str
) -> Speaker | None:
    end = phrase_end(terms, start, unit)
    for here in range(start, end):
        governed = here > start and "preposition" in terms[here - 1].roles
        if terms[here].opens and not governed and (terms[here].person or here == start):
            return by_name(terms[here], rule)
        if _is_capitalised(terms[here]) and not governed and not terms[here].roles & {*HEADS}:
            return _capitalised(terms, here, unit, rule)
    return _described(terms, start, end, memory, rule=rule) if end > start else None


def _capitalised(terms: Sequence[Term], place: int, unit: range, rule: str) -> Speaker:
    """An unknown name: the run of capitalised words around a place."""
    start, end = place, place + 1
    while start > unit.start and _continues_name(terms[start - 1], terms[start]):
        start -= 1
    while end < unit.stop and _continues_name(terms[end], terms[end]):
        end += 1
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=rule)


def _continues_name(term: Term, later: Term) -> bool:
    return _is_capitalised(term) and later.gap.strip() in ("", ".", "-")


def _described(terms: Sequence[Term], start: int, end: int, memory: Memory, *, rule: str) -> Speaker | None:
    heads = [i for i in range(start, end) if terms[i].roles & {*HEADS}]
    if not heads:
        return None
    said = {
        english_stem(t.form)
        for t in terms[start : heads[0]]
        if t.form not in ("the", "a", "an", "his", "her")
    }
    fitting = [
        h
        for h in memory.holders.values()
        if h.head == terms[heads[0]].head and h.qualities.issuperset(said) and h.entity
    ]
    if len({h.entity.key for h in fitting if h.entity}) == 1 and end == heads[0] + 1:
        return Speaker(span=fitting[-1].span, entity=fitting[-1].entity, rule=OFFICE)
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=rule)


def english_before(
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
        if term.form in ("i", "we", "you", "to"):
            return None
        if term.form == "who":
            here -= 1
            continue
        first = _name_start(terms, here, unit)
        governed = _is_governed(terms, first, unit)
        if not governed and (terms[first].opens or first < here or _is_capitalised(term)):
            named = terms[first] if terms[first].opens else terms[here]
            return by_name(named, BEFORE_VERB) or _capitalised(terms, here, unit, BEFORE_VERB)
        if term.mention is None and term.roles & {*HEADS} and not _is_capitalised(term):
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


def _plain_subject(terms: Sequence[Term], here: int, place: int, unit: range) -> int | None:
    """«the engineer replied»: where a noun with an article right before the verb begins."""
    if here != place - 1 or terms[here].entries or terms[here].roles or terms[place].gap.strip():
        return None
    for start in range(here - 1, max(unit.start, here - _LONGEST_PLAIN) - 1, -1):
        if terms[start + 1].gap.strip() or terms[start].quoted:
            return None
        if terms[start].form in ("the", "a", "an"):
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
    ordinary = is_stop(term.form, language="en") or term.roles & {"day", "group", "adverb", "preposition"}
    return term.capital and not term.quoted and not term.entries and not ordinary


def _is_governed(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether a preposition stands before a name, articles aside."""
    while place > unit.start and terms[place - 1].form in ("the", "a", "an") and not terms[place].gap.strip():
        place -= 1
    return place > unit.start and "preposition" in terms[place - 1].roles and not terms[place].gap.strip()


def _name_before_apposition(terms: Sequence[Term], start: int, unit: range) -> Speaker | None:
    """«Jane Doe, the company's lawyer, said»."""
    name = terms[start - 1] if start > unit.start and terms[start].gap.strip() == "," else None
    if (
        name is None
        or name.quoted
        or not (name.person or (name.capital and not is_stop(name.form, language="en")))
    ):
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
        if before.form in ("the", "a", "an", "his", "her"):
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
    pronoun = terms[place].form
    if pronoun == "they":
        return None
    persons = pronoun in ("he", "she")
    feminine = {"she": True, "he": False}.get(pronoun)
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
        before = memory.sentence if question else range(0)
        speaker = subject_of_unit(terms, range(unit.start, end)) or subject_of_unit(terms, before)
    if speaker is None or (speaker.entity is not None and (speaker.entity.kind == "person") != persons):
        return None
    return replace(speaker, rule=CARRIED_OVER, feminine=feminine)


def is_english_speech(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether an English verb without a known speaker reports speech, and is no noun («the reports»)."""
    return has_complement(terms, place, unit) or (place > unit.start and terms[place - 1].quoted)
