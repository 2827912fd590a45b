"""What is told to have happened when."""

from articles.analysis.stories.events import find_events
from articles.analysis.stories.tellings import Tellings
from articles.tests.analysis.stories.writing import story


def told(tellings: Tellings) -> list[tuple[str, list[str]]]:
    """The days of the events, with the words by which each outlet says when."""
    return [
        (
            event.iso,
            [each.when.of(tellings[each.place.article].reading.text) for each in event.told],
        )
        for event in find_events(tellings).events
    ]


def test_events_stand_in_order_with_all_who_tell_of_them() -> None:
    tellings = story(
        (
            "a",
            "2024-03-09",
            "The dam at Kariba burst on Friday after heavy rain, the ministry said. It was built in 1959.",
        ),
        ("b", "2024-03-10", "انهار سد كاريبا أول من أمس بعد أمطار غزيرة، بحسب الوزارة."),
        ("c", "", "The dam at Kariba burst on 8 March 2024 after heavy rain, the ministry said."),
    )
    assert told(tellings) == [("1959", ["1959"]), ("2024-03-08", ["Friday", "أول من أمس", "8 March 2024"])]


def test_two_events_of_one_day_stay_apart() -> None:
    tellings = story(
        ("a", "2024-03-09", "The dam at Kariba burst on Friday after heavy rain, the ministry said."),
        ("b", "2024-03-09", "وقعت فرنسا واليابان يوم الجمعة اتفاقاً للتجارة في السيارات."),
    )
    assert [iso for iso, _ in told(tellings)] == ["2024-03-08", "2024-03-08"]


def test_the_most_exact_day_stands_for_the_event() -> None:
    tellings = story(
        ("a", "2024-03-09", "The dam at Kariba burst in March 2019 after heavy rain, the ministry said."),
        ("b", "2024-03-09", "The dam at Kariba burst five years ago after heavy rain, the ministry said."),
    )
    assert told(tellings) == [("2019-03", ["March 2019", "five years"])]


def test_it_counts_what_nobody_can_place() -> None:
    found = find_events(story(("a", "", "The dam burst yesterday. On 8 May it had been repaired.")))
    assert found.events == ()
    assert found.unresolved == 2


def test_the_day_inside_a_year_is_one_event() -> None:
    tellings = story(("a", "2024-03-09", "The dam at Kariba burst twice this year, in January, after rain."))
    assert told(tellings) == [("2024-01", ["January"])]
