"""The page as it came, and what is known about an article, read and changed in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("has_script", [True, False])
def test_a_part_is_cut_and_the_undo_stands_beside(visit: Visit, site: Site, *, has_script: bool) -> None:
    address = f"/en/articles/{site.arabic}/original/"
    page: Page = visit(address, session=site.editor, java_script_enabled=has_script)
    part = page.locator(".part:not(.part--cut)", has_text="Paragraph").last
    words = part.locator(".part__text").inner_text()
    part.get_by_role("button", name="Cut").click()
    cut = page.locator(".part--cut", has_text=words)
    expect(cut.locator("del")).to_have_text(words)
    expect(cut).to_contain_text("salma")
    page.locator(".messages").get_by_role("button", name="Undo").click()
    expect(page.locator(".part--decided")).to_have_count(0)
    page.goto(f"{site.url}/en/articles/{site.arabic}/")
    expect(page.locator(".prose")).to_contain_text(words[:60])


def test_a_value_is_set_by_keyboard_and_undone(visit: Visit, site: Site) -> None:
    page = visit(f"/en/articles/{site.arabic}/", session=site.editor)
    known = page.locator("#known")
    known.get_by_role("link", name=re.compile("Change.*Author")).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Author")).to_be_focused()
    page.keyboard.insert_text("كريم نصر")
    page.keyboard.press("Enter")
    expect(known).to_contain_text("كريم نصر")
    expect(known).to_contain_text("set by salma")
    page.locator(".messages").get_by_role("button", name="Undo").click()
    expect(known).not_to_contain_text("set by salma")


def test_readers_see_what_was_cut_and_decide_nothing(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/articles/{site.arabic}/original/")
    expect(page.locator(".part--cut del").first).to_be_visible()
    expect(page.locator("main form")).to_have_count(0)
