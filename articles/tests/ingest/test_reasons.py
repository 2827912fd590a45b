"""Reasons: English by themselves, and known by their form."""

import pickle

import pytest

from articles.ingest.reasons import NO_REASON, Reason
from articles.ingest.records import IngestError


def test_it_fills_its_values_into_its_form() -> None:
    reason = Reason("too long: {size:,.1f} MB, the limit is {limit} MB", size=3210.04, limit=2)
    assert reason == "too long: 3,210.0 MB, the limit is 2 MB"
    assert not NO_REASON


@pytest.mark.parametrize("strange", ("{size}", "{", "}{", "%s {0} {a.b}", "\u202e{x}🙂"))
def test_it_leaves_braces_alone_that_come_from_elsewhere(strange: str) -> None:
    assert Reason(strange) == strange
    assert Reason("broken: {error}", error=strange) == f"broken: {strange}"


def test_it_comes_through_to_another_process() -> None:
    sent = Reason("{path}: {error}", path="a", error=Reason("cannot be read: {error}", error="gone"))
    got = pickle.loads(pickle.dumps(sent))
    assert got == sent and got.form == sent.form and got.values["error"].form == "cannot be read: {error}"


def test_an_error_tells_its_reason_and_its_source() -> None:
    error = IngestError("packed more than {times} times", times=3, source="a.zip")
    assert (str(error), error.reason.values, error.source) == (
        "packed more than 3 times",
        {"times": 3},
        "a.zip",
    )
