"""Lists of outlets beside files."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from articles.ingest.given import Given, read_given
from articles.ingest.records import Precision

HEADER = "file,outlet,url,published\n"


def given(folder: Path, text: str | bytes) -> tuple[dict[str, Given], list[str]]:
    for name in ("a.txt", "b.txt", "خبر.txt"):
        (folder / name).touch()
    raw = text.encode() if isinstance(text, str) else text
    (folder / "outlets.csv").write_bytes(raw)
    warnings: list[str] = []
    return dict(read_given(folder, warn=warnings.append)), warnings


def test_it_reads_rows(tmp_path: Path) -> None:
    rows, warnings = given(tmp_path, HEADER + "a.txt,The Vale Gazette,https://example.org/a,2023-09-13\n")
    assert warnings == []
    assert rows["a.txt"].outlet is not None
    assert rows["a.txt"].outlet.slug == "the-vale-gazette"
    assert rows["a.txt"].published == datetime(2023, 9, 13, tzinfo=UTC)
    assert rows["a.txt"].precision is Precision.DAY


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + HEADER + "a.txt,X,,\n",
        HEADER.replace(",", ";") + "a.txt;X;;\n",
        HEADER.replace(",", "\t") + "a.txt\tX\t\t\n",
        "\r\n\r\nFILE , Outlet\r\na.txt,X\r\n\r\n",
        "outlet,file\nX,a.txt\n",
        '"file","outlet"\n"a.txt","X"\n',
        "الملف,الصحيفة\na.txt,X\n",
        (HEADER + "a.txt,X,,\n").encode("utf-16"),
        HEADER + "a.txt,X",
        HEADER + "a.txt,X,,,,extra,cells\n",
    ],
)
def test_it_reads_what_spreadsheets_write(tmp_path: Path, text: str | bytes) -> None:
    rows, warnings = given(tmp_path, text)
    assert warnings == []
    assert rows["a.txt"].outlet is not None
    assert rows["a.txt"].outlet.slug == "x"


def test_it_reads_arabic_from_windows(tmp_path: Path) -> None:
    rows, _ = given(tmp_path, (HEADER + "خبر.txt,صحيفة الميناء,,\na.txt,جريدة المدينة,,\n").encode("cp1256"))
    assert rows["خبر.txt"].outlet is not None
    assert rows["خبر.txt"].outlet.names == {"ar": "صحيفة الميناء"}


def test_it_reads_dates_in_the_order_that_others_of_the_list_show(tmp_path: Path) -> None:
    rows, warnings = given(tmp_path, HEADER + "a.txt,X,,03/04/2023\nc.txt,X,,\nb.txt,X,,25/04/2023\n")
    assert rows["a.txt"].stated.published.value == datetime(2023, 4, 3, tzinfo=UTC)
    evidence = "outlets.csv, line 2; the day comes first, as in line 4"
    assert rows["a.txt"].stated.published.evidence == evidence
    assert rows["a.txt"].stated.outlet.evidence == "outlets.csv, line 2"
    assert len(warnings) == 1
    assert "line 3: there is no file c.txt" in warnings[0]


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        ("outlet,url\nX,\n", "no column “file”"),
        (HEADER + "c.txt,X,,\n", "line 2: there is no file c.txt"),
        (HEADER + "../a.txt,X,,\n", "there is no file"),
        (HEADER + ",X,,\n", "names no file"),
        (HEADER + "a.txt,X,,\na.txt,Y,,\n", "line 3: a.txt has a row already"),
        (HEADER + "a.txt,X,,soon\n", "“soon” is no date"),
        (HEADER + "a.txt,X,,03/04/2023\n", "is no date"),
        (HEADER + "a.txt,X,,0001-01-01\n", "is no date"),
        (HEADER + "a.txt,X,javascript:alert(1),\n", "is no web address"),
        (HEADER + "a.txt,X,https://,\n", "is no web address"),
        (HEADER + f"a.txt,{'X' * 300},,\n", "longer than"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not used"),
        ("", "not used: empty"),
        (HEADER + 'a.txt,"X' + "y" * 200_000, "line"),
    ],
)
def test_it_warns_and_goes_on(tmp_path: Path, text: str | bytes, warning: str) -> None:
    _, warnings = given(tmp_path, text)
    assert len(warnings) == 1
    assert warning in warnings[0]


def test_it_keeps_the_rest_of_a_row_of_which_one_value_is_no_use(tmp_path: Path) -> None:
    rows, _ = given(tmp_path, HEADER + "a.txt,X,https://example.org/a,soon\n")
    assert rows["a.txt"].url == "https://example.org/a"
    assert rows["a.txt"].published is None


def test_it_counts_the_first_of_two_rows(tmp_path: Path) -> None:
    rows, _ = given(tmp_path, HEADER + "a.txt,X,,\na.txt,Y,,\n")
    assert rows["a.txt"].outlet is not None
    assert rows["a.txt"].outlet.slug == "x"


def test_it_has_nothing_to_say_without_a_list(tmp_path: Path) -> None:
    assert dict(read_given(tmp_path, warn=pytest.fail)) == {}
