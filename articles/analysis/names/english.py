"""English names that no list holds, found by capitals, titles, given names and the nouns of institutions."""

from collections.abc import Iterator
from functools import lru_cache

from articles.analysis.names.composition import Actor, actors, fill_owner, ministries, ministry_patterns
from articles.analysis.names.found import Found, Scene
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
_WITHIN = frozenset(["in", "near", "outside"])
_LONGEST_ROLE = 7  # words from the comma to the noun of the role
_SAID = frozenset(["said", "says", "told", "added", "adds"])
_VERBS = _SAID | {"was", "were", "is", "are", "has", "had", "have", "who", "which", "where", "when"}
_AFTER_ROLE = frozenset(["of", "for", "at", "in", "with", "to", "and", "from", "who", "on", "by"])
_OF_PLACES = frozenset(["in", "at", "near", "from", "to", "across", "around", "outside", "into", "off"])


def find_english(scene: Scene) -> Iterator[Found]:
    for index, word in enumerate(scene.words):
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
    return listed | forms("given_en.txt")


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
            if scene.words[last - 1].form in sections("institutions_en.txt")[kind]:
                first = index + is_stop(scene.words[index].form, language="en")
                if last - first >= 2:
                    yield _named(scene, first, last, (), kind, "institution")
                return


def _of_institution(scene: Scene, index: int) -> Iterator[Found]:
    """«University of Oslo», «Ministry of Foreign Affairs»."""
    if scene.words[index].form not in sections("institutions_en.txt")["organisation"]:
        return
    if not (
        scene.joined(index + 1) and scene.words[index + 1].form in ("of", "for") and scene.joined(index + 2)
    ):
        return
    last = _run(scene, index + 2)
    if last > index + 2:
        yield _named(scene, index, last, (), Kind.ORGANISATION, "institution")


def _run(scene: Scene, index: int) -> int:
    """The end of the capitalised words that start here, small words between them not counted in."""
    last = index
    while last < len(scene.words) and last - index < _LONGEST and (last == index or scene.words[last].joined):
        word = scene.words[last]
        between = last > index and word.form in ("and", *_PARTICLES) and _capital_at(scene, last + 1)
        if not word.capital and not between:
            break
        last += 1
    return last


def _capital_at(scene: Scene, index: int) -> bool:
    return scene.joined(index) and scene.words[index].capital


def _person(scene: Scene, index: int) -> Iterator[Found]:
    if index in scene.listed:
        return
    titled = index > 0 and scene.words[index].joined and scene.words[index - 1].form in forms("titles_en.txt")
    last = _name_run(scene, index)
    if last - index >= 2 and scene.words[index].form in forms("titles_en.txt"):
        return  # «Deputy Jane Doe»: the name begins behind it
    if titled and last > index and (last - index >= 2 or scene.words[index - 1].capital):
        yield _named(scene, index, last, (), Kind.PERSON, "title")
    elif last - index >= 2 and scene.words[index].form in _given():
        yield _named(scene, index, last, (), Kind.PERSON, "given_name")
    elif last - index >= 2 and _opens_run(scene, index) and _described(scene, index, last):
        yield _named(scene, index, last, (), Kind.PERSON, "apposition")


def _opens_run(scene: Scene, index: int) -> bool:
    return not (
        scene.joined(index) and scene.words[index - 1].capital and scene.words[index - 1].form != "the"
    )


def _described(scene: Scene, first: int, last: int) -> bool:
    """Whether words first..last-1 are said to be a person: «, a spokesman for», «, 45,», «said … .»."""
    before = scene.words[first - 1].form if scene.joined(first) or scene.written.gap(first) == ' "' else ""
    if before in _OF_PLACES or scene.words[last - 1].form in sections("institutions_en.txt")["organisation"]:
        return False
    if scene.written.gap(last).strip('"” ') == ",":
        return before in _SAID or _age(scene, last) or _role(scene, last) or _after_role(scene, first)
    return before in _SAID and not scene.joined(last)


def _after_role(scene: Scene, first: int) -> bool:
    """«The captain, Orla Penhale, said»: a role that opens the clause before the comma."""
    if scene.written.gap(first).strip() != ",":
        return False
    place = first - 1
    while place > 0 and first - place < _LONGEST_ROLE and scene.words[place].joined:
        place -= 1
    return any(w.form in _roles() and not w.capital for w in scene.words[place + 1 : first])


def _age(scene: Scene, index: int) -> bool:
    form = scene.words[index].form
    return form.isdigit() and len(form) == 2 and scene.written.gap(index + 1).startswith(",")


def _role(scene: Scene, index: int) -> bool:
    """Whether a role starts here, and isn't itself followed by a name or a verb."""
    for place in range(index, min(index + _LONGEST_ROLE, len(scene.words))):
        word = scene.words[place]
        if (place > index and not word.joined) or word.form in _VERBS:
            return False
        after = scene.words[place + 1].form if scene.joined(place + 1) else ""
        if word.form in _roles() and (not after or after in _AFTER_ROLE):
            return True
    return False


@lru_cache(maxsize=1)
def _roles() -> frozenset[str]:
    return forms("titles_en.txt") | forms("roles_en.txt")


def _typed_place(scene: Scene, index: int) -> Iterator[Found]:
    """«the island of Seram», «Seram island»: an unlisted place beside the noun that says what it is."""
    last = _name_run(scene, index)
    if last == index or last - index > 2 or not _opens_run(scene, index):
        return
    nouns = sections("place_nouns_en.txt")
    before = scene.words[max(0, index - 2) : index]
    if len(before) == 2 and before[0].form in nouns["of"] and before[1].form == "of" and scene.joined(index):
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
    common = form in forms("never_names_en.txt") or form in _roles() or form in scene.gazetteer.demonyms
    return not common and form not in _given() and not form.isdigit()


def _where(scene: Scene, index: int) -> Iterator[Found]:
    """«in Royal Oak»: one to three capitalised words that say where, no institution or person."""
    if index in scene.listed or not scene.joined(index) or scene.words[index - 1].form not in _WITHIN:
        return
    last = index
    while last - index < _LONGEST_PLACE and (last == index or scene.joined(last)) and _is_proper(scene, last):
        last += 1
    words = [word.form for word in scene.words[index:last]]
    nouns = forms("institutions_en.txt") - sections("institutions_en.txt")["place"]
    spelled = any(word.surface.isupper() for word in scene.words[index:last])
    owns = scene.written.gap(last).startswith(("'", "\u2019"))
    if words and not spelled and not owns and not _capital_at(scene, last) and nouns.isdisjoint(words):
        yield _named(scene, index, last, (), Kind.PLACE, "in_place")


def _name_run(scene: Scene, index: int) -> int:
    last = index
    while last < len(scene.words) and last - index < 4 and (last == index or scene.words[last].joined):
        word = scene.words[last]
        particle = last > index and word.form in _PARTICLES and _capital_at(scene, last + 1)
        stop = word.form in forms("never_names_en.txt") or word.form in scene.gazetteer.demonyms
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
