"""What becomes of records: articles kept once, changed, read, grouped."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.db import OperationalError, connection

from articles.ingest.fetch import Fetched
from articles.ingest.links import read_link
from articles.ingest.readers import read_paths
from articles.models import Article, Block, Entity, Mention, Quotation, Story
from articles.pipeline import Outcome, ingest, ingestion, readers
from articles.tests.factories import (
    FOOTBALL,
    QUAKE_BY_A,
    QUAKE_BY_B,
    QUAKE_IN_ENGLISH,
    articles,
    take_in,
    write,
    write_outlets,
)

pytestmark = pytest.mark.django_db


def _outcomes(folder: Path) -> list[Outcome]:
    return [result.outcome for result in take_in(folder)]


def test_it_adds_nothing_when_the_same_folder_comes_twice(tmp_path: Path) -> None:
    write(tmp_path, one=QUAKE_BY_A, two=FOOTBALL)
    assert _outcomes(tmp_path) == [Outcome.ADDED] * 2
    rows = [list(model.objects.order_by("pk").values()) for model in (Article, Block, Mention, Story)]
    assert _outcomes(tmp_path) == [Outcome.UNCHANGED] * 2
    assert rows == [list(model.objects.order_by("pk").values()) for model in (Article, Block, Mention, Story)]


def test_it_makes_no_processes_for_a_few(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forked(processes: int) -> None:
        raise AssertionError(f"{processes} processes for two articles")

    monkeypatch.setattr(readers, "_pool", forked)
    write(tmp_path, one=QUAKE_BY_A, two=FOOTBALL)
    results = list(ingest(read_paths([tmp_path]), processes=2))
    assert [result.outcome for result in results] == [Outcome.ADDED] * 2


def test_it_knows_a_moved_file_by_its_content(tmp_path: Path) -> None:
    take_in(write(tmp_path / "before", one=QUAKE_BY_A))
    assert _outcomes(write(tmp_path / "after", one=QUAKE_BY_A)) == [Outcome.UNCHANGED]
    assert Article.objects.count() == 1


def test_it_takes_a_text_under_two_names_once(tmp_path: Path) -> None:
    write(tmp_path, one=QUAKE_BY_A, two=QUAKE_BY_A)
    (tmp_path / "outlets.csv").write_text(
        "file,outlet,url,published\none.txt,A,http://a.example/1,\ntwo.txt,A,http://a.example/2,\n"
    )
    for outcomes in ([Outcome.ADDED, Outcome.UNCHANGED], [Outcome.UNCHANGED] * 2):
        results = take_in(tmp_path)
        assert [result.outcome for result in results] == outcomes
        assert "one.txt" in results[1].reason
    assert Article.objects.get().url == "http://a.example/1"


def test_it_knows_a_page_at_two_addresses_of_a_site_by_the_first(tmp_path: Path) -> None:
    addresses = ["https://desk.example/world/7", "https://desk.example/print/7"]
    page = Fetched(
        url="", body=QUAKE_BY_A.encode(), content_type="text/plain", charset="", etag="", last_modified=""
    )
    records = [read_link(replace(page, url=address)) for address in addresses]
    for outcomes in ([Outcome.ADDED, Outcome.UNCHANGED], [Outcome.UNCHANGED] * 2):
        results = list(ingest(records))
        assert [result.outcome for result in results] == outcomes
        assert results[1].reason == f"the same text as {addresses[0]}"
    assert list(Article.objects.values_list("source", "url")) == [(addresses[0], addresses[0])]


def test_an_address_written_otherwise_is_the_same_address() -> None:
    page = Fetched(
        url="", body=QUAKE_BY_A.encode(), content_type="text/plain", charset="", etag="", last_modified=""
    )
    later = QUAKE_BY_A.replace("14", "21").encode()
    records = [
        read_link(replace(page, url="http://desk.example/world/7?utm_source=rss")),
        read_link(replace(page, url="http://desk.example/world/7?fbclid=1")),
        read_link(replace(page, url="https://www.desk.example/world/7/", body=later)),
    ]
    outcomes = [result.outcome for record in records for result in ingest([record])]
    assert outcomes == [Outcome.ADDED, Outcome.UNCHANGED, Outcome.CHANGED]
    assert Article.objects.get().revisions.count() == 1


@pytest.mark.django_db(transaction=True)
def test_it_ends_at_once_where_the_database_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def lose(*_: object, **__: object) -> None:
        monkeypatch.setitem(connection.settings_dict, "NAME", "stopped")
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")

    monkeypatch.setattr(ingestion, "_keep", lose)
    with pytest.raises(OperationalError):
        take_in(write(tmp_path, one=QUAKE_BY_A, two=FOOTBALL))
    monkeypatch.undo()
    assert not Article.objects.exists()
    assert not caplog.records


def test_it_keeps_files_of_one_name_in_two_folders_apart(tmp_path: Path) -> None:
    take_in(write(tmp_path / "a", one=QUAKE_BY_A))
    assert _outcomes(write(tmp_path / "b", one=FOOTBALL)) == [Outcome.ADDED]
    assert Article.objects.count() == 2


def test_it_takes_the_same_text_by_another_outlet_as_a_reprint(tmp_path: Path) -> None:
    write(tmp_path, one=QUAKE_BY_A, two=QUAKE_BY_A)
    write_outlets(tmp_path, one="منبر الشمال", two="منبر الجنوب")
    assert _outcomes(tmp_path) == [Outcome.ADDED] * 2
    assert Story.objects.count() == 1


def test_it_keeps_the_earlier_original_of_a_changed_file(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    write(tmp_path, one=QUAKE_BY_A.replace("14", "21"))
    assert _outcomes(tmp_path) == [Outcome.CHANGED]
    article.refresh_from_db()
    assert "21" in article.body and "14" not in article.body
    assert "14" in article.revisions.get().original


def test_it_sees_that_an_outlet_was_given_later(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    assert article.outlet is None and article.outlet_name == "one.txt"
    write_outlets(tmp_path, one="منبر الشمال")
    assert _outcomes(tmp_path) == [Outcome.CHANGED]
    article.refresh_from_db()
    assert article.outlet_name == "منبر الشمال"
    assert article.provenance["outlet"]["how"] == "given"


def test_it_goes_on_after_a_source_that_is_no_article(tmp_path: Path) -> None:
    write(tmp_path, a_empty="", c_good=FOOTBALL)
    (tmp_path / "b_binary.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    results = take_in(tmp_path)
    assert [result.outcome for result in results] == [Outcome.REJECTED, Outcome.REJECTED, Outcome.ADDED]
    assert all(result.reason for result in results[:2])


def test_it_finds_one_story_across_outlets_and_languages(tmp_path: Path) -> None:
    found = articles(tmp_path, a=QUAKE_BY_A, b=QUAKE_BY_B, c=QUAKE_IN_ENGLISH, d=FOOTBALL)
    assert found[0].story_id == found[1].story_id == found[2].story_id != found[3].story_id
    assert Story.objects.count() == 2


def test_it_removes_a_story_that_its_last_article_has_left(tmp_path: Path) -> None:
    articles(tmp_path, a=QUAKE_BY_A, b=FOOTBALL)
    write(tmp_path, b=QUAKE_BY_B)
    take_in(tmp_path)
    assert Story.objects.count() == 1


def test_it_stores_places_of_the_stored_body(tmp_path: Path) -> None:
    text = QUAKE_BY_A.replace("جاكرتا", "جاكَرتا 🚚").replace("سيرام", "سيـــرام")
    (article,) = articles(tmp_path, one=text)
    assert {article.body[m.start : m.end] for m in article.mentions.all()} >= {"جاكَرتا"}
    (quotation,) = Quotation.objects.all()
    assert article.body[quotation.start : quotation.end] == "البحث عن المفقودين لم يتوقف طوال الليل"
    assert all(span.of(article.body).strip() for span in article.sentence_spans())


def test_it_gives_an_entity_one_row_with_its_names(tmp_path: Path) -> None:
    articles(tmp_path, a=QUAKE_BY_A, c=QUAKE_IN_ENGLISH)
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert jakarta.mentions.values("article").distinct().count() == 2
    assert jakarta.name_ar == "جاكرتا"


def test_it_takes_no_day_that_lies_ahead(tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A.replace("\n\n", "\n\n12 مارس 2099\n\n", 1))
    assert article.published is None
    assert article.provenance["published"] == {
        "how": "unknown",
        "evidence": "12 مارس 2099: 2099-03-12 lies ahead",
    }
