"""The page of all components, for those who work on them, and the style sheet behind it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

ROOT = Path(__file__).resolve().parents[3]
# Of Django and htmx, and the part of a page that htmx swaps.
GIVEN = {"errorlist", "htmx-request", "results"}
CLASSES = re.compile(r'class="((?:[^"{]|\{\{.*?\}\}|\{%.*?%\})*)"')


def classes_of(style: str) -> set[str]:
    without = re.sub(r'/\*.*?\*/|"[^"]*"', "", style, flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", without))


def components() -> set[str]:
    """Without their parts, kinds and states."""
    style = (ROOT / "static/css/newsroom.css").read_text(encoding="utf-8")
    layer = style[style.index("@layer components {") : style.index("@layer utilities {")]
    return {name for name in classes_of(layer) if not re.search(r"__|--|^is-", name)}


def shown(page: str) -> set[str]:
    return {name for names in re.findall(r'class="([^"]*)"', page) for name in names.split()}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_component_stands_there_in_both_directions(rf: RequestFactory, language: str) -> None:
    request = rf.get(f"/{language}/style/")
    with override(language):
        page = render_to_string("style.html", request=request)
        around = shown(render_to_string("base.html", request=request))
    assert "المضمون نفسه" in page
    assert "Same statement" in page
    for part in page.split('<div lang="ar" dir="rtl">')[1].split('<div lang="en" dir="ltr">'):
        assert not components() - shown(part) - around - GIVEN


def written() -> Iterator[str]:
    """Classes that templates give, and the beginnings of those whose end is made up."""
    for path in (ROOT / "templates").rglob("*.html"):
        if "style" not in path.stem:
            for names in CLASSES.findall(path.read_text(encoding="utf-8")):
                yield from re.sub(r"\{%.*?%\}", " ", names).split()


def test_no_rule_is_for_a_class_that_nothing_has() -> None:
    given = set(written())
    beginnings = tuple(name.split("{")[0] for name in given if "{" in name and not name.startswith("{"))
    scripts = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "static/js").glob("*.js"))
    known = given | GIVEN | set(re.findall(r"[\w-]+", scripts))
    style = (ROOT / "static/css/newsroom.css").read_text(encoding="utf-8")
    unused = {name for name in classes_of(style) - known if not name.startswith(beginnings)}
    assert not unused
