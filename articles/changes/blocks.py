"""Blocks of an article put back or cut by an editor, and glued-on articles made articles of their own."""

import hashlib
from collections.abc import Collection

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.changes.kinds import ChangeError, Kind, Place, articles_of, one_by_one, shortened
from articles.editing import BLOCK, record_of
from articles.ingest.articles import make_article
from articles.ingest.blocks import find_blocks
from articles.ingest.decisions import block_keys, leaves_nothing
from articles.ingest.records import ArticleRecord, BlockKind, How, IngestError, Known, Stated
from articles.models import Article, Block
from articles.models.changes import Json
from articles.models.reasons import told
from articles.pipeline import ingest, remove, reread

SECOND = "second-article"


def block_subject(article: Article, key: str) -> str:
    return f"{article.pk}:{key}"


def find_article(subject: str) -> Article:
    """The article that a subject is about; ChangeError where it is gone."""
    pk = subject.partition(":")[0]
    article = (
        Article.objects.select_related("outlet", "story").filter(pk=pk).first() if pk.isdecimal() else None
    )
    if article is None:
        raise ChangeError(_("This article is gone."))
    return article


def _blocks_in_order() -> Prefetch:  # type: ignore[type-arg]
    return Prefetch("blocks", queryset=Block.objects.order_by("start"))


def _find_block(subject: str) -> tuple[Article, Block]:
    article = find_article(subject)
    prefetch_related_objects([article], _blocks_in_order())
    return article, _block_of(article, subject)


def _block_of(article: Article, subject: str) -> Block:
    """The article's block that a subject is about; it needs them in order."""
    blocks = list(article.blocks.all())
    keys = block_keys(article.original, blocks)
    wanted = subject.partition(":")[2]
    for key, block in zip(keys, blocks, strict=True):
        if key == wanted:
            block.text = article.original[block.start : block.end]
            return block
    raise ChangeError(_("This part of the page is gone: the article has been read from another text since."))


def _current(subject: str) -> Json:
    return _find_block(subject)[1].is_kept


def _put(subject: str, value: Json) -> None:
    article = _find_block(subject)[0]
    if value is not None and not isinstance(value, bool):
        raise ChangeError(_("A part of the page is kept or cut."))
    record, key = record_of(article), subject.partition(":")[2]
    if value is False and leaves_nothing(record, _others(article) | {key: False}):
        raise ChangeError(_("Nothing would be left of the article."))
    reread(article, pending={(BLOCK, subject): value})


def _others(article: Article) -> dict[str, bool]:
    blocks = list(article.blocks.order_by("start"))
    keys = block_keys(article.original, blocks)
    return {key: block.decided for key, block in zip(keys, blocks, strict=True) if block.decided is not None}


def _tell(subject: str, state: Json) -> str:
    if state is None:
        return ""
    return _("kept in the article") if state else _("cut from the article")


def _places(subjects: Collection[str]) -> dict[str, Place]:
    keys = articles_of(subjects)
    articles = (
        Article.objects.only("original").prefetch_related(_blocks_in_order()).in_bulk(set(keys.values()))
    )
    return {subject: _place(subject, articles.get(keys.get(subject, 0))) for subject in subjects}


def _place(subject: str, article: Article | None) -> Place:
    try:
        if article is None:
            raise ChangeError(_("This article is gone."))
        block = _block_of(article, subject)
    except ChangeError as gone:
        return Place(words=str(gone))
    return Place(words=shortened(block.text), view="article", arguments=(article.pk,), fragment="page")


def second_source(article: Article, block: Block) -> str:
    """Under which source a glued-on article is kept as one of its own."""
    blocks = list(article.blocks.order_by("start"))
    keys = dict(zip((one.start for one in blocks), block_keys(article.original, blocks), strict=True))
    return f"{article.source}#{keys[block.start].replace(':', '-')}"


def _second(subject: str) -> Article | None:
    article, block = _find_block(subject)
    return Article.objects.filter(source=second_source(article, block)).first()


def _current_second(subject: str) -> Json:
    return True if _second(subject) else None


def _put_second(subject: str, value: Json) -> None:
    """Make the glued-on article one of its own, or with None take it away again."""
    if value is None:
        if article := _second(subject):
            remove(article)
        return
    article, block = _find_block(subject)
    if block.kind != BlockKind.SECOND_ARTICLE:
        raise ChangeError(_("This part of the page is no second article."))
    try:
        record = _record(article, block)
    except IngestError as error:
        raise _unreadable(told(error.reason)) from error
    (result,) = ingest([record])
    if result.article is None:
        raise _unreadable(told(result.reason))


def _unreadable(reason: str) -> ChangeError:
    return ChangeError(_("No article could be read in it: %(reason)s.") % {"reason": reason})


def _record(article: Article, block: Block) -> ArticleRecord:
    """The glued-on article; its outlet is taken for that of the page, everything else stands in its text."""
    outlet = article.outlet.ref if article.outlet else None
    how = How.INFERRED if outlet else How.UNKNOWN
    return make_article(
        block.text,
        find_blocks(block.text),
        source=second_source(article, block),
        source_file=f"{article.source_file}#2",
        sha256=hashlib.sha256(block.text.encode()).hexdigest(),
        encoding=article.encoding,
        stated=Stated(outlet=Known(value=outlet, how=how, evidence=article.display_title)),
    )


def _tell_second(subject: str, state: Json) -> str:
    return _("an article of its own") if state else _("part of the page only")


BLOCK_KIND = Kind(
    name=BLOCK,
    label=gettext_lazy("Part of a page"),
    current=_current,
    put=_put,
    words=one_by_one(_tell),
    places=_places,
)
SECOND_KIND = Kind(
    name=SECOND,
    label=gettext_lazy("Second article on a page"),
    current=_current_second,
    put=_put_second,
    words=one_by_one(_tell_second),
    places=_places,
)
