import pytest

from articles.analysis.reading import read
from articles.analysis.speech.quotes import Kind


def speakers(text: str, language: str) -> list[str | None]:
    quotes = read(text, language=language).quotes
    return [q.speaker.of(text) if q.speaker else None for q in quotes if q.kind is not Kind.TITLE]


def sources(text: str, language: str) -> list[tuple[str, str]]:
    cues = read(text, language=language).speech.cues
    return [(cue.span.of(text), cue.speaker.of(text)) for cue in cues if cue.speaker]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("« Le phare restera ouvert », a déclaré Solène Kervadec.", "Solène Kervadec"),
        ("« Le phare restera ouvert\u00a0», affirme la ministre Solène Kervadec.", "Solène Kervadec"),
        ("Le maire, Yvon Le Goff, s’est fâché. « C’est non et non », a-t-il ajouté.", "Yvon Le Goff"),
        ("“Nous n’avons rien vu”, explique le gardien.", "gardien"),
        ("Solène Kervadec a répondu : « Nous verrons bien demain. »", "Solène Kervadec"),
    ],
)
def test_it_hears_french_speakers(text: str, speaker: str) -> None:
    assert speakers(text, "fr")[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("«Маяк будет работать», — заявил Фёдор Лосев.", "Фёдор Лосев"),
        ("Лодку нашёл Фёдор Лосев. «Она цела», — добавил он.", "Фёдор Лосев"),
        ("„Маяк будет работать“, – сообщил смотритель маяка Фёдор Лосев.", "Фёдор Лосев"),
        ("Фёдор Лосев ответил: «Посмотрим завтра утром».", "Фёдор Лосев"),
        ("«Маяк будет работать», — сказал Вере Лосевой тренер «Чайки» Пётр Дёмин.", "Пётр Дёмин"),
    ],
)
def test_it_hears_russian_speakers(text: str, speaker: str) -> None:
    assert speakers(text, "ru")[-1] == speaker


@pytest.mark.parametrize(
    ("text", "language", "source"),
    [
        ("Selon Solène Kervadec, le phare fermera.", "fr", ("Selon", "Solène Kervadec")),
        ("D’après l’AFP, le phare fermera.", "fr", ("après", "AFP")),
        ("Comme l’a souligné Solène Kervadec, il fera nuit.", "fr", ("souligné", "Solène Kervadec")),
        ("По словам Веры Лосевой, маяк закроют.", "ru", ("словам", "Веры Лосевой")),
        ("Как отметил Фёдор Лосев, стемнеет рано.", "ru", ("отметил", "Фёдор Лосев")),
        (
            "Вера Лосева молчит. Говорит Фёдор Лосев. По его словам, стемнеет.",
            "ru",
            ("словам", "Фёдор Лосев"),
        ),
    ],
)
def test_it_hears_who_is_reported(text: str, language: str, source: tuple[str, str]) -> None:
    assert source in sources(text, language)


def test_a_participle_without_an_auxiliary_is_no_word_of_speech() -> None:
    assert sources("Le projet annoncé par Solène Kervadec avance.", "fr") == []


def test_words_of_speech_of_one_language_are_none_in_another() -> None:
    assert sources("The annonce dit Mary Grant of Leeds.", "en") == []


def test_it_hears_a_person_behind_the_body_he_speaks_for() -> None:
    text = "“We will rebuild,” said Microsoft spokesman John Penhale."
    assert speakers(text, "en") == ["John Penhale"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“The roof leaks,” said 47 - year - old Edna Fernsby.", "Edna Fernsby"),
        ("“The roof leaks,” said the Peruvian baker.", "the Peruvian baker"),
        ("The Peruvian baker said: “The roof leaks.”", "The Peruvian baker"),
        ("Bakers across the north of Leeds said: “The roof leaks.”", "Bakers"),
        ("Edna Fernsby, among Peruvian bakers, said: “The roof leaks.”", "Edna Fernsby"),
    ],
)
def test_it_tells_descriptions_from_names(text: str, speaker: str) -> None:
    assert speakers(text, "en") == [speaker]
