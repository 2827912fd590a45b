"""What figures count, and where nobody is counted."""

import pytest

from articles.analysis.pairs.counted import PEOPLE, counts
from articles.analysis.reading import read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Twelve people were killed and 30 injured in the crash.",
            [(PEOPLE, "dead", 12), (PEOPLE, "harmed", 30)],
        ),
        ("قتل 12 جندياً وأصيب 30 آخرون في الانفجار.", [("جندي", "dead", 12), (PEOPLE, "harmed", 30)]),
        ("The death toll rose to 47 on Friday.", [(PEOPLE, "dead", 47)]),
        ("ارتفعت حصيلة القتلى إلى 47 يوم الجمعة.", [(PEOPLE, "dead", 47)]),
        ("A bus with 47 people on board left the town.", [(PEOPLE, "", 47)]),
        ("The ship sailed 300 miles.", [("metre", "", 300)]),
        ("There were no deaths in the fire.", [(PEOPLE, "dead", None)]),
        ("لم يصب أحد في الحريق.", [(PEOPLE, "harmed", None)]),
        ("None of the injured was in danger.", []),
        ("The boy, 14, was seen near the river.", []),
        ("🔥 لَـم تُسجَّل\u202b أي وفيات\u202c في الحريق.", [(PEOPLE, "dead", None)]),
    ],
)
def test_it_names_who_is_counted_and_what_befell_them(
    text: str, wanted: list[tuple[str, str, float | None]]
) -> None:
    found = counts(read(text), 0)
    assert [(each.noun, each.fate, each.figure.value if each.figure else None) for each in found] == wanted
