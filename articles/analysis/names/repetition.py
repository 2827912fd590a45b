"""What one place of a text tells of a name counts at all of them: given name, kind, that it is a name."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from articles.analysis.names import composition, persons
from articles.analysis.names.found import Found, Scene
from articles.analysis.text.clitics import splits
from articles.analysis.text.gazetteer import Entity, Kind
from articles.analysis.text.lists import forms
from articles.analysis.text.normalise import fold_key, is_arabic

RULE = "repeated"
_LISTS = frozenset({"gazetteer", "known_in_story"})
_SHORT_FORM = "short_form"
_TYPED = "type_and_name"
_LATIN = frozenset({"in_place", "named_after_place", "apposition"})
_TELLING = frozenset({_TYPED, "title", "given_name", "speech_verb", "nationality", "apposition"})
_SHORTEST = 4  # letters of an unknown word that is a name wherever it stands
_SHORTEST_GIVEN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Repeat:
    """Words that name an entity wherever the text has them."""

    words: tuple[str, ...]
    source: Found
    join: str


def settle(scene: Scene, found: Sequence[Found]) -> list[Found]:
    """The names in order, with the given names before them, one kind for each form, and its other places."""
    if not found:
        return []
    taken = {index for name in found for index in range(name.first, name.last)}
    whole = [_with_given_name(scene, name, taken) for name in found]
    alike = _of_one_kind(scene, whole)
    taken |= {index for name in alike for index in range(name.first, name.last)}
    others = list(_elsewhere(scene, alike, taken))
    taken |= {index for name in others for index in range(name.first, name.last)}
    more = [_with_given_name(scene, name, taken) for name in others]
    return sorted([*alike, *more], key=lambda name: name.first)


def _with_given_name(scene: Scene, name: Found, taken: set[int]) -> Found:
    """«توماس مولر» and no other Müller; «جيجي بوفون» whole, though no list has the first word."""
    place = name.first - 1
    if name.entity.kind is not Kind.PERSON or name.last - name.first > 1 or name.strip or place in taken:
        return name
    if not scene.joined(name.first) or scene.words[name.first].gap != " ":
        return name
    strip = _given_name(scene, place)
    if strip < 0:
        return name
    given = scene.words[place].form[strip:]
    firsts = {fold_key(n.text).split()[0] for n in name.entity.names if len(n.text.split()) > 1}
    if given in firsts or (firsts and given not in persons.given_names()):
        return replace(name, first=place, strip=strip)
    return persons.make_person(scene, place, name.last, strip, "given_name", weight=2)


def _given_name(scene: Scene, place: int) -> int:
    """How many letters of particles stand before the given name at a word; -1 if there is none."""
    word = scene.words[place]
    if persons.is_function(scene, place) or place in scene.listed or persons.nationality(scene, place):
        return -1
    if persons.title_strength(word.form):
        return -1
    for strip, rest in splits(word.form):
        if rest in persons.given_names() and rest not in forms("common_given_ar.txt"):
            return strip if not persons.inflected(word.surface[strip:]) or _is_arab(rest) else -1
    unknown = len(word.form) > _SHORTEST_GIVEN and word.form.isalpha() and is_arabic(word.form)
    return 0 if unknown and not persons.known_word(word.surface) and word.form[0] not in "وفبلك" else -1


def _is_arab(form: str) -> bool:
    return form in persons.arab_names()


def _of_one_kind(scene: Scene, found: Sequence[Found]) -> Sequence[Found]:
    """Guesses at one form that differ in kind all get the kind that most speaks for."""
    kinds: dict[str, set[Kind]] = defaultdict(set)
    guesses = [name for name in found if name.rule not in _LISTS and not name.join]
    for name in guesses:
        kinds[name.entity.names[-1].text].add(name.entity.kind)
    if all(len(told) == 1 for told in kinds.values()):
        return found
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for name in guesses:
        votes[name.entity.names[-1].text][name.entity.kind] += _weight(scene, name)
    guessed = {id(name) for name in guesses}
    return [
        _as_kind(scene, name, votes[name.entity.names[-1].text].most_common(1)[0][0])
        if id(name) in guessed
        else name
        for name in found
    ]


def _weight(scene: Scene, name: Found) -> int:
    """How much a place says of a name's kind: titles and verbs of speech before it more than its look."""
    if name.rule in _TELLING:
        return 3
    before = scene.words[name.first - 1].form if name.first and scene.joined(name.first) else ""
    speech = forms("speech_ar.txt")
    spoken = any(rest in speech for _, rest in splits(before)) if before else False
    return 3 if name.entity.kind is Kind.PERSON and (spoken or persons.title_strength(before)) else 1


def _as_kind(scene: Scene, name: Found, kind: Kind) -> Found:
    if name.entity.kind is kind:
        return name
    if kind is Kind.PERSON:
        return persons.make_person(scene, name.first, name.last, name.strip, name.rule, weight=name.weight)
    return composition.make_named(scene, name.first, name.last, name.strip, (), kind, name.rule)


def _elsewhere(scene: Scene, found: Sequence[Found], taken: set[int]) -> Iterator[Found]:
    """The other places of names that only their surroundings told."""
    repeats = _repeats(scene, found)
    if not repeats:
        return
    used: set[int] = set()
    for index in scene.written.places(repeats.keys() & scene.written.readings.keys()):
        if index in taken or index in used:
            continue
        for strip, rest in splits(scene.words[index].form):
            repeat = next((r for r in repeats.get(rest, ()) if _stands(scene, index, r, taken)), None)
            if repeat:
                last = index + len(repeat.words)
                used.update(range(index, last))
                yield Found(
                    first=index,
                    last=last,
                    strip=strip,
                    entity=repeat.source.entity,
                    rule=repeat.join or RULE,
                    join=repeat.join,
                )
                break


def _stands(scene: Scene, index: int, repeat: _Repeat, taken: set[int]) -> bool:
    last = index + len(repeat.words)
    if not taken.isdisjoint(range(index, last)) or last > len(scene.words):
        return False
    if not all(
        scene.joined(index + step) and scene.words[index + step].form == form
        for step, form in enumerate(repeat.words)
        if step
    ):
        return False
    if not is_arabic(scene.words[index].form):
        before = scene.words[index - 1]
        alone = not (scene.joined(index) and before.capital and before.form != "the")
        alone = alone and not (scene.joined(last) and scene.words[last].capital)
        return alone and all(scene.words[i].capital for i in range(index, last))
    if repeat.join:  # a given name alone: not where a family name follows
        follows = scene.joined(last) and (last in taken or persons.name_like(scene, last))
        return index > repeat.source.first and not follows and not persons.is_function(scene, index)
    return True


def _repeats(scene: Scene, found: Sequence[Found]) -> Mapping[str, list[_Repeat]]:
    """By their first word, longest first."""
    owners: dict[str, set[str]] = defaultdict(set)
    repeats: dict[tuple[str, ...], _Repeat] = {}
    for name in found:
        if name.join or (name.rule in _LISTS and name.entity.kind is not Kind.PERSON):
            continue
        for words, join in _forms(scene, name):
            owners[" ".join(words)].add(name.entity.key)
            repeats.setdefault(words, _Repeat(words=words, source=name, join=join))
    kept: dict[str, list[_Repeat]] = defaultdict(list)
    for words, repeat in sorted(repeats.items(), key=lambda item: -len(item[0])):
        if not repeat.join or len(owners[" ".join(words)]) == 1:
            kept[words[0]].append(repeat)
    return kept


def _forms(scene: Scene, name: Found) -> Iterator[tuple[tuple[str, ...], str]]:
    """What may stand for a name elsewhere: itself, without its type, or the given name alone."""
    first = scene.words[name.first]
    if name.entity.kind is Kind.PERSON and not name.join and name.last - name.first > 1:
        given = first.form[name.strip :]
        if _is_given_alone(given, first.surface[name.strip :]) and not _east_asian(name.entity):
            yield (given,), _SHORT_FORM
    if name.rule in _LISTS or name.join or (not is_arabic(first.form) and name.rule not in _LATIN):
        return
    start = name.first
    if name.rule == _TYPED:
        start += 2 if name.last - name.first > 2 and _is_head(scene, start + 1) else 1
    words = [word.form for word in scene.words[start : name.last]]
    if start == name.first:
        words[0] = words[0][name.strip :]
    surfaces = [word.surface for word in scene.words[start : name.last]]
    known = [persons.known_word(surface[name.strip if not i else 0 :]) for i, surface in enumerate(surfaces)]
    whole = len(words) > 1 and start == name.first
    if words and (whole or (len(words[0]) >= _SHORTEST and not all(known))):
        yield tuple(words), ""


def _is_head(scene: Scene, index: int) -> bool:
    return scene.words[index].form in composition.heads()


def _east_asian(entity: Entity) -> bool:
    return persons.family_first(fold_key(entity.names[-1].text))


def _is_given_alone(given: str, surface: str) -> bool:
    alone = given in persons.given_names() and given not in forms("never_alone_ar.txt")
    return alone and given not in forms("common_given_ar.txt") and not persons.inflected(surface)
