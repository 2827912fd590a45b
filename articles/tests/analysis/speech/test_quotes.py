"""Quotations and whose words they are."""

import json
from pathlib import Path

import pytest

from articles.analysis.names.entities import Entity, Mention, Name
from articles.analysis.names.entities import Kind as EntityKind
from articles.analysis.reading import read
from articles.analysis.speech.quotes import Kind, Quote, find_speech
from articles.analysis.text.sentences import find_sentences
from articles.analysis.text.spans import Span

SHARED = Path(__file__).parents[5] / "shared"
PEOPLE = {
    "نورة السالم": "Noura", "نورة": "Noura", "سامي الحداد": "Sami", "الحداد": "Sami", "سامي": "Sami",
    "Jane Doe": "Jane", "Doe": "Jane", "John Roe": "John", "Roe": "John",
}  # fmt: skip
BODIES = {"وكالة المدى": "Mada", "بلدية الواحة": "Town Hall", "Acme": "Acme"}


def entity(key: str, kind: EntityKind) -> Entity:
    return Entity(key=key, kind=kind, names=(Name(text=key, language="en"),), wikidata=None)


def mentions(text: str) -> tuple[Mention, ...]:
    """Every name of the lists where it stands, the longest first."""
    found: list[Mention] = []
    for names, kind in ((PEOPLE, EntityKind.PERSON), (BODIES, EntityKind.ORGANISATION)):
        for name in sorted(names, key=len, reverse=True):
            start = text.find(name)
            while start >= 0:
                span = Span(start, start + len(name))
                if not any(m.span.overlap(span) for m in found):
                    found.append(Mention(span=span, entity=entity(names[name], kind), rule="list"))
                start = text.find(name, start + 1)
    return tuple(sorted(found, key=lambda m: m.span))


def quotes(text: str, language: str = "ar") -> tuple[Quote, ...]:
    sentences = find_sentences(text, language=language)
    return find_speech(text, language=language, sentences=sentences, mentions=mentions(text)).quotes


def last(text: str, language: str = "ar") -> tuple[str | None, str]:
    quote = quotes(text, language)[-1]
    return quote.entity.key if quote.entity else None, quote.speaker_rule


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال سامي الحداد: «سنعود غدا».", ("Sami", "after_verb")),
        ("وأكد سامي الحداد، أمس، أن العمل «شاق جدا» هذا العام.", ("Sami", "after_verb")),
        ("وقال المهندس سامي الحداد للصحفيين إن «الجسر آمن تماما الآن».", ("Sami", "after_verb")),
        ("وقال لوكالة المدى سامي الحداد: «سنعود غدا».", ("Sami", "after_verb")),
        ("وكان سامي الحداد قد حذر نورة من أنها «ستندم».", ("Sami", "before_verb")),
        ("وقال المتحدث باسم سامي الحداد، نورة السالم، إن «الجسر آمن تماما الآن».", ("Noura", "after_verb")),
        ("سامي الحداد يحذر من «كارثة كبيرة»", ("Sami", "before_verb")),
        ("سامي الحداد: «سنعود غدا»", ("Sami", "before_colon")),
        ("«سنعود غدا إلى بيوتنا»، قال سامي الحداد.", ("Sami", "after_verb")),
        ("الجسر «آمن تماما»، بحسب سامي الحداد.", ("Sami", "according_to")),
        ("ونقلت وكالة المدى عن سامي الحداد قوله «سنعود غدا».", ("Sami", "after_verb")),
        ("وحذرت بلدية الواحة من أن الجسر «خطر».", ("Town Hall", "after_verb")),
        ("وعبر سامي الحداد عن «قلقه» من ذلك.", ("Sami", "after_verb")),
        ("قال سامي الحداد إن الجسر آمن، مضيفا أن «العمل انتهى منذ أيام».", ("Sami", "after_verb")),
        ("وعندما سألته نورة عن الجسر، قال سامي الحداد: «لا أعرف».", ("Sami", "after_verb")),
        ("وأجاب سامي الحداد عندما سألته نورة عن الجسر: «لا أعرف».", ("Sami", "after_verb")),
    ],
)
def test_it_finds_the_named_speaker(text: str, expected: tuple[str, str]) -> None:
    assert last(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "قال سامي الحداد إن الجسر آمن. وأضاف: «افتتحناه أمس».",
        "قال سامي الحداد إن الجسر آمن. وقال لنورة: «افتتحناه أمس».",
        "الجسر آمن، حسبما قال سامي الحداد. وتابع «افتتحناه أمس».",
        "صافح سامي الحداد نورة السالم، وقال: «أهلا بك في بيتنا».",
        "قال سامي الحداد: «الجسر آمن». ورأى أن التأخير «طبيعي جدا».",
    ],
)
def test_it_carries_the_speaker_over(text: str) -> None:
    assert last(text) == ("Sami", "carried_over")


@pytest.mark.parametrize(
    "text",
    [
        "التقى العمدة الجديد سامي الحداد مديرة المدرسة نورة السالم. وقال العمدة: «أهلا بكم هنا».",
        "حضر سامي الحداد، عمدة الواحة، الحفل. وقال عمدة الواحة لنظيره: «أهلا بكم هنا».",
    ],
)
def test_it_resolves_an_office(text: str) -> None:
    assert last(text) == ("Sami", "office")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("وقال مسؤول في الوزارة إن «الجسر خطر جدا اليوم».", "مسؤول في الوزارة"),
        ("وقال محامي سامي إن موكله «بريء من كل التهم».", "محامي سامي"),
        ("قال سامي الحداد إنه متعب. وقالت جارة له إن البيت «مهجور منذ سنين».", "جارة له"),
    ],
)
def test_it_gives_the_words_for_a_speaker_without_a_name(text: str, speaker: str) -> None:
    quote = quotes(text)[-1]
    assert (quote.entity, quote.speaker and quote.speaker.of(text)) == (None, speaker)


@pytest.mark.parametrize(
    "text",
    [
        "شهدت المدينة «ليلة بيضاء» أمس.",
        "وقالت: «لا أحد هنا».",
        "قال سامي الحداد إنه متعب. وأضافت: «لا أحد هنا».",
    ],
)
def test_it_never_guesses_a_speaker(text: str) -> None:
    assert last(text) == (None, "none")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("قال سامي الحداد: «سنعود غدا».", Kind.DIRECT),
        ("أعلن سامي الحداد أن هناك «فرصا» جديدة.", Kind.PARTIAL),
        ("شهدت المدينة «ليلة بيضاء» أمس.", Kind.SCARE),
        ("عرض فيلم «ليلة بيضاء» أمس.", Kind.TITLE),
        ("وقالت وكالة «المدى» إن الجسر أغلق.", Kind.TITLE),
        ("نقلت عن «وكالة المدى» أن الجسر أغلق.", Kind.TITLE),
        ("اشتهر بأغنية «مطر الصيف» قديما.", Kind.TITLE),
        ("عرضت القناة مسلسلات «مطر» و«ظل» و«حجر».", Kind.TITLE),
        ("سيطر الجيش على منطقة «الرملة» فجرا.", Kind.TITLE),
        ("خسروا في «معركة النهر» كل شيء.", Kind.TITLE),
        ("قال سامي الحداد إنها «معركة خاسرة» لنا.", Kind.PARTIAL),
        ("سنرى ذلك في مقابلة مع «المدى» غدا.", Kind.TITLE),
        ("يسكن في المنطقة «شبه المهجورة» وحده.", Kind.SCARE),
        ("قال سامي الحداد لوكالة الأنباء «سنعود غدا إلى العمل».", Kind.DIRECT),
        ("قال سامي الحداد عن «سنوات القهر والخوف الطويل» كلاما كثيرا.", Kind.PARTIAL),
    ],
)
def test_it_tells_what_the_marks_are_for(text: str, kind: Kind) -> None:
    assert quotes(text)[-1].kind is kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We are late,” said Jane Doe.", ("Jane", "after_verb")),
        ("“We are late,” Jane Doe, the mayor of the town, said on Monday.", ("Jane", "before_verb")),
        ("Jane Doe told John Roe that it was “far too late”.", ("Jane", "before_verb")),
        ("John Roe said it was late. “We must go now,” he added.", ("John", "carried_over")),
        (
            "John Roe said it was late. “We must go,” he said. “We have no time left.”",
            ("John", "carried_over"),
        ),
        ("The bridge is “quite safe”, according to Jane Doe.", ("Jane", "according_to")),
        ("Mayor Jane Doe opened the fair. “It is a good day,” the mayor said.", ("Jane", "office")),
        ("Acme warned that prices would “rise sharply”.", ("Acme", "before_verb")),
    ],
)
def test_it_finds_the_speaker_in_english(text: str, expected: tuple[str, str]) -> None:
    assert last(text, "en") == expected


def test_it_names_an_unlisted_english_speaker_by_his_words() -> None:
    text = "“We must leave at once,” said Mary Poe, a neighbour."
    (quote,) = quotes(text, "en")
    assert (quote.entity, quote.speaker and quote.speaker.of(text)) == (None, "Mary Poe")


def test_it_gives_every_sentence_of_a_long_quotation_one_speaker() -> None:
    text = "وقال سامي الحداد للصحفيين «سنناقش كل شيء. لدينا الوقت لذلك»، ردا على سؤال."
    (quote,) = quotes(text)
    assert quote.span.of(text) == "سنناقش كل شيء. لدينا الوقت لذلك"
    assert quote.entity is not None


def test_it_points_to_the_cue() -> None:
    text = "وأكد سامي الحداد أن العمل «شاق»."
    (quote,) = quotes(text)
    assert quote.cue is not None
    assert quote.cue.of(text) == "وأكد"


def test_it_reads_through_harakat_tatweel_and_controls() -> None:
    assert last("وقَالَ\u200f سامي الحداد: «سَنَعــودُ 😀 غدا».") == ("Sami", "after_verb")


@pytest.mark.parametrize("text", ["", "«", "قال", "قال «»", "\u202e\u202c"])
def test_it_survives_scraps(text: str) -> None:
    quotes(text)


@pytest.mark.parametrize("piece", ["قال ", "قال «نعم». ", "he said ", "الوزير ", '"\n'])
def test_it_survives_very_long_text(piece: str) -> None:
    quotes(piece * 3_000)


@pytest.mark.parametrize("key", ["000", "002"])
def test_it_finds_what_was_read_by_hand(key: str) -> None:
    gold = SHARED / "eval" / "gold"
    if not gold.exists():
        pytest.skip("needs the hand-made answers beside the checkout")
    article = json.loads((gold / "clean.json").read_text(encoding="utf-8"))[key]
    text = "\n\n".join(u["text"] for u in article["units"])
    wanted = [
        q for q in json.loads((gold / "quotes.json").read_text(encoding="utf-8")) if q["article"] == key
    ]
    found = [q.span.of(text) for q in quotes(text)]
    assert len(found) == len(wanted)


def test_marks_without_order_are_no_fault() -> None:
    text = '"فصل جديد". هناك"، بعدها". وشددت طويلة".'
    assert all(quote.span.of(text) for quote in read(text, language="ar").quotes)
