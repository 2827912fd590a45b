"""The Arabic of the interface is complete, and says what the English says."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.utils.translation import ngettext, override

LOCALE = Path(__file__).resolve().parents[2] / "locale"
PLACE = re.compile(r"%\(\w+\)[sd]|</?\w+>")


@pytest.fixture(scope="module")
def arabic() -> Catalog:
    with (LOCALE / "ar" / "LC_MESSAGES" / "django.po").open("rb") as file:
        return read_po(file, locale="ar")


def _texts(message: Message) -> list[str]:
    """The one text, or one for each form of a counted thing."""
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


def test_nothing_is_left_untranslated(arabic: Catalog) -> None:
    assert not [
        message.id for message in arabic if message.id and (message.fuzzy or not all(_texts(message)))
    ]


def test_every_place_for_a_value_is_there_in_arabic_too(arabic: Catalog) -> None:
    for message in arabic:
        if isinstance(message.id, str):
            assert set(PLACE.findall(message.id)) == set(PLACE.findall(_texts(message)[0])), message.id


def test_counted_things_have_all_six_arabic_forms(arabic: Catalog) -> None:
    assert all(len(_texts(message)) == 6 for message in arabic if isinstance(message.id, tuple))


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (0, "لا مقالات"),
        (1, "مقال واحد"),
        (2, "مقالان"),
        (3, "3 مقالات"),
        (10, "10 مقالات"),
        (11, "11 مقالاً"),
        (99, "99 مقالاً"),
        (100, "100 مقال"),
        (103, "103 مقالات"),
    ],
)
def test_a_count_takes_its_form(count: int, expected: str) -> None:
    with override("ar"):
        assert ngettext("%(count)s article", "%(count)s articles", count) % {"count": count} == expected
