"""A search finds what fits, the newest first where time counts, and says what it left undone."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from articles.models import Article, Entity, Mention, SearchRow
from articles.pipeline import remove, reread
from articles.retrieval import candidates, density, results
from articles.retrieval.article_query import ArticleQuery
from articles.retrieval.density import Density
from articles.retrieval.results import Bound, FacetKind, Found, Order
from articles.retrieval.understanding import understand
from articles.search import Trouble, parse
from articles.tests.factories import (
    articles,
    publish,
)

START = datetime(2024, 3, 1, 12, tzinfo=UTC)
NUMBERS = ("الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن")


def ask(text: str, **options: object) -> Found:
    return results.find(understand(parse(text)).query, **options)  # type: ignore[arg-type]


def files(found: Found) -> list[str]:
    return [hit.article.source_file.removesuffix(".txt") for hit in found.hits]


def marked(found: Found) -> list[str]:
    pieces = [piece for hit in found.hits for passage in hit.passages for piece in passage.pieces]
    return [piece.text for piece in pieces if piece.kinds]


def _text(number: int, extra: str = "") -> str:
    return (
        f"خبر القطار {NUMBERS[number % 8]} رقم {number}\n\n"
        f"وصل القطار رقم {number} إلى المحطة الكبيرة مساء.\n\n"
        f"{extra or 'وقال شهود إن الركاب نزلوا بهدوء.'}\n"
    )


@pytest.fixture
def trains(db: None, tmp_path: Path) -> list[Article]:
    """Ten articles, t0 the oldest, one a day; every other one about a bridge."""
    texts = {f"t{n}": _text(n, "وعبر القطار الجسر الحديدي القديم." if n % 2 else "") for n in range(10)}
    rows = sorted(articles(tmp_path, **texts), key=lambda row: int(row.source_file[1:-4]))
    for number, article in enumerate(rows):
        publish(article, START + timedelta(days=number))
    return [Article.objects.get(pk=row.pk) for row in rows]


def test_all_words_must_stand_there_and_of_alternatives_one(trains: list[Article]) -> None:
    assert set(files(ask("قطار جسر", size=20))) == {"t1", "t3", "t5", "t7", "t9"}
    assert set(files(ask("القطارات -الجسور"))) == {"t0", "t2", "t4", "t6", "t8"}
    assert files(ask("3 OR 4 القطار", order=Order.NEWEST)) == ["t4", "t3"]
    assert files(ask("قطار غواصة")) == []


def test_a_phrase_must_stand_in_its_order(trains: list[Article]) -> None:
    assert set(files(ask("«الجسر الحديدي»"))) == {"t1", "t3", "t5", "t7", "t9"}
    assert files(ask("«الحديدي الجسر»")) == []
    assert set(files(ask("القطار -«الجسر الحديدي»"))) == {"t0", "t2", "t4", "t6", "t8"}
    assert marked(ask("«للجسر الحديدي»", size=1)) == ["الجسر الحديدي"]


def test_no_phrase_runs_from_the_headline_into_the_text(trains: list[Article]) -> None:
    assert files(ask("«رقم 3 وصل»")) == []


def test_letters_count_where_they_are_asked_for(trains: list[Article]) -> None:
    assert set(files(ask('="الجسر"'))) == {"t1", "t3", "t5", "t7", "t9"}
    assert files(ask('="جسر"')) == [] and files(ask('="الحديدى"')) == []
    assert set(files(ask('قطار -="الجسر"'))) == {"t0", "t2", "t4", "t6", "t8"}
    assert set(files(ask('="الجسر" OR ="بهدوء"', size=20))) == {f"t{n}" for n in range(10)}
    assert files(ask('="الجسر القديم"')) == [] != files(ask('="الجسر الحديدي"'))
    assert marked(ask('="الجسر"', size=1)) == ["الجسر"]


def test_marks_lie_on_the_words_as_written(db: None, tmp_path: Path) -> None:
    articles(
        tmp_path, a="وَصَلَتِ المُقاتِلاتُ 🙂\n\nحلّقت «المقــاتلات» فوق \u202bالميناء\u202c، وبالمُقاتِلة طيّاران.\n"
    )
    found = ask("مقاتلة")
    assert marked(found) == ["المقــاتلات", "وبالمُقاتِلة"]
    assert [piece.text for piece in found.hits[0].title if piece.kinds] == ["المُقاتِلاتُ"]


def test_headlines_weigh_more(db: None, tmp_path: Path) -> None:
    articles(
        tmp_path,
        body="افتتاح سوق جديدة\n\nحضر الوزير الافتتاح مع صاحب السفينة، ثم غادر إلى بيته مساء.\n",
        head="السفينة تغادر الميناء\n\nغادر الركاب صباحا إلى الجزيرة في رحلة طويلة.\n",
    )
    assert files(ask("سفينة")) == ["head", "body"]


def test_days_and_fields_narrow_down(trains: list[Article]) -> None:
    assert files(ask("قطار from:2024-03-04 to:2024-03-05", order=Order.NEWEST)) == ["t4", "t3"]
    assert files(ask("from:2024-03-09", order=Order.NEWEST)) == ["t9", "t8"]
    assert files(ask("to:2024-03-02", order=Order.NEWEST)) == ["t1", "t0"]
    assert len(files(ask("lang:ar قطار", size=20))) == 10 and files(ask("قطار lang:en")) == []
    assert files(ask("قطار -lang:عربي")) == []
    story = trains[0].story_id
    assert "t0" in files(ask(f"story:{story}", size=20)) and "t0" not in files(
        ask(f"-story:{story}", size=20)
    )
    assert len(ask(f"story:{story} -story:{story}").hits) == 0


def test_outlets_and_agencies(quake: list[Article]) -> None:
    a = next(article for article in quake if article.source_file == "a.txt")
    assert a.outlet is not None
    assert files(ask(f"outlet:{a.outlet.slug}")) == files(ask(f"outlet:#{a.outlet.pk}")) != []
    assert "a" not in files(ask(f"زلزال -outlet:{a.outlet.slug}"))
    SearchRow.objects.filter(article=a).update(agencies=["reuters"])
    assert files(ask("agency:رويترز")) == ["a"] and "a" not in files(ask("زلزال -وكالة:رويترز"))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("outlet:nobody", Trouble.UNKNOWN_OUTLET),
        ("story:999999", Trouble.UNKNOWN_STORY),
        ("story:x", Trouble.UNKNOWN_STORY),
        ("lang:klingonese", Trouble.UNKNOWN_LANGUAGE),
        ("agency:nobody", Trouble.UNKNOWN_AGENCY),
    ],
)
def test_nothing_fits_what_does_not_exist_and_that_is_said(
    trains: list[Article], text: str, code: Trouble
) -> None:
    understood = understand(parse(f"قطار {text}"))
    assert [problem.code for problem in understood.problems] == [code]
    assert not results.find(understood.query).hits
    assert results.find(understand(parse(f"قطار -{text}")).query).hits


def test_a_name_nobody_bears_is_searched_as_words(trains: list[Article]) -> None:
    understood = understand(parse("entity:«الجسر الحديدي»"))
    assert [problem.code for problem in understood.problems] == [Trouble.ENTITY_AS_WORDS]
    assert len(results.find(understood.query).hits) == 5


def test_entities_are_found_in_any_spelling_and_follow_what_they_count_as(quake: list[Article]) -> None:
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert set(files(ask("entity:جاكرتا"))) == {"a", "c"}
    assert files(ask("entity:Jakarta مفقودين")) == ["a"] and "Jakarta" in marked(ask("اسم:جاكرتا"))
    assert set(files(ask(f"زلزال OR earthquake -entity:#{jakarta.pk}"))) == {"b"}
    one = Mention.objects.filter(entity=jakarta).first()
    assert one is not None
    hendra = Entity.objects.get(names__text="هندرا ويجايا")
    both = ArticleQuery(entities=(jakarta, hendra))
    assert results.count(both).number == 2


def test_a_name_found_later_is_found(trains: list[Article]) -> None:
    entity = Entity.objects.create(key="test:bridge", kind="place", name_ar="الجسر", article_count=1)
    Mention.objects.create(
        article=trains[1], entity=entity, found=entity, start=0, end=3, text="خبر", sentence=0, rule="test"
    )
    assert not files(ask(f"entity:#{entity.pk}"))
    SearchRow.objects.rename([trains[1].pk])
    assert files(ask(f"entity:#{entity.pk}")) == ["t1"]


def test_many_names_are_looked_up_together(
    quake: list[Article], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = [*Entity.objects.most_mentioned()[:3]]
    by_number = " ".join(f"entity:#{entity.pk}" for entity in names)
    by_name = " ".join(f'entity:"{entity.name}"' for entity in names)
    for text in (f"entity:#{names[0].pk}", by_number, f'entity:"{names[0].name}"', by_name):
        with django_assert_num_queries(1):
            query = understand(parse(text)).query
        assert query.entities == tuple(names[: len(query.entities)])
    assert len(query.entities) == 3
    assert understand(parse("entity:#0 entity:#x entity:#٣")).query.entities == tuple(
        Entity.objects.filter(pk=3)
    )


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize(("ranked", "asked"), [(1000, 8000), (4, 2), (4, 1), (3, 5)])
def test_pages_leave_out_nothing_forth_and_back(
    trains: list[Article],
    monkeypatch: pytest.MonkeyPatch,
    order: Order,
    ranked: int,
    asked: int,
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_searchrow")
    monkeypatch.setattr(density, "_latest", (0.0, Density(rows=0)))
    monkeypatch.setattr(candidates, "ASKED_FIRST", asked)
    monkeypatch.setattr(results, "MOST_RANKED", ranked)
    monkeypatch.setattr(results, "MOST_COUNTED", ranked)
    monkeypatch.setattr(candidates, "FEW", 0)
    there: list[list[str]] = []
    page = ask("القطار", order=order, size=3)
    assert page.before == "" and page.count.is_capped is (ranked < 10)
    while True:
        there.append(files(page))
        if not page.after:
            break
        page = ask("القطار", order=order, size=3, cursor=page.after)
    seen = [name for names in there for name in names]
    most = min(ranked, 10) if order is Order.RELEVANCE else 10
    assert len(seen) == len(set(seen)) == most
    if order is Order.NEWEST:
        assert seen == [f"t{n}" for n in reversed(range(10))]
    for names in reversed(there[:-1]):
        page = ask("القطار", order=order, size=3, cursor=page.before)
        assert files(page) == names
    assert page.before == ""


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "after_",
        "after_1_1_1.0",
        "before_1_1_1.0",
        "after_999999999999999999_1_0.0",
        "\x00",
        "after_1_1_nan",
        "٣",
    ],
)
def test_a_forged_cursor_is_answered(trains: list[Article], cursor: str) -> None:
    assert ask("القطار", cursor=cursor).hits
    assert ask("القطار", cursor=cursor, order=Order.NEWEST).hits


def test_all_that_fit_are_walked_through_in_batches(
    trains: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "EXAMINED", 2)
    monkeypatch.setattr(candidates, "ROUNDS", 1)
    newest_first = tuple(article.pk for article in reversed(trains))
    for text in ("القطار", "القطار -«الجسر الجديد»"):
        batches = list(results.walk(understand(parse(text)).query, batch=4))
        assert tuple(pk for batch in batches for pk in batch) == newest_first
        assert [len(batch) for batch in batches] == [4, 4, 2]


def test_only_so_many_are_looked_through_for_a_phrase(
    trains: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(candidates, "EXAMINED", 2)
    monkeypatch.setattr(candidates, "ROUNDS", 2)
    found = ask("«القديم الحديدي»")
    assert not found.hits and {limit.bound: limit.number for limit in found.limits}[Bound.EXAMINED] == 4


def test_undated_articles_come_last(trains: list[Article]) -> None:
    SearchRow.objects.filter(article=trains[9]).update(moment=datetime(1, 1, 1, tzinfo=UTC), hour=-17259888)
    assert files(ask("القطار", order=Order.NEWEST, size=10))[-1] == "t9"
    assert "t9" not in files(ask("القطار from:1900", size=10))


def test_facets_count_what_was_found(quake: list[Article]) -> None:
    facets = {facet.kind: facet.values for facet in ask("زلزال OR earthquake").facets}
    assert {(value.value, value.count) for value in facets[FacetKind.LANGUAGE]} == {("ar", 2), ("en", 1)}
    jakarta = Entity.objects.get(names__text="Jakarta")
    assert (jakarta, 2) in {(value.row, value.count) for value in facets[FacetKind.ENTITY]}
    assert [value.count for value in facets[FacetKind.STORY]] == [3]
    assert list(facets) == list(FacetKind)


def test_rows_follow_their_articles(quake: list[Article]) -> None:
    a = next(article for article in quake if article.source_file == "a.txt")
    SearchRow.objects.filter(article=a).update(terms="'x':1", outlet_id=None)
    reread(a)
    assert "a" in files(ask("خياما"))
    row = SearchRow.objects.get(article=a)
    assert row.outlet_id == a.outlet_id
    assert set(row.names) == set(Mention.objects.filter(article=a).values_list("found", flat=True))
    remove(a)
    assert files(ask("خياما")) == [] and not SearchRow.objects.filter(article=a.pk).exists()


@pytest.mark.parametrize(
    "text", ["", "OR", '"', "«»", "-", "\x00", "x" * 10_000, "a " * 5000, "-قطار", "'; --", "\\"]
)
def test_every_text_is_answered(trains: list[Article], text: str) -> None:
    assert isinstance(ask(text), Found)
