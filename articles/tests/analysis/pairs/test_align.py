"""Links between the sentences of two articles."""

import pytest

from articles.analysis.pairs.align import Relation, align
from articles.analysis.reading import read
from articles.analysis.text.spans import Span

QUAKE = (
    "ضرب زلزال بلغت قوته 6.8 درجات منطقة جبلية جنوبي البلاد مساء الجمعة. "
    "وقال متحدث باسم الدفاع المدني إن عشرين شخصاً على الأقل لقوا حتفهم تحت الأنقاض. "
    "وفتحت المدارس أبوابها لإيواء العائلات التي فقدت منازلها. "
    "وأعلنت الحكومة الحداد ثلاثة أيام."
)
QUAKE_RETOLD = (
    "أعلنت الحكومة الحداد الوطني لثلاثة أيام على أرواح الضحايا. "
    "وكان زلزال بقوة 6.8 درجات قد ضرب مساء الجمعة منطقة جبلية في جنوب البلاد. "
    "وذكر الدفاع المدني على لسان متحدث أن عشرين شخصاً على الأقل لقوا مصرعهم تحت أنقاض بيوتهم. "
    "ودعت نقابة الأطباء إلى التبرع بالدم."
)
QUAKE_ENGLISH = (
    "The government declared three days of mourning. "
    "A magnitude 6.8 earthquake struck a mountainous region in the south of the country on Friday evening. "
    "Schools were opened to shelter families who had lost their homes. "
    "The doctors' union called for blood donations."
)
CUP = (
    "أحرز الفريق الأزرق لقب الدوري بعد فوزه على ضيفه بهدفين نظيفين. "
    "وسجل المهاجم الشاب هدف التقدم من ركلة حرة في الدقيقة الأخيرة من الشوط الأول. "
    "وقال المدرب إن لاعبيه استحقوا التتويج."
)
CUP_ENGLISH = (
    "The coach said his players deserved the title. "
    "The young striker scored the opening goal from a free kick in the last minute of the first half. "
    "Fans danced in the streets until dawn."
)
BREAD = (
    "رفعت المخابز ثمن الرغيف للمرة الثانية خلال شهر. "
    "ويشكو تجار الحبوب من تأخر السفن في الموانئ. "
    "وطالب نواب بمراجعة عقود الاستيراد."
)


def links(a: str, b: str) -> set[tuple[int, int]]:
    return {(link.a, link.b) for link in align(read(a), read(b))}


def test_it_links_what_is_retold_and_nothing_else() -> None:
    assert links(QUAKE, QUAKE_RETOLD) == {(0, 1), (1, 2), (3, 0)}


@pytest.mark.parametrize(
    ("arabic", "english", "wanted"),
    [(QUAKE, QUAKE_ENGLISH, {(0, 1), (2, 2), (3, 0)}), (CUP, CUP_ENGLISH, {(1, 1), (2, 0)})],
)
def test_it_links_across_languages(arabic: str, english: str, wanted: set[tuple[int, int]]) -> None:
    assert links(arabic, english) == wanted
    assert links(english, arabic) == {(b, a) for a, b in wanted}


@pytest.mark.parametrize("other", [CUP, BREAD, CUP_ENGLISH, "كلمة."])
def test_it_links_nothing_of_articles_on_other_matters(other: str) -> None:
    assert links(QUAKE, other) == set()


@pytest.mark.parametrize("text", [QUAKE, CUP, BREAD, QUAKE_ENGLISH])
def test_it_finds_an_article_copied_by_itself(text: str) -> None:
    found = align(read(text), read(text))
    copies = {(link.a, link.b) for link in found if link.relation is Relation.COPY}
    assert copies == {(n, n) for n in range(len(read(text).sentences))}
    assert all(link.score > 0.8 for link in found if link.a == link.b)


def test_it_does_not_mind_harakat_and_tatweel() -> None:
    adorned = (
        QUAKE_RETOLD.replace("زلزال", "زِلْـــزَالٌ").replace("الحكومة", "الحُكُـومَة").replace("أنقاض", "أنـقاض")
    )
    assert links(QUAKE, adorned) == links(QUAKE, QUAKE_RETOLD)


@pytest.mark.parametrize(("a", "b"), [("", ""), ("", QUAKE), (QUAKE, ""), ("!!! …", QUAKE), ("🚀 🚀", "؟؟؟")])
def test_it_links_nothing_where_nothing_is_said(a: str, b: str) -> None:
    assert links(a, b) == set()


def test_it_finds_a_short_fact_inside_a_long_sentence() -> None:
    long = (
        "وبينما كان الوزير يجول في السوق القديمة ويستمع إلى شكاوى التجار من انقطاع الكهرباء، أعلنت البلدية "
        "إغلاق الجسر الحديدي أمام الشاحنات حتى نهاية الصيف، ووعد المحافظ بدراسة مطالب السكان. "
        "وهطلت الأمطار غزيرة."
    )
    short = "أغلقت البلدية الجسر الحديدي أمام الشاحنات. وانتهت الجولة عند الظهر."
    found = align(read(long), read(short))
    assert [(link.a, link.b, link.relation) for link in found] == [(0, 0, Relation.PARTIAL)]


def test_it_shows_what_a_link_rests_on() -> None:
    a, b = read(QUAKE), read(QUAKE_RETOLD)
    link = next(link for link in align(a, b) if (link.a, link.b) == (0, 1))
    shown = {evidence.kind: evidence for evidence in link.evidence}
    assert "زلزال" in {span.of(a.text) for span in shown["word"].a}
    assert "زلزال" in {span.of(b.text) for span in shown["word"].b}
    assert all(a.sentences[0].covers(span) for evidence in link.evidence for span in evidence.a)
    assert all(b.sentences[1].covers(span) for evidence in link.evidence for span in evidence.b)
    assert sum(
        e.weight for e in link.evidence if e.kind in ("word", "synonym", "name", "figure")
    ) == pytest.approx(1, abs=0.01)


def test_it_shows_a_quotation_that_both_hold() -> None:
    a = read("قال عميد الكلية: «لن نقبل طالباً واحداً بعد انتهاء الموعد». وغادر القاعة.")
    b = read("وشدد العميد أمام الصحافة على قوله «لن نقبل طالباً بعد انتهاء الموعد» مرتين. ثم صمت.")
    link = next(link for link in align(a, b) if (link.a, link.b) == (0, 0))
    quotation = next(evidence for evidence in link.evidence if evidence.kind == "quotation")
    assert quotation.a[0].of(a.text).startswith("لن نقبل طالباً واحداً")
    assert isinstance(quotation.b[0], Span)


def test_it_says_conflict_where_figures_on_one_matter_differ() -> None:
    a = read("قتل 12 جندياً في انفجار لغم قرب المعبر الشمالي فجر السبت. وأغلق الجيش الطريق.")
    b = read("أسفر انفجار لغم قرب المعبر الشمالي فجر السبت عن مقتل 30 جندياً. وأرسلت تعزيزات.")
    link = next(link for link in align(a, b) if (link.a, link.b) == (0, 0))
    assert link.relation is Relation.CONFLICT
    told = next(evidence for evidence in link.evidence if evidence.kind == "disagreement")
    assert "12" in told.a[0].of(a.text)
    assert "30" in told.b[0].of(b.text)


@pytest.mark.parametrize(
    ("one", "other"),
    [("أكثر من 4 سنوات", "أربع سنوات وخمسة أشهر"), ("نحو 100 يوم", "98 يوماً"), ("12 شهراً", "سنة واحدة")],
)
def test_it_takes_compatible_figures_for_no_conflict(one: str, other: str) -> None:
    a = read(f"عاد السفير إلى العاصمة بعد غياب دام {one} عن مقر عمله. وعقد مؤتمراً.")
    b = read(f"رجع السفير إلى مقر عمله في العاصمة بعد غياب دام {other}. ولم يصرح.")
    relations = {(link.a, link.b): link.relation for link in align(a, b)}
    assert relations[0, 0] in (Relation.SAME, Relation.PARTIAL, Relation.COPY)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "وافقت النقابة على العرض الجديد الذي قدمته إدارة الميناء للعمال المضربين.",
            "لم توافق النقابة على العرض الجديد الذي قدمته إدارة الميناء للعمال المضربين.",
        ),
        (
            "The union accepted the new offer that the port made to the strikers.",
            "The union has not accepted the new offer that the port made to the strikers.",
        ),
    ],
)
def test_it_says_conflict_where_one_denies_the_other(one: str, other: str) -> None:
    assert [link.relation for link in align(read(one), read(other))] == [Relation.CONFLICT]
    assert [link.relation for link in align(read(other), read(one))] == [Relation.CONFLICT]
    assert [link.relation for link in align(read(other), read(other))] == [Relation.COPY]


def test_it_gives_links_in_order_with_scores_that_are_probabilities() -> None:
    found = align(read(QUAKE), read(QUAKE_RETOLD))
    assert [(link.a, link.b) for link in found] == sorted((link.a, link.b) for link in found)
    assert all(0 < link.score <= 1 for link in found)


def test_it_survives_a_very_long_sentence() -> None:
    assert align(read("كلمة طويلة جدا " * 2000 + "."), read(QUAKE)) == ()
