"""Packed files and archives: what is in them, and every way in which they attack."""

import bz2
import gzip
import io
import lzma
import os
import struct
import tarfile
import time
import zipfile
from pathlib import Path

import pytest

from articles.ingest import archives, documents
from articles.ingest.names import decode_name, find_page
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord, Rejected
from articles.tests.ingest import html_pages as pages

TEXT = "افتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين كاملين."
LINE = f'{{"id": "1", "text": "{TEXT}"}}\n'.encode()


def zipped(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            info = tarfile.TarInfo(name.replace("__", "."))
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return path


def packed(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


def read(path: Path) -> list[ArticleRecord | Rejected]:
    return list(read_paths([path]))


def sources(path: Path) -> list[str]:
    return [item.source.removeprefix(str(path)) for item in read(path)]


def reasons(path: Path) -> dict[str, str]:
    return {
        item.source.removeprefix(str(path)): item.reason for item in read(path) if isinstance(item, Rejected)
    }


MEMBERS = {
    "a__txt": TEXT.encode(),
    "b/page__html": pages.GRAPH.encode(),
    "c__jsonl": LINE,
    "d__csv": f"text\n{TEXT}\n".encode(),
    "README__txt": b"about",
    ".hidden": b"x",
    "picture__jpg": b"\xff\xd8\xff\xe0 jpeg",
    "inner__zip": packed(e__txt=TEXT.encode()),
}
WANTED = [
    "!a.txt",
    "!b/page.html",
    "!c.jsonl!1",
    "!d.csv!line 2",
    "!picture.jpg",
    "!inner.zip!e.txt",
]


@pytest.mark.parametrize("mode", ["w", "w:gz", "w:bz2", "w:xz"])
def test_it_reads_all_formats_mixed_out_of_tar(tmp_path: Path, mode: str) -> None:
    assert sources(tarred(tmp_path / "a.tar", MEMBERS, mode)) == WANTED


def test_it_reads_all_formats_mixed_out_of_zip(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", **MEMBERS)
    assert sources(path) == WANTED
    assert reasons(path) == {
        "!picture.jpg": "not a format that is read, by its name (.jpg) and by what it begins with"
    }


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.dat"])
def test_a_packed_file_keeps_its_own_source(tmp_path: Path, pack: object, name: str) -> None:
    (tmp_path / name).write_bytes(pack(LINE))  # type: ignore[operator]
    assert sources(tmp_path / name) == ["!1"]


def test_files_packed_one_after_the_other_are_one(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(gzip.compress(LINE) + gzip.compress(LINE.replace(b'"1"', b'"2"')) + b"\0" * 512)
    assert sources(path) == ["!1", "!2"]


def test_a_wrong_suffix_misleads_nobody(tmp_path: Path) -> None:
    assert sources(zipped(tmp_path / "a.txt", a__txt=pages.GRAPH.encode())) == ["!a.txt"]
    (tmp_path / "b.zip").write_bytes(pages.GRAPH.encode())
    (record,) = read(tmp_path / "b.zip")
    assert isinstance(record, ArticleRecord)
    assert record.headline.value == pages.HEADLINE


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, pack: object) -> None:
    path = tmp_path / "a.jsonl.gz"
    path.write_bytes(pack(b" " * 150_000_000))  # type: ignore[operator]
    start = time.process_time()
    assert "decompression bomb" in reasons(path)[""]
    assert time.process_time() - start < 20


def test_a_bomb_in_an_archive_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    path = zipped(
        tmp_path / "a.zip", a__txt=TEXT.encode(), bomb__txt=b" " * 200_000_000, z__txt=TEXT.encode()
    )
    assert "decompression bomb" in reasons(path)["!bomb.txt"]
    assert "!a.txt" in sources(path)


def test_bombs_within_each_other_share_one_budget(tmp_path: Path) -> None:
    inner = packed(**{f"{number}__txt": b" " * 20_000_000 for number in range(5)})
    path = zipped(tmp_path / "a.zip", inner__zip=inner)
    assert any("decompression bomb" in reason for reason in reasons(path).values())


def test_a_member_that_understates_its_size_is_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=b" " * 90_000_000)
    raw = bytearray(path.read_bytes())
    place = raw.rindex(b"PK\x01\x02")
    raw[place + 24 : place + 28] = struct.pack("<I", 10)
    path.write_bytes(raw)
    assert list(reasons(path)) == ["!a.txt"]


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/passwd", "b/../../a.txt", "..\\a.txt", "C:\\a.txt", "\\a.txt"]
)
def test_names_that_point_outside_are_refused(tmp_path: Path, name: str) -> None:
    for path in (
        zipped(tmp_path / "a.zip", **{name: TEXT.encode()}),
        tarred(tmp_path / "a.tar", {name: TEXT.encode()}),
    ):
        (rejected,) = read(path)
        assert isinstance(rejected, Rejected)
        assert rejected.reason == "its name points outside the archive"


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    path = tmp_path / "a.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("link.txt")
        info.type, info.linkname = kind, "/etc/passwd"
        archive.addfile(info)
    assert reasons(path) == {"!link.txt": "a link, device or sparse file, not a plain one"}


def test_a_sparse_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar"
    info = tarfile.TarInfo("sparse.txt")
    info.type, info.size = tarfile.GNUTYPE_SPARSE, 0
    header = bytearray(info.tobuf(tarfile.GNU_FORMAT))
    header[483:495] = b"77777777777\0"  # its size outside the archive
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    path.write_bytes(bytes(header) + b"\0" * 1024)
    assert reasons(path) == {"!sparse.txt": "a link, device or sparse file, not a plain one"}


def test_encrypted_members_are_named(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=TEXT.encode(), b__txt=TEXT.encode())
    raw = bytearray(path.read_bytes())
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(raw)
    assert reasons(path) == {"!a.txt": "encrypted"}
    assert sources(path) == ["!a.txt", "!b.txt"]


def test_a_damaged_member_never_stops_the_others(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=os.urandom(50) + TEXT.encode() * 20, b__txt=TEXT.encode())
    raw = bytearray(path.read_bytes())
    raw[40:60] = b"\0" * 20
    path.write_bytes(raw)
    first, second = read(path)
    assert isinstance(first, Rejected)
    assert first.reason.startswith("broken inside the archive")
    assert isinstance(second, ArticleRecord)


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04",
        b"PK\x05\x06",
        b"\x1f\x8b",
        b"\x1f\x8b" + b"\0" * 100,
        b"BZh9",
        b"\xfd7zXZ\0abc",
        gzip.compress(LINE)[:-12],
    ],
)
def test_broken_archives_are_rejected_in_a_line(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.bin").write_bytes(content)
    found = read(tmp_path / "a.bin")
    assert isinstance(found[-1], Rejected)
    assert "\n" not in found[-1].reason


def test_a_zip_that_breaks_off_is_called_broken(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", a__txt=TEXT.encode())
    path.write_bytes(path.read_bytes()[:-30])
    assert reasons(path) == {"": "a broken zip archive: File is not a zip file"}


def test_a_tar_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a__txt": TEXT.encode(), "b__txt": TEXT.encode() * 100})
    path.write_bytes(path.read_bytes()[:3_000])
    found = read(path)
    assert isinstance(found[0], ArticleRecord)
    assert isinstance(found[-1], Rejected)


def test_archives_may_be_packed_so_deep_and_no_deeper(tmp_path: Path) -> None:
    inner = TEXT.encode()
    name = "a__txt"
    for _ in range(documents.MOST_ARCHIVES_DEEP):
        inner, name = packed(**{name: inner}), "a__zip"
    (tmp_path / "deep.zip").write_bytes(inner)
    assert sources(tmp_path / "deep.zip") == ["!a.zip!a.zip!a.txt"]
    (tmp_path / "deeper.zip").write_bytes(packed(a__zip=inner))
    assert reasons(tmp_path / "deeper.zip") == {"!a.zip!a.zip!a.zip": "packed more than 3 times"}


def test_a_zip_with_a_directory_too_long_for_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_LONGEST_DIRECTORY", 1_000)
    path = zipped(tmp_path / "a.zip", **{f"{number}__txt": b"x" for number in range(100)})
    assert "too many members" in reasons(path)[""]


def test_a_tar_with_endless_headers_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.tar.gz"
    with tarfile.open(path, "w:gz", format=tarfile.PAX_FORMAT) as archive:
        info = tarfile.TarInfo("a.txt")
        info.pax_headers = {"comment": "x" * 5_000_000}
        archive.addfile(info)
    assert "headers that are too long" in reasons(path)[""]


def test_an_office_document_is_no_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", **{"[Content_Types]__xml": b"<x/>", "word/document__xml": b"<x/>"})
    assert "office document" in reasons(path)[""]


def test_names_in_utf_8_without_the_sign_for_it_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("XXXXXX.txt", TEXT.encode())
    path.write_bytes(path.read_bytes().replace(b"XXXXXX", "خبر".encode()))
    assert sources(path) == ["!خبر.txt"]


def named_in(page: str, path: Path, *names: str) -> Path:
    """An archive whose names are bytes of a code page, without the sign for UTF-8."""
    raws = [name.encode(page) for name in names]
    stand_ins = [f"{number:0{len(raw)}}" for number, raw in enumerate(raws, 1)]
    written = packed(**{stand_in: TEXT.encode() for stand_in in stand_ins})
    for stand_in, raw in zip(stand_ins, raws, strict=True):
        written = written.replace(stand_in.encode(), raw)
    path.write_bytes(written)
    return path


@pytest.mark.parametrize(
    ("page", "names"),
    [
        ("cp1256", ["محليات/افتتاح السوق.txt", "خبر déjà vu.txt"]),
        ("cp1256", ["ضغط.txt"]),
        ("cp720", ["محليات/افتتاح السوق.txt", "صيف.html"]),
        ("cp866", ["Сводка/Открытие рынка №5.txt", "итоги.txt"]),
        ("cp1251", ["Открытие рынка.txt", "ОТЧЁТ.txt"]),
        ("cp1252", ["L’été à Paris.txt", "Économie.txt"]),
        ("cp437", ["résumé.txt"]),
        ("utf-8", ["خبر.txt", "été.txt"]),
    ],
)
def test_names_in_the_code_page_of_a_machine_are_read(tmp_path: Path, page: str, names: list[str]) -> None:
    path = named_in(page, tmp_path / "a.zip", *names)
    records = read(path)
    assert [item.source.removeprefix(f"{path}!") for item in records] == names
    assert [r.source_file for r in records if isinstance(r, ArticleRecord)] == [
        name.rpartition("/")[2] for name in names
    ]


def test_what_is_refused_goes_by_the_same_name(tmp_path: Path) -> None:
    path = named_in("cp1256", tmp_path / "a.zip", "صورة السوق.bin", "../السوق.txt")
    assert list(reasons(path)) == ["!صورة السوق.bin", "!../السوق.txt"]


def test_names_in_no_known_page_stay_apart() -> None:
    raws = [bytes([byte]) * 3 for byte in range(128, 256)]
    page = find_page(raws)
    assert len({decode_name(raw, page=page) for raw in raws}) == len(raws)


def test_controls_in_names_stay_out_of_reports(tmp_path: Path) -> None:
    path = tarred(tmp_path / "a.tar", {"a\x1b[31m\n.bin": b"x"})
    assert list(reasons(path)) == ["!a�[31m�.bin"]
