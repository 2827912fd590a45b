"""Two articles side by side, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from articles.tests.pages.conftest import Site, Visit

pytestmark = pytest.mark.browser


def _middle(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("swapped", [False, True])
def test_arabic_keeps_the_right_and_english_the_left(
    visit: Visit,
    site: Site,
    language: str,
    swapped: bool,
) -> None:
    a, b = (site.english, site.arabic) if swapped else (site.arabic, site.english)
    page = visit(f"/{language}/compare/?a={a}&b={b}")
    arabic, english = (f".row > .cell[lang={code}]" for code in ("ar", "en"))
    assert _middle(page, arabic) > 640 > _middle(page, english)


def test_pairs_are_stacked_where_there_is_no_room_for_columns(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}", viewport={"width": 390, "height": 800})
    row = page.locator(".row").filter(has=page.locator(".cell[lang=ar]")).first
    label, first, second = (
        row.locator(selector).bounding_box() for selector in (".row__relation", ".cell--a", ".cell--b")
    )
    assert label and first and second
    assert label["y"] < first["y"] < second["y"]
    assert abs(first["x"] - second["x"]) < 5


def test_paper_shows_the_two_side_by_side(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}", viewport={"width": 680, "height": 900})
    page.emulate_media(media="print")
    row = page.locator(".row").first
    first, second = (row.locator(selector).bounding_box() for selector in (".cell--a", ".cell--b"))
    assert first and second
    assert abs(first["y"] - second["y"]) < 2
    expect(page.locator(".masthead .search")).to_be_hidden()


def test_every_row_says_its_relation_in_words_when_colours_are_forced(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}", forced_colors="active")
    rows = page.locator(".row").count()
    assert len(list(filter(str.strip, page.locator(".row__word").all_inner_texts()))) == rows
    empty = page.locator(".cell--absent").first
    assert empty.evaluate("element => getComputedStyle(element).borderTopStyle") == "dashed"
    assert empty.inner_text().strip()


def test_only_differences_is_an_address_and_says_what_it_hides(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    all_rows = page.locator(".row").count()
    page.locator("#show-differences").click()
    expect(page.locator("#show-differences")).to_have_attribute("aria-current", "true")
    assert "only=differences" in page.url
    assert page.locator(".row").count() == page.locator(".row[data-differs]").count()
    hidden = all_rows - page.locator(".row").count()
    assert (f"{hidden} row" in page.locator(".toolbar [role=status]").inner_text()) == (hidden > 0)
    page.go_back()
    expect(page.locator(".row")).to_have_count(all_rows)


def test_j_and_k_go_from_difference_to_difference_until_switched_off(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}")
    differing = page.locator("[data-differs]").evaluate_all("rows => rows.map(row => row.id)")
    here = "document.activeElement.id"
    page.keyboard.press("j")
    assert page.evaluate(here) == differing[0]
    page.keyboard.press("j")
    assert page.evaluate(here) == differing[1]
    page.keyboard.press("k")
    assert page.evaluate(here) == differing[0]
    page.locator("[data-keys]").uncheck()
    page.keyboard.press("j")
    assert page.evaluate(here) not in differing
    page.reload()
    expect(page.locator("[data-keys]")).not_to_be_checked()
    page.keyboard.press("j")
    assert page.evaluate(here) not in differing


def test_a_key_typed_into_the_search_box_is_a_letter(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}")
    page.locator(".masthead input[name=q]").press_sequentially("jk")
    assert page.locator(".masthead input[name=q]").input_value() == "jk"


def test_a_row_can_be_cited(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    badge = page.locator(".row__badge").last
    badge.click()
    row = page.locator(badge.evaluate("element => element.hash"))
    assert row.evaluate("element => element.matches(':target')")


def test_boxes_on_the_cards_choose_the_pair(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['story']}")
    boxes = page.locator("[data-pick] input[type=checkbox]")
    assert page.locator("[data-pick] input:checked").count() == 2
    boxes.nth(0).uncheck()
    expect(page.locator("[data-chooser] button")).to_be_disabled()
    boxes.nth(3).check()
    boxes.nth(4).check()
    assert page.locator("[data-pick] input:checked").count() == 2
    chosen = page.locator("[data-pick]:has(input:checked)").evaluate_all(
        "cards => cards.map(c => c.dataset.pick)"
    )
    page.locator("[data-chooser] button").click()
    page.wait_for_url("**/compare/**")
    assert all(f"={pk}" in page.url for pk in chosen)


def test_a_counterpart_lights_up_by_keyboard_as_by_pointer(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    links = page.locator("[data-counterpart]")
    if not links.count():
        pytest.skip("no sentence of this pair stands beside another")
    links.first.focus()
    expect(page.locator(".is-counterpart")).to_have_count(1)
    links.first.blur()
    expect(page.locator(".is-counterpart")).to_have_count(0)
    links.first.hover()
    expect(page.locator(".is-counterpart")).to_have_count(1)
