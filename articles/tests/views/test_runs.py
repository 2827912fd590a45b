"""Pages about what was taken in, how a text changed, and where it was printed again."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client

from articles.ingest.reasons import Reason
from articles.ingest.records import Rejected
from articles.models import Article, Reprint, Run
from articles.models.runs import Outcome, RunState
from articles.pipeline import ingest, running
from articles.tests.analysis.stories.test_reprints import AGENCY, OWN
from articles.tests.factories import QUAKE_BY_A, articles, take_in, write, write_outlets

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


def _page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_readers_see_no_runs(client: Client) -> None:
    assert "/sign-in/" in client.get("/en/runs/").headers["Location"]
    assert "/sign-in/" in client.get("/en/runs/1/").headers["Location"]


def test_a_run_tells_who_what_and_every_refusal_with_its_reason(editor: Client, tmp_path: Path) -> None:
    assert "Nothing has been taken in yet" in _page(editor, "/en/runs/")
    write(tmp_path, good=QUAKE_BY_A, empty="")
    call_command("ingest", tmp_path)
    call_command("ingest", tmp_path)
    first, second = Run.objects.order_by("pk")
    page = _page(editor, "/en/runs/")
    assert "manage.py ingest" in page and str(tmp_path) in page
    page = _page(editor, f"/en/runs/{second.pk}/")
    assert ("empty.txt" in page and "nothing but white space" in page) or "empty" in page
    assert "زلزال عنيف" in page  # left as it was, with a link
    page = _page(editor, f"/en/runs/{first.pk}/")
    assert "Added or changed" in page and "Finished" in page
    assert (first.added, first.rejected, second.unchanged, second.rejected) == (1, 1, 1, 1)


def test_a_run_of_a_person_bears_the_name_and_an_error_ends_it(editor: Client) -> None:
    def broken() -> object:
        yield Rejected(source="<b>a.txt</b>", reason=Reason("no <i>text</i>"))
        raise OSError("the disk is gone")

    with pytest.raises(OSError), running(sources=["upload"], by=User.objects.get()) as run:
        list(ingest(broken(), run=run))  # type: ignore[arg-type]
    page = _page(editor, f"/en/runs/{run.pk}/")
    assert "Ended by an error" in page and "the disk is gone" in page and "salma" in page
    assert "<i>text" not in page
    assert run.state is RunState.FAILED


def test_an_unfinished_run_without_a_process_was_interrupted(editor: Client) -> None:
    Run.objects.create(by_name="manage.py ingest", added=3)
    assert "Interrupted" in _page(editor, "/en/runs/")
    assert "goes on from there" in _page(editor, f"/en/runs/{Run.objects.get().pk}/")
    with running(sources=[], command="manage.py ingest"):
        assert "Under way" in _page(editor, "/en/runs/")


@pytest.mark.parametrize(
    ("seconds", "told"), [(3, "took less than a minute"), (59, "took less than"), (60, "took 1\xa0minute")]
)
def test_a_run_tells_how_long_it_took(editor: Client, seconds: int, told: str) -> None:
    start = datetime(2026, 3, 2, tzinfo=UTC)
    run = Run.objects.create(by_name="salma", started=start, finished=start + timedelta(seconds=seconds))
    assert told in _page(editor, f"/en/runs/{run.pk}/")


def test_it_asks_no_more_for_many_runs(
    editor: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    Run.objects.bulk_create(Run(by_name="manage.py ingest") for _ in range(40))
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        _page(editor, "/en/runs/")


def test_a_run_lists_the_first_of_what_it_left_and_says_of_how_many(editor: Client) -> None:
    run = Run.objects.create(by_name="manage.py ingest", unchanged=25_000)
    for number in range(60):
        run.items.create(source=f"left-{number}.txt", outcome=Outcome.UNCHANGED)
    page = _page(editor, f"/en/runs/{run.pk}/")
    assert "left-49.txt" in page and "left-50.txt" not in page
    assert "The list shows 50 of 25000." in page
    run.items.filter(source__endswith="9.txt").delete()
    run.items.filter(source__endswith="8.txt").delete()
    Run.objects.update(unchanged=48)
    assert "The list shows" not in _page(editor, f"/en/runs/{run.pk}/")


@pytest.mark.parametrize("page", ["0", "x", "99999999999999999999"])
def test_nonsense_pages_show_the_list(editor: Client, page: str) -> None:
    Run.objects.create(by_name="manage.py ingest")
    assert editor.get("/en/runs/", {"page": page}).status_code == 200


def test_the_changes_of_a_text_are_marked_word_by_word(client: Client, tmp_path: Path) -> None:
    (article,) = articles(tmp_path, one=QUAKE_BY_A)
    assert "has not changed" in _page(client, f"/en/articles/{article.pk}/revisions/")
    assert "was changed" not in _page(client, f"/en/articles/{article.pk}/")
    for number in ("21", "35"):
        write(tmp_path, one=QUAKE_BY_A.replace("14", number))
        take_in(tmp_path)
    assert "was changed 2 times" in _page(client, f"/en/articles/{article.pk}/")
    latest = _page(client, f"/en/articles/{article.pk}/revisions/")
    assert "21 </del>" in latest and "35 </ins>" in latest
    first = article.revisions.order_by("pk")[0]
    earlier = _page(client, f"/en/articles/{article.pk}/revisions/?revision={first.pk}")
    assert "14 </del>" in earlier and "21 </ins>" in earlier
    nonsense = _page(client, f"/en/articles/{article.pk}/revisions/?revision=-1%27")
    assert "35 </ins>" in nonsense
    assert client.get("/en/articles/999/revisions/").status_code == 404


def test_another_text_at_the_same_address_is_a_revision(tmp_path: Path) -> None:
    write(tmp_path / "a", one=QUAKE_BY_A)
    write(tmp_path / "b", two=QUAKE_BY_A.replace("14", "21"))
    for folder, name in (("a", "one"), ("b", "two")):
        row = f"file,outlet,url\n{name}.txt,Dawn,https://dawn.example/world/quake-7\n"
        (tmp_path / folder / "outlets.csv").write_text(row)
        take_in(tmp_path / folder)
    article = Article.objects.get()
    assert "21" in article.body and "14" in article.revisions.get().body
    # The same again changes nothing: the first text is known to be the earlier one.
    results = [*take_in(tmp_path / "a"), *take_in(tmp_path / "b")]
    assert [result.outcome for result in results] == ["unchanged"] * 2


def test_the_front_page_is_no_address_of_an_article(tmp_path: Path) -> None:
    write(tmp_path, one=QUAKE_BY_A, two=QUAKE_BY_A.replace("14", "21"))
    rows = "".join(f"{name}.txt,Dawn,https://dawn.example/\n" for name in ("one", "two"))
    (tmp_path / "outlets.csv").write_text(f"file,outlet,url\n{rows}")
    assert [result.outcome for result in take_in(tmp_path)] == ["added"] * 2


def _reprinted(folder: Path) -> tuple[Article, Article]:
    write_outlets(folder, one="منبر الشمال", two="منبر الجنوب", three="منبر الشرق")
    spelled = AGENCY.replace("سفينة", "سَفِينَة").replace("هيئة", "هيـــئة")
    one, two, _ = articles(folder, one=AGENCY, two=f"{spelled}\n\n{OWN}", three=OWN)
    return one, two


def test_reprints_are_shown_on_both_pages_and_in_the_api(client: Client, tmp_path: Path) -> None:
    one, two = _reprinted(tmp_path)
    Article.objects.filter(pk=one.pk).update(published=datetime(2024, 3, 1, tzinfo=UTC))
    Article.objects.filter(pk=two.pk).update(published=datetime(2024, 3, 2, tzinfo=UTC))
    assert Reprint.objects.filter(first=one, second=two).exists()
    page = _page(client, f"/en/articles/{one.pk}/")
    assert "Also published by" in page and "منبر الجنوب" in page and "published later" in page
    assert "published earlier" in _page(client, f"/en/articles/{two.pk}/")
    told = client.get(f"/api/articles/{one.pk}/").json()["reprints"]
    other = next(each for each in told if each["id"] == two.pk)
    assert other["share"] > 0.9 > other["share_of_other"]


def test_versions_of_one_outlet_are_no_reprints(tmp_path: Path) -> None:
    write_outlets(tmp_path, one="منبر الشمال", two="منبر الشمال")
    articles(tmp_path, one=AGENCY, two=f"{AGENCY}\n\nوعادت الحركة مساء.")
    assert not Reprint.objects.exists()


def test_a_text_that_changed_loses_its_reprints(tmp_path: Path) -> None:
    _reprinted(tmp_path)
    write(tmp_path, one=QUAKE_BY_A)
    take_in(tmp_path)
    assert not Reprint.objects.filter(first__source_file="one.txt").exists()
