"""Speakers as noun phrases name them: a name, an office, a description."""

from __future__ import annotations

from collections.abc import Sequence

from articles.analysis.speech.heard import (
    ACCORDING_TO,
    BEFORE_VERB,
    BREAK,
    FINITE,
    HEADS,
    LONGEST_PHRASE,
    OFFICE,
    SPEECH,
    Memory,
    Speaker,
    holder_of,
)
from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import Role
from articles.analysis.text.spans import Span

_COMPLEMENT_REACH = 9
_LONGEST_SINGULAR = 4  # letters of a word whose «ون» is its own
_FEMININE = (
    "ه",
    "ي",
    "ا",
)  # endings of an adjective of a feminine noun, folded: «العامة», «الكبرى», «العليا»
_TITLES_IN_ROW = 2
_WORDS_OF_CLAUSE = 60
_NEAR_START = 3  # words within which an organisation is the subject of its sentence


def has_complement(terms: Sequence[Term], place: int, unit: range) -> bool:
    """Whether a quotation, a clause with أن/إن or a noun of speech follows soon."""
    for following in range(place + 1, min(unit.stop, place + 1 + _COMPLEMENT_REACH)):
        term = terms[following]
        if term.quoted or ":" in term.gap:
            return True
        if term.plays(Role.COMPLEMENT, Role.NOUN, Role.PARTICIPLE, Role.INTERROGATIVE):
            return not term.plays(Role.SUBORDINATE)
        if term.plays(*FINITE, Role.RELATIVE) and following > place + 1:
            return False
    return False


def has_clause(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«بيّن المدير أن»: a clause follows, the subject at most between; not so in «بين المدينتين»."""
    for term in terms[place + 1 : min(unit.stop, place + 1 + _COMPLEMENT_REACH)]:
        if term.plays(Role.COMPLEMENT):
            return True
        if term.quoted or term.form.startswith("و") or term.plays(*FINITE, Role.RELATIVE):
            return False
    return False


def read_phrase(
    terms: Sequence[Term], start: int, unit: range, memory: Memory, *, rule: str
) -> Speaker | None:
    """The speaker that a noun phrase from `start` on names; one without a known name gives its words."""
    end = phrase_end(terms, start, unit)
    if end <= start:
        return None
    head = terms[start]
    if head.opens and (not head.attached or rule == ACCORDING_TO or head.form.startswith("و")):
        return by_name(head, rule)
    person = next(
        (i for i in range(start, end) if terms[i].person and terms[i].opens and not terms[i].attached), None
    )
    if person is not None and not _owns(terms, start, person):
        return by_name(terms[person], rule)
    if (apposed := _apposed(terms, start, end, unit)) is not None:
        return by_name(terms[apposed], rule)
    if "latter" in head.roles:
        return _latter(terms, start, unit)
    if "body" in head.roles and start + 1 < end and terms[start + 1].opens and not terms[start + 1].attached:
        mention = terms[start + 1].mention
        if mention is not None and mention.entity.kind == "organisation":
            return by_name(terms[start + 1], rule)
    if person is None and (holder := holder_of(terms, start, end, memory)) is not None:
        return Speaker(span=holder.span, entity=holder.entity, rule=OFFICE)
    if "title" in head.roles and (only := _only_person(terms, start, memory)) is not None:
        return by_name(only, OFFICE)
    if head.roles & {*HEADS} or head.definite:
        return Speaker(span=Span(head.span.start, terms[end - 1].span.end), entity=None, rule=rule)
    return None


def _only_person(terms: Sequence[Term], start: int, memory: Memory) -> Term | None:
    """Who «اللاعب» is where a text has named one person only so far, and given him no office."""
    if not terms[start].definite or is_plural(terms[start]):
        return None
    named = [t for t in terms[:start] if t.mention is not None and t.person and t.opens]
    keys = {t.mention.entity.key for t in named if t.mention is not None}
    held = any(holder.entity and holder.entity.key in keys for holder in memory.holders.values())
    return named[-1] if len(keys) == 1 and not held else None


def _apposed(terms: Sequence[Term], start: int, end: int, unit: range) -> int | None:
    """«وزيرة الخارجية، فلانة،», «كبير الأطباء، الدكتور فلان،», «مدرب الفريق، البرتغالي فلان،».

    This is the name behind the comma that ends a title. Behind other words than titles it must end as an
    apposition does, or it may open a clause.
    """
    if end >= unit.stop or terms[end].gap.strip() not in ("،", ","):
        return None
    name = end
    while name < min(unit.stop - 1, end + _TITLES_IN_ROW) and "title" in terms[name].roles:
        if not terms[name].mention and not terms[name + 1].gap.strip():
            name += 1
        else:
            break
    name += _is_nationality(terms, name, unit)
    if not (terms[name].opens and terms[name].person) or terms[name].attached:
        return None
    return name if "title" in terms[start].roles or _is_enclosed(terms, name, unit) else None


def _is_nationality(terms: Sequence[Term], place: int, unit: range) -> bool:
    """«البرتغالي» before a name."""
    if place + 1 >= unit.stop or terms[place].mention or terms[place + 1].gap.strip():
        return False
    return terms[place].definite and terms[place].form.endswith(("ي", "يه")) and terms[place + 1].opens


def _is_enclosed(terms: Sequence[Term], name: int, unit: range) -> bool:
    """Whether a comma, a quotation or «إن» follows a name."""
    end = name
    while end < unit.stop and terms[end].mention is terms[name].mention:
        end += 1
    return end == unit.stop or bool(BREAK.search(terms[end].gap)) or terms[end].plays(Role.COMPLEMENT)


def _owns(terms: Sequence[Term], head: int, person: int) -> bool:
    """Whether the name is the owner and not the holder: «محامي فلان», «المتحدث باسم فلان» are not فلان."""
    if terms[person - 1].form == "باسم":
        return True
    if terms[head].definite or not terms[head].arabic:
        return False
    return "kin" in terms[head].roles or (person == head + 1 and terms[head].head not in ("سيد", "دكتور"))


def phrase_end(terms: Sequence[Term], start: int, unit: range) -> int:
    named = False
    for here in range(start, min(unit.stop, start + LONGEST_PHRASE)):
        term = terms[here]
        inside_name = here > start and term.mention is not None and not term.opens
        if inside_name:
            continue
        if here > start and ((term.quoted and not terms[start].quoted) or _is_break(terms[here - 1], term)):
            return here
        if term.mention is None:
            if _opens_clause(terms, here):
                return here
            if here > start and (_is_circumstance(terms, here, start) or _ends_phrase(term, named=named)):
                return here
            if here > start and _is_object(terms[start], terms[here - 1], term):
                return here
        elif (
            term.attached
            and here > start
            and term.form.startswith(("ل", "ب"))
            and not term.form.startswith("ال")
        ):
            return here
        if here > start and term.person and is_plural(terms[start]):
            return here
        named = named or term.person
    return min(unit.stop, start + LONGEST_PHRASE)


def _is_break(before: Term, term: Term) -> bool:
    """Whether a phrase ends before a word; the marks of a body's name are none: «тренер «Волги» Лосев»."""
    gap = term.gap
    if gap[:1] == " " and term.opens and _is_body(term):
        gap = gap.rstrip('«“„"')
    elif term.opens and term.person and _is_body(before):
        gap = gap.lstrip('»”“"')
    return bool(BREAK.search(gap))


def _is_body(term: Term) -> bool:
    return term.mention is not None and term.mention.entity.kind == "organisation"


def _is_object(head: Term, before: Term, term: Term) -> bool:
    """«أعلنت الحكومة | الحداد», «أكدت النيابة العامة | توقيفه»: no adjective of the definite head.

    Titles are left alone, since a name that nobody knows may follow: «قال الوزير فلان».
    """
    if not (head.definite and head.arabic and head.mention is None) or "title" in head.roles:
        return False
    if term.attached or term.roles:
        return False
    if not term.definite:
        return before.definite
    return head.form.endswith("ه") and not term.form.endswith(_FEMININE)


def _opens_clause(terms: Sequence[Term], here: int) -> bool:
    term = terms[here]
    if term.form == "ما" and here + 1 < len(terms):  # «ما إذا»
        return terms[here + 1].plays(Role.SUBORDINATE)
    if term.plays(Role.COMPLEMENT, Role.RELATIVE, Role.SUBORDINATE, Role.INTERROGATIVE):
        return True
    return term.plays(*SPEECH) and not term.roles


def is_plural(term: Term) -> bool:
    """Whether a word has the plural ending with which it can neither own nor be one person: «مسؤولون»."""
    return term.mention is None and term.form.endswith("ون") and len(term.form) > _LONGEST_SINGULAR


def _is_circumstance(terms: Sequence[Term], here: int, start: int) -> bool:
    """A day, an adverb, or «في بيان»; but «العام» in «الأمين العام» is no year."""
    term = terms[here]
    if "preposition" in term.roles and here + 1 < len(terms):
        return "occasion" in terms[here + 1].roles or terms[here + 1].plays(Role.COMPLEMENT)
    return bool(term.roles & {"day", "adverb", "opener"}) and not (here == start + 1 and term.head == "عام")


def _ends_phrase(term: Term, *, named: bool) -> bool:
    if "preposition" in term.roles:
        return named or "inner" not in term.roles
    return term.addresses or (term.form.startswith("لل") and named)


def by_name(term: Term, rule: str) -> Speaker | None:
    if term.mention is None:
        return None
    return Speaker(span=term.mention.span, entity=term.mention.entity, rule=rule)


def _latter(terms: Sequence[Term], place: int, unit: range) -> Speaker | None:
    for back in range(place - 1, unit.start - 1, -1):
        if terms[back].person:
            return by_name(terms[back], OFFICE)
    return None


def subject_of_unit(terms: Sequence[Term], part: range) -> Speaker | None:
    """The first person or organisation of a clause that no particle or preposition governs."""
    for here in part[:_WORDS_OF_CLAUSE]:
        term = terms[here]
        if term.mention is None or term.quoted or not term.opens or term.attached:
            continue
        governed = here > part.start and "preposition" in terms[here - 1].roles
        likely = term.person or (
            term.mention.entity.kind == "organisation" and here - part.start < _NEAR_START
        )
        if likely and not governed:
            return by_name(term, BEFORE_VERB)
    return None
