"""What editors hand in, kept in pieces and read once."""

import gzip
import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import jobs
from articles.ingest.fetch import Fetched, FetchError
from articles.models import Article, Run, Upload, UploadPiece
from articles.models.runs import Outcome, RunState
from articles.pipeline import running, uploads
from articles.pipeline.uploads import hand_in, take_in
from articles.tests.factories import FOOTBALL, QUAKE_BY_A

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> User:
    return User.objects.create_user("salma")


def nothing(url: str, **_: object) -> Fetched:
    raise FetchError("there is no network here", source=url)


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def test_files_are_kept_in_pieces_and_read_whole(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "_PIECE", 100)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("b.txt", FOOTBALL)
    files = [file("a.txt.gz", gzip.compress(QUAKE_BY_A.encode())), file("b.zip", packed.getvalue())]
    upload = hand_in(by=editor, files=files)
    assert UploadPiece.objects.filter(upload=upload).count() > 5
    take_in(upload, get=nothing)
    assert sorted(Article.objects.values_list("source", flat=True)) == [
        f"upload {upload.pk}!a.txt.gz",
        f"upload {upload.pk}!b.zip!b.txt",
    ]
    assert not UploadPiece.objects.exists()
    (run,) = Run.objects.with_states()
    assert (run.by, run.added, run.state, run.sources) == (
        editor,
        2,
        RunState.FINISHED,
        ["a.txt.gz", "b.zip"],
    )


def test_an_empty_file_is_refused_by_its_name_beside_the_others(editor: User) -> None:
    upload = hand_in(by=editor, files=[file("a.txt", QUAKE_BY_A), file("b.txt", "")])
    take_in(upload, get=nothing)
    (run,) = Run.objects.all()
    (refused,) = run.items.filter(outcome=Outcome.REJECTED)
    assert (run.added, refused.source, refused.reason) == (1, f"upload {upload.pk}!b.txt", "empty")


def test_the_same_file_again_adds_nothing_and_another_of_its_name_replaces_none(editor: User) -> None:
    for content in (QUAKE_BY_A, QUAKE_BY_A, FOOTBALL):
        take_in(hand_in(by=editor, files=[file("a.txt", content)]), get=nothing)
    assert Article.objects.count() == 2
    assert [run.unchanged for run in Run.objects.order_by("pk")] == [0, 1, 0]


def test_a_file_sent_again_with_another_text_is_a_later_text_of_the_same_article(editor: User) -> None:
    added = "\n\nوقال الدفاع المدني إن فرقه أنهت البحث في القرى الثلاث."
    for content in (QUAKE_BY_A, QUAKE_BY_A + added, QUAKE_BY_A + added + added):
        take_in(hand_in(by=editor, files=[file("a.txt", content)]), get=nothing)
    article = Article.objects.get()
    assert article.body.count("أنهت البحث") == 2
    assert article.revisions.count() == 2
    assert [(run.added, run.changed) for run in Run.objects.order_by("pk")] == [(1, 0), (0, 1), (0, 1)]


def test_a_file_sent_again_with_another_outlet_or_day_is_an_article_of_its_own(editor: User) -> None:
    table = "file,outlet,url,published\na.txt,{},,{}\n"
    for number, given in enumerate([("منبر", "2024-03-05"), ("منبر", "2024-03-06"), ("ضفاف", "2024-03-05")]):
        text = f"{QUAKE_BY_A}\n\nوقال الدفاع المدني إن فرقه أنهت البحث في {number} قرى."
        files = [file("outlets.csv", table.format(*given)), file("a.txt", text)]
        take_in(hand_in(by=editor, files=files), get=nothing)
    assert Article.objects.count() == 3


def test_a_list_of_outlets_tells_of_the_files_handed_in_with_it(editor: User) -> None:
    rows = "file,outlet,url,published\na.txt,منبر الشمال,,2024-03-05\nb.txt,منبر الجنوب,,\n"
    take_in(hand_in(by=editor, files=[file("Outlets.csv", rows), file("a.txt", QUAKE_BY_A)]), get=nothing)
    article = Article.objects.get()
    assert article.outlet and article.published
    assert (article.outlet.name_ar, article.published.date().isoformat()) == ("منبر الشمال", "2024-03-05")
    assert article.provenance["outlet"]["how"] == "given"
    (run,) = Run.objects.with_states()
    (item,) = run.items.all()
    assert (run.added, item.source) == (1, "outlets.csv:3")
    assert "b.txt" in item.reason


@pytest.mark.parametrize("rows", ["outlet,url\nX,\n", b"\x89PNG\r\n\x1a\n\0\0", "file," + "x" * 2_100_000])
def test_a_list_of_outlets_that_is_no_use_is_refused_and_the_rest_read(
    editor: User, rows: str | bytes
) -> None:
    take_in(hand_in(by=editor, files=[file("outlets.csv", rows), file("a.txt", QUAKE_BY_A)]), get=nothing)
    (run,) = Run.objects.with_states()
    assert (run.added, run.rejected) == (1, 1)


def test_a_text_comes_with_what_is_given_about_it(editor: User) -> None:
    text = {
        "text": QUAKE_BY_A,
        "headline": "زلزال في سيرام",
        "outlet": "منبر الشمال",
        "published": "2024-03-05",
    }
    take_in(hand_in(by=editor, text=text), get=nothing)
    article = Article.objects.get()
    assert article.outlet
    assert (article.headline, article.outlet.name_ar) == ("زلزال في سيرام", "منبر الشمال")
    assert article.provenance["headline"]["how"] == "given"


def test_an_address_is_fetched_and_what_fails_is_a_refusal(editor: User) -> None:
    def get(url: str, **_: object) -> Fetched:
        body = QUAKE_BY_A.encode()
        return Fetched(
            url=url,
            body=body,
            content_type="text/plain",
            charset="",
            etag="",
            last_modified="",
            is_unchanged=False,
        )

    take_in(hand_in(by=editor, address="https://minbar.example/1"), get=get)
    assert Article.objects.get().url == "https://minbar.example/1"
    upload = hand_in(by=editor, address="https://minbar.example/2")
    take_in(upload, get=nothing)
    assert upload.run
    (item,) = upload.run.items.all()
    assert (item.source, item.reason) == ("https://minbar.example/2", "there is no network here")


def test_what_was_read_is_not_read_again(editor: User) -> None:
    upload = hand_in(by=editor, files=[file("a.txt", QUAKE_BY_A)])
    take_in(upload, get=nothing)
    take_in(Upload.objects.get(), get=nothing)
    assert Run.objects.count() == 1


def test_what_was_interrupted_is_read_again(editor: User) -> None:
    upload = hand_in(by=editor, files=[file("a.txt", QUAKE_BY_A)])
    upload.run = Run.objects.create(by=editor, by_name="salma")
    upload.save()
    take_in(Upload.objects.get(), get=nothing)
    assert Article.objects.count() == 1
    upload.refresh_from_db()
    assert upload.run
    assert upload.run.finished


def test_a_worker_reads_what_waits_and_what_was_forgotten(editor: User) -> None:
    upload = hand_in(by=editor, files=[file("a.txt", QUAKE_BY_A)])
    jobs.take_in_forgotten(0)
    assert not ProcrastinateJob.objects.filter(task_name__endswith="take_in_upload").exists()
    Upload.objects.update(at=timezone.now() - timedelta(minutes=5))
    jobs.take_in_forgotten(0)
    (job,) = ProcrastinateJob.objects.filter(task_name__endswith="take_in_upload")
    jobs.take_in_upload(**job.args)
    assert Article.objects.get().run == Run.objects.get()
    assert not Upload.objects.forgotten(timezone.now()).exists()
    assert upload.pk == job.args["upload"]


def test_what_is_being_read_is_left_alone(editor: User) -> None:
    upload = hand_in(by=editor, files=[file("a.txt", QUAKE_BY_A)])
    with running(sources=["a.txt"], by=editor) as run:
        upload.run = run
        upload.save()
        take_in(Upload.objects.get(), get=nothing)
    assert not Article.objects.exists()


@pytest.mark.parametrize("name", ["../../etc/passwd", "a\x00\x1b[31m.txt", "س" * 400 + ".txt", "C:\\a.txt"])
def test_odd_names_are_only_names(editor: User, name: str) -> None:
    upload = hand_in(by=editor, files=[file(name, QUAKE_BY_A)])
    take_in(upload, get=nothing)
    run = Run.objects.get()
    assert run.added + run.rejected == 1
