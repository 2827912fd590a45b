"""Absence: what was looked for in an article, what was there, and what came nearest."""

from articles.analysis.pairs.align import align
from articles.analysis.reading import read
from articles.analysis.stories.absence import look_for
from articles.tests.factories import FOOTBALL, QUAKE_BY_A, QUAKE_BY_B


def test_it_tells_what_was_there_and_what_was_not() -> None:
    reading, other = read(QUAKE_BY_B), read(QUAKE_BY_A)
    sentence = len(reading.sentences) - 1  # Australia offers its help
    absence = look_for(reading, sentence, other)
    by_words = {sought.span.of(reading.text): sought for sought in absence.sought}
    australia = by_words["أستراليا"]
    assert australia.kind == "name"
    assert "Australia" in australia.forms
    assert australia.written == ()
    assert all(reading.sentences[sentence].covers(sought.span) for sought in absence.sought)


def test_it_finds_what_is_written_in_another_form() -> None:
    reading = read("وصلت سفينة كبيرة محملة بالقمح صباح الأحد.")
    other = read("غادرت السفينة مساء الاثنين، ولم يُعرف سبب مغادرتها.")
    found = {
        s.span.of(reading.text): [p.of(other.text) for p in s.written]
        for s in look_for(reading, 0, other).sought
    }
    assert found["سفينة"] == ["السفينة"]


def test_the_nearest_sentence_is_less_than_a_link() -> None:
    reading, other = read(QUAKE_BY_A), read(FOOTBALL)
    absence = look_for(reading, 1, other)
    assert absence.nearest is not None
    assert absence.score < absence.needed
    assert not align(reading, other)


def test_an_article_without_sentences_has_no_nearest_one() -> None:
    absence = look_for(read(QUAKE_BY_A), 0, read(""))
    assert absence.nearest is None
