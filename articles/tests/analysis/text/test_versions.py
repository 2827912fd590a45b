"""What became of a text between two versions of it."""

import pytest

from articles.analysis.text.versions import ChangeKind, compare_versions

BEFORE = "قُتل 14 شخصاً في الزلزال.\n\nوأرسلت العاصمة طائرتين 🚚.\n\nوعرضت الجارة المساعدة."


def marked(before: str, after: str) -> str:
    signs = {ChangeKind.SAME: "{}", ChangeKind.REMOVED: "[-{}]", ChangeKind.ADDED: "[+{}]"}
    paragraphs = compare_versions(before, after, paragraph_break="\n\n")
    return " / ".join(
        " ".join(signs[s.kind].format(s.text.strip()) for s in paragraph.stretches)
        for paragraph in paragraphs
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("a b c", "a b c", "a b c"),
        ("a b c", "a  b\nc", "a b c"),
        ("a b c", "a x c", "a [-b] [+x] c"),
        ("a b c", "a c", "a [-b] c"),
        ("a c", "a b c d", "a [+b] c [+d]"),
        ("a b\n\nc d\n\ne f", "a b\n\ne f", "a b / [-c d] / e f"),
        ("a b\n\ne f", "a b\n\nc d\n\ng\n\ne f", "a b / [+c d] / [+g] / e f"),
        ("a b\n\nc d", "a b\n\nc x", "a b / c [-d] [+x]"),
        ("", "a b", "[+a b]"),
        ("a b", "", "[-a b]"),
        ("", "", ""),
        ("قُتل", "قتل", "[-قُتل] [+قتل]"),
        ("\u202bنص\u202c عادي", "\u202bنص\u202c جديد", "\u202bنص\u202c [-عادي] [+جديد]"),
    ],
)
def test_it_marks_the_words_that_left_and_came(before: str, after: str, expected: str) -> None:
    assert marked(before, after) == expected


def test_it_marks_one_number_in_one_paragraph_of_an_arabic_text() -> None:
    paragraphs = compare_versions(BEFORE, BEFORE.replace("14", "21"), paragraph_break="\n\n")
    assert [paragraph.changed for paragraph in paragraphs] == [True, False, False]
    changed = [s.text.strip() for s in paragraphs[0].stretches if s.kind is not ChangeKind.SAME]
    assert changed == ["14", "21"]


def test_it_loses_no_word_of_either_version() -> None:
    after = "وأرسلت الدولة ثلاث طائرات.\n\nقُتل 14 شخصاً في الزلزال الأخير.\n\nانتهى."
    found = compare_versions(BEFORE, after, paragraph_break="\n\n")
    for text, left_out in ((BEFORE, ChangeKind.ADDED), (after, ChangeKind.REMOVED)):
        words = " ".join(s.text for p in found for s in p.stretches if s.kind is not left_out)
        assert words.split() == text.split()


def test_it_tells_endless_texts_as_replaced_whole() -> None:
    before, after = (" ".join(f"{sign}{n}" for n in range(20_000)) for sign in "ab")
    (paragraph,) = compare_versions(before, after, paragraph_break="\n\n")
    assert [stretch.kind for stretch in paragraph.stretches] == [ChangeKind.REMOVED, ChangeKind.ADDED]
