"""Names all over the collection that may differ by a slip of the pen, proposed to people."""

from collections.abc import Collection, Iterator

from django.contrib.postgres.search import TrigramSimilarity

from articles.analysis.names.joins import Rule, join_entities
from articles.analysis.reading import RULES_VERSION
from articles.analysis.text import gazetteer
from articles.models import Entity, EntityName, Proposal
from articles.names.resolution import APART, AS_LOGGED, described_rows, roots_of, subjects_of

# Names so long and with such a share of trigrams in common may differ by a slip of the pen.
SHORTEST, LEAST_LIKENESS, MOST_NEAR = 9, 0.6, 5
COMPARED_AT_ONCE = 200
_STRENGTH = 0.2


def propose_alike(*, version: str = RULES_VERSION) -> tuple[int, int]:
    """Propose pairs that no rule joins and no guard keeps apart: (names compared, pairs proposed).

    Each name is compared once for each version of the rules, with those that an index of trigrams finds
    near it.
    """
    waiting = Entity.objects.mentioned().filter(same_as=None).exclude(compared_version=version).order_by("pk")
    compared = proposed = 0
    while rows := list(waiting.prefetch_related("own_names")[:COMPARED_AT_ONCE]):
        proposed += _propose_near(rows)
        Entity.objects.filter(pk__in=[row.pk for row in rows]).update(compared_version=version)
        compared += len(rows)
    return compared, proposed


def _propose_near(rows: Collection[Entity]) -> int:
    lists = gazetteer.load().entities
    pairs = sorted({pair for row in rows if row.key not in lists for pair in _near(row)})
    pks = {pk for pair in pairs for pk in pair}
    found, described = Entity.objects.in_bulk(pks), described_rows(pks)
    roots = roots_of(found.values())
    subjects = {pair: subjects_of(found[pair[0]], found[pair[1]], roots) for pair in pairs}
    apart = AS_LOGGED.in_force(APART, set().union(*subjects.values()))
    before = Proposal.objects.count()
    Proposal.objects.bulk_create(
        (
            Proposal(first_id=a, second_id=b, because=Rule.TRIGRAMS, strength=_STRENGTH)
            for a, b in pairs
            if roots[a] != roots[b]
            and apart.keys().isdisjoint(subjects[a, b])
            and join_entities(described[a], described[b]) is None
        ),
        ignore_conflicts=True,
    )
    return Proposal.objects.count() - before


def _near(row: Entity) -> Iterator[tuple[int, int]]:
    """Pairs with the rows of one kind that have most trigrams in common with one of its longer names."""
    keys = {name.key for name in row.own_names.all() if " " in name.key and len(name.key) >= SHORTEST}
    others = EntityName.objects.filter(found__kind=row.kind, entity__article_count__gt=0).exclude(found=row)
    for key in sorted(keys):
        near = (
            others.filter(key__trigram_similar=key)
            .annotate(likeness=TrigramSimilarity("key", key))
            .filter(likeness__gte=LEAST_LIKENESS, likeness__lt=1)
            .order_by("-likeness", "pk")
        )
        for pk in near.values_list("found", flat=True)[:MOST_NEAR]:
            yield min(pk, row.pk), max(pk, row.pk)
