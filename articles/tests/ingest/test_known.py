"""What is known about an article: values, how they are known, and the words they rest on."""

import pytest

from articles.ingest.agencies import agencies, agency_named, credited_agencies
from articles.ingest.articles import read_article
from articles.ingest.records import ArticleRecord, How, OutletRef

HEADLINE = "إعادة افتتاح المنارة القديمة"
LEAD = "افتتحت البلدية المنارة القديمة على رأس الميناء بعد إغلاق دام ثلاثين عاماً بسبب التصدعات."
NEXT = "وقالت المهندسة المشرفة إن الترميم كلف مليوني دينار وشارك فيه حرفيون من أربع قرى."
LAST = "وتفتح المنارة أبوابها للزوار كل يوم ما عدا الاثنين."

ENGLISH = (
    "Lighthouse opens again",
    "The town opened the old lighthouse on the harbour after thirty years of neglect and cracks.",
    "The engineer said that the works cost two million and that masons of four villages took part.",
)


def page(*lines: str) -> ArticleRecord:
    return read_article("\n\n".join(lines).encode(), source="/x", source_file="x")


def test_the_list_of_agencies_is_whole() -> None:
    assert len(agencies()) >= 60
    assert all(agency.name_en and agency.name_ar for agency in agencies().values())
    assert all(agency.wikidata == "" or agency.wikidata[0] == "Q" for agency in agencies().values())
    assert {"afp", "reuters", "ap", "dpa", "xinhua", "tass", "ria", "yonhap", "kcna"} <= set(agencies())
    assert {"anadolu", "wam", "spa", "qna", "mena", "petra"} <= set(agencies())


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("أ ف ب", "afp"),
        ("أ.ف.ب", "afp"),
        ("وكالة الأنباء الألمانية", "dpa"),
        ("الأنَاضـول", "anadolu"),
        ("AA", "anadolu"),
        ("aa", None),
        ("map", None),
        ("РИА Новости", "ria"),
        ("فلان", None),
        ("", None),
    ],
)
def test_it_knows_an_agency_by_its_credits(text: str, key: str | None) -> None:
    assert agency_named(text) == key


@pytest.mark.parametrize(
    ("lines", "keys"),
    [
        ((HEADLINE, f"تونس (أ ف ب) - {LEAD}", NEXT), ("afp",)),
        ((HEADLINE, f"تونس - {LEAD}", NEXT, f"{LAST} (رويترز)"), ("reuters",)),
        ((HEADLINE, LEAD, NEXT, "المصدر: رويترز + أ ف ب"), ("reuters", "afp")),
        ((HEADLINE, LEAD, NEXT, "المصدر: رويترز، وكالات"), ("reuters",)),
        ((HEADLINE, LEAD, NEXT, "المصدر: وكالات"), ("agencies",)),
        ((HEADLINE, "تونس - وات", LEAD, NEXT), ("tap",)),
        ((HEADLINE, "أنقرة/ سمير عباس/ الأناضول", LEAD, NEXT), ("anadolu",)),
        ((HEADLINE, LEAD, NEXT, "س.م/ح.ز (د ب أ، رويترز)"), ("dpa", "reuters")),
        ((HEADLINE, LEAD, f"{NEXT} ولم يتسن لرويترز التحقق من ذلك.", LAST), ("reuters",)),
        (("Lighthouse", "The keeper left on Monday.", "He could not be reached by Reuters."), ("reuters",)),
        (("Lighthouse", "The town did not respond to a request from the Associated Press."), ("ap",)),
        ((*ENGLISH, "(Reporting by Ruth Carey for Reuters; editing by Tom Hale)"), ("reuters",)),
        ((*ENGLISH, "Writing by Ruth Carey for the Associated Press"), ("ap",)),
        ((*ENGLISH[:-1], f"{ENGLISH[-1]} (Reporting by Ruth Carey for Reuters in Leeds)"), ("reuters",)),
        ((*ENGLISH, "© Agence France-Presse"), ("afp",)),
        ((*ENGLISH, "© 2025 The Associated Press. All rights reserved."), ("ap",)),
        ((HEADLINE, LEAD, NEXT, LAST, "© وكالة الصحافة الفرنسية 2025"), ("afp",)),
    ],
)
def test_it_names_the_agencies_credited(lines: tuple[str, ...], keys: tuple[str, ...]) -> None:
    known = page(*lines).agencies
    assert known.value == keys
    assert known.how is How.TEXT
    assert all(part in "\n".join(lines) for part in known.evidence.split(" · "))


@pytest.mark.parametrize(
    "lines",
    [
        (HEADLINE, LEAD, "وقالت وكالة رويترز إن الترميم كلف مليوني دينار بعد أن زار فريقها المكان.", LAST),
        (HEADLINE, LEAD, NEXT, "ونشرت الخبر أيضاً وكالة الأنباء الأردنية (بترا)."),
        ("Lighthouse", "The keeper told Reuters on Monday that he could not be reached by boat."),
        (HEADLINE, "المنارة القديمة بعد ترميمها (رويترز)", LEAD, NEXT, LAST),
        (HEADLINE, LEAD, NEXT, LAST),
        (*ENGLISH, "© The Harbour Times 2025"),
        (*ENGLISH, "The keeper was reporting by telephone for years. Reuters closed its office there."),
        (ENGLISH[0], "© Agence France-Presse", *ENGLISH[1:]),
    ],
)
def test_it_takes_no_agency_that_is_quoted_or_made_the_picture(lines: tuple[str, ...]) -> None:
    assert page(*lines).agencies.value == ()


@pytest.mark.parametrize("name", ["رويترز", "Reuters", "Reuters News Agency"])
def test_an_outlet_is_no_agency_of_its_own(name: str) -> None:
    read = page(HEADLINE, LEAD, NEXT, "المصدر: رويترز + أ ف ب")
    outlet = OutletRef(slug="x", names={"en": name})
    assert credited_agencies(read.original, read.blocks, language="ar", outlet=outlet).value == ("afp",)


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("بقلم: سلمى حداد", "سلمى حداد"),
        ("كتبت - سلمى حدّاد", "سلمى حدّاد"),
        ("تونس - سلمى حداد", "سلمى حداد"),
        ("أنقرة/ سمير عباس/ الأناضول", "سمير عباس"),
        ("By Ruth Carey", "Ruth Carey"),
        ("Par Claire Le Goff", "Claire Le Goff"),
        ("Автор: Анна Белова", "Анна Белова"),
        ("By Ruth Carey | Farming editor", "Ruth Carey"),
        ("بقلم: هيئة التحرير", None),
        ("كتب: رويترز", None),
        ("By Reuters", None),
        ("تونس - وكالات", None),
        ("تونس - صحيفة المرفأ", None),
        ("سلمى حداد - عين الزيتونة", "سلمى حداد"),
        ("عين الزيتونة - من مراسلنا سمير عباس", "سمير عباس"),
        ("عين الزيتونة / مراسل المرفأ", None),
        ("Par notre correspondante à Brest, Claire Le Goff", "Claire Le Goff"),
        ("سلمى حداد - 18 مارس 2025", "سلمى حداد"),
        ("سلمى حداد · 18 آذار 2025 12:31 · دقيقتان للقراءة", "سلمى حداد"),
    ],
)
def test_it_names_the_writer(line: str, author: str | None) -> None:
    known = page(HEADLINE, line, LEAD, NEXT).author
    assert known.value == author
    assert known.evidence == (line if author else "")


@pytest.mark.parametrize(
    ("caption", "credit"),
    [
        ("المنارة القديمة بعد ترميمها (رويترز)", "رويترز"),
        ("المنارة القديمة بعد ترميمها | أ.ف.ب", "أ.ف.ب"),
        ("المنارة القديمة بعد ترميمها. تصوير: سمير عباس", "سمير عباس"),
        ("The lighthouse on Tuesday. Photograph: Ann Reed/PA", "Ann Reed/PA"),
        ("La façade, vendredi. Photo : Yann Morvan/AFP", "Yann Morvan/AFP"),
        ("Фото: пресс-служба мэрии", "пресс-служба мэрии"),
        ("صورة أرشيفية للمنارة", None),
    ],
)
def test_it_names_who_made_the_picture(caption: str, credit: str | None) -> None:
    assert page(HEADLINE, caption, LEAD, NEXT).photo_credit.value == credit


def test_it_says_where_the_article_is_dated_from() -> None:
    known = page(HEADLINE, f"تونس (وات) - {LEAD}", NEXT).dateline
    assert (known.value, known.how, known.evidence) == ("تونس", How.TEXT, "تونس (وات)")
    assert page(HEADLINE, LEAD, NEXT).dateline.how is How.UNKNOWN


@pytest.mark.parametrize(
    ("lines", "day", "how"),
    [
        ((HEADLINE, "12 مارس 2022", LEAD, NEXT), "2022-03-12", How.TEXT),
        ((HEADLINE, "9 شعبان 1443 هـ", LEAD, NEXT), "2022-03-12", How.INFERRED),
        ((HEADLINE, f"تونس 12 مارس 2022 (وات) - {LEAD}", NEXT), "2022-03-12", How.INFERRED),
        (
            (HEADLINE, LEAD, "وجرى الافتتاح أمس الجمعة 11 مارس 2022 بحضور الأهالي وعدد من البحارة."),
            "2022-03-12",
            How.INFERRED,
        ),
        (
            (HEADLINE, LEAD, NEXT, "رابط الخبر: https://example.org/2022/03/12/lighthouse"),
            "2022-03-12",
            How.INFERRED,
        ),
        ((HEADLINE, "منذ 3 ساعات", LEAD, NEXT), None, How.UNKNOWN),
        (
            (HEADLINE, LEAD, "وبنيت المنارة في 12 مارس 1922 على أنقاض أخرى أقدم منها بكثير."),
            None,
            How.UNKNOWN,
        ),
    ],
)
def test_it_tells_a_date_printed_from_one_inferred(lines: tuple[str, ...], day: str | None, how: How) -> None:
    known = page(*lines).published
    assert (known.value.date().isoformat() if known.value else None) == day
    assert known.how is how
    assert known.value is None or known.evidence in "\n".join(lines)


def test_it_lists_everything_by_name() -> None:
    known = page(HEADLINE, LEAD, NEXT).known
    assert set(known) == {
        *("headline", "outlet", "author", "dateline", "published", "language", "agencies", "url"),
        "photo_credit",
    }
    assert known["language"].value == "ar" and known["language"].how is How.INFERRED


@pytest.mark.parametrize("line", ["منبر الساحل - خاص", "منبر الساحل - متابعات", "تونس - حصري"])
def test_what_stands_where_a_name_would_is_no_author(line: str) -> None:
    assert page(HEADLINE, line, LEAD, NEXT).author.value is None
