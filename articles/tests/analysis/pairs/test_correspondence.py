"""Which parts of two sentences say the same."""

from articles.analysis.pairs.align import align
from articles.analysis.reading import read

MARKET = "أغلقت البلدية السوق القديمة بعد حريق الجمعة، فيما وعد المحافظ بتعويض التجار المتضررين قبل الصيف."
MARKET_RETOLD = (
    "تعهد المحافظ بتعويض التجار المتضررين قبل الصيف، بينما شهدت المدينة أمطاراً غزيرة أغرقت الشوارع."
)
MARKET_ENGLISH = (
    "Heavy rain flooded the streets of the city, while the governor promised to compensate the "
    "affected traders before summer."
)


def parts(one: str, other: str) -> list[tuple[str, str]]:
    a, b = read(one), read(other)
    (link,) = align(a, b)
    return [
        (e.a[0].of(one), e.b[0].of(other)) for e in link.evidence if e.kind == "clause" and 0 < e.weight <= 1
    ]


def test_it_says_which_fact_of_two_long_sentences_is_the_same() -> None:
    ((one, other),) = parts(MARKET, MARKET_RETOLD)
    assert one == "فيما وعد المحافظ بتعويض التجار المتضررين قبل الصيف"
    assert other == "تعهد المحافظ بتعويض التجار المتضررين قبل الصيف"


def test_it_does_so_across_languages() -> None:
    ((one, other),) = parts(MARKET, MARKET_ENGLISH)
    assert one.startswith("فيما وعد المحافظ")
    assert other.startswith("while the governor promised")


def test_it_pairs_each_clause_of_a_sentence_in_another_order() -> None:
    turned = (
        "وعد المحافظ بتعويض التجار المتضررين قبل الصيف، فيما أغلقت البلدية السوق القديمة بعد حريق الجمعة."
    )
    found = parts(MARKET, turned)
    assert [one[:6] for one, _ in found] == ["أغلقت ", "فيما و"]
    assert [other[:6] for _, other in found] == ["فيما أ", "وعد ال"]


def test_one_clause_against_one_needs_no_telling() -> None:
    assert parts("وعد المحافظ بتعويض التجار.", "تعهد المحافظ بتعويض التجار.") == []
