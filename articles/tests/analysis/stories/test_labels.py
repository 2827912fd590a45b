"""Labels: a sentence without what leans on the text around it, and how ill it stands by itself."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.labels import fault, label_span


def label(text: str) -> str:
    reading = read(text)
    return label_span(reading, len(reading.sentences) - 1).of(reading.text)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("كما زار الوزير المدينة القديمة صباح الأحد.", "زار الوزير المدينة القديمة صباح الأحد."),
        ("غير أن الحكومة تنفي وجود أي خلاف مع النقابة.", "الحكومة تنفي وجود أي خلاف مع النقابة."),
        ("وقال وزير الصحة إن الدواء متوفر في المستشفيات.", "قال وزير الصحة إن الدواء متوفر في المستشفيات."),
        ("وزير الصحة يزور المستشفيات في العاصمة اليوم.", "وزير الصحة يزور المستشفيات في العاصمة اليوم."),
        ("وَقال وزير الصحة إن الدواء متوفر في المستشفيات.", "قال وزير الصحة إن الدواء متوفر في المستشفيات."),
        ("ولكن الوزير رفض التعليق على الخبر مساء الأحد.", "الوزير رفض التعليق على الخبر مساء الأحد."),
        (
            "However, the minister declined to comment on Sunday.",
            "the minister declined to comment on Sunday.",
        ),
        ("In addition, the port will stay closed until Monday.", "the port will stay closed until Monday."),
        ("The port will stay closed until Monday.", "The port will stay closed until Monday."),
        ("But no.", "But no."),
    ],
)
def test_it_leaves_out_connecting_words(sentence: str, expected: str) -> None:
    assert label(sentence) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "“The keeper left on Monday morning. Nobody has seen him since,” said the mayor.",
            "The keeper left on Monday morning.",
        ),
        ("“The keeper left on Monday morning,” said the mayor.", None),
        (
            "«غادر حارس المنارة صباح الأحد. ولم يره أحد منذ ذلك اليوم»، كما قال رئيس البلدية.",
            "غادر حارس المنارة صباح الأحد.",
        ),
        ("«غادر حارس المنارة صباح الأحد» كما قال رئيس البلدية.", None),
        ("“The keeper left on Monday morning.", "The keeper left on Monday morning."),
    ],
)
def test_it_opens_no_quotation_that_ends_elsewhere(text: str, expected: str | None) -> None:
    assert label_span(read(text), 0).of(text) == (expected or text)


def worse(one: str, other: str) -> bool:
    return fault(read(one), 0) > fault(read(other), 0)


def test_a_pronoun_at_the_beginning_is_a_fault() -> None:
    assert worse(
        "He told reporters that the port will stay closed.",
        "Omar told reporters that the port will stay closed.",
    )
    assert worse(
        "وأضاف أن الميناء سيبقى مغلقاً حتى يوم الاثنين.", "وقال عمر إن الميناء سيبقى مغلقاً حتى يوم الاثنين."
    )


def test_a_torn_quotation_is_a_fault() -> None:
    torn = 'قال عمر: "الميناء مغلق منذ صباح الأحد. ولن نفتحه قبل يوم الاثنين المقبل".'
    whole = 'قال عمر: "الميناء مغلق منذ صباح الأحد".'
    assert worse(torn, whole)


def test_length_is_a_fault_and_so_is_brevity() -> None:
    plain = "Omar Haddad closed the port of Tyre on Sunday."
    assert worse(
        plain[:-1] + " after the crew of a ship that had come from Cyprus in the night found "
        "that the pier on which they wanted to land had been broken by the waves of the storm.",
        plain,
    )
    assert worse("Omar closed it.", plain)
