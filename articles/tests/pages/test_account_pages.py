"""Signing in and what only editors see, read in a browser."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import PASSWORD, Visit
from articles.tests.pages.soundness import sideways

pytestmark = pytest.mark.browser


def test_a_long_name_leaves_room_in_the_head(visit: Visit, site: Site) -> None:
    page = visit("/ar/log/", session=site.editor)
    page.locator(".account bdi").evaluate("name => { name.textContent = 'salma.'.repeat(20) }")
    for width in (390, 320):
        assert not sideways(page, width)
    page.set_viewport_size({"width": 1280, "height": 800})
    tops = [page.locator(part).bounding_box() for part in (".masthead .brand", ".language")]
    brand, language = (box for box in tops if box)
    assert brand["y"] <= language["y"] < brand["y"] + brand["height"]


def test_an_editor_signs_in_from_any_page_and_out_again_without_script(visit: Visit, site: Site) -> None:
    page = visit("/en/search/", java_script_enabled=False)
    page.locator(".foot a", has_text="Sign in").click()
    page.get_by_label("Username").fill("salma")
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button").click()
    expect(page).to_have_url(f"{site.url}/en/search/")
    page.locator(".account summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator(".account")).to_have_count(0)
    page.context.clear_cookies()  # the forms' own


def test_the_menu_closes_by_escape_and_when_it_is_left(visit: Visit, site: Site) -> None:
    page = visit("/en/log/", session=site.editor)
    menu, summary = page.locator(".account"), page.locator(".account summary")
    summary.press("Enter")
    page.get_by_role("link", name="Add articles").press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    summary.press("Enter")
    page.get_by_role("button", name="Sign out").press("Tab")
    expect(menu).not_to_have_attribute("open", "")
