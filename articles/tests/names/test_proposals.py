"""Slips of the pen all over the collection, proposed to people."""

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command

from articles.models import Change, Entity, Proposal
from articles.names.proposals import propose_alike
from articles.names.resolution import APART, pair, resolve
from articles.tests.names.test_resolution import person

pytestmark = pytest.mark.django_db

SLIP = ("يولانتا بولتافسكي", "يولانتا بولتفاسكي")


def mention(*texts: str) -> list[Entity]:
    resolve(person(text) for text in texts)
    Entity.objects.update(article_count=1)
    return list(Entity.objects.order_by("pk"))


def test_two_names_with_most_letters_in_common_are_proposed() -> None:
    first, second = mention(*SLIP)
    assert propose_alike() == (2, 1)
    proposal = Proposal.objects.get()
    assert (proposal.first, proposal.second, proposal.because) == (first, second, "trigrams")


def test_each_name_is_compared_once() -> None:
    mention(*SLIP)
    propose_alike()
    assert propose_alike() == (0, 0)
    assert propose_alike(version="next") == (2, 0)


@pytest.mark.parametrize(
    "texts",
    [
        ("حسن بولتافسكي", "حسين بولتافسكي"),
        ("يولانتا بولتافسكي", "أوستاب كورنيتش"),
        ("بولتافسكي", "بولتفاسكي"),
        ("Vladimir Putin", "Vladimir Puttin II"),
    ],
)
def test_guards_short_names_and_other_names_propose_nothing(texts: tuple[str, str]) -> None:
    mention(*texts)
    propose_alike()
    assert not Proposal.objects.filter(because="trigrams").exists()


def test_what_people_keep_apart_is_not_proposed() -> None:
    first, second = mention(*SLIP)
    editor = User.objects.create_user("salma")
    subject = pair(first.key, second.key)
    Change.objects.create(by=editor, by_name="salma", kind=APART, subject=subject, after=True, decides=True)
    assert propose_alike() == (2, 0)


def test_the_command_says_what_it_did() -> None:
    mention(*SLIP)
    out = StringIO()
    call_command("compare_names", stdout=out)
    assert out.getvalue() == "2 names compared, 1 pairs proposed\n"
