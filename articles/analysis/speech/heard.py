"""Who has been heard in a text so far, and who holds which office in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import Role
from articles.analysis.text.spans import Span

if TYPE_CHECKING:
    from articles.analysis.names.entities import Entity

AFTER_VERB = "after_verb"
BEFORE_VERB = "before_verb"
CARRIED_OVER = "carried_over"
OFFICE = "office"
ACCORDING_TO = "according_to"
NONE = "none"
FINITE = (Role.VERB, Role.PAST, Role.WEAK, Role.EXPRESS)
SPEECH = (*FINITE, Role.CLAUSE, Role.PARTICIPLE, Role.NOUN, Role.SOURCE, Role.RELAY)
BREAK = re.compile(r"[.,،؛;:!?؟…()\[\]«»“”\"\n–—]|\s-\s")
LONGEST_PHRASE = 14
_MOST_HOLDERS = 300
CUES_BACK = 12
_RECENT = 40  # words within which a bare «الرئيس» means the president named last
_STALE_AFTER = 4
_ANSWERED_WITHIN = 1  # sentences after the question
HEADS = ("title", "group", "body", "counterpart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker as found: where the text names him, who that is if known, and by which rule."""

    span: Span
    entity: Entity | None
    rule: str
    feminine: bool | None = None


def is_one(speaker: Speaker) -> bool:
    """Whether a speaker is known to be a single person, who no plural verb goes on with."""
    return speaker.entity is not None and speaker.entity.kind == "person"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A word of speech at `place` among the terms, with its speaker; `embedded` in another clause or not."""

    place: int
    role: Role
    speech: str
    speaker: Speaker | None
    embedded: bool
    subordinate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question announced at `place`, whose words end before `stop`, with who asks and who is asked.

    `bound` is where the phrase of the one who asks ends. A `passive` one («سئل», «ردا على سؤال») names
    nobody who asks, and its subject goes on speaking.
    """

    place: int
    bound: int
    stop: int
    asked: Speaker | None
    passive: bool
    asker: Speaker | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Holder:
    """An office or description with the one it stands for: (رئيس, {روس}) is Putin in this text."""

    head: str
    qualities: frozenset[str]
    span: Span
    entity: Entity | None
    at: int


@dataclass(slots=True)
class Memory:
    """What the text has said so far about who speaks and who holds which office."""

    holders: dict[tuple[str, frozenset[str], str], _Holder] = field(default_factory=dict)
    heard: list[tuple[int, Speaker | None]] = field(default_factory=list)
    question: tuple[int, Question] | None = None
    sentence: range = range(0)  # the words of the sentence before

    def hold(self, holder: _Holder) -> None:
        """Note a holder as the latest; the oldest are forgotten, which bounds the work on any text."""
        key = (holder.head, holder.qualities, holder.entity.key if holder.entity else "")
        self.holders.pop(key, None)
        self.holders[key] = holder
        if len(self.holders) > _MOST_HOLDERS:
            del self.holders[next(iter(self.holders))]

    def offices(self) -> dict[str, frozenset[str]]:
        """The words of office that the text gives to each person, by the person's key."""
        held: defaultdict[str, set[str]] = defaultdict(set)
        for holder in self.holders.values():
            if holder.entity:
                held[holder.entity.key].add(holder.head)
        return {key: frozenset(heads) for key, heads in held.items()}

    def last(
        self,
        unit: int,
        *,
        feminine: bool | None = None,
        reach: int = _STALE_AFTER,
        other_than: Speaker | None = None,
    ) -> Speaker | None:
        """The latest speaker whose gender can be the verb's, unless that is too long ago."""
        for at, speaker in reversed(self.heard):
            if unit - at > reach or speaker is None:
                return None
            if speaker == other_than:
                continue
            if None in (feminine, speaker.feminine) or feminine == speaker.feminine:
                return speaker
        return None

    def answered(self, terms: Sequence[Term], place: int, unit: int) -> Question | None:
        """The question that the verb of speech at `place` answers: in the same sentence or the next."""
        if self.question is None:
            return None
        at, question = self.question
        near = unit - at <= _ANSWERED_WITHIN and place >= question.stop
        return question if near and (question.passive or _answers(terms[place], question)) else None

    def asks(self, place: int) -> bool:
        """Whether a word stands in a question as it is reported: «سئل هل يرى …»."""
        return self.question is not None and self.question[1].place < place < self.question[1].stop


def _answers(term: Term, question: Question) -> bool:
    """«أجاب», «فقال»; a bare «قال» only where the one who asks has no name and says nothing more."""
    if any(entry.speech == "answer" for entry in term.entries) or (term.arabic and term.form[0] == "ف"):
        return True
    return question.asker is not None and question.asker.entity is None


def learn_offices(terms: Sequence[Term], memory: Memory) -> None:
    """Note every office that stands beside a person's name, before it or after a comma."""
    for place, term in enumerate(terms):
        if term.mention is not None and term.person and term.opens and not term.quoted:
            for head, qualities in (*_title_before(terms, place), *_title_after(terms, place)):
                memory.hold(
                    _Holder(
                        head=head,
                        qualities=qualities,
                        span=term.mention.span,
                        entity=term.mention.entity,
                        at=place,
                    )
                )


def _title_before(terms: Sequence[Term], place: int) -> Iterator[tuple[str, frozenset[str]]]:
    """«الرئيس الروسي فلان»: the nearest title to the left, within one unbroken phrase."""
    qualities: set[str] = set()
    for back in range(place - 1, max(-1, place - 9), -1):
        term = terms[back]
        if (
            BREAK.search(terms[back + 1].gap)
            or term.quoted
            or (term.plays(Role.COMPLEMENT, *SPEECH) and not term.roles)
        ):
            return
        if "title" in term.roles:
            if not (back == place - 1 and term.arabic and not term.definite):
                if not term.arabic:
                    qualities |= _english_qualities(terms, back)
                yield term.head, frozenset(qualities)
            return
        if term.person:
            return
        qualities.add(term.stem)


def _english_qualities(terms: Sequence[Term], head: int) -> set[str]:
    """«Russian foreign minister»: words before the title that belong to it."""
    words: set[str] = set()
    for back in range(head - 1, max(-1, head - 4), -1):
        if (
            terms[back + 1].gap.strip()
            or terms[back].entries
            or terms[back].roles & {"preposition", "adverb", "opener"}
        ):
            break
        words.add(english_stem(terms[back].form))
    return words


def english_stem(form: str) -> str:
    return (
        form.removesuffix("'s")
        .removesuffix("ian")
        .removesuffix("n")
        .removesuffix("ia")
        .removesuffix("a")
        .removesuffix("ish")
    )


def _title_after(terms: Sequence[Term], place: int) -> Iterator[tuple[str, frozenset[str]]]:
    """«فلان، وزير الخارجية الروسي،»: an apposition after a comma."""
    mention = terms[place].mention
    end = place
    while end < len(terms) and terms[end].mention is mention:
        end += 1
    if end >= len(terms) or terms[end].gap.strip() not in (",", "،") or "title" not in terms[end].roles:
        return
    if terms[end].conjoined:
        return
    qualities: set[str] = set()
    for here in range(end + 1, min(len(terms), end + 7)):
        if terms[here].person:
            return
        if BREAK.search(terms[here].gap) or terms[here].plays(*SPEECH, Role.COMPLEMENT):
            break
        qualities.add(terms[here].stem)
    yield terms[end].head, frozenset(qualities)


def holder_of(terms: Sequence[Term], start: int, end: int, memory: Memory) -> _Holder | None:
    """Who the description stands for: one holder of the title with all the qualities said, or none."""
    head = terms[start]
    counterpart = "counterpart" in head.roles
    said = [t.stem for t in terms[start + 1 : end] if not t.roles & {"preposition"}]
    if not said and not head.definite:
        return None
    last = speaker.entity if memory.heard and (speaker := memory.heard[-1][1]) else None
    fitting = [
        h
        for h in memory.holders.values()
        if ((counterpart and h.entity != last) or h.head == head.head) and h.qualities.issuperset(said)
    ]
    keys = {h.entity.key if h.entity else h.span for h in fitting}
    if len(keys) == 1:
        return fitting[-1]
    recent = [h for h in fitting if h.at <= start]
    return recent[-1] if not said and recent and start - recent[-1].at < _RECENT else None


def remember_description(terms: Sequence[Term], place: int, speaker: Speaker, memory: Memory) -> None:
    """Later «المسؤول» and «الوكالة» mean the one described here."""
    if speaker.rule in (CARRIED_OVER, OFFICE):
        return
    near = range(max(0, place - LONGEST_PHRASE), min(len(terms), place + LONGEST_PHRASE))
    first = next((i for i in near if terms[i].span.start <= speaker.span.start < terms[i].span.end), None)
    if first is None:
        return
    if not terms[first].roles & {*HEADS} and first > 0 and not terms[first].gap.strip(' «“"'):
        first -= 1
    if terms[first].roles & {"group", "body", "title"}:
        inside = [t.stem for t in terms[first + 1 : place + LONGEST_PHRASE] if t.span.end <= speaker.span.end]
        memory.hold(
            _Holder(
                head=terms[first].head,
                qualities=frozenset(inside),
                span=speaker.span,
                entity=speaker.entity,
                at=place,
            )
        )
