"""Who is heard: every word of speech in a text with the speaker it points to, or with none."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from articles.analysis.cues import Role, has_object
from articles.analysis.lemmas import is_stop
from articles.analysis.spans import Span
from articles.analysis.speech import Term

if TYPE_CHECKING:
    from articles.analysis.entities import Entity

AFTER_VERB = "after_verb"
BEFORE_VERB = "before_verb"
CARRIED_OVER = "carried_over"
OFFICE = "office"
BEFORE_COLON = "before_colon"
ACCORDING_TO = "according_to"
NONE = "none"

_FINITE = (Role.VERB, Role.WEAK, Role.EXPRESS)
_SPEECH = (*_FINITE, Role.PARTICIPLE, Role.NOUN, Role.SOURCE, Role.RELAY)
_BREAK = re.compile(r"[.,،؛;:!?؟…()\[\]«»“”\"\n–—]")
_HARD_BREAK = re.compile(r"[.؛;:!?؟()\[\]«»“”\"\n]")
_COMPLEMENT_REACH = 9
_LONGEST_PHRASE = 14
_REACH_BACK = 25  # words between an English verb and its subject, appositions included
_LONGEST_ABBREVIATION = 4
_MOST_HOLDERS = 300
_CUES_BACK = 12
_WORDS_OF_CLAUSE = 60
_RECENT = 40  # words within which a bare «الرئيس» means the president named last
_NEAR_START = 3  # words within which an organisation is the subject of its sentence
_STALE_AFTER = 4
# Classes of verbs whose complement is a clause or quotation, never a plain object.
_INTRANSITIVE = ("say", "add")
# Masculine past tenses that begin as feminine present tenses do.
_MASCULINE_IN_TA = frozenset(
    ["تابع", "تعهد", "توعد", "توقع", "تساءل", "تحدث", "تمني", "تطرق", "تابعوا", "تعهدوا", "توعدوا", "توقعوا"]
)
_HEADS = ("title", "group", "body", "counterpart")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """A speaker as found: where the text names him, who that is if known, and by which rule."""

    span: Span
    entity: Entity | None
    rule: str
    feminine: bool | None = None


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

    def last(self, unit: int, *, feminine: bool | None = None, reach: int = _STALE_AFTER) -> Speaker | None:
        """The latest speaker whose gender can be the verb's, unless that is too long ago."""
        for at, speaker in reversed(self.heard):
            if unit - at > reach or speaker is None:
                return None
            if None in (feminine, speaker.feminine) or feminine == speaker.feminine:
                return speaker
        return None


def learn_offices(terms: Sequence[Term], memory: Memory) -> None:
    """Note every office that stands beside a person's name, before it or after a comma."""
    for place, term in enumerate(terms):
        if term.person and term.opens and not term.quoted and term.mention is not None:
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


def hear(terms: Sequence[Term], unit: range, number: int, memory: Memory) -> tuple[Heard, ...]:
    """The words of speech of one unit (a range of terms), in order, each with its speaker."""
    found: list[Heard] = []
    for place in unit:
        heard = _hear(terms, place, unit, number, memory, found)
        if heard is not None:
            found.append(heard)
    main = [h for h in found if not h.embedded and h.role is not Role.NOUN]
    for heard in main or [h for h in found if h.speaker]:
        memory.heard.append((number, heard.speaker))
        if heard.speaker is not None:
            _remember_description(terms, heard.place, heard.speaker, memory)
    return tuple(found)


def _hear(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Heard | None:
    term = terms[place]
    entry = next((e for e in term.entries if e.role in _SPEECH), None)
    if entry is None or term.quoted or term.mention is not None or _is_infinitive(terms, place, unit):
        return None
    if entry.role is Role.WEAK and not _has_complement(terms, place, unit):
        return None
    if entry.role is Role.EXPRESS and not _expresses(terms, place, unit):
        return None
    if entry.role is Role.RELAY and not _relays(terms, place, unit):
        return None
    if entry.role is Role.NOUN and not found:
        return None
    if entry.role is Role.SOURCE:
        speaker = _source(terms, place, unit, memory)
        if speaker is None:
            return None
    elif entry.role is Role.RELAY:
        speaker = _relayed(terms, place, unit, memory)
    elif entry.role in (Role.PARTICIPLE, Role.NOUN):
        speaker = _shared_subject(terms, place, unit, number, memory, found)
    elif term.arabic:
        speaker = _arabic_subject(terms, place, unit, number, memory, found)
    else:
        speaker = _english_subject(terms, place, unit, number, memory, found)
        if speaker is None and not _is_english_speech(terms, place, unit):
            return None
    return Heard(
        place=place,
        role=entry.role,
        speech=entry.speech,
        speaker=speaker,
        embedded=_is_embedded(terms, place, unit, found),
        subordinate=_is_subordinate(terms, place, unit),
    )


def _has_complement(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether a quotation, a clause with أن/إن or a noun of speech follows soon."""
    for following in range(place + 1, min(unit.stop, place + 1 + _COMPLEMENT_REACH)):
        term = terms[following]
        if term.quoted or ":" in term.gap:
            return True
        if term.plays(Role.COMPLEMENT, Role.NOUN, Role.PARTICIPLE):
            return not term.plays(Role.SUBORDINATE)
        if term.plays(*_FINITE, Role.RELATIVE) and following > place + 1:
            return False
    return False


def _is_infinitive(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«إلى وصف», «في رد»: what a preposition governs is a noun, though spelt as a verb is."""
    if place == unit.start or not terms[place].arabic or terms[place].gap.strip():
        return False
    before = terms[place - 1]
    return "preposition" in before.roles and before.mention is None and terms[place].plays(*_FINITE)


def _expresses(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«عبر الوزير عن قلقه» and not «عبر المترجم»."""
    following = terms[place + 1 : min(unit.stop, place + 6)]
    return any("from" in t.roles for t in following)


def _relays(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«نقلت الوكالة عن الوزير» and not the noun «نقل»."""
    return not terms[place].arabic or _expresses(terms, place, unit) or _has_complement(terms, place, unit)


def _is_embedded(terms: Sequence[Term], place: int, unit: range, found: Sequence[Heard]) -> bool:
    """Whether the verb stands in a clause opened by when, who or that, not in the sentence's own."""
    if _is_subordinate(terms, place, unit):
        return True
    if not found or not terms[place].plays(*_FINITE):
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
    if before.plays(Role.SUBORDINATE, Role.RELATIVE):
        return True
    if "source" in before.roles and place - 1 > unit.start:
        return True
    return _is_relative(terms, place, unit)


def _is_relative(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«تصريحات نقلتها …»: a verb that takes up the noun before it, without a relative."""
    follows = place > unit.start and not terms[place].gap.strip()
    return follows and has_object(terms[place].form) and not terms[place].form.startswith("و")


# Subjects in Arabic: the verb mostly comes first.


def _arabic_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    feminine = _is_feminine(terms[place].form)
    speaker = (
        _subject_of_was(terms, place, unit, memory)
        or _antecedent(terms, place, unit)
        or _subject_before(terms, place, unit, memory)
        or _subject_after(terms, place, unit, memory)
    )
    if speaker is None and (start := _unknown_subject(terms, place, unit)) is not None:
        speaker = _unknown(terms, place, start, unit)
    elif speaker is None and not _is_relative(terms, place, unit):
        speaker = _understood(terms, place, unit, number, memory, found, feminine=feminine)
    return replace(speaker, feminine=feminine) if speaker else None


def _is_feminine(verb: str) -> bool:
    bare = verb.removeprefix("و") if len(verb) > 3 else verb
    if bare in _MASCULINE_IN_TA:
        return False
    return bare.endswith("ت") or bare.startswith("ت")


def _subject_of_was(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«وكان البيت الأبيض قد حذر …»: the subject stands between كان and its verb."""
    for back in range(place - 1, max(unit.start, place - _LONGEST_PHRASE) - 1, -1):
        term = terms[back]
        if "was" in term.roles and not term.quoted:
            return _read_phrase(terms, back + 1, range(unit.start, place), memory, rule=BEFORE_VERB)
        if term.plays(*_SPEECH, Role.COMPLEMENT, Role.RELATIVE) or _HARD_BREAK.search(term.gap):
            return None
    return None


def _antecedent(terms: Sequence[Term], place: int, unit: range) -> Speaker | None:
    """«الوزير فلان الذي قال إن …»: the name just before the relative."""
    back = place - 1
    if back < unit.start or not terms[back].plays(Role.RELATIVE):
        return None
    return _named(terms[back - 1], BEFORE_VERB) if back > unit.start else None


def _subject_after(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    start = _after_addressee(terms, place, unit)
    return None if start is None else _read_phrase(terms, start, unit, memory, rule=AFTER_VERB)


def _after_addressee(terms: Sequence[Term], place: int, unit: range) -> int | None:
    """Where the subject can begin, past «للصحفيين», «أمس» and the like; None if there is no place for one."""
    addressed = False
    here = place + 1
    while here < unit.stop:
        term = terms[here]
        if term.quoted or _HARD_BREAK.search(term.gap) or term.plays(Role.COMPLEMENT, *_SPEECH):
            return None
        if _BREAK.search(term.gap):
            return None
        if term.attached and term.form.startswith("ل"):
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
        elif addressed and not (term.opens or term.roles & {*_HEADS, "latter"}):
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
    for here in range(start + 1, min(unit.stop, start + _LONGEST_PHRASE)):
        term = terms[here]
        if term.quoted or _BREAK.search(term.gap) or term.plays(Role.COMPLEMENT, *_SPEECH):
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
    start = _after_addressee(terms, place, unit)
    if start is None or terms[start].roles & {"preposition", "pronoun"} or len(terms[start].form) < 3:
        return None
    governed = terms[start].form[0] in "بل" or is_stop(terms[start].form, language="ar")
    return None if governed else start


def _unknown(terms: Sequence[Term], place: int, start: int, unit: range) -> Speaker | None:
    """The words of an unknown subject; after verbs that take an object they may be that, so none."""
    if not any(entry.speech in _INTRANSITIVE for entry in terms[place].entries):
        return None
    end = _phrase_end(terms, start, unit)
    return Speaker(span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=AFTER_VERB)


def _subject_before(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«الرئيس يحذر …», «لكن الوزير قال …»: a phrase that fills the clause up to the verb."""
    if terms[place].form.startswith("و") and not terms[place].form.startswith("وصف"):
        return None
    start, end = place, place
    while start > unit.start and place - start < _LONGEST_PHRASE:
        if (
            _BREAK.search(terms[start].gap)
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
    if not (terms[start].opens or terms[start].roles & {*_HEADS}):
        return None
    speaker = _read_phrase(terms, start, range(unit.start, end), memory, rule=BEFORE_VERB)
    return speaker if speaker and _phrase_end(terms, start, range(unit.start, end)) == end else None


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
    for heard in reversed(found[-_CUES_BACK:]):
        if heard.speaker and not heard.embedded:
            agrees = None in (feminine, heard.speaker.feminine) or feminine == heard.speaker.feminine
            return replace(heard.speaker, rule=CARRIED_OVER) if agrees else None
    subject = _subject_of_unit(terms, range(unit.start, place)) if place - unit.start > 2 else None
    speaker = subject or memory.last(number, feminine=feminine)
    return replace(speaker, rule=CARRIED_OVER) if speaker else None


def _shared_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    for heard in reversed(found[-_CUES_BACK:]):
        if heard.speaker and not heard.embedded:
            return heard.speaker
    return (
        _subject_of_unit(terms, range(unit.start, place))
        if terms[place].arabic or terms[place].gap.strip(" ")
        else None
    )


def _subject_of_unit(terms: Sequence[Term], part: range) -> Speaker | None:
    """The first person or organisation of a clause that no particle or preposition governs."""
    for here in part[:_WORDS_OF_CLAUSE]:
        term = terms[here]
        if term.quoted or not term.opens or term.attached or term.mention is None:
            continue
        governed = here > part.start and "preposition" in terms[here - 1].roles
        likely = term.person or (
            term.mention.entity.kind == "organisation" and here - part.start < _NEAR_START
        )
        if likely and not governed:
            return _named(term, BEFORE_VERB)
    return None


# Noun phrases and the offices in them.


def _read_phrase(
    terms: Sequence[Term], start: int, unit: range, memory: Memory, *, rule: str
) -> Speaker | None:
    """The speaker that a noun phrase from `start` on names; one without a known name gives its words."""
    end = _phrase_end(terms, start, unit)
    if end <= start:
        return None
    head = terms[start]
    if head.opens and (not head.attached or rule == ACCORDING_TO or head.form.startswith("و")):
        return _named(head, rule)
    person = next(
        (i for i in range(start, end) if terms[i].person and terms[i].opens and not terms[i].attached), None
    )
    if person is not None and not _owns(terms, start, person):
        return _named(terms[person], rule)
    if "title" in head.roles and (apposed := _apposed(terms, end, unit)) is not None:
        return _named(terms[apposed], rule)
    if "latter" in head.roles:
        return _latter(terms, start, unit)
    if "body" in head.roles and start + 1 < end and terms[start + 1].opens and not terms[start + 1].attached:
        mention = terms[start + 1].mention
        if mention is not None and mention.entity.kind == "organisation":
            return _named(terms[start + 1], rule)
    if person is None and (holder := _holder(terms, start, end, memory)) is not None:
        return Speaker(span=holder.span, entity=holder.entity, rule=OFFICE)
    if head.roles & {*_HEADS} or head.definite:
        return Speaker(span=Span(head.span.start, terms[end - 1].span.end), entity=None, rule=rule)
    return None


def _apposed(terms: Sequence[Term], end: int, unit: range) -> int | None:
    """«وزيرة الخارجية، فلانة،»: the name behind the comma that ends a title."""
    comma = end < unit.stop and terms[end].gap.strip() in ("،", ",")
    return end if comma and terms[end].opens and terms[end].person and not terms[end].attached else None


def _owns(terms: Sequence[Term], head: int, person: int) -> bool:
    """Whether the name is the owner and not the holder: «محامي فلان», «المتحدث باسم فلان» are not فلان."""
    if terms[person - 1].form == "باسم":
        return True
    if terms[head].definite or not terms[head].arabic:
        return False
    return "kin" in terms[head].roles or (person == head + 1 and terms[head].head not in ("سيد", "دكتور"))


def _phrase_end(terms: Sequence[Term], start: int, unit: range) -> int:
    named = False
    for here in range(start, min(unit.stop, start + _LONGEST_PHRASE)):
        term = terms[here]
        inside_name = here > start and term.mention is not None and not term.opens
        if inside_name:
            continue
        if here > start and ((term.quoted and not terms[start].quoted) or _BREAK.search(term.gap)):
            return here
        if term.mention is None:
            if term.plays(Role.COMPLEMENT, Role.RELATIVE, Role.SUBORDINATE) or (
                term.plays(*_SPEECH) and not term.roles
            ):
                return here
            if here > start and (_is_circumstance(terms, here, start) or _ends_phrase(term, named=named)):
                return here
        elif (
            term.attached
            and here > start
            and term.form.startswith(("ل", "ب"))
            and not term.form.startswith("ال")
        ):
            return here
        named = named or term.person
    return min(unit.stop, start + _LONGEST_PHRASE)


def _is_circumstance(terms: Sequence[Term], here: int, start: int) -> bool:
    """A day, an adverb, or «في بيان»; but «العام» in «الأمين العام» is no year."""
    term = terms[here]
    if "preposition" in term.roles:
        return here + 1 < len(terms) and "occasion" in terms[here + 1].roles
    return bool(term.roles & {"day", "adverb", "opener"}) and not (here == start + 1 and term.head == "عام")


def _ends_phrase(term: Term, *, named: bool) -> bool:
    if "preposition" in term.roles:
        return named or term.form not in ("في", "من", "لدي", "of", "in", "for", "at", "from")
    return term.addresses or (term.form.startswith("لل") and named)


def _named(term: Term, rule: str) -> Speaker | None:
    if term.mention is None:
        return None
    return Speaker(span=term.mention.span, entity=term.mention.entity, rule=rule)


def _latter(terms: Sequence[Term], place: int, unit: range) -> Speaker | None:
    for back in range(place - 1, unit.start - 1, -1):
        if terms[back].person:
            return _named(terms[back], OFFICE)
    return None


def _title_before(terms: Sequence[Term], place: int) -> Iterator[tuple[str, frozenset[str]]]:
    """«الرئيس الروسي فلان»: the nearest title to the left, within one unbroken phrase."""
    qualities: set[str] = set()
    for back in range(place - 1, max(-1, place - 9), -1):
        term = terms[back]
        if (
            _BREAK.search(terms[back + 1].gap)
            or term.quoted
            or (term.plays(Role.COMPLEMENT, *_SPEECH) and not term.roles)
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
        words.add(_english_stem(terms[back].form))
    return words


def _english_stem(form: str) -> str:
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
        if _BREAK.search(terms[here].gap) or terms[here].plays(*_SPEECH, Role.COMPLEMENT):
            break
        qualities.add(terms[here].stem)
    yield terms[end].head, frozenset(qualities)


def _holder(terms: Sequence[Term], start: int, end: int, memory: Memory) -> _Holder | None:
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


def _remember_description(terms: Sequence[Term], place: int, speaker: Speaker, memory: Memory) -> None:
    """Later «المسؤول» and «الوكالة» mean the one described here."""
    if speaker.rule in (CARRIED_OVER, OFFICE):
        return
    near = range(max(0, place - _LONGEST_PHRASE), min(len(terms), place + _LONGEST_PHRASE))
    first = next((i for i in near if terms[i].span.start <= speaker.span.start < terms[i].span.end), None)
    if first is None:
        return
    if not terms[first].roles & {*_HEADS} and first > 0 and not terms[first].gap.strip(' «“"'):
        first -= 1
    if terms[first].roles & {"group", "body", "title"}:
        inside = [
            t.stem for t in terms[first + 1 : place + _LONGEST_PHRASE] if t.span.end <= speaker.span.end
        ]
        memory.hold(
            _Holder(
                head=terms[first].head,
                qualities=frozenset(inside),
                span=speaker.span,
                entity=speaker.entity,
                at=place,
            )
        )


def before_colon(terms: Sequence[Term], unit: range, place: int, memory: Memory) -> Speaker | None:
    """«الوزير فلان: "…"»: a name or office alone before a colon and the quotation at `place`."""
    start = place
    while start > unit.start and not _BREAK.search(terms[start - 1].gap) and place - start < _LONGEST_PHRASE:
        start -= 1
    start = max(unit.start, start - 1) if start > unit.start else start
    if start == place or terms[start].attached or not (terms[start].opens or terms[start].roles & {*_HEADS}):
        return None
    whole = _phrase_end(terms, start, range(unit.start, place)) == place
    return _read_phrase(terms, start, range(unit.start, place), memory, rule=BEFORE_COLON) if whole else None


# Sources: according to.


def _source(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    start = place + 1
    if start >= unit.stop or terms[start].quoted or _BREAK.search(terms[start].gap):
        return None
    if terms[start].form in ("to", "الي", "ل"):
        start += 1
    if start < unit.stop and terms[start].form in ("the", "a", "an") and terms[start].mention is None:
        start += 1
    if start >= unit.stop or terms[start].form in ("ما", "لما"):
        return None
    speaker = _read_phrase(terms, start, unit, memory, rule=ACCORDING_TO)
    if speaker is not None and speaker.rule != OFFICE:
        return replace(speaker, rule=ACCORDING_TO)
    if speaker is None and terms[start].form.startswith("ل"):
        end = max(start + 1, _phrase_end(terms, start, unit))
        return Speaker(
            span=Span(terms[start].span.start, terms[end - 1].span.end), entity=None, rule=ACCORDING_TO
        )
    return speaker


def _relayed(terms: Sequence[Term], place: int, unit: range, memory: Memory) -> Speaker | None:
    """«نقلت الوكالة عن فلان قوله», «quoting …»: the one who is relayed, not the one who relays."""
    if not terms[place].arabic:
        return (
            _read_phrase(terms, place + 1, unit, memory, rule=AFTER_VERB) if place + 1 < unit.stop else None
        )
    for here in range(place + 1, min(unit.stop, place + _LONGEST_PHRASE)):
        if terms[here].plays(Role.COMPLEMENT):
            break
        if "from" in terms[here].roles and here + 1 < unit.stop:
            return _read_phrase(terms, here + 1, unit, memory, rule=AFTER_VERB)
    return _subject_after(terms, place, unit, memory)


# Subjects in English: before the verb, or after it behind a quotation.


def _english_subject(
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    return _english_after(terms, place, unit, memory) or _english_before(
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
    if start >= unit.stop or _BREAK.search(terms[start].gap) or terms[start].quoted:
        return None
    return _english_phrase(terms, start, unit, memory, rule=AFTER_VERB)


def _english_phrase(
    terms: Sequence[Term], start: int, unit: range, memory: Memory, *, rule: str
) -> Speaker | None:
    end = _phrase_end(terms, start, unit)
    for here in range(start, end):
        governed = here > start and "preposition" in terms[here - 1].roles
        if terms[here].opens and not governed and (terms[here].person or here == start):
            return _named(terms[here], rule)
        if _is_capitalised(terms[here]) and not governed and not terms[here].roles & {*_HEADS}:
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
    heads = [i for i in range(start, end) if terms[i].roles & {*_HEADS}]
    if not heads:
        return None
    said = {
        _english_stem(t.form)
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


def _english_before(
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
            return _pronoun(terms, here, unit, number, memory, found)
        if term.form in ("i", "we", "you", "to"):
            return None
        if term.form == "who":
            here -= 1
            continue
        first = _name_start(terms, here, unit)
        governed = _is_governed(terms, first, unit)
        if not governed and (terms[first].opens or first < here or _is_capitalised(term)):
            named = terms[first] if terms[first].opens else terms[here]
            return _named(named, BEFORE_VERB) or _capitalised(terms, here, unit, BEFORE_VERB)
        if term.mention is None and term.roles & {*_HEADS} and not _is_capitalised(term):
            start = _description_start(terms, here, unit)
            if not _is_governed(terms, start, unit):
                return _name_before_apposition(terms, start, unit) or _described(
                    terms, start, here + 1, memory, rule=BEFORE_VERB
                )
        here = first - 1
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
    return _named(name, BEFORE_VERB) or _capitalised(terms, start - 1, unit, BEFORE_VERB)


def _description_start(terms: Sequence[Term], head: int, unit: range) -> int:
    start = head
    while start > unit.start and head - start < 4:
        before = terms[start - 1]
        if (
            terms[start].gap.strip()
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
    terms: Sequence[Term], place: int, unit: range, number: int, memory: Memory, found: Sequence[Heard]
) -> Speaker | None:
    pronoun = terms[place].form
    if pronoun == "they":
        return None
    persons = pronoun in ("he", "she")
    feminine = {"she": True, "he": False}.get(pronoun)
    speaker = memory.last(number, feminine=feminine)
    for heard in reversed(found[-_CUES_BACK:]):
        if heard.speaker and not heard.embedded:
            speaker = heard.speaker
            break
    if speaker is None and persons:
        speaker = _subject_of_unit(terms, range(unit.start, place))
    if speaker is None or (speaker.entity is not None and (speaker.entity.kind == "person") != persons):
        return None
    return replace(speaker, rule=CARRIED_OVER, feminine=feminine)


def _is_english_speech(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether an English verb without a known speaker reports speech, and is no noun («the reports»)."""
    return _has_complement(terms, place, unit) or (place > unit.start and terms[place - 1].quoted)
