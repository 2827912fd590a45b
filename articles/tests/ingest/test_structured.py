"""JSON, JSON Lines and CSV: names of fields, rows, faults and lengths."""

import io
import json
import tracemalloc
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import pytest

from articles.ingest import structured
from articles.ingest.documents import Budget, Document, Reading
from articles.ingest.fields import FieldNames, read_row
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord, BlockKind, How, IngestError, Precision, Rejected

TEXT = "افتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين كاملين."
ROW = {
    "id": "m-1",
    "title": "السوق الجديدة تفتح أبوابها",
    "text": TEXT,
    "outlet": "جريدة الميناء",
    "url": "https://mina.example/1",
    "published": "2024-03-05T14:30:00+03:00",
    "author": ["هند الساحلي", "سامي الراوي"],
}


def write(folder: Path, name: str, content: object) -> Path:
    path = folder / name
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
        path.write_text(text, encoding="utf-8")
    return path


def read(path: Path, *pairs: str) -> list[ArticleRecord | Rejected]:
    return list(read_paths([path], names=FieldNames.parse(list(pairs))))


def one(path: Path, *pairs: str) -> ArticleRecord:
    (item,) = read(path, *pairs)
    assert isinstance(item, ArticleRecord), item
    return item


def lines(*rows: object) -> str:
    return "\n".join(row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.jsonl", lines(ROW)),
        ("a.ndjson", "\ufeff" + lines(ROW) + "\r\n\r\n"),
        ("a.json", lines(ROW)),
        ("a.json", [ROW]),
        ("a.json", {"status": "ok", "articles": [ROW]}),
        ("a.json", {"status": "ok", "response": {"total": 1, "results": [ROW]}}),
        ("a.json", json.dumps([ROW]).encode("utf-16")),
        ("a.jsonl", (lines(ROW) + "\r\n").encode("utf-16")),
        ("a.json", json.dumps(ROW, indent=1)),
        ("a.txt", lines(ROW)),
        ("a.jsonl", json.dumps([ROW], indent=1)),
    ],
    ids=(
        "lines",
        "mark",
        "one object",
        "list",
        "list inside",
        "list further inside",
        "list in wide letters",
        "lines in wide letters",
        "printed over lines",
        "wrong suffix",
        "list in lines",
    ),
)
def test_it_reads_what_an_object_names(tmp_path: Path, name: str, content: object) -> None:
    record = one(write(tmp_path, name, content))
    assert (record.headline.value, record.body) == (ROW["title"], TEXT)
    assert (record.url.value, record.author.value) == (ROW["url"], "هند الساحلي, سامي الراوي")
    assert record.outlet.value is not None
    assert record.outlet.value.names == {"ar": "جريدة الميناء"}
    assert record.published.value == datetime(2024, 3, 5, 11, 30, tzinfo=UTC)
    assert record.published_precision is Precision.MINUTE
    assert record.source == f"{tmp_path / name}!m-1"
    assert (record.headline.how, record.source_file) == (How.GIVEN, name)
    assert record.headline.evidence.endswith(", title")


def test_the_headline_stands_above_the_text_in_the_original(tmp_path: Path) -> None:
    record = one(write(tmp_path, "a.json", [ROW]))
    assert record.original == f"{ROW['title']}\n\n{TEXT}"
    assert [block.kind for block in record.blocks] == [BlockKind.HEADLINE, BlockKind.PARAGRAPH]


def test_our_own_rules_clean_the_text(tmp_path: Path) -> None:
    row = ROW | {"text": f"{ROW['title']}\n{TEXT}\nاقرأ أيضاً: سوق أخرى قريباً\nالمصدر: رويترز"}
    record = one(write(tmp_path, "a.json", [row]))
    assert record.body == TEXT
    assert [block.rule for block in record.blocks][:2] == ["headline", "headline_repeated"]


def test_a_text_that_is_html_is_read_as_html(tmp_path: Path) -> None:
    record = one(
        write(
            tmp_path,
            "a.json",
            [{"title": "سوق", "content": f"<p>{TEXT}</p><script>x()</script><p>{TEXT}</p>"}],
        )
    )
    assert record.body == f"{TEXT}\n\n{TEXT}"


def test_other_names_of_fields_are_known(tmp_path: Path) -> None:
    row = {
        "العنوان": "السوق تفتح أبوابها",
        "النص": TEXT,
        "المصدر": "جريدة الميناء",
        "تاريخ النشر": "5 مارس 2024",
    }
    record = one(write(tmp_path, "a.json", [row]))
    assert (record.headline.value, record.body) == ("السوق تفتح أبوابها", TEXT)
    assert record.published_precision is Precision.DAY


def test_names_can_be_given_and_reach_into_objects(tmp_path: Path) -> None:
    row = {"head": {"main": "السوق تفتح أبوابها"}, "lead.text": TEXT, "body": "غير هذا"}
    record = one(write(tmp_path, "a.json", [row]), "headline=head.main", "text=lead.text")
    assert (record.headline.value, record.body) == ("السوق تفتح أبوابها", TEXT)


@pytest.mark.parametrize("pair", ["text", "text=", "=body", "story=body", ""])
def test_a_mapping_that_says_nothing_is_refused(pair: str) -> None:
    with pytest.raises(IngestError, match="FIELD=NAME"):
        FieldNames.parse([pair])


def test_a_broken_line_never_stops_the_others(tmp_path: Path) -> None:
    rows = (
        ROW,
        "{broken",
        "[1]",
        '"text"',
        "null",
        {"title": "بلا نص"},
        {"text": 7},
        "[" * 99_999,
        ROW | {"id": "m-2"},
    )
    found = read(write(tmp_path, "a.jsonl", lines(*rows)))
    assert [isinstance(item, Rejected) for item in found] == [False, *[True] * 7, False]
    reasons = [(item.source.rpartition("!")[2], item.reason) for item in found if isinstance(item, Rejected)]
    assert reasons[0][0] == "line 2"
    assert reasons[0][1].startswith("not JSON: ")
    assert reasons[1] == ("line 3", "not an object with named fields")
    assert reasons[4][1].startswith("no text: ")


def test_a_line_that_is_too_long_is_passed_over_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(structured, "LONGEST_ROW", 2_000)
    path = write(tmp_path, "a.jsonl", lines(ROW | {"text": "س " * 5_000}, ROW))
    rejected, record = read(path)
    assert isinstance(rejected, Rejected)
    assert rejected.reason.startswith("too long a line")
    assert isinstance(record, ArticleRecord)


def test_what_no_text_can_hold_is_replaced(tmp_path: Path) -> None:
    row = (
        '{"id": "\\u0000", "title": "س\\ud800 وق", "text": "'
        + TEXT
        + '\\u0000\\udfff", "url": "javascript:x"}'
    )
    record = one(write(tmp_path, "a.jsonl", row))
    assert record.body == TEXT + "\ufffd\ufffd"
    assert (record.url.value, record.source.rpartition("!")[2]) == (None, "line 1")
    record.original.encode()


def test_a_list_that_breaks_off_keeps_what_came_before(tmp_path: Path) -> None:
    whole = json.dumps([ROW, ROW | {"id": "m-2"}], ensure_ascii=False)
    found = read(write(tmp_path, "a.json", whole[:-20]))
    assert [type(item) for item in found] == [ArticleRecord, Rejected]


@pytest.mark.parametrize("content", ["[]", "{}", "[[]]", "[{}]", "{", "[" * 100_000, "[1, 2]", '{"a": '])
def test_json_without_articles_is_rejected(tmp_path: Path, content: str) -> None:
    found = read(write(tmp_path, "a.json", content))
    assert found
    assert all(isinstance(item, Rejected) for item in found)


def test_a_row_that_we_stumble_over_never_stops_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(row: dict[str, str], **options: Any) -> ArticleRecord:
        if row["id"] == "m-2":
            raise ZeroDivisionError("by chance")
        return read_row(row, **options)

    monkeypatch.setattr(structured, "read_row", stumble)
    found = read(write(tmp_path, "a.jsonl", lines(*(ROW | {"id": f"m-{number}"} for number in (1, 2, 3)))))
    assert [type(item) for item in found] == [ArticleRecord, Rejected, ArticleRecord]
    assert isinstance(found[1], Rejected)
    assert "Qarin's own, please report it: ZeroDivisionError: by chance" in found[1].reason


def test_bytes_that_are_not_utf_8_are_named(tmp_path: Path) -> None:
    (item,) = read(write(tmp_path, "a.jsonl", lines(ROW).encode("cp1256")))
    assert isinstance(item, Rejected)
    assert item.reason == "not UTF-8, which JSON is written in"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256", "utf-16", "utf-32"])
def test_it_reads_csv(tmp_path: Path, delimiter: str, encoding: str) -> None:
    quoted = '"{}\n\n{}"'.format(TEXT, TEXT.replace("أمس", '""أمس""'))
    rows = (("Title", "Body", "Date"), ("السوق تفتح أبوابها", quoted, "2024-03-05"), ("", "", ""))
    text = "\r\n".join(delimiter.join(row) for row in rows)
    record = one(write(tmp_path, "a.csv", text.encode(encoding)))
    assert record.body.split("\n\n") == [TEXT, TEXT.replace("أمس", '"أمس"')]
    assert record.headline.value == "السوق تفتح أبوابها"


@pytest.mark.parametrize("told", ["sep=;", '"sep=;"', "SEP=\t", "sep=|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_first_line_of_a_csv_may_tell_its_delimiter(tmp_path: Path, told: str, encoding: str) -> None:
    delimiter = told.strip('"')[-1]
    text = f"{told}\r\ntitle, as printed{delimiter}text\r\nالسوق{delimiter}{TEXT}\r\n"
    record = one(write(tmp_path, "a.csv", text.encode(encoding)), "headline=title, as printed")
    assert (record.headline.value, record.body) == ("السوق", TEXT)
    assert record.source.endswith("!line 3")


def test_csv_without_a_column_for_the_text_says_how_to_name_it(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", f"head,lead\nالسوق,{TEXT}\n")
    (item,) = read(path)
    assert isinstance(item, Rejected)
    assert item.reason == "no column for the text of articles among head, lead; name it: --field text=COLUMN"
    assert one(path, "text=lead").body == TEXT


def test_csv_rows_may_be_short_or_long(tmp_path: Path) -> None:
    found = read(write(tmp_path, "a.csv", f"title,text\nوحيد\nالسوق تفتح أبوابها,{TEXT},زائد\n"))
    assert [type(item) for item in found] == [Rejected, ArticleRecord]


def test_memory_does_not_grow_with_the_length_of_a_file(tmp_path: Path) -> None:
    def peak(rows: int) -> int:
        path = tmp_path / f"{rows}.jsonl"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(lines(ROW | {"id": str(number)}) + "\n" for number in range(rows))
        tracemalloc.start()
        for _ in read_paths([path]):
            pass
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    peak(600)  # word lists are read, and what is remembered of words is full
    assert peak(600) < peak(60) + 500_000


def test_a_long_list_is_read_piece_by_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(structured, "_CHUNK", 7)
    values = [{"a": ["س" * number, {"b": None}], "c": number / 3} for number in range(40)]
    for text in (json.dumps(values), "\n".join(map(json.dumps, values))):
        assert [value for value, _ in structured._values(io.StringIO(text))] == values


@pytest.mark.parametrize(
    ("outlet", "url", "slug"),
    [
        ("BBC", "https://www.bbc.com/arabic/1", "bbc-arabic"),
        ("BBC", "https://www.bbc.co.uk/arabic/1", "bbc-arabic"),
        ("CNN", "https://arabic.cnn.com/1", "cnn-arabic"),
        ("رويترز", "https://www.aljazeera.net/1", "reuters"),
        ("", "https://www.aljazeera.net/1", "al-jazeera"),
        ("The Vale", "https://www.aljazeera.net/1", "al-jazeera"),
        ("The Vale", "https://vale.example/1", "the-vale"),
        ({"id": None, "name": "The Vale"}, "", "the-vale"),
    ],
)
def test_an_outlet_is_told_by_its_name_and_its_address(
    tmp_path: Path, outlet: object, url: str, slug: str
) -> None:
    record = one(write(tmp_path, "a.json", [{"text": TEXT, "source": outlet, "url": url}]))
    assert record.outlet.value is not None
    assert record.outlet.value.slug == slug


def _as_csv(rows: Sequence[tuple[str, str]]) -> str:
    return "date;text\n" + "".join(f"{date};{text}\n" for date, text in rows)


def _as_json_lines(rows: Sequence[tuple[str, str]]) -> str:
    return "".join(json.dumps({"date": date, "text": text}) + "\n" for date, text in rows)


def _as_json(rows: Sequence[tuple[str, str]]) -> str:
    return json.dumps({"articles": [{"date": date, "text": text} for date, text in rows]})


FORMS = pytest.mark.parametrize(
    ("name", "form"), [("a.csv", _as_csv), ("a.jsonl", _as_json_lines), ("a.json", _as_json)]
)
Form = Callable[[Sequence[tuple[str, str]]], str]


@FORMS
@pytest.mark.parametrize(
    ("dates", "days", "reason"),
    [
        (("12/03/2025", "٥/٤/٢٠٢٥", "25/03/2025"), ((3, 12), (4, 5), (3, 25)), "the day comes first"),
        (("12/03/2025", "04/05/2025", "03/25/2025"), ((12, 3), (4, 5), (3, 25)), "the month comes first"),
        (("1.2.25", "28.2.25", "2025-02-03"), ((2, 1), (2, 28), (2, 3)), "the day comes first"),
    ],
)
def test_it_reads_ambiguous_dates_in_the_order_that_others_of_the_file_show(
    tmp_path: Path,
    name: str,
    form: Form,
    dates: tuple[str, ...],
    days: tuple[tuple[int, int], ...],
    reason: str,
) -> None:
    found = read(write(tmp_path, name, form([(date, f"{TEXT} {n}") for n, date in enumerate(dates)])))
    records = [item for item in found if isinstance(item, ArticleRecord)]
    published = [record.published.value for record in records]
    assert [(day.month, day.day) for day in published if day] == list(days)
    assert reason in records[0].published.evidence
    assert records[0].published.evidence.endswith(("line 2", "line 3", "line 4", "article 2", "article 3"))
    assert "first" not in records[-1].published.evidence


@FORMS
@pytest.mark.parametrize("others", [("04/05/2025",), ("25/03/2025", "03/25/2025")])
def test_it_leaves_ambiguous_dates_unknown_where_others_tell_nothing_or_disagree(
    tmp_path: Path, name: str, form: Form, others: tuple[str, ...]
) -> None:
    first = read(write(tmp_path, name, form([(date, TEXT) for date in ("12/03/2025", *others)])))[0]
    assert isinstance(first, ArticleRecord)
    assert first.published.how is How.UNKNOWN


@FORMS
def test_rows_without_a_date_before_the_first_hide_no_order(tmp_path: Path, name: str, form: Form) -> None:
    dates = ("", "12/03/2025", "25/03/2025")
    records = read(write(tmp_path, name, form([(date, f"{TEXT} {n}") for n, date in enumerate(dates)])))
    assert isinstance(records[1], ArticleRecord)
    assert records[1].published.value == datetime(2025, 3, 12, tzinfo=UTC)


def test_broken_lines_keep_their_place_though_rows_are_held_for_their_dates(tmp_path: Path) -> None:
    lines = _as_json_lines([("12/03/2025", TEXT), ("25/03/2025", f"{TEXT} 2")]).splitlines()
    found = read(write(tmp_path, "a.jsonl", "\n".join(["{broken", lines[0], "[1]", lines[1]])))
    assert [type(item) for item in found] == [Rejected, ArticleRecord, Rejected, ArticleRecord]
    assert [item.source.rpartition("!")[2] for item in found] == ["line 1", "line 2", "line 3", "line 4"]


def test_dates_that_need_no_order_hold_no_rows(tmp_path: Path) -> None:
    rows = _as_json_lines([("2025-03-12", TEXT), ("25/03/2025", TEXT)])
    document = Document(source="a", name="a.jsonl", file=_stream(rows), budget=Budget(len(rows)))
    first = next(structured.read_json_lines(document, Reading(read=lambda _: iter(()))))
    assert isinstance(first, ArticleRecord)


def _stream(text: str) -> io.BufferedReader:
    return io.BufferedReader(cast(io.RawIOBase, _Lines(text)))


class _Lines(io.RawIOBase):
    """A stream whose second line must not be asked for."""

    def __init__(self, text: str) -> None:
        self._lines = text.encode().splitlines(keepends=True)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        assert len(self._lines) > 1, "the second line was read"
        line = self._lines.pop(0)
        buffer[: len(line)] = line
        return len(line)


def test_it_hands_on_the_rows_before_a_fault_though_they_were_held_for_their_dates(tmp_path: Path) -> None:
    long = "x" * (structured.LONGEST_ROW + 1)
    found = read(write(tmp_path, "a.csv", f"date,text\n12/03/2025,{TEXT}\n25/03/2025,{long}\n"))
    assert isinstance(found[0], ArticleRecord)
    assert isinstance(found[1], Rejected)


def test_it_reads_the_messages_of_a_channel_with_bold_words_and_links_in_their_texts(tmp_path: Path) -> None:
    runs = [{"type": "bold", "text": TEXT[:20]}, TEXT[20:], {"type": "link", "text": " https://mina.example"}]
    messages = [{"id": 7, "date": "2024-03-05T14:30:00", "text": runs}, {"id": 8, "text": ""}]
    found = read(write(tmp_path, "a.json", {"name": "الميناء", "type": "channel", "messages": messages}))
    assert isinstance(found[0], ArticleRecord)
    assert found[0].body.startswith(TEXT)
    assert isinstance(found[1], Rejected)
