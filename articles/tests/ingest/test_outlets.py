"""Recognising outlets."""

import pytest

from articles.ingest.articles import read_article
from articles.ingest.outlets import given_outlet, outlets
from articles.ingest.records import ArticleRecord, How, OutletRef

HEADLINE = "افتتاح السوق الجديدة في وسط المدينة"
LEAD = "افتتح المحافظ أمس السوق الجديدة في وسط المدينة بعد أعمال ترميم استمرت عامين كاملين."
NEXT = "وقال إن السوق تضم مئتي متجر وموقفاً للسيارات ومصلى وحديقة صغيرة للأطفال."


def page(*lines: str) -> ArticleRecord:
    return read_article("\n\n".join(lines).encode(), source="/x", source_file="x")


def slug(record: ArticleRecord) -> str | None:
    return record.outlet.value.slug if record.outlet.value else None


@pytest.mark.parametrize(
    ("wanted", "example"),
    [(outlet.ref.slug, example) for outlet in outlets() for example in outlet.examples],
)
def test_it_goes_on_recognising_each_example(wanted: str, example: str) -> None:
    opening = page(HEADLINE, example, LEAD, NEXT)
    closing = page(HEADLINE, LEAD, NEXT, example)
    assert wanted in (slug(opening), slug(closing))
    assert {slug(opening), slug(closing)} <= {wanted, None}


def test_it_names_every_outlet_in_arabic_and_english() -> None:
    assert len(outlets()) > 40
    assert all({"ar", "en"} <= set(outlet.ref.names) for outlet in outlets())
    assert all(outlet.ref.site.startswith("https://") for outlet in outlets())
    assert len({outlet.ref.slug for outlet in outlets()}) == len(outlets())


def test_it_says_how_it_knows_the_outlet() -> None:
    signed = page(HEADLINE, "ت + ت - الحجم الطبيعي", LEAD, NEXT).outlet
    assert (signed.how, signed.evidence) == (How.SIGNATURE, "ت + ت - الحجم الطبيعي")
    credited = page(HEADLINE, LEAD, NEXT, "المصدر: سكاي نيوز عربية").outlet
    assert (credited.how, credited.evidence) == (How.CREDIT, "المصدر: سكاي نيوز عربية")


def test_it_trusts_the_page_s_own_furniture_before_a_credit() -> None:
    assert slug(page(HEADLINE, "ت + ت - الحجم الطبيعي", LEAD, NEXT, "المصدر: الجزيرة نت")) == "al-bayan"


@pytest.mark.parametrize(
    "lines",
    [
        (HEADLINE, LEAD, NEXT),
        (HEADLINE, "المحافظ في السوق | أ.ف.ب", LEAD, NEXT),
        (HEADLINE, "المحافظ في السوق الجديدة (رويترز)", LEAD, NEXT, "المصدر: وكالات"),
        (HEADLINE, LEAD, NEXT, "المصدر: رويترز"),
        (HEADLINE, "بيروت - رويترز", LEAD, NEXT),
        (HEADLINE, LEAD, "وقال المحافظ لقناة الجزيرة وصحيفة البيان إن السوق تفتح أبوابها كل يوم."),
        (HEADLINE, LEAD, NEXT, "اقرأ أيضاً: سكاي نيوز عربية تطلق قناة جديدة"),
        (HEADLINE, LEAD, NEXT, "المصدر: الوطن"),
        ("أخبار | الشرق الأوسط", HEADLINE, LEAD, NEXT),
        (HEADLINE, "الأخبار - الشرق الأوسط", LEAD, NEXT),
    ],
)
def test_it_does_not_guess_the_outlet(lines: tuple[str, ...]) -> None:
    outlet = page(*lines).outlet
    assert (outlet.value, outlet.how) == (None, How.UNKNOWN)


def test_it_leaves_the_outlet_open_where_signatures_disagree() -> None:
    outlet = page(HEADLINE, "ت + ت - الحجم الطبيعي", "دبي - العربية.نت", LEAD, NEXT).outlet
    assert outlet.value is None
    assert "al-arabiya" in outlet.evidence
    assert "al-bayan" in outlet.evidence


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sky News Arabia", "sky-news-arabia"),
        ("سكاي نيوز عربية", "sky-news-arabia"),
        ("البيان", "al-bayan"),
        ("  الأهرام ", "al-ahram"),
        ("The Vale Gazette", "the-vale-gazette"),
        ("BBC", "bbc-news"),
    ],
)
def test_it_finds_the_outlet_that_a_person_names(name: str, wanted: str) -> None:
    assert given_outlet(name).slug == wanted


@pytest.mark.parametrize(
    "name", ["صحيفة الميناء", "Газета порта", "港口报", "é", "!a!", "Le Quotidien de l’Île"]
)
def test_it_makes_an_address_of_any_name(name: str) -> None:
    ref = given_outlet(name)
    assert ref.slug.isascii()
    assert ref.slug.replace("-", "").isalnum()
    assert ref == given_outlet(name)
    assert name in ref.names.values()


def test_it_keeps_outlets_of_one_name_apart_that_several_have() -> None:
    assert isinstance(given_outlet("الشروق"), OutletRef)
    assert given_outlet("الشروق").slug not in {outlet.ref.slug for outlet in outlets()}
