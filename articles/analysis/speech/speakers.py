"""Who is heard: every word of speech in a text with the speaker it points to, or with none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.analysis.speech.arabic_speakers import arabic_subject, is_relative, subject_after
from articles.analysis.speech.european_speakers import european_subject, is_speech
from articles.analysis.speech.heard import (
    ACCORDING_TO,
    AFTER_VERB,
    BREAK,
    CARRIED_OVER,
    CUES_BACK,
    FINITE,
    HEADS,
    LONGEST_PHRASE,
    OFFICE,
    SPEECH,
    Heard,
    Memory,
    Question,
    Speaker,
    remember_description,
)
from articles.analysis.speech.noun_phrases import (
    has_clause,
    has_complement,
    phrase_end,
    read_phrase,
    subject_of_unit,
)
from articles.analysis.speech.questions import read_question
from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import Entry, Role
from articles.analysis.text.spans import Span

_DENYING = frozenset(["لم", "لا", "لن"])
BEFORE_COLON = "before_colon"
_AUXILIARY_REACH = 4  # words between «a» and «déclaré»: «a en revanche déclaré»


def hear(terms: Sequence[Term], unit: range, number: int, memory: Memory) -> tuple[Heard, ...]:
    """The words of speech of one unit (a range of terms), in order, each with its speaker."""
    found: list[Heard] = []
    for place in unit:
        if not terms[place].entries:  # most words are neither question nor speech
            continue
        question = read_question(terms, place, unit, number, memory, found)
        if question is not None:
            memory.question = (number, question)
        heard = _hear(terms, place, unit, number, memory, found, question)
        if heard is None:
            continue
        found.append(heard)
        if question is None and heard.speaker and not heard.embedded and heard.role in FINITE:
            memory.question = None
    main = [h for h in found if not h.embedded and h.role is not Role.NOUN]
    memory.sentence = unit
    for heard in main or [h for h in found if h.speaker]:
        memory.heard.append((number, heard.speaker))
        if heard.speaker is not None:
            remember_description(terms, heard.place, heard.speaker, memory)
    return tuple(found)


def _hear(
    terms: Sequence[Term],
    place: int,
    unit: range,
    number: int,
    memory: Memory,
    found: Sequence[Heard],
    question: Question | None,
) -> Heard | None:
    term = terms[place]
    entry = next((e for e in term.entries if e.role in SPEECH and _applies(e, terms, place, unit)), None)
    if entry is None or term.quoted or term.mention is not None or _is_infinitive(terms, place, unit):
        return None
    if question is not None and question.passive:
        return None
    if entry.role is Role.WEAK and not has_complement(terms, place, unit):
        return None
    if entry.role is Role.CLAUSE and not has_clause(terms, place, unit):
        return None
    if entry.role is Role.EXPRESS and not _expresses(terms, place, unit):
        return None
    if entry.role is Role.RELAY and not _relays(terms, place, unit):
        return None
    if entry.role is Role.NOUN and not found:
        return None
    if entry.role is Role.SOURCE:
        speaker = _source(terms, place, unit, number, memory)
        if speaker is None:
            return None
    elif entry.role is Role.RELAY:
        speaker = _relayed(terms, place, unit, memory)
    elif entry.role in (Role.PARTICIPLE, Role.NOUN):
        speaker = _shared_subject(terms, place, unit, number, memory, found)
    elif question is not None:
        speaker = question.asker
    elif term.arabic:
        speaker = arabic_subject(terms, place, unit, number, memory, found)
    else:
        speaker = european_subject(terms, place, unit, number, memory, found)
        if speaker is None and not is_speech(terms, place, unit):
            return None
    return Heard(
        place=place,
        role=entry.role,
        speech=entry.speech,
        speaker=speaker,
        embedded=memory.asks(place) or _is_embedded(terms, place, unit, found),
        subordinate=_is_subordinate(terms, place, unit),
    )


def _applies(entry: Entry, terms: Sequence[Term], place: int, unit: range) -> bool:
    """«по словам» and not «словам» alone, «a annoncé» and not «le projet annoncé»."""
    if entry.after and entry.after not in [t.form for t in _governing(terms, place, unit)]:
        return False
    before = terms[max(unit.start, place - _AUXILIARY_REACH) : place]
    return entry.role is not Role.PAST or any("have" in term.roles and not term.quoted for term in before)


def _governing(terms: Sequence[Term], place: int, unit: range) -> Sequence[Term]:
    """The word before and, where that says whose («по её словам»), the one before it."""
    first = place - 1 - (place - 1 > unit.start and "owner" in terms[place - 1].roles)
    return terms[max(unit.start, first) : place]


def _is_infinitive(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«إلى وصف», «في رد»: what a preposition governs is a noun, though spelt as a verb is."""
    if place == unit.start or not terms[place].arabic or terms[place].gap.strip():
        return False
    before = terms[place - 1]
    if "preposition" in terms[place].roles and terms[place].plays(Role.WEAK) and before.mention is not None:
        return True  # «قال فلان عقب اللقاء»
    return "preposition" in before.roles and before.mention is None and terms[place].plays(*FINITE)


def _expresses(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«عبر الوزير عن قلقه» and not «عبر المترجم»."""
    following = terms[place + 1 : min(unit.stop, place + 6)]
    return any("from" in t.roles for t in following)


def _relays(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«نقلت الوكالة عن الوزير» and not the noun «نقل»."""
    return not terms[place].arabic or _expresses(terms, place, unit) or has_complement(terms, place, unit)


def _is_embedded(terms: Sequence[Term], place: int, unit: range, found: Sequence[Heard]) -> bool:
    """Whether the verb stands in a clause opened by when, who or that, not in the sentence's own."""
    if _is_subordinate(terms, place, unit):
        return True
    if not found or not terms[place].plays(*FINITE):
        return False
    between = terms[found[-1].place + 1 : place + 1]
    return any(t.plays(Role.COMPLEMENT) for t in between) and not any("،" in t.gap for t in between)


def _is_subordinate(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether the verb is in passing: «عندما سئل», «الذي قال», «بحسب ما ذكرت», «تصريحات نقلتها»."""
    before = terms[place - 1] if place > unit.start else None
    if before is None or terms[place].gap.strip():
        return False
    if before.form == "ان" and terms[max(unit.start, place - 2)].form == "بعد":
        return True
    if before.plays(Role.SUBORDINATE, Role.RELATIVE) or _is_denied(terms, place, unit):
        return True
    if "source" in before.roles and place - 1 > unit.start:
        return True
    return is_relative(terms, place, unit)


def _is_denied(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«رجل لم يذكر اسمه»: a verb of speech that is denied in passing."""
    if place - unit.start < 2 or terms[place - 1].form not in _DENYING:
        return False
    return terms[place - 2].plays(Role.RELATIVE) or "،" in terms[place - 1].gap


def _shared_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    for heard in reversed(found[-CUES_BACK:]):
        if heard.speaker and not heard.embedded:
            return heard.speaker
    if not terms[place].arabic and not terms[place].gap.strip(" "):
        return None
    return subject_of_unit(terms, range(unit.start, place)) or _opening_subject(terms, place, unit, memory)


def _opening_subject(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«أطلقت ضابطة كبيرة تحذيرا، مؤكدة أن …»: somebody without a name behind the verb that opens."""
    subject = unit.start + 1
    if subject >= place or not terms[place].arabic or terms[unit.start].attached:
        return None
    told = terms[subject].roles & {"title", "group", "body"} and terms[unit.start].mention is None
    return read_phrase(terms, subject, range(unit.start, place), memory, rule=AFTER_VERB) if told else None


def before_colon(terms: Sequence[Term], unit: range, place: int, memory: Memory) -> Speaker | None:
    """«الوزير فلان: "…"»: a name or office alone before a colon and the quotation at `place`."""
    start = place
    while start > unit.start and not BREAK.search(terms[start - 1].gap) and place - start < LONGEST_PHRASE:
        start -= 1
    start = max(unit.start, start - 1) if start > unit.start else start
    if start == place or terms[start].attached or not (terms[start].opens or terms[start].roles & {*HEADS}):
        return None
    whole = phrase_end(terms, start, range(unit.start, place)) == place
    return read_phrase(terms, start, range(unit.start, place), memory, rule=BEFORE_COLON) if whole else None


def _understood(memory: Memory, number: int) -> Speaker | None:
    """«d'après lui»: who spoke last."""
    last = memory.last(number)
    return replace(last, rule=CARRIED_OVER) if last else None


def _source(terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory) -> Speaker | None:
    if place > unit.start and "owner" in terms[place - 1].roles:
        return _understood(memory, number)
    start = place + 1
    if start >= unit.stop or terms[start].quoted or BREAK.search(terms[start].gap):
        return None
    if terms[start].form in ("to", "الي", "ل", "de", "du", "des", "d"):
        start += 1
    while start < unit.stop and "article" in terms[start].roles and terms[start].mention is None:
        start += 1
    if start >= unit.stop or terms[start].form in ("ما", "لما"):
        return None
    if "pronoun" in terms[start].roles and not terms[start].arabic:
        return _understood(memory, number)
    speaker = read_phrase(terms, start, unit, memory, rule=ACCORDING_TO)
    if speaker is not None and speaker.rule != OFFICE:
        return replace(speaker, rule=ACCORDING_TO)
    if speaker is None and terms[start].form.startswith("ل"):
        end = max(start + 1, phrase_end(terms, start, unit))
        return Speaker(
            span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=ACCORDING_TO
        )
    return speaker


def _relayed(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«نقلت الوكالة عن فلان قوله», «quoting …»: the one who is relayed, not the one who relays."""
    if not terms[place].arabic:
        return read_phrase(terms, place + 1, unit, memory, rule=AFTER_VERB) if place + 1 < unit.stop else None
    for here in range(place + 1, min(unit.stop, place + LONGEST_PHRASE)):
        if terms[here].plays(Role.COMPLEMENT):
            break
        if "from" in terms[here].roles and here + 1 < unit.stop:
            return read_phrase(terms, here + 1, unit, memory, rule=AFTER_VERB)
    return subject_after(terms, place, unit, memory)
