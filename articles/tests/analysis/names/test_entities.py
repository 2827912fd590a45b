"""Names found in Arabic and English texts."""

from itertools import pairwise

import pytest

from articles.analysis.names.entities import Entity, Kind, Name, find_mentions


def names(text: str, language: str = "ar", known: tuple[Entity, ...] = ()) -> list[str]:
    return [m.span.of(text) for m in find_mentions(text, language=language, known=known)]


def keys(text: str, language: str = "ar") -> dict[str, str]:
    return {m.span.of(text): m.entity.key for m in find_mentions(text, language=language)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("وصل إلى بكين أمس", "بكين"),
        ("قال بوتين أمس", "بوتين"),
        ("اتفق كيم جونغ أون وبوتين على ذلك", "بوتين"),
        ("نقل رسالة لبوتين", "بوتين"),
        ("كان ردا جافا فموسكو غاضبة", "موسكو"),
        ("دعم لبيونغ يانغ", "بيونغ يانغ"),
        ("صادرات للصين", "صين"),
        ("ترحيب بالصين", "الصين"),
        ("فرح بـ”بوتين” كثيرا", "بوتين"),
        ("فرح بـ«بوتين» كثيرا", "بوتين"),
        ("مؤتمر في وارسو", "وارسو"),
        ("قمة باريس", "باريس"),
        ("زيارة ليبيا", "ليبيا"),
        ("كندا والمكسيك", "المكسيك"),
    ],
)
def test_it_takes_particles_off_only_before_a_name(text: str, found: str) -> None:
    assert found in names(text)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("زار كيم جونغ-أون القاعدة", "كيم جونغ-أون"),
        ("زار كِيم جونغ أُون القاعدة", "كِيم جونغ أُون"),
        ("قال #فلاديمير_بوتين إنه", "فلاديمير_بوتين"),
        ("الرئيس الروسي فلاديميـر بوتيـن", "فلاديميـر بوتيـن"),
        ("كتب بوتين\u200f أمس", "بوتين"),
        ("😀بوتين😀", "بوتين"),
    ],
)
def test_it_reads_through_marks_hyphens_and_controls(text: str, found: str) -> None:
    assert names(text) == [found]


@pytest.mark.parametrize(
    ("text", "found", "english"),
    [
        ("تقدم الجيش الروسي", "الجيش الروسي", "Russian Army"),
        ("أعلن الجيش الكوري الجنوبي", "الجيش الكوري الجنوبي", "South Korean Military"),
        ("قال الجيش البولندي", "الجيش البولندي", "Polish Army"),
        ("بيان وزارة الدفاع البولندية", "وزارة الدفاع البولندية", "Polish Ministry of Defence"),
        ("أفادت وزارة الخارجية الأميركية", "وزارة الخارجية الأميركية", "United States Department of State"),
        ("أستاذ في جامعة أوسلو", "جامعة أوسلو", "University of Oslo"),
        ("هبط في مطار وارسو الدولي", "مطار وارسو الدولي", "Warsaw International Airport"),
        ("قاعدة رامشتاين الجوية", "قاعدة رامشتاين الجوية", "Ramstein Air Base"),
        ("بحسب وكالة فرانس برس", "وكالة فرانس برس", "Agence France-Presse"),
        ("في مدينة كورسك أمس", "مدينة كورسك", "Kursk"),
        ("في محافظة حلب", "محافظة حلب", "Aleppo Governorate"),
        ("منذ الحرب في أوكرانيا", "الحرب في أوكرانيا", "Russia-Ukraine war"),
        ("أعلن البيت الأبيض", "البيت الأبيض", "White House"),
        ("في أقصى الشرق الروسي", "أقصى الشرق الروسي", "Russian Far East"),
        ("قال زعيم جمهورية كوريا الشعبية الديموقراطية", "جمهورية كوريا الشعبية الديموقراطية", "North Korea"),
    ],
)
def test_it_gives_the_whole_name_and_knows_the_english_one(text: str, found: str, english: str) -> None:
    mentions = {m.span.of(text): m.entity for m in find_mentions(text, language="ar")}
    assert list(mentions) == [found]
    assert english in {name.text for name in mentions[found].names}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال الباحث أندرياس فيلمشتاين إن", "أندرياس فيلمشتاين"),
        ("قال فلاديمير زابورسكوي إن", "فلاديمير زابورسكوي"),
        ("وأضاف المارشال في الجيش الكوري الشمالي باك مونغ تشون", "باك مونغ تشون"),
        ("فاز البلغاري غريغور ديميتروف", "غريغور ديميتروف"),
        ("قالت المتحدثة باسم الوزارة رملة الزغلامي للصحفيين إن", "رملة الزغلامي"),
        ("أعلنت وزيرة الثقافة التونسية سنية الفرجاني أن", "سنية الفرجاني"),
        ("قال محمد الصاوي إن", "محمد الصاوي"),
        ("قال جون زابورسكوي وفلاديمير كريمنسكوي", "جون زابورسكوي"),
        ("استقبل ألكسندر زابورسكوي كيم", "ألكسندر زابورسكوي"),
        ("في «زابورسكوي» جون كريمنسكوي", "جون كريمنسكوي"),
        ("التقى عبد الله بن خالد العتيبي", "عبد الله بن خالد العتيبي"),
        ("ذكرت صحيفة «بوليغراف نيوز» أن", "صحيفة «بوليغراف نيوز»"),
    ],
)
def test_it_finds_unlisted_names_by_their_surroundings(text: str, found: str) -> None:
    assert found in names(text)


@pytest.mark.parametrize(
    "text",
    [
        "الوفد الروسي والأميركية والفرنسيون",
        "زفّ إليهم بشرى سارة وختام المسابقة",
        "حضر حفل ختام الدورة مختار القرية",
        "في فرج قريب وسلام عادل بين الشعبين",
        "تقرير رجاء إعادته اليوم",
        "توفير حياة كريمة لكل مولود جديد",
        "كان على أمل كبير وكريم وسعيد بلقائه",
        "دائرة قطرها عشرة أمتار، أي قطر الدائرة عشرة أمتار",
        "نشر صور الحفل",
        "قال إنه سعيد بذلك على هدى ونور",
        "فتح الباب أمام الجميع",
        "دعم مالي كبير",
        "العاصمة السعودية",
        "أنا سعيد بلقائك",
        "أنا سعيد حقاً بلقائك",
        "كان فارس متأخرا عن الموعد",
        "نفى لاعب بوردلاندا ذلك",
        "",
        "؟!",
        "\u200f\u202b",
    ],
)
def test_it_finds_nothing_in_common_words(text: str) -> None:
    assert names(text) == []


def test_it_takes_the_family_name_alone_for_the_person_named_in_full() -> None:
    text = "التقى كيم جونغ أون ضيفه. وقال كيم إن المحادثات جيدة، ثم ودع الضيف كيم."
    mentions = find_mentions(text, language="ar")
    assert [m.span.of(text) for m in mentions] == ["كيم جونغ أون", "كيم", "كيم"]
    assert {m.entity.key for m in mentions} == {"Q56226"}


def test_it_takes_the_family_name_of_an_unlisted_person_too() -> None:
    text = "قال الخبير فلاديمير زابورسكوي ذلك. وأضاف زابورسكوي أنه واثق."
    mentions = find_mentions(text, language="ar")
    assert [m.span.of(text) for m in mentions] == ["فلاديمير زابورسكوي", "زابورسكوي"]
    assert len({m.entity.key for m in mentions}) == 1


def test_it_takes_the_nearest_earlier_of_two_who_share_a_name() -> None:
    text = "حكم كيم جونغ إيل طويلا. كان كيم مريضا. ثم جاء كيم جونغ أون. وكيم شاب."
    father, again, son, last = find_mentions(text, language="ar")
    assert father.entity.key == again.entity.key != son.entity.key == last.entity.key


def test_it_uses_what_the_story_knows() -> None:
    expert = Entity(
        key="person:x",
        kind=Kind.PERSON,
        names=(Name(text="سيرغي زابورسكوي", language="ar"),),
        wikidata=None,
    )
    text = "وأضاف زابورسكوي أنه واثق."
    assert names(text) == []
    assert names(text, known=(expert,)) == ["زابورسكوي"]


@pytest.mark.parametrize(
    ("text", "form", "key"),
    [
        ("وصل إلى عمّان وفد", "عمّان", "Q3805"),
        ("التقى الملك الأردني في عمان وفدا", "عمان", "Q3805"),
        ("وصل سلطان البلاد إلى عمان", "عمان", "Q842"),
        ("معارك طرابلس في ليبيا", "طرابلس", "Q3579"),
        ("أحياء طرابلس شمال لبنان", "طرابلس", "Q168954"),
        ("زيارة أمير دولة قطر", "دولة قطر", "Q846"),
    ],
)
def test_it_tells_names_apart_that_are_written_alike(text: str, form: str, key: str) -> None:
    assert keys(text)[form] == key


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Russian President Vladimir Putin spoke.", ["Vladimir Putin"]),
        ("The US warned us on Monday.", ["US"]),
        ("a professor at the University of Lund, said", ["University of Lund"]),
        ("The South Korean military said", ["South Korean military"]),
        ("spokesman Peter Zaborskoy's office", ["Peter Zaborskoy"]),
        ("Will may turkey jordan", []),
        ("A roast Turkey sandwich for Thanksgiving dinner", []),
        ("May said Will would go.", []),
    ],
)
def test_it_finds_english_names_by_capitals(text: str, found: list[str]) -> None:
    assert names(text, "en") == found


def test_it_gives_both_languages_the_same_entities() -> None:
    arabic = "التقى فلاديمير بوتين وكيم جونغ أون في قاعدة فوستوتشني الفضائية في روسيا"
    english = "Vladimir Putin and Kim Jong Un met at the Vostochny Cosmodrome in Russia"
    assert set(keys(arabic).values()) == set(keys(english, "en").values())


def test_it_keeps_spans_in_order_apart_and_inside_the_text() -> None:
    text = "قال بوتين لبايدن في موسكو\n" * 400
    spans = [m.span for m in find_mentions(text, language="ar")]
    assert len(spans) == 1200
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert spans[-1].end <= len(text)


def test_it_takes_a_ministry_alone_for_the_one_named_in_full() -> None:
    text = "قالت وزارة الدفاع البولندية ذلك. وأكدت وزارة الدفاع أن الأمر جاد."
    first, second = find_mentions(text, language="ar")
    assert first.entity.key == second.entity.key == "organisation:ministry of defence of poland"


@pytest.mark.parametrize(
    ("text", "short", "key"),
    [
        ("The leader Kim Jong-un arrived. Mr Kim spoke first.", "Kim", "Q56226"),
        ("Spokesman John Barrow spoke. Mr Barrow left.", "Barrow", "person:john barrow"),
        ("President Barrow left. Spokesman John Barrow stayed.", "Barrow", "person:john barrow"),
    ],
)
def test_it_takes_a_title_and_a_family_name_for_the_one_named_in_full(
    text: str, short: str, key: str
) -> None:
    found = {mention.span.of(text): mention.entity.key for mention in find_mentions(text, language="en")}
    assert found[short] == key


@pytest.mark.parametrize(
    "text",
    ["تملكه شركة «نور الأفق» الخاصة", 'تملكه شركة "نور الأفق" الخاصة', "تملكه شركة “نور الأفق” الخاصة"],
)
def test_the_name_of_what_stands_in_marks_has_none(text: str) -> None:
    (mention,) = find_mentions(text, language="ar")
    assert [name.text for name in mention.entity.names if name.language == "ar"] == ["شركة نور الأفق"]
    assert mention.span.of(text)[-1] in '»"”'  # and the place has both


def test_no_two_names_overlap_however_many_fathers_one_has() -> None:
    text = "عين الأمير سعود بن راشد بن خالد بن عبد الرحمن بن نايف آل خليفة وزيرا للثقافة."
    (mention,) = find_mentions(text, language="ar")
    assert mention.span.of(text) == "سعود بن راشد بن خالد بن عبد الرحمن بن نايف آل خليفة"


def test_a_name_ends_before_a_particle_spelt_like_one_of_its_own() -> None:
    text = "وبحسب المهندسة هبة رزق فإن الأعمال اكتملت."
    assert "هبة رزق" in [mention.span.of(text) for mention in find_mentions(text, language="ar")]
