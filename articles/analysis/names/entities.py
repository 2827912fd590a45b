"""People, places, organisations and other names in a text, and which entity each of them is."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.analysis.names import (
    apposition,
    composition,
    latin,
    persons,
    repetition,
    russian,
    tagger,
    token_model,
    voices,
)
from articles.analysis.names.found import Found, Scene, listed_at
from articles.analysis.names.persons import LINKS, family_first, is_function, name_like
from articles.analysis.names.spelling import Rule
from articles.analysis.names.token_model import TokenModel
from articles.analysis.names.uniting import unite
from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.gazetteer import Entity, Gazetteer, Kind, Listed, Name, Trie, read_rows, variants
from articles.analysis.text.lists import FOLDER, forms, sections
from articles.analysis.text.normalise import fold_key, is_cyrillic
from articles.analysis.text.spans import Span
from articles.analysis.text.written import WrittenText, read_words

__all__ = ["Entity", "Kind", "Mention", "Name", "find_mentions"]


COMMON_WORD = "-"
# Where English rules hold for words in Latin letters: in German, say, every noun has a capital.
_LATIN_RULES = frozenset({"en", "fr", "ar", "und"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """`span` is the name without attached particles; `rule` is the list or rule that found it.

    `join` are the rules by which it is another spelling or a short form of the entity's name (see joins).
    """

    span: Span
    entity: Entity
    rule: str
    join: str = ""


def find_mentions(
    text: str, *, language: str, known: Sequence[Entity] = (), model: TokenModel | None = None
) -> tuple[Mention, ...]:
    """The names in a text, in order, outermost only. `known` are entities that its story names elsewhere.

    A `model` is heard in the place of the tagger of Arabic names, in any language.
    """
    scene = read_scene(text, language=language, known=known)
    chosen = find_by_rules(scene, known)
    if model:
        chosen = hear_both(scene, chosen, token_model.tag(scene, model), known)
    elif language == "ar":
        chosen = hear_both(scene, chosen, tagger.tag(scene, chosen, tagger.load()), known)
    return tuple(
        Mention(
            span=scene.written.span(f.first, f.last, strip=f.strip), entity=f.entity, rule=f.rule, join=f.join
        )
        for f in unite(repetition.settle(scene, chosen), known)
    )


def find_short_forms(
    text: str, *, language: str, people: Sequence[Entity], taken: Sequence[Span]
) -> tuple[Mention, ...]:
    """Family names alone of people named in full elsewhere, outside the names in `taken`, given in order.

    Words that a dictionary has, and names that two of the people share, are left out: they would be guesses.
    """
    scene = Scene(
        written=read_words(text, language), language=language, gazetteer=gazetteer.load(), listed={}
    )
    short = {form: owners for form, owners in _short_names((), people).items() if len(owners) == 1}
    found = (_short_at(scene, index, short) for index in _openings(scene, short))
    mentions = (
        Mention(
            span=scene.written.span(f.first, f.last, strip=f.strip), entity=f.entity, rule=f.rule, join=f.join
        )
        for f in found
        if f and not persons.known_word(scene.words[f.first].surface)
    )
    return tuple(m for m in mentions if not any(m.span.overlap(place) for place in taken))


def read_scene(text: str, *, language: str, known: Sequence[Entity] = ()) -> Scene:
    """The words of a text with the listed names among them."""
    written, lists = read_words(text, language), gazetteer.load()
    listed = _listed(written, lists, known)
    return Scene(written=written, language=language, gazetteer=lists, listed=listed)


def find_by_rules(scene: Scene, known: Sequence[Entity] = ()) -> list[Found]:
    """What lists and rules alone find, in order, no two overlapping."""
    candidates = [
        *scene.listed.values(),
        *composition.compose(scene),
        *persons.find_persons(scene),
        *apposition.find_appositions(scene),
        *(latin.find_latin(scene) if scene.language in _LATIN_RULES else ()),
        *(russian.find_russian(scene) if scene.language == "ru" else ()),
    ]
    chosen = _without_short_guesses(_with_owners(_outermost(candidates)), known)
    return _in_order([*chosen, *_short_forms(scene, chosen, known)])


def hear_both(
    scene: Scene, found: Sequence[Found], tags: tagger.Tags, known: Sequence[Entity] = ()
) -> list[Found]:
    """What rules and tagger say together, no two overlapping; short forms of persons that only it saw too."""
    chosen = voices.weigh(scene, found, tags)
    unsure = voices.unsure(tags)
    named = [name for name in chosen if name.rule != voices.RULE or name.first not in unsure]
    taken = {index for name in chosen for index in range(name.first, name.last)}
    short = (name for name in _short_forms(scene, named, known) if name.first not in taken)
    return _in_order([*chosen, *short])


def _listed(written: WrittenText, lists: Gazetteer, known: Sequence[Entity]) -> dict[int, Found]:
    """Listed and already known names by the word they start at."""
    senses = _Senses(written)
    tries = ((_known_names(known), "known_in_story"), (lists.trie, "gazetteer"))[0 if known else 1 :]
    found: dict[int, Found] = {}
    firsts = set().union(*(trie.firsts & written.readings.keys() for trie, _ in tries))
    for index in written.places(firsts):
        for trie, rule in tries:
            match = listed_at(written.words, index, trie)
            if not match or _is_adjective(written, lists, index, match[0]):
                continue
            if entry := senses.choose(match[2], index, match[0]):
                last, strip, _ = match
                place, strip = _past_title(written, entry, index, last, strip)
                if place not in found or last > found[place].last:
                    found[place] = Found(
                        first=place,
                        last=last,
                        strip=strip,
                        entity=entry.entity,
                        rule=rule,
                        group=entry.group,
                        weight=4,
                        join=_case(written, place, last, entry.name),
                    )
    return found


def _case(written: WrittenText, first: int, last: int, name: Name) -> str:
    """What joins a Russian name to the one listed where it is printed in another case."""
    if name.language != "ru":
        return ""
    printed = " ".join(word.form for word in written.words[first:last])
    return "" if printed == fold_key(name.text) else Rule.CASE_ENDING


def _past_title(written: WrittenText, entry: Listed, first: int, last: int, strip: int) -> tuple[int, int]:
    """Where a person's listed name starts if it is listed with a title: titles are no part of names."""
    titles = sections("titles_ar.txt")["strong"]
    titled = written.words[first].form[strip:] in titles and last - first > 1
    return (first + 1, 0) if entry.entity.kind is Kind.PERSON and titled else (first, strip)


def _is_adjective(written: WrittenText, lists: Gazetteer, first: int, last: int) -> bool:
    """«العاصمة السعودية»: here a country's name is an adjective; «وزير الخارجية الروسية»: here a post."""
    words = written.words
    if words[first].form in composition.ministries() and composition.after_minister(words, first):
        return True
    if last - first > 1 or not first or not words[first].joined or words[first].form not in lists.demonyms:
        return False
    before = any(rest.startswith(ARTICLE) for _, rest in splits(words[first - 1].form))
    return before and words[first - 1].form not in forms("function_words_ar.txt")


def _known_names(known: Sequence[Entity]) -> Trie:
    trie = Trie()
    for entity in known:
        for name in entity.names:
            if len(name.text) > 2:
                trie.add(fold_key(name.text), Listed(entity=entity, name=name, group=""))
    return trie


def _outermost(candidates: Iterable[Found]) -> list[Found]:
    """The longest names first, no two overlapping."""
    chosen: list[Found] = []
    taken: set[int] = set()
    for found in sorted(candidates, key=lambda f: (f.first - f.last, -f.weight, f.first)):
        words = range(found.first, found.last)
        if taken.isdisjoint(words):
            chosen.append(found)
            taken.update(words)
    return chosen


def _in_order(candidates: Iterable[Found]) -> list[Found]:
    return sorted(_outermost(candidates), key=lambda found: found.first)


def _with_owners(chosen: Sequence[Found]) -> list[Found]:
    """«وزارة الدفاع» alone is the ministry named in full nearest before it, or else the next after it."""
    whole = [found for found in chosen if not found.rule.endswith(composition.ALONE)]
    return [_owned(found, whole) if found.rule.endswith(composition.ALONE) else found for found in chosen]


def _owned(bare: Found, whole: Sequence[Found]) -> Found:
    same = [
        found
        for found in whole
        if found.entity.kind is bare.entity.kind
        and any(bare.entity.names[0].text in name.text for name in found.entity.names)
    ]
    owner = min(same, key=lambda f: (f.first > bare.first, abs(f.first - bare.first)), default=None)
    return replace(bare, entity=owner.entity, join="short_form") if owner else bare


class _Senses:
    """Chooses between entities, or entity and common word, that are written alike."""

    def __init__(self, written: WrittenText) -> None:
        self._written = written
        self._rows = _homographs()

    def choose(self, listed: Sequence[Listed], first: int, last: int) -> Listed | None:
        key = fold_key(listed[0].name.text)
        rows = self._rows.get(key)
        if not rows:
            return listed[0]
        best = max(rows, key=lambda row: self._weigh(row, first, last))
        return next((entry for entry in listed if entry.entity.key == best[0]), None)

    def _weigh(self, row: tuple[str, frozenset[str], str], first: int, last: int) -> int:
        """A common word is vouched for only by its neighbours, a name also by the rest of the text."""
        sense, cues, sign = row
        readings = self._written.readings
        places = [readings[cue] for cue in cues if cue in readings]
        near = sum(any(first - 4 <= place < last + 4 for place in some) for some in places)
        surface = self._written.words[first].surface
        return (
            5 * bool(sign and sign in surface) + 3 * near + (len(places) // 2 if sense != COMMON_WORD else 0)
        )


@lru_cache(maxsize=1)
def _homographs() -> Mapping[str, list[tuple[str, frozenset[str], str]]]:
    rows: dict[str, list[tuple[str, frozenset[str], str]]] = defaultdict(list)
    for form, sense, cues, sign in read_rows(FOLDER / "homographs.tsv", 4):
        rows[fold_key(form)].append((sense, frozenset(fold_key(c) for c in variants(cues)), sign))
    return rows


def _without_short_guesses(chosen: Sequence[Found], known: Sequence[Entity]) -> list[Found]:
    """Without guesses at one word («Mr Kim») that is the short form of a person named in full."""
    short = _short_names(chosen, known)
    return [
        found
        for found in chosen
        if found.last - found.first > 1
        or found.entity.kind is not Kind.PERSON
        or found.rule in ("gazetteer", "known_in_story")
        or fold_key(found.entity.names[0].text) not in short
    ]


def _short_forms(scene: Scene, chosen: Sequence[Found], known: Sequence[Entity]) -> list[Found]:
    """Family names and other short forms of persons named in full in this text, or elsewhere in its story."""
    short = _short_names(chosen, known)
    if not short:
        return []
    taken = {index for found in chosen for index in range(found.first, found.last)}
    return [
        found
        for index in _openings(scene, short)
        if index not in taken and (found := _short_at(scene, index, short))
    ]


def _openings(scene: Scene, short: Collection[str]) -> list[int]:
    """The words at which a short form can begin: most need not be looked at more closely."""
    firsts = {form.partition(" ")[0] for form in short}
    return scene.written.places(firsts & scene.written.readings.keys())


def _short_names(chosen: Sequence[Found], known: Sequence[Entity]) -> dict[str, list[tuple[int, Entity]]]:
    """Short form -> the persons it may mean, each with the word where the full name stands (or -1)."""
    short: dict[str, list[tuple[int, Entity]]] = defaultdict(list)
    people = [(-1, e) for e in known] + [(f.first, f.entity) for f in chosen]
    for place, entity in people:
        if entity.kind is Kind.PERSON:
            for form in dict.fromkeys(f for n in entity.names for f in _shortened(n.text)):
                short[form].append((place, entity))
    return short


@lru_cache(maxsize=8192)
def _shortened(name: str) -> tuple[str, ...]:
    words = fold_key(name).split()
    if len(words) < 2:
        return ()
    if is_cyrillic(words[0]):
        return russian.family_forms(name)
    if family_first(" ".join(words)):
        return (words[0],)
    if len(words) > 2 and words[-2] in LINKS:
        return (" ".join(words[-2:]),)
    if len(words[-1]) > 2 and words[-1] not in forms("never_alone_ar.txt"):
        return (words[-1],)
    return ()


def _printed_as_name(surface: str) -> bool:
    """Names have a capital in scripts that have some."""
    return not surface[0].islower()


def _in_nominative(form: str, person: Entity) -> bool:
    """Whether a short form ends one of a person's names as it stands; Russian ones may be in other cases."""
    return not is_cyrillic(form) or any(fold_key(name.text).endswith(form) for name in person.names)


def _short_at(scene: Scene, index: int, short: Mapping[str, list[tuple[int, Entity]]]) -> Found | None:
    for strip, form in splits(scene.words[index].form):
        last = index + 1
        if form in LINKS and scene.joined(last):
            form, last = f"{form} {scene.words[last].form}", last + 1
        if form not in short or not _printed_as_name(scene.words[index].surface) or is_function(scene, index):
            continue
        if form in scene.gazetteer.demonyms and scene.joined(last) and name_like(scene, last):
            continue  # «الأرجنتيني فلان» is another Argentine
        earlier = [entity for place, entity in short[form] if place < index] or [short[form][0][1]]
        person = earlier[-1]
        join = Rule.SHORT_FORM if _in_nominative(form, person) else f"{Rule.SHORT_FORM} {Rule.CASE_ENDING}"
        return Found(first=index, last=last, strip=strip, entity=person, rule="short_form", join=join)
    return None
