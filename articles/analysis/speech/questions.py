"""Who is asked a question: the answer is his, though the verb of answering leaves him out."""

from __future__ import annotations

from collections.abc import Sequence

from articles.analysis.speech.arabic_speakers import (
    after_addressee,
    arabic_subject,
    subject_after,
    subject_before,
)
from articles.analysis.speech.european_speakers import (
    european_subject,
    phrase_after,
)
from articles.analysis.speech.european_speakers import (
    subject_before as european_before,
)
from articles.analysis.speech.heard import AFTER_VERB, BREAK, HEADS, Heard, Memory, Question, Speaker
from articles.analysis.speech.noun_phrases import is_plural, phrase_end, read_phrase
from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import Role, has_object
from articles.analysis.text.spans import Span

_LONGEST_QUESTION = 60
_ADDRESSED_WITHIN = 5  # words between «سؤالا» and «إلى»
_PASSIVE_AFTER = frozenset(["was", "were", "is", "are", "been", "being", "when", "while", "if", "once"])
_ASKED_ABOUT = frozenset(["whether", "if", "about", "by", "why", "what", "how", "when", "who", "for", "at"])


def read_question(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Question | None:
    """The question that a word at `place` announces; None for any other word."""
    term = terms[place]
    if term.quoted or term.mention is not None:
        return None
    if term.plays(Role.ASKED):
        return _passive(terms, place, unit, _subject_asked(terms, place, unit, memory))
    if term.plays(Role.QUESTION):
        return _noun(terms, place, unit, memory)
    if not term.plays(Role.ASKING):
        return None
    if term.arabic:
        return _arabic(terms, place, unit, number, memory, found)
    return _english(terms, place, unit, number, memory, found)


def _passive(terms: Sequence[Term], place: int, unit: range, asked: Speaker | None) -> Question:
    stop = _stop(terms, place, unit)
    return Question(place=place, bound=place + 1, stop=stop, asked=asked, passive=True)


def _stop(terms: Sequence[Term], place: int, unit: range) -> int:
    """Where the question's words end: at a comma, a quotation or the verb of answering."""
    end = min(unit.stop, place + _LONGEST_QUESTION)
    for here in range(place + 1, end):
        if terms[here].quoted or BREAK.search(terms[here].gap) or _answers(terms, here):
            return here
    return end


def _answers(terms: Sequence[Term], place: int) -> bool:
    """«سئل عن كذا قال», but not «سئل عما قال»."""
    speech = {entry.speech for entry in terms[place].entries}
    taken_up = terms[place - 1].plays(Role.INTERROGATIVE, Role.RELATIVE, Role.COMPLEMENT)
    return "answer" in speech or (terms[place].arabic and "say" in speech and not taken_up)


def _subject_asked(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«سئل الوزير عن …», «وكان الوزير سئل عن …»; in «سئل عن الوزير» nobody is named."""
    speaker = subject_before(terms, place, unit, memory)
    near = terms[place + 1 : min(unit.stop, place + _ADDRESSED_WITHIN)]
    following = next((t for t in near if not t.roles & {"adverb", "day"}), None)
    if speaker or following is None or (following.mention is None and "preposition" in following.roles):
        return speaker
    return subject_after(terms, place, unit, memory)


def _noun(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Question | None:
    """«ردا على سؤال», «وجه سؤالا إلى الوزير»."""
    stop = _stop(terms, place, unit)
    asked = None
    for here in range(place + 1, min(stop, place + 1 + _ADDRESSED_WITHIN)):
        if terms[here - 1].form == "الي":
            asked = read_phrase(terms, here, unit, memory, rule=AFTER_VERB)
    governed = terms[place].form[0] in "بل" or (
        place > unit.start and "preposition" in terms[place - 1].roles and not terms[place].gap.strip()
    )
    if not governed and asked is None:
        return None
    return Question(place=place, bound=place + 1, stop=stop, asked=asked, passive=governed)


def _arabic(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Question:
    asked_from = bound = place + 1
    start = after_addressee(terms, place, unit)
    if has_object(terms[place].form):
        asked_from = bound = unit.stop
    elif start is not None and not _has_subject(terms, place, unit, memory):
        asked_from = bound = _asker_end(terms, start, unit)
    elif start is not None:
        asked_from = start
    return Question(
        place=place,
        bound=bound,
        stop=_stop(terms, place, unit),
        asked=_one_asked(terms, asked_from, unit, memory),
        passive=False,
        asker=arabic_subject(terms, place, range(unit.start, bound), number, memory, found),
    )


def _has_subject(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> bool:
    """Whether the one who asks stands before the verb or in its ending, so that what follows is asked."""
    plural = terms[place].form.endswith(("وا", "ون"))
    return plural or subject_before(terms, place, unit, memory) is not None


def _one_asked(terms: Sequence[Term], start: int, unit: range, memory: Memory) -> Speaker | None:
    if start >= unit.stop or terms[start].attached or terms[start].quoted or BREAK.search(terms[start].gap):
        return None
    if not (terms[start].opens or terms[start].roles & {*HEADS}):
        return _plain(terms, start, unit)
    return read_phrase(terms, start, unit, memory, rule=AFTER_VERB)


def _plain(terms: Sequence[Term], start: int, unit: range) -> Speaker | None:
    """«سائق الحافلة» in «سألوا سائق الحافلة لماذا …»: the words before the question."""
    end = phrase_end(terms, start, unit)
    asks = start < end < unit.stop and (
        terms[end].plays(Role.INTERROGATIVE) or terms[end].form in ("ما", "عن")
    )
    if not asks or terms[start].entries or terms[start].roles or not terms[start].arabic:
        return None
    span = Span(terms[start].span.start, terms[end - 1].span.end)
    return Speaker(span=span, entity=None, rule=AFTER_VERB)


def _asker_end(terms: Sequence[Term], start: int, unit: range) -> int:
    """Where the phrase of the one who asks ends: «صحفيون | بوتين», «مراسل الوكالة | الوزير فلان»."""
    end = phrase_end(terms, start, unit)
    head = terms[start]
    if is_plural(head) and head.definite and start + 1 < end and not _modifies(terms[start + 1]):
        return start + 1
    named = head.opens
    takes_name = not is_plural(head) and (head.definite or _owns_next(terms, start, end))
    for here in range(start + 1, end):
        term = terms[here]
        if term.opens and term.person:
            if named or not takes_name:
                return here
            named = True
        elif term.mention is None and "title" in term.roles and term.definite:
            return here
    return end


def _modifies(term: Term) -> bool:
    """«الصحفيون الأجانب», «الصحفيون في القاعة»."""
    return (term.definite and "title" not in term.roles) or "preposition" in term.roles


def _owns_next(terms: Sequence[Term], start: int, end: int) -> bool:
    """«مراسل الوكالة», «وزير الخارجية»: a name behind it can be his, as it can't in «صحفي بوتين»."""
    following = terms[start + 1] if start + 1 < end else None
    return following is not None and not following.person and (following.definite or following.opens)


def _english(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Question:
    if _is_passive(terms, place, unit):
        return _passive(terms, place, unit, european_before(terms, place, unit, number, memory, found))
    return Question(
        place=place,
        bound=place + 1,
        stop=_stop(terms, place, unit),
        asked=_english_asked(terms, place, unit, memory),
        passive=False,
        asker=european_subject(terms, place, unit, number, memory, found),
    )


def _is_passive(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«was asked», «when asked», «Asked whether …»."""
    back = place - 1
    while back > unit.start and terms[back].form in ("also", "later", "repeatedly", "recently", "then"):
        back -= 1
    if back >= unit.start and terms[back].form in _PASSIVE_AFTER:
        return True
    opens = place == unit.start or bool(BREAK.search(terms[place].gap))
    follows = place + 1 < unit.stop and terms[place + 1].form in _ASKED_ABOUT
    return opens and follows and not terms[place + 1].gap.strip()


def _english_asked(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«Reporters asked the minister whether …»; behind a quotation it is the one who asks that follows."""
    if place > unit.start and terms[place - 1].quoted:
        return None
    start = place + 1
    while start < unit.stop and "article" in terms[start].roles:
        start += 1
    if start >= unit.stop or terms[start].quoted or BREAK.search(terms[start].gap):
        return None
    if terms[start].mention is None and "preposition" in terms[start].roles:
        return None
    return phrase_after(terms, start, unit, memory, rule=AFTER_VERB)
