"""Forms in which editors say what a story is called and what belongs to it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Story

LONGEST_TITLE = 300


class StoryTitleForm(forms.Form):
    """Empty titles leave it to the headlines."""

    title_ar = forms.CharField(required=False, max_length=LONGEST_TITLE)
    title_en = forms.CharField(required=False, max_length=LONGEST_TITLE)

    @property
    def value(self) -> dict[str, str] | None:
        titles = {"ar": self.cleaned_data["title_ar"], "en": self.cleaned_data["title_en"]}
        return titles if any(titles.values()) else None


class StoryLockForm(forms.Form):
    locked = forms.BooleanField(required=False)


class StorySplitForm(forms.Form):
    """Articles of one story that are to be another."""

    articles = forms.ModelMultipleChoiceField(
        Article.objects.none(), error_messages={"required": _("Choose the articles to split off.")}
    )

    def __init__(self, *args: Any, story: Story, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["articles"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Article.objects.filter(story=story).only("pk")


class StoryChoice(forms.Form):
    """The story that something goes into; none for a new one."""

    story = forms.ModelChoiceField(Story.objects.standing(), required=False)
