"""Text that outlets have in common, where it comes from, and how many voices that leaves."""

from datetime import UTC, datetime, timedelta

import pytest

from articles.analysis.stories.independence import Ground, find_independence
from articles.analysis.stories.tellings import Tellings
from articles.tests.analysis.stories.writing import story

WIRE = (
    "غرقت عبارة تقل مئة وعشرين راكباً قبالة سواحل جزيرة ماريندا فجر السبت بعد أن اصطدمت بصخور قريبة من مدخل"
    " الميناء، وتمكنت قوارب الصيد من إنقاذ معظم الركاب قبل وصول فرق خفر السواحل إلى المكان بساعة كاملة.\n\n"
    "وكانت العبارة قد أبحرت مساء الجمعة من مدينة تولا متوجهة إلى العاصمة في رحلة تستغرق عادة ست ساعات.\n"
)
OWN = "شهد أهالي ماريندا ليلة طويلة، فقد خرج الصيادون بقواربهم إلى عبارة غارقة وعادوا بعشرات الناجين.\n"
ELSE = (
    "كتب مراسلنا من الجزيرة أن المدارس تحولت إلى ملاجئ للناجين من العبارة، وأن الأهالي حملوا إليها الطعام.\n"
)


def told(
    *texts: str, days: bool = True, outlets: str = "abcd", agencies: dict[str, tuple[str, ...]] | None = None
) -> Tellings:
    dated = ((outlets[n : n + 1], f"2024-03-0{n + 1}" if days else "", text) for n, text in enumerate(texts))
    return story(*dated, agencies=agencies or {})


def test_a_reprint_is_no_voice_of_its_own() -> None:
    found = find_independence(told(WIRE, WIRE + OWN, ELSE))
    assert [teller.outlet for teller in found.tellers] == ["a", "b", "c"]
    assert found.voices == ((0, 1), (2,))
    assert (found.count, found.fewest, found.is_certain) == (2, 2, True)
    (shared,) = found.shared
    assert shared.is_reprint and shared.share == 1.0
    assert shared.words > 50


MORE = """The island's fishermen had never seen such a night, the old harbour master told his guests.

They took blankets and lamps, and whoever owned a boat pushed it into the black water at once.

By noon the schools were full, and the bakers gave their bread away to anybody who asked for it.

The capital sent two ships, a hospital tent and a minister, who did not speak to the press at all.
"""


def test_text_shared_in_part_leaves_the_number_open() -> None:
    found = find_independence(told((OWN + ELSE) * 3 + WIRE, MORE + WIRE))
    (shared,) = found.shared
    assert not shared.is_reprint
    assert (found.count, found.fewest, found.is_certain) == (2, 1, False)


def test_shared_stretches_are_places_in_both_texts() -> None:
    story_ = told(WIRE, OWN + WIRE)
    (shared,) = find_independence(story_).shared
    for stretch in shared.stretches:
        one = stretch.a.span.of(story_[1].reading.text)
        other = stretch.b.span.of(story_[2].reading.text)
        assert one == other


@pytest.mark.parametrize(
    ("agencies", "ground", "keys"),
    [
        ({"a": ("reuters",), "b": ("reuters",)}, Ground.CREDITED, ("reuters",)),
        ({"b": ("afp",)}, Ground.CREDITED_ONCE, ("afp",)),
        ({}, Ground.TIME, ()),
    ],
)
def test_a_credit_tells_more_than_the_time(
    agencies: dict[str, tuple[str, ...]], ground: Ground, keys: tuple[str, ...]
) -> None:
    (shared,) = find_independence(told(WIRE, WIRE, agencies=agencies)).shared
    assert (shared.ground, shared.agencies) == (ground, keys)
    assert shared.taker == (2 if ground is Ground.TIME else 0)


def test_who_cites_the_other_outlet_took_from_it() -> None:
    cites = "وقالت وكالة رويترز إن عدد الناجين بلغ مئة.\n"
    outlets = [("reuters", "2024-03-02", WIRE), ("b", "2024-03-01", WIRE + cites)]
    (shared,) = find_independence(story(*outlets)).shared
    assert (shared.ground, shared.taker) == (Ground.NAMED, 2)


def test_an_agency_cited_in_the_shared_sentences_may_be_its_source() -> None:
    cites = (
        WIRE + "وقال قائد خفر السواحل لوكالة رويترز إن العبارة كانت تحمل عدداً من الركاب أكبر من المسموح به.\n"
    )
    (shared,) = find_independence(told(cites, OWN + cites)).shared
    assert shared.ground is Ground.CITED
    assert shared.cited is not None and shared.cited.name("en") == "Reuters"
    assert shared.taker == 0


def test_without_times_nothing_says_who_took_it() -> None:
    (shared,) = find_independence(told(WIRE, WIRE, days=False)).shared
    assert (shared.ground, shared.taker) == (Ground.NONE, 0)


def test_two_of_one_day_are_not_in_order_unless_the_hour_is_known() -> None:
    same = Tellings(
        tellings=tuple(
            type(one)(**{**vars(one), "published": datetime(2024, 3, 1, tzinfo=UTC) + timedelta(hours=9 * n)})
            for n, one in enumerate(told(WIRE, WIRE))
        ),
        pairs=told(WIRE, WIRE).pairs,
    )
    (shared,) = find_independence(same).shared
    assert (shared.ground, shared.taker) == (Ground.NONE, 0)


def test_outlets_that_credit_one_agency_may_be_one_voice_though_they_share_no_words() -> None:
    found = find_independence(told(OWN, ELSE, agencies={"a": ("afp",), "b": ("afp",)}))
    assert found.shared == ()
    assert (found.count, found.fewest) == (2, 1)


def test_articles_of_one_outlet_are_one_voice() -> None:
    found = find_independence(told(WIRE, WIRE, outlets="aa"))
    assert (found.count, found.shared) == (1, ())


def test_a_set_phrase_is_no_shared_text() -> None:
    phrase = "وزير الخارجية في حكومة جمهورية ماريندا الاتحادية قال ذلك للصحفيين أمس"
    assert find_independence(told(OWN + phrase, ELSE + phrase)).shared == ()


def test_no_story_has_no_voices() -> None:
    found = find_independence(told())
    assert (found.count, found.fewest, found.tellers) == (0, 0, ())
