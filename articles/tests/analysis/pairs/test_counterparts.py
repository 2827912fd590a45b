"""Items that are the same thing under two keys."""

import pytest

from articles.analysis.pairs.counterparts import counterparts, is_named
from articles.analysis.pairs.statements import Item, items
from articles.analysis.reading import read
from articles.analysis.text.normalise import fold_key


def of(text: str) -> tuple[Item, ...]:
    reading = read(text)
    return items(reading, reading.sentences[0])


def met(one: str, other: str) -> set[tuple[str, str]]:
    """The words that meet although their keys differ."""
    a, b = of(one), of(other)
    texts = ({item.key: item.span.of(one) for item in a}, {item.key: item.span.of(other) for item in b})
    return {(texts[0][own], texts[1][its]) for its, own in counterparts(a, b).items()}


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        ("في 3 مايو 2021 وقع الحريق.", "في 3 مايو وقع الحريق.", {("3 مايو 2021", "3 مايو")}),
        ("Their approval came late.", "They approved it late.", set()),
        ("The Russian delegation left.", "The delegation of Russia left.", {("Russian", "Russia")}),
        ("رحب الوزير الصيني بالوفد.", "رحب وزير الصين بالوفد.", {("الصيني", "الصين")}),
        ("في 3 مايو 2021 وقع الحريق.", "في 4 مايو 2021 وقع الحريق.", set()),
        ("زار الوفد بغداد.", "زار الوفد القاهرة.", set()),
    ],
)
def test_it_joins_what_is_written_otherwise(one: str, other: str, wanted: set[tuple[str, str]]) -> None:
    assert met(one, other) == wanted


def test_it_sees_a_name_in_a_text_of_another_language() -> None:
    (name,) = (item for item in of("وصلوا إلى بغداد.") if item.mention)
    assert is_named(name, fold_key("They reached Baghdad."))
    assert not is_named(name, fold_key("They reached the city."))
