"""The wording of a story in a browser: numbers open their sentences, on any width, without script too."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("javascript", [True, False])
def test_a_number_opens_its_sentences(site: Site, visit: Visit, *, javascript: bool) -> None:
    page = visit(f"/en/stories/{site.story}/wording/", java_script_enabled=javascript)
    link = page.locator('a[href*="variant=invasion"][href*="voice=own"]')
    expect(link).to_contain_text("Harbour Ledger")
    link.click()
    opened = page.locator("#sentences")
    expect(opened.locator("mark")).to_have_text("invasion")
    expect(opened).to_contain_text("Eighteen months into its invasion")
    opened.get_by_role("link", name="Close").click()
    expect(page.locator("#sentences")).to_have_count(0)


def test_on_a_phone_each_number_says_its_voice(site: Site, visit: Visit) -> None:
    page = visit(f"/ar/stories/{site.story}/wording/", viewport={"width": 320, "height": 800})
    expect(page.locator(".register__label").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_bars_are_drawn_and_told_in_words(site: Site, visit: Visit) -> None:
    page = visit(f"/en/stories/{site.story}/wording/")
    bars = page.locator(".profile svg[role=img]")
    assert bars.count() > 4
    assert "plain" in (bars.first.get_attribute("aria-label") or "")
    widths = [float(each.get_attribute("width") or 0) for each in bars.first.locator("rect").all()]
    assert sum(widths) == pytest.approx(100, abs=0.1)


def test_an_editor_adds_a_word_with_one_click(site: Site, visit: Visit) -> None:
    page = visit(f"/en/stories/{site.story}/wording/", session=site.editor)
    button = page.locator("form[action$='/terms/add/'] > button").first
    name = button.inner_text()
    button.click()
    expect(page.get_by_text("The expression is in the set.")).to_be_visible()
    page.locator(".message").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=name)).to_be_visible()
