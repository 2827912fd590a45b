"""A story's coverage is kept, shown for as long as it is true, and made again when something has changed."""

from pathlib import Path

import pytest

from articles import jobs, pipeline
from articles.changes import make
from articles.changes.links import LINK_KIND, link_subject
from articles.comparison.linking import sentence_hash
from articles.coverage import computing, cover, coverage, linkers, sections
from articles.coverage.gathering import Gathered, tellings_of
from articles.coverage.passages import part, whole
from articles.models import Article, ArticlePair, Story, StoryCoverage, StorySection
from articles.tests.coverage.conftest import Opened, Openings
from articles.tests.factories import QUAKE_BY_B, articles

pytestmark = pytest.mark.django_db


def test_it_finds_every_section_and_reads_it_back(story: Story, opened: Opened) -> None:
    cover(story.pk)
    found = coverage(story)
    assert found.is_current
    openings = found.section(Openings)
    assert openings
    assert [place.article for place in openings.places] == [article.pk for article in found.articles]
    assert found.counts == {"openings": len(found.articles)}


def test_a_story_that_nobody_has_compared_has_no_findings(story: Story, opened: Opened) -> None:
    found = coverage(story)
    assert not found.is_current
    assert not found.is_shown
    assert found.section(Openings) is None


def test_it_makes_nothing_again_that_still_holds(story: Story, opened: Opened) -> None:
    cover(story.pk)
    cover(story.pk)
    assert opened.times == 1


def test_stories_of_several_articles_wait_for_it_until_it_is_made(story: Story, opened: Opened) -> None:
    single = Article.objects.exclude(story=story).get().story
    assert single not in Story.objects.to_cover()
    assert story in Story.objects.to_cover()
    cover(story.pk)
    assert not Story.objects.to_cover()


def test_a_story_waits_while_one_of_its_articles_waits_itself(story: Story) -> None:
    Article.objects.filter(story=story).update(awaits="vectors")
    assert not Story.objects.to_cover()


def test_only_the_pairs_of_a_new_article_are_made(
    story: Story, opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover(story.pk)
    before = story.articles.count()
    asked: list[linkers.Task] = []

    def counted(task: linkers.Task) -> linkers.Linked:
        asked.append(task)
        return link(task)

    link = linkers.link
    monkeypatch.setattr(linkers, "link", counted)
    text = QUAKE_BY_B.replace("وعرضت أستراليا", "وعرضت أستراليا واليابان")
    (new,) = articles(tmp_path / "later", later=text)
    assert new.story == story
    found = coverage(story)
    assert found.is_shown  # what was found of the others is still true
    assert not found.is_current
    cover(story.pk)
    assert coverage(story).is_current
    assert len(asked) == before
    assert all(new.body in (task.a.text, task.b.text) for task in asked)


def test_what_rests_on_a_text_that_has_changed_is_not_shown(story: Story, opened: Opened) -> None:
    cover(story.pk)
    article = story.articles.first()
    assert article
    Article.objects.filter(pk=article.pk).update(body="قصير.\n" + article.body)
    assert not coverage(story).is_shown
    assert coverage(story).section(Openings) is None


def test_an_article_that_is_removed_takes_its_findings_along(
    story: Story, opened: Opened, quake: list[Article]
) -> None:
    cover(story.pk)
    pipeline.remove(quake[0])
    remaining = Story.objects.filter(pk=story.pk).first()
    assert remaining
    assert not coverage(remaining).is_shown
    cover(story.pk)
    assert quake[0].pk not in coverage(remaining).by_number
    assert coverage(remaining).is_current


def test_a_story_that_is_gone_is_none_to_cover(story: Story, opened: Opened) -> None:
    number = story.pk
    Article.objects.update(story=None)
    story.delete()
    jobs.cover_story(number)
    assert not StoryCoverage.objects.exists()


def test_a_story_that_goes_meanwhile_leaves_nothing(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_gone(gathered: Gathered) -> object:
        tellings = tellings_of(gathered)
        Article.objects.update(story=None)
        Story.objects.filter(pk=story.pk).delete()
        return tellings

    monkeypatch.setattr(computing, "tellings_of", and_gone)
    cover(story.pk)
    assert not StoryCoverage.objects.exists()
    assert not StorySection.objects.exists()


def test_a_story_that_changes_meanwhile_still_waits(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def and_changed(gathered: Gathered) -> object:
        tellings = tellings_of(gathered)
        Article.objects.filter(pk=gathered.articles[0].pk).update(headline="عنوان آخر")
        return tellings

    monkeypatch.setattr(computing, "tellings_of", and_changed)
    cover(story.pk)
    assert not coverage(story).is_current
    assert story in Story.objects.to_cover()


def test_pairs_that_were_made_before_it_was_killed_are_not_made_again(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*args: object) -> Openings:
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(sections, "SECTIONS", (sections.Section(name="death", type=Openings, build=die),))
        with pytest.raises(Killed):
            cover(story.pk)
    kept = set(ArticlePair.objects.values_list("pk", flat=True))
    assert kept
    monkeypatch.setattr(linkers, "link", die)
    cover(story.pk)
    assert coverage(story).is_current
    assert set(ArticlePair.objects.values_list("pk", flat=True)) == kept


def test_a_section_that_fails_does_not_keep_out_the_others(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing(Openings):
        pass

    def fail(tellings: object) -> Failing:
        raise ZeroDivisionError

    failing = sections.Section(name="failing", type=Failing, build=fail)
    monkeypatch.setattr(sections, "SECTIONS", (failing, *sections.SECTIONS))
    cover(story.pk)
    found = coverage(story)
    assert found.is_current
    assert found.section(Openings)
    assert "failing" not in found.counts


def test_what_an_editor_rejects_is_no_link_of_the_story(
    story: Story, opened: Opened, quake: list[Article]
) -> None:
    cover(story.pk)
    row = ArticlePair.objects.get(first=quake[0], second=quake[1])
    assert '"a":0,"b":0' in row.links
    first, second = (a.sentence_spans()[0].of(a.body) for a in quake[:2])
    subject = link_subject(quake[0], sentence_hash(first), quake[1], sentence_hash(second))
    make(LINK_KIND, subject, "none", by=None)
    assert story in Story.objects.to_cover()
    assert not coverage(story).is_current
    cover(story.pk)
    row.refresh_from_db()
    assert '"a":0,"b":0' not in row.links


def test_stories_covered_by_other_rules_wait_again(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    cover(story.pk)
    Story.objects.cover_with(sections.version())
    assert not Story.objects.to_cover()
    changed = sections.Section(name="openings", type=Openings, build=opened, version=2)
    monkeypatch.setattr(sections, "SECTIONS", (changed,))
    Story.objects.cover_with(sections.version())
    assert story in Story.objects.to_cover()


def test_content_that_another_version_wrote_is_as_none(story: Story, opened: Opened) -> None:
    cover(story.pk)
    StorySection.objects.update(content='{"places": [{"article": "x"}]}')
    assert coverage(story).section(Openings) is None
    ArticlePair.objects.update(links='[{"a": 3}]')
    StoryCoverage.objects.update(rules_version="another")
    cover(story.pk)
    assert coverage(story).section(Openings)


def test_of_a_very_large_story_the_newest_are_compared(
    story: Story, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("articles.coverage.gathering.MOST_ARTICLES", 1)
    found = coverage(story)
    assert len(found.articles) == 1
    assert found.gathered.left_out == story.articles.count() - 1


def test_places_are_shown_in_their_sentences(story: Story, opened: Opened, quake: list[Article]) -> None:
    cover(story.pk)
    found = coverage(story)
    openings = found.section(Openings)
    assert openings
    shown = whole(found, openings.places)
    assert [one.text for one in shown] == [
        place.span.of(found.by_number[place.article].body) for place in openings.places
    ]
    assert not any(piece.kinds for one in shown for piece in one.pieces)
    first = openings.places[0]
    assert part(found, first).start == first.span.start
