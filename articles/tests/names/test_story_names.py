"""What one article of a story makes clear for the others."""

from pathlib import Path

import pytest

from articles.models import Article, Entity, Mention, Proposal
from articles.names.story_names import link_in_stories
from articles.tests.factories import QUAKE_BY_A, articles

pytestmark = pytest.mark.django_db

FULL = "قال المتحدث باسم هيئة الإغاثة أوستاب كورنيتش إن البحث مستمر."
ALONE = "كان المطار مغلقا صباح الثلاثاء، بحسب كورنيتش، ثم فتح."


def in_one_story(*texts: str, folder: Path) -> list[Article]:
    found = articles(folder, **{f"t{number}": text for number, text in enumerate(texts)})
    Article.objects.update(story=found[0].story)
    story = found[0].story
    assert story
    link_in_stories([story.pk])
    return found


def written(article: Article) -> dict[str, tuple[str, str]]:
    rows = article.mentions.values_list("text", "entity__key", "join")
    return {text: (key, join) for text, key, join in rows}


def test_a_family_name_alone_is_the_person_named_in_full_elsewhere(tmp_path: Path) -> None:
    _full, alone = in_one_story(FULL, ALONE, folder=tmp_path)
    key, join = written(alone)["كورنيتش"]
    assert key == "person:اوستاب كورنيتش"
    assert join.split() == ["family_name", "in_story"]
    assert Entity.objects.get(key=key).article_count == 2


def test_it_carries_on_past_particles(tmp_path: Path) -> None:
    _full, alone = in_one_story(FULL, "كان المطار مغلقا، ووصل خطاب لكورنيتش.", folder=tmp_path)
    assert written(alone)["كورنيتش"][0] == "person:اوستاب كورنيتش"


def test_two_who_share_the_name_leave_it_alone(tmp_path: Path) -> None:
    other = "قالت المتحدثة باسم الهيئة يولانتا كورنيتش إن البحث مستمر."
    *_, alone = in_one_story(FULL, other, ALONE, folder=tmp_path)
    assert not alone.mentions.filter(join__contains="in_story").exists()


def test_a_given_name_alone_is_nobody_s_family_name(tmp_path: Path) -> None:
    full = "قال المتحدث باسم هيئة الإغاثة أوستاب حسن إن البحث مستمر."
    *_, alone = in_one_story(full, "كان المطار مغلقا، بحسب السيد حسن، ثم فتح.", folder=tmp_path)
    assert not alone.mentions.filter(join__contains="in_story").exists()


def test_other_stories_are_left_alone(tmp_path: Path) -> None:
    (full,) = articles(tmp_path / "one", full=FULL)
    (alone,) = articles(tmp_path / "two", alone=ALONE)
    assert full.story != alone.story
    link_in_stories([full.story_id or 0, alone.story_id or 0])
    assert not Mention.objects.filter(join__contains="in_story").exists()


def test_a_name_in_two_scripts_is_one_in_a_story(tmp_path: Path) -> None:
    english = 'The search goes on, said Ostap Kornich, a spokesman for the relief agency. "We go on."'
    _arabic, other = in_one_story(FULL, english, folder=tmp_path)
    joined = Entity.objects.get(key="person:ostap kornich")
    assert joined.same_as == Entity.objects.get(key="person:اوستاب كورنيتش")
    assert joined.same_because.split() == ["transliteration", "in_story"]
    assert not Proposal.objects.open().exists()
    assert written(other)["Ostap Kornich"][0] == "person:اوستاب كورنيتش"


def test_it_changes_nothing_the_second_time(tmp_path: Path) -> None:
    found = in_one_story(FULL, ALONE, QUAKE_BY_A, folder=tmp_path)
    before = list(Mention.objects.order_by("pk").values()), list(Entity.objects.order_by("pk").values())
    link_in_stories([found[0].story_id or 0])
    assert before == (
        list(Mention.objects.order_by("pk").values()),
        list(Entity.objects.order_by("pk").values()),
    )


def test_positions_are_those_of_the_body_with_marks_and_emoji(tmp_path: Path) -> None:
    odd = "🛬 كان المطار مغلقا، بحسب كُورنِيــتش\u200f، ثم فتح."
    _full, alone = in_one_story(FULL, odd, folder=tmp_path)
    (mention,) = alone.mentions.filter(join__contains="in_story")
    assert alone.body[mention.start : mention.end] == mention.text == "كُورنِيــتش"
