"""The lists of known names as data."""

import re
from collections import Counter

import pytest

from articles.analysis.text import gazetteer
from articles.analysis.text.gazetteer import FOLDER, Kind, Name, adjective_forms, make_entity, read_rows
from articles.analysis.text.lists import FOLDER as NAMES
from articles.analysis.text.normalise import fold_key


def test_it_gives_every_entity_a_name_in_english_and_arabic() -> None:
    lists = gazetteer.load()
    assert len(lists.entities) > 2500
    for entity in lists.entities.values():
        assert {name.language for name in entity.names} == {"en", "ar"}, entity.key


def test_it_lists_each_wikidata_id_once_and_well_formed() -> None:
    rows = [row for path in FOLDER.glob("*.*.tsv") for row in read_rows(path, 3)]
    ids = Counter(row[0] for row in rows if row[0] != "-")
    assert all(re.fullmatch(r"Q\d+", wikidata) for wikidata in ids)
    assert [wikidata for wikidata, count in ids.items() if count > 1] == []


def test_it_lists_every_sense_of_a_homograph_under_that_name() -> None:
    lists = gazetteer.load()
    for form, sense, _, _ in read_rows(NAMES / "homographs.tsv", 4):
        if sense != "-":
            assert fold_key(form) in {fold_key(n.text) for n in lists.entities[sense].names}, (form, sense)


@pytest.mark.parametrize(
    ("adjective", "country"),
    [
        ("الروسي", "Russia"),
        ("الاميركيه", "United States"),
        ("الكوري الشمالي", "North Korea"),
        ("russian", "Russia"),
    ],
)
def test_it_knows_countries_by_their_adjectives(adjective: str, country: str) -> None:
    assert gazetteer.load().demonyms[adjective].country.name("en") == country


def test_it_inflects_adjectives_of_two_words_together() -> None:
    assert {"الكورية الجنوبية", "كوريين جنوبيين"} & set(adjective_forms("كوري جنوبي")) >= {"الكورية الجنوبية"}


def test_it_keys_an_entity_by_wikidata_or_english_name() -> None:
    name = Name(text="University of Oslo", language="en")
    assert make_entity(Kind.ORGANISATION, [name]).key == "organisation:university of oslo"
    assert make_entity(Kind.ORGANISATION, [name], wikidata="Q1").key == "Q1"
