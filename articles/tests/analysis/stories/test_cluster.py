import csv
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from articles.analysis.names.entities import find_mentions
from articles.analysis.pairs.meaning import encode
from articles.analysis.stories.cluster import (
    TERMS_IN_COMMON,
    Ground,
    assign,
    centre,
    group,
    similarity,
)
from articles.analysis.stories.profiles import Profile, index_terms, profile, rarity
from articles.analysis.text.sentences import find_sentences
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import tokenise

SAMPLE = Path(__file__).parents[4] / "sample"

FERRY = """Ferry runs aground off Lisvane

The ferry Marigold ran aground on a sandbank near Lisvane on Tuesday with 214 passengers aboard.
Lifeboats took everyone off before the tide turned. The captain, Orla Penhale, said the steering had
failed in thick fog."""
FERRY_RETOLD = """Passengers rescued from stranded Marigold

All 214 passengers of the Marigold were brought ashore in lifeboats after fog and a steering failure
put the ferry on a sandbank outside Lisvane. Orla Penhale, its captain, was the last to leave."""
FERRY_HEADLINE_ONLY = """Ferry runs aground off Lisvane

Tickets for the summer festival go on sale on Friday. Organisers expect three thousand visitors,
twelve bands and a market with cheese, honey and pottery from the valley farms; parking costs five
pounds."""
BUDGET = """Council passes budget

Councillors approved a budget on Monday that raises the property tax by two percent and closes a
swimming pool. The finance officer called the decision painful but said that reserves had shrunk
every year."""

HANOI = """Trump and Kim leave Hanoi without a deal

Donald Trump and the North Korean leader Kim Jong Un cut short their second summit in Vietnam after
failing to agree on sanctions. Mr Trump said Pyongyang had wanted every measure lifted in return for
closing the Yongbyon complex, and that he had walked away. Mike Pompeo said the teams would keep
talking. South Korea called the outcome a pity."""
GRAIN = """Putin tells Erdogan grain deal must wait

Vladimir Putin and Recep Tayyip Erdogan ended talks in Sochi without reviving Ukrainian grain
exports. The Russian president said he would return to the arrangement once obstacles to fertiliser
shipments were gone. The Turkish leader expected a solution soon. Mr Putin offered a million tonnes
of cheap grain for poor countries in Africa."""
MISSILE = """كيم يشرف على تجربة صاروخ عابر للقارات

أعلنت كوريا الشمالية أنها اختبرت صاروخاً عابراً للقارات يعمل بالوقود الصلب، وأن زعيمها كيم جونغ أون
حضر الإطلاق مع زوجته وابنته. وحلّق الصاروخ 74 دقيقة قبل أن يسقط غرب الجزر اليابانية. ودانت واشنطن
وطوكيو التجربة، ودعت الولايات المتحدة مجلس الأمن إلى جلسة عاجلة. وتوعدت شقيقة الزعيم برد أشد إذا
اقتربت الطائرات من أجواء بلادها."""
PYONGYANG = """Putin and Kim sign mutual defence pact in Pyongyang

Vladimir Putin and Kim Jong Un signed a treaty that pledges each country to help the other if it is
attacked. Crowds waving flags welcomed the Russian president to the North Korean capital on his
first visit in 24 years. Mr Kim promised full support for Russia's war in Ukraine. Mr Putin gave his
host a limousine."""


def read(text: str, *, language: str = "en", published: date | None = None, meant: bool = False) -> Profile:
    mentions = find_mentions(text, language=language)
    sentences = [span.of(text) for span in find_sentences(text, language=language)][:16]
    return profile(
        language=language,
        tokens=tokenise(text, language=language, names=[mention.span for mention in mentions]),
        mentions=mentions,
        rarity=rarity(language),
        headline=Span(0, len(text.partition("\n")[0])) if "\n\n" in text.strip() else None,
        meaning=encode(sentences).mean(axis=0).tolist() if meant else None,
        published=published,
    )


def bare(language: str = "en", published: date | None = None, **names: float) -> Profile:
    return Profile(language=language, words=names, names={}, published=published)


def joined(article: Profile, stories: dict[Any, list[Profile]]) -> Any:
    """The story that the article joins."""
    return assign(article, {story: centre(members) for story, members in stories.items()}).story


def stories(homes: dict[str, int]) -> set[frozenset[str]]:
    return {frozenset(key for key in homes if homes[key] == home) for home in homes.values()}


def test_it_tells_a_retelling_from_another_event() -> None:
    same = similarity(read(FERRY), read(FERRY_RETOLD))
    other = similarity(read(FERRY), read(BUDGET))
    assert same.score > 0.9
    assert other.score < 0.1


def test_it_shows_the_words_it_rests_on_strongest_reason_first() -> None:
    reasons = similarity(read(FERRY), read(FERRY_RETOLD)).reasons
    assert "sandbank" in next(reason.shared for reason in reasons if reason.kind is Ground.WORDS)
    assert [abs(r.weight) for r in reasons] == sorted((abs(r.weight) for r in reasons), reverse=True)


def test_it_is_the_same_both_ways() -> None:
    a, b = read(FERRY), read(FERRY_RETOLD)
    assert similarity(a, b).score == pytest.approx(similarity(b, a).score)


def test_it_never_joins_by_the_headline_alone() -> None:
    assert not set(read(FERRY_HEADLINE_ONLY).words) & {"ferry", "aground", "lisvane"}
    assert joined(read(FERRY_HEADLINE_ONLY), {"ferry": [read(FERRY), read(FERRY_RETOLD)]}) is None


@pytest.mark.parametrize(("later", "story"), [("2023-09-14", 1), ("2023-09-16", 1), ("2024-09-13", None)])
def test_it_takes_a_follow_up_a_year_later_for_another_story(later: str, story: int | None) -> None:
    first = read(FERRY, published=date(2023, 9, 13))
    second = read(FERRY_RETOLD, published=date.fromisoformat(later))
    assert joined(second, {1: [first]}) == story


def test_it_lets_an_unknown_date_speak_neither_for_nor_against() -> None:
    dated = similarity(read(FERRY, published=date(2023, 9, 13)), read(FERRY_RETOLD))
    assert Ground.TIME not in {reason.kind for reason in dated.reasons}
    assert dated.score == similarity(read(FERRY), read(FERRY_RETOLD)).score


def test_it_does_not_chain_weak_likenesses() -> None:
    a = bare(tide=0.6, fog=0.5, boat=0.4, crew=0.48)
    between = bare(tide=0.42, fog=0.35, boat=0.28, tax=0.5, pool=0.4, vote=0.4)
    c = bare(tax=0.6, pool=0.5, vote=0.4, fee=0.48)
    assert similarity(a, between).score > 0.5
    assert similarity(c, between).score > 0.5
    assert joined(c, {"both": [a, a, between]}) is None


def test_it_takes_the_first_of_two_equal_stories() -> None:
    ferry = read(FERRY)
    assert joined(read(FERRY_RETOLD), {"b": [ferry], "a": [ferry]}) == "b"


def test_it_opens_a_story_when_there_is_none() -> None:
    assert joined(read(FERRY), {}) is None
    assert assign(read(FERRY), {}).similarity.reasons == ()


@pytest.mark.parametrize("text", ["", " \n\n ", "؟!", "\u202e\u0640\u064b", "🚢" * 50])
def test_it_leaves_a_text_without_words_alone(text: str) -> None:
    empty = read(text)
    assert similarity(empty, empty).score == 0.0
    assert group({1: empty, 2: empty, 3: read(FERRY)}) == {1: 0, 2: 1, 3: 2}


def test_it_reads_a_very_long_text() -> None:
    long = read("\n\n".join([FERRY] * 200))
    assert similarity(long, read(FERRY)).score > 0.9


def test_it_groups_whatever_the_order() -> None:
    articles = {"ferry": read(FERRY), "budget": read(BUDGET), "retold": read(FERRY_RETOLD)}
    expected = {frozenset({"ferry", "retold"}), frozenset({"budget"})}
    assert stories(group(articles)) == expected
    assert stories(group(dict(reversed(articles.items())))) == expected


def test_it_keeps_numbers_of_stories_and_never_moves_a_locked_article() -> None:
    articles = {"ferry": read(FERRY), "budget": read(BUDGET), "retold": read(FERRY_RETOLD)}
    homes = group(articles, homes={"ferry": 7, "budget": 7}, locked={"ferry", "budget"})
    assert homes["ferry"] == homes["budget"] == 7
    moved = group(articles, homes={"ferry": 7, "budget": 7}, locked={"ferry"})
    assert moved == {"ferry": 7, "budget": 8, "retold": 7}


def test_it_indexes_retellings_under_common_terms() -> None:
    common = set(index_terms(read(FERRY))) & set(index_terms(read(FERRY_RETOLD)))
    assert len(common) >= TERMS_IN_COMMON


def test_it_weighs_what_is_common_in_newspapers_less() -> None:
    rare = rarity("en")
    assert 0 < rare("say") < rare("government") < rare("sandbank") <= 1


def test_it_joins_the_larger_of_two_stories_that_fit() -> None:
    ferry, retold = read(FERRY), read(FERRY_RETOLD)
    assert joined(retold, {"one": [ferry], "three": [ferry, ferry, ferry]}) == "three"
    assert joined(retold, {"many": [read(BUDGET)] * 9, "one": [ferry]}) == "one"


@pytest.fixture(scope="module")
def summit() -> dict[str, Profile]:
    with (SAMPLE / "outlets.csv").open(encoding="utf-8") as rows:
        dates = {row["file"]: row["published"] for row in csv.DictReader(rows)}
    return {
        name: read(
            (SAMPLE / name).read_text(encoding="utf-8"),
            language="en" if name[:2] >= "06" else "ar",
            published=date.fromisoformat(published) if published else None,
            meant=True,
        )
        for name, published in dates.items()
    }


def test_it_makes_one_story_of_the_sample_in_both_languages(summit: dict[str, Profile]) -> None:
    assert set(group(summit).values()) == {0}


def test_it_joins_across_languages_by_names_numbers_and_meaning(summit: dict[str, Profile]) -> None:
    arabic, english = summit["01_marsad-almadina.txt"], summit["06_harbour-ledger.txt"]
    kinds = {reason.kind for reason in similarity(arabic, english).reasons}
    assert kinds == {Ground.NAMES, Ground.FIGURES, Ground.MEANING}


@pytest.mark.parametrize(
    ("text", "language", "published"),
    [
        (HANOI, "en", date(2019, 2, 28)),
        (HANOI, "en", None),
        (GRAIN, "en", date(2023, 9, 4)),
        (GRAIN, "en", None),
        (MISSILE, "ar", date(2023, 7, 13)),
        (MISSILE, "ar", None),
        (PYONGYANG, "en", date(2024, 6, 19)),
    ],
)
def test_it_keeps_other_summits_and_other_news_of_the_same_people_out(
    summit: dict[str, Profile], text: str, language: str, published: date | None
) -> None:
    article = read(text, language=language, published=published, meant=True)
    assert joined(article, {"summit": list(summit.values())}) is None


def test_it_is_deterministic(summit: dict[str, Profile]) -> None:
    assert group(summit) == group(summit)
    for a, b in combinations(list(summit.values())[:3], 2):
        assert similarity(a, b) == similarity(a, b)
