"""Weighs what lists and rules found against what a trained tagger says, by how sure each of them is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from articles.analysis.names import composition, persons
from articles.analysis.names.found import Found, Scene, listed_at
from articles.analysis.names.tagger import Tagged, Tags, lists_of
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.gazetteer import Kind
from articles.analysis.text.lists import forms

RULE = "tagger"
_PRONOUNS = ("ه", "ها", "هم", "هما")
# Rules that guess from the surroundings; what lists and firm patterns found always stands.
WEAK = frozenset(
    {"type_and_name", "title", "given_name", "short_form", "speech_verb", "nationality", "apposition"}
)
# Chosen by cross-validation on ANERcorp (benchmarks/train_tagger.py) and by reading other articles.
SURE_NAME = {Kind.PERSON: 0.6, Kind.PLACE: 0.75, Kind.ORGANISATION: 0.75}
SURE_ALONE = 0.8  # for persons of one word, the kind most often wrong
SURE_THOUGH_A_WORD = 0.97  # for one word that the dictionary knows
SURE_OUTSIDE = 0.95
SURE_SHORTER, SURE_LONGER = 0.6, 0.75
SURE_ENOUGH_FOR_SHORT_FORMS = 0.85
_PERSONAL = frozenset({"given", "family"})
_QUOTATION_MARKS = frozenset('"“”«»„')


def weigh(scene: Scene, found: Sequence[Found], tags: Tags) -> list[Found]:
    """Doubted guesses go, guessed persons get the tagger's extent, names only the tagger saw come in."""
    tags = replace(tags, names=tuple(part for name in tags.names for part in _parts(scene, name)))
    kept = [name for name in found if not _doubted(name, tags)]
    corrected = _extents(scene, kept, tags)
    taken = {index for name in corrected for index in range(name.first, name.last)}
    added = [
        as_found(scene, name)
        for name in tags.names
        if name.probability >= _needed(scene, name)
        and taken.isdisjoint(range(name.first, name.last))
        and _whole(scene, name)
    ]
    return sorted([*corrected, *added], key=lambda name: name.first)


def _parts(scene: Scene, name: Tagged) -> Iterator[Tagged]:
    """A person without what follows («محمد منزله»), and two that an «and» joins («جاسم وإبراهيم»)."""
    first = name.first
    for index in range(name.first + 1, name.last if name.kind is Kind.PERSON else 0):
        form = scene.words[index].form
        if persons.carries_clitics(scene.words[index].surface):
            if index - first > 1 or not _is_adjective(scene, first):
                yield replace(name, first=first, last=index)
            return
        if form[:1] == "و" and _PERSONAL & set(lists_of(form[1:])) and not _PERSONAL & set(lists_of(form)):
            yield replace(name, first=first, last=index)
            first = index
    yield replace(name, first=first)


def unsure(tags: Tags) -> frozenset[int]:
    """Where names start that are too doubtful to look for their short forms elsewhere in the text."""
    return frozenset(n.first for n in tags.names if n.probability < SURE_ENOUGH_FOR_SHORT_FORMS)


def _doubted(name: Found, tags: Tags) -> bool:
    """Only persons and places: what the tagger learnt from leaves out facilities and many parties."""
    outside = min(tags.outside[i] for i in range(name.first, name.last))
    return name.rule in WEAK and name.entity.kind in (Kind.PERSON, Kind.PLACE) and outside >= SURE_OUTSIDE


def _needed(scene: Scene, name: Tagged) -> float:
    """The probability that lets a name in which no rule found."""
    word = scene.words[name.first]
    definite = any(rest.startswith(ARTICLE) for _, rest in splits(word.form))
    if name.kind is not Kind.PERSON or name.last - name.first > 1:
        owned = word.surface.endswith(_PRONOUNS) and persons.inflected(word.surface)  # «جاره»
        common = name.last - name.first == 1 and not definite and owned
        return SURE_THOUGH_A_WORD if common else SURE_NAME[name.kind]
    common = persons.known_word(word.surface) if definite else persons.inflected(word.surface)
    if _is_adjective(scene, name.first):
        return SURE_THOUGH_A_WORD
    listed = _PERSONAL & set(lists_of(word.form))
    return SURE_THOUGH_A_WORD if common and not listed else SURE_ALONE


def _is_adjective(scene: Scene, index: int) -> bool:
    """«سعيد» is happy, and a name only behind a title or a verb of speech."""
    if "common" not in lists_of(scene.words[index].form):
        return False
    near = [i for i in (index - 1, index - 2) if i >= 0 and all(map(scene.joined, range(i + 1, index + 1)))]
    before = [reading for i in near for reading in splits(scene.words[i].form)]
    speech = forms("speech_ar.txt")
    return not any(rest in speech or persons.title_strength(rest) for _, rest in before)


def _whole(scene: Scene, name: Tagged) -> bool:
    """Whether no sign cuts through a name, and it is none of the slips that rules can tell."""
    words = range(name.first, name.last)
    if any(not scene.joined(i) or not _QUOTATION_MARKS.isdisjoint(scene.written.gap(i)) for i in words[1:]):
        return False
    first = scene.words[name.first].form
    if len(words) == 1 and len(first) < 3:  # letters of an abbreviation
        return False
    if name.kind is Kind.PERSON:  # «غالاكسي جي 2», «فريق سانتوس»
        typed = any(held.startswith("head") for held in lists_of(first))
        return not typed and not any(scene.words[i].form.isdigit() for i in words)
    return name.kind is not Kind.PLACE or first not in scene.gazetteer.demonyms  # «غارات سورية»


def _extents(scene: Scene, kept: Sequence[Found], tags: Tags) -> list[Found]:
    """Persons that rules guessed, with the tagger's extent where it sees one too and nothing stands firm."""
    firm = {i for name in kept if not _movable(name) for i in range(name.first, name.last)}
    better = {
        index: name
        for name in tags.names
        if name.kind is Kind.PERSON and _whole(scene, name)
        for index in range(name.first, name.last)
        if firm.isdisjoint(range(name.first, name.last))
    }
    moved: dict[tuple[int, int], Found] = {}
    for name in kept:
        over = next((better[i] for i in range(name.first, name.last) if i in better), None)
        new = as_found(scene, over) if over and _movable(name) and _moves(scene, name, over) else name
        moved[new.first, new.last] = new
    return list(moved.values())


def _movable(name: Found) -> bool:
    return name.rule in WEAK and name.entity.kind is Kind.PERSON


def _moves(scene: Scene, name: Found, over: Tagged) -> bool:
    """Whether extents differ, and the tagger's cuts off no listed part of a name, takes in no adjective."""
    cut = {*range(name.first, name.last)} - {*range(over.first, over.last)}
    grown = {*range(over.first, over.last)} - {*range(name.first, name.last)}
    listed = any({*_PERSONAL, "east"} & set(lists_of(scene.words[i].form)) for i in cut)
    foreign = any("east" in lists_of(scene.words[i].form) for i in grown)  # «ألكسندر كوزلوف كيم» are two
    adjective = over.first in grown and scene.words[over.first].form.startswith(ARTICLE)
    sure = over.probability >= (SURE_LONGER if grown else SURE_SHORTER)
    return bool(cut or grown) and sure and not (listed or foreign or adjective)


def as_found(scene: Scene, name: Tagged) -> Found:
    """A tagged name as an entity: a listed one where a list has the name."""
    strip = _particles(scene, name)
    listed = listed_at(scene.words, name.first, scene.gazetteer.trie)
    if listed and listed[0] == name.last:
        entity = next((entry.entity for entry in listed[2] if entry.entity.kind is name.kind), None)
        if entity:
            return Found(first=name.first, last=name.last, strip=listed[1], entity=entity, rule=RULE)
    if name.kind is Kind.PERSON:
        return persons.make_person(scene, name.first, name.last, strip, RULE, weight=0)
    return composition.make_named(scene, name.first, name.last, strip, (), name.kind, RULE)


def _particles(scene: Scene, name: Tagged) -> int:
    """How many letters of the first word are particles: as many as leave a word that is known better."""
    form = scene.words[name.first].form
    if _PERSONAL & set(lists_of(form)):
        return 0
    whole = persons.background_count(form)
    if form.startswith("و") and not whole and len(form) > 4 and _follows_name(scene, name.first):
        return 1
    return max((strip for strip, rest in splits(form)[1:] if _better_known(form, rest, whole)), default=0)


def _better_known(form: str, rest: str, whole: int) -> bool:
    if len(rest) < 3:
        return False
    count = persons.background_count(rest)
    listed = bool(_PERSONAL & set(lists_of(rest))) and count >= whole
    return listed or count > (3 if form[0] == "و" and form[1:] == rest else 10) * (whole + 1)


def _follows_name(scene: Scene, index: int) -> bool:
    """Whether the word before is such as names are made of: then «و» is likely to be «and»."""
    return scene.joined(index) and persons.name_like(scene, index - 1)
