"""The page of all components, for those who work on them."""

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_component_stands_there_in_both_directions(rf: RequestFactory, language: str) -> None:
    with override(language):
        page = render_to_string("style.html", request=rf.get(f"/{language}/style/"))
    assert "المضمون نفسه" in page
    assert "Same statement" in page
    assert '<div lang="ar" dir="rtl">' in page
    assert '<div lang="en" dir="ltr">' in page
