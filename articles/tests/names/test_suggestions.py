"""Names are offered while they are typed, in any script, with slips of the pen."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.analysis.names.keys import skeleton
from articles.analysis.text.normalise import fold_key
from articles.models import Entity, EntityName
from articles.names import suggestions
from articles.names.suggestions import suggest

Make = Callable[..., Entity]


@pytest.fixture
def make(db: None) -> Make:
    def made(arabic: str, english: str, *others: str, articles: int = 1, kind: str = "person") -> Entity:
        entity = Entity.objects.create(
            key=f"{arabic}/{english}", kind=kind, name_ar=arabic, name_en=english, article_count=articles
        )
        for text in filter(None, (arabic, english, *others)):
            language = "en" if text.isascii() else "ar"
            EntityName.objects.create(
                entity=entity,
                found=entity,
                text=text,
                language=language,
                key=fold_key(text),
                skeleton=skeleton(text),
            )
        return entity

    return made


def _names(text: str) -> list[str]:
    return [found.entity.name_en or found.entity.name_ar for found in suggest(text)]


@pytest.mark.parametrize(
    "typed",
    [
        "فلاد",
        "فلاديمير بو",
        "بوت",
        "لبوتين",
        "بُوتيـن",
        "Vladimir P",
        "puti",
        "Puttin",
        "Vladmir Putin",
        "بوتن",
        "\u202bبوتين\u202c",
    ],
)
def test_a_name_is_offered_however_it_is_begun(make: Make, typed: str) -> None:
    make("فلاديمير بوتين", "Vladimir Putin", "بوتين", "Putin")
    make("إيمانويل ماكرون", "Emmanuel Macron", "ماكرون", "Macron")
    assert _names(typed)[:1] == ["Vladimir Putin"]


def test_a_name_known_in_arabic_alone_is_offered_for_its_sound(make: Make) -> None:
    make("هندرا ويجايا", "")
    assert _names("Hendra") == ["هندرا ويجايا"]


def test_the_very_name_comes_first_then_beginnings_then_later_words_and_of_equals_the_commoner(
    make: Make,
) -> None:
    make("", "New Kano Radio", articles=90)
    make("", "Kano State", articles=50)
    make("", "Kanoland", articles=70)
    make("", "Kano", articles=2)
    assert _names("kano") == ["Kano", "Kanoland", "Kano State", "New Kano Radio"]


def test_the_spelling_that_fits_is_told_where_the_displayed_name_does_not(make: Make) -> None:
    make("جاكرتا", "Jakarta", "Djakarta", kind="place")
    assert [found.spelling for found in suggest("djak")] == ["Djakarta"]
    assert [found.spelling for found in suggest("jak")] == [""]


def test_names_that_no_article_mentions_any_more_are_not_offered(make: Make) -> None:
    make("", "Forgotten Person", articles=0)
    assert _names("Forgotten") == []


def test_of_names_equally_near_the_most_mentioned_are_offered(make: Make) -> None:
    for number in range(20):
        make("", f"Marquez {chr(97 + number)}", articles=1 + number)
    assert _names("Marquet") == [f"Marquez {letter}" for letter in "tsrqponm"]


def test_hidden_names_are_not_offered_even_for_a_slip(make: Make) -> None:
    Entity.objects.filter(pk=make("", "Concealed Person").pk).update(hidden=True)
    assert _names("Concealed") == _names("Conceeled Person") == []


def test_of_a_common_beginning_the_most_mentioned_and_the_very_name_are_offered(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(suggestions, "NAMES_LOOKED_UP", 6)
    monkeypatch.setattr(suggestions, "LOOKED_AT", 4)
    for number in range(12):
        make("", f"Sample {number:02}", articles=10 + number)
    make("", "Sample", articles=1)
    foremost = [f"Sample {number:02}" for number in (11, 10, 9, 8)]
    assert _names("sample")[:5] == ["Sample", *foremost]


@pytest.mark.parametrize("typed", ["", " ", "a", "؟!", "%", "_", "\\", "' OR 1=1", "🚚🚚", "ـــ", "x" * 200])
def test_any_signs_are_answered(make: Make, typed: str) -> None:
    make("", "Anything At All")
    assert _names(typed) in ([], ["Anything At All"])


def test_the_number_of_queries_does_not_grow_with_the_names(make: Make) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            suggest("sam")
        return len(captured)

    for number in range(3):
        make("", f"Sample {number}")
    few = queries()
    for number in range(3, 60):
        make("", f"Sample {number}")
    assert queries() <= few <= 5


@pytest.mark.parametrize(
    ("condition", "index"),
    [
        ({"key": "putin"}, "entity_name_key"),
        ({"key__contains": " putin"}, "entity_name_trigrams"),
        ({"key__trigram_word_similar": "vladmir p"}, "entity_name_trigrams"),
        ({"skeleton__startswith": "FLDMR P"}, "entity_name_skeleton"),
    ],
)
def test_every_step_has_its_index(make: Make, condition: dict[str, str], index: str) -> None:
    make("فلاديمير بوتين", "Vladimir Putin")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # so few rows would be read through
    assert index in EntityName.objects.filter(**condition).explain()
