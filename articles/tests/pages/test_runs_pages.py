"""What was taken in, read in a browser by an editor."""

import pytest

from articles.tests.pages.conftest import Site, Visit
from articles.tests.pages.test_pages import RULES, failures, sideways

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("name", ["runs", "run"])
def test_a_page_about_runs_is_sound(visit: Visit, site: Site, name: str, language: str) -> None:
    address = {"runs": f"/{language}/runs/", "run": f"/{language}/runs/{site.run}/"}[name]
    page = visit(address, session=site.editor, color_scheme="light", reduced_motion="reduce")
    assert not failures(page, RULES)
    page.emulate_media(color_scheme="dark")
    assert not failures(page, ["color-contrast"])
    for width in (390, 320):
        assert not sideways(page, width)
