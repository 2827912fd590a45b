"""Renderings of one utterance across outlets and languages."""

import numpy as np

from articles.analysis.stories.sayings import Manner
from articles.analysis.stories.tellings import Tellings
from articles.analysis.stories.utterances import Utterance, find_utterances, group_on_average
from articles.tests.analysis.stories.writing import story as story_of
from articles.tests.analysis.stories.writing import words

OPENING = "افتتحت الحكومة الميناء الجديد على الساحل الشرقي يوم الخميس.\n\n"
DIRECT = "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها. ولن ندفع ثمنه مرتين».\n"
PARTIAL = "وأكد الوزير سامي حداد أن الميناء الجديد «سيغير وجه المدينة كلها».\n"
INDIRECT = "ورأى سامي حداد أن الميناء سوف يغير وجه المدينة بأسرها.\n"
OTHER = "وقالت سائقة الحافلة رنا خليل: «ننتظر فرص العمل منذ أعوام طويلة».\n"
ENGLISH = (
    "The government opened the new port on the eastern coast on Thursday.\n\n"
    '"This port will change the face of the whole city," minister Sami Haddad said.\n'
)


def told(*texts: str, outlets: str = "abcd") -> Tellings:
    return story_of(*((outlets[n : n + 1], f"2024-03-0{n + 1}", text) for n, text in enumerate(texts)))


def texts_of(tellings: Tellings, utterance: Utterance) -> list[list[str]]:
    return [[words(tellings, place) for place in one.places] for one in utterance.renderings]


def test_quoted_partly_quoted_reported_and_translated_renderings_are_one() -> None:
    story = told(OPENING + DIRECT, OPENING + PARTIAL, OPENING + INDIRECT + OTHER, ENGLISH)
    found = find_utterances(story)
    (first,) = found.shared
    assert found.count == 1
    assert [one.manner for one in first.renderings] == [
        Manner.DIRECT,
        Manner.PARTIAL,
        Manner.INDIRECT,
        Manner.DIRECT,
    ]
    assert [one.article for one in first.renderings] == [1, 2, 3, 4]
    assert first.outlets == ("a", "b", "c", "d")
    assert first.speaker is not None and first.speaker.name("ar") == "سامي حداد"
    assert first.differs and not first.disputed
    assert [table.language for table in first.tables] == ["ar"]


def test_speaker_and_word_of_speech_are_of_each_rendering() -> None:
    story = told(OPENING + DIRECT, OPENING + PARTIAL)
    (first,) = find_utterances(story).shared
    cues = [one.cue.of(story[one.article].reading.text) for one in first.renderings if one.cue]
    assert cues == ["وقال", "وأكد"]


def test_a_quotation_says_with_which_utterance_it_goes_on() -> None:
    story = told(OPENING + DIRECT, OPENING + PARTIAL)
    found = find_utterances(story)
    following = {one.id: one for one in found.utterances}
    long, short = next(one for one in found.shared).renderings
    assert "مرتين" in texts_of(story, following[long.goes_on])[0][0]
    assert short.goes_on == ""


def test_two_sentences_of_one_quotation_are_one_rendering_where_others_say_both_at_once() -> None:
    both = '"We made a fair offer. They walked away from it," said director Dan Olson.\n'
    once = "Director Dan Olson said the company made a fair offer and the union walked away from it.\n"
    opening = "Dockworkers at the port of Calder walked out on Monday over night shifts.\n\n"
    story = told(opening + both, opening + once)
    (first,) = find_utterances(story).shared
    assert texts_of(story, first)[0] == ["We made a fair offer.", "They walked away from it,"]


def test_what_one_outlet_alone_reports_stays_alone() -> None:
    found = find_utterances(told(OPENING + DIRECT, OPENING + OTHER))
    assert found.shared == ()
    assert all(len(one.renderings) == 1 and not one.tables for one in found.utterances)


def test_the_same_words_of_two_people_are_disputed() -> None:
    story = told(
        OPENING + "وقال الوزير سامي حداد: «هذا الميناء سيغير وجه المدينة كلها».\n",
        OPENING + "وقال النائب كريم يونس: «هذا الميناء سيغير وجه المدينة كلها».\n",
    )
    (first,) = find_utterances(story).shared
    assert first.disputed and first.differs


def test_articles_of_unknown_outlets_count_one_by_one() -> None:
    story = told(OPENING + DIRECT, OPENING + PARTIAL, outlets="")
    (first,) = find_utterances(story).shared
    assert first.outlets == ("1", "2")


def test_a_story_without_speech_has_none() -> None:
    assert find_utterances(told(OPENING, OPENING)).utterances == ()
    assert find_utterances(told()).utterances == ()


def test_a_chain_of_weak_likenesses_unites_no_strangers() -> None:
    alike = np.array([[0, 0.5, 0], [0.5, 0, 0.49], [0, 0.49, 0]], dtype=np.float32)
    assert group_on_average(alike, 0.4) == [[0, 1], [2]]


def test_the_likest_are_united_first() -> None:
    alike = np.array([[0, 0.5, 0.9], [0.5, 0, 0.5], [0.9, 0.5, 0]], dtype=np.float32)
    assert group_on_average(alike, 0.6) == [[0, 2], [1]]
    assert group_on_average(alike, 0.5) == [[0, 1, 2]]
