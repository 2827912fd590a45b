"""The links and the shared text of every two articles of a story, kept and made again only where needed."""

import hashlib
from collections.abc import Mapping, Sequence
from itertools import combinations, islice

import msgspec
from django.db import transaction

from articles.analysis.pairs.align import Link
from articles.analysis.pairs.reuse import Reuse
from articles.analysis.stories.tellings import Pair
from articles.comparison.linking import added, decide, reading_of, verdicts_between
from articles.coverage.linkers import Linked, Task, link_all
from articles.models import Article, ArticlePair, LinkCorrection
from articles.name_model import rules_version

# Raise it when other links are found in the same readings.
VERSION = "3"
# So many are kept at once: what is lost when the process is killed is no more than these.
_TOGETHER = 40

Two = tuple[Article, Article]


def pairs_among(articles: Sequence[Article], corrections: Sequence[LinkCorrection]) -> tuple[Pair, ...]:
    """The pairs of these articles, which stand in the story's order; what people rejected is no link.

    What is kept of earlier runs is taken from the table if it is of the same texts, rules and corrections.
    """
    stored = {(row.first_id, row.second_id): row for row in ArticlePair.objects.among(articles)}
    found: dict[tuple[int, int], Pair] = {}
    missing: list[tuple[Two, str]] = []
    decided = _by_articles(corrections)
    for two in combinations(articles, 2):
        digest = _digest(two, decided.get(_key(two), ()))
        pair = _read(two, stored.get(_key(two)), digest)
        if pair:
            found[_key(two)] = pair
        else:
            missing.append((two, digest))
    found |= _make(missing, corrections)
    return tuple(found[_key(two)] for two in combinations(articles, 2))


def _key(two: Two) -> tuple[int, int]:
    return min(two[0].pk, two[1].pk), max(two[0].pk, two[1].pk)


def _by_articles(
    corrections: Sequence[LinkCorrection],
) -> Mapping[tuple[int, int], list[tuple[str, str, str]]]:
    decided: dict[tuple[int, int], list[tuple[str, str, str]]] = {}
    for one in corrections:
        verdict = (one.first_hash, one.second_hash, one.verdict)
        decided.setdefault((one.first_id, one.second_id), []).append(verdict)
    return decided


def _digest(two: Two, decided: Sequence[tuple[str, str, str]]) -> str:
    texts = [(article.pk, article.body, article.language, article.headings) for article in two]
    return hashlib.sha256(repr((VERSION, rules_version(), texts, decided)).encode()).hexdigest()


def _read(two: Two, row: ArticlePair | None, digest: str) -> Pair | None:
    if row is None or row.digest != digest:
        return None
    try:
        links = msgspec.json.decode(row.links, type=tuple[Link, ...])
        reuse = msgspec.json.decode(row.reuse, type=Reuse)
    except msgspec.DecodeError:  # written by another version of this program
        return None
    return Pair(a=two[0].pk, b=two[1].pk, links=links, reuse=reuse)


def _make(
    missing: Sequence[tuple[Two, str]], corrections: Sequence[LinkCorrection]
) -> dict[tuple[int, int], Pair]:
    """Link these, and keep them some at a time."""
    verdicts = [verdicts_between(a, b, corrections) for (a, b), _ in missing]
    tasks = [
        Task(a=reading_of(a), b=reading_of(b), also=added(decided))
        for ((a, b), _), decided in zip(missing, verdicts, strict=True)
    ]
    found = zip(missing, verdicts, link_all(tasks), strict=True)
    made: dict[tuple[int, int], Pair] = {}
    while some := [_made(*each) for each in islice(found, _TOGETHER)]:
        _keep([_row(pair, digest) for pair, digest in some])
        made |= {(min(pair.a, pair.b), max(pair.a, pair.b)): pair for pair, _ in some}
    return made


def _made(
    asked: tuple[Two, str], verdicts: Mapping[tuple[int, int], LinkCorrection], found: Linked
) -> tuple[Pair, str]:
    (a, b), digest = asked
    links = tuple(each.link for each in decide(found.links, verdicts) if not each.rejected)
    return Pair(a=a.pk, b=b.pk, links=links, reuse=found.reuse), digest


def _row(pair: Pair, digest: str) -> ArticlePair:
    return ArticlePair(
        first_id=min(pair.a, pair.b),
        second_id=max(pair.a, pair.b),
        digest=digest,
        links=msgspec.json.encode(pair.links).decode(),
        reuse=msgspec.json.encode(pair.reuse).decode(),
    )


def _keep(rows: Sequence[ArticlePair]) -> None:
    """Replace what is there of the same articles; those of an article that is gone meanwhile are left out."""
    articles = {article for row in rows for article in (row.first_id, row.second_id)}
    with transaction.atomic():
        there = set(
            Article.objects.filter(pk__in=articles)
            .select_for_update(no_key=True)
            .values_list("pk", flat=True)
        )
        ArticlePair.objects.bulk_create(
            [row for row in rows if row.first_id in there and row.second_id in there],
            update_conflicts=True,
            unique_fields=["first", "second"],
            update_fields=["digest", "links", "reuse"],
        )
