"""What sentences make somebody say."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.sayings import Manner, quoted_sayings, sayings


def said(text: str) -> list[tuple[str, str]]:
    return [(one.manner.value, one.span.of(text)) for one in sayings(read(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "وقال الوزير سامي حداد: «لن نرفع سعر الخبز هذا العام».",
            [("direct", "لن نرفع سعر الخبز هذا العام")],
        ),
        (
            "وأكد الوزير سامي حداد أن سعر الخبز «لن يرتفع» هذا العام.",
            [("partial", "سعر الخبز «لن يرتفع» هذا العام")],
        ),
        ("وأكد الوزير سامي حداد أن سعر الخبز لن يرتفع.", [("indirect", "سعر الخبز لن يرتفع")]),
        (
            "وقال سامي حداد إن المخابز ستعمل ليلاً، مضيفاً أن القمح يكفي عاماً كاملاً.",
            [("indirect", "المخابز ستعمل ليلاً"), ("indirect", "القمح يكفي عاماً كاملاً")],
        ),
        (
            "ارتفع سعر القمح خمسة في المئة، بحسب وزارة التجارة.",
            [("indirect", "ارتفع سعر القمح خمسة في المئة")],
        ),
        (
            "The mayor, Ann Cole, said the bridge would stay shut.",
            [("indirect", "the bridge would stay shut")],
        ),
        ("The bridge would stay shut, Ann Cole said.", [("indirect", "The bridge would stay shut")]),
        (
            '"The bridge will stay shut for a year," Ann Cole told a crowd at the gates.',
            [("direct", "The bridge will stay shut for a year,")],
        ),
        ("Snow fell on the northern hills all night.", []),
        ("", []),
    ],
)
def test_the_words_are_found_without_speaker_and_verb(text: str, found: list[tuple[str, str]]) -> None:
    assert said(text) == found


def test_a_quotation_of_two_sentences_is_two_sayings_of_one_quotation() -> None:
    text = "وقال الوزير سامي حداد: «لن نرفع سعر الخبز. ستعمل المخابز ليلاً ونهاراً»."
    first, second = sayings(read(text))
    assert first.quote is second.quote is not None
    assert [first.sentence, second.sentence] == [0, 1]
    assert len(quoted_sayings(read(text))) == 2


def test_quoted_words_inside_a_report_are_kept_with_their_places() -> None:
    text = "وأكد الوزير سامي حداد أن سعر الخبز «لن يرتفع» هذا العام."
    (one,) = sayings(read(text))
    assert one.manner is Manner.PARTIAL
    assert [place.of(text) for place in one.quoted] == ["لن يرتفع"]
    assert one.entity is not None and one.cue is not None
    assert one.cue.of(text) == "وأكد"


def test_places_are_those_of_the_text_with_marks_and_controls() -> None:
    text = "\u202b😀 وقـــالَ الوزيرُ سامي حداد إنّ سِعرَ الخبزِ لن يرتفع\u202c."
    (one,) = sayings(read(text))
    assert one.span.of(text).startswith("سِعرَ")


def test_a_question_states_nothing() -> None:
    assert said("وسأل صحفيون الوزير سامي حداد هل يرتفع سعر الخبز هذا العام.") == []
