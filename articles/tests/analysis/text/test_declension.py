import pytest

from articles.analysis.text.declension import case_forms, name_forms, nominatives, romanise


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("министр", "министром"),
        ("житель", "жителем"),
        ("жители", "жителям"),
        ("газета", "газеты"),
        ("область", "области"),
        ("германия", "германию"),
        ("книга", "книги"),
    ],
)
def test_it_declines_nouns(word: str, other: str) -> None:
    assert other in case_forms(word)
    assert word not in case_forms(word)


@pytest.mark.parametrize(
    ("surname", "feminine", "case", "nominative"),
    [
        ("лосева", False, 0, "лосев"),
        ("лосевой", True, 1, "лосева"),
        ("зарецкого", False, 2, "зарецкий"),
        ("гольцем", False, 3, "гольц"),
        ("бондаря", False, 0, "бондарь"),
        ("литвиненко", False, 3, "литвиненко"),
        ("вайсман", True, 0, "вайсман"),
    ],
)
def test_it_finds_the_nominative_of_a_family_name(
    surname: str, feminine: bool, case: int, nominative: str
) -> None:
    found = nominatives(surname, feminine=feminine, case=case)
    assert nominative in found[:2]


def test_a_name_in_a_foreign_vowel_has_no_cases() -> None:
    assert name_forms("шойгу", feminine=False) == ()
    assert case_forms("интервью") == frozenset()
    assert case_forms("") == frozenset()


@pytest.mark.parametrize(
    ("russian", "latin"),
    [
        ("Дмитрий Песков", "Dmitry Peskov"),
        ("Щукина", "Shchukina"),
        ("Римский-Корсаков", "Rimsky-Korsakov"),
        ("МЧС", "MCHS"),
        ("👍 я", "👍 ya"),
    ],
)
def test_it_romanises_as_newspapers_do(russian: str, latin: str) -> None:
    assert romanise(russian) == latin
