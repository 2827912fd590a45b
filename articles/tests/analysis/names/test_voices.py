"""What rules and tagger say, weighed."""

from collections.abc import Sequence

import pytest

from articles.analysis.names import voices
from articles.analysis.names.entities import find_by_rules, find_mentions, hear_both, read_scene
from articles.analysis.names.found import Scene
from articles.analysis.names.tagger import Tagged, Tags
from articles.analysis.text.gazetteer import Kind


def tagged(scene: Scene, phrase: str, kind: Kind, probability: float) -> Tagged:
    words = [word.surface for word in scene.words]
    first = words.index(phrase.split()[0])
    return Tagged(first=first, last=first + len(phrase.split()), kind=kind, probability=probability)


def heard(text: str, *said: tuple[str, Kind, float], outside: float = 0.0) -> Sequence[str]:
    """The names in a text when the tagger says this of it."""
    scene = read_scene(text, language="ar")
    names = tuple(tagged(scene, *name) for name in said)
    tags = Tags(names=names, outside=dict.fromkeys(range(len(scene.words)), outside))
    chosen = hear_both(scene, find_by_rules(scene), tags)
    return [scene.written.span(f.first, f.last, strip=f.strip).of(text) for f in chosen]


@pytest.mark.parametrize(
    ("text", "said", "names"),
    [
        ("وصل أوستاب كورنيتش مساء", ("أوستاب كورنيتش", Kind.PERSON, 0.9), ["أوستاب كورنيتش"]),
        ("وصل أوستاب كورنيتش مساء", ("أوستاب كورنيتش", Kind.PERSON, 0.4), []),
        ("وصل كورنيتش مساء", ("كورنيتش", Kind.PERSON, 0.7), []),
        ("وصل الضيف مساء", ("الضيف", Kind.PERSON, 0.95), []),
        ("وصل بوتين مساء", ("بوتين", Kind.ORGANISATION, 0.95), ["بوتين"]),
        ("هاتف أوستاب 12 جديد", ("أوستاب 12", Kind.PERSON, 0.95), []),
        ("لاعب فريق أوستاب مصاب", ("فريق أوستاب", Kind.PERSON, 0.95), []),
        ('وصل أوستاب "كورنيتش" مساء', ("أوستاب كورنيتش", Kind.PERSON, 0.95), []),
        ("لم يغادر أوستاب منزله", ("أوستاب منزله", Kind.PERSON, 0.95), ["أوستاب"]),
        ("وصل جاسم وإبراهيم مساء", ("جاسم وإبراهيم", Kind.PERSON, 0.98), ["جاسم", "إبراهيم"]),
        ("أنا سعيد بلقائك", ("سعيد بلقائك", Kind.PERSON, 0.95), []),
        ("أنا سعيد اليوم", ("سعيد", Kind.PERSON, 0.9), []),
        ("عاد الشيخ سعيد اليوم", ("سعيد", Kind.PERSON, 0.9), ["سعيد"]),
        ("عاد الأمير مولاي رشيد اليوم", ("رشيد", Kind.PERSON, 0.9), ["رشيد"]),
        ("شنت مقاتلات سورية غارة", ("سورية", Kind.PLACE, 0.95), []),
        ("وصل الوفد إلى وأوستابيا", ("وأوستابيا", Kind.PLACE, 0.95), ["وأوستابيا"]),
        ("قال ومحمد حاضر", ("ومحمد", Kind.PERSON, 0.99), ["محمد"]),
        ("زار أوستاب وكورنيتشوك المدينة", ("وكورنيتشوك", Kind.PERSON, 0.99), ["كورنيتشوك"]),
        ("زار ويلهامسون المدينة", ("ويلهامسون", Kind.PERSON, 0.99), ["ويلهامسون"]),
        ("زاره (أوستاب)، كورنيتش غائب", ("أوستاب كورنيتش", Kind.PERSON, 0.99), []),
    ],
)
def test_it_adds_what_only_the_tagger_is_sure_of(
    text: str, said: tuple[str, Kind, float], names: list[str]
) -> None:
    assert heard(text, said) == names


@pytest.mark.parametrize(("outside", "names"), [(0.5, ["جزيرة ماندارا"]), (0.99, [])])
def test_it_drops_a_guess_only_when_the_tagger_is_sure(outside: float, names: list[str]) -> None:
    assert heard("ضرب زلزال جزيرة ماندارا أمس", outside=outside) == names


def test_it_never_drops_a_listed_name() -> None:
    assert heard("زار بوتين القاهرة", outside=1.0) == ["بوتين", "القاهرة"]


@pytest.mark.parametrize(
    ("probability", "name"), [(0.9, "كوستاس بابادوبولوس الصغير"), (0.7, "كوستاس بابادوبولوس")]
)
def test_it_takes_the_longer_name_from_a_sure_tagger(probability: float, name: str) -> None:
    text = "قال كوستاس بابادوبولوس الصغير إنه سعيد"
    assert heard(text, ("كوستاس بابادوبولوس الصغير", Kind.PERSON, probability)) == [name]


def test_it_leaves_listed_parts_of_a_name_in() -> None:
    text = "قال آن تشان إيل ذلك"
    assert heard(text, ("تشان إيل", Kind.PERSON, 0.99)) == ["آن تشان إيل"]


@pytest.mark.parametrize(
    ("probability", "names"), [(0.99, ["أوستاب كورنيتش", "كورنيتش"]), (0.7, ["أوستاب كورنيتش"])]
)
def test_it_finds_short_forms_of_those_it_is_sure_of(probability: float, names: list[str]) -> None:
    text = "وصل أوستاب كورنيتش مساء ثم عاد كورنيتش صباحا"
    assert heard(text, ("أوستاب كورنيتش", Kind.PERSON, probability)) == names


def test_it_gives_a_listed_name_its_entity() -> None:
    scene = read_scene("في القاهرة", language="ar")
    name = Tagged(first=1, last=2, kind=Kind.PLACE, probability=1.0)
    assert voices.as_found(scene, name).entity.wikidata == "Q85"


def test_it_is_heard_in_whole_texts() -> None:
    text = "خسر الفريق أمس. وقال سيغوردسون للصحفيين إن الفوز قريب."
    mentions = {m.span.of(text): (m.entity.kind, m.rule) for m in find_mentions(text, language="ar")}
    assert mentions == {"سيغوردسون": (Kind.PERSON, "tagger")}
