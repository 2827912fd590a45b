"""A story's headlines, each held against its own body."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from articles.analysis.stories.facts import Facts, State
from articles.analysis.stories.headlines import Fault, Finding, HeadlineCheck, Headlines, Stress
from articles.analysis.text.pieces import Mark, Piece, cut
from articles.coverage import Coverage
from articles.coverage.passages import Shown, whole
from articles.coverage.registers import Teller, tellers
from articles.models import Article
from articles.views.coverage import covered, story_page
from articles.views.facts import AT_ONCE


class FaultLabel(TextChoices):
    NAME = Fault.NAME.value, _("A name that the body doesn’t have")
    FIGURE = Fault.FIGURE.value, _("A number that the body doesn’t have")
    QUOTATION = Fault.QUOTATION.value, _("A quotation that the body doesn’t have")
    PLACE = Fault.PLACE.value, _("A place where, by the body, nothing happens")
    VOICE = Fault.VOICE.value, _("Said by the headline itself; in the body somebody else says it")
    CLAIM = Fault.CLAIM.value, _("Words that the body has nothing like")
    WORD = Fault.WORD.value, _("A word of the headline’s own")


@dataclass(frozen=True, kw_only=True)
class Unsupported:
    label: str
    is_grave: bool
    words: str
    nearest: tuple[Shown, ...]


@dataclass(frozen=True, kw_only=True)
class Stressed:
    """A sentence that the headline is about, or only comes nearest; the other outlets that report it.

    `facts` are the addresses of the story's facts that it reports.
    """

    shown: tuple[Shown, ...]
    tellers: tuple[Teller, ...]
    is_linked: bool
    facts: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Checked:
    article: Article
    pieces: tuple[Piece, ...]
    unsupported: tuple[Unsupported, ...]
    stressed: tuple[Stressed, ...]


@require_safe
def story_headlines(request: HttpRequest, pk: int) -> HttpResponse:
    found = covered(request, pk)
    headlines = found.section(Headlines)
    context = {} if headlines is None else _context(found, headlines)
    return story_page(request, "story_headlines.html", found, context)


def _context(found: Coverage, headlines: Headlines) -> dict[str, object]:
    by_number = found.by_number
    return {
        "checked": list(_checked(found, headlines)),
        "without": [by_number[number] for number in headlines.without if number in by_number],
        "headlines": headlines,
    }


def _checked(found: Coverage, headlines: Headlines) -> Iterator[Checked]:
    who = tellers(found)
    facts = _addresses(found)
    for check in headlines.checks:
        if check.article in found.by_number:
            yield Checked(
                article=found.by_number[check.article],
                pieces=_pieces(check),
                unsupported=tuple(_unsupported(found, check, finding) for finding in check.findings),
                stressed=tuple(_stressed(found, stress, who, facts) for stress in check.stresses),
            )


def _pieces(check: HeadlineCheck) -> tuple[Piece, ...]:
    sure = [finding for finding in check.findings if finding.fault is not Fault.WORD]
    marks = [Mark(span=f.span, kind="hit", title=str(FaultLabel(f.fault.value).label)) for f in sure]
    return cut(check.headline, marks)


def _unsupported(found: Coverage, check: HeadlineCheck, finding: Finding) -> Unsupported:
    return Unsupported(
        label=str(FaultLabel(finding.fault.value).label),
        is_grave=finding.fault.is_grave,
        words=finding.span.of(check.headline),
        nearest=whole(found, [finding.nearest] if finding.nearest else []),
    )


def _addresses(found: Coverage) -> Mapping[tuple[int, int], tuple[str, ...]]:
    """Where the facts that a sentence reports are shown, by its article and index."""
    addresses: defaultdict[tuple[int, int], tuple[str, ...]] = defaultdict(tuple)
    kept = found.section(Facts)
    for place, fact in enumerate(kept.facts if kept else ()):
        query = {"page": place // AT_ONCE + 1, "fact": fact.id}
        address = reverse("story-facts", args=[found.story.pk], query=query, fragment=f"f{fact.id}")
        for report in fact.reports:
            if report.state is State.REPORTED:
                addresses[report.place.article, report.place.sentence] += (address,)
    return addresses


def _stressed(
    found: Coverage,
    stress: Stress,
    who: Mapping[int, Teller],
    facts: Mapping[tuple[int, int], tuple[str, ...]],
) -> Stressed:
    others = {who[number].key: who[number] for number in stress.articles if number in who}
    return Stressed(
        shown=whole(found, [stress.place]),
        tellers=tuple(others.values()),
        is_linked=stress.score > 0,
        facts=facts.get((stress.place.article, stress.place.sentence), ()),
    )
