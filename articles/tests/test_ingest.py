"""The ingest command says what became of each source, and loses nothing over bad ones."""

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from articles.models import Article
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, write

pytestmark = pytest.mark.django_db


def _ingest(*paths: Path) -> None:
    call_command("ingest", *paths)


def test_it_tells_what_was_added_and_then_that_nothing_changed(tmp_path: Path, capsys: Any) -> None:
    write(tmp_path, a=QUAKE_BY_A, b=FOOTBALL)
    _ingest(tmp_path)
    assert "2 added, 0 changed, 0 unchanged, 0 rejected" in capsys.readouterr().out
    _ingest(tmp_path)
    said = capsys.readouterr().out
    assert "0 added, 0 changed, 2 unchanged, 0 rejected" in said and "a.txt" not in said


def test_it_names_a_missing_path_and_ends_with_2(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere") as ended:
        _ingest(tmp_path / "nowhere")
    assert ended.value.returncode == 2


def test_it_takes_in_nothing_when_one_of_its_paths_is_missing(tmp_path: Path) -> None:
    write(tmp_path, a=FOOTBALL)
    with pytest.raises(CommandError):
        _ingest(tmp_path, tmp_path / "nowhere")
    assert not Article.objects.exists()


def test_it_says_that_a_folder_holds_no_articles(tmp_path: Path, capsys: Any) -> None:
    _ingest(tmp_path)
    said = capsys.readouterr()
    assert str(tmp_path) in said.err and len(said.err.strip().splitlines()) == 1


def test_it_rejects_bad_files_with_reasons_and_keeps_the_good_ones(tmp_path: Path, capsys: Any) -> None:
    write(tmp_path, good=QUAKE_BY_A, empty="", blank=" \n\u200f\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (tmp_path / "huge.txt").write_bytes(b"word " * 10_000_000)
    _ingest(tmp_path)
    said = capsys.readouterr()
    assert "1 added, 0 changed, 0 unchanged, 4 rejected" in said.out
    for name in ("empty.txt", "blank.txt", "binary.txt", "huge.txt"):
        (line,) = (line for line in said.err.splitlines() if name in line)
        assert line.startswith("rejected ") and len(line) > len(f"rejected {tmp_path}/{name}: ")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
def test_it_decodes_what_arabic_newsrooms_send(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "one.txt").write_bytes(QUAKE_BY_A.replace("«", '"').replace("»", '"').encode(encoding))
    _ingest(tmp_path)
    article = Article.objects.get()
    assert article.headline == "زلزال عنيف يهز جزيرة سيرام" and "جاكرتا" in article.body


def test_it_keeps_what_invalid_bytes_leave(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(QUAKE_BY_A.encode().replace("جاكرتا".encode(), b"\xff\xfe\x80"))
    _ingest(tmp_path)
    assert "أمبون" in Article.objects.get().body


def test_it_takes_a_single_file(tmp_path: Path) -> None:
    write(tmp_path, one=FOOTBALL, two=QUAKE_BY_A)
    _ingest(tmp_path / "one.txt")
    assert Article.objects.get().source_file == "one.txt"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_shows_rate_and_remaining_time_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=QUAKE_BY_A, b=FOOTBALL, c="")
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    _ingest(tmp_path)
    shown = re.split(r"[\r\n]", terminal.getvalue())
    assert any(re.search(r"100%.*<00:00.*3 articles, [\d.]+/s", line) for line in shown)
    assert [line for line in shown if "c.txt" in line and "%" not in line]  # not in the bar's own line


def test_its_bar_reaches_the_end_past_files_that_it_may_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, a=QUAKE_BY_A, b=FOOTBALL)
    (closed := tmp_path / "b.txt").chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("this user may read every file")
    monkeypatch.setattr(sys, "stderr", terminal := _Terminal())
    _ingest(tmp_path)
    assert "100%" in re.split(r"[\r\n]", terminal.getvalue().rstrip())[-1]


def test_it_shows_only_lines_elsewhere(tmp_path: Path, capsys: Any) -> None:
    write(tmp_path, a=QUAKE_BY_A)
    _ingest(tmp_path)
    shown = capsys.readouterr()
    assert "added" in shown.out and not shown.err
