"""Whose words are quoted in whole passages: questions and answers, officials, media, the unnamed."""

import random

import pytest

from articles.analysis.reading import read
from articles.analysis.speech.heard import NONE
from articles.analysis.speech.quotes import Kind
from articles.analysis.text.lemmas import WORDS

# The speakers of the quotations in order: the English name of a known person or body, else the words for it.
ARABIC = [
    ("رفض المدرب سامي الجبالي الاتهام، وقال حينه إن «الفريق جاهز تماماً».", ["سامي الجبالي"]),
    (
        "وسُئلت أنغيلا ميركل في برلين عما إذا كانت ستترشح مجدداً، فأجابت: «سأعلن قراري في الخريف».",
        ["Angela Merkel"],
    ),
    (
        "سأل مراسل لإحدى الصحف ماكرون عن موعد الإصلاح، فردّ: «قبل نهاية العام إن شاء البرلمان».",
        ["Emmanuel Macron"],
    ),
    (
        "ورداً على سؤال عن غلاء الخبز، قال وزير المالية ياسر الكناني: «الدعم باقٍ حتى الربيع». "
        "وأضاف: «لن يمس أحد الرغيف».",
        ["ياسر الكناني", "ياسر الكناني"],
    ),
    (
        "التقى الرئيس التركي رجب طيب أردوغان الصحفيين في الطائرة. ولمّا سُئل عن الانتخابات قال: "
        "«الكلمة للصندوق وحده».",
        ["Recep Tayyip Erdogan"],
    ),
    ("وسألته صحفية عن سبب غيابه فقال المدرب بيب غوارديولا: «كنت أحتاج إلى الراحة».", ["Pep Guardiola"]),
    (
        "وجّه نائب سؤالاً إلى رئيس الوزراء البريطاني ريشي سوناك حول القطارات، فأجاب: «سنفتح الخط "
        "الجديد هذا الصيف».",
        ["Rishi Sunak"],
    ),
    (
        "قال مدير المستشفى حسام النجار إن الحريق أُخمد. وسأله ذوو المرضى متى تفتح الأقسام، فأجاب: "
        "«غداً صباحاً على الأرجح».",
        ["حسام النجار"],
    ),
    ("سألت المذيعة ضيفها هل يندم على قراره، فقال الممثل عادل إمام: «لا أندم على شيء فعلته».", ["Adel Imam"]),
    (
        "وقالت متحدثة باسم البلدية إن السد «يتحمل الضغط كله». وحذر خبراء من أن المياه «قد تبلغ القرى».",
        ["متحدثة باسم البلدية", "خبراء"],
    ),
    (
        "وأكدت منظمة الصحة العالمية أن اللقاح «آمن لكل الأعمار»، فيما نفت الوزارة «وجود أي نقص».",
        ["World Health Organization", "الوزارة"],
    ),
    ("«لن نترك أحداً تحت الأنقاض»، هكذا قال قائد فرق الإنقاذ بعد الزلزال.", ["قائد فرق الإنقاذ"]),
    ("وبحسب وكالة رويترز، فإن الباخرة «جنحت بسبب الريح».", ["Reuters"]),
    ("ونقلت صحيفة الغارديان عن الباحثة إيما وودز قولها إن «النتائج فاجأتنا جميعاً».", ["إيما وودز"]),
    ("وسأل المحققون سائق الحافلة لماذا لم يتوقف، فأجاب بأنه «لم ير الإشارة في الضباب».", ["سائق الحافلة"]),
    ("وكان أنطونيو غوتيريش قد سُئل عن الهدنة، فرد قائلاً: «نحن أقرب إليها من أي وقت».", ["António Guterres"]),
    (
        "وطرح الصحفيون على لاعب الوسط لوكا مودريتش أسئلة عن اعتزاله، فأجاب مبتسماً: «ما زلت أجري أكثر منكم».",
        ["Luka Modric"],
    ),
    (
        "وتساءل النائب: «من يحاسب هؤلاء على الخسائر؟»، وردّ عليه الوزير: «القضاء وحده يحاسب».",
        ["النائب", "الوزير"],
    ),
]
ENGLISH = [
    (
        'Though they would not say why, "it does not look random," the police chief, Jane Doe, said.',
        ["Jane Doe"],
    ),
    ('"My wife was about to leave," another neighbor said.', ["another neighbor"]),
    (
        'Asked whether she would run again, Angela Merkel said: "I will decide in the autumn."',
        ["Angela Merkel"],
    ),
    (
        'Reporters asked Emmanuel Macron whether the reform would be delayed; he replied: "Not by a '
        'single day."',
        ["Emmanuel Macron"],
    ),
    ('Rishi Sunak was asked about the trains. "The new line opens this summer," he said.', ["Rishi Sunak"]),
    (
        'A journalist asked Pep Guardiola why he had rested his captain. He replied: "He was tired, '
        'that is all."',
        ["Pep Guardiola"],
    ),
    (
        'Asked by Reuters if the dam was safe, the mayor answered: "It has stood for sixty years."',
        ["the mayor"],
    ),
    (
        '"Will the bridge reopen this year?" asked Jane Doe. "We hope so," the engineer replied.',
        ["Jane Doe", "the engineer"],
    ),
    (
        'In response to a question from lawmakers, Janet Yellen said the deficit was "a matter of '
        'real concern".',
        ["Janet Yellen"],
    ),
    (
        'When asked about the strike, António Guterres, the UN secretary-general, said that "nobody '
        'gains from hunger".',
        ["António Guterres"],
    ),
]
WORDS_OF_SPEECH = [
    (
        "قال كبير الأطباء في المستشفى، الدكتور ياسر الكناني، لإذاعة محلية: «الأجنحة كلها ممتلئة».",
        ["ياسر الكناني"],
    ),
    ("انتقدت منظمة الصحة العالمية القرار ووصفته بأنه «متسرع وغير مدروس».", ["World Health Organization"]),
    ("وصل إيمانويل ماكرون إلى القاعة. وصفت بأنها «أفخم قاعات المدينة» كلها.", [None]),
    ("قال إيمانويل ماكرون إن الباب مغلق. وأضافوا أن النافذة «مفتوحة منذ الصباح».", [None]),
    ("وقال ياسر الكناني عقب اللقاء: «إنها لمسة يد لا غير».", ["ياسر الكناني"]),
    ("وقال أحد المحتجين لرويترز إن «الشوارع كانت مغلقة كلها».", ["أحد المحتجين"]),
    ("وأضاف الرجل الذي لم يذكر اسمه: «خسرنا كل ما نملك».", ["الرجل"]),
    (
        "صرح ياسر الكناني أمس بأن الرسوم يمكن «تخفيفها خطوة بعد خطوة»، إذا رأت الوزارة ذلك.",
        ["ياسر الكناني"],
    ),
    (
        "وقّع ياسر الكناني عقدا جديدا. وقال اللاعب البالغ عمره عشرين عاما للصحفيين: «حلمت بهذا اليوم».",
        ["ياسر الكناني"],
    ),
    ("حضر الأمير ويليام الذي قال إن الفريق منح الناس «شيئا يؤمنون به» هنا.", ["Prince William"]),
    (
        "ظهرت ضابطة كبيرة أمام الكاميرات، مؤكدة أن الشبكات «تقود الأطفال إلى العنف».",
        ["ضابطة كبيرة"],
    ),
]
ANSWERS = [
    ("سأل نواب الوزير ياسر الكناني هل يستقيل. فأجاب: «لن أترك مكاني».", ["ياسر الكناني"]),
    ("قال له الوزير ياسر الكناني: «لن أترك مكاني».", ["ياسر الكناني"]),
    ("أبلغ مسؤولون إيمانويل ماكرون أن الطريق «مغلقة حتى إشعار آخر».", ["مسؤولون"]),
    ("سألوا سائق القطار لماذا تأخر، فقال: «تعطلت الإشارات كلها».", ["سائق القطار"]),
    ("سُـئِلَ إيمانويل ماكرون\u200f عن ذلك 🙂 فأجَابَ: «لا تعليق عندي اليوم».", ["Emmanuel Macron"]),
]


def speakers(text: str, language: str) -> list[str | None]:
    """Who says each quotation of some length."""
    found = []
    for quote in read(text, language=language).quotes:
        if quote.kind in (Kind.DIRECT, Kind.PARTIAL):
            words = quote.speaker.of(text) if quote.speaker else None
            names = quote.entity.names if quote.entity else ()
            found.append(next((name.text for name in names if name.language == "en"), words))
    return found


@pytest.mark.parametrize(("text", "expected"), [*ARABIC, *ANSWERS, *WORDS_OF_SPEECH])
def test_it_hears_the_right_one_in_arabic(text: str, expected: list[str]) -> None:
    assert speakers(text, "ar") == expected


@pytest.mark.parametrize(("text", "expected"), ENGLISH)
def test_it_hears_the_right_one_in_english(text: str, expected: list[str]) -> None:
    assert speakers(text, "en") == expected


ASKERS = [
    ("وسألت المذيعة نادية الكناني ضيفتها هل ستعود. وقالت: «أنتظر منك جواباً».", "نادية الكناني"),
    ("سألت نادية الكناني ياسر الحلبي عن الجسر، فأجاب: «لا أعرف شيئاً عنه».", "ياسر الحلبي"),
    ("قال ياسر الحلبي إنه متعب. وسألته نادية الكناني عن سفره، فأجاب: «بعد صلاة الظهر».", "ياسر الحلبي"),
]


@pytest.mark.parametrize(("text", "expected"), ASKERS)
def test_it_tells_the_one_who_asks_from_the_one_who_answers(text: str, expected: str) -> None:
    assert speakers(text, "ar") == [expected]


def test_it_tells_them_apart_in_english() -> None:
    text = "“I like it,” Jane Smith said. John Brown asked her if it was legal. She replied: “It is legal.”"
    assert speakers(text, "en")[-1] == "Jane Smith"


@pytest.mark.parametrize(
    "piece", ["سأل ", "سئل ", "سأل صحفيون ", "asked ", "asked the minister ", "سؤال إلى "]
)
def test_it_survives_endless_questions(piece: str) -> None:
    assert all(quote.speaker_rule == NONE for quote in read(piece * 2_000).quotes)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_survives_words_of_speech_in_any_order(language: str) -> None:
    lines = [
        line
        for name in ("speakers", "speech_verbs", "cues")
        for line in (WORDS / f"{name}_{language}.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    words = [word for line in lines for word in line.split("\t")[-1].split()]
    others = ["حينه", "أمس", "في", "الرئيس", "سيدة", "لندن", "،", ":", ".", "then", "Monday", "the", "London"]
    chance = random.Random(5)
    for _ in range(600):
        read(" ".join(chance.choice(words + others * 30) for _ in range(12)) + ".", language=language)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("وبيّن الوزير أن «العمل في الميناء مستمر ولن يتوقف».", "بيّن"),
        ("وقّع المدير الاتفاق بين الشركة و«نقابة عمال المناجم والسكك» أمس.", ""),
        ("ضاع الفرق بين الخبر و«ما يتمناه من يكتب الخبر» هنا.", ""),
    ],
)
def test_between_is_no_word_of_speech(text: str, cue: str) -> None:
    (quote,) = read(text, language="ar").quotes
    assert (quote.cue.of(text).removeprefix("و") if quote.cue else "") == cue


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('أسوان - أكد المهندس رامي زهران أن "السد سليم تماما".', "رامي زهران"),
        ('وقال مدرب الفريق، البرتغالي روي فيريرا، بعد المباراة: "فزنا بصعوبة".', "روي فيريرا"),
        ('وصرح رئيس الجمعية، الحاج إدريس بنعمر، بأن "البئر جفت كلها".', "إدريس بنعمر"),
        ('قال مدير شبكة "الأفق" نور رضوان: "لم نتوقف يوما".', "نور رضوان"),
    ],
)
def test_it_hears_who_stands_behind_a_dash_a_nationality_or_a_body(text: str, speaker: str) -> None:
    reading = read(text, language="ar")
    assert [q.speaker.of(text) for q in reading.quotes if q.speaker] == [speaker]
