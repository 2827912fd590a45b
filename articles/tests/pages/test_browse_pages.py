"""The calendar and the pages of days in a browser."""

import re

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_calendar_leads_to_its_days_by_keyboard(visit: Visit, site: Site) -> None:
    page = visit("/ar/calendar/")
    day = page.locator(".calendar a").first
    expect(day).to_be_visible()
    day.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/days/\d{4}-\d\d-\d\d/"))
    assert page.locator(".rows .headline").count() >= 1


def test_months_are_walked_with_and_without_script_and_back(visit: Visit, site: Site) -> None:
    for options in ({}, {"java_script_enabled": False}):
        page = visit("/en/calendar/?month=2023-09", **options)
        page.locator("a[rel=next]").click()
        expect(page.locator(".calendar caption")).to_contain_text("October 2023")
        page.go_back()
        expect(page.locator(".calendar caption")).to_contain_text("September 2023")


def test_choosing_an_outlet_counts_its_articles_only(visit: Visit, site: Site) -> None:
    page = visit("/en/calendar/")
    everything = page.locator(".calendar caption").inner_text()
    page.locator("select[name=outlet]").select_option(index=1)
    expect(page.locator(".calendar caption")).not_to_have_text(everything)
    assert "outlet=" in page.url


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_search_is_saved_opened_and_deleted(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/search/?q=Putin", session=site.editor)
    page.locator("#save-name").fill("Kremlin")
    page.locator("form[action$='/saved/add/'] button").click()
    page.goto(f"/{language}/saved/")
    expect(page.locator(".rows h2")).to_have_text("Kremlin")
    expect(page.locator(".rows .meta a")).to_have_count(0)  # the number has come
    page.locator("form[action$='/open/'] button").click()
    page.wait_for_url("**/search/?q=Putin**")
    expect(page.locator("mark").first).to_be_visible()
    page.goto(f"/{language}/saved/")
    page.locator("form[action$='/delete/'] button").click()
    expect(page.locator(".empty")).to_be_visible()
