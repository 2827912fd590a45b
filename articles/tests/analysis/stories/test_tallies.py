"""What is given for one thing, and whether all can be right."""

import pytest

from articles.analysis.stories.tallies import Agreement, Tallies, find_tallies
from articles.analysis.stories.tellings import Tellings
from articles.tests.analysis.stories.writing import story, words


def table(tellings: Tellings) -> list[tuple[str, dict[str, str]]]:
    """Of each row the agreement, and the words that each outlet gives."""
    return [
        (
            tally.agreement.value,
            {tellings[each.place.article].outlet: words(tellings, each.place) for each in tally.given},
        )
        for tally in find_tallies(tellings).tallies
    ]


@pytest.mark.parametrize(
    ("one", "other", "agreement"),
    [
        (
            "The explosion at the fireworks factory near Lagos killed 12 people on Friday.",
            "At least 10 people were killed on Friday in an explosion at a fireworks factory near Lagos.",
            "hedged",
        ),
        (
            "The explosion at the fireworks factory near Lagos killed 12 people on Friday.",
            "Thirty people were killed on Friday in an explosion at a fireworks factory near Lagos.",
            "conflict",
        ),
        (
            "قتل 12 شخصاً يوم الجمعة في انفجار مصنع الألعاب النارية قرب لاغوس.",
            "The explosion at the fireworks factory near Lagos killed twelve people on Friday.",
            "equal",
        ),
        (
            "The pipeline across the desert is 100 kilometres long, the company said in Accra.",
            "The pipeline across the desert is 62 miles long, the company said in Accra.",
            "other_unit",
        ),
        (
            "انفجر المصنع قرب لاغوس يوم الجمعة وأسفر عن خسائر بلغت 98 مليون دولار، بحسب الشركة.",
            "انفجر المصنع قرب لاغوس يوم الجمعة وأسفر عن خسائر بلغت 100 مليون دولار، بحسب الشركة.",
            "rounded",
        ),
    ],
)
def test_it_says_how_figures_of_one_thing_agree(one: str, other: str, agreement: str) -> None:
    found = dict(table(story(("a", "2024-03-09", one), ("b", "2024-03-09", other))))
    assert agreement in found
    assert set(found[agreement]) == {"a", "b"}


def test_it_knows_a_duration_by_the_date_that_it_reaches_back_to() -> None:
    told = story(
        (
            "a",
            "2024-03-09",
            "The two ministers of Chile and Peru met in Lima for the first time since May 2019.",
        ),
        ("b", "2024-03-10", "التقى وزيرا تشيلي وبيرو في ليما للمرة الأولى منذ نحو خمس سنوات."),
        (
            "c",
            "2024-03-10",
            "The ministers of Chile and Peru met in Lima, four years and ten months after their last talks.",
        ),
    )
    (row,) = [row for row in table(told) if row[0] == "reckoned"]
    assert row[1] == {"a": "May 2019", "b": "خمس سنوات", "c": "four years and ten months"}


def test_durations_meet_in_a_story_that_nobody_dates_but_its_texts() -> None:
    told = story(
        ("a", "", "On 9 March 2024 the ministers of Chile and Peru met in Lima, after more than four years."),
        (
            "b",
            "",
            "The ministers of Chile and Peru met in Lima, four years and ten months after their last talks.",
        ),
    )
    assert ("hedged", {"a": "four years", "b": "four years and ten months"}) in table(told)


def test_one_day_is_the_same_however_it_is_named() -> None:
    told = story(
        ("a", "2024-03-08", "A fireworks factory near Lagos exploded today, the city's fire service said."),
        (
            "b",
            "2024-03-09",
            "A fireworks factory near Lagos exploded yesterday, the city's fire service said.",
        ),
        ("c", "", "A fireworks factory near Lagos exploded on 8 March 2024, the fire service said."),
    )
    assert ("equal", {"a": "today", "b": "yesterday", "c": "8 March 2024"}) in table(told)


def test_conflicts_come_first_and_name_who_is_apart() -> None:
    fire = "The fire at the old market of Tunis lasted {} and killed {} people on Friday, the police said."
    told = story(
        ("a", "2024-03-09", fire.format("six hours", 12)),
        ("b", "2024-03-09", fire.format("six hours", 12)),
        ("c", "2024-03-09", fire.format("six hours", 30)),
    )
    found = find_tallies(told)
    assert found.tallies[0].agreement is Agreement.CONFLICT
    assert found.conflicts == 1
    assert found.tallies[0].apart == ((0, 2), (1, 2))


def test_nobody_is_held_against_somebody() -> None:
    told = story(
        (
            "a",
            "2024-03-09",
            "No one was killed in the fire at the old market of Tunis on Friday, police said.",
        ),
        (
            "b",
            "2024-03-09",
            "Four people were killed in the fire at the old market of Tunis on Friday, police said.",
        ),
    )
    assert ("conflict", {"a": "No one was killed", "b": "Four people"}) in table(told)


def test_unlinked_figures_are_not_of_one_thing() -> None:
    told = story(
        ("a", "2024-03-09", "Twelve people were killed in a factory in Lagos."),
        ("b", "2024-03-09", "وقع الفريق عقداً مع 12 لاعباً جديداً هذا الموسم."),
    )
    assert find_tallies(told) == Tallies(tallies=())


def test_an_empty_story_has_none() -> None:
    assert find_tallies(story()).count == 0
    assert find_tallies(story(("a", "", "🔥"), ("b", "", "\u202e"))).count == 0
