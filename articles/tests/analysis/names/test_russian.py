import pytest

from articles.analysis.names.entities import find_mentions
from articles.analysis.names.spelling import Rule


def named(text: str) -> list[tuple[str, str]]:
    return [(m.span.of(text), m.entity.kind) for m in find_mentions(text, language="ru")]


def test_the_cases_of_a_name_are_one_person() -> None:
    text = "Фёдор Лосев приехал. Лосева ждали, Лосеву писали, с Лосевым спорили. О Фёдоре Лосеве помнят."
    mentions = find_mentions(text, language="ru")
    assert len(mentions) == 5
    assert {m.entity.key for m in mentions} == {"person:fyodor losev"}
    assert [Rule.CASE_ENDING in m.join.split() for m in mentions] == [False, True, True, True, True]


def test_a_woman_and_a_man_of_one_family_name_stay_two() -> None:
    text = "Вера Лосева пришла с Фёдором Лосевым."
    assert len({m.entity.key for m in find_mentions(text, language="ru")}) == 2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Дом построил Пётр Ильич Дёмин.", ("Пётр Ильич Дёмин", "person")),
        ("Дом купил А. С. Дёмин.", ("А. С. Дёмин", "person")),
        ("Письмо передали министру Дёмину.", ("Дёмину", "person")),
        ("Там живёт Бейбут Сулейменов.", ("Бейбут Сулейменов", "person")),
        ("Завод «Прибой» закрыт.", ("Прибой", "organisation")),
        ("Сотрудники МЧС уехали.", ("МЧС", "organisation")),
        ("Поезд идёт в Берлин.", ("Берлин", "place")),
        ("Мы живём в Лосевске давно.", ("Лосевске", "place")),
        ("Дождь прошёл в Тверской области.", ("Тверской области", "place")),
    ],
)
def test_it_finds_names(text: str, name: tuple[str, str]) -> None:
    assert name in named(text)


@pytest.mark.parametrize(
    "text", ["Вышел фильм «Тихая вода».", "Сегодня идёт дождь.", "ВВП растёт, НДС тоже.", "😀 «»", "Я Я Я"]
)
def test_it_leaves_other_words_alone(text: str) -> None:
    assert named(text) == []


def test_a_listed_person_is_known_in_russian() -> None:
    text = "Путину ответили из Кремля."
    mention = find_mentions(text, language="ru")[0]
    assert mention.entity.wikidata == "Q7747"
    assert Rule.CASE_ENDING in mention.join.split()


def test_a_town_named_a_thousand_times_is_found_as_often() -> None:
    assert len(named("Мы живём в Лосевске. " * 1_000)) == 1_000
