"""What readers may ask of the calendar and of a day."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import outlet_choice
from articles.models import Article, Entity, Story
from articles.models.articles import ArticleQuerySet


class CoverageFilter(forms.Form):
    """Which articles count; a name and a story come from the links of their pages."""

    outlet = outlet_choice()
    entity = forms.ModelChoiceField(
        Entity.objects.select_related("same_as"), required=False, widget=forms.HiddenInput
    )
    story = forms.ModelChoiceField(
        Story.objects.standing().with_members(), required=False, widget=forms.HiddenInput
    )

    def clean_entity(self) -> Entity | None:
        entity: Entity | None = self.cleaned_data["entity"]
        return entity.same_as or entity if entity else None

    def articles(self) -> ArticleQuerySet:
        """Those that fit; none where the form is not valid."""
        if not self.is_valid():
            return Article.objects.none()
        asked = self.cleaned_data
        articles = Article.objects.from_outlet(asked["outlet"]).of_story(asked["story"])
        return articles.mentioning(asked["entity"])

    def kept(self) -> dict[str, str]:
        """What stays in the addresses of other months and days."""
        return {name: self.data[name] for name in ("outlet", "entity", "story") if self.data.get(name)}


class MonthFilter(CoverageFilter):
    month = forms.DateField(
        label=_("Month"),
        required=False,
        input_formats=["%Y-%m"],
        widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}),
    )

    def clean_month(self) -> date | None:
        month: date | None = self.cleaned_data["month"]
        return month.replace(day=1) if month else None
