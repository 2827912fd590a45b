"""Outlets for readers and feeds for administrators, in a browser."""

import pytest
from playwright.sync_api import expect

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_list_of_outlets_leads_to_their_articles(visit: Visit, site: Site) -> None:
    page = visit("/ar/outlets/")
    assert page.locator(".name-list li").count() >= 8
    page.locator(".name-list a").first.click()
    expect(page.locator(".rows .headline a").first).to_be_visible()


def test_an_article_leads_to_its_outlet(visit: Visit, site: Site) -> None:
    page = visit(f"/en/articles/{site.english}/", java_script_enabled=False)
    name = page.locator(".article-head a.outlet").inner_text()
    page.locator(".article-head a.outlet").click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator(".rows .headline a").first.click()
    expect(page).to_have_url(f"{site.url}/en/articles/{site.english}/")


@pytest.mark.parametrize(("language", "has_script"), [("ar", True), ("en", False)])
def test_an_administrator_adds_a_feed_watches_pauses_and_removes_it(
    visit: Visit, site: Site, language: str, has_script: bool
) -> None:
    address = f"/{language}/feeds/"
    page = visit(address, session=site.administrator, java_script_enabled=has_script)
    page.locator("input[name=address]").fill("http://127.0.0.1:1/")
    page.locator("main form button").first.click()
    expect(page.locator(".errorlist")).to_be_visible()
    page.locator("input[name=address]").fill(site.news)
    page.locator("main form button").first.click()
    expect(page.locator("h2", has_text="Northgate Evening Post")).to_be_visible()
    expect(page.get_by_text("افتتاح الجسر الجديد")).to_be_visible()
    page.locator("main form button").click()
    row = page.locator(".rows > li", has_text=f"{site.news}feed")
    expect(row).to_be_visible()
    row.locator("input[value=paused] + button").click()
    expect(row.locator("input[value=active] + button")).to_be_visible()
    page.locator(".messages form button").click()
    expect(row.locator("input[value=paused] + button")).to_be_visible()
    row.locator("a[href$='/set/']").click()
    page.locator("select[name=interval]").select_option("60")
    page.locator("main form button").click()
    row.locator("input[value=removed] + button").click()
    expect(row).to_have_count(0)
