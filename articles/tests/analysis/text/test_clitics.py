"""Attached particles."""

import pytest

from articles.analysis.names.entities import find_mentions
from articles.analysis.text.clitics import splits


@pytest.mark.parametrize(
    ("form", "reading"),
    [
        ("وبوتين", (1, "بوتين")),
        ("لبوتين", (1, "بوتين")),
        ("فموسكو", (1, "موسكو")),
        ("ولموسكو", (2, "موسكو")),
        ("كموسكو", (1, "موسكو")),
        ("بالصين", (1, "الصين")),
        ("للصين", (2, "الصين")),
        ("وللصين", (3, "الصين")),
    ],
)
def test_it_offers_the_rest_without_the_particle(form: str, reading: tuple[int, str]) -> None:
    assert reading in splits(form)


@pytest.mark.parametrize("form", ["بكين", "بوتين", "وارسو", "ليبيا", "كييف", "و", "", "لل"])
def test_it_reads_the_whole_word_first(form: str) -> None:
    assert splits(form)[:1] == (((0, form),) if len(form) > 1 else ())


# Particle by particle: «و», «ف», «ب», «ك», «ل», «لل», and several at once, before a name that lists know.
ATTACHED = [
    ("وصل الوفد وبوتين إلى القصر", "بوتين"),
    ("رحب الحضور فبوتين ضيف كبير", "بوتين"),
    ("التقى ببوتين مساء", "بوتين"),
    ("قال إن زعيما كبوتين نادر", "بوتين"),
    ("وجه رسالة لبوتين مساء", "بوتين"),
    ("وجه رسالة ولبوتين أخرى", "بوتين"),
    ("أشاد الحضور وببوتين خصوصا", "بوتين"),
    ("غادر إلى الميناء فموسكو", "موسكو"),
    ("عاد الوفد من هناك لموسكو", "موسكو"),
    ("وصلت شحنة لبيونغ يانغ أمس", "بيونغ يانغ"),
    ("أقيم المعرض بباريس أمس", "باريس"),
    ("هبطت الطائرة بوارسو أمس", "وارسو"),
    ("توجه الوفد لكييف أمس", "كييف"),
    ("توجه الوفد لليبيا أمس", "ليبيا"),
    ("توجه الوفد وللبنان أمس", "لبنان"),
]
WHOLE = [
    "بكين",
    "بوتين",
    "وارسو",
    "ليبيا",
    "باريس",
    "كييف",
    "بايدن",
    "فيينا",
    "لندن",
    "بيروت",
    "كوبا",
    "لاهاي",
]


@pytest.mark.parametrize(("text", "name"), ATTACHED)
def test_a_particle_comes_off_a_name(text: str, name: str) -> None:
    assert name in [mention.span.of(text) for mention in find_mentions(text, language="ar")]


@pytest.mark.parametrize("name", WHOLE)
def test_a_first_letter_that_looks_like_a_particle_stays(name: str) -> None:
    text = f"تحدث عن {name} أمس"
    assert [mention.span.of(text) for mention in find_mentions(text, language="ar")] == [name]


@pytest.mark.parametrize("name", WHOLE)
def test_and_is_taken_off_before_such_a_name_too(name: str) -> None:
    text = f"تحدث عن الأمر و{name} أمس"
    assert name in [mention.span.of(text) for mention in find_mentions(text, language="ar")]


def test_for_the_is_two_letters_before_a_definite_name() -> None:
    text = "وجهت دعوة للصين أمس"
    (mention,) = find_mentions(text, language="ar")
    assert mention.entity.name("en") == "China"
    assert mention.span.of(text) == "صين"
