"""What all pages have: forms and filters, fonts, the other language, the way by keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ar", "en"])
def test_forms_work_without_script(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/articles/", java_script_enabled=False)
    before = page.locator(".rows > li").count()
    page.locator("details:has(#search-fields) > summary").click()
    page.locator("#id_outlet").select_option(index=1)
    page.locator("#search-fields button").click()
    assert 0 < page.locator(".rows > li").count() < before
    page.goto(f"/{language}/{site.addresses['story']}")
    page.locator("[data-chooser] button").click()
    expect(page.locator(".comparison .row").first).to_be_visible()
    page.goto(f"/{language}/compare/")
    page.locator(".pair-table button").first.click()
    expect(page.locator(".comparison .row").first).to_be_visible()


@pytest.mark.parametrize(
    ("language", "expected"),
    [("ar", {"Noto Naskh Arabic", "IBM Plex Sans Arabic"}), ("en", {"Source Serif 4"})],
)
def test_texts_are_set_in_the_fonts_that_the_site_brings(
    visit: Visit, site: Site, language: str, expected: set[str]
) -> None:
    page = visit(f"/{language}/")
    page.evaluate("document.fonts.ready")
    used = [font for selector in ("h1", ".intro", ".headline a") for font in _fonts(page, selector)]
    assert all(font["isCustomFont"] for font in used if font["glyphCount"] > 1), used
    assert any(font["familyName"].startswith(name) for name in expected for font in used), used


def _fonts(page: Page, selector: str) -> list[dict[str, Any]]:
    """Which fonts Chromium really drew the first such element with."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")["root"]["nodeId"]
    node = session.send("DOM.querySelector", {"nodeId": document, "selector": selector})["nodeId"]
    fonts: list[dict[str, Any]] = session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
    return fonts


def test_the_other_language_is_the_same_page_with_the_same_question(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}&view=differences")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site.url}/en/{site.addresses['compare']}&view=differences"
    page.get_by_role("link", name="العربية").click()
    assert page.url == f"{site.url}/ar/{site.addresses['compare']}&view=differences"


def test_a_condition_changes_list_count_and_address_and_back_undoes_it(visit: Visit, site: Site) -> None:
    page = visit("/ar/search/")
    rows = page.locator(".rows > li")
    before, count = rows.count(), page.locator("#count").inner_text()
    page.locator(".aside .facet a[href*='outlet=']").first.click()
    expect(rows).not_to_have_count(before)
    expect(page.locator("#count")).not_to_have_text(count)
    assert "q=" in page.url
    page.reload()
    assert rows.count() < before
    page.go_back()
    expect(rows).to_have_count(before)
    expect(page.locator("header.masthead")).to_be_visible()


def test_a_search_is_swapped_in_and_can_be_shared(visit: Visit, site: Site) -> None:
    page = visit("/en/search/")
    page.locator("main input[name=q][type=search]").fill("بوتين")
    page.locator("main input[name=q][type=search]").press("Enter")
    expect(page.locator(".name-list b", has_text="Vladimir Putin")).to_be_visible()
    expect(page.locator("mark").first).to_be_visible()
    page.reload()
    expect(page.locator(".name-list b", has_text="Vladimir Putin")).to_be_visible()


@pytest.mark.parametrize("name", ["stories", "article", "compare"])
def test_the_keyboard_reaches_the_content_at_once_and_shows_where_it_is(
    visit: Visit, site: Site, name: str
) -> None:
    page = visit(f"/ar/{site.addresses[name]}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.evaluate("element => element.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
