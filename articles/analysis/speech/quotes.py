"""Quotations with their speakers: what stands in quotation marks, whose words it is, and what says so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from articles.analysis.speech.dialogue import find_dialogue
from articles.analysis.speech.heard import CARRIED_OVER, NONE, Heard, Memory, Speaker, learn_offices
from articles.analysis.speech.speakers import before_colon, hear
from articles.analysis.speech.speech import Term, mark_quoted, read_terms
from articles.analysis.speech.titles import after_colon, find_titles, words_inside
from articles.analysis.text.cues import Role
from articles.analysis.text.marks import LINE_BREAK, Marked, pair_marks
from articles.analysis.text.spans import Span

if TYPE_CHECKING:
    from articles.analysis.names.entities import Entity, Mention

# Words that turn to somebody else: a verb behind them says nothing of the quotation before.
_TURNS = frozenset(["فيما", "بينما", "لكن", "ولكن", "while", "whereas", "but"])
_LONGEST_SCARE = 2  # words at a distance though a word of speech without a speaker is about
_SHORTEST_SPEECH = 4
_INNER_END = re.compile(r"[.!?؟…]\s+\w|[.!?؟]$")
_NEAR = 12
_PLAIN_SPEECH = frozenset(["say", "add", "answer", "write"])


class Kind(StrEnum):
    """What the marks are for: a statement, some of its words, distance, or a name."""

    DIRECT = "direct"
    PARTIAL = "partial"
    SCARE = "scare"
    TITLE = "title"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A quotation; `span` is what stands inside the marks, `speaker` names the speaker anywhere in the text.

    `entity` is the speaker where he is known; `depth` counts the quotations around this one.
    """

    span: Span
    kind: Kind
    speaker: Span | None
    entity: Entity | None
    cue: Span | None
    speaker_rule: str
    depth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word of speech outside of quotations, with the speaker that it points to, if any.

    `carried` tells that the speaker is understood from what went before, `passing` that the word is no
    statement of its sentence itself but stands in a clause such as «الذي قال …».
    """

    span: Span
    role: Role
    speaker: Span | None
    entity: Entity | None
    carried: bool
    passing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """All that a text lets others say: quotations, words of speech, and the offices that it gives people.

    `offices` are words such as «وزير», by the key of the person who holds them.
    """

    quotes: tuple[Quote, ...]
    cues: tuple[Cue, ...]
    offices: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class _Unit:
    """Sentences that one quotation holds together, as a range of the text's words."""

    terms: range
    span: Span


def find_speech(
    text: str, *, language: str, sentences: Sequence[Span], mentions: Sequence[Mention]
) -> Speech:
    """Quotations and words of speech, in order.

    Of quotations, names and mere distance are told apart by `kind` and have no speaker.
    The language is that of the text; words of speech are recognised in Arabic and English alike, since
    either quotes the other, and in French and Russian in texts of these.
    """
    marked = _marked(text, language)
    plain = read_terms(text, mentions, language=language)
    titles = find_titles(text, plain, marked)
    terms = mark_quoted(plain, (m.span for m in marked if not m.depth and m not in titles))
    memory = Memory()
    learn_offices(terms, memory)
    quotes: list[Quote] = []
    cues: list[Cue] = []
    opens = [m.open for m in marked]
    for number, unit in enumerate(_units(text, terms, sentences, marked)):
        heard = hear(terms, unit.terms, number, memory)
        inside = marked[bisect_left(opens, unit.span.start) : bisect_left(opens, unit.span.end)]
        quotes += _unit_quotes(text, terms, unit, number, inside, titles, heard, memory)
        cues += (_cue(terms, one) for one in heard)
    return Speech(quotes=tuple(quotes), cues=tuple(cues), offices=memory.offices())


def _marked(text: str, language: str) -> Sequence[Marked]:
    """What stands between quotation marks or behind the dash of a dialogue, in order."""
    paired = pair_marks(text)
    said = [
        m for m in find_dialogue(text, language=language) if not any(m.span.overlap(p.span) for p in paired)
    ]
    return sorted([*paired, *said], key=lambda m: m.open) if said else paired


def _cue(terms: Sequence[Term], heard: Heard) -> Cue:
    speaker = heard.speaker
    return Cue(
        span=terms[heard.place].span,
        role=heard.role,
        speaker=speaker.span if speaker else None,
        entity=speaker.entity if speaker else None,
        carried=speaker is not None and speaker.rule == CARRIED_OVER,
        passing=heard.subordinate,
    )


def _units(
    text: str, terms: Sequence[Term], sentences: Sequence[Span], marked: Sequence[Marked]
) -> Iterator[_Unit]:
    """Sentences and headings in order, those that share a quotation taken together."""
    starts = [t.span.start for t in terms]
    outer = [m for m in marked if not m.depth]
    following = 0
    held: Span | None = None
    for stretch in _stretches(text, sentences):
        if held is not None and stretch.start < held.end:
            held = Span(held.start, max(held.end, stretch.end))
        else:
            if held is not None:
                yield _unit(starts, held)
            held = stretch
        while following < len(outer) and outer[following].open < stretch.end:
            held = Span(held.start, max(held.end, outer[following].span.end))
            following += 1
    if held is not None:
        yield _unit(starts, held)


def _stretches(text: str, sentences: Sequence[Span]) -> Iterator[Span]:
    """The sentences, and the lines between them that are none, such as headings."""
    place = 0
    for sentence in (*sentences, Span(len(text), len(text))):
        for line in LINE_BREAK.split(text[place : sentence.start]):
            if line.strip():
                yield Span(place, place + len(line))
            place += len(line)
            place += len(match[0]) if (match := LINE_BREAK.match(text, place)) else 0
        if len(sentence):
            yield sentence
        place = sentence.end


def _unit(starts: Sequence[int], span: Span) -> _Unit:
    return _Unit(range(bisect_left(starts, span.start), bisect_left(starts, span.end)), span)


def _unit_quotes(
    text: str,
    terms: Sequence[Term],
    unit: _Unit,
    number: int,
    inside: Sequence[Marked],
    titles: set[Marked],
    heard: Sequence[Heard],
    memory: Memory,
) -> Iterator[Quote]:
    for marked in inside:
        if marked in titles:
            yield _quote(marked, Kind.TITLE)
        elif marked.depth:
            short = len(words_inside(terms, marked)) <= _SHORTEST_SPEECH
            yield _quote(marked, Kind.SCARE if short else Kind.PARTIAL)
        else:
            yield _attributed(text, terms, unit, number, marked, heard, memory)


def _attributed(
    text: str,
    terms: Sequence[Term],
    unit: _Unit,
    number: int,
    marked: Marked,
    heard: Sequence[Heard],
    memory: Memory,
) -> Quote:
    words = words_inside(terms, marked)
    cue, adjacent = _governing(text, terms, words, marked, heard)
    long = len(words) >= _SHORTEST_SPEECH
    if cue is not None and (adjacent or len(words) > _LONGEST_SCARE or cue.speaker is not None):
        spoken = adjacent or _is_statement(text, marked) or _is_what_was_said(terms, cue, words)
        direct = after_colon(text, marked) or (long and spoken)
        return _quote(marked, Kind.DIRECT if direct else Kind.PARTIAL, cue.speaker, terms[cue.place].span)
    speaker = before_colon(terms, unit.terms, words.start, memory) if after_colon(text, marked) else None
    said = long or _is_statement(text, marked)
    if speaker is None and said and all(terms[i].quoted for i in unit.terms):
        speaker = memory.last(number, reach=1)
        speaker = replace(speaker, rule=CARRIED_OVER) if speaker else None
    if speaker is not None:
        memory.heard.append((number, speaker))
        return _quote(marked, Kind.DIRECT, speaker)
    if long:
        return _quote(marked, Kind.DIRECT if _is_statement(text, marked) else Kind.PARTIAL)
    return _quote(marked, Kind.SCARE)


def _quote(marked: Marked, kind: Kind, speaker: Speaker | None = None, cue: Span | None = None) -> Quote:
    return Quote(
        span=marked.span,
        kind=kind,
        speaker=speaker.span if speaker else None,
        entity=speaker.entity if speaker else None,
        cue=cue,
        speaker_rule=speaker.rule if speaker else NONE,
        depth=marked.depth,
    )


def _is_statement(text: str, marked: Marked) -> bool:
    return bool(_INNER_END.search(text, marked.span.start, marked.span.end))


def _is_what_was_said(terms: Sequence[Term], cue: Heard, words: range) -> bool:
    """«قال فلان لوكالة كذا "…"»: a verb that needs words to be said, and nothing else that could be these."""
    if cue.speech not in _PLAIN_SPEECH or cue.role is not Role.VERB or cue.place >= words.start:
        return False
    between = terms[cue.place + 1 : words.start]
    return not between[-1:] or not (
        "preposition" in between[-1].roles or any(t.plays(Role.COMPLEMENT) for t in between)
    )


def _governing(
    text: str, terms: Sequence[Term], words: range, marked: Marked, heard: Sequence[Heard]
) -> tuple[Heard | None, bool]:
    """The word of speech that a quotation rests on, and whether it stands right beside it."""
    before = _before(terms, words, heard)
    after = next(
        (h for h in heard if h.place >= words.stop and not h.subordinate and _can_follow(terms, h)), None
    )
    if before is None:
        before = next(
            (
                h
                for h in reversed(heard)
                if h.place < words.start and _leads_to(text, terms, h, words, marked)
            ),
            None,
        )
    follows = (
        after is not None
        and after.place - words.stop < _reach(terms, after)
        and _is_handed_over(text, terms, words, marked)
    )
    if before is not None and _leads_to(text, terms, before, words, marked):
        # «They would not say why, but “it was late,” the chief said»
        apart = words.start - before.place > 1 and not terms[before.place].arabic
        if not (apart and follows and after is not None and after.speaker is not None):
            return before, True
    if follows:
        return after, True
    if before is None and after is not None and _looks_back(terms, after, words):
        return after, False
    return before, False


def _before(terms: Sequence[Term], words: range, heard: Sequence[Heard]) -> Heard | None:
    """The last word of speech before a quotation, if it is somebody's; else one around it that is."""
    before = [h for h in heard if h.place < words.start and not h.subordinate]
    if not before:  # «الأمير الذي قال إن … "…"»
        said = [h for h in heard if h.place < words.start and h.speaker is not None]
        clause = said and not any("،" in t.gap for t in terms[said[-1].place + 1 : words.start + 1])
        return said[-1] if clause else None
    last = before[-1]
    if last.embedded and last.speaker is None:
        return next((h for h in reversed(before) if h.speaker is not None), last)
    return last


def _looks_back(terms: Sequence[Term], after: Heard, words: range) -> bool:
    """Whether a verb far behind a quotation may mean it: in Arabic not one of the next clause."""
    if after.place - words.stop >= 2 * _NEAR:
        return False
    between = terms[words.stop : after.place + 1]
    verb = terms[after.place].arabic and after.role is not Role.SOURCE
    return not (verb and any(t.form.startswith("و") or "،" in t.gap for t in between))


def _reach(terms: Sequence[Term], heard: Heard) -> int:
    """How far behind the quotation its verb may stand: in Arabic it comes before its subject."""
    return 2 if terms[heard.place].arabic else _NEAR


def _can_follow(terms: Sequence[Term], heard: Heard) -> bool:
    """Whether a word of speech can look back at a quotation: «وأضاف» and «مضيفا» look forward."""
    term = terms[heard.place]
    if heard.role in (Role.PARTICIPLE, Role.NOUN) or terms[heard.place - 1].form in _TURNS:
        return False
    return not (term.arabic and term.form.startswith("و") and heard.role in (Role.VERB, Role.WEAK))


def _leads_to(text: str, terms: Sequence[Term], heard: Heard, words: range, marked: Marked) -> bool:
    """Whether nothing but the speaker, a colon or أن stands between a word of speech and the quotation."""
    if words.start - heard.place > 3 * _NEAR or any(terms[i].quoted for i in range(heard.place, words.start)):
        return False
    if after_colon(text, marked) or terms[words.start - 1].plays(Role.COMPLEMENT):
        return True
    if words.start - heard.place == 1:
        return True
    between = range(heard.place + 1, words.start)
    speaker = heard.speaker.span if heard.speaker else None
    comma = words and "," in terms[words.start].gap and not terms[words.start - 1].arabic
    return bool(comma) or (speaker is not None and all(terms[i].span.overlap(speaker) for i in between))


def _is_handed_over(text: str, terms: Sequence[Term], words: range, marked: Marked) -> bool:
    """Whether the quotation ends as one does before «قال فلان»: with a comma, a question or a cry."""
    if marked.close is None or words.stop >= len(terms):
        return False
    gap = terms[words.stop].gap.lstrip(" \u00a0\u202f\"'”’»›“")
    return (
        text[marked.span.end - 1] in ",،?!؟"
        or gap[:1] in (",", "،", "—", "–")
        or terms[words.stop].plays(Role.VERB)
    )
