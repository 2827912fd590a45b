"""Words and lemmas."""

import pytest

from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import tokenise, word_spans, words_at


def lemmas(text: str, language: str = "ar") -> list[str]:
    return [token.lemma for token in tokenise(text, language=language)]


@pytest.mark.parametrize(
    "spellings",
    [
        "أمريكا أميركا وأمريكا لأميركا",
        "أمريكي أميركية الأمريكيين بالأميركي",
        "برنامج برامج البرامج وبرنامجهم",
        "مقاتلة المقاتلات ومقاتلاتها",
        "سوفياتي سوفييتية السوفياتية السوفيتي",
        "صاروخ صاروخين للصواريخ وصواريخها",
        "زيارة زيارته وبزيارتهم للزيارة",
        "مسؤول المسؤولين ومسئولون",
        "صحفي للصحافيين والصحفيون",
        "قال وقال قالت فقالوا",
        "أصدقاء أصدقائهم وأصدقاؤها",
        "ترامب لترامب وترامب",
    ],
)
def test_it_gives_one_lemma_to_the_forms_of_a_word(spellings: str) -> None:
    assert len(set(lemmas(spellings))) == 1


@pytest.mark.parametrize(
    "name", ["بكين", "كيم", "بوتين", "باريس", "لندن", "واشنطن", "فرنسا", "سيرغي", "بيونغ", "كريم"]
)
def test_it_leaves_names_whole(name: str) -> None:
    assert lemmas(name) == [name]


@pytest.mark.parametrize(
    "pair", [("بكين", "كين"), ("صناعي", "اصطناعي"), ("علم", "عالم"), ("سرب", "سراب"), ("ماكرون", "ماكر")]
)
def test_it_keeps_different_words_apart(pair: tuple[str, str]) -> None:
    assert len(set(lemmas(" ".join(pair)))) == 2


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("زلزال", "الزلازلِ"),
        ("انتخابات", "والانتخابات"),
        ("لاعب", "للاعبين"),
        ("earthquake", "Earthquakes"),
        ("city", "CITIES"),
    ],
)
def test_it_serves_a_search_as_it_serves_a_text(query: str, text: str) -> None:
    language = "en" if query.isascii() else "ar"
    assert lemmas(query, language) == lemmas(text, language)


def test_it_does_not_mind_harakat_tatweel_and_controls() -> None:
    plain = tokenise("وصل الوفد إلى العاصمة", language="ar")
    adorned = tokenise("وَصَلَ الـــوفْدُ \u202bإلى\u202c العاصِمَةِ", language="ar")
    assert [(t.form, t.lemma, t.stop) for t in adorned] == [(t.form, t.lemma, t.stop) for t in plain]


@pytest.mark.parametrize(
    "text", ["وَقَالَ «الـرئيسُ»: لا! 🚀 3,5 كم", "Café-goers aren't here; 1,200 left.", "北京 и Москва"]
)
def test_it_gives_places_in_the_original(text: str) -> None:
    tokens = tokenise(text, language="ar")
    assert all(token.span.of(text).strip() == token.span.of(text) != "" for token in tokens)
    assert [t.span for t in tokens] == sorted(t.span for t in tokens)


@pytest.mark.parametrize("text", ["", " \n\t", "«»…!؟", "🚀🚀", "\u202e\u202c"])
def test_it_finds_no_words_where_there_are_none(text: str) -> None:
    assert tokenise(text, language="ar") == ()


def test_it_marks_function_words_with_their_particles() -> None:
    stops = [
        token.form for token in tokenise("وهذا الذي قالته عن المدينة وبذلك لهذه", language="ar") if token.stop
    ]
    assert stops == ["وهذا", "الذي", "عن", "وبذلك", "لهذه"]


def test_it_parts_numbers_from_particles() -> None:
    assert lemmas("و10 طائرات و1,500 جندي و٢٥") == ["و", "10", "طايره", "و", "1500", "جندي", "و", "25"]


def test_it_keeps_the_form_of_a_name() -> None:
    text = "والتقى لبوتين وفدا"
    name = Span(8, 13)
    token = tokenise(text, language="ar", names=[name])[1]
    assert (token.span.of(text), token.form, token.lemma) == ("لبوتين", "لبوتين", "بوتين")


@pytest.mark.parametrize(
    ("word", "language", "lemma"),
    [("Häuser", "de", "haus"), ("l’accord", "fr", "accord"), ("Putin's", "ar", "putin")],
)
def test_it_reads_other_languages(word: str, language: str, lemma: str) -> None:
    assert lemmas(word, language) == [lemma]


def test_it_reads_an_unknown_language() -> None:
    assert lemmas("Zzyzx qwrt", "und") == ["zzyzx", "qwrt"]
    assert lemmas("qaawwr", "xx") == ["qaawwr"]


def test_it_survives_a_very_long_word() -> None:
    assert len(tokenise("لل" * 5000, language="ar")) == 1


@pytest.mark.parametrize("numbers", [set(), {0}, {1, 3}, {2, 99}])
def test_words_are_found_by_their_numbers(numbers: set[int]) -> None:
    text = "قـال الرَّئيسُ: 🙂 «نعم» \u202bthen left"
    spans = word_spans(text)
    assert words_at(text, numbers) == {n: span for n, span in enumerate(spans) if n in numbers}
