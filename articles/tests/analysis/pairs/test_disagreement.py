"""Where two sentences cannot both be right, and why."""

import pytest

from articles.analysis.pairs.align import align
from articles.analysis.reading import read

Told = tuple[str, str, str]


def told(one: str, other: str) -> list[Told]:
    """Ground and the words on both sides, of all links of two texts."""
    a, b = read(one), read(other)
    return [
        (str(each.ground), each.a[0].of(one), each.b[0].of(other))
        for link in align(a, b)
        for each in link.evidence
        if each.ground
    ]


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [
        (
            "قتل 12 جندياً في انفجار لغم قرب المعبر الشمالي فجر السبت.",
            "أسفر انفجار لغم قرب المعبر الشمالي فجر السبت عن مقتل ثلاثين جندياً.",
            ("figure", "12 جندياً", "ثلاثين جندياً"),
        ),
        (
            "قتل 12 جندياً في انفجار لغم قرب المعبر الشمالي فجر السبت.",
            "Thirty soldiers were killed when a mine exploded near the northern crossing on Saturday.",
            ("figure", "12 جندياً", "Thirty soldiers"),
        ),
        (
            "The outbreak of cholera in the camp has made 47 people ill, the ministry said on Monday.",
            "The ministry said on Monday that the cholera outbreak in the camp had left 63 ill.",
            ("figure", "47 people", "63 ill"),
        ),
        (
            "أعلنت وزارة الصحة الاثنين إصابة 47 شخصاً بالكوليرا في المخيم.",
            "The ministry of health said on Monday that 63 patients had cholera in the camp.",
            ("figure", "47 شخصاً", "63 patients"),
        ),
        (
            "أعلنت وزارة الصحة الاثنين أن عدد المصابين بالكوليرا في المخيم بلغ 47.",
            "The ministry of health said on Monday the number of cholera cases in the camp had reached 63.",
            ("figure", "47", "63"),
        ),
        (
            "ونفت وزارة الصحة تسجيل أي وفيات بالكوليرا في المخيم.",
            "قال أطباء إن شخصين توفيا بالكوليرا في المخيم.",
            ("denial", "ونفت وزارة الصحة تسجيل أي وفيات", "شخصين"),
        ),
        (
            "ولم تسجل أي وفيات بالكوليرا في المخيم، بحسب وزارة الصحة.",
            "Two people have died of cholera in the camp, according to the ministry of health.",
            ("denial", "ولم تسجل أي وفيات", "Two people"),
        ),
        (
            "No one was killed in the fire at the market in the old town, police said.",
            "Four people were killed in the fire at the market in the old town, police said.",
            ("denial", "No one was killed", "Four people"),
        ),
        (
            "ظلت السفينة عالقة في الميناء القديم مدة أسبوعين بسبب عطل في المحرك.",
            "بسبب عطل في المحرك ظلت السفينة عالقة في الميناء القديم مدة خمسة أيام.",
            ("figure", "أسبوعين", "خمسة أيام"),
        ),
        (
            "افتتح الوزير الجسر الحديدي فوق النهر في 3 مايو 2019 أمام حشد من السكان.",
            "افتتح الوزير الجسر الحديدي فوق النهر في 9 مايو أمام حشد كبير من السكان.",
            ("date", "3 مايو 2019", "9 مايو"),
        ),
        (
            "وافقت النقابة على العرض الجديد الذي قدمته إدارة الميناء للعمال المضربين.",
            "لم توافق النقابة على العرض الجديد الذي قدمته إدارة الميناء للعمال المضربين.",
            ("denial", "وافقت", "لم توافق"),
        ),
        (
            "سجلت أسعار القمح ارتفاعاً حاداً في الأسواق العالمية يوم الثلاثاء.",
            "سجلت أسعار القمح انخفاضاً حاداً في الأسواق العالمية يوم الثلاثاء.",
            ("opposite", "ارتفاعاً", "انخفاضاً"),
        ),
        (
            "فرض مجلس الأمن عقوبات جديدة على كوبا بعد أزمة السفن في البحر.",
            "فرض مجلس الأمن عقوبات جديدة على فنزويلا بعد أزمة السفن في البحر.",
            ("object", "عقوبات جديدة على كوبا", "عقوبات جديدة على فنزويلا"),
        ),
        (
            "قال الرئيس الفرنسي إيمانويل ماكرون إن العقوبات المفروضة على كوبا ظالمة ويجب أن ترفع فوراً.",
            "قال الرئيس الفرنسي إيمانويل ماكرون إن العقوبات المفروضة على بلاده ظالمة ويجب أن ترفع فوراً.",
            ("object", "العقوبات المفروضة على كوبا", "العقوبات المفروضة على بلاده"),
        ),
        # Little else is shared, and the country is only in the speaker's title.
        (
            "من جانبه، رحب ماكرون بزيادة عدد السفن السياحية التي ترسو في مرسيليا، قائلاً في وقت لاحق إنه يرى "
            "فرصاً للتبادل التجاري مع هافانا، رغم القيود الصارمة المفروضة على كوبا.",
            "ولم يستبعد الرئيس الفرنسي تبادلاً تجارياً مع هافانا رغم القيود الصارمة المفروضة على بلاده، "
            "بينما تخشى المصارف في لندن أن تطول أزمة الديون إلى ما بعد الانتخابات.",
            (
                "object",
                "القيود الصارمة المفروضة على كوبا",
                "القيود الصارمة المفروضة على بلاده",
            ),
        ),
        (
            "وقال إيمانويل ماكرون: «لن نقبل سفينة واحدة بعد انتهاء هذا الموعد».",
            "وقال فلاديمير بوتين: «لن نقبل سفينة واحدة بعد انتهاء هذا الموعد».",
            ("speaker", "إيمانويل ماكرون", "فلاديمير بوتين"),
        ),
    ],
)
def test_it_says_what_disagrees_and_why(one: str, other: str, wanted: Told) -> None:
    assert [each for each in told(one, other) if each[0] != "figure" or wanted] == (
        [wanted] if wanted else []
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # The same number, more or less exactly.
        (
            "عاد السفير إلى العاصمة بعد غياب دام أكثر من 4 سنوات عن مقر عمله.",
            "عاد السفير إلى العاصمة بعد غياب دام أربع سنوات وخمسة أشهر عن مقر عمله.",
        ),
        (
            "عاد السفير إلى العاصمة بعد غياب دام أكثر من 4 سنوات عن مقر عمله.",
            "The ambassador returned to the capital after an absence of four years and five months.",
        ),
        # Other figures of the same unit: nobody can say which belongs to which.
        (
            "أصيب 12 جندياً وقتل 4 جنود في انفجار لغم قرب المعبر الشمالي.",
            "أسفر انفجار لغم قرب المعبر الشمالي عن مقتل 4 جنود.",
        ),
        # The dead are not the injured, and a part of them is not all.
        (
            "Police said 12 people were killed in the fire at the market in the old town.",
            "Police said 30 people were injured in the fire at the market in the old town.",
        ),
        (
            "Police said the dead in the fire at the market in the old town included 3 women.",
            "Police said 12 people were killed in the fire at the market in the old town.",
        ),
        # No more than are known is not none; nor is what was not said, or denied of one's own part.
        (
            "No further deaths were reported in the fire at the market in the old town, police said.",
            "Four people were killed in the fire at the market in the old town, police said.",
        ),
        (
            "It was not known how many had died in the fire at the market in the old town.",
            "Four people died in the fire at the market in the old town, police said.",
        ),
        (
            "نفت الشركة أي تورط في مقتل عمال المصنع في حريق المدينة القديمة.",
            "أعلنت الشرطة مقتل أربعة أشخاص من عمال المصنع في حريق المدينة القديمة.",
        ),
        # The same aimed at both.
        (
            "رحب ماكرون بالتبادل التجاري مع هافانا رغم القيود الصارمة المفروضة على كوبا وروسيا.",
            "لم يستبعد ماكرون التبادل التجاري مع هافانا رغم القيود الصارمة المفروضة على روسيا وكوبا.",
        ),
        # Figures in other facts of long sentences.
        (
            "زار الوزير الميناء القديم صباح السبت برفقة وفد كبير، فيما بقي 30 عاملاً في المستودع.",
            "زار الوزير الميناء القديم صباح السبت برفقة وفد كبير، بينما أعلنت الشركة توظيف 200 عامل.",
        ),
        # Nothing is denied twice over, or what is denied is something else.
        (
            "لم توافق النقابة على العرض الجديد الذي قدمته إدارة الميناء.",
            "النقابة لا توافق على العرض الجديد الذي قدمته إدارة الميناء.",
        ),
        (
            "لا تغيير في مواعيد السفن بين الميناء القديم والجزيرة هذا الصيف.",
            "أعلنت الشركة أنه لا يوجد تغيير في مواعيد السفن بين الميناء القديم والجزيرة هذا الصيف.",
        ),
        # A capital is its country.
        (
            "فرض مجلس الأمن عقوبات جديدة على كوريا الشمالية بعد أزمة السفن في البحر.",
            "فرض مجلس الأمن عقوبات جديدة على بيونغ يانغ بعد أزمة السفن في البحر.",
        ),
        # The speaker's own country, named or not.
        (
            "قال الرئيس الفرنسي إيمانويل ماكرون إن العقوبات المفروضة على فرنسا ظالمة ويجب أن ترفع فوراً.",
            "قال الرئيس الفرنسي إيمانويل ماكرون إن العقوبات المفروضة على بلاده ظالمة ويجب أن ترفع فوراً.",
        ),
    ],
)
def test_it_sees_no_conflict_where_both_can_be_right(one: str, other: str) -> None:
    assert told(one, other) == []
    assert told(other, one) == []


def test_its_places_are_those_of_the_text_as_it_stands() -> None:
    one = "🚢 قُتِـــل 12 جندياً\u202c في انفجار لغم قرب المعبر الشمالي فجر السبت."
    other = "أسفر انفجار لغم قرب المعبر الشمالي فجر السبت عن مقتل \u202b٣٠ جُنـدِيًّا."
    assert told(one, other) == [("figure", "12 جندياً", "٣٠ جُنـدِيًّا")]
