"""Coverages that wait: made by one process at a time, the newest stories first, for so long and no longer."""

from itertools import count
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connections

from articles.coverage import cover, cover_newest
from articles.models import Story, StoryCoverage
from articles.pipeline import catch_up
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B, articles

pytestmark = pytest.mark.django_db


def test_it_stops_when_the_time_is_up_and_goes_on_later(tmp_path: Path) -> None:
    articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B, c=QUAKE_BY_A, d=QUAKE_BY_B)
    catch_up(seconds=60)
    stories = Story.objects.to_cover().count()
    assert stories == 2
    clock = count()
    assert cover_newest(seconds=1.5, clock=lambda: float(next(clock))) == 1
    assert cover_newest(seconds=60) == 1
    assert not Story.objects.to_cover().exists()
    assert StoryCoverage.objects.count() == stories


def test_the_command_compares_what_waits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)
    call_command("compare_stories")
    assert "1 story compared." in capsys.readouterr().out
    call_command("compare_stories")
    assert capsys.readouterr().out == ""


@pytest.mark.django_db(transaction=True)
def test_a_story_is_left_to_whoever_is_at_work_on_it(tmp_path: Path) -> None:
    story = articles(tmp_path, a=FLOOD_BY_A, b=FLOOD_BY_B)[0].story
    assert story
    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(7129464, %s)", [story.pk])
        try:
            cover(story.pk)
            assert not StoryCoverage.objects.exists()
            # Closing would give the lock back too, but only once the server's process has noticed.
            cursor.execute("SELECT pg_advisory_unlock(7129464, %s)", [story.pk])
            cover(story.pk)
        finally:
            other.close()
    assert StoryCoverage.objects.exists()
