"""Outlets: who published an article."""

from types import MappingProxyType
from typing import Self

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.ingest.cuts import LONGEST_PATTERN, CutRule, PatternError, check
from articles.ingest.records import BlockKind, OutletRef
from articles.models.names import Named, shown_name


class OutletQuerySet(models.QuerySet["Outlet"]):
    def named(self, name: str) -> "Outlet | None":
        """The outlet that bears this name or short name; None where several do."""
        same = Q(slug=name) | Q(name_ar__iexact=name) | Q(name_en__iexact=name)
        found = self.filter(same).order_by("pk")[:2]
        return found[0] if len(found) == 1 else None

    def publishing(self) -> Self:
        """Only those that an article is from, with `article_count`."""
        articles = apps.get_model("articles", "Article").objects.filter(outlet=models.OuterRef("pk"))
        counted = articles.order_by().values("outlet").annotate(n=models.Count("pk")).values("n")
        return self.filter(models.Exists(articles)).annotate(article_count=models.Subquery(counted))

    def by_name(self) -> Self:
        """In the order of their names in the reader's language."""
        return self.order_by(shown_name(), "pk")


class Outlet(Named):
    slug = models.SlugField(unique=True, max_length=80)
    site = models.URLField(_("site"), blank=True)

    article_count: int  # annotated by publishing()

    objects = OutletQuerySet.as_manager()

    class Meta(Named.Meta):
        abstract = False
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")

    @property
    def ref(self) -> OutletRef:
        names = {"ar": self.name_ar, "en": self.name_en}
        known = MappingProxyType({language: name for language, name in names.items() if name})
        return OutletRef(slug=self.slug, names=known, site=self.site)


class OutletRule(models.Model):
    """A cleaning rule that knows one outlet, with an example that it must keep working on."""

    outlet = models.ForeignKey(
        Outlet, verbose_name=_("outlet"), on_delete=models.CASCADE, related_name="rules"
    )
    kind = models.CharField(
        _("what such a part of the page is"),
        max_length=20,
        choices=[(kind.value, kind.value) for kind in BlockKind if kind is not BlockKind.HEADLINE],
    )
    pattern = models.CharField(
        _("begins with"),
        max_length=LONGEST_PATTERN,
        help_text=_("Words; harakat, hamzas and capitals don't matter."),
    )
    is_expression = models.BooleanField(
        _("is an expression"),
        default=False,
        help_text=_("A regular expression in the syntax of RE2, held against the beginning of each part."),
    )
    is_whole = models.BooleanField(
        _("only as a whole"),
        default=False,
        help_text=_("Fits only parts that have the words of the example and no others."),
    )
    example = models.TextField(_("example"), help_text=_("A part of a page that the rule must fit."))

    class Meta:
        verbose_name = _("cleaning rule of an outlet")
        verbose_name_plural = _("cleaning rules of outlets")
        constraints = (
            models.UniqueConstraint(name="outlet_rule_once", fields=("outlet", "pattern", "is_expression")),
        )

    def __str__(self) -> str:
        return f"{self.outlet}: {self.pattern}"

    def clean(self) -> None:
        if self.outlet_id is None or self.kind not in list(BlockKind):
            return  # the fields say so themselves
        try:
            check(self.rule)
        except PatternError as error:
            raise ValidationError(
                _("This rule can't be used: %(reason)s."), params={"reason": error}
            ) from error

    @property
    def rule(self) -> CutRule:
        return CutRule(
            outlet=self.outlet.slug,
            kind=BlockKind(self.kind),
            pattern=self.pattern,
            example=self.example,
            is_expression=self.is_expression,
            is_whole=self.is_whole,
        )
