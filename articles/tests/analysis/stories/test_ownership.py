"""Every place of a text is told in somebody's words."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.ownership import Voice, owner_of
from articles.analysis.text.spans import Span


def _voice(text: str, word: str, language: str) -> tuple[str, str] | None:
    reading = read(text, language=language)
    start = text.rindex(word)
    place = Span(start, start + len(word))
    sentence = next(s for s in reading.sentences if s.covers(place))
    owner = owner_of(reading, sentence, place)
    return (owner.voice, owner.who) if owner else None


@pytest.mark.parametrize(
    ("text", "word", "voice", "who"),
    [
        ("اندلع النزاع في الإقليم فجر الأحد.", "النزاع", Voice.OWN, ""),
        ("قال وزير الدفاع إن النزاع انتهى.", "النزاع", Voice.ATTRIBUTED, "وزير الدفاع"),
        ("قال وزير الدفاع: «النزاع انتهى تماما ولن يعود».", "النزاع", Voice.QUOTED, "وزير الدفاع"),
        ("شهد الإقليم ما يسمى النزاع أياما.", "النزاع", Voice.SCARE, ""),
        ("شهد الإقليم «النزاع» أياما طويلة.", "النزاع", Voice.SCARE, ""),
        ("انتهى النزاع في الإقليم، بحسب وزارة الدفاع.", "النزاع", Voice.ATTRIBUTED, "وزارة الدفاع"),
        ("قال وزير الدفاع إن القوات انسحبت، بينما يستمر النزاع في الشمال.", "النزاع", Voice.OWN, ""),
    ],
)
def test_in_arabic(text: str, word: str, voice: Voice, who: str) -> None:
    assert _voice(text, word, "ar") == (voice, who)


@pytest.mark.parametrize(
    ("text", "word", "voice"),
    [
        ("The conflict began on Sunday.", "conflict", Voice.OWN),
        ("The minister said the conflict was over.", "conflict", Voice.ATTRIBUTED),
        ("The conflict was over, the minister said.", "conflict", Voice.ATTRIBUTED),
        ("The minister said talks had begun, while the conflict went on.", "conflict", Voice.OWN),
        ('"The conflict is over and will not return," the minister said.', "conflict", Voice.QUOTED),
        ("They ended the so-called conflict on Sunday.", "conflict", Voice.SCARE),
        ("According to the ministry, the conflict was over.", "conflict", Voice.ATTRIBUTED),
    ],
)
def test_in_english(text: str, word: str, voice: Voice) -> None:
    found = _voice(text, word, "en")
    assert found and found[0] == voice


def test_the_words_of_a_title_are_nobodys() -> None:
    assert _voice("عرضت القاعة فيلم «النزاع الأخير» أمس.", "النزاع", "ar") is None
