"""Which entity a found name counts as, across articles."""

from collections.abc import Iterable
from typing import Any

import pytest
from django.contrib.auth.models import User

from articles.analysis.text.gazetteer import Entity as FoundEntity
from articles.analysis.text.gazetteer import Kind, Name, make_entity
from articles.models import Change, Entity, EntityName, Proposal
from articles.names.resolution import APART, Resolved, pair, resolve

pytestmark = pytest.mark.django_db


def person(*texts: str, wikidata: str | None = None) -> FoundEntity:
    names = [Name(text=text, language="en" if text.isascii() else "ar") for text in texts]
    return make_entity(Kind.PERSON, names, wikidata=wikidata)


def roots(resolved: Resolved, entities: Iterable[FoundEntity]) -> list[str]:
    return [resolved.roots[resolved.found[entity.key].pk].key for entity in entities]


def test_variant_spellings_in_two_articles_are_one_entity() -> None:
    first, second = person("أوستاب كورنيتش"), person("أوستاب كرنيتش")
    resolve([first])
    resolved = resolve([second])
    assert roots(resolved, [second]) == [first.key]
    joined = Entity.objects.get(key=second.key)
    assert (joined.same_as, joined.same_because) == (Entity.objects.get(key=first.key), "vowels")
    names = EntityName.objects.filter(entity__key=first.key).values_list("text", flat=True)
    assert sorted(names) == ["أوستاب كرنيتش", "أوستاب كورنيتش"]


def test_variant_spellings_in_one_batch_are_one_entity() -> None:
    found = [person("أوستاب كورنيتش"), person("أوستاب كرنيتش"), person("اوستاب كرنيتش")]
    assert len(set(roots(resolve(found), found))) == 1


def test_the_same_batch_again_changes_nothing() -> None:
    found = [person("أوستاب كورنيتش"), person("أوستاب كرنيتش"), person("هندرا ويجايا")]
    before = roots(resolve(found), found)
    rows = [list(model.objects.order_by("pk").values()) for model in (Entity, EntityName, Proposal)]
    assert roots(resolve(found), found) == before
    assert rows == [list(model.objects.order_by("pk").values()) for model in (Entity, EntityName, Proposal)]


def test_brothers_stay_two() -> None:
    found = [person("حسن الدوسري"), person("حسين الدوسري")]
    assert len(set(roots(resolve(found), found))) == 2
    assert not Proposal.objects.exists()


def test_a_listed_entity_takes_in_what_was_found_before() -> None:
    listed = person("Vladimir Putin", "فلاديمير بوتين", wikidata="Q7747")
    before = person("ولاديمير بوتين")
    resolve([before])
    resolved = resolve([listed, before])
    assert roots(resolved, [before]) == ["Q7747"]


def test_a_name_that_could_be_two_is_proposed_to_people() -> None:
    old = [person("بافلو زابورسكوي"), person("بافلو زبورسكي")]
    new = person("بافلو زابورسكي")
    resolve(old)
    assert roots(resolve([new]), [new]) == [new.key]
    assert Proposal.objects.count() == 2


def test_other_scripts_are_proposed_to_people() -> None:
    found = [person("أورلا بينهيل"), person("Orla Penhale")]
    assert len(set(roots(resolve(found), found))) == 2
    assert Proposal.objects.get().because == "transliteration"


def test_what_people_keep_apart_is_not_joined() -> None:
    first, second = person("أوستاب كورنيتش"), person("أوستاب كرنيتش")
    editor = User.objects.create_user("salma")
    Change.objects.create(
        by=editor, by_name="salma", kind=APART, subject=pair(first.key, second.key), after=True, decides=True
    )
    assert len(set(roots(resolve([first, second]), [first, second]))) == 2


def test_it_takes_the_same_number_of_queries_for_one_name_and_for_many(
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(14):
        resolve([person("أوستاب كورنيتش")])
    with django_assert_max_num_queries(14):
        resolve(
            [
                person(f"{given} {family}")
                for given in ("أوستاب", "هندرا")
                for family in ("ويجايا", "كورنيتش", "بينهيل")
            ]
        )
