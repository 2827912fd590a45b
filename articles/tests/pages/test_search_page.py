"""The search box and names' pages in a browser, by keyboard, by pointer and without script."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit
from articles.tests.pages.soundness import RULES, failures, sideways

pytestmark = pytest.mark.browser


def _type(page: Page, text: str) -> None:
    box = page.locator("main .search input[role=combobox]")
    box.press("End")
    box.press_sequentially(text, delay=20)
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
    box = page.locator("main .search input[role=combobox]")
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
    expect(box).to_have_value(re.compile(f'^(entity|اسم):"{name}"$'))
    assert "entity=" not in page.url
    page.reload()
    assert _chips(page) == [name]


@pytest.mark.parametrize("address", ["/en/", "/en/outlets/"])
def test_every_page_offers_names_in_its_head(visit: Visit, site: Site, address: str) -> None:
    page = visit(address)
    box = page.locator(".masthead input[role=combobox]")
    box.press_sequentially("Vladimir", delay=20)
    expect(page.locator("#name-options [role=option]").first).to_be_visible()
    assert not failures(page, RULES)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/search/?q=*")
    assert _chips(page) == ["Vladimir Putin"]


def test_the_arrows_go_round_through_the_box_and_escape_closes(visit: Visit, site: Site) -> None:
    page = visit("/en/search/")
    box = page.locator("main .search input[role=combobox]")
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
    page.wait_for_url("**/en/search/?q=Putin")  # written a moment after the results
    expect(page.locator("#name-options")).to_be_hidden()


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_names_that_come_late_do_not_open(visit: Visit, site: Site, key: str) -> None:
    page = visit("/en/search/")
    _type(page, "Put")
    page.evaluate("document.querySelector('#name-options [role=option]').id = 'early'")
    held: list[Route] = []
    page.route("**/search/names/**", lambda route: held.append(route))
    with page.expect_request("**/search/names/**"):
        page.keyboard.type("in")
    page.keyboard.press(key)
    held[0].continue_()
    expect(page.locator("#early")).to_have_count(0)
    expect(page.locator("#name-options")).to_be_hidden()


def test_a_second_name_and_a_turned_chip_narrow_the_search(visit: Visit, site: Site) -> None:
    page = visit(f"/en/search/?entity={site.person}")
    found = int(page.locator("#count").inner_text().split()[0])
    _type(page, " Russi")
    page.locator("#name-options [role=option]").filter(has_text="Russia").first.click()
    expect(page.locator("#chips .chip")).to_have_count(2)
    page.locator("#id_demonyms").check()
    page.wait_for_url("**demonyms=on**")
    expect(page.locator("#id_demonyms")).to_be_checked()
    page.get_by_role("link", name="Only articles without Russia").click()
    expect(page.locator("#chips .chip--without")).to_have_count(1)
    fewer = page.locator("#count").inner_text()
    assert not fewer or int(fewer.split()[0]) < found
    page.get_by_role("link", name="Take away: Russia").click()
    expect(page.locator("#chips .chip")).to_have_count(1)


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_the_form_writes_the_search_and_back_undoes_it(
    visit: Visit, site: Site, options: dict[str, bool]
) -> None:
    page = visit("/en/search/?q=Putin", **options)
    found = page.locator("#count").inner_text()
    page.get_by_text("More ways to search").click()
    expect(page.get_by_label("All of these words")).to_have_value("Putin")
    page.get_by_label("From", exact=True).fill("2099-01-01")
    page.locator("#search-fields button").click()
    expect(page.locator("#count")).to_have_text("0 articles")
    expect(page.locator("main .search input")).to_have_value("Putin from:2099-01-01")
    page.get_by_role("link", name="without from:2099-01-01").click()
    expect(page.locator("#count")).to_have_text(found)
    page.go_back()
    page.go_back()
    expect(page.locator("#count")).to_have_text(found)
    expect(page.locator("main .search input")).to_have_value("Putin")


@pytest.mark.parametrize("swapped", [False, True])
def test_the_form_offers_names_too(visit: Visit, site: Site, swapped: bool) -> None:
    page = visit("/en/search/")
    if swapped:
        page.locator("main .search input").fill("satellite")
        page.keyboard.press("Enter")
        expect(page.locator("mark").first).to_be_visible()
    page.get_by_text("More ways to search").click()
    page.get_by_label("None of these words").fill("football")
    page.get_by_label("A person, place or organisation").press_sequentially("Vladim", delay=20)
    expect(page.locator("#field-options [role=option]").first).to_be_visible()
    assert not failures(page, RULES)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    written = f'{"satellite " * swapped}-football entity:"Vladimir Putin"'
    expect(page.locator("main .search input")).to_have_value(written)
    assert _chips(page) == ["Vladimir Putin"]


@pytest.mark.parametrize("options", [{}, {"java_script_enabled": False}])
def test_a_condition_beside_the_results_narrows_them(
    visit: Visit, site: Site, options: dict[str, bool]
) -> None:
    page = visit("/en/search/?q=Putin", **options)
    choice = page.locator(".facet a").first
    label = choice.inner_text()
    choice.click()
    chosen = page.locator(".facet a[aria-current]")
    expect(chosen).to_contain_text(label)
    expect(page.locator("#chips .chip")).to_contain_text(label)
    chosen.click()
    expect(page.locator("main .search input")).to_have_value("Putin")


def test_a_search_swaps_the_form_along(visit: Visit, site: Site) -> None:
    page = visit("/en/search/")
    page.locator("main .search input").fill("satellite -Putin lang:en")
    page.keyboard.press("Enter")
    expect(page.locator("#chips .chip")).to_contain_text("English")
    page.get_by_text("More ways to search").click()
    expect(page.get_by_label("None of these words")).to_have_value("Putin")
    expect(page.get_by_label("Language")).to_have_value("en")


def test_without_script_a_name_is_searched_for_and_then_chosen(visit: Visit, site: Site) -> None:
    page = visit("/en/search/", java_script_enabled=False)
    page.locator("main .search input").fill("بوتين")
    page.locator("main button").first.click()
    page.get_by_role("link", name=re.compile("Search for this name.*Vladimir Putin")).click()
    box = page.locator("main .search input")
    expect(box).to_have_value('entity:"Vladimir Putin"')
    box.fill('satellite entity:"Vladimir Putin"')
    page.locator("main button").first.click()
    assert _chips(page) == ["Vladimir Putin"]
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
