"""Which two articles to compare, what to show of them, and what editors say of their links."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from articles.comparison.articles import MOST_SENTENCES
from articles.forms.choices import ChoiceAmongMany, offer
from articles.models import Article
from articles.models.corrections import LinkVerdict


class _ArticleChoice(ChoiceAmongMany):
    def label_from_instance(self, article: Article) -> str:
        return f"{article.outlet_name}: {article.display_title}"


class CompareView(TextChoices):
    """What a page of two articles shows of them."""

    ROWS = "rows", _("Everything")
    DIFFERENCES = "differences", _("Only differences")
    CONFLICTS = "conflicts", _("Only conflicts")
    QUOTATIONS = "quotations", _("Only quotations")
    ORIGINAL = "original", _("Original order")


class CompareForm(forms.Form):
    """Two articles chosen by hand, how much of them to show, what to mark, and which link to explain."""

    a = _ArticleChoice(Article.objects.with_bodies(), label=_("First article"), empty_label=None)
    b = _ArticleChoice(Article.objects.with_bodies(), label=_("Second article"), empty_label=None)
    view = forms.ChoiceField(label=_("Show"), required=False, choices=CompareView.choices)
    marks = forms.MultipleChoiceField(
        label=_("Mark"),
        required=False,
        choices=[
            ("names", _("Names")),
            ("figures", _("Figures and dates")),
            ("quotations", _("Quotations")),
            ("copied", _("Copied passages")),
        ],
    )
    link = forms.RegexField(r"^[1-9]\d{0,3}-[1-9]\d{0,3}$", required=False)

    def offer_newest(self, *, most: int = 200) -> None:
        """List articles to choose from; whoever has chosen needs no list."""
        newest = list(Article.objects.for_lists().newest()[:most])
        for name in ("a", "b"):
            offer(self, name, newest)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            raise forms.ValidationError(_("Choose two different articles."))
        for name in ("a", "b"):
            if name in cleaned and len(cleaned[name].sentences) > MOST_SENTENCES:
                message = _("This article is too long to be compared: it has more than %(most)d sentences.")
                self.add_error(name, message % {"most": MOST_SENTENCES})
        return cleaned

    @property
    def pair(self) -> tuple[Article, Article] | None:
        """The two, where they can be compared; a wrong choice of what to show doesn't keep them from it."""
        if not self.is_bound or self.errors.keys() & {"a", "b", NON_FIELD_ERRORS}:
            return None
        return self.cleaned_data["a"], self.cleaned_data["b"]


class LinkForm(forms.Form):
    """An editor's verdict on two sentences, known by their hashes; an empty one leaves it to the rules."""

    a = forms.ModelChoiceField(Article.objects.for_lists())
    b = forms.ModelChoiceField(Article.objects.for_lists())
    hash_a = forms.RegexField(r"^[0-9a-f]{64}$")
    hash_b = forms.RegexField(r"^[0-9a-f]{64}$")
    verdict = forms.ChoiceField(required=False, choices=LinkVerdict.choices)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            raise forms.ValidationError(_("Choose two different articles."))
        return cleaned
