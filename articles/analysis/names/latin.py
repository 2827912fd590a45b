"""English and French names that no list holds, found by capitals, titles, given names and nouns."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.analysis.names.composition import Actor, actors, fill_owner, ministries, ministry_patterns
from articles.analysis.names.found import Found, Scene
from articles.analysis.text.cues import is_cue
from articles.analysis.text.gazetteer import Demonym, Kind, Name, make_entity, read_rows, variants
from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.lists import FOLDER, forms, sections
from articles.analysis.text.normalise import fold_key

_PARTICLES = frozenset(
    ["de", "da", "di", "van", "von", "der", "bin", "ibn", "al", "el", "ben", "abu", "la", "le", "du"]
)
_LONGEST = 5
_LONGEST_BESIDE = 2  # words of a name beside the listed place in it
_LONGEST_PLACE = 3
_LONGEST_ROLE = 7  # words from the comma to the noun of the role
_LONGEST_ACRONYM = 5
# French adjectives that name a body: «l’Union africaine».
_ADJECTIVES = (
    "el",
    "elle",
    "ien",
    "ienne",
    "ain",
    "aine",
    "al",
    "ale",
    "ique",
    "ais",
    "aise",
    "een",
    "eenne",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Small:
    """The small words of a language that tell what a name beside them is."""

    says: frozenset[str]
    verbs: frozenset[str]
    after_role: frozenset[str]
    of_places: frozenset[str]
    within: frozenset[str]
    of: frozenset[str]
    joining: frozenset[str]
    articles: frozenset[str]


def _small(**lists: str) -> _Small:
    return _Small(**{name: frozenset(words.split()) for name, words in lists.items()})


_SMALL = {
    "en": _small(
        says="said says told added adds",
        verbs="said says told added adds was were is are has had have who which where when",
        after_role="of for at in with to and from who on by",
        of_places="in at near from to across around outside into off",
        within="in near outside",
        of="of for",
        joining=f"and {' '.join(_PARTICLES)}",
        articles="the",
    ),
    "fr": _small(
        says="",  # the list of words of speech
        verbs="était étaient est sont a ont avait avaient qui que où quand",
        after_role="de du des d à au aux en dans chez pour et qui",
        of_places="à en dans près depuis vers",
        within="à",
        of="de du des d",
        joining=f"et d des {' '.join(_PARTICLES)}",
        articles="le la les l",
    ),
}


def find_latin(scene: Scene) -> Iterator[Found]:
    french = _lists(scene) == "fr"
    for index, word in enumerate(scene.words):
        if french and word.form.isascii():
            yield from _of_institution(scene, index)
            yield from _french_organisation(scene, index)
        if word.form.isascii() and word.capital:
            yield from _actor(scene, index)
            yield from _of_institution(scene, index)
            yield from _institution(scene, index)
            yield from _typed_place(scene, index)
            yield from _named_after_place(scene, index)
            yield from _where(scene, index)
            yield from _person(scene, index)


@lru_cache(maxsize=1)
def _given() -> frozenset[str]:
    rows = (row for name in ("given_foreign.tsv", "given_arab.tsv") for row in read_rows(FOLDER / name, 2))
    listed = frozenset(fold_key(latin) for latins, _ in rows for latin in variants(latins))
    return listed | forms("given_en.txt") | forms("given_fr.txt")


@lru_cache(maxsize=1)
def _actor_nouns() -> dict[str, Actor]:
    """«army», «foreign ministry» …: what follows the adjective in the patterns of actors and ministries."""
    nouns: dict[str, Actor] = {}
    for actor in actors().values():
        for pattern in actor.patterns:
            if pattern.startswith("{a} "):
                nouns.setdefault(fold_key(pattern[4:]), actor)
    for english in ministries().values():
        patterns = ministry_patterns(english)
        actor = Actor(kind=Kind.ORGANISATION, patterns=patterns, before_country=False)
        nouns |= {fold_key(p[4:]): actor for p in patterns if p.startswith("{a} ")}
    return nouns


def _nationality(scene: Scene, index: int) -> tuple[Demonym | None, int]:
    words, demonyms = scene.words, scene.gazetteer.demonyms
    if scene.joined(index + 1) and (found := demonyms.get(f"{words[index].form} {words[index + 1].form}")):
        return found, index + 2
    if words[index].form == "us" and not words[index].surface.isupper():
        return None, index
    return demonyms.get(words[index].form), index + 1


def _actor(scene: Scene, index: int) -> Iterator[Found]:
    """«the Russian army», «South Korean Foreign Ministry»."""
    owner, place = _nationality(scene, index)
    if not owner:
        return
    for last in range(min(place + 3, len(scene.words)), place, -1):
        words = scene.words[place:last]
        actor = _actor_nouns().get(" ".join(word.form for word in words))
        if actor and all(word.joined for word in words):
            yield _named(
                scene, index, last, fill_owner(actor.patterns, owner), actor.kind, "actor_of_country"
            )
            return


def _institution(scene: Scene, index: int) -> Iterator[Found]:
    """A run of capitalised words that ends in «University», «Airport», «Region» …"""
    end = _run(scene, index)
    for last in range(end, index + 1, -1):
        for kind in (Kind.ORGANISATION, Kind.FACILITY, Kind.PLACE):
            if scene.words[last - 1].form in _sections(scene, "institutions")[kind]:
                first = index + is_stop(scene.words[index].form, language=_lists(scene))
                if last - first >= 2:
                    yield _named(scene, first, last, (), kind, "institution")
                return


def _of_institution(scene: Scene, index: int) -> Iterator[Found]:
    """«University of Oslo», «Ministry of Foreign Affairs»."""
    if scene.words[index].form not in _sections(scene, "institutions")["organisation"]:
        return
    start = _past_of(scene, index + 1)
    if start == index + 1 or not scene.joined(start):
        return
    last = _run(scene, start)
    if last > start:
        yield _named(scene, index, last, (), Kind.ORGANISATION, "institution")


def _past_of(scene: Scene, place: int) -> int:
    """The word behind «of», in French «de la», «de l’»; the place itself if there is none."""
    small = _SMALL[_lists(scene)]
    if not scene.joined(place) or scene.words[place].form not in small.of:
        return place
    article = (
        _lists(scene) == "fr" and scene.joined(place + 1) and scene.words[place + 1].form in small.articles
    )
    return place + 1 + article


def _french_organisation(scene: Scene, index: int) -> Iterator[Found]:
    """«la CGT», «le groupe Altéria», «Radio Littoral», «l’Union africaine»."""
    if index in scene.listed:
        return
    last = index + 1
    if _is_acronym(scene, index):
        yield _named(scene, index, last, (), Kind.ORGANISATION, "institution")
    if scene.words[index].form not in _sections(scene, "institutions")["organisation"]:
        return
    if _capital_at(scene, last):
        first = index if scene.words[index].capital else last
        if scene.words[last].form not in _given():
            yield _named(scene, first, _run(scene, first), (), Kind.ORGANISATION, "institution")
    elif scene.words[index].capital and scene.joined(index) and _is_adjective(scene, last):
        yield _named(scene, index, last + 1, (), Kind.ORGANISATION, "institution")


def _is_adjective(scene: Scene, index: int) -> bool:
    return scene.joined(index) and scene.words[index].form.endswith(_ADJECTIVES)


def _is_acronym(scene: Scene, index: int) -> bool:
    """Whether a word inside a sentence is spelled in capitals, its neighbours not: so no headline."""
    word = scene.words[index]
    if not (word.surface.isupper() and word.form.isalpha() and 1 < len(word.form) <= _LONGEST_ACRONYM):
        return False
    beside = (*scene.words[index - 1 : index], *scene.words[index + 1 : index + 2])
    shouted = any(other.surface.isupper() and len(other.form) > 1 for other in beside)
    return (
        scene.joined(index) and not shouted and word.form not in _sections(scene, "institutions")["ordinary"]
    )


def _run(scene: Scene, index: int) -> int:
    """The end of the capitalised words that start here, small words between them not counted in."""
    last = index
    while last < len(scene.words) and last - index < _LONGEST and (last == index or scene.words[last].joined):
        word = scene.words[last]
        between = last > index and word.form in _SMALL[_lists(scene)].joining and _capital_at(scene, last + 1)
        if not word.capital and not between:
            break
        last += 1
    return last


def _capital_at(scene: Scene, index: int) -> bool:
    return scene.joined(index) and scene.words[index].capital


def _person(scene: Scene, index: int) -> Iterator[Found]:
    if index in scene.listed:
        return
    titled = (
        index > 0 and scene.words[index].joined and scene.words[index - 1].form in _forms(scene, "titles")
    )
    last = _name_run(scene, index)
    if last - index >= 2 and scene.words[index].form in _forms(scene, "titles"):
        return  # «Deputy Jane Doe»: the name begins behind it
    if titled and last > index and (last - index >= 2 or scene.words[index - 1].capital):
        yield _named(scene, index, last, (), Kind.PERSON, "title")
    elif last - index >= 2 and scene.words[index].form in _given():
        yield _named(scene, index, last, (), Kind.PERSON, "given_name")
    elif last - index >= 2 and _opens_run(scene, index) and _described(scene, index, last):
        yield _named(scene, index, last, (), Kind.PERSON, "apposition")


def _opens_run(scene: Scene, index: int) -> bool:
    before = scene.words[index - 1] if scene.joined(index) else None
    return before is None or not before.capital or is_stop(before.form, language=_lists(scene))


def _described(scene: Scene, first: int, last: int) -> bool:
    """Whether words first..last-1 are said to be a person: «, a spokesman for», «, 45,», «said … .»."""
    small = _SMALL[_lists(scene)]
    before = _written(scene, first - 1) if scene.joined(first) or scene.written.gap(first) == ' "' else ""
    if (
        before in small.of_places
        or scene.words[last - 1].form in _sections(scene, "institutions")["organisation"]
    ):
        return False
    if scene.written.gap(last).strip('"” ') == ",":
        return _says(scene, first - 1) or _age(scene, last) or _role(scene, last) or _after_role(scene, first)
    ends = not scene.joined(last)
    return ends and (_says(scene, first - 1) or _after_role(scene, first))


def _says(scene: Scene, index: int) -> bool:
    """Whether a word says that somebody speaks; for French the lists of words of speech are asked."""
    if index < 0 or not (scene.joined(index + 1) or scene.written.gap(index + 1) == ' "'):
        return False
    word = scene.words[index]
    return is_cue(word.surface, "fr") if _lists(scene) == "fr" else word.form in _SMALL["en"].says


def _after_role(scene: Scene, first: int) -> bool:
    """«The captain, Orla Penhale, said»: a role that opens the clause before the comma."""
    if scene.written.gap(first).strip() != ",":
        return False
    place = first - 1
    while place > 0 and first - place < _LONGEST_ROLE and scene.words[place].joined:
        place -= 1
    return any(w.form in _roles(_lists(scene)) and not w.capital for w in scene.words[place + 1 : first])


def _age(scene: Scene, index: int) -> bool:
    form = scene.words[index].form
    return form.isdigit() and len(form) == 2 and scene.written.gap(index + 1).startswith(",")


def _role(scene: Scene, index: int) -> bool:
    """Whether a role starts here, and isn't itself followed by a name or a verb."""
    for place in range(index, min(index + _LONGEST_ROLE, len(scene.words))):
        word = scene.words[place]
        if (place > index and not word.joined) or _written(scene, place) in _SMALL[_lists(scene)].verbs:
            return False
        after = _written(scene, place + 1) if scene.joined(place + 1) else ""
        if word.form in _roles(_lists(scene)) and (not after or after in _SMALL[_lists(scene)].after_role):
            return True
    return False


def _forms(scene: Scene, kind: str) -> frozenset[str]:
    return forms(f"{kind}_{_lists(scene)}.txt")


def _sections(scene: Scene, kind: str) -> dict[str, frozenset[str]]:
    return sections(f"{kind}_{_lists(scene)}.txt")


def _written(scene: Scene, index: int) -> str:
    """A word with its accents, which tell «à» from «a»."""
    return scene.words[index].surface.lower() if _lists(scene) == "fr" else scene.words[index].form


def _lists(scene: Scene) -> str:
    """Whose lists a text is read with: English names stand in Arabic texts too."""
    return "fr" if scene.language == "fr" else "en"


@lru_cache(maxsize=2)
def _roles(language: str) -> frozenset[str]:
    return forms(f"titles_{language}.txt") | forms(f"roles_{language}.txt")


def _typed_place(scene: Scene, index: int) -> Iterator[Found]:
    """«the island of Seram», «Seram island»: an unlisted place beside the noun that says what it is."""
    last = _name_run(scene, index)
    if last == index or last - index > 2 or not _opens_run(scene, index):
        return
    nouns = _sections(scene, "place_nouns")
    kind = next((i for i in range(max(0, index - 3), index - 1) if _past_of(scene, i + 1) == index), None)
    if kind is not None and scene.words[kind].form in nouns["of"] and scene.joined(index):
        yield _named(scene, index, last, (), Kind.PLACE, "type_and_name")
    elif scene.joined(last) and scene.words[last].form in nouns["after"]:
        printed = " ".join(word.surface for word in scene.words[index:last])
        yield _named(scene, index, last + 1, (printed,), Kind.PLACE, "type_and_name")


def _named_after_place(scene: Scene, index: int) -> Iterator[Found]:
    """«Boston Red Sox», «Telecom Egypt»: a firm or team with a listed place in its name."""
    place = scene.listed.get(index)
    if place and place.entity.kind is Kind.PLACE and _opens_run(scene, index):
        last = place.last
        while last - place.last < _LONGEST_BESIDE and _is_proper(scene, last):
            last += 1
        if last > place.last and not _capital_at(scene, last):
            yield _named(scene, index, last, (), Kind.ORGANISATION, "named_after_place")
    behind = scene.listed.get(index + 1)
    if behind and behind.entity.kind is Kind.PLACE and scene.joined(index) and _is_proper(scene, index):
        alone = _opens_run(scene, index) and not _capital_at(scene, behind.last)
        if alone and scene.written.gap(index + 1) == " ":
            yield _named(scene, index, behind.last, (), Kind.ORGANISATION, "named_after_place")


def _is_proper(scene: Scene, index: int) -> bool:
    """Whether a word is capitalised after a mere space and neither listed, a title, a role nor a weekday."""
    if not _capital_at(scene, index) or index in scene.listed or scene.written.gap(index) != " ":
        return False
    form = scene.words[index].form
    common = (
        form in _forms(scene, "never_names")
        or form in _roles(_lists(scene))
        or form in scene.gazetteer.demonyms
    )
    return not common and form not in _given() and not form.isdigit()


def _where(scene: Scene, index: int) -> Iterator[Found]:
    """«in Royal Oak»: one to three capitalised words that say where, no institution or person."""
    small = _SMALL[_lists(scene)]
    if index in scene.listed or not scene.joined(index) or _written(scene, index - 1) not in small.within:
        return
    last = index
    while last - index < _LONGEST_PLACE and (last == index or scene.joined(last)) and _is_proper(scene, last):
        last += 1
    words = [word.form for word in scene.words[index:last]]
    nouns = _forms(scene, "institutions") - _sections(scene, "institutions")["place"]
    spelled = any(word.surface.isupper() for word in scene.words[index:last])
    owns = scene.written.gap(last).startswith(("'", "\u2019"))
    if words and not spelled and not owns and not _capital_at(scene, last) and nouns.isdisjoint(words):
        yield _named(scene, index, last, (), Kind.PLACE, "in_place")


def _name_run(scene: Scene, index: int) -> int:
    last = index
    while last < len(scene.words) and last - index < 4 and (last == index or scene.words[last].joined):
        word = scene.words[last]
        particle = last > index and word.form in _PARTICLES and _capital_at(scene, last + 1)
        stop = word.form in _forms(scene, "never_names") or word.form in scene.gazetteer.demonyms
        stop = stop and not (last > index and word.form in _PARTICLES and _capital_at(scene, last + 1))
        hyphened = last > index and scene.written.gap(last) == "-"
        if stop or (last > index and last in scene.listed) or not (word.capital or particle or hyphened):
            break
        last += 1
    return last


def _named(scene: Scene, first: int, last: int, english: tuple[str, ...], kind: Kind, rule: str) -> Found:
    span = scene.written.span(first, last)
    printed = " ".join(scene.written.folded.original[span.start : span.end].split())
    names = tuple(Name(text=text, language="en") for text in dict.fromkeys((*english, printed)))
    entity = scene.gazetteer.join(make_entity(kind, names))
    return Found(first=first, last=last, strip=0, entity=entity, rule=rule, weight=2)
