"""Subjects of Arabic verbs of speech: the verb mostly comes first."""

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
    LONGEST_PHRASE,
    SPEECH,
    Heard,
    Memory,
    Speaker,
    is_one,
)
from articles.analysis.speech.noun_phrases import by_name, phrase_end, read_phrase, subject_of_unit
from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import OBJECTS, Role, has_object
from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.spans import Span

_SHORTEST_PLURAL = 4
_HARD_BREAK = re.compile(r"[.؛;:!?؟()\[\]«»“”\"\n]")
# Classes of verbs whose complement is a clause or quotation, never a plain object.
_INTRANSITIVE = ("say", "add")
# Masculine past tenses that begin as feminine present tenses do.
_MASCULINE_IN_TA = frozenset(
    ["تابع", "تعهد", "توعد", "توقع", "تساءل", "تحدث", "تمني", "تطرق", "تابعوا", "تعهدوا", "توعدوا", "توقعوا"]
)


def arabic_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    feminine = _is_feminine(terms[place].form)
    speaker = subject_before(terms, place, unit, memory) or subject_after(terms, place, unit, memory)
    if speaker is None and (start := _unknown_subject(terms, place, unit)) is not None:
        speaker = _unknown(terms, place, start, unit)
    elif speaker is None and not is_relative(terms, place, unit):
        speaker = _understood(terms, place, unit, number, memory, found, feminine=feminine)
    return replace(speaker, feminine=feminine) if speaker else None


def subject_before(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    return (
        _subject_of_was(terms, place, unit, memory)
        or _antecedent(terms, place, unit)
        or _filling_clause(terms, place, unit, memory)
    )


def is_relative(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«تصريحات نقلتها …»: a verb that takes up the noun before it, without a relative."""
    follows = place > unit.start and not terms[place].gap.strip()
    return follows and has_object(terms[place].form) and not terms[place].form.startswith("و")


def _is_feminine(verb: str) -> bool:
    bare = verb.removeprefix("و") if len(verb) > 3 else verb
    if has_object(verb):
        bare = next(bare.removesuffix(o) for o in (*OBJECTS, "") if bare.endswith(o))
    if bare in _MASCULINE_IN_TA:
        return False
    return bare.endswith("ت") or bare.startswith("ت")


def _subject_of_was(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«وكان البيت الأبيض قد حذر …»: the subject stands between كان and its verb."""
    for back in range(place - 1, max(unit.start, place - LONGEST_PHRASE) - 1, -1):
        term = terms[back]
        if "was" in term.roles and not term.quoted:
            return read_phrase(terms, back + 1, range(unit.start, place), memory, rule=BEFORE_VERB)
        if term.plays(*SPEECH, Role.COMPLEMENT, Role.RELATIVE) or _HARD_BREAK.search(term.gap):
            return None
    return None


def _antecedent(terms: Sequence[Term], place: int, unit: range) -> Speaker | None:
    """«الوزير فلان الذي قال إن …»: the name just before the relative."""
    back = place - 1
    if back < unit.start or not terms[back].plays(Role.RELATIVE):
        return None
    return by_name(terms[back - 1], BEFORE_VERB) if back > unit.start else None


def subject_after(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    start = after_addressee(terms, place, unit)
    return None if start is None else read_phrase(terms, start, unit, memory, rule=AFTER_VERB)


def after_addressee(terms: Sequence[Term], place: int, unit: range) -> int | None:
    """Where the subject can begin, past «للصحفيين», «أمس» and the like; None if there is no place for one."""
    addressed = False
    here = place + 1
    while here < unit.stop:
        term = terms[here]
        if (
            term.quoted
            or _HARD_BREAK.search(term.gap)
            or term.plays(Role.COMPLEMENT, Role.INTERROGATIVE, *SPEECH)
        ):
            return None
        if BREAK.search(term.gap):
            return None
        if term.mention is None and "towards" in term.roles:
            here, addressed = here + 1, True
        elif term.attached and term.form.startswith("ل"):
            here, addressed = _past_name(terms, here, unit), True
        elif term.mention is None and _is_addressee(term):
            here, addressed = here + 1, True
            while (
                here < unit.stop and terms[here].definite and not terms[here].roles and not terms[here].opens
            ):
                here += 1
        elif term.mention is None and (term.roles & {"adverb", "day"} or _is_adverbial(term)):
            here += 1
        elif "preposition" in term.roles and term.mention is None:
            return _after_circumstance(terms, here, unit)
        elif addressed and not (term.opens or term.roles & {*HEADS, "latter"}):
            return None
        else:
            return here
    return None


def _is_addressee(term: Term) -> bool:
    return len(term.form) > 3 and (
        term.addresses
        or term.form.startswith("لل")
        or (term.form.startswith("ل") and not term.roles and not term.definite)
    )


def _is_adverbial(term: Term) -> bool:
    """A circumstance in the accusative, such as «ضاحكا»."""
    return len(term.form) > 3 and term.form.endswith("ا") and not term.roles and not term.definite


def _after_circumstance(terms: Sequence[Term], start: int, unit: range) -> int | None:
    """«قال في مقابلة الوزير فلان إن»: a titled person after a circumstance, before the clause begins."""
    for here in range(start + 1, min(unit.stop, start + LONGEST_PHRASE)):
        term = terms[here]
        if term.quoted or BREAK.search(term.gap) or term.plays(Role.COMPLEMENT, *SPEECH):
            return None
        governed = terms[here - 1].roles & {"preposition"} or terms[here - 1].form in ("و", "لقاء")
        if "title" in term.roles and term.definite and not governed and _is_title_of_next(terms, here, unit):
            return here
    return None


def _is_title_of_next(terms: Sequence[Term], place: int, unit: range) -> bool:
    return place + 1 < unit.stop and terms[place + 1].opens and terms[place + 1].person


def _past_name(terms: Sequence[Term], place: int, unit: range) -> int:
    mention = terms[place].mention
    while place < unit.stop and terms[place].mention is mention:
        place += 1
    return place


def _unknown_subject(terms: Sequence[Term], place: int, unit: range) -> int | None:
    """Where some noun stands where the subject does, so that none is understood («قالت سيدة إن»)."""
    start = after_addressee(terms, place, unit)
    if start is None or terms[start].roles & {"preposition", "pronoun"} or len(terms[start].form) < 3:
        return None
    governed = terms[start].form[0] in "بل" or is_stop(terms[start].form, language="ar")
    is_none = governed or phrase_end(terms, start, unit) == start  # «قال حينه إن»: a word that opens a clause
    return None if is_none else start


def _unknown(terms: Sequence[Term], place: int, start: int, unit: range) -> Speaker | None:
    """The words of an unknown subject; after verbs that take an object they may be that, so none."""
    if not any(entry.speech in _INTRANSITIVE for entry in terms[place].entries):
        return None
    end = phrase_end(terms, start, unit)
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=AFTER_VERB)


def _filling_clause(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«الرئيس يحذر …», «لكن الوزير قال …»: a phrase that fills the clause up to the verb."""
    if terms[place].form.startswith("و") and not terms[place].form.startswith("وصف"):
        return None
    start, end = place, place
    while start > unit.start and place - start < LONGEST_PHRASE:
        if (
            BREAK.search(terms[start].gap)
            or terms[start - 1].plays(Role.COMPLEMENT)
            or "opener" in terms[start - 1].roles
        ):
            break
        start -= 1
    while end > start and terms[end - 1].roles & {"adverb", "day"} and terms[end - 1].mention is None:
        end -= 1
    if (
        start == end
        or terms[start].quoted
        or (terms[start].attached and not terms[start].form.startswith("و"))
    ):
        return None
    if not (terms[start].opens or terms[start].roles & {*HEADS}):
        return None
    speaker = read_phrase(terms, start, range(unit.start, end), memory, rule=BEFORE_VERB)
    return speaker if speaker and phrase_end(terms, start, range(unit.start, end)) == end else None


def _understood(
    terms: Sequence[Term],
    place: int,
    unit: range,
    number: int,
    memory: Memory,
    found: Sequence[Heard],
    *,
    feminine: bool | None,
) -> Speaker | None:
    """The subject that the verb leaves out: the clause before it in the sentence, or the last speaker."""
    if _is_passive(terms, place):
        return None
    plural = _is_plural_verb(terms[place].form)
    question = memory.answered(terms, place, number)
    if question is not None and question.asked is not None:
        return replace(question.asked, rule=CARRIED_OVER)
    end = min(place, max(unit.start, question.place)) if question else place
    for heard in reversed(found[-CUES_BACK:]):
        if heard.speaker and not heard.embedded and heard.place < end:
            agrees = None in (feminine, heard.speaker.feminine) or feminine == heard.speaker.feminine
            agrees = agrees and not (plural and is_one(heard.speaker))
            return replace(heard.speaker, rule=CARRIED_OVER) if agrees else None
    subject = subject_of_unit(terms, range(unit.start, end)) if end - unit.start > 2 else None
    other = question.asker if question else None
    speaker = subject or memory.last(number, feminine=feminine, other_than=other)
    if speaker is None and question is not None:
        speaker = subject_of_unit(terms, memory.sentence)
    if speaker is None or (plural and is_one(speaker)):
        return None
    return replace(speaker, rule=CARRIED_OVER)


def _is_passive(terms: Sequence[Term], place: int) -> bool:
    """«وصفت بأنها …»: a verb that calls something a name, and names neither who does nor what."""
    return (
        place + 1 < len(terms)
        and any(entry.speech == "name" for entry in terms[place].entries)
        and not has_object(terms[place].form)
        and terms[place + 1].form.startswith("بان")
        and terms[place + 1].plays(Role.COMPLEMENT)
    )


def _is_plural_verb(form: str) -> bool:
    """«قالوا», «يقولون», but not «قال»."""
    return len(form) > _SHORTEST_PLURAL and form.endswith(("وا", "ون"))
