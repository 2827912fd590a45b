"""Cutting pages into blocks."""

from itertools import pairwise
from pathlib import Path

import pytest

from articles.ingest.blocks import find_blocks
from articles.ingest.records import Block, BlockKind

PAGES = sorted((Path(__file__).parent / "pages").glob("*.txt"))


def read_page(path: Path) -> tuple[str, list[tuple[str, str]]]:
    """A page's text and what its lines are: each line of a sample is a kind, a tab, and the line.

    ⏎ stands for a line end within a block.
    """
    lines = []
    wanted = []
    for row in path.read_text(encoding="utf-8").splitlines():
        kind, _, text = row.partition("\t")
        text = text.replace("⏎", "\n")
        lines.append(text)
        if text:
            wanted.append((kind, text))
    return "\n".join(lines), wanted


def kinds(text: str) -> list[tuple[str, str]]:
    """Kind and words of each block; a second article's lines one by one."""
    found: list[tuple[str, str]] = []
    for block in find_blocks(text):
        words = text[block.start : block.end]
        parts = words.split("\n") if block.kind is BlockKind.SECOND_ARTICLE else [words]
        found.extend((block.kind.value, part) for part in parts if part.strip())
    return found


def kept(text: str) -> list[str]:
    return [text[block.start : block.end] for block in find_blocks(text) if block.kept]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.stem)
def test_it_knows_each_line_of_the_page(page: Path) -> None:
    text, wanted = read_page(page)
    assert kinds(text) == wanted


HOSTILE = [
    "",
    " \n\t\n\u00a0\n",
    "كلمة",
    ".",
    "----\n\n****",
    "{{{{}}{}}{",
    "«" * 500,
    "ا" * 100_000,
    "كلمة " * 30_000,
    "سطر قصير\n" * 5_000,
    "اقرأ أيضاً\n" * 5_000,
    "الوسوم:\nكلمة\n" * 2_000,
    "\u202eمقلوب\u202c نص \u2067آخر\u2069 👩‍👩‍👧‍👦 \u200f\n\u200f\u200e",
    "شـــــارك\nطِبَاعَةٌ\n" + "قالَ الوزيرُ إنَّ المدينةَ ستفتحُ أبوابَها للزوَّار في موسم الصيف المقبل.",
    "المصدر:\n\nكلمات دلالية:\n\nاترك تعليقاً",
]


@pytest.mark.parametrize("text", [*HOSTILE, *(read_page(page)[0] for page in PAGES)])
def test_it_covers_every_character_but_space_once(text: str) -> None:
    blocks = find_blocks(text)
    covered = "".join(text[block.start : block.end] for block in blocks)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(one.end <= two.start for one, two in pairwise(blocks))
    assert all(block.start < block.end and block.rule for block in blocks)


LEAD = "افتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين كاملين."
NEXT = "وقال إن السوق تضم مئتي متجر وموقفاً للسيارات ومصلى وحديقة صغيرة للأطفال."


@pytest.mark.parametrize(
    "sentence",
    [
        "شارك في طباعة الكتاب عشرون عاملاً من أبناء المدينة.",
        "طباعة الكتب مهنة قديمة في هذا الحي.",
        "صورة الفتاة على الجدار رسمها فنان مجهول عام 1950.",
        "المصدر الوحيد للماء في القرية بئر حفرها الأجداد.",
        "كتب الشاعر قصيدته الأخيرة في المستشفى.",
        "تعليقات الجمهور على العرض كانت متباينة جداً.",
        "الوسوم التي انتشرت على المنصات أربكت الحكومة.",
        "تابعوا سيرهم على الأقدام حتى بلغوا الحدود.",
        "اشترك في السباق ألف عداء من ثلاثين بلداً.",
        "انضم إلى الفريق ثلاثة لاعبين جدد هذا الموسم.",
        "تخطى سعر الأوقية ألفي دولار للمرة الأولى.",
        "المزيد من السياح يعني مزيداً من الضغط على المياه.",
        "قد يهمك أن تعرف أن الجسر بني قبل مئة عام، كما قال المهندس.",
        "حقوق النشر في العالم العربي ما زالت ضعيفة الحماية كما يرى محامون.",
        "أخبار متعلقة بالانتخابات تصدرت نشرات المساء.",
        "وأضاف أن التسريبات «لا أساس لها»، بحسب وكالة الأنباء الأردنية (بترا).",
        "نشر الجيش بياناً قال فيه إن الطريق آمن.",
        "بقلم رصاص وورقة بيضاء رسم الطفل بيته المهدم.",
        "Follow the money, the old detective used to say.",
        "Print is not dead, the publisher told the fair.",
        "Source material for the novel came from her grandmother's letters.",
        "Share prices fell on Monday.",
        "By the time help came, the boat had sunk.",
        "Related cases were found in two other towns.",
        "Photographs of the scene were shown to the jury.",
        "Comments by the minister angered the unions.",
        "Le partage des terres reste la première revendication.",
        "Источник пожара нашли только к вечеру.",
        "شاهد: «رأيت النار تخرج من النافذة ثم سقط السقف»",
        "Background: the dispute began when the mill closed.",
        "Read the room, she told the new members.",
        "Смотрите на воду, говорил он детям.",
    ],
)
def test_it_keeps_a_sentence_that_begins_like_furniture(sentence: str) -> None:
    assert sentence in kept(f"{LEAD}\n{sentence}\n{NEXT}")
    assert sentence in kept(f"{LEAD}\n\n{NEXT}\n\n{sentence}")


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("طباعة Email", "furniture"),
        ("طِباعة | إرسال | مشاركة (12)", "furniture"),
        ("ت + ت - الحجم الطبيعي", "furniture"),
        ("تابعونا عبر فيسبوك", "furniture"),
        ("للمزيد من الأخبار تابعونا على صفحتنا", "furniture"),
        ("جميع الحقوق محفوظة © 2023", "furniture"),
        ("الآراء الواردة في هذا المقال لا تعبر بالضرورة عن رأي الموقع.", "furniture"),
        ("About the Author: admin", "furniture"),
        ("pic.twitter.com/AbCdEf", "furniture"),
        ("— وزارة النقل (@transport) May 4, 2021", "furniture"),
        ("المصدر: سكاي نيوز عربية", "credit"),
        ("المصدر : الجزيرة + وكالات", "credit"),
        ("نقلاً عن جريدة الرأي", "credit"),
        ("Source: AP", "credit"),
        ("كلمات دلالية: سوق، مدينة، ترميم", "keywords"),
        ("#السوق_الجديدة #ترميم", "keywords"),
        ("Tags: market, city", "keywords"),
        ("شاهد أيضاً : افتتاح جسر جديد فوق النهر", "related"),
        ("للاطلاع: خرائط الأسواق القديمة في المدن الساحلية", "related"),
        ("→ RELIRE. Les halles, un siècle d'histoire", "related"),
        ("👉 تفاصيل أكثر عن أسواق المدينة القديمة", "related"),
        ("Notre dossier : ces halles qui renaissent", "related"),
        ("Почитать по теме: как строили старый рынок", "related"),
        ("كي تصلك قصصنا كل صباح، سجّل عنوانك في بريدنا اليومي", "furniture"),
        ("Get the Market Letter in your inbox every Friday", "furniture"),
        ("Pour ne rien rater de l'actu locale, activez nos alertes", "furniture"),
        ("А ещё у нас есть телеграм — подписывайтесь", "furniture"),
        ("هذا المحتوى للمشتركين فقط", "furniture"),
        ("انتهى/ س.ر 12", "furniture"),
        ("م.ن / س.ع", "credit"),
        ("kfo/amp/rbn", "credit"),
        ("(رويترز، وكالة المرفأ)", "credit"),
        ("Les halles, interdites aux voitures. PHOTO YANN MORVAN", "caption"),
        ("اقرأ أيضًا.. أسعار الخضار ترتفع", "related"),
        ("Read also: Bridge opens", "related"),
        ("Lire aussi : Le pont est ouvert", "related"),
        ("Читайте также: Мост открыт", "related"),
        ("المحافظ خلال جولة في السوق | أ.ف.ب", "caption"),
        ("المحافظ يقص شريط الافتتاح (رويترز)", "caption"),
        ("صورة أرشيفية للسوق القديمة", "caption"),
        ("الصورة: مصطفى حسن", "caption"),
        ("The governor cuts the ribbon [Ann Reed/AP]", "caption"),
        ("The governor cuts the ribbon. Photo: AP", "caption"),
        ("اترك تعليقاً", "comments"),
        ("لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *", "comments"),
        ("Your email address will not be published.", "comments"),
    ],
)
def test_it_removes_a_line_of_the_page_from_the_end_and_knows_what_it_is(line: str, kind: str) -> None:
    assert kinds(f"{LEAD}\n\n{NEXT}\n\n{line}")[2:] == [(kind, line)]


@pytest.mark.parametrize(
    "line", ["تابعونا عبر فيسبوك", "اقرأ أيضاً: افتتاح جسر جديد فوق النهر", "إعلان", "Advertisement"]
)
def test_it_goes_on_after_a_line_of_the_page_amid_the_article(line: str) -> None:
    assert kept(f"{LEAD}\n{line}\n{NEXT}") == [LEAD, NEXT]


@pytest.mark.parametrize(
    "headline",
    [
        "افتتاح السوق الجديدة في وسط المدينة",
        "هل تعيد السوق الجديدة الحياة إلى المدينة؟ ومن يدفع الثمن؟",
        "السوق الجديدة.. حكاية عامين من الترميم",
        "المحافظ: «السوق» لكل الناس",
        "سوق بـ”روح” قديمة.. وأسعار جديدة ؟!",
        "الأسعار.. إلى أين؟",
    ],
)
def test_it_finds_a_headline(headline: str) -> None:
    assert kinds(f"{headline}\n\n{LEAD}\n\n{NEXT}")[0] == ("headline", headline)
    assert kinds(f"{headline}\n{LEAD}\n{NEXT}")[0] == ("headline", headline)


@pytest.mark.parametrize(
    "text",
    [
        LEAD,
        f"{LEAD}\n\n{NEXT}",
        "مات الملك.\n\nوأعلن القصر الحداد سبعة أيام في جميع أنحاء البلاد.",
        "The market reopened.\n\nHe said that two hundred shops had moved in before the summer began.",
    ],
)
def test_it_takes_no_lead_for_a_headline(text: str) -> None:
    assert all(kind == "paragraph" for kind, _ in kinds(text))


def test_it_tells_the_name_of_the_site_from_the_headline() -> None:
    text = f"افتتاح السوق الجديدة في وسط المدينة | سكاي نيوز عربية\n\n{LEAD}\n\n{NEXT}"
    assert kinds(text)[:2] == [
        ("headline", "افتتاح السوق الجديدة في وسط المدينة"),
        ("furniture", "| سكاي نيوز عربية"),
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "انتصار كبير",
        'المحافظ سيناقش "كل القضايا"',
        "«هدايا للأغنياء»",
        "ما الذي تغير؟",
        "Shells for satellites",
    ],
)
def test_it_keeps_headings_as_such(heading: str) -> None:
    text = f"{LEAD}\n\n{heading}\n\n{NEXT}"
    assert kinds(text)[1] == ("heading", heading)


def test_it_keeps_both_parts_of_a_quotation_that_is_broken_over_paragraphs() -> None:
    parts = ['وقال للصحفيين: "هذه سوقنا الجديدة كما وعدناكم بها.', 'تعالوا أريكم إياها" .']
    assert kept(f"{LEAD}\n\n" + "\n\n".join(parts)) == [LEAD, *parts]


def test_it_cuts_labels_off_the_end_of_a_text_in_one_line() -> None:
    text = f"{LEAD} {NEXT} المصدر: رويترز كلمات دلالية: سوق، مدينة اقرأ أيضاً: افتتاح جسر جديد"
    assert [kind for kind, _ in kinds(text)] == ["paragraph", "credit", "keywords", "related"]
    assert kept(text) == [f"{LEAD} {NEXT}"]


def test_it_cuts_a_style_sheet_out_of_a_sentence() -> None:
    style = ".article-img{ display:block; height:0px; } .article-img img{ width: 100%; }"
    text = f"{LEAD}\n{LEAD} {style} {NEXT}"
    assert kinds(text)[1:] == [("paragraph", LEAD), ("code", style), ("paragraph", NEXT)]


def test_it_rejoins_nothing_where_lines_are_paragraphs() -> None:
    assert len(kept(f"{LEAD}\n{NEXT}\n" * 10)) == 20


def test_it_answers_with_blocks_of_known_kinds() -> None:
    assert find_blocks(LEAD) == (Block(start=0, end=len(LEAD), kind=BlockKind.PARAGRAPH, rule="paragraph"),)


TOWN = [
    "حريق كبير يلتهم سوق الأقمشة القديم وسط المدينة",
    "اندلع حريق كبير في سوق الأقمشة القديم وسط المدينة فجر الأحد وأتى على عشرات المحال قبل إخماده.",
    "وقال قائد فرق الإطفاء إن الأزقة الضيقة أخرت وصول الصهاريج، وإن تماساً كهربائياً هو السبب المرجح.",
    "وقدر اتحاد التجار الخسائر الأولية بملايين الدراهم، وطالب الحكومة بصندوق عاجل لتعويض أصحاب المحال.",
    "وأعلنت البلدية إغلاق الشوارع المحيطة بالسوق ثلاثة أيام ريثما تنتهي فرق الهندسة من فحص الجدران.",
]
SEA = [
    "سباحة شابة تعبر المضيق في زمن قياسي جديد",
    "عبرت السباحة الشابة ريم الدغيدي المضيق في زمن قياسي بلغ ثلاث ساعات رغم التيارات الباردة القوية.",
    "وتدربت البطلة عامين في بحيرات جبلية كي يعتاد جسمها المياه المتجمدة قبل هذه المحاولة الصعبة.",
]


def test_an_invitation_above_the_text_is_its_headline() -> None:
    assert kinds(f"شاهد: لحظة افتتاح السوق الجديدة\n\n{LEAD}\n\n{NEXT}")[0][0] == "headline"


def second(lines: list[str]) -> list[str]:
    text = "\n\n".join(lines)
    return [text[b.start : b.end] for b in find_blocks(text) if b.kind is BlockKind.SECOND_ARTICLE]


@pytest.mark.parametrize("heading", [[], ["خسائر التجار"]], ids=("", "after a subheading"))
def test_it_finds_a_second_article_that_nothing_announces(heading: list[str]) -> None:
    assert second([*TOWN[:3], *heading, *TOWN[3:], *SEA]) == ["\n\n".join(SEA)]


def test_it_takes_the_cue_above_a_second_article_for_no_end_of_the_first() -> None:
    page = "\n\n".join([*TOWN, "س.ن / ر.ع", "من صفحاتنا الأخرى", *SEA])
    assert kinds(page)[-5:-3] == [("furniture", "س.ن / ر.ع"), ("furniture", "من صفحاتنا الأخرى")]
    assert second([*TOWN, "من صفحاتنا الأخرى", *SEA]) == ["\n\n".join(SEA)]


@pytest.mark.parametrize("own", ["", "صفاقس (وات) - "], ids=("without a dateline", "with another"))
def test_a_title_and_an_agencys_dateline_open_a_second_article(own: str) -> None:
    opening = (
        "الرباط (رويترز) - قالت متحدثة باسم سوق الأقمشة إن التجار تسلموا مفاتيح محالهم الجديدة يوم الاثنين."
    )
    after = ["تسليم المحال الجديدة لتجار سوق الأقمشة", opening, *TOWN[3:]]
    assert second([TOWN[0], own + TOWN[1], *TOWN[2:], *after]) == ["\n\n".join(after)]


@pytest.mark.parametrize(
    "line",
    ["«نريد أن نعود إلى البحر قبل حلول الشتاء القادم»", "سباحة شابة تعبر المضيق"],
    ids=("a pull quote", "too short for a headline"),
)
def test_it_takes_a_line_amid_an_article_for_no_second_article(line: str) -> None:
    assert second([*TOWN, line, *SEA[1:]]) == []


@pytest.mark.parametrize(
    "lines",
    [
        TOWN,
        [*TOWN, "سوق الأقمشة القديم وسط المدينة ينتظر الترميم", *TOWN[2:4]],  # goes on with the matter
        [*TOWN, *SEA[1:]],  # no headline
        [*TOWN, *SEA[:2], "طاهية تفوز بجائزة أفضل حساء شعبي", *TOWN[2:4]],  # a round-up: an item, a paragraph
        [
            *TOWN,
            *(
                line
                for day in "1234"
                for line in (f"سباحة رقم {day} تعبر المضيق في زمن قياسي", *SEA[1:], SEA[1])
            ),
        ],
        [*TOWN[:1], *SEA],  # too short to have ended
    ],
)
def test_it_takes_a_turn_of_the_matter_for_no_second_article(lines: list[str]) -> None:
    assert second(lines) == []


@pytest.mark.parametrize(
    "notice",
    [
        "** جميع المقالات المنشورة تعبر عن رأي أصحابها.",
        "اشترك الآن لتقرأ جميع مقالات الصحيفة مقابل دينار في الشهر.",
        "طبع من موقع ضفاف",
        "Subscribe today for unlimited access to our journalism.",
    ],
)
def test_what_subscribers_and_printed_pages_add_is_cut(notice: str) -> None:
    paragraph = (
        "وقالت رئيسة البلدية إن العمل في السوق سيستمر أربعة أشهر، وإن الباعة نقلوا إلى الساحة المجاورة."
    )
    assert kept(f"{paragraph}\n\n{paragraph}\n\n{notice}") == [paragraph, paragraph]


@pytest.mark.parametrize(
    "line",
    [
        "21 Mart 2024 09:15",
        "Giriş: 21.03.2024 - 09:15 Güncelleme: 22.03.2024 - 10:00",
        "۲ فروردین ۱۴۰۳ - ۰۹:۱۵",
        "21. März 2024, 9.15",
    ],
)
def test_a_day_with_a_time_is_a_date_in_any_language(line: str) -> None:
    assert ("date", line) in kinds("\n\n".join([TOWN[0], line, *TOWN[1:]]))


@pytest.mark.parametrize("line", ["خطة 2024", "قرار 10:15 لسنة 2024 في الميزان", "Round 2, 10:15"])
def test_a_heading_with_numbers_is_no_date(line: str) -> None:
    assert ("heading", line) in kinds("\n\n".join([*TOWN[:3], line, *TOWN[3:]]))


REPLY = ["نورة", "كنت هناك قبل ساعة ورأيت الدخان يغطي الشارع كله، الله يعوض أصحاب المحال."]


def test_numbered_posts_below_the_first_are_comments() -> None:
    number = "21-03-2024, 10:02 AM #2"
    assert kinds("\n\n".join([*TOWN, number, *REPLY]))[-3:] == [
        ("comments", line) for line in (number, *REPLY)
    ]


@pytest.mark.parametrize("line", ["21-03-2024, 10:02 AM #1", "الأغنية الأولى عربياً #2"])
def test_the_first_post_and_a_rank_begin_no_comments(line: str) -> None:
    assert not [kind for kind, _ in kinds("\n\n".join([*TOWN[:3], line, *TOWN[3:]])) if kind == "comments"]


def test_a_signature_below_a_drawn_line_is_of_the_page() -> None:
    page = "\n\n".join([*TOWN, "__________", "من جد وجد"])
    assert kinds(page)[-2:] == [("furniture", "__________"), ("furniture", "من جد وجد")]
    assert kept("\n\n".join([*TOWN, "من جد وجد"]))[-1] == "من جد وجد"
