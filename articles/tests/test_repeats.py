"""Paragraphs that an outlet repeats: which are offered, and what becomes of them."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client

from articles.changes import ChangeError, make, undo
from articles.changes.outlet_parts import PART_KIND, find_offers, part_subject
from articles.ingest.readers import read_paths
from articles.models import Article, Change, Outlet, OutletRule, Story
from articles.pipeline import catch_up, ingest
from articles.repeats import find_repeats
from articles.tests.factories import write, write_outlets

pytestmark = pytest.mark.django_db

VITA = "كاتبة هذه السطور مهندسة متقاعدة تقيم في قرية جبلية وتهوى جمع الطوابع القديمة."
# Each opens an article of its own matter; the last word tells them apart.
MATTERS = (
    "افتتح المحافظ سوقاً جديدة للخضار في وسط المدينة بعد ترميم استمر عامين كاملين.",
    "أعلنت شركة النقل زيادة عدد الحافلات على خطوط الضواحي ابتداء من الشهر المقبل.",
    "حذر خبراء الطقس من موجة حر تضرب السواحل وتستمر حتى نهاية الأسبوع الحالي.",
    "توج فريق الميناء ببطولة كرة السلة بعد مباراة حسمت في ثوانيها الأخيرة أمس.",
    "اكتشف باحثون نقوشاً نادرة داخل كهف قرب البحيرة يعود تاريخها إلى العصر البرونزي.",
)
DROUGHT = "يعاني وادي الرمان جفافاً منذ ثلاث سنوات أجبر مزارعي الوادي على هجر بساتين الرمان."
OF_DROUGHT = (
    "قال مزارعو وادي الرمان إن الجفاف أتلف بساتين الوادي، وإن ثلاث سنوات بلا مطر أجبرت جيرانهم على هجرها."
)


def _publish(folder: Path, texts: Sequence[str]) -> Outlet:
    """Articles of one outlet, a day apart, kept and not read."""
    files = {f"n{number}": f"خبر رقم {number} من المدينة\n\n{text}\n" for number, text in enumerate(texts)}
    write_outlets(folder, **dict.fromkeys(files, "Hill Courier"))
    list(ingest(read_paths([write(folder, **files)]), analyse=False))
    first = datetime(2024, 5, 1, tzinfo=UTC)
    for number, article in enumerate(Article.objects.order_by("source_file")):
        Article.objects.filter(pk=article.pk).update(published=first + timedelta(days=number))
    return Outlet.objects.get()


@pytest.fixture
def outlet(tmp_path: Path) -> Outlet:
    return _publish(tmp_path, [f"{matter}\n\n{VITA}" for matter in MATTERS])


def test_it_finds_a_paragraph_that_is_in_articles_on_anything(outlet: Outlet) -> None:
    (found,) = find_repeats(outlet)
    newest = Article.objects.newest().values_list("pk", flat=True)
    assert (found.text, found.days, found.articles) == (VITA, 5, tuple(newest))


def test_it_looks_at_no_more_than_the_newest(outlet: Outlet) -> None:
    assert not find_repeats(outlet, newest=3)


def test_it_passes_over_what_is_repeated_on_one_day_or_in_one_story(outlet: Outlet) -> None:
    Article.objects.update(story=Story.objects.create(latest=datetime(2024, 5, 5, tzinfo=UTC)))
    assert not find_repeats(outlet)
    Article.objects.update(story=None, published=datetime(2024, 5, 1, tzinfo=UTC))
    assert not find_repeats(outlet)


@pytest.mark.parametrize("text", ["انتهى النص.", "وختم الكاتب مقاله الأسبوعي بهذه الكلمات القليلة:"])
def test_it_passes_over_what_is_very_short_or_leads_on(tmp_path: Path, text: str) -> None:
    assert not find_repeats(_publish(tmp_path, [f"{matter}\n\n{text}\n\nتم." for matter in MATTERS]))


def test_it_passes_over_background_of_what_the_articles_are_about(tmp_path: Path) -> None:
    texts = [f"{OF_DROUGHT} {matter}\n\n{DROUGHT}" for matter in MATTERS]
    assert not find_repeats(_publish(tmp_path, texts))


@pytest.fixture
def administrator() -> User:
    return User.objects.create_superuser("idris")


def test_an_accepted_one_is_cut_and_put_back_by_undoing(outlet: Outlet, administrator: User) -> None:
    bodies = list(Article.objects.order_by("pk").values_list("body", flat=True))
    change = make(PART_KIND, part_subject(outlet, VITA), True, by=administrator)
    assert change
    rule = OutletRule.objects.get()
    assert (rule.example, rule.is_whole, rule.kind) == (VITA, True, "furniture")
    assert not find_offers(outlet)
    catch_up(seconds=60)
    assert all(VITA not in article.body for article in Article.objects.all())
    cut = Article.objects.earliest("pk").blocks.get(kind="furniture")
    assert (cut.found_kind, cut.found_rule, cut.rule) == ("paragraph", "paragraph", rule.rule.name)

    undo(change, PART_KIND, by=administrator)
    assert not OutletRule.objects.exists()
    catch_up(seconds=60)
    assert list(Article.objects.order_by("pk").values_list("body", flat=True)) == bodies
    Article.objects.update(story=None)  # such short articles count as one story
    assert [offer.text for offer in find_offers(outlet)] == [VITA]


def test_only_the_articles_concerned_are_read_again(outlet: Outlet, administrator: User) -> None:
    Article.objects.update(awaits="")
    first = Article.objects.earliest("pk")
    Article.objects.filter(pk=first.pk).update(body=MATTERS[0])
    make(PART_KIND, part_subject(outlet, VITA), True, by=administrator)
    waiting = Article.objects.filter(awaits="reading")
    assert waiting.count() == 4 and first not in waiting


def test_the_only_paragraph_of_an_article_is_never_cut(tmp_path: Path, administrator: User) -> None:
    outlet = _publish(tmp_path, [f"{matter}\n\n{VITA}" for matter in MATTERS] + [VITA])
    make(PART_KIND, part_subject(outlet, VITA), True, by=administrator)
    catch_up(seconds=60)
    assert [article.body for article in Article.objects.all() if VITA in article.body] == [VITA]


def test_one_that_is_left_in_is_not_offered_again(outlet: Outlet, administrator: User) -> None:
    change = make(PART_KIND, part_subject(outlet, VITA), False, by=administrator)
    assert change and not find_offers(outlet)
    assert not OutletRule.objects.exists()
    undo(change, PART_KIND, by=administrator)
    assert find_offers(outlet)


def test_a_long_one_is_kept_whole_in_its_rule(outlet: Outlet, administrator: User) -> None:
    long = " ".join([VITA] * 7)
    make(PART_KIND, part_subject(outlet, long), True, by=administrator)
    rule = OutletRule.objects.get().rule
    assert rule.fits(long) and not rule.fits(f"{long} وتكتب كل أسبوع.") and not rule.fits(VITA)


@pytest.mark.parametrize("subject", ["nobody:نص", "hill-courier:", "hill-courier"])
def test_what_is_no_part_of_an_outlet_cannot_be_cut(
    outlet: Outlet, administrator: User, subject: str
) -> None:
    with pytest.raises(ChangeError):
        make(PART_KIND, subject, True, by=administrator)


def test_the_command_lists_and_cuts(outlet: Outlet, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("find_repeats")
    assert capsys.readouterr().out == f"hill-courier\t5 articles, 5 days\t{VITA}\n"
    call_command("find_repeats", "hill-courier", "--cut", VITA[:20])
    assert OutletRule.objects.get().example == VITA
    assert Change.objects.get().by_name == "manage.py"


@pytest.mark.parametrize("words", [("nobody",), ("--cut", "x"), ("hill-courier", "--cut", "شيء آخر")])
def test_the_command_refuses_what_it_cannot_find(outlet: Outlet, words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError):
        call_command("find_repeats", *words)


def _decide(client: Client, decision: str, text: str = VITA) -> str:
    form = {"text": text, "decision": decision}
    answer = client.post("/en/outlets/hill-courier/parts/decide/", form, follow=True)
    return str(answer.content.decode())


def test_the_page_offers_what_is_repeated_with_its_articles(
    outlet: Outlet, administrator: User, client: Client
) -> None:
    client.force_login(administrator)
    page = client.get("/en/outlets/hill-courier/parts/").content.decode()
    assert VITA in page and "In 5 articles" in page and "خبر رقم 4" in page


def test_the_page_cuts_leaves_and_puts_back(outlet: Outlet, administrator: User, client: Client) -> None:
    client.force_login(administrator)
    assert "a worker reads the articles again" in _decide(client, "cut")
    assert OutletRule.objects.exists()
    assert VITA in client.get("/en/outlets/hill-courier/parts/").content.decode()
    _decide(client, "ask")
    assert not OutletRule.objects.exists()
    assert "Nothing to decide" in _decide(client, "leave")
    assert "no part of an outlet" in _decide(client, "burn")
    assert VITA in client.get("/en/log/").content.decode()


def test_editors_decide_nothing_about_an_outlet(outlet: Outlet, client: Client) -> None:
    client.force_login(User.objects.create_user("salma"))
    assert client.get("/en/outlets/hill-courier/parts/").status_code == 403
    _decide(client, "cut")
    assert not OutletRule.objects.exists()
