"""Why an article is in its story: what spoke for and against, who decided, and where else it nearly went."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from articles.analysis.stories.cluster import THRESHOLD
from articles.models import Article, Change, Entity, Placement, Story
from articles.models.stories import MERGE, PLACE, SPLIT


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One ground; `share` is its part of all that spoke, for or against."""

    kind: str
    share: float
    shared: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Receipt:
    """`score` is None where no other article of the story is like it, or it was the first.

    `decision` is what a person did to put it here, told by its kind; `nearest` the story that it is most
    like beside its own, with that score.
    """

    reasons: tuple[Reason, ...]
    against: tuple[Reason, ...]
    score: float | None
    threshold: float
    decision: Change | None
    nearest: Story | None
    nearest_score: float

    @property
    def joined(self) -> bool:
        """Whether the rules would have put it here."""
        return self.score is not None and self.score >= self.threshold


def receipts(articles: Sequence[Article]) -> dict[int, Receipt]:
    """By article; as many queries for many as for one."""
    keys = {key for article in articles for reason in article.story_reasons for key in reason["shared"]}
    names = {key: entity.name for key, entity in Entity.objects.standing_for(keys).items()}
    decisions = _decisions(articles)
    nearest = _nearest(articles)
    found = {}
    for article in articles:
        reasons = list(_reasons(article, names))
        story = nearest.get(article.story_nearest.get("story", 0))
        found[article.pk] = Receipt(
            reasons=tuple(reason for weight, reason in reasons if weight > 0),
            against=tuple(reason for weight, reason in reasons if weight < 0),
            score=article.story_score,
            threshold=THRESHOLD,
            decision=decisions.get(article.pk),
            nearest=story if story and story.pk != article.story_id else None,
            nearest_score=article.story_nearest.get("score", 0.0),
        )
    return found


def _reasons(article: Article, names: Mapping[str, str]) -> Iterator[tuple[float, Reason]]:
    total = sum(abs(reason["weight"]) for reason in article.story_reasons) or 1.0
    for reason in article.story_reasons:
        shared = tuple(names.get(term, term) for term in reason["shared"])
        yield (
            reason["weight"],
            Reason(kind=reason["kind"], share=abs(reason["weight"]) / total, shared=shared),
        )


def _decisions(articles: Collection[Article]) -> dict[int, Change]:
    """The decision of a person to which each article owes its place, if there is one."""
    placements = Placement.objects.in_bulk([article.pk for article in articles])
    if not placements:
        return {}
    changes = list(Change.objects.filter(_about(articles, placements.values())).latest_per_subject())
    in_force = {(change.kind, change.subject): change for change in changes if change.decides}
    found = {}
    for article in articles:
        if placement := placements.get(article.pk):
            candidates = _kinds_and_subjects(article, placement)
            found[article.pk] = next((in_force[key] for key in candidates if key in in_force), None)
    return {pk: change for pk, change in found.items() if change}


def _about(articles: Iterable[Article], placements: Iterable[Placement]) -> Q:
    by_pk = {article.pk: article for article in articles}
    about = Q(pk__in=())
    for placement in placements:
        for kind, subject in _kinds_and_subjects(by_pk[placement.article_id], placement):
            about |= Q(kind=kind, subject=subject)
    return about


def _kinds_and_subjects(article: Article, placement: Placement) -> Iterator[tuple[str, str]]:
    if placement.held:
        yield PLACE, str(article.pk)
        yield SPLIT, str(article.story_id)
    if placement.part_id:
        yield MERGE, str(placement.part_id)


def _nearest(articles: Iterable[Article]) -> dict[int, Story]:
    """The stories that articles are nearest to beside their own, by the numbers that are kept."""
    roots = Story.objects.roots_of(
        {article.story_nearest["story"] for article in articles if article.story_nearest}
    )
    rows = Story.objects.filter(pk__in=roots.values()).with_members().in_bulk()
    return {number: rows[root] for number, root in roots.items() if root in rows and rows[root].members}
