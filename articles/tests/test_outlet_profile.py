"""What tells an outlet from the others."""

from pathlib import Path

import pytest

from articles.models import Article, Outlet, Reprint
from articles.outlet_profile import open_profile
from articles.tests.factories import articles, write_outlets

pytestmark = pytest.mark.django_db

HERE = """قرية {n} تستعد للموسم

قال رئيس البلدية سامر قنواتي إن «حصاد الزيتون بدأ مبكراً» في القرية.
وحذر المزارعون من الجفاف، وأكدوا أن بنيامين نتنياهو لم يرد.

وأضاف قنواتي: «لن ننتظر المطر». وقال بنيامين نتنياهو كلاماً آخر عن المعصرة رقم {n}.
"""
THERE = """مدينة {n} تفتح مينائها

قال مدير الميناء وليد الأتاسي إن «السفن تصل كل يوم» إلى المدينة.
وزعم التجار أن بنيامين نتانياهو لم يرد.

وزعم الأتاسي أن «الرسوم لن ترتفع». وقال بنيامين نتانياهو كلاماً آخر عن الرصيف رقم {n}.
"""


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    """One with eight articles on a harvest, beside another with eight on a port."""
    here = {f"a{n}": HERE.format(n=n) for n in range(8)}
    there = {f"b{n}": THERE.format(n=n) for n in range(8)}
    write_outlets(tmp_path, **dict.fromkeys(here, "Olive Gazette"), **dict.fromkeys(there, "Harbour Ledger"))
    articles(tmp_path, **here, **there)
    return Outlet.objects.get(name_en="Olive Gazette")


def test_words_are_those_that_others_have_less_often(outlet: Outlet) -> None:
    profile = open_profile(outlet)
    words = {word.text: word for word in profile.words}
    assert (profile.articles, profile.others, profile.language) == (8, 8, "ar")
    assert {"الزيتون", "القرية"} & set(words)
    assert all(word.share > word.share_of_others for word in profile.words)
    assert not {"قال", "السفن"} & set(words)


def test_verbs_of_all_forms_are_counted_together(outlet: Outlet) -> None:
    verbs = {verb.text: verb for verb in open_profile(outlet).verbs}
    assert verbs["قال"].count >= 8 and verbs["قال"].share_of_others > 0
    assert sum(verb.share for verb in verbs.values()) == pytest.approx(1)


def test_spellings_are_told_that_sound_the_same_and_differ(outlet: Outlet) -> None:
    (spelling,) = open_profile(outlet).spellings
    assert (spelling.own, spelling.others) == ("بنيامين نتنياهو", "بنيامين نتانياهو")
    assert (spelling.own_count, spelling.others_count) == (16, 16)


def test_reprinted_text_is_a_share_of_all_words(outlet: Outlet) -> None:
    own = Article.objects.filter(outlet=outlet).order_by("pk").first()
    other = Article.objects.exclude(outlet=outlet).order_by("pk").first()
    assert own and other
    Reprint.objects.all().delete()
    first, second = sorted((own, other), key=lambda article: article.pk)
    shares = {"share_of_first": 0.5, "share_of_second": 0.5}
    Reprint.objects.create(first=first, second=second, **shares)
    profile = open_profile(outlet)
    words = sum(Article.objects.filter(outlet=outlet).values_list("word_count", flat=True))
    assert profile.reprinted == 1
    assert profile.reprinted_share == pytest.approx(own.word_count * 0.5 / words)


def test_agencies_are_counted(outlet: Outlet) -> None:
    for article in Article.objects.filter(outlet=outlet)[:3]:
        article.agencies = ["afp", "reuters"] if article.pk % 2 else ["afp"]
        article.save(update_fields=["agencies"])
    assert open_profile(outlet).agencies[0] == ("afp", 3)


def test_an_outlet_alone_has_no_others_to_differ_from(tmp_path: Path) -> None:
    write_outlets(tmp_path, a="Olive Gazette")
    (article,) = articles(tmp_path, a=HERE.format(n=1))
    assert article.outlet
    profile = open_profile(article.outlet)
    assert (profile.others, profile.words, profile.spellings) == (0, (), ())


def test_an_outlet_without_articles_has_an_empty_profile(db: None) -> None:
    profile = open_profile(Outlet.objects.create(slug="silent", name_en="Silent Times"))
    assert (profile.articles, profile.reprinted_share, profile.verbs) == (0, 0.0, ())
