"""Every page, read in a browser: both languages, both themes, wide and narrow, with and without script."""

import gzip
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from articles.tests.pages.conftest import Site, Visit

pytestmark = pytest.mark.browser

PAGES = (
    "stories",
    "story",
    "story's facts",
    "story's figures",
    "story's wording",
    "who says it",
    "story's headlines",
    "story's sheet",
    "sheet",
    "articles",
    "article",
    "entities",
    "entity",
    "said by",
    "said of",
    "choose",
    "compare",
    "differences",
    "conflict",
    "quotations",
    "original",
    "revisions",
    "search",
    "found",
    "asked",
    "nothing",
)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HTMX = 16_600  # bytes, packed, of the 25,000 that all scripts may take
STATIC = Path(__file__).resolve().parents[3] / "static"


def failures(page: Page, rules: list[str]) -> list[str]:
    found = Axe().run(page, options={"runOnly": rules, "resultTypes": ["violations"]}).response["violations"]
    return [f"{violation['id']}: {node['html'][:200]}" for violation in found for node in violation["nodes"]]


def sideways(page: Page, width: int) -> list[str]:
    """What makes the page wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(
        """() => {
            const root = document.documentElement;
            if (root.scrollWidth <= root.clientWidth) return [];
            const outside = (box) => box.right > root.clientWidth + 1 || box.left < -1;
            return [...document.querySelectorAll("main *, header *, footer *")]
                .filter((element) => outside(element.getBoundingClientRect()))
                .map((element) => element.outerHTML.slice(0, 120));
        }"""
    )
    return found


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_sound_in_every_theme_and_width(visit: Visit, site: Site, name: str, language: str) -> None:
    page = visit(f"/{language}/{site.addresses[name]}", color_scheme="light", reduced_motion="reduce")
    root = page.locator("html")
    assert (root.get_attribute("lang"), root.get_attribute("dir")) == (
        language,
        {"ar": "rtl", "en": "ltr"}[language],
    )
    assert page.locator("h1").count() == 1
    for details in page.locator("details").all():
        details.evaluate("element => element.open = true")
    assert not failures(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert not failures(page, ["color-contrast"])
    for width in (390, 320):
        assert not sideways(page, width)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_page_works_without_script(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/", java_script_enabled=False)
    for name in PAGES:
        page.goto(f"/{language}/{site.addresses[name]}")
        expect(page.locator("h1")).to_be_visible()
    page.goto(f"/{language}/articles/")
    before = page.locator(".rows > li").count()
    page.locator("#id_outlet").select_option(index=1)
    page.locator(".filters button").click()
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


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_page_stays_light(visit: Visit, site: Site, language: str) -> None:
    page = visit("about:blank")
    fonts: dict[str, int] = {}
    page.on(
        "response",
        lambda response: fonts.update(
            {response.url: len(response.body())} if ".woff2" in response.url else {}
        ),
    )
    page.goto(f"/{language}/{site.addresses['compare']}")
    page.evaluate("document.fonts.ready")
    assert 0 < sum(fonts.values()) < 250_000, fonts
    assert len(gzip.compress(page.content().encode())) < 40_000
    assert len(gzip.compress((STATIC / "css" / "newsroom.css").read_bytes())) < 15_000
    scripts = [path.read_bytes() for path in (STATIC / "js").glob("*.js")]
    assert sum(len(gzip.compress(script)) for script in scripts) < 25_000 - HTMX


def test_the_other_language_is_the_same_page_with_the_same_question(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}&view=differences")
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site.url}/en/{site.addresses['compare']}&view=differences"
    page.get_by_role("link", name="العربية").click()
    assert page.url == f"{site.url}/ar/{site.addresses['compare']}&view=differences"


def test_a_filter_changes_list_count_and_address_and_back_undoes_it(visit: Visit, site: Site) -> None:
    page = visit("/ar/articles/")
    rows = page.locator(".rows > li")
    before, count = rows.count(), page.locator("#count").inner_text()
    page.locator("#id_outlet").select_option(index=1)
    expect(rows).not_to_have_count(before)
    expect(page.locator("#count")).not_to_have_text(count)
    assert "outlet=" in page.url
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


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_unknown_address_is_explained(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/articles/999999/")
    expect(page.locator("h1")).to_be_visible()
    assert not failures(page, RULES)


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
