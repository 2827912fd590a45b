"""Facts: linked sentences of all articles, each judged by the one that words it."""

from collections.abc import Mapping
from itertools import combinations

import pytest

from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import Link, Relation, align
from articles.analysis.pairs.reuse import reuse
from articles.analysis.reading import read
from articles.analysis.stories.facts import Fact, Facts, find_facts
from articles.analysis.stories.tellings import Pair, Telling, Tellings
from articles.analysis.text.spans import Span
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B, QUAKE_IN_ENGLISH


def told(*texts: str, links: Mapping[tuple[int, int], tuple[Link, ...]] | None = None) -> Tellings:
    """The texts as articles 1, 2, … of as many outlets; linked as the rules link them, or as given."""
    tellings = []
    for number, text in enumerate(texts, start=1):
        reading = read(text.split("\n\n", 1)[-1])
        vectors = meaning.encode([span.of(reading.text) for span in reading.sentences])
        tellings.append(
            Telling(
                article=number,
                outlet=f"outlet-{number}",
                headline="",
                published=None,
                agencies=(),
                reading=reading,
                vectors=vectors,
            )
        )
    pairs = (
        Pair(
            a=a.article,
            b=b.article,
            links=align(a.reading, b.reading) if links is None else links.get((a.article, b.article), ()),
            reuse=reuse(a.reading, b.reading),
        )
        for a, b in combinations(tellings, 2)
    )
    return Tellings(tellings=tuple(tellings), pairs=tuple(pairs))


def link(a: int, b: int, *, relation: Relation = Relation.SAME, score: float = 0.9) -> Link:
    return Link(a=a, b=b, relation=relation, score=score, evidence=())


def about(facts: Facts, tellings: Tellings, words: str) -> Fact:
    """The first fact whose wording holds these words."""
    return next(fact for fact in facts.facts if words in wording(fact, tellings))


def wording(fact: Fact, tellings: Tellings, language: str = "") -> str:
    place = fact.label(language).place
    return place.span.of(tellings[place.article].reading.text)


def states(fact: Fact, tellings: Tellings) -> list[str]:
    return [(state.value if (state := fact.state_in(t.article)) else "absent") for t in tellings]


@pytest.fixture(scope="module")
def quake() -> Tellings:
    return told(QUAKE_BY_A, QUAKE_BY_B, QUAKE_IN_ENGLISH)


def test_one_fact_is_found_in_all_articles_that_report_it_across_languages(quake: Tellings) -> None:
    fact = about(find_facts(quake), quake, "المفقودين")
    assert states(fact, quake) == ["reported", "reported", "reported"]
    assert fact.quoted


def test_what_only_one_has_is_a_fact_of_one(quake: Tellings) -> None:
    fact = about(find_facts(quake), quake, "أستراليا")
    assert states(fact, quake) == ["absent", "reported", "absent"]


def test_a_contradiction_is_no_report() -> None:
    floods = told(FLOOD_BY_A, FLOOD_BY_B)
    fact = about(find_facts(floods), floods, "غمرت مياه")
    assert sorted(states(fact, floods)) == ["conflict", "reported"]


def test_a_contradiction_in_part_of_two_sentences_is_a_fact_of_its_own() -> None:
    """Each of the two reports the first article's fact as well, better than the other."""
    sentences = [
        "أعلنت الوزارة فتح الميناء يوم الأحد.",
        "أعلنت الوزارة فتح الميناء يوم الأحد، وقالت إن العقوبات المفروضة على كوبا ظالمة.",
        "أعلنت الوزارة فتح الميناء يوم الأحد، وقالت إن العقوبات المفروضة على فنزويلا ظالمة.",
    ]
    together = {
        (1, 2): (link(0, 0),),
        (1, 3): (link(0, 0),),
        (2, 3): (link(0, 0, relation=Relation.CONFLICT),),
    }
    tellings = told(*sentences, links=together)
    found = find_facts(tellings).facts
    assert [states(fact, tellings) for fact in found if "conflict" in states(fact, tellings)] == [
        ["reported", "reported", "conflict"]
    ]


def test_it_has_a_wording_in_each_language_that_reports_it(quake: Tellings) -> None:
    fact = about(find_facts(quake), quake, "المفقودين")
    assert "المفقودين" in wording(fact, quake, "ar")
    assert "missing" in wording(fact, quake, "en")
    assert wording(fact, quake, "fr") == wording(fact, quake, fact.labels[0].language)


def test_those_that_most_report_come_first_then_the_earliest(quake: Tellings) -> None:
    having = [len({report.place.article for report in fact.reports}) for fact in find_facts(quake).facts]
    assert having == sorted(having, reverse=True)


def test_every_sentence_of_some_length_is_in_a_fact(quake: Tellings) -> None:
    reported = {report.place for fact in find_facts(quake).facts for report in fact.reports}
    assert {t.place(n) for t in quake for n in range(len(t.reading.sentences))} == reported


FOUR = [
    f"{who} المدينة يوم الأحد بعد رحلة طويلة في البحر."
    for who in ("زار الوزير", "غادر السفير", "وصف الكاتب", "قصف الطيران")
]


def test_a_chain_of_links_is_no_fact() -> None:
    chain = {(1, 2): (link(0, 0),), (2, 3): (link(0, 0),), (3, 4): (link(0, 0),)}
    tellings = told(*FOUR, links=chain)
    for fact in find_facts(tellings).facts:
        assert not {1, 4} <= {report.place.article for report in fact.reports}


def test_who_is_linked_to_all_is_in() -> None:
    every = {pair: (link(0, 0),) for pair in combinations((1, 2, 3, 4), 2)}
    tellings = told(*FOUR, links=every)
    (fact,) = find_facts(tellings).facts
    assert states(fact, tellings) == ["reported"] * 4


def test_a_weak_link_in_part_is_absence() -> None:
    weak = {(1, 2): (link(0, 0, relation=Relation.PARTIAL, score=0.4),)}
    tellings = told(*FOUR[:2], links=weak)
    assert all("absent" in states(fact, tellings) for fact in find_facts(tellings).facts)


def test_a_story_without_sentences_has_no_facts() -> None:
    assert find_facts(told("كلمة", "")).count == 0
    assert find_facts(told("", "")).facts == ()


def test_positions_hold_with_marks_and_signs_in_the_text() -> None:
    strange = "🌊 غَمَرَت ميـــاه الفيضان ثلاثة أحياء في المدينة \u200fمساء الأحد."
    tellings = told(strange, FLOOD_BY_A)
    for fact in find_facts(tellings).facts:
        for report in fact.reports:
            text = tellings[report.place.article].reading.text
            assert report.place.span in tellings[report.place.article].reading.sentences
            assert Span(0, len(text)).covers(report.place.span)
