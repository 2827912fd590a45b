import pytest

from articles.analysis.speech.dialogue import find_dialogue


def said(text: str, language: str) -> list[str]:
    return [marked.span.of(text) for marked in find_dialogue(text, language=language)]


@pytest.mark.parametrize(
    ("text", "language", "stretches"),
    [
        ("— Поздно, — сказал лодочник. — Вода ушла.", "ru", ["Поздно", "Вода ушла."]),
        ("— Кто там? — спросила Нина.", "ru", ["Кто там?"]),
        ("– Trop tard, répond la gardienne.", "fr", ["Trop tard"]),
        ("— Trop tard, a-t-elle dit.", "fr", ["Trop tard"]),
        ("— pain, fromage, fruits", "fr", []),
        ("— Хлеб, соль — всё здесь.", "ru", []),
        ("Он ушёл — сказал и ушёл.", "ru", []),
        ("—", "ru", []),
    ],
)
def test_it_finds_what_a_dash_opens(text: str, language: str, stretches: list[str]) -> None:
    assert said(text, language) == stretches


def test_it_reads_long_rows_of_dashes_in_a_moment() -> None:
    assert said("— " * 20_000, "ru") == []
    assert said("— а, — " * 5_000, "ru") == []
