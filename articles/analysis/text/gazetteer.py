"""Known names: lists of entities from the data files, looked up word by word in folded text."""

import re
from collections.abc import Iterable, Iterator, KeysView, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import Path

import babel

from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.declension import case_forms
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.written import Word

FOLDER = Path(__file__).parents[1] / "words" / "gazetteer"


class Kind(StrEnum):
    PERSON = "person"
    PLACE = "place"
    ORGANISATION = "organisation"
    FACILITY = "facility"
    EVENT = "event"
    PRODUCT = "product"


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """`names` in the order of preference: the first of a language is the one to display."""

    key: str
    kind: Kind
    names: tuple[Name, ...]
    wikidata: str | None

    def name(self, language: str) -> str:
        """The displayed name in a language, else in any."""
        return next((n.text for n in self.names if n.language == language), self.names[0].text)


def make_entity(kind: Kind, names: Sequence[Name], *, wikidata: str | None = None) -> Entity:
    """An entity with its key: the Wikidata id, else kind and folded English name, else first name."""
    unique = tuple(dict.fromkeys(names))
    main = next((n.text for n in unique if n.language == "en"), unique[0].text)
    key = wikidata or f"{kind}:{_SERVANT.sub(_SERVANT_KEY, fold_key(main))}"
    return Entity(key=key, kind=kind, names=unique, wikidata=wikidata)


# «عبد المنعم», «عبدالمنعم»: one name.
_SERVANT, _SERVANT_KEY = re.compile(r"\bعبد (?=ال)"), "عبد"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One name of one entity as listed; `group` is the list it stands in (cities, regions, leaders …)."""

    entity: Entity
    name: Name
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Demonym:
    """A country as seen from its adjective: «روسي», Russian."""

    country: Entity
    adjective: str


class Trie:
    """Names as sequences of folded words; finds the longest that starts at a word."""

    def __init__(self) -> None:
        self._root: dict[str, _Node] = {}

    def add(self, key: str, listed: Listed) -> None:
        children, node = self._root, None
        for word in key.split():
            node = children.setdefault(word, _Node())
            children = node.children
        if node is not None and listed not in node.listed:
            node.listed.append(listed)

    @property
    def firsts(self) -> KeysView[str]:
        """The words with which names begin."""
        return self._root.keys()

    def longest(self, words: Sequence[Word], first: int, form: str) -> tuple[int, tuple[Listed, ...]] | None:
        """The longest name whose first word is `form`, read instead of words[first]: (end, entries)."""
        node, index = self._root.get(form), first + 1
        found: tuple[int, tuple[Listed, ...]] | None = None
        while node is not None:
            if node.listed and (fitting := _fitting(node.listed, words, first, index)):
                found = (index, fitting)
            if index >= len(words) or not words[index].joined:
                break
            node, index = node.children.get(words[index].form), index + 1
        return found


class _Node:
    __slots__ = ("children", "listed")

    def __init__(self) -> None:
        self.children: dict[str, _Node] = {}
        self.listed: list[Listed] = []


def _fitting(listed: Iterable[Listed], words: Sequence[Word], first: int, last: int) -> tuple[Listed, ...]:
    return tuple(entry for entry in listed if _case_fits(entry.name, words, first, last))


def _case_fits(name: Name, words: Sequence[Word], first: int, last: int) -> bool:
    """Latin names are found only with their capitals: US is not us, May is not may."""
    if name.language == "ar":
        return True
    surfaces = [words[i].surface for i in range(first, last)]
    if len(surfaces) == 1 and name.text.isupper() and len(name.text) <= 5:
        return surfaces[0].isupper()
    return surfaces[0][:1].isupper() == name.text[:1].isupper() and any(
        s[:1].isupper() for s in surfaces
    ) == any(c.isupper() for c in name.text)


def read_rows(path: Path, columns: int) -> Iterator[tuple[str, ...]]:
    """The rows of a tab-separated list, `#` lines left out, short rows filled with empty cells."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            cells = [cell.strip() for cell in line.split("\t")]
            yield tuple((cells + [""] * columns)[:columns])


def variants(cell: str) -> tuple[str, ...]:
    return tuple(v.strip() for v in cell.split("|") if v.strip())


def _names(english: Iterable[str], arabic: Iterable[str]) -> tuple[Name, ...]:
    return tuple(Name(text=t, language="en") for t in english) + tuple(
        Name(text=t, language="ar") for t in arabic
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """All lists together. `by_key` finds an entity by Wikidata id, or by kind and folded English name."""

    trie: Trie
    entities: Mapping[str, Entity]
    by_key: Mapping[str, Entity]
    demonyms: Mapping[str, Demonym]
    groups: Mapping[str, str]

    def join(self, entity: Entity) -> Entity:
        """The listed entity that bears one of the English names, if there is one; else the entity itself."""
        english = (n.text for n in entity.names if n.language == "en")
        found = (self.by_key.get(f"{entity.kind}:{fold_key(text)}") for text in english)
        return next((known for known in found if known), entity)


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    collected: dict[str, tuple[Entity, str]] = {}
    demonyms: dict[str, Demonym] = {}
    for entity, adjectives in _countries():
        _collect(collected, entity, "countries")
        demonyms |= {fold_key(a): Demonym(country=entity, adjective=adjectives[0]) for a in adjectives[1:]}
    for path in sorted(FOLDER.glob("*.*.tsv")):
        kind, group = Kind(path.name.split(".")[0]), path.name.split(".")[1]
        for wikidata, english, arabic in read_rows(path, 3):
            names = _names(variants(english), variants(arabic))
            _collect(collected, make_entity(kind, names, wikidata=wikidata.strip("-") or None), group)
    return _index(collected, demonyms)


def _collect(collected: dict[str, tuple[Entity, str]], entity: Entity, group: str) -> None:
    """Take an entity in; one that is there already only gets the new names."""
    if entity.key in collected:
        present, group = collected[entity.key]
        entity = replace(present, names=tuple(dict.fromkeys(present.names + entity.names)))
    collected[entity.key] = (entity, group)


def _index(collected: Mapping[str, tuple[Entity, str]], demonyms: Mapping[str, Demonym]) -> Gazetteer:
    trie = Trie()
    by_key: dict[str, Entity] = {}
    for entity, group in collected.values():
        by_key.setdefault(entity.key, entity)
        for name in entity.names:
            if name.language == "en":
                by_key.setdefault(f"{entity.kind}:{fold_key(name.text)}", entity)
            for key in _spellings(fold_key(name.text), name.language):
                trie.add(key, Listed(entity=entity, name=name, group=group))
    for form, entity, name in _places_elsewhere(collected.values(), by_key):
        trie.add(form, Listed(entity=entity, name=name, group=collected[entity.key][1]))
    entities = {key: entity for key, (entity, _) in collected.items()}
    return Gazetteer(
        trie=trie,
        entities=entities,
        by_key=by_key,
        demonyms=demonyms,
        groups={key: group for key, (_, group) in collected.items()},
    )


# Spellings of the same sound that Arabic newsrooms use side by side in foreign names, whole words apart.
_REGULAR = (("اميركا", "امريكا"), ("اميركي", "امريكي"), ("سوفيات", "سوفيت"), ("ديموقراطي", "ديمقراطي"))


def _spellings(key: str, language: str) -> set[str]:
    keys = {key}
    if language == "ar":
        for a, b in _REGULAR:
            keys |= {k.replace(a, b) for k in keys} | {k.replace(b, a) for k in keys}
        keys |= {
            k[:-1] + "ا"
            for k in keys
            if k.endswith("ه") and " " not in k and len(k) > 5 and not k.startswith(ARTICLE)
        }
    return keys


def _countries() -> Iterator[tuple[Entity, tuple[str, ...]]]:
    """Countries with (English adjective, Arabic and English adjectives in all forms)."""
    arabic, english = babel.Locale("ar").territories, babel.Locale("en").territories
    for code, wikidata, latin, native, adjective, stems in read_rows(FOLDER / "countries.tsv", 6):
        names = _names(
            dict.fromkeys([*variants(latin), *_plain(english.get(code))]),
            dict.fromkeys([*variants(native), *_plain(arabic.get(code))]),
        )
        adjectives = variants(adjective)
        forms = tuple(f for stem in variants(stems) for f in adjective_forms(stem))
        yield (
            make_entity(Kind.PLACE, names, wikidata=wikidata or None),
            (adjectives[:1] or ("",)) + adjectives + forms,
        )


def _places_elsewhere(
    collected: Iterable[tuple[Entity, str]], by_key: Mapping[str, Entity]
) -> Iterator[tuple[str, Entity, Name]]:
    """French and Russian names of countries and cities, in all cases: what is looked for, never shown."""
    codes = {row[1]: row[0] for row in read_rows(FOLDER / "countries.tsv", 6)}
    countries = [
        (entity, code)
        for entity, group in collected
        if group == "countries" and (code := codes.get(entity.wikidata or ""))
    ]
    for language in ("fr", "ru"):
        locale = babel.Locale(language)
        named = [(entity, locale.territories.get(code)) for entity, code in countries]
        cities = (*_cities(locale), *_other_cities(language))
        named += [(city, name) for key, name in cities if (city := by_key.get(f"place:{key}"))]
        for entity, found in named:
            for text in _plain(found):
                cases = case_forms(text.lower()) if language == "ru" and " " not in text else ()
                for form in {text, *cases}:
                    yield fold_key(form), entity, Name(text=text, language=language)


def _cities(locale: babel.Locale) -> Iterator[tuple[str, str]]:
    """The cities that stand for time zones: folded English name, name in the locale."""
    english = babel.Locale("en").time_zones
    for zone, told in locale.time_zones.items():
        if city := told.get("city"):
            plain = zone.rpartition("/")[2].replace("_", " ")
            yield fold_key(english.get(zone, {}).get("city") or plain), city


def _other_cities(language: str) -> Iterator[tuple[str, str]]:
    for english, french, russian in read_rows(FOLDER.parent / "names" / "cities_elsewhere.tsv", 3):
        if name := french if language == "fr" else russian:
            yield fold_key(english), name


def _plain(name: str | None) -> tuple[str, ...]:
    return (name,) if name and not any(sign in name for sign in "(-&،") else ()


def adjective_forms(stem: str) -> tuple[str, ...]:
    """An Arabic adjective of one or two words in both genders, the plural and with the article."""
    forms = {
        tuple(word + ending for word in stem.split()) for ending in ("", "ة", "ين", "ون", "ات", "ان", "تين")
    }
    plain = {" ".join(form) for form in forms}
    definite = {" ".join(ARTICLE + word for word in form) for form in forms}
    return tuple(sorted(plain | definite))
