"""Russian names that no list holds, in whatever case: by given names, patronymics, titles and marks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from articles.analysis.names.found import Found, Scene
from articles.analysis.names.spelling import Rule
from articles.analysis.text.cues import is_cue
from articles.analysis.text.declension import case_forms, name_forms, nominatives, romanise
from articles.analysis.text.gazetteer import Entity, Kind, Name, make_entity, read_rows
from articles.analysis.text.lemmas import is_stop
from articles.analysis.text.lists import FOLDER, sections
from articles.analysis.text.normalise import fold_key, is_cyrillic
from articles.analysis.text.written import Word

_NOMINATIVE = -1
_CASES = range(5)
_LONGEST_QUOTED = 4
_LONGEST_ACRONYM = 6
_CLOSING = re.compile(r"[»“”\"]")
_INITIAL_GAP = re.compile(r"\. ?")
_PATRONYMIC = re.compile(r"(.{2,}(?:ович|евич|ьич|кич|мич))(?:а|у|ем|е)?")
_DAUGHTERS = re.compile(r"(.{2,}(?:овн|евн|ичн|иничн))(?:а|ы|е|у|ой)")
# Endings by which a word is known for a family name, in all cases.
_FAMILY = re.compile(
    r".{2,}(?:(?:ов|ев|ёв|ин|ын)(?:а|у|ым|ой|е)?|(?:[сц]к)(?:ий|ого|ому|им|ом|ая|ой|ую)|ко|ук(?:а|у|ом)?|юк(?:а|у|ом)?"
    r"|[ая]н(?:а|у|ом)?|швили|дзе)"
)
_WITHIN = frozenset({"в", "во", "из", "под", "возле", "около", "близ"})
_REGIONS = {"область": "ская", "республика": "ская", "край": "ский", "район": "ский", "округ": "ский"}
_REGIONAL = re.compile(r"(.{3,})(?:ский|ского|скому|ским|ском|ская|ской|скую)")
_TOWN = re.compile(r"(.+(?:ск|град|бург|поль|дар|ов|ев|ин))е")


def find_russian(scene: Scene) -> Iterator[Found]:
    """People, organisations and places, the longest not chosen yet."""
    towns = dict[str, None]()
    for index, word in enumerate(scene.words):
        if word.capital and is_cyrillic(word.form) and index not in scene.listed:
            yield from _person(scene, index)
            yield from _organisation(scene, index)
            yield from _region(scene, index)
            if _is_within(scene, index):
                towns[_town(word.surface)] = None
    for town in towns:
        yield from _everywhere(scene, town)


@lru_cache(maxsize=1)
def _given() -> dict[str, list[tuple[str, str, bool, int]]]:
    """Folded given names in all cases: nominative, English form, whether a woman's, and the case."""
    found: dict[str, list[tuple[str, str, bool, int]]] = {}
    for sex, names in read_rows(FOLDER / "given_ru.tsv", 2):
        for name in names.split():
            own, _, english = name.partition("=")
            feminine = sex == "f"
            known = (own, english or romanise(own), feminine)
            found.setdefault(fold_key(own), []).append((*known, _NOMINATIVE))
            for case, spellings in enumerate(name_forms(own.lower(), feminine=feminine, given=True)):
                for form in spellings:
                    found.setdefault(fold_key(form), []).append((*known, case))
    return found


def family_forms(name: str) -> tuple[str, ...]:
    """The folded forms that the family name of a full Russian name has alone, the nominative first."""
    *given, family = name.split()
    readings = _given().get(fold_key(given[0]), ()) if given else ()
    feminine = readings[0][2] if readings else family[-1] in "ая"
    cases = name_forms(family.lower(), feminine=feminine)
    return tuple(dict.fromkeys(map(fold_key, (family, *(form for forms_ in cases for form in forms_)))))


def _person(scene: Scene, index: int) -> Iterator[Found]:
    yield from _by_given_name(scene, index)
    yield from _by_initials(scene, index)
    yield from _by_title(scene, index)
    yield from _by_family_name(scene, index)
    yield from _listed_family(scene, index)


def _by_given_name(scene: Scene, index: int) -> Iterator[Found]:
    """«Иваном Петровичем Лосевым»: the case of the given name tells that of the family name."""
    readings = _given().get(scene.words[index].form)
    if not readings:
        return
    place = index + 1
    patronymic = _capital(scene, place) and _father(scene.words[place])
    place += bool(patronymic)
    last = _family_end(scene, place)
    if last == place:
        return
    family = (
        " ".join(word.surface for word in scene.words[place:last])
        if last - place == 1
        else _hyphened(scene, place, last)
    )
    own, english, nominative = _agreed(readings, family)
    printed = [patronymic] if patronymic else []
    yield _named(
        scene, index, last, [own, *printed, nominative], f"{english} {romanise(nominative)}", "given_name"
    )


def _agreed(readings: Sequence[tuple[str, str, bool, int]], family: str) -> tuple[str, str, str]:
    """Given name, its English form and the family name in the nominative, as the two agree in case."""
    for own, english, feminine, case in readings:
        if case == _NOMINATIVE:
            return own, english, family
        found = nominatives(family.lower(), feminine=feminine, case=case)[0]
        if found != family.lower():
            return own, english, _like(found, family)
    return readings[0][0], readings[0][1], family


def _like(lower: str, printed: str) -> str:
    """Small letters with the capitals of a printed name: «римский-корсаков»."""
    return "-".join(part.capitalize() for part in lower.split("-")) if printed[:1].isupper() else lower


def _father(word: Word) -> str:
    """The patronymic that a word is, in the nominative; empty if it is none."""
    surface = word.surface.lower()
    if match := _PATRONYMIC.fullmatch(surface):
        return match[1].capitalize()
    return f"{match[1]}а".capitalize() if (match := _DAUGHTERS.fullmatch(surface)) else ""


def _family_end(scene: Scene, place: int) -> int:
    """The end of a family name, also a double one, that starts at a word; the word itself if none does."""
    if not _capital(scene, place) or place in scene.listed or scene.written.gap(place) != " ":
        return place
    double = _capital(scene, place + 1) and scene.written.gap(place + 1) == "-"
    return place + 1 + double


def _hyphened(scene: Scene, first: int, last: int) -> str:
    return "-".join(word.surface for word in scene.words[first:last])


def _capital(scene: Scene, index: int) -> bool:
    return scene.joined(index) and scene.words[index].capital and not _is_acronym(scene.words[index])


def _is_acronym(word: Word) -> bool:
    return word.surface.isupper() and 1 < len(word.surface) <= _LONGEST_ACRONYM


def _by_initials(scene: Scene, index: int) -> Iterator[Found]:
    """«В. Лосев», «А.С. Лосев»."""
    place = index
    while place < len(scene.words) and place - index < 2 and _is_initial(scene, place):
        place += 1
    if (
        place > index
        and place < len(scene.words)
        and scene.words[place].capital
        and len(scene.words[place].form) > 1
    ):
        printed = scene.written.span(index, place + 1).of(scene.written.folded.original)
        yield _named(scene, index, place + 1, [printed], romanise(printed), "given_name")


def _is_initial(scene: Scene, place: int) -> bool:
    word = scene.words[place]
    return (
        len(word.surface) == 1 and word.capital and bool(_INITIAL_GAP.fullmatch(scene.written.gap(place + 1)))
    )


def _by_title(scene: Scene, index: int) -> Iterator[Found]:
    """«министр Лосев», «министру Лосеву»."""
    if (
        not scene.joined(index)
        or scene.words[index - 1].form not in _titles()
        or scene.written.gap(index) != " "
    ):
        return
    last = _family_end(scene, index)
    region = scene.joined(last) and scene.words[last].form in _nouns()["region"]
    if last > index and not region and not _capital(scene, last) and scene.words[index].form not in _given():
        case = _titles()[scene.words[index - 1].form]
        printed = _hyphened(scene, index, last)
        family = printed if case else _nominative_by_ending(printed)
        yield _named(scene, index, last, [family], romanise(family), "title")


def _nominative_by_ending(family: str) -> str:
    """A family name in another case by its ending alone, a man's before a woman's."""
    for feminine in (False, True):
        for case in _CASES:
            found = nominatives(family.lower(), feminine=feminine, case=case)[0]
            if found != family.lower() and _FAMILY.fullmatch(found):
                return _like(found, family)
    return family


@lru_cache(maxsize=1)
def _titles() -> dict[str, bool]:
    """Folded titles in all cases, and whether a form is the nominative."""
    words = sections("titles_ru.txt", folded=False)[""]
    declined = {fold_key(form): False for word in words for form in case_forms(word)}
    return declined | {fold_key(word): True for word in words}


@lru_cache(maxsize=1)
def _nouns() -> dict[str, dict[str, str]]:
    """The nouns beside names by their sections: folded form in any case to the nominative."""
    return {
        section: {fold_key(form): word for word in words for form in (*case_forms(word), word)}
        for section, words in sections("institutions_ru.txt", folded=False).items()
    }


def _by_family_name(scene: Scene, index: int) -> Iterator[Found]:
    """«Ерлан Сатпаев»: two words with capitals, the second with the ending of a family name."""
    last = _family_end(scene, index + 1)
    surface = scene.words[index].surface
    if (
        last != index + 2
        or is_stop(scene.words[index].form, language="ru")
        or len(surface) < 3
        or _is_acronym(scene.words[index])
    ):
        return
    if scene.words[index].form in _titles() or _REGIONAL.fullmatch(surface.lower()) or is_cue(surface, "ru"):
        return
    family = scene.words[index + 1].surface
    if _FAMILY.fullmatch(family.lower()) and not _capital(scene, last):
        yield _named(scene, index, last, [surface, family], romanise(f"{surface} {family}"), "family_name")


def _listed_family(scene: Scene, index: int) -> Iterator[Found]:
    """«Путину»: the family name of a person that our lists have in Latin letters."""
    printed = scene.words[index].surface
    if len(printed) < 4 or not _FAMILY.fullmatch(printed.lower()):
        return
    for name in dict.fromkeys((printed, *_all_nominatives(printed.lower()))):
        if known := scene.gazetteer.by_key.get(f"{Kind.PERSON}:{fold_key(romanise(name))}"):
            yield _found(scene, index, index + 1, known, name.capitalize(), "gazetteer")
            return


def _all_nominatives(lower: str) -> Iterator[str]:
    for feminine in (False, True):
        for case in _CASES:
            yield from nominatives(lower, feminine=feminine, case=case)


def _organisation(scene: Scene, index: int) -> Iterator[Found]:
    word, nouns = scene.words[index], _nouns()
    if word.form in nouns["bodies"]:
        name = nouns["bodies"][word.form]
        yield _named(scene, index, index + 1, [name.capitalize()], "", "institution", Kind.ORGANISATION)
    elif _is_acronym(word) and word.form not in nouns["ordinary"]:
        yield _named(scene, index, index + 1, [word.surface], "", "institution", Kind.ORGANISATION)
    elif word.quoted and index and (last := _quoted_end(scene, index)):
        before = scene.words[index - 1]
        typed = before.form in nouns["organisation"]
        proper = all(w.capital for w in scene.words[index:last]) and before.form not in nouns["works"]
        if word.joined and (typed or (proper and not before.capital and not is_cue(before.surface, "ru"))):
            printed = " ".join(w.surface for w in scene.words[index:last])
            yield _named(scene, index, last, [printed], "", "type_and_name", Kind.ORGANISATION)


def _quoted_end(scene: Scene, index: int) -> int:
    """The end of a few words between quotation marks; 0 for more, or where a sentence ends within."""
    for last in range(index + 1, min(len(scene.words), index + _LONGEST_QUOTED) + 1):
        gap = scene.written.gap(last) if last < len(scene.words) else scene.written.ending
        if closing := _CLOSING.search(gap):
            spoken = re.match(r"\s*[,.!?…]?\s*[—–-]", gap[closing.end() :])
            return 0 if spoken or gap[: closing.start()].strip() else last
        if gap.strip(" -"):
            return 0
    return 0


def _region(scene: Scene, index: int) -> Iterator[Found]:
    """«Тверская область»."""
    region = _nouns()["region"].get(scene.words[index + 1].form) if scene.joined(index + 1) else None
    if region and (match := _REGIONAL.fullmatch(scene.words[index].surface.lower())):
        name = f"{match[1]}{_REGIONS[region]}".capitalize()
        yield _named(scene, index, index + 2, [f"{name} {region}"], "", "type_and_name", Kind.PLACE)


def _is_within(scene: Scene, index: int) -> bool:
    """«в Зареченске»: one word with a capital that says where."""
    if not index or scene.written.gap(index) != " " or scene.words[index - 1].form not in _WITHIN:
        return False
    body = _is_acronym(scene.words[index]) or scene.words[index].form in _nouns()["bodies"]
    return not body and not _capital(scene, index + 1)


def _town(printed: str) -> str:
    """«Зареченск» of «в Зареченске»; other endings stay as printed."""
    match = _TOWN.fullmatch(printed)
    return match[1] if match else printed


def _everywhere(scene: Scene, town: str) -> Iterator[Found]:
    """A town in all its cases, wherever it stands."""
    forms = {fold_key(form) for form in (*case_forms(town.lower()), town)}
    for place in scene.written.places(forms & scene.written.readings.keys()):
        if scene.words[place].capital and place not in scene.listed:
            yield _named(scene, place, place + 1, [town], "", "in_place", Kind.PLACE)


def _named(
    scene: Scene,
    first: int,
    last: int,
    words: Sequence[str],
    english: str,
    rule: str,
    kind: Kind = Kind.PERSON,
) -> Found:
    whole = " ".join(words)
    short = f"{words[0]} {words[-1]}" if len(words) > 2 else whole  # without the patronymic
    names = [Name(text=text, language="ru") for text in dict.fromkeys((short, whole))]
    if english:
        names.append(Name(text=english, language="en"))
    entity = make_entity(kind, names)
    known = scene.gazetteer.join(entity)
    entity = entity if known is entity else replace(known, names=tuple(dict.fromkeys((*known.names, *names))))
    return _found(scene, first, last, entity, whole, rule)


def _found(scene: Scene, first: int, last: int, entity: Entity, nominative: str, rule: str) -> Found:
    """A name; where it is printed in another case than the nominative, that is what joins the two."""
    printed = scene.written.span(first, last).of(scene.written.folded.original)
    join = "" if fold_key(printed) == fold_key(nominative) else Rule.CASE_ENDING
    return Found(first=first, last=last, strip=0, entity=entity, rule=rule, weight=2, join=join)
