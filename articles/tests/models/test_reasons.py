"""Reasons kept in a table."""

import pytest
from django.db import connection
from django.utils.translation import override

from articles.ingest.reasons import Reason
from articles.models import Run, RunItem
from articles.models.reasons import told
from articles.models.runs import Outcome

pytestmark = pytest.mark.django_db


def _kept(reason: str) -> RunItem:
    run = Run.objects.create(by_name="nobody", sources=[])
    item = RunItem.objects.create(run=run, source="a", outcome=Outcome.REJECTED, reason=reason)
    return RunItem.objects.get(pk=item.pk)


@pytest.mark.parametrize(
    "reason",
    (
        Reason("packed more than {times} times", times=3),
        Reason("{path}: {error}", path="ملف 🙂.txt", error=Reason("cannot be read: {error}", error="{}")),
        Reason("no {braces} without values"),
        Reason(""),
    ),
)
def test_it_comes_back_as_it_was_kept(reason: Reason) -> None:
    kept = _kept(reason).reason
    assert (kept, kept.form, kept.values) == (reason, reason.form, reason.values)


def test_it_keeps_any_text_but_not_what_the_database_cannot_hold() -> None:
    assert _kept("a plain text").reason == "a plain text"
    assert _kept(Reason("broken: {error}", error="a\0b")).reason == "broken: ab"


@pytest.mark.parametrize("stored", ("words from before", '{"form": 1}', "[1]", "{", '"text"', "null", "12"))
def test_it_reads_what_stood_there_before_reasons_had_a_form(stored: str) -> None:
    item = _kept("x")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_runitem SET reason = %s WHERE id = %s", [stored, item.pk])
    assert RunItem.objects.get(pk=item.pk).reason == stored


def test_it_is_told_in_the_language_of_the_page_with_what_is_inside_it() -> None:
    reason = _kept(Reason("not plain text but {name}", name=Reason("a PDF file"))).reason
    with override("en"):
        assert told(reason) == "not plain text but a PDF file"
    with override("ar"):
        assert told(reason) == "ليس نصاً عادياً بل ملف PDF"
        assert told("any text") == "any text"
