"""Files that editors hand in again with another text: which stored article each is a later text of."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from articles.ingest.records import ArticleRecord
from articles.ingest.topic import content, shared
from articles.models import Article, Upload

_SOURCE = re.compile(r"upload (\d+)!(.+)", re.DOTALL)
# Names are looked for in so many uploads before this one.
_MOST_UPLOADS = 100
# Texts of one article share most of their words, those of two about one event a third.
_SAME_ARTICLE = 0.6


def earlier_sources(records: Iterable[ArticleRecord]) -> Mapping[str, tuple[str, ...]]:
    """For records without an address from an upload, where earlier uploads had what was called the same.

    The latest comes first. No query where none of the records is such.
    """
    sent = {
        record.source: (int(match[1]), match[2])
        for record in records
        if not record.url.value and (match := _SOURCE.fullmatch(record.source))
    }
    if not sent:
        return {}
    uploads = list(_uploads(max(number for number, _ in sent.values())))
    return {
        source: tuple(
            f"upload {pk}!{name}" for pk, files in uploads if pk < number and name.partition("!")[0] in files
        )
        for source, (number, name) in sent.items()
    }


def _uploads(newest: int) -> Iterator[tuple[int, set[str]]]:
    """Uploads up to this one with the names of their files, the newest first."""
    rows = Upload.objects.filter(pk__lte=newest, address="").order_by("-pk")
    for pk, names in rows.values_list("pk", "run__sources")[:_MOST_UPLOADS]:
        yield pk, {name.replace("\\", "/").rpartition("/")[2] for name in names or ()}


def later_text_of(record: ArticleRecord, earlier: Sequence[Article]) -> Article | None:
    """The first of these articles that a record most likely is another text of."""
    return next((article for article in earlier if _is_same(record, article)), None)


def _is_same(record: ArticleRecord, article: Article) -> bool:
    """Whether both share most of their words, neither has an address, and no other day is given."""
    one, two = record.published.value, article.published
    if article.url or (one and two and one.date() != two.date()):
        return False
    words, others = content([record.body]), content([article.body])
    few, many = sorted((words, others), key=len)
    return shared(few, many) >= _SAME_ARTICLE
