"""Sentences as sequences of items."""

import pytest

from articles.analysis.pairs.statements import items, spelled_out
from articles.analysis.reading import read


def kinds(text: str) -> list[tuple[str, str]]:
    reading = read(text)
    return [(item.kind.value, item.span.of(text)) for item in items(reading, reading.sentences[0])]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "وصل 12 طبيباً إلى بغداد مساء الخميس.",
            [
                ("word", "وصل"),
                ("figure", "12"),
                ("word", "طبيباً"),
                ("name", "بغداد"),
                ("word", "مساء"),
                ("date", "الخميس"),
            ],
        ),
        (
            "The talks lasted five hours on 3 May 2021.",
            [("word", "talks"), ("word", "lasted"), ("figure", "five hours"), ("date", "3 May 2021")],
        ),
        ("They did not agree.", [("word", "not"), ("word", "agree")]),
    ],
)
def test_it_gives_words_names_figures_and_dates_in_order(text: str, wanted: list[tuple[str, str]]) -> None:
    assert kinds(text) == wanted


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("دام اللقاء سنتين.", "The meeting lasted two years."),
        ("دام اللقاء 24 شهراً.", "The meeting lasted two years."),
        ("انتهى في 3 مايو 2021.", "It ended on 3 May 2021."),
        ("انتهى يوم الخميس.", "It ended on Thursday."),
        ("رجعوا إلى بغداد.", "They returned to Baghdad."),
    ],
)
def test_it_gives_names_figures_and_dates_one_key_in_all_languages(one: str, other: str) -> None:
    keys = [
        {item.key for item in items(reading, reading.sentences[0]) if item.kind != "word"}
        for reading in (read(one), read(other))
    ]
    assert keys[0] == keys[1] and keys[0]


def test_it_knows_what_is_quoted() -> None:
    reading = read("قال المدرب: «سنلعب بقوة حتى النهاية».")
    assert [item.quoted for item in items(reading, reading.sentences[0])][-3:] == [True, True, True]


def test_it_spells_a_name_out_only_where_all_its_words_are_given() -> None:
    reading = read("وصلوا إلى كوريا الشمالية.")
    (name,) = (item for item in items(reading, reading.sentences[0]) if item.mention)
    assert [item.key for item in spelled_out(name, reading, {"كوريا", "شمالي"})] == ["كوريا", "شمالي"]
    assert spelled_out(name, reading, {"كوريا"}) == (name,)
