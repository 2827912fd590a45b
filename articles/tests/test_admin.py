"""Administrators' tables."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

from articles.models import Outlet, OutletRule

pytestmark = pytest.mark.django_db


@pytest.fixture
def outlet() -> Outlet:
    return Outlet.objects.create(slug="north", name_ar="منبر الشمال", name_en="North")


def _add(client: Client, of: Outlet, /, **values: str) -> str:
    form = {"outlet": str(of.pk), "kind": "furniture", "pattern": "خدمة المنبر", "example": "خدمة المنبر"}
    return client.post("/en/admin/articles/outletrule/add/", form | values, follow=True).content.decode()


def test_an_administrator_adds_a_cleaning_rule(client: Client, outlet: Outlet) -> None:
    client.force_login(User.objects.create_superuser("idris"))
    _add(client, outlet)
    assert OutletRule.objects.get().rule.fits("خدمة المنبر للرسائل القصيرة")


@pytest.mark.parametrize(
    "values",
    [
        {"example": "شيء آخر"},
        {"pattern": "(", "is_expression": "on"},
        {"kind": "headline"},
        {"kind": "x"},
        {"outlet": ""},
    ],
)
def test_a_rule_that_cannot_work_is_refused(client: Client, outlet: Outlet, values: dict[str, str]) -> None:
    client.force_login(User.objects.create_superuser("idris"))
    assert "errorlist" in _add(client, outlet, **values)
    assert not OutletRule.objects.exists()


def test_an_editor_adds_none(client: Client, outlet: Outlet) -> None:
    client.force_login(User.objects.create_user("salma"))
    _add(client, outlet)
    assert not OutletRule.objects.exists()


def test_the_kinds_of_a_rule_are_said_in_the_administrators_language(client: Client, outlet: Outlet) -> None:
    client.force_login(User.objects.create_superuser("idris"))
    OutletRule.objects.create(outlet=outlet, kind="byline", pattern="بقلم", example="بقلم سلمى")
    form = client.get("/en/admin/articles/outletrule/add/").content.decode()
    assert '<option value="byline">By-line</option>' in form
    assert '<option value="headline">' not in form
    assert "By-line" in client.get("/en/admin/articles/outletrule/").content.decode()
