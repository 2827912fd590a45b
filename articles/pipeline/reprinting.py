"""Articles of several outlets that are nearly one text, linked as reprints; candidates come from an index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q

from articles.analysis.reprints import LEAST_SHARE, shares
from articles.models import Article, Fingerprint, Reprint

# Of fingerprints that have a band in common with a batch, the latest this many are looked at.
_MOST_CANDIDATES = 2000


@dataclass(frozen=True, kw_only=True)
class _Print:
    article: int
    outlet: int | None
    shingles: bytes
    bands: Sequence[int]


def link_reprints(articles: Iterable[Article], *, again: Sequence[Article] = ()) -> None:
    """Link articles with those that share most of their words; those in `again` may have had other links.

    Articles of one outlet are versions of its own, and not linked. In a transaction of the caller's.
    """
    if again:
        Reprint.objects.filter(Q(first__in=again) | Q(second__in=again)).delete()
    prints = list(_prints(Fingerprint.objects.filter(article__in=articles)))
    if not prints:
        return
    bands = sorted({band for one in prints for band in one.bands})
    near = Fingerprint.objects.filter(bands__overlap=bands).order_by("-article")[:_MOST_CANDIDATES]
    others = _by_band(_prints(near))
    pairs = {
        (one.article, other.article): pair
        for one in prints
        for other in {o.article: o for band in one.bands for o in others.get(band, ())}.values()
        if (pair := _pair(one, other))
    }
    Reprint.objects.bulk_create(
        {(pair.first_id, pair.second_id): pair for pair in pairs.values()}.values(), ignore_conflicts=True
    )


def _prints(fingerprints: Iterable[Fingerprint]) -> Iterator[_Print]:
    rows = fingerprints.values_list("article", "article__outlet", "shingles", "bands")  # type: ignore[attr-defined]
    for article, outlet, shingles, bands in rows:
        yield _Print(article=article, outlet=outlet, shingles=bytes(shingles), bands=bands)


def _by_band(prints: Iterable[_Print]) -> dict[int, list[_Print]]:
    found: defaultdict[int, list[_Print]] = defaultdict(list)
    for one in prints:
        for band in one.bands:
            found[band].append(one)
    return found


def _pair(one: _Print, other: _Print) -> Reprint | None:
    if one.article == other.article or (one.outlet is not None and one.outlet == other.outlet):
        return None
    first, second = sorted((one, other), key=lambda each: each.article)
    share_of_first, share_of_second = shares(first.shingles, second.shingles)
    if max(share_of_first, share_of_second) < LEAST_SHARE:
        return None
    return Reprint(
        first_id=first.article,
        second_id=second.article,
        share_of_first=round(share_of_first, 3),
        share_of_second=round(share_of_second, 3),
    )
