"""What pages weigh on their way to a reader, and that nothing comes twice."""

import gzip
from pathlib import Path

import pytest
from django.test import Client
from django_htmx import __file__ as htmx

from articles.tests.pages.collection import Site
from articles.tests.pages.conftest import Read
from articles.tests.pages.places import PLACES, READ, Place

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[3]
# Bytes, packed; fonts are packed already.
HTML, STYLE, SCRIPTS, FONTS = 40_000, 15_000, 25_000, 250_000
PACKED = {"Accept-Encoding": "gzip"}
in_every_place = pytest.mark.parametrize("place", READ, ids=lambda place: place.label)


def packed(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes())) for path in paths)


def test_style_and_scripts_stay_small() -> None:
    assert packed(ROOT / "static/css/newsroom.css") < STYLE
    scripts = [*(ROOT / "static/js").glob("*.js"), Path(htmx).parent / "static/django_htmx/htmx-2.min.js"]
    assert packed(*scripts) < SCRIPTS


@in_every_place
def test_a_page_is_light_keeps_nothing_and_comes_once(site: Site, place: Place) -> None:
    for language in ("ar", "en"):
        first = Client().get(place.at(site, language), headers=PACKED, follow=True)
        assert (first.status_code, first.headers["Content-Encoding"]) == (200, "gzip")
        assert len(first.content) < HTML
        assert not first.cookies
        known = PACKED | {"If-None-Match": first.headers["ETag"]}
        again = Client().get(first.wsgi_request.get_full_path(), headers=known)
        assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("label", ["compare", "entity"])
def test_fonts_stay_small(site: Site, read: Read, label: str, language: str) -> None:
    (place,) = (place for place in PLACES if place.label == label)
    page = read(place, site, language)
    page.evaluate("document.fonts.ready")
    fetched: list[str] = page.evaluate(
        "performance.getEntriesByType('resource').map(one => one.name).filter(one => one.endsWith('woff2'))"
    )
    sizes = {name: (ROOT / "static/fonts" / Path(name).name).stat().st_size for name in fetched}
    assert 0 < sum(sizes.values()) < FONTS, sizes
