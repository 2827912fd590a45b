"""Quotations and sources of a story in a browser."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_quotations_are_filtered_and_sources_opened_without_script(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/quotations/", java_script_enabled=False)
    shared = page.locator(".utterance").count()
    assert shared > 3
    page.get_by_role("link", name="Only one outlet").click()
    assert "show=one" in page.url
    page.locator("select[name=speaker]").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    assert "show=one" in page.url and "speaker=" in page.url
    page.goto(f"{site.url}/en/stories/{site.story}/sources/")
    page.locator(".matrix--counts td a").first.click()
    expect(page.locator(".matrix__opened .snippet").first).to_be_visible()


def test_two_reprints_of_the_sample_are_one_voice(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/sources/")
    expect(page.locator("#voices .lead")).to_contain_text("6 independent voices")
    assert page.get_by_role("img", name="Who has text in common").is_visible()
