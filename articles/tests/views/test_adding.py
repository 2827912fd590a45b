"""The page on which editors add articles, and the one that says what became of them."""

import io
import zipfile
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from procrastinate.contrib.django.models import ProcrastinateJob

from articles import receiving
from articles.ingest.fetch import Fetched, FetchError
from articles.models import Article, Run, Upload
from articles.tests.factories import FOOTBALL, QUAKE_BY_A
from articles.tests.ingest import html_pages as pages
from articles.views import adding

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client: Client) -> Client:
    client.force_login(User.objects.create_user("salma"))
    return client


@pytest.fixture(autouse=True)
def network(monkeypatch: pytest.MonkeyPatch) -> None:
    """One page, in place of the network."""

    def get(url: str, **_: object) -> Fetched:
        if url != "https://waha.example/school":
            raise FetchError("the server answered 404", source=url, status=404)
        return Fetched(
            url=url,
            body=pages.GRAPH.encode(),
            content_type="text/html",
            charset="utf-8",
            etag="",
            last_modified="",
        )

    monkeypatch.setattr(adding, "fetch", get)


def send(client: Client, path: str, **fields: Any) -> Any:
    return client.post(f"/en/add/{path}/", fields, follow=True)


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


@pytest.mark.parametrize("path", ["", "1/"])
def test_readers_are_asked_to_sign_in(path: str) -> None:
    response = Client().get(f"/en/add/{path}")
    assert response.status_code == 302
    assert "/sign-in/" in response.headers["Location"]
    assert Client().post("/en/add/text/", {"text": QUAKE_BY_A}).status_code == 302
    assert not Upload.objects.exists()


def test_nothing_is_added_by_looking(client: Client) -> None:
    for path in ("files", "text", "page"):
        assert client.get(f"/en/add/{path}/").status_code == 405
    assert client.get("/en/add/").status_code == 200
    assert not Upload.objects.exists()


def test_files_are_read_and_each_is_told_about(client: Client) -> None:
    documents = [file("a.txt", QUAKE_BY_A), file("b.html", pages.GRAPH), file("c.png", b"\x89PNG\r\n")]
    html = send(client, "files", documents=documents).content.decode()
    assert pages.HEADLINE in html
    assert "<b>2</b> Added" in html and "Which stories they belong to" in html
    assert "not a format that is read, by its name (.png)" in html
    assert Run.objects.get().by_name == "salma"


def test_what_is_there_already_is_said_with_a_link(client: Client) -> None:
    send(client, "text", text=QUAKE_BY_A)
    html = send(client, "text", text=QUAKE_BY_A).content.decode()
    assert "There already" in html and "<code>Pasted text</code>" in html
    assert "Which stories they belong to" not in html
    assert f'/en/articles/{Article.objects.get().pk}/"' in html


def test_a_pasted_text_goes_by_no_name_of_a_file(client: Client) -> None:
    address = "https://waha.example/pasted"
    send(client, "text", text=QUAKE_BY_A, url=address)
    send(client, "text", text=QUAKE_BY_A, url=address)
    first, second = Run.objects.order_by("pk")
    article = f"/en/articles/{Article.objects.get().pk}/"
    for path in ("/en/runs/", f"/en/runs/{first.pk}/", f"/en/runs/{second.pk}/", article):
        html = client.get(path).content.decode()
        assert "Pasted text" in html and "pasted.json" not in html and "line 1" not in html
    assert f"<code>{address}</code>" in client.get(f"/en/runs/{second.pk}/").content.decode()


def test_refusals_beyond_those_listed_are_a_page_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "ITEMS_SHOWN", 2)
    files = [file(f"{name}.bin", "x") for name in "abc"]
    page = send(client, "files", documents=files).content.decode()
    assert "b.bin" in page and "c.bin" not in page
    assert "The list shows 2 of 3." in page and f"/en/runs/{Run.objects.get().pk}/" in page


def test_an_address_is_fetched(client: Client) -> None:
    html = send(client, "page", address="https://waha.example/school").content.decode()
    assert pages.HEADLINE in html
    html = send(client, "page", address="https://waha.example/none").content.decode()
    assert "the server answered 404" in html


def test_field_names_can_be_given(client: Client) -> None:
    lines = file("a.csv", f"head,lead\nزلزال في سيرام,{QUAKE_BY_A.splitlines()[2]}\n")
    send(client, "files", documents=[lines], names="headline=head text=lead")
    assert Article.objects.get().headline == "زلزال في سيرام"


def test_large_files_wait_for_a_worker(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(adding, "AT_ONCE", 10)
    html = send(client, "files", documents=[file("a.txt", QUAKE_BY_A)]).content.decode()
    assert "No worker is at work" in html
    assert "every 2s" in html
    assert not Article.objects.exists()
    assert ProcrastinateJob.objects.get().task_name == "articles.jobs.take_in_upload"


def test_a_run_under_way_is_shown_as_a_fragment_for_swaps(client: Client) -> None:
    send(client, "text", text=QUAKE_BY_A)
    upload = Upload.objects.get()
    response = client.get(f"/en/add/{upload.pk}/", headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert "HX-Request" in response.headers["Vary"]


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("files", {}),
        ("files", {"documents": SimpleUploadedFile("a.txt", b"x"), "names": "story=x"}),
        ("files", {"documents": "no file"}),
        ("text", {}),
        ("text", {"text": " \n"}),
        ("text", {"text": "س" * 500_001}),
        ("text", {"text": QUAKE_BY_A, "published": "yesterday"}),
        ("text", {"text": QUAKE_BY_A, "url": "javascript:alert(1)"}),
        ("text", {"text": QUAKE_BY_A, "url": "file:///etc/passwd"}),
        ("text", {"text": "a\x00b"}),
        ("page", {}),
        ("page", {"address": "ftp://waha.example/"}),
        ("page", {"address": "https://"}),
    ],
)
def test_hostile_and_empty_forms_come_back_with_what_is_wrong(
    client: Client, path: str, fields: dict[str, Any]
) -> None:
    response = send(client, path, **fields)
    assert response.status_code == 400
    html = response.content.decode()
    assert 'class="errorlist"' in html
    assert f'href="#add-{path}"' in html and f'id="add-{path}"' in html
    assert not Upload.objects.exists()


def test_markup_in_texts_and_names_stays_text(client: Client) -> None:
    bad = "<script>alert(1)</script>"
    html = send(client, "files", documents=[file(f"{bad}.png", b"\x89PNG")]).content.decode()
    html += send(client, "text", text=FOOTBALL, headline=bad, outlet=bad).content.decode()
    assert "<script>alert" not in html


def test_more_than_a_page_takes_is_refused_unread(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "MOST_BYTES", -receiving._AROUND + 500)
    response = send(client, "files", documents=[file("a.txt", "x" * 1_000)])
    assert response.status_code == 400
    assert "This request can’t be read" in response.content.decode()
    assert not Upload.objects.exists()


def test_too_many_files_are_refused(client: Client) -> None:
    response = send(client, "files", documents=[file(f"{n}.txt", "x") for n in range(101)])
    assert response.status_code == 400


def test_a_bomb_is_a_refusal_among_the_others(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", QUAKE_BY_A)
        archive.writestr("bomb.txt", b" " * 80_000_000)
    html = send(client, "files", documents=[file("a.zip", packed.getvalue())]).content.decode()
    assert "decompression bomb" in html
    assert Article.objects.count() == 1


@override_settings(LANGUAGE_CODE="ar")
def test_an_empty_site_says_how_to_bring_articles_in_and_gives_editors_the_way(client: Client) -> None:
    assert 'href="/en/add/"' in client.get("/en/").content.decode()
    reader = Client().get("/en/").content.decode()
    assert 'href="/en/add/"' not in reader
    assert 'href="/en/sign-in/?next=/en/add/"' in reader
    assert "manage.py ingest" in reader and "manage.py createsuperuser" in reader
