"""Sentences cut into clauses."""

import pytest

from articles.analysis.pairs.clauses import sentence_clauses
from articles.analysis.reading import read


def clauses(text: str) -> list[str]:
    reading = read(text)
    return [clause.of(text) for sentence in sentence_clauses(reading) for clause in sentence]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "أغلقت البلدية السوق القديمة فيما واصل التجار بيع الخضار في الشوارع.",
            ["أغلقت البلدية السوق القديمة", "فيما واصل التجار بيع الخضار في الشوارع"],
        ),
        (
            "زارت الوزيرة الميناء صباحاً، وتفقدت الرصيف الجديد الذي بناه عمال الشركة.",
            ["زارت الوزيرة الميناء صباحاً", "وتفقدت الرصيف الجديد", "الذي بناه عمال الشركة"],
        ),
        (
            "قال العمدة إن الجسر سيفتح قبل العيد مضيفاً أن الأشغال كلفت كثيراً.",
            ["قال العمدة", "إن الجسر سيفتح قبل العيد", "مضيفاً أن الأشغال كلفت كثيراً"],
        ),
        (
            "وختم المدرب حديثه قائلاً «لن نلعب على التعادل أبداً» ثم غادر القاعة مسرعاً.",
            ["وختم المدرب حديثه قائلاً", "لن نلعب على التعادل أبداً", "ثم غادر القاعة مسرعاً"],
        ),
        (
            "The council closed the old market, while traders went on selling fruit in the streets.",
            ["The council closed the old market", "while traders went on selling fruit in the streets"],
        ),
        (
            "The mayor said that the bridge would open in June, adding that work had cost too much.",
            [
                "The mayor said",
                "that the bridge would open in June",
                "adding that work had cost too much",
            ],
        ),
        (
            'The coach ended with "we shall never play for a draw again" and left the crowded room.',
            ["The coach ended with", "we shall never play for a draw again", "and left the crowded room"],
        ),
    ],
)
def test_it_cuts_where_another_fact_begins(text: str, wanted: list[str]) -> None:
    assert clauses(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "زار الوفد تونس، والجزائر، ومصر.",
        "وصل محمد ومعلقة صغيرة كانت في يده.",
        "They bought apples, pears, and plums.",
        "اشتهر الفيلم باسم «حيث تغيب الشمس» في القرية.",
        "كلمة.",
    ],
)
def test_it_leaves_lists_names_and_short_sentences_whole(text: str) -> None:
    assert len(clauses(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "أُغْلِقَـــتِ السُّوقُ الكبيرةُ فِيمَا واصلَ التجارُ البيعَ 🚀 في الشوارع.",
        "\u202bThe \u2067market\u2069 was closed 🚀, while the traders went on\u202c selling.",
        "فيما بينما حيث، وو و، «» while while, and: ; — .",
        "",
        "، ، ،",
    ],
)
def test_its_clauses_hold_every_word_once_and_in_order(text: str) -> None:
    reading = read(text)
    for sentence, found in zip(reading.sentences, sentence_clauses(reading), strict=True):
        held = [token for clause in found for token in reading.tokens if clause.covers(token.span)]
        assert held == [token for token in reading.tokens if sentence.covers(token.span)]
