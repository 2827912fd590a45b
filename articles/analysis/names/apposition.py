"""Unlisted persons told by what stands beside their name between commas: a role, or an age."""

from collections.abc import Iterator

from articles.analysis.names import persons
from articles.analysis.names.found import Found, Scene
from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.lists import forms, sections

_COMMAS = frozenset("،,")
_DASHES = frozenset("-–—")
_LONGEST_ROLE = 12  # words from «المتحدث» to the comma
_LONGEST_NAME = 4
_SUBORDINATE = frozenset(["ان", "انه", "انها"])
_YEARS = frozenset(["عاما", "سنه", "عام"])


def find_appositions(scene: Scene) -> Iterator[Found]:
    """Persons in Arabic letters: «المتحدث باسم الهيئة، هندرا ويجايا، إن», or name, then role."""
    for index in range(1, len(scene.words)):
        gap = scene.words[index].gap
        if gap == " " or not (_comma(scene, index) or "(" in gap):
            continue
        found = _before_role(scene, index) or _before_age(scene, index) or _after_role(scene, index)
        if found:
            yield found


def _comma(scene: Scene, index: int) -> bool:
    """Whether a comma, or a dash with spaces, stands between a word and the one before it."""
    gap = scene.written.gap(index)
    sign = gap.strip()
    return len(sign) == 1 and (sign in _COMMAS or (sign in _DASHES and len(gap) > 2))


def _after_role(scene: Scene, first: int) -> Found | None:
    """«… المتحدث باسم الهيئة، هندرا ويجايا، إن …»: a role before the comma, after the name one more."""
    last = first + 1
    while scene.joined(last) and last - first <= _LONGEST_NAME:
        last += 1
    closed = last < len(scene.words) and _comma(scene, last)
    for end in range(first + 1, last):
        if scene.words[end].form in _SUBORDINATE:
            last, closed = end, True
            break
    if closed and _role_before(scene, first) and _is_name(scene, first, last):
        return persons.make_person(scene, first, last, 0, "apposition", weight=1)
    return None


def _role_before(scene: Scene, index: int) -> bool:
    place = index - 1
    for _ in range(_LONGEST_ROLE):
        if place < 0:
            return False
        if persons.title_strength(scene.words[place].form):
            return True
        if not scene.words[place].joined:
            return False
        place -= 1
    return False


def _before_role(scene: Scene, comma: int) -> Found | None:
    """«هندرا ويجايا، المتحدث باسم الهيئة»."""
    role = scene.words[comma].form
    return _name_before(scene, comma) if _opens_role(role) else None


def _opens_role(form: str) -> bool:
    titles = sections("titles_ar.txt")
    return form in titles["weak"] or (form in titles["strong"] and not form.startswith(ARTICLE))


def _before_age(scene: Scene, index: int) -> Found | None:
    """«كوستاس بابادوبولوس (45 عاما)»."""
    age = scene.words[index].form
    years = scene.joined(index + 1) and scene.words[index + 1].form in _YEARS
    return _name_before(scene, index) if years and age.isdigit() and len(age) < 3 else None


def _name_before(scene: Scene, last: int) -> Found | None:
    """A name that ends before word `last` and starts a clause, or follows a verb of speech or «إن»."""
    first = last - 1
    while first > 0 and last - first <= _LONGEST_NAME and not _opens_clause(scene, first):
        first -= 1
    verb = not persons.name_like(scene, first) and persons.inflected(scene.words[first].surface)
    if verb or not _opens_clause(scene, first) or not _is_name(scene, first, last):
        return None
    return persons.make_person(scene, first, last, 0, "apposition", weight=1)


def _opens_clause(scene: Scene, index: int) -> bool:
    if not index or not scene.words[index].joined:
        return True
    before = scene.words[index - 1]
    return before.form.lstrip("وف") in forms("speech_ar.txt") or persons.is_function(scene, index - 1)


def _is_name(scene: Scene, first: int, last: int) -> bool:
    """Two to four words that are seldom printed, at least one of them in no dictionary or a listed name."""
    words = range(first, last)
    return (
        2 <= last - first <= _LONGEST_NAME
        and all(_uncommon(scene, index, opening=index == first) for index in words)
        and any(persons.name_like(scene, index) for index in words)
    )


def _uncommon(scene: Scene, index: int, *, opening: bool) -> bool:
    form = scene.words[index].form
    if index in scene.listed or persons.nationality(scene, index) or persons.is_function(scene, index):
        return False
    if form in persons.LINKS or form in persons.given_names() or form in persons.family_names():
        return True
    nisba = (
        not opening and form.startswith(ARTICLE) and form.endswith("ي") and not persons.title_strength(form)
    )
    return nisba or (persons.is_rare(form) and form.isalpha() and not form.isascii() and form[:2] != ARTICLE)
