"""Digits: Arabic pages can be read with Eastern ones."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_reader_chooses_digits_and_keeps_them_without_a_cookie(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['article']}")
    body, date = page.locator(".prose").inner_text(), page.locator("time").first.inner_text()
    assert "2023" in date
    choice = page.get_by_role("button", name="الأرقام")
    expect(choice).to_have_attribute("aria-pressed", "false")
    choice.click()
    expect(choice).to_have_attribute("aria-pressed", "true")
    expect(page.locator("time").first).to_contain_text("٢٠٢٣")
    assert page.locator(".prose").inner_text() == body
    page.goto(f"/ar/{site.addresses['articles']}")
    rows = page.locator(".rows")
    expect(rows).to_contain_text("٢٠٢٣")
    before = rows.locator("> li").count()
    page.locator("main .search input").fill("satellite lang:en")
    page.keyboard.press("Enter")  # swapped in by script
    expect(rows.locator("> li")).not_to_have_count(before)
    expect(rows).to_contain_text("٢٠٢٣")
    choice.click()
    expect(rows).to_contain_text("2023")


def test_other_pages_and_readers_without_script_see_no_choice(visit: Visit, site: Site) -> None:
    assert visit("/en/").locator("[data-digits]").count() == 0
    expect(visit("/ar/", java_script_enabled=False).locator("[data-digits]")).to_be_hidden()
