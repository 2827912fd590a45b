"""Every page of places.py, in every state that it lists, as people may meet it.

Each is opened in each language. With script: all of axe's rules, in Arabic at 1280 pixels in light colours
and at 390 in dark ones, in English the other way round: direction, width and colours are styled apart from
each other, so every two of them meet. Then the width of the page at 390 and 320.
Without script, in one language by turns, as script sets none of the words: its heading, and its width at all
three; axe can't run there, but the page it finds is the same. Both times the console stays empty, nothing
comes from elsewhere, and a reader is given no cookie.
"""

from typing import Literal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from articles import urls
from articles.tests.pages.collection import Served, Site
from articles.tests.pages.conftest import Read
from articles.tests.pages.places import NO_PAGES, PLACES, READ, WITHOUT_PAGE, Place
from articles.tests.pages.soundness import (
    DIRECTION,
    PHONE,
    RULES,
    failures,
    foreign,
    script_only,
    sideways,
)
from articles.views import calendar

pytestmark = pytest.mark.browser

# Of the wide page and of the narrow one.
COLOURS: dict[str, tuple[Literal["light", "dark"], Literal["light", "dark"]]] = {
    "ar": ("light", "dark"),
    "en": ("dark", "light"),
}
WITHOUT_ARTICLES = [
    place
    for place in PLACES
    if place.label in ("names", "log", "runs", "no search saved", "feeds")
    or (place in READ and "{" not in place.path)
]
in_both_languages = pytest.mark.parametrize("language", ["ar", "en"])
in_every_place = pytest.mark.parametrize("place", PLACES, ids=lambda place: place.label)
in_an_empty_place = pytest.mark.parametrize("place", WITHOUT_ARTICLES, ids=lambda place: place.label)


def test_every_address_of_a_page_is_among_the_places() -> None:
    places = {place.name for place in PLACES if place.name}
    others = WITHOUT_PAGE | NO_PAGES
    assert places | others == {str(pattern.name) for pattern in urls.pages} - {"style"}
    assert not places & others


@in_both_languages
@in_an_empty_place
def test_a_page_is_sound_before_anything_is_taken_in(
    empty_site: Served, read: Read, place: Place, language: str
) -> None:
    check(read(place, empty_site, language), language)


@in_both_languages
@in_every_place
def test_a_page_is_sound(site: Site, read: Read, place: Place, language: str) -> None:
    check(read(place, site, language), language)


def check(page: Page, language: str) -> None:
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("html").get_attribute("dir") == DIRECTION[language]
    assert page.locator("h1").count() == 1
    page.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    assert not foreign(page)
    assert not script_only(page)
    wide, narrow = COLOURS[language]
    page.emulate_media(color_scheme=wide)
    assert not failures(page, RULES)
    page.emulate_media(color_scheme=narrow)
    page.set_viewport_size(PHONE)
    assert not failures(page, RULES)
    for width in (390, 320):
        assert not sideways(page, width)


@in_every_place
def test_a_page_is_there_without_script(site: Site, read: Read, place: Place) -> None:
    language = ("ar", "en")[PLACES.index(place) % 2]
    page = read(place, site, language, has_script=False)
    expect(page.locator("h1")).to_be_visible()
    for width in (1280, 390, 320):
        assert not sideways(page, width)


@in_both_languages
def test_an_error_of_ours_is_told_in_both_languages(
    site: Site, read: Read, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError("a test of the page that tells of errors")

    monkeypatch.setattr(calendar, "page_or_fragment", fail)
    page = read(Place(label="", name="", path="calendar/", status=500), site, language)
    check(page, "ar")
    for code in ("ar", "en"):
        assert page.locator(f"[lang={code}] a[href='/{code}/']").count() == 1


@in_both_languages
def test_every_component_is_sound(site: Site, read: Read, settings: Settings, language: str) -> None:
    settings.ROOT_URLCONF = "articles.tests.pages.style_urls"
    check(read(Place(label="", name="style", path="style/"), site, language), language)
