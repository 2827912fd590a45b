"""Outlets for readers and feeds for administrators, in a browser."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect
from pytest_django.fixtures import Settings

from articles.tests.pages.conftest import Site, Visit
from articles.tests.pages.test_pages import RULES, failures, sideways

pytestmark = pytest.mark.browser

HOME = """<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>"""
FEED = """<rss version="2.0"><channel><title>Northgate Evening Post</title>
<item><title>Le pont est ouvert</title><link>/pont</link>
<pubDate>Sat, 21 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>افتتاح الجسر الجديد</title><link>/jisr</link></item></channel></rss>"""


class NewsSite(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = (FEED if self.path == "/feed" else HOME).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml" if self.path == "/feed" else "text/html")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def news(settings: Settings) -> Iterator[str]:
    """The address of a news site on this machine, which may be fetched."""
    settings.FETCH_HOSTS = ["127.0.0.1"]
    with ThreadingHTTPServer(("127.0.0.1", 0), NewsSite) as serving:
        threading.Thread(target=serving.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}/"
        serving.shutdown()


def sound(page: Page) -> None:
    assert page.locator("h1").count() == 1
    assert not failures(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert not failures(page, ["color-contrast"])
    page.emulate_media(color_scheme="light")
    for width in (390, 320):
        assert not sideways(page, width)
    page.set_viewport_size({"width": 1280, "height": 1000})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_of_outlets_are_sound(visit: Visit, site: Site, language: str) -> None:
    page = visit(f"/{language}/outlets/", color_scheme="light", reduced_motion="reduce")
    assert page.locator(".name-list li").count() >= 8
    sound(page)
    page.locator(".name-list a").first.click()
    expect(page.locator(".rows .headline a").first).to_be_visible()
    sound(page)


def test_an_article_leads_to_its_outlet(visit: Visit, site: Site) -> None:
    page = visit(f"/en/articles/{site.english}/", java_script_enabled=False)
    name = page.locator(".article-head a.outlet").inner_text()
    page.locator(".article-head a.outlet").click()
    expect(page.locator("h1")).to_have_text(name)
    page.locator(".rows .headline a").first.click()
    expect(page).to_have_url(f"{site.url}/en/articles/{site.english}/")


@pytest.mark.parametrize(("language", "has_script"), [("ar", True), ("en", False)])
def test_an_administrator_adds_a_feed_watches_pauses_and_removes_it(
    visit: Visit, site: Site, news: str, language: str, has_script: bool
) -> None:
    address = f"/{language}/feeds/"
    page = visit(address, session=site.administrator, java_script_enabled=has_script, reduced_motion="reduce")
    check = sound if has_script else (lambda page: None)  # nothing can be measured in a page without script
    check(page)
    page.locator("input[name=address]").fill("http://127.0.0.1:1/")
    page.locator("main form button").first.click()
    expect(page.locator(".errorlist")).to_be_visible()
    page.locator("input[name=address]").fill(news)
    page.locator("main form button").first.click()
    expect(page.locator("h2", has_text="Northgate Evening Post")).to_be_visible()
    expect(page.get_by_text("افتتاح الجسر الجديد")).to_be_visible()
    check(page)
    page.locator("main form button").click()
    row = page.locator(".rows > li", has_text=f"{news}feed")
    expect(row).to_be_visible()
    check(page)
    row.locator("input[value=paused] + button").click()
    expect(row.locator("input[value=active] + button")).to_be_visible()
    page.locator(".messages form button").click()
    expect(row.locator("input[value=paused] + button")).to_be_visible()
    row.locator("a[href$='/set/']").click()
    check(page)
    page.locator("select[name=interval]").select_option("60")
    page.locator("main form button").click()
    row.locator("input[value=removed] + button").click()
    expect(row).to_have_count(0)
