"""Every word of speech has a class, whatever its inflection."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.reporting import Said, Tone, base, find_said, tone_of
from articles.analysis.text.cues import lexicon
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.tables import rows


@pytest.mark.parametrize(
    ("form", "tone"),
    [
        ("قالت", Tone.NEUTRAL),
        ("وأكدوا", Tone.EMPHASIS),
        ("زعمت", Tone.CLAIM),
        ("ينفون", Tone.DENIAL),
        ("محذرة", Tone.WARNING),
        ("تتوعد", Tone.THREAT),
        ("دعت", Tone.DEMAND),
        ("منددا", Tone.CRITICISM),
        ("مرحبين", Tone.PRAISE),
        ("ألمحت", Tone.HINT),
        ("بحسب", Tone.SOURCE),
        ("claimed", Tone.CLAIM),
        ("insists", Tone.EMPHASIS),
        ("denying", Tone.DENIAL),
        ("vowed", Tone.THREAT),
        ("according", Tone.SOURCE),
        ("زقزق", Tone.NEUTRAL),
    ],
)
def test_it_tells_the_class_of_a_form(form: str, tone: Tone) -> None:
    assert tone_of(fold_key(form)) is tone


def test_every_word_of_speech_that_is_recognised_has_a_class_of_its_own() -> None:
    listed = {
        word.split("/")[0]
        for language in ("ar", "en")
        for _, words in rows(f"speech_verbs_{language}.tsv")
        for word in words.split()
    }
    words = {form for form, entries in lexicon().items() if any(entry.speech != "-" for entry in entries)}
    assert not [form for form in words if base(form) not in listed]


@pytest.mark.parametrize("language", ["fr", "ru"])
def test_every_word_of_speech_of_other_languages_has_a_class(language: str) -> None:
    listed = {
        word.split("/")[0] for _, words in rows(f"speech_verbs_{language}.tsv") for word in words.split()
    }
    others = lexicon()
    words = {
        fold_key(form)
        for form, entries in lexicon(language).items()
        if form not in others and any(entry.speech != "-" for entry in entries)
    }
    assert not [form for form in words if base(form, language=language) not in listed]


@pytest.mark.parametrize(
    ("text", "language", "tones"),
    [
        ("Solène Kervadec a déclaré que le phare fermera.", "fr", [Tone.NEUTRAL]),
        ("Solène Kervadec dénonce la fermeture : « C’est une faute. »", "fr", [Tone.CRITICISM]),
        ("Solène Kervadec a démenti que le phare fermera.", "fr", [Tone.DENIAL]),
        ("Фёдор Лосев подчеркнул, что маяк закроют.", "ru", [Tone.EMPHASIS]),
        ("Фёдор Лосев пригрозил, что маяк закроют.", "ru", [Tone.THREAT]),
    ],
)
def test_it_tells_the_class_in_other_languages(text: str, language: str, tones: list[Tone]) -> None:
    assert [one.tone for one in _said(text, language)] == tones


def _said(text: str, language: str) -> list[Said]:
    return list(find_said(read(text, language=language)))


def test_it_says_who_speaks_and_how() -> None:
    said = _said("حذر وزير الري سامر الحداد من أن السد مهدد. وأضاف أن المياه ترتفع.", "ar")
    assert [(one.tone, one.word) for one in said] == [(Tone.WARNING, "حذر"), (Tone.NEUTRAL, "أضاف")]
    assert all("سامر" in one.who for one in said)


def test_what_is_not_denied_is_told() -> None:
    (said,) = _said("لم ينفي وزير الري أن السد مهدد.", "ar")
    assert (said.tone, said.negated) == (Tone.DENIAL, True)
    (said,) = _said("The minister has not denied that the dam was weak.", "en")
    assert (said.tone, said.negated) == (Tone.DENIAL, True)


def test_between_is_no_word_of_speech() -> None:
    assert not [s for s in _said("قال الوزير إن التعاون بين البلدين يتقدم.", "ar") if s.word == "بين"]


def test_words_inside_a_quotation_are_the_speakers() -> None:
    said = _said("قال الوزير: «أكد الخبراء أن السد قوي ولن ينهار أبدا».", "ar")
    assert [one.word for one in said] == ["قال"]


def test_a_text_without_speech_has_none() -> None:
    assert _said("ارتفعت المياه في النهر أمس.", "ar") == []
    assert _said("", "ar") == []
