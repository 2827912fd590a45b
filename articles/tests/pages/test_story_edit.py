"""The forms on stories in a browser: without script, on a narrow screen, undone."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_title_is_given_and_taken_back_without_script(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/", session=site.editor, java_script_enabled=False)
    before = page.locator("h1").inner_text()
    page.get_by_text("Edit this story").click()
    page.get_by_label("Title in English").fill("Harbour talks")
    page.get_by_role("button", name="Save the title").click()
    expect(page.locator("h1")).to_have_text("Harbour talks")
    page.locator(".messages").get_by_role("button", name="Undo").click()
    expect(page.locator("h1")).to_have_text(before)
