"""Reading files and folders."""

import gzip
import os
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.ingest import readers
from articles.ingest.readers import read_paths, size_of
from articles.ingest.records import ArticleRecord, How, IngestError, Precision, Rejected

TEXT = "افتتاح السوق الجديدة\n\nافتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين."


def write(folder: Path, **files: str | bytes) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        raw = content.encode() if isinstance(content, str) else content
        (folder / name.replace("__", ".")).write_bytes(raw)


def read(*paths: Path, warnings: list[str] | None = None) -> list[ArticleRecord | Rejected]:
    heard: list[str] = [] if warnings is None else warnings
    return list(read_paths(paths, warn=heard.append))


def names(items: list[ArticleRecord | Rejected]) -> list[str]:
    return [Path(item.source).name for item in items]


def test_it_reads_a_folder_in_the_order_of_names_and_its_folders_after_it(tmp_path: Path) -> None:
    write(tmp_path, b__txt=TEXT, a__txt=TEXT + "1", c__text=TEXT + "2", d=TEXT + "3")
    write(tmp_path / "aa", z__txt=TEXT + "4")
    assert names(read(tmp_path)) == ["a.txt", "b.txt", "c.text", "d", "z.txt"]


def test_it_passes_over_hidden_files_lists_and_read_me_files(tmp_path: Path) -> None:
    write(tmp_path, a__txt=TEXT, outlets__csv="file\n", README__md="x", readme__txt="x")
    write(tmp_path, __hidden__txt=TEXT)
    write(tmp_path / ".git", a__txt=TEXT)
    assert names(read(tmp_path)) == ["a.txt"]


def test_it_makes_a_record(tmp_path: Path) -> None:
    write(tmp_path, a__txt=TEXT)
    (record,) = read(tmp_path / "a.txt")
    assert isinstance(record, ArticleRecord)
    assert record.source == str((tmp_path / "a.txt").resolve())
    assert record.source_file == "a.txt"
    assert len(record.sha256) == 64
    assert (record.encoding, record.language) == ("utf-8", "ar")
    assert record.headline.value == "افتتاح السوق الجديدة"
    assert (record.outlet.how, record.url.how, record.published.how) == (How.UNKNOWN,) * 3


def test_it_rejects_what_it_cannot_read_and_goes_on(tmp_path: Path) -> None:
    write(
        tmp_path, a__txt=b"", b__txt=b"\x89PNG\r\n\x1a\n\x00", c__pdf=b"%PDF", d__txt="طباعة\n", e__txt=TEXT
    )
    rejected = [item for item in read(tmp_path) if isinstance(item, Rejected)]
    assert [Path(item.source).name for item in rejected] == ["a.txt", "b.txt", "c.pdf", "d.txt"]
    reasons = [item.reason for item in rejected]
    assert reasons[0] == "empty"
    assert "PNG" in reasons[1]
    assert ".pdf" in reasons[2]
    assert "no article" in reasons[3]
    assert names(read(tmp_path))[-1] == "e.txt"


def test_it_reads_a_file_that_is_named_whatever_its_name(tmp_path: Path) -> None:
    write(tmp_path, page__dat=TEXT)
    assert isinstance(read(tmp_path / "page.dat")[0], ArticleRecord)


def test_it_names_the_size_of_a_file_that_is_too_long(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as file:
        file.truncate(50_000_000)
    (item,) = read(tmp_path)
    assert isinstance(item, Rejected)
    assert item.reason.startswith("too long: 50.0 MB, the limit is ")


def test_it_raises_for_a_path_that_is_missing_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, a__txt=TEXT)
    with pytest.raises(IngestError, match=r"no such file or folder: .*missing"):
        read_paths([tmp_path / "a.txt", tmp_path / "missing"])


def test_it_yields_nothing_for_a_folder_without_articles(tmp_path: Path) -> None:
    (tmp_path / "deep" / "deeper").mkdir(parents=True)
    assert read(tmp_path) == []


def test_it_reads_nothing_twice(tmp_path: Path) -> None:
    write(tmp_path, a__txt=TEXT)
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "again.txt").symlink_to(tmp_path / "a.txt")
    assert names(read(tmp_path, tmp_path / "a.txt", tmp_path)) == ["a.txt"]


def test_it_rejects_a_link_that_leads_nowhere_and_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "b.txt")
    assert [type(item) for item in read(tmp_path)] == [Rejected, Rejected]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_it_rejects_what_it_may_not_read(tmp_path: Path) -> None:
    write(tmp_path, a__txt=TEXT)
    write(tmp_path / "closed", b__txt=TEXT)
    (tmp_path / "a.txt").chmod(0)
    (tmp_path / "closed").chmod(0)
    try:
        assert [type(item) for item in read(tmp_path)] == [Rejected, Rejected]
    finally:
        (tmp_path / "closed").chmod(0o700)


def test_it_writes_sources_that_any_database_takes(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"caf\xe9 \xd9\x85.txt")).write_text(TEXT, encoding="utf-8")
    (record,) = read(tmp_path)
    assert isinstance(record, ArticleRecord)
    record.source.encode()
    record.source_file.encode()


def test_names_of_files_reach_reports_without_controls(tmp_path: Path) -> None:
    write(tmp_path, **{"a\n\x1b[31mb.txt": TEXT})
    assert names(read(tmp_path)) == ["a�[31mb.txt"]


@pytest.mark.parametrize("suffix", ["txt", "json", "jsonl", "csv", "html", "xml", "zip", "warc", "gz"])
def test_a_file_without_a_byte_is_called_empty(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.{suffix}").touch()
    (item,) = read(tmp_path)
    assert isinstance(item, Rejected)
    assert item.reason == "empty"


def test_it_survives_a_very_deep_folder(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(500):
        folder = folder / "d"
    folder.mkdir(parents=True)
    write(folder, a__txt=TEXT)
    assert names(read(tmp_path)) == ["a.txt"]


def test_it_takes_what_is_given_from_the_list_beside_the_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        a__txt=TEXT + "\n\nالمصدر: سكاي نيوز عربية",
        outlets__csv="file,outlet,url,published\na.txt,مرصد المدينة,https://example.org/1,2023-09-13T14:30+03:00\n",
    )
    (record,) = read(tmp_path / "a.txt")
    assert isinstance(record, ArticleRecord)
    assert record.outlet.value
    assert record.outlet.value.names == {"ar": "مرصد المدينة"}
    assert record.outlet.how is How.GIVEN
    assert record.outlet.evidence == "outlets.csv, line 2"
    assert record.url.value == "https://example.org/1"
    assert record.published.value == datetime(2023, 9, 13, 11, 30, tzinfo=UTC)
    assert record.published_precision is Precision.MINUTE


def test_it_logs_warnings_if_nobody_listens(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    write(tmp_path, a__txt=TEXT, outlets__csv="file,outlet\nb.txt,X\n")
    assert len(list(read_paths([tmp_path]))) == 1
    assert "b.txt" in caplog.text
    assert caplog.records[0].name == readers.__name__


def test_it_tells_how_many_bytes_of_the_files_it_has_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("عنوان\n\nنص الخبر الأول هنا.\n" * 40)
    (tmp_path / "b.jsonl.gz").write_bytes(gzip.compress(b'{"body": "One plain sentence of news."}\n' * 9))
    (tmp_path / "c.bin").write_bytes(bytes(300_000))  # refused without being read
    with zipfile.ZipFile(tmp_path / "d.zip", "w") as archive:
        archive.writestr("one.txt", "A headline\n\nWhat happened in the town.\n")
    (tmp_path / "again.txt").hardlink_to(tmp_path / "a.txt")
    (tmp_path / ".hidden").write_text("no article")
    heard: list[int] = []
    assert list(read_paths([tmp_path], heard=heard.append))
    size = sum((tmp_path / name).stat().st_size for name in ("a.txt", "b.jsonl.gz", "c.bin", "d.zip"))
    assert sum(heard) == size_of([tmp_path]) == size


MAIL = "From: news@mina.example\r\nTo: x@mina.example\r\nMIME-Version: 1.0\r\n\r\n2KfZhNmG2LTYsdip\r\n"


@pytest.mark.parametrize("name", ["a.eml", "a.txt", "a"])
def test_it_refuses_mail_and_says_what_to_do(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(MAIL)
    (item,) = read(tmp_path / name)
    assert isinstance(item, Rejected)
    assert "e-mail" in item.reason and "pasted" in item.reason


def test_a_text_that_begins_with_labels_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Title: X\nAuthor: Y\nDate: 2024-03-05\n\n{TEXT}")
    assert isinstance(read(tmp_path / "a.txt")[0], ArticleRecord)
