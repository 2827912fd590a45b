"""Copied text between two articles."""

import pytest

from articles.analysis.pairs.reuse import reuse
from articles.analysis.reading import read

FIRE = (
    "اندلع حريق كبير في مستودع للأخشاب على أطراف المدينة الصناعية فجر اليوم وأتى على محتوياته كلها. "
    "وقالت فرق الإطفاء إنها احتاجت إلى ست ساعات لإخماد النيران."
)
FIRE_COPIED = (
    "في خبر آخر من الشمال، اندلع حريق هائل في مستودع للأخشاب على أطراف المدينة الصناعية فجر اليوم، "
    "ولم تُعرف أسبابه بعد."
)
FIRE_RETOLD = "التهمت النيران صباحاً مخزناً للخشب قرب المصانع، واستغرق إخمادها ست ساعات كما أفاد رجال الإطفاء."
SPEECH = "«لن نرفع ثمن الخبز هذا العام مهما بلغت كلفة القمح في الأسواق العالمية»"


def test_it_finds_a_run_with_a_word_changed_inside() -> None:
    found = reuse(read(FIRE), read(FIRE_COPIED))
    (run,) = found.runs
    assert run.a.of(FIRE).startswith("في مستودع للأخشاب") or run.a.of(FIRE).startswith("اندلع")
    assert run.a.of(FIRE).endswith("فجر اليوم")
    assert run.b.of(FIRE_COPIED).endswith("فجر اليوم")
    assert 0.3 < found.share_a < 0.6 and 0.3 < found.share_b < 0.7


def test_it_finds_nothing_in_what_is_told_in_other_words() -> None:
    found = reuse(read(FIRE), read(FIRE_RETOLD))
    assert (found.runs, found.share_a, found.share_b) == ((), 0, 0)


def test_it_takes_a_text_for_a_copy_of_itself_despite_harakat_and_tatweel() -> None:
    found = reuse(read(FIRE), read(FIRE.replace("حريق", "حَرِيـــق").replace("أطراف", "اطراف")))
    assert (found.share_a, found.share_b) == (1, 1)


def test_it_does_not_count_what_both_quote() -> None:
    a = f"قال وزير التموين في مؤتمر صحفي أمس: {SPEECH}."
    b = f"وأمام نواب البرلمان تعهد الوزير بقوله: {SPEECH}."
    assert reuse(read(a), read(b)).runs == ()


def test_it_does_not_count_a_long_name_as_a_copied_phrase() -> None:
    a = read("وصف الزعيم الكوري الشمالي كيم جونغ أون الزيارة بالناجحة.")
    b = read("غادر الزعيم الكوري الشمالي كيم جونغ أون العاصمة بقطاره.")
    assert reuse(a, b).runs == ()


def test_it_counts_two_copied_places_apart() -> None:
    first, second = FIRE.split(". ")
    found = reuse(read(FIRE), read(f"{second} وبدأ التحقيق في الحادث بأمر من النيابة العامة. {first}."))
    assert len(found.runs) == 2
    assert found.share_a == 1 > found.share_b


@pytest.mark.parametrize(
    ("a", "b"),
    [("", ""), ("", FIRE), ("🚀 «» \u202e", FIRE), ("كلمة " * 3000, "كلمة " * 3000), ("«" * 300, FIRE)],
)
def test_it_survives_hostile_text(a: str, b: str) -> None:
    found = reuse(read(a), read(b))
    assert 0 <= found.share_a <= 1 and 0 <= found.share_b <= 1
