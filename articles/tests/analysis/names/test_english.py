"""Names in English texts that no list holds."""

import pytest

from articles.analysis.names.entities import Kind, find_mentions


def found(text: str) -> list[tuple[str, Kind]]:
    return [(m.span.of(text), m.entity.kind) for m in find_mentions(text, language="en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We met Tara Quill and, later, Quill again.", [("Tara Quill", "person"), ("Quill", "person")]),
        ("The Chicago Blue Herons won.", [("Chicago Blue Herons", "organisation")]),
        ("It was bought by Telecom Egypt on Friday.", [("Telecom Egypt", "organisation")]),
        ("On Monday Chicago Mayor Tara Quill left.", [("Chicago", "place"), ("Tara Quill", "person")]),
        ("He shot at Deputy Tara Quill, 35, as he ran.", [("Tara Quill", "person")]),
        (
            "A fire broke out in Millbrook. Police in town said Millbrook was calm.",
            [("Millbrook", "place"), ("Millbrook", "place")],
        ),
        ("They live in Palm Heights now.", [("Palm Heights", "place")]),
        ("Sources at Quill Advisors agreed.", [("Quill Advisors", "organisation")]),
        ("It was said in Ramadan and in January, in NATO's name.", [("NATO", "organisation")]),
        ("While Quill Industries waits, nothing moves.", [("Quill Industries", "organisation")]),
        ("He grew up in poverty near a lake.", []),
    ],
)
def test_capitals_and_their_neighbours_tell_a_name(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("En Allemagne, Hélène Quillard se tait.", "fr", ["Allemagne", "Hélène Quillard"]),
        ("Он был в Германии, потом уехал в Иран.", "ru", ["Германии", "Иран"]),
        ("Писал о Турции и Кубе.", "ru", ["Турции", "Кубе"]),
    ],
)
def test_countries_are_known_in_french_and_russian(text: str, language: str, expected: list[str]) -> None:
    mentions = find_mentions(text, language=language)
    assert [m.span.of(text) for m in mentions] == expected
    assert all(name.language in ("en", "ar") for m in mentions for name in m.entity.names)
