"""Agreement and contradiction of two sentences."""

import pytest

from articles.analysis.pairs import meaning
from articles.analysis.pairs.stance import Stance, measure, stance
from articles.analysis.reading import read
from articles.analysis.text.spans import Span


def judged(one: str, other: str) -> Stance:
    a, b = read(one, language="ar"), read(other, language="ar")
    return stance(a, Span(0, len(one)), b, Span(0, len(other)), encode=meaning.encode)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ارتفاع أسعار القمح في الأسواق العالمية", "انخفاض أسعار القمح في الأسواق العالمية"),
        ("النقابة توافق على عرض إدارة الميناء", "النقابة ترفض عرض إدارة الميناء"),
        ("مقتل 12 عاملا في انهيار منجم", "مقتل 45 عاملا في انهيار منجم"),
    ],
)
def test_it_tells_a_contradiction(one: str, other: str) -> None:
    assert judged(one, other).disagree > 0.5


@pytest.mark.parametrize(
    ("one", "other", "likely"),
    [
        (
            "البلدية تغلق الجسر الحديدي أمام الشاحنات",
            "إغلاق الجسر الحديدي أمام الشاحنات بقرار من البلدية",
            "agree",
        ),
        (
            "البلدية تغلق الجسر الحديدي أمام الشاحنات",
            "علماء يكتشفون نوعا جديدا من الأسماك في المحيط الهادئ",
            "other",
        ),
    ],
)
def test_it_tells_the_same_and_the_unrelated(one: str, other: str, likely: str) -> None:
    found = judged(one, other)
    assert max(("agree", "disagree", "other"), key=lambda name: getattr(found, name)) == likely


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ارتفاع أسعار القمح 🚀 في الأسواق", "لن تنخفض أَسْعَــار القمح"),
        ("12 قتيلا في بيروت", "وزير ينفي مقتل 30 في صيدا"),
        ("", "كلمة"),
        ("؟!", "«»"),
    ],
)
def test_it_does_not_mind_which_comes_first(one: str, other: str) -> None:
    a, b = read(one, language="ar"), read(other, language="ar")
    in_a, in_b = Span(0, len(one)), Span(0, len(other))
    forth = measure(a, in_a, b, in_b, encode=meaning.encode)
    assert vars_of(forth) == pytest.approx(
        vars_of(measure(b, in_b, a, in_a, encode=meaning.encode)), abs=1e-4
    )
    found = judged(one, other)
    assert found.agree + found.disagree + found.other == pytest.approx(1)


def vars_of(measures: object) -> dict[str, float]:
    return {name: float(value) for name, value in vars(measures).items()}
