"""The kinds of facts that five real articles are known to hold, and the sample's of its own."""

from pathlib import Path

import pytest

from articles.analysis.pairs import meaning
from articles.analysis.reading import read
from articles.analysis.stories.facts import Facts, find_facts
from articles.analysis.stories.reckoning import ELAPSED
from articles.analysis.stories.tallies import Agreement, find_tallies
from articles.analysis.stories.tellings import Telling, Tellings
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord
from articles.tests.analysis.stories.test_facts import states
from articles.tests.analysis.stories.writing import linked

ROOT = Path(__file__).resolve().parents[4]
GIVEN = ROOT.parent / "shared" / "articles"


def gathered(folder: Path) -> Tellings:
    records = [record for record in read_paths([folder]) if isinstance(record, ArticleRecord)]
    return linked([_telling(n, record) for n, record in enumerate(records)])


def _telling(number: int, record: ArticleRecord) -> Telling:
    headings = [span for span, is_heading in record.paragraphs if is_heading]
    reading = read(record.body, language=record.language, headings=headings)
    return Telling(
        article=number,
        outlet=str(number),
        headline="",
        published=None,
        agencies=(),
        reading=reading,
        vectors=meaning.encode([span.of(reading.text) for span in reading.sentences]),
    )


@pytest.fixture(scope="module")
def sample() -> Tellings:
    return gathered(ROOT / "sample")


@pytest.fixture(scope="module")
def given() -> Tellings:
    if not GIVEN.exists():
        pytest.skip(f"the given articles are not here: {GIVEN}")
    return gathered(GIVEN)


def having(tellings: Tellings, facts: Facts, *words: str) -> list[list[str]]:
    """What each article has of the facts in whose core these words stand."""
    found = []
    for fact in facts.facts:
        text = fact.core.span.of(tellings[fact.core.article].reading.text)
        if all(word in text for word in words):
            found.append(states(fact, tellings))
    return found


def test_a_denial_that_one_outlet_reports_is_absent_elsewhere(given: Tellings) -> None:
    denials = having(given, find_facts(given), "تنفي")
    assert denials
    assert all(sorted(states) == ["absent"] * 4 + ["reported"] for states in denials)


def test_whom_the_sanctions_are_on_is_in_conflict(given: Tellings) -> None:
    sanctions = having(given, find_facts(given), "العقوبات", "المفروضة على")
    assert any({"reported", "conflict"} <= set(states) for states in sanctions)


def test_how_long_ago_they_met_is_no_conflict(given: Tellings) -> None:
    durations = having(given, find_facts(given), "منذ أكثر من 4 سنوات")
    assert durations
    assert all("conflict" not in states for states in durations)


def test_how_long_ago_they_met_can_be_right_in_all(given: Tellings) -> None:
    (lasting,) = [t for t in find_tallies(given).tallies if any(each.basis == ELAPSED for each in t.given)]
    assert lasting.agreement is Agreement.HEDGED
    assert len({each.place.article for each in lasting.given}) > 1


def test_the_sample_has_a_fact_that_three_report_across_languages(sample: Tellings) -> None:
    denials = having(sample, find_facts(sample), "تنفي")
    assert any(states.count("reported") > 1 for states in denials)


def test_the_sample_has_facts_of_one(sample: Tellings) -> None:
    alone = [f for f in find_facts(sample).facts if states(f, sample).count("absent") == 7]
    assert len(alone) > 10
