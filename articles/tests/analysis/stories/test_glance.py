"""A story at a glance: counts of what was found, and nothing of what was not looked for."""

from datetime import date

from articles.analysis.stories.facts import Facts, find_facts
from articles.analysis.stories.glance import look_over
from articles.analysis.stories.independence import Independence, find_independence
from articles.analysis.stories.tallies import Tallies, find_tallies
from articles.tests.analysis.stories.writing import story

FIRE = "The fire at the old market of Tunis killed {} people on Friday, the police said."


def test_it_counts_who_tells_and_when() -> None:
    glance = look_over(
        story(
            ("a", "2024-03-09", "The market burnt."),
            ("a", "2024-03-11", "It still burns."),
            ("", "", "احترق السوق."),
            ("", "", "احترق السوق كله."),
        ),
        {},
    )
    assert (glance.articles, glance.outlets, glance.languages) == (4, 3, ("ar", "en"))
    assert (glance.first, glance.last) == (date(2024, 3, 9), date(2024, 3, 11))
    assert glance.facts is None
    assert glance.figures is None


def test_it_counts_facts_by_how_many_have_them() -> None:
    told = story(
        ("a", "2024-03-09", FIRE.format(12) + " The mayor has promised new fire engines and better roads."),
        ("b", "2024-03-09", FIRE.format(30)),
        ("c", "2024-03-09", FIRE.format(12)),
    )
    glance = look_over(told, {Facts: find_facts(told), Tallies: find_tallies(told)})
    assert glance.facts
    # What 12 and what 30 have killed are two facts, each in conflict with the other.
    assert (glance.facts.everywhere, glance.facts.alone, glance.facts.conflicts) == (2, 1, 2)
    assert glance.facts.several + glance.facts.alone == glance.facts.all
    assert glance.figures
    assert glance.figures.conflicts == 1


def test_it_gives_the_fewest_and_the_most_voices() -> None:
    told = story(
        ("a", "2024-03-09", FIRE.format(12)), ("b", "2024-03-09", "The mayor has promised new roads.")
    )
    glance = look_over(told, {Independence: find_independence(told)})
    assert glance.voices
    assert 1 <= glance.voices.fewest <= glance.voices.most == 2
