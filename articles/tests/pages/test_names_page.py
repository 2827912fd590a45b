"""The name workbench in a browser: by keyboard, without script, undo, both languages and themes."""

import pytest
from playwright.sync_api import Page, expect

from articles.models import Proposal
from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


@pytest.fixture
def pairs(site: Site) -> int:
    """How many pairs there are to decide on."""
    return Proposal.objects.open().count()


def decided(page: Page) -> str:
    return page.locator("#results .count").inner_text().split()[0]


def test_it_is_worked_through_by_keyboard_and_undone(visit: Visit, site: Site, pairs: int) -> None:
    page = visit("/en/names/", session=site.editor)
    expect(page.locator("[data-pair]")).to_have_count(pairs)
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("[data-pair]").nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator("[data-pair]").nth(0)).to_be_focused()
    second = page.locator("[data-pair]").nth(1).get_attribute("id")
    page.keyboard.press("a")
    expect(page.locator(".messages")).to_contain_text("stay apart")
    expect(page.locator(f"#{second}")).to_be_focused()
    assert decided(page) == "1"
    page.keyboard.press("m")
    expect(page.locator(".messages")).to_contain_text("are one name now")
    assert decided(page) >= "2"
    page.keyboard.press("u")
    expect(page.locator(".messages")).to_contain_text("Undone")
    assert decided(page) == "1"
    page.goto("/en/log/")
    kept_apart = page.locator(".log > li", has_text="Kept apart")  # other tests have changes of theirs there
    kept_apart.first.get_by_role("button").click()
    page.goto("/en/names/")
    expect(page.locator("[data-pair]")).to_have_count(pairs)


def test_its_keys_can_be_switched_off(visit: Visit, site: Site, pairs: int) -> None:
    page = visit("/en/names/", session=site.editor)
    page.keyboard.press("?")
    expect(page.locator("[data-keys-help] p")).to_be_visible()
    page.get_by_label("Use keys").uncheck()
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.reload()
    expect(page.locator("[data-pair]")).to_have_count(pairs)
    expect(page.get_by_label("Use keys")).not_to_be_checked()


def test_typing_a_name_presses_no_button(visit: Visit, site: Site, pairs: int) -> None:
    page = visit("/en/names/", session=site.editor)
    page.get_by_label("Name", exact=True).press_sequentially("mamam")
    expect(page.locator("[data-pair]")).to_have_count(pairs)


def test_it_works_without_script(visit: Visit, site: Site, pairs: int) -> None:
    page = visit("/ar/names/", session=site.editor, java_script_enabled=False)
    page.locator("[data-pair]").first.get_by_role("button").first.click()
    expect(page.locator(".message")).to_be_visible()
    page.locator(".message").get_by_role("button").click()
    expect(page.locator("[data-pair]")).to_have_count(pairs)
