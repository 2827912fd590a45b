"""The pages of a story in a browser: without script, on a phone, by keyboard, in both languages."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_cells_open_and_filters_work_without_script(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/facts/", java_script_enabled=False)
    page.get_by_role("link", name="Only one outlet").click()
    assert page.locator("tbody tr").count() > 0
    page.locator("td.is-reported a").first.click()
    expect(page.locator(".matrix__opened .snippet").first).to_be_visible()
    page.get_by_role("link", name="Close").click()
    expect(page.locator(".matrix__opened")).to_have_count(0)
    assert "show=one" in page.url


def test_a_table_names_the_outlet_and_the_state_of_each_cell(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/facts/")
    table = page.get_by_role("table", name="Facts by outlets")
    columns = table.get_by_role("columnheader").count()
    first = table.get_by_role("row").nth(1)
    assert first.get_by_role("rowheader").count() == 1
    assert first.get_by_role("cell").count() == columns - 1
    for cell in first.get_by_role("cell").all():
        assert cell.get_by_role("link").inner_text().strip() in {
            "Reported",
            "In part",
            "In conflict",
            "Absent",
        }


def test_on_a_phone_each_sign_has_its_outlets_name(visit: Visit, site: Site) -> None:
    page = visit(f"/ar/stories/{site.story}/facts/", viewport={"width": 390, "height": 800})
    link = page.locator("td:not(.is-absent) a").first
    assert link.evaluate("link => getComputedStyle(link, '::after').content").strip(
        '"'
    ) == link.get_attribute("data-outlet")
    box = link.bounding_box()
    assert box
    assert box["height"] >= 24


@pytest.mark.parametrize("language", ["ar", "en"])
def test_on_a_phone_each_sum_has_its_outlets_name(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/stories/{site.story}/sources/", viewport={"width": 390, "height": 800})
    sums = page.locator("#sources tr:last-child td").all()
    named = "cell => getComputedStyle(cell.firstElementChild ?? cell, '::after').content"
    assert len(sums) > 1
    assert len({cell.evaluate(named) for cell in sums} - {"none"}) == len(sums)


def test_on_a_phone_figures_and_days_break_between_words(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/figures/", viewport={"width": 390, "height": 800})
    day = page.locator(".things tbody th[scope=row]").first
    day.evaluate("cell => { cell.textContent = 'Wednesday' }")  # one word is one line
    lines = day.evaluate(
        """cell => {
            const range = document.createRange();
            range.selectNodeContents(cell);
            return new Set([...range.getClientRects()].map((box) => box.top)).size;
        }"""
    )
    assert lines == 1


def test_the_ways_between_the_pages_of_a_story_say_where_one_is(visit: Visit, site: Site) -> None:
    page = visit(f"/en/stories/{site.story}/")
    page.get_by_role("navigation", name="This story").get_by_role("link", name="Facts").click()
    expect(page.locator("nav [aria-current=page]").last).to_contain_text("Facts")
