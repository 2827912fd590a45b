"""Headlines are held against their own bodies."""

import pytest

from articles.analysis.stories.headlines import Fault, Headlines, check_headlines
from articles.tests.analysis.stories.test_wordings import told

DAM = """افتتح وزير الري سامر الحداد أمس السد الجديد على نهر العاصي في سوريا بعد خمس سنوات من العمل.

وقال الحداد إن السد سيروي 40 ألف هكتار وإن «الماء حق لكل قرية».

وكلف المشروع 120 مليون دولار، ولم تحضر موسكو الاحتفال لكنها أرسلت برقية."""
FERRY = """A ferry with 212 people on board ran aground off the island of Leros on Friday night.

Coast guard officials said the captain had ignored two storm warnings.

All passengers were taken to shelter in schools, and nobody was hurt."""


def _faults(headline: str, body: str, language: str) -> dict[str, Fault]:
    (check,) = check_headlines(told(body, language=language, headlines=[headline])).checks
    return {finding.span.of(headline): finding.fault for finding in check.findings}


@pytest.mark.parametrize(
    ("headline", "words", "fault"),
    [
        ("وزير الري يفتتح السد بكلفة 300 مليون دولار", "300 مليون دولار", Fault.FIGURE),
        ("وزير الري يفتتح السد بحضور طهران", "طهران", Fault.NAME),
        ("وزير الري: السد «معجزة هندسية»", "معجزة هندسية", Fault.QUOTATION),
        ("افتتاح السد في لقاء موسكو", "لقاء موسكو", Fault.PLACE),
        ("افتتاح السد وسط غضب شعبي عارم", "غضب شعبي", Fault.CLAIM),
    ],
)
def test_it_finds_what_has_no_support(headline: str, words: str, fault: Fault) -> None:
    assert _faults(headline, DAM, "ar").get(words) is fault


@pytest.mark.parametrize(
    ("headline", "words", "fault"),
    [
        ("Ferry runs aground with 500 people", "500 people", Fault.FIGURE),
        ("Turkey sends rescuers as ferry runs aground", "Turkey", Fault.NAME),
        ("Captain ignored two storm warnings", "Captain ignored two storm warnings", Fault.VOICE),
    ],
)
def test_it_does_so_in_english(headline: str, words: str, fault: Fault) -> None:
    found = _faults(headline, FERRY, "en")
    assert found.get(words) is fault, found


@pytest.mark.parametrize(
    ("headline", "body", "language"),
    [
        ("افتتاح سد جديد على العاصي بكلفة 120 مليون دولار", DAM, "ar"),
        ("الحداد: «الماء حق لكل قرية»", DAM, "ar"),
        ("Ferry with 212 on board runs aground off Leros", FERRY, "en"),
        ("Captain ignored two storm warnings, officials say", FERRY, "en"),
        ("5 things about the ferry off Leros", FERRY, "en"),
    ],
)
def test_it_finds_nothing_in_what_the_body_says(headline: str, body: str, language: str) -> None:
    faults = _faults(headline, body, language)
    assert not {words: fault for words, fault in faults.items() if fault is not Fault.WORD}


def test_it_shows_the_nearest_sentence_and_what_the_headline_stresses() -> None:
    found = check_headlines(
        told(DAM, DAM.replace("أمس", "الأحد"), headlines=["وزير الري يفتتح السد بكلفة 300 مليون دولار"])
    )
    (check,) = found.checks
    assert [finding.nearest.sentence for finding in check.findings if finding.nearest] == [2]
    assert check.stresses[0].place.sentence == 0
    assert check.stresses[0].articles == (1,)
    assert found.without == (1,)
    assert (found.count, found.unattributed) == (1, 0)


def test_what_the_body_has_from_somebody_is_counted_by_itself() -> None:
    found = check_headlines(told(FERRY, language="en", headlines=["Captain ignored two storm warnings"]))
    assert (found.count, found.unattributed) == (0, 1)


def test_a_headline_is_not_judged_in_a_language_whose_words_are_unknown() -> None:
    body = "Dix-sept ouvriers ont quitté la mine. La mine reste fermée. Le maire promet une aide."
    headline = "17 ouvriers quittent une mine près de Lens"
    assert check_headlines(told(body, language="fr", headlines=[headline])).without == (0,)


@pytest.mark.parametrize("headline", ["", "  ", "🙂", "\u202e\u200f", "…"])
def test_an_article_without_a_headline_is_told_as_such(headline: str) -> None:
    assert check_headlines(told(DAM, headlines=[headline])) == Headlines(checks=(), without=(0,))


def test_a_headline_of_any_length_is_read() -> None:
    assert check_headlines(told(DAM, headlines=["سد " * 5000])).checks
