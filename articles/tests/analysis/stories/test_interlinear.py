"""Renderings word under word."""

from articles.analysis.reading import read
from articles.analysis.stories.interlinear import CellKind, interlinear, words_of
from articles.analysis.text.spans import Span


def rows(*texts: str) -> list[list[str]]:
    """Each rendering's cells as text; other words in brackets, added ones behind a plus, none as a dash."""
    signs = {CellKind.SAME: "{}", CellKind.OTHER: "({})", CellKind.ADDED: "+{}", CellKind.MISSING: "-"}
    readings = [read(text) for text in texts]
    words = [words_of(one, [Span(0, len(one.text))]) for one in readings]
    lines = interlinear(words, against=words.index(max(words, key=len)))
    return [
        [signs[cell.kind].format(cell.span.of(text)) for cell in line]
        for line, text in zip(lines, texts, strict=True)
    ]


def test_the_same_words_are_one_column() -> None:
    assert rows("سنفتح الجسر الجديد", "سنفتحُ الجسر الجديد") == [
        ["سنفتح الجسر الجديد"],
        ["سنفتحُ الجسر الجديد"],
    ]


def test_other_words_stand_under_each_other() -> None:
    assert rows("هذا الميناء سيغير وجه المدينة", "هذا الميناء سيغير شكل المدينة") == [
        ["هذا الميناء سيغير", "وجه", "المدينة"],
        ["هذا الميناء سيغير", "(شكل)", "المدينة"],
    ]


def test_what_is_left_out_leaves_a_gap() -> None:
    assert rows("we have asked for talks four times and nobody answered", "asked for talks four times") == [
        ["we have", "asked for talks four times", "and nobody answered"],
        ["-", "asked for talks four times", "-"],
    ]


def test_what_the_longest_lacks_has_a_column_of_its_own() -> None:
    longest, other = rows(
        "أول القطارات سينطلق في شهر مارس المقبل صباحاً", "أول القطارات سينطلق حتماً في شهر مارس"
    )
    assert longest[:3] == ["أول القطارات سينطلق", "-", "في شهر مارس"]
    assert other[:3] == ["أول القطارات سينطلق", "+حتماً", "في شهر مارس"]


def test_all_rows_have_the_same_columns_in_the_order_of_their_texts() -> None:
    texts = ["the cause was not known", "the cause of the fire was unknown", "nobody knows the cause", ""]
    found = rows(*texts)
    assert len({len(row) for row in found}) == 1
    assert set(found[3]) == {"-"}


def test_a_name_is_one_word_in_any_spelling() -> None:
    (one, other) = rows("سيزور فلاديمير بوتين الصين", "سيزور بوتين الصين")
    assert len(one) == len(other) == 1


def test_nothing_has_no_rows() -> None:
    assert interlinear([(), ()], against=0) == ((), ())


def test_a_column_never_spans_two_stretches() -> None:
    text = "لن نرفع السعر. قال الوزير. ستعمل المخابز ليلاً"
    reading = read(text)
    parts = [Span(0, 13), Span(27, len(text))]
    words = words_of(reading, parts)
    (line, _) = interlinear([words, words], against=1)
    assert [cell.span.of(text) for cell in line] == ["لن نرفع السعر", "ستعمل المخابز ليلاً"]
