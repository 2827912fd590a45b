"""The search box and names' pages in a browser, by keyboard, by pointer and without script."""

import re

import pytest
from playwright.sync_api import Page, expect

from articles.tests.pages.conftest import Site, Visit
from articles.tests.pages.test_pages import RULES, failures, sideways

pytestmark = pytest.mark.browser


def _type(page: Page, text: str) -> None:
    page.locator("main input[name=q]").press_sequentially(text, delay=20)
    expect(page.locator("#name-options [role=option]").first).to_be_visible()


def _chips(page: Page) -> list[str]:
    return [" ".join(text.split()) for text in page.locator("#chips .chip > [lang]").all_inner_texts()]


@pytest.mark.parametrize(
    ("language", "typed", "name"), [("en", "بوت", "Vladimir Putin"), ("ar", "Puti", "فلاديمير بوتين")]
)
def test_a_name_is_chosen_by_keyboard_alone(
    visit: Visit, site: Site, language: str, typed: str, name: str
) -> None:
    page = visit(f"/{language}/search/")
    box = page.locator("main input[role=combobox]")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.focus()
    _type(page, typed)
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.locator("#options-count")).not_to_be_empty()
    page.keyboard.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(page.locator(f"#{active}")).to_have_attribute("aria-selected", "true")
    expect(page.locator(f"#{active}")).to_contain_text(name)
    assert not failures(page, RULES)
    page.keyboard.press("Enter")
    expect(page.locator("#chips .chip")).to_contain_text(name)
    expect(page.locator("mark").first).to_be_visible()
    expect(box).to_be_focused()
    expect(box).to_have_value("")
    assert f"entity={site.person}" in page.url and "outlet" not in page.url
    page.reload()
    assert _chips(page) == [name]


@pytest.mark.parametrize("address", ["/en/", "/en/articles/"])
def test_every_page_offers_names_in_its_head(visit: Visit, site: Site, address: str) -> None:
    page = visit(address)
    box = page.locator(".masthead input[role=combobox]")
    box.press_sequentially("Vladimir", delay=20)
    expect(page.locator("#name-options [role=option]").first).to_be_visible()
    assert not failures(page, RULES)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/en/search/?entity={site.person}")
    assert _chips(page) == ["Vladimir Putin"]


def test_the_arrows_go_round_through_the_box_and_escape_closes(visit: Visit, site: Site) -> None:
    page = visit("/en/search/")
    box = page.locator("main input[role=combobox]")
    _type(page, "Vladimir")
    options = page.locator("#name-options [role=option]")
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#name-options [aria-selected=true]")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(box).to_have_value("Vladimir")
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Tab")
    expect(page.locator("#name-options")).to_be_hidden()


def test_enter_without_a_choice_searches_the_words(visit: Visit, site: Site) -> None:
    page = visit("/en/search/")
    _type(page, "Putin")
    page.keyboard.press("Enter")
    expect(page.locator("mark").first).to_be_visible()
    assert page.url.endswith("/en/search/?q=Putin")
    expect(page.locator("#name-options")).to_be_hidden()


def test_a_second_name_a_day_and_a_turned_chip_narrow_the_search(visit: Visit, site: Site) -> None:
    page = visit(f"/en/search/?entity={site.person}")
    found = int(page.locator("#count").inner_text().split()[0])
    _type(page, "Russi")
    page.locator("#name-options [role=option]").filter(has_text="Russia").first.click()
    expect(page.locator("#chips .chip")).to_have_count(2)
    page.locator("#id_demonyms").check()
    expect(page.locator("#id_demonyms")).to_be_checked()
    page.wait_for_url("**demonyms=on**")
    page.get_by_role("link", name="Only articles without Russia").click()
    expect(page.locator("#chips .chip--without")).to_have_count(1)
    fewer = page.locator("#count").inner_text()
    assert not fewer or int(fewer.split()[0]) < found
    page.get_by_role("link", name="Take away: Russia").click()
    page.locator("#id_from").fill("2099-01-01")
    expect(page.locator("#count")).to_have_text("0 articles")
    assert "from=2099-01-01" in page.url
    page.go_back()
    expect(page.locator("#count")).to_have_text(f"{found} articles")


def test_without_script_a_name_is_searched_for_and_then_chosen(visit: Visit, site: Site) -> None:
    page = visit("/en/search/", java_script_enabled=False)
    page.locator("main input[name=q]").fill("بوتين")
    page.locator("main button").first.click()
    page.get_by_role("link", name=re.compile("Search for this name.*Vladimir Putin")).click()
    assert page.url == f"{site.url}/en/search/?entity={site.person}"
    page.locator("main input[name=q]").fill("satellite")
    page.locator("main button").first.click()
    assert f"entity={site.person}" in page.url and "q=satellite" in page.url
    expect(page.locator("mark", has_text="satellite").first).to_be_visible()


def test_a_line_in_context_opens_its_sentence(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/entities/{site.person}/")
    line = page.locator(".kwic a").first
    name = line.locator("mark").inner_text()
    place = str(line.get_attribute("href")).split("#")[1]
    line.click()
    expect(page.locator(f"#{place}")).to_be_in_viewport()
    expect(page.locator(f"#{place}")).to_contain_text(name)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_names_stand_under_each_other_each_script_from_its_side(
    visit: Visit, site: Site, language: str
) -> None:
    page = visit(f"/{language}/entities/{site.person}/")
    for code, before_is_right in (("ar", True), ("en", False)):
        lines = page.locator(f".kwic[lang={code}] a")
        middles = []
        for line in lines.all()[:5]:
            before, hit, _ = (span.bounding_box() for span in line.locator("> span").all())
            assert before and hit and (before["x"] > hit["x"]) == before_is_right
            middles.append(hit["x"] + hit["width"] / 2)
        assert middles and max(middles) - min(middles) < 3


def test_another_part_of_a_names_page_is_swapped_in_and_can_be_shared(visit: Visit, site: Site) -> None:
    page = visit(f"/en/entities/{site.person}/")
    page.get_by_role("link", name="What it says").click()
    expect(page.locator("#contexts blockquote").first).to_be_visible()
    assert "show=quoted" in page.url
    page.reload()
    expect(page.locator("#contexts blockquote").first).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_offered_names_fit_a_narrow_dark_screen(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/search/", color_scheme="dark", viewport={"width": 320, "height": 700})
    _type(page, "Vladimir")
    page.keyboard.press("ArrowDown")
    assert not failures(page, ["color-contrast", "target-size"])
    assert not sideways(page, 320)
