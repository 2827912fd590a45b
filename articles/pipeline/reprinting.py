"""Articles of several outlets that are nearly one text, linked as reprints; candidates come from an index."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.db.models import Q

from articles.analysis.stories.reprints import LEAST_SHARE, shares
from articles.models import Article, Fingerprint, Reprint

# Of articles that have a band in common with a batch, with each such band, the latest this many.
_MOST_SHARED = 20_000


def link_reprints(articles: Iterable[Article], *, again: Sequence[Article] = ()) -> None:
    """Link articles with those that share most of their words; those in `again` may have had other links.

    Articles of one outlet are versions of its own, and not linked. In a transaction of the caller's.
    """
    if again:
        Reprint.objects.filter(Q(first__in=again) | Q(second__in=again)).delete()
    bands = dict(Fingerprint.objects.filter(article__in=articles).values_list("article", "bands"))
    pairs = {(min(a, b), max(a, b)) for a, b in _sharing(bands) if a != b}
    texts = {
        article: (outlet, bytes(shingles))
        for article, outlet, shingles in Fingerprint.objects.filter(
            article__in={article for pair in pairs for article in pair}
        ).values_list("article", "article__outlet", "shingles")
    }
    reprints = (_reprint(a, b, texts) for a, b in sorted(pairs))
    Reprint.objects.bulk_create((one for one in reprints if one), ignore_conflicts=True)


def _sharing(bands: Mapping[int, Sequence[int]]) -> Iterator[tuple[int, int]]:
    """Pairs of articles that have a band in common."""
    having: defaultdict[int, list[int]] = defaultdict(list)
    for article, own in bands.items():
        for band in own:
            having[band].append(article)
    shared = Fingerprint.objects.sharing(having, most=_MOST_SHARED) if having else ()
    return ((article, other) for band, other in shared for article in having[band])


def _reprint(first: int, second: int, texts: Mapping[int, tuple[int | None, bytes]]) -> Reprint | None:
    """The link between two articles, if they are nearly one text and not of one outlet."""
    outlets = {texts[first][0], texts[second][0]}
    if len(outlets) == 1 and None not in outlets:
        return None
    of_first, of_second = shares(texts[first][1], texts[second][1])
    if max(of_first, of_second) < LEAST_SHARE:
        return None
    return Reprint(
        first_id=first,
        second_id=second,
        share_of_first=round(of_first, 3),
        share_of_second=round(of_second, 3),
    )
