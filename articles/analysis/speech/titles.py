"""Quotation marks around a name: of a work, a body, a medium, an event."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from articles.analysis.speech.speech import Term
from articles.analysis.text.cues import Role
from articles.analysis.text.marks import Marked
from articles.analysis.text.normalise import fold_key

# What stands between the members of a row.
_IN_A_ROW = frozenset(["و", "،", ",", "، و", "،و", ", و", "أو", "او", "and", "or", ", and", "et", "и"])
_LONGEST_TITLE = 7
_TYPES = frozenset(["naming", "body", "type", "event"])
_LONGEST_MEDIUM = 3
_CLAUSE_BREAK = re.compile(r"[.,،؛;:!?؟\n]")
_INTRODUCES = re.compile(r"\s*:\s*[\"«“”„]")
_SHORTEST_WORD = 4  # letters of a word whose capital tells title case


def find_titles(text: str, terms: Sequence[Term], marked: Sequence[Marked]) -> set[Marked]:
    """The quotations that are names, and those that repeat one of them."""
    named: set[Marked] = set()
    last: Marked | None = None
    for one in marked:
        if (last in named and _in_a_row(text, terms, last, one)) or _is_title(text, terms, one):
            named.add(one)
        last = one if not one.depth else last
    names = {fold_key(m.span.of(text)) for m in named}
    return {m for m in marked if m in named or fold_key(m.span.of(text)) in names}


def _in_a_row(text: str, terms: Sequence[Term], last: Marked | None, marked: Marked) -> bool:
    """«مسلسلات «أ» و«ب»»: what stands beside a name in a row is one too."""
    if last is None or last.close is None or marked.depth:
        return False
    between = text[last.close + 1 : marked.open].strip()
    return between in _IN_A_ROW and 0 < len(words_inside(terms, marked)) <= _LONGEST_TITLE


def _is_title(text: str, terms: Sequence[Term], marked: Marked) -> bool:
    """Whether the marks hold a name: one that is known, announced as such, in title case, or a medium."""
    inside = words_inside(terms, marked)
    if not 0 < len(inside) <= _LONGEST_TITLE or after_colon(text, marked):
        return False
    first = terms[inside.start]
    known = first.mention is not None and first.mention.span.covers(marked.span)
    if known and first.mention is not None and first.mention.entity.kind != "event":
        return True
    before = terms[inside.start - 1] if inside.start else None
    if _is_medium(text, terms, inside, marked) or _opens_with_type(terms, inside):
        return True
    if before is not None and _is_subject(terms, inside.start - 1):
        return False
    if before is not None and before.announces and not _CLAUSE_BREAK.search(first.gap):
        return not before.entries
    words = [w for w in marked.span.of(text).split() if len(w) >= _SHORTEST_WORD]
    return (
        len(inside) > 1
        and len(words) > 1
        and all(w[0].isupper() for w in words)
        and text[marked.span.end - 1].isalnum()
    )


def _opens_with_type(terms: Sequence[Term], inside: range) -> bool:
    """«معركة الكرامة», «مجلس شورى المجاهدين»: a type word and its owner, no word of speech before."""
    first = terms[inside.start]
    if len(inside) < 2 or not first.roles & _TYPES or first.definite or not first.arabic:
        return False
    second = terms[inside.start + 1]
    last = terms[inside.stop - 1]
    owned = second.definite or second.opens or last.definite or last.mention is not None
    before = terms[inside.start - 1] if inside.start else None
    spoken = before is not None and before.plays(Role.COMPLEMENT, Role.VERB, Role.WEAK)
    return owned and not spoken and not any(terms[i].entries for i in inside)


def _is_subject(terms: Sequence[Term], place: int) -> bool:
    """«نفت الوزارة «وجود نقص»»: a definite body behind its verb, which no name follows."""
    term = terms[place]
    return "body" in term.roles and term.definite and place > 0 and terms[place - 1].plays(Role.VERB)


def _is_medium(text: str, terms: Sequence[Term], inside: range, marked: Marked) -> bool:
    """«في مقابلة مع "كذا": "…"», «كما ذكرت "كذا"»: a name that a quotation follows, or that a source is."""
    if marked.close is not None and _INTRODUCES.match(text, marked.close + 1):
        return True
    before = terms[max(0, inside.start - 2) : inside.start]
    if before and before[-1].plays(Role.SOURCE) and len(inside) <= _LONGEST_MEDIUM:
        return True
    if len(before) < 2:
        return False
    told = "occasion" in before[0].roles and before[1].form == "مع"
    return told or ("source" in before[0].roles and before[1].plays(Role.VERB, Role.RELAY))


def words_inside(terms: Sequence[Term], marked: Marked) -> range:
    """The numbers of the words that begin between the marks."""
    first = bisect_left(terms, marked.span.start, key=lambda t: t.span.start)
    return range(first, bisect_left(terms, marked.span.end, key=lambda t: t.span.start))


def after_colon(text: str, marked: Marked) -> bool:
    """Whether a colon stands right before the marks."""
    return text[: marked.open][-4:].rstrip().endswith(":")
