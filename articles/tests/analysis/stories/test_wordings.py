"""What a story's outlets call things, how they let others speak, and what further words compete."""

from collections import Counter
from collections.abc import Sequence

import pytest

from articles.analysis.pairs import meaning
from articles.analysis.reading import read
from articles.analysis.stories.ownership import Voice
from articles.analysis.stories.reporting import Tone
from articles.analysis.stories.tellings import Telling, Tellings
from articles.analysis.stories.terms import Concept, listed
from articles.analysis.stories.wordings import Wording, find_wording
from articles.tests.analysis.stories.writing import linked

NORTH = """اجتاح الجيش بلدة وادي الزان فجر الاثنين وأحرق مخازن القمح في ضواحيها الشرقية.

وقال العقيد فارس العمري إن «العملية العسكرية» ستستمر حتى الخميس.

وأغلقت المدارس أبوابها في البلدة ثلاثة أيام."""
SOUTH = """دخل الجيش بلدة وادي الزان فجر الاثنين وأحرق مخازن القمح في ضواحيها الشرقية.

وزعم العقيد فارس العمري أن العملية العسكرية ستستمر حتى الخميس.

وقالت البلدية إن الغزو أغلق المدارس."""


def told(*texts: str, language: str = "ar", headlines: Sequence[str] = ()) -> Tellings:
    """Texts as tellings of outlets a, b, c."""
    readings = [read(text, language=language) for text in texts]
    tellings = tuple(
        Telling(
            article=number,
            outlet="abcdefgh"[number],
            headline=headlines[number] if number < len(headlines) else "",
            published=None,
            agencies=(),
            reading=reading,
            vectors=meaning.encode([s.of(reading.text) for s in reading.sentences]),
        )
        for number, reading in enumerate(readings)
    )
    return linked(tellings)


@pytest.fixture(scope="module")
def wording() -> Wording:
    return find_wording(told(NORTH, SOUTH), listed(), terms="1")


def test_it_counts_every_use_by_outlet_and_voice(wording: Wording) -> None:
    uses = Counter((use.variant, use.voice, use.place.article) for use in wording.uses)
    assert uses["invasion", Voice.OWN, 0] == 1
    assert uses["invasion", Voice.ATTRIBUTED, 1] == 1
    assert uses["military_operation", Voice.QUOTED, 0] == 1
    assert uses["military_operation", Voice.ATTRIBUTED, 1] == 1


def test_it_counts_the_things_that_have_several_names(wording: Wording) -> None:
    assert wording.count >= 1
    assert wording.terms == "1"


def test_it_tells_by_which_word_each_lets_a_speaker_be_heard(wording: Wording) -> None:
    said = {(r.place.article, r.tone) for r in wording.reports if "فارس" in r.who}
    assert said == {(0, Tone.NEUTRAL), (1, Tone.CLAIM)}


def test_expressions_in_the_same_place_are_candidates_with_their_sentences(wording: Wording) -> None:
    found = {(one.first.text, one.second.text): one for one in wording.candidates}
    one = found["اجتاح", "دخل"]
    assert (one.first.concept, one.second.concept) == ("armed_action", "")
    assert one.outlets == 2
    assert [place.article for place in (*one.first.places, *one.second.places)] == [0, 1]


def test_a_pair_that_one_set_has_already_is_no_candidate() -> None:
    both = find_wording(told(NORTH, SOUTH.replace("دخل", "غزا", 1)), listed())
    assert not [one for one in both.candidates if one.second.concept]


def test_without_articles_or_sets_there_is_nothing() -> None:
    empty = find_wording(told(), listed())
    assert (empty.uses, empty.candidates, empty.reports, empty.count) == ((), (), (), 0)
    nothing: tuple[Concept, ...] = ()
    assert not find_wording(told(NORTH), nothing).uses
