"""Two articles side by side, in a browser."""

import pytest
from playwright.sync_api import Page, expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

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


def test_each_view_is_an_address_and_says_what_it_hides(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    rows = page.locator(".row").count()
    page.locator("#show-differences").click()
    expect(page.locator("#show-differences")).to_have_attribute("aria-current", "true")
    assert "view=differences" in page.url
    assert page.locator(".row").count() == page.locator(".row[data-differs]").count()
    hidden = rows - page.locator(".row").count()
    assert (f"{hidden} row" in page.locator(".count").inner_text()) == (hidden > 0)
    expect(page.locator("#announcement[role=status]")).to_have_text(page.locator(".count").inner_text())
    page.locator("#show-quotations").click()
    expect(page.locator("blockquote").first).to_be_visible()
    page.locator("#show-original").click()
    expect(page.locator(".pane")).to_have_count(2)
    page.go_back()
    expect(page.locator("blockquote").first).to_be_visible()
    page.goto(f"/en/{site.addresses['compare']}")
    expect(page.locator(".row")).to_have_count(rows)


HERE = "document.activeElement.id"


def test_keys_go_from_difference_to_difference_until_switched_off(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}")
    differing = page.locator("[data-differs]").evaluate_all("rows => rows.map(row => row.id)")
    for key, expected in (("j", differing[0]), ("j", differing[1]), ("k", differing[0])):
        page.keyboard.press(key)
        assert page.evaluate(HERE) == expected
    page.keyboard.press("?")
    expect(page.locator("[data-keys]")).to_be_visible()
    page.locator("[data-keys]").uncheck()
    page.keyboard.press("j")
    assert page.evaluate(HERE) not in differing
    page.reload()
    page.locator("#keys summary").click()
    expect(page.locator("[data-keys]")).not_to_be_checked()
    page.keyboard.press("j")
    assert page.evaluate(HERE) not in differing


def test_the_evidence_opens_and_closes_by_key_where_the_reader_is(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    row = page.locator(".row:has(.row__why)").first
    row.focus()
    here = page.evaluate(HERE)
    page.keyboard.press("e")
    expect(page.locator(f"#{here} .evidence")).to_be_visible()
    assert "link=" in page.url
    assert page.evaluate(HERE) == here
    page.keyboard.press("e")
    expect(page.locator(".evidence")).to_have_count(0)
    assert "link=" not in page.url


def test_s_swaps_the_two(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}&view=quotations")
    page.keyboard.press("s")
    page.wait_for_url(f"**/compare/?a={site.english}&b={site.arabic}&view=quotations")


def test_n_and_p_go_between_conflicts(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['conflict']}")
    conflicts = page.locator("[data-conflict]").evaluate_all("rows => rows.map(row => row.id)")
    assert conflicts
    page.keyboard.press("n")
    assert page.evaluate(HERE) == conflicts[0]
    page.keyboard.press("p")
    assert page.evaluate(HERE) == conflicts[0]


def test_every_control_is_reached_by_tab(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}&view=original")
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
    assert {"show-conflicts", "mark-names", "swap", "pane pane--a"} <= reached
    assert any(name.startswith("over") for name in reached)


def test_marks_show_at_once_and_stay_in_the_address(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}")
    name = page.locator(".is-mentioned").first
    shadow = "element => getComputedStyle(element).boxShadow"
    assert name.evaluate(shadow) == "none"
    page.locator("#mark-names").check()
    assert name.evaluate(shadow) != "none"
    assert "marks=names" in page.url
    page.locator("#show-differences").click()
    expect(page.locator("#show-differences")).to_have_attribute("aria-current", "true")
    assert "marks=names" in page.url
    expect(page.locator("#mark-names")).to_be_checked()
    page.get_by_role("link", name="العربية").click()
    expect(page.locator("#mark-names")).to_be_checked()


def test_without_script_marks_evidence_and_views_are_forms_and_links(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}", java_script_enabled=False)
    page.locator("#mark-figures").check()
    page.get_by_role("button", name="Mark them").click()
    expect(page.locator("#mark-figures")).to_be_checked()
    page.locator(".row__why").first.click()
    expect(page.locator(".evidence")).to_be_visible()
    expect(page.locator("#mark-figures")).to_be_checked()
    page.locator("#show-original").click()
    over = page.locator(".pane--a a.over").first
    over.click()
    assert page.url.endswith(over.get_attribute("href") or "?")
    expect(page.locator(":target")).to_have_count(1)


def test_ribbons_bridge_the_panes_and_light_up(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}&view=original")
    drawn = page.locator(".ribbons path:not([d=''])")
    expect(drawn.first).to_be_attached()
    assert page.locator(".ribbons path").count() == page.locator(".pane--a a.over").count()
    sentence = page.locator(".pane--a .sentence:has(a.over)").first
    sentence.hover()
    expect(page.locator(".ribbons .is-lit").first).to_be_attached()
    expect(page.locator(".pane--b .is-counterpart").first).to_be_attached()
    page.locator("h1").hover()
    expect(page.locator(".is-lit, .is-counterpart")).to_have_count(0)
    page.locator(".pane--a a.over").first.focus()
    expect(page.locator(".pane--b .is-counterpart")).to_have_count(1)


SCROLLED = "element => element.scrollTop"
FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def test_the_panes_scroll_together_until_told_not_to(visit: Visit, site: Site) -> None:
    size = {"width": 900, "height": 500}
    page = visit(f"/en/{site.addresses['compare']}&view=original", viewport=size)
    a, b = page.locator(".pane--a"), page.locator(".pane--b")
    a.scroll_into_view_if_needed()
    a.hover()
    page.mouse.wheel(0, 300)
    expect(b).not_to_have_js_property("scrollTop", 0)
    page.locator("[data-sync]").uncheck()
    before = b.evaluate(SCROLLED)
    a.hover()
    page.mouse.wheel(0, -2000)
    expect(a).to_have_js_property("scrollTop", 0)
    page.evaluate(FRAMES)
    assert b.evaluate(SCROLLED) == before


def test_panes_stand_below_each_other_where_there_is_no_room(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}&view=original", viewport={"width": 390, "height": 800})
    first, second = (page.locator(f".pane--{side}").bounding_box() for side in "ab")
    assert first and second
    assert first["y"] + first["height"] <= second["y"] + 1
    expect(page.locator(".ribbons")).to_be_hidden()


def test_the_other_side_can_be_changed_without_going_back(visit: Visit, site: Site) -> None:
    page = visit(f"/en/{site.addresses['compare']}&view=quotations")
    page.locator(".others summary").first.click()
    link = page.locator(".others__list a").first
    address = link.get_attribute("href") or ""
    link.click()
    page.wait_for_url(f"**/compare/{address}")
    assert f"b={site.english}" in page.url and "view=quotations" in page.url
    expect(page.locator(".pair-head")).to_be_visible()


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
    others = page.locator("[data-pick] input:not(:checked)")
    assert page.locator("[data-pick] input:checked").count() == 2
    page.locator("[data-pick] input:checked").first.click()
    expect(page.locator("[data-chooser] button")).to_be_disabled()
    others.last.click()
    others.last.click()
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


def test_the_evidence_opens_by_enter_and_the_focus_stays(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/{site.addresses['compare']}")
    link = page.locator(".row__why").first
    name = link.get_attribute("id")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".evidence")).to_be_visible()
    assert page.evaluate(HERE) == name
    page.reload()
    expect(page.locator(".evidence")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("has_script", [True, False])
def test_an_editor_rejects_a_link_and_takes_it_back(
    visit: Visit, site: Site, language: str, has_script: bool
) -> None:
    a, b = site.conflict
    page = visit(
        f"/{language}/compare/?a={a}&b={b}&link=2-2",
        session=site.editor,
        java_script_enabled=has_script,
    )
    page.locator(".correct button[value=none]").click()
    expect(page.locator(".evidence .message")).to_contain_text("salma")
    expect(page.locator(".row:has(#why-2-2)")).to_have_count(0)
    page.locator(".evidence .message button").click()
    expect(page.locator("#why-2-2")).to_be_visible()
    expect(page.locator(".evidence .message")).to_have_count(0)
