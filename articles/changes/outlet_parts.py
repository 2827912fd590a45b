"""Paragraphs that an outlet repeats, cut from all its articles or left in them by an administrator."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.changes.kinds import ChangeError, Kind, Place, one_by_one, shortened
from articles.ingest.cuts import LONGEST_PATTERN
from articles.ingest.records import BlockKind
from articles.models import Article, Change, Outlet, OutletRule
from articles.models.articles import Awaits
from articles.models.changes import Json
from articles.repeats import Repeat, find_repeats

_NAME = "outlet-part"


def part_subject(outlet: Outlet, text: str) -> str:
    return f"{outlet.slug}:{text}"


def find_offers(outlet: Outlet) -> list[Repeat]:
    """The paragraphs that an outlet repeats, without those that somebody has decided about."""
    repeats = {part_subject(outlet, repeat.text): repeat for repeat in find_repeats(outlet)}
    decided = Change.objects.in_force(_NAME, repeats.keys())
    return [repeat for subject, repeat in repeats.items() if subject not in decided]


def _named(subject: str) -> tuple[Outlet, str]:
    slug, _sign, text = subject.partition(":")
    outlet = Outlet.objects.filter(slug=slug).first()
    if outlet is None or not text:
        raise ChangeError(_("This is no part of an outlet's articles."))
    return outlet, text


def _rule(subject: str) -> OutletRule | None:
    outlet, text = _named(subject)
    return outlet.rules.filter(example=text, is_whole=True).first()


def _current(subject: str) -> Json:
    return True if _rule(subject) else None


def _put(subject: str, value: Json) -> None:
    """Make the rule or take it away, and let the articles concerned be read again."""
    outlet, text = _named(subject)
    rule = _rule(subject)
    articles = Article.objects.from_outlet(outlet)
    if value and rule is None:
        rule = _new_rule(outlet, text)
        articles.filter(body__contains=text).update(awaits=Awaits.READING)
    elif not value and rule is not None:
        articles.filter(blocks__rule=rule.rule.name).update(awaits=Awaits.READING)
        rule.delete()


def _new_rule(outlet: Outlet, text: str) -> OutletRule:
    pattern = text if len(text) <= LONGEST_PATTERN else text[:LONGEST_PATTERN].rpartition(" ")[0]
    rule = OutletRule(
        outlet=outlet, kind=BlockKind.FURNITURE.value, pattern=pattern, example=text, is_whole=True
    )
    try:
        rule.full_clean()
    except ValidationError as error:
        raise ChangeError(" ".join(error.messages)) from error
    rule.save()
    return rule


def _tell(subject: str, state: Json) -> str:
    if state is None:
        return ""
    return _("cut from all articles of the outlet") if state else _("stays in the articles")


def _places(subjects: Collection[str]) -> dict[str, Place]:
    parts = {subject: subject.partition(":") for subject in subjects}
    return {
        subject: Place(words=shortened(text), view="outlet-parts", arguments=(slug,))
        for subject, (slug, _sign, text) in parts.items()
    }


PART_KIND = Kind(
    name=_NAME,
    label=gettext_lazy("Part that an outlet repeats"),
    current=_current,
    put=_put,
    words=one_by_one(_tell),
    places=_places,
    is_administrative=True,
)
