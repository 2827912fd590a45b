"""Expressions that people put into sets of terms, or took out of them."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.terms import KEY, LONGEST, Expression, TermRule, TermsError, check

_KEY = RegexValidator(rf"^{KEY.pattern}\Z", _("Small Latin letters, digits and _ only."))


class TermLanguage(models.TextChoices):
    AR = "ar", _("Arabic")
    EN = "en", _("English")


class TermExpressionQuerySet(models.QuerySet["TermExpression"]):
    def rules(self) -> tuple[TermRule, ...]:
        """In the order in which they were made."""
        return tuple(row.rule for row in self.order_by("pk"))


class TermExpression(models.Model):
    """An expression of a concept that the files don't have, or that they have and shall not."""

    concept = models.CharField(_("set of terms"), max_length=40, validators=[_KEY])
    variant = models.CharField(_("way to call it"), max_length=40, validators=[_KEY])
    language = models.CharField(_("language"), max_length=2, choices=TermLanguage)
    text = models.CharField(
        _("expression"),
        max_length=LONGEST,
        help_text=_("Words in their dictionary form; =word is this form only, … up to two others."),
    )
    label = models.CharField(
        _("name of a new set"), max_length=LONGEST, blank=True, help_text=_("Only where the set is new.")
    )
    off = models.BooleanField(_("switched off"), default=False)

    objects = TermExpressionQuerySet.as_manager()

    class Meta:
        verbose_name = _("expression of a set of terms")
        verbose_name_plural = _("expressions of sets of terms")
        constraints = (
            models.UniqueConstraint(
                name="term_expression_once", fields=("concept", "variant", "language", "text")
            ),
        )

    def __str__(self) -> str:
        return self.text

    def clean(self) -> None:
        if self.language not in TermLanguage.values:
            return  # the field says so itself
        try:
            check(self.rule.expression)
        except TermsError as error:
            raise ValidationError(_("There is no word in this expression.")) from error

    @property
    def rule(self) -> TermRule:
        return TermRule(
            concept=self.concept,
            variant=self.variant,
            expression=Expression(text=self.text, language=self.language),
            label=self.label,
            off=self.off,
        )
