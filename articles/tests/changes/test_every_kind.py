"""Whatever people can change, of whichever kind: undoing it brings back what was."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.contrib.auth.models import User

from articles.analysis.text.normalise import fold_key
from articles.changes import KINDS, make, undo
from articles.changes.blocks import block_subject
from articles.changes.feeds import feed_value
from articles.changes.fields import field_subject
from articles.changes.links import link_subject
from articles.changes.outlet_parts import part_subject
from articles.changes.saved import saved_value
from articles.changes.stories import number_for_story
from articles.changes.terms import term_subject, term_value
from articles.comparison.linking import sentence_hash
from articles.ingest.decisions import block_keys
from articles.models import Article, Entity, Outlet
from articles.models.changes import Json
from articles.names.resolution import BETWEEN, pair
from articles.tests.factories import FLOOD_BY_A, FLOOD_BY_B, QUAKE_BY_A, QUAKE_BY_B, articles

SECOND = Path(__file__).parents[1] / "ingest" / "pages" / "ar_second_article_with_byline.txt"
FEED = "https://news.example/feed"
NOTICE = "كل ما ينشر هنا يعبر عن رأي كاتبه ولا يلزم الصحيفة بشيء."

Decision = tuple[object, Json]  # a subject, and what somebody wants it to be


def _part_of(article: Article, words: str) -> str:
    blocks = list(article.blocks.order_by("start"))
    keys = zip(block_keys(article.original, blocks), blocks, strict=True)
    (key,) = [key for key, block in keys if words in article.original[block.start : block.end]]
    return block_subject(article, key)


def _block(folder: Path) -> Decision:
    (article,) = articles(folder, one=QUAKE_BY_A)
    return _part_of(article, "طائرتي شحن"), False


def _second(folder: Path) -> Decision:
    page = "\n".join(line.partition("\t")[2] for line in SECOND.read_text(encoding="utf-8").splitlines())
    (article,) = articles(folder, one=page)
    return _part_of(article, "البورصة"), True


def _field(folder: Path) -> Decision:
    (article,) = articles(folder, one=QUAKE_BY_A)
    return field_subject(article, "author"), "كريم نصر"


def _link(folder: Path) -> Decision:
    ends = articles(folder, a=FLOOD_BY_A, b=FLOOD_BY_B)
    a, b = (sentence_hash(end.sentence_spans()[1].of(end.body)) for end in ends)
    return link_subject(ends[0], a, ends[1], b), "none"


def _outlet_part(_folder: Path) -> Decision:
    outlet = Outlet.objects.create(slug="almina", name_ar="الميناء")
    return part_subject(outlet, NOTICE), True


def _feed(_folder: Path) -> Decision:
    make(KINDS["feed"], FEED, feed_value(state="active", interval=30, outlet=None), by=None)
    return FEED, feed_value(state="paused", interval=30, outlet=None)


def _saved(_folder: Path) -> Decision:
    return "abc", saved_value(name="زلزال", text="زلزال سيرام", demonyms=False, by=User.objects.get())


def _term(_folder: Path) -> Decision:
    subject = term_subject(concept="armed_action", variant="entry", language="ar", text="دخل")
    return subject, term_value()


def _names(folder: Path) -> tuple[Entity, Entity]:
    articles(folder, one=QUAKE_BY_A)
    first, second, *_others = Entity.objects.mentioned().of_kind("place").order_by("key")
    return first, second


def _same(folder: Path) -> Decision:
    first, second = _names(folder)
    return first.key, second.key


def _apart(folder: Path) -> Decision:
    first, second = _names(folder)
    return pair(first.key, second.key), True


def _spelling(folder: Path) -> Decision:
    owner, _second = _names(folder)
    name = owner.name_ar
    return f"{owner.key}{BETWEEN}{fold_key(name)}", {"key": f"place:{fold_key(name)}", "name": name}


def _of_name(value: Json) -> Callable[[Path], Decision]:
    return lambda folder: (_names(folder)[0].key, value)


def _two_stories(folder: Path) -> list[Article]:
    found = articles(folder, a=QUAKE_BY_A, b=QUAKE_BY_B, c=FLOOD_BY_A, d=FLOOD_BY_B)
    assert found[0].story_id != found[2].story_id
    return found


def _place(folder: Path) -> Decision:
    moved, _b, there, _d = _two_stories(folder)
    return moved.pk, {"story": there.story_id, "left": moved.story_id}


def _merge(folder: Path) -> Decision:
    quake, _b, flood, _d = _two_stories(folder)
    return quake.story_id, flood.story_id


def _split(folder: Path) -> Decision:
    article = _two_stories(folder)[0]
    return number_for_story(), {"left": article.story_id, "articles": [article.pk]}


def _of_story(value: Json) -> Callable[[Path], Decision]:
    return lambda folder: (articles(folder, one=QUAKE_BY_A)[0].story_id, value)


DECISIONS: dict[str, Callable[[Path], Decision]] = {
    "block": _block,
    "second-article": _second,
    "field": _field,
    "link": _link,
    "outlet-part": _outlet_part,
    "feed": _feed,
    "saved-search": _saved,
    "term": _term,
    "entity-same": _same,
    "entity-apart": _apart,
    "entity-spelling": _spelling,
    "entity-name": _of_name({"ar": "اسم آخر", "en": "Another Name"}),
    "entity-kind": _of_name("organisation"),
    "entity-wikidata": _of_name("Q42"),
    "entity-hidden": _of_name(True),
    "story-place": _place,
    "story-merge": _merge,
    "story-split": _split,
    "story-title": _of_story({"ar": "سيرام تهتز", "en": ""}),
    "story-lock": _of_story(True),
}


def test_every_kind_is_tried() -> None:
    assert DECISIONS.keys() == KINDS.keys()


@pytest.mark.parametrize("name", DECISIONS)
def test_undoing_brings_back_what_was(name: str, tmp_path: Path, db: None) -> None:
    editor, kind = User.objects.create_superuser("idris"), KINDS[name]
    about, value = DECISIONS[name](tmp_path)
    subject = str(about)
    before = kind.current(subject)
    change = make(kind, subject, value, by=editor)
    assert change
    decided = kind.current(subject)
    assert decided != before
    undone = undo(change, kind, by=editor)
    assert kind.current(subject) == undone.after == before
    undo(undone, kind, by=editor)
    assert kind.current(subject) == decided
