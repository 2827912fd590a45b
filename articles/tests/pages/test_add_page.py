"""Adding articles, and what became of them, in a browser."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, expect

from articles.models import Article, Upload
from articles.pipeline import remove
from articles.tests.ingest import html_pages as pages
from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Visit
from articles.tests.pages.soundness import RULES, failures, sideways

pytestmark = pytest.mark.browser


@pytest.fixture
def clean() -> Iterator[None]:
    """Takes away what a test has added: the other tests count on the sample alone."""
    known = set(Article.objects.values_list("pk", flat=True))
    uploads = list(Upload.objects.values_list("pk", flat=True))
    yield
    for article in Article.objects.exclude(pk__in=known):
        remove(article)
    Upload.objects.exclude(pk__in=uploads).delete()


@pytest.mark.parametrize("has_script", [True, False])
def test_files_are_handed_in_and_each_is_told_about(
    visit: Visit, site: Site, clean: None, *, has_script: bool
) -> None:
    page = visit("/en/add/", session=site.editor, java_script_enabled=has_script, reduced_motion="reduce")
    page.get_by_label("Files", exact=True).set_input_files(
        [
            FilePayload(name="school.html", mimeType="text/html", buffer=pages.GRAPH.encode()),
            FilePayload(name="picture.png", mimeType="image/png", buffer=b"\x89PNG\r\n"),
        ]
    )
    page.get_by_role("button", name="Add these files").click()
    expect(page.get_by_role("heading", name="What became of it")).to_be_visible()
    expect(page.get_by_role("link", name=pages.HEADLINE)).to_be_visible()
    expect(page.get_by_text("not a format that is read")).to_be_visible()
    if has_script:
        assert not failures(page, RULES)
        assert not sideways(page, 320)


def test_a_text_is_pasted_by_keyboard(visit: Visit, site: Site, clean: None) -> None:
    page = visit("/ar/add/", session=site.editor)
    page.get_by_label("النص", exact=True).focus()
    page.keyboard.insert_text(pages.BODY)
    page.keyboard.press("Tab")
    page.keyboard.insert_text(pages.HEADLINE)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=pages.HEADLINE)).to_be_visible()


def test_the_way_there_is_in_the_editors_menu(visit: Visit, site: Site) -> None:
    page = visit("/en/", session=site.editor)
    page.locator(".account summary").click()
    page.get_by_role("link", name="Add articles").click()
    expect(page.get_by_role("heading", name="Add articles")).to_be_visible()
