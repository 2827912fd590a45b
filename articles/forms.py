"""What readers may ask: every value from an address goes through one of these."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from articles.changes import KINDS
from articles.comparison import MOST_SENTENCES
from articles.models import Article, Entity, Outlet
from articles.models.entities import EntityKind

LONGEST_QUERY = 200


class _Words(forms.CharField):
    """A reader's words."""

    widget = forms.TextInput(attrs={"type": "search"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=LONGEST_QUERY, **kwargs)


class _ChoiceAmongMany(forms.ModelChoiceField):  # type: ignore[type-arg]
    """Takes any row, offers only some: a list of all would be too long to choose from."""

    def offer(self, rows: Iterable[Model], *, chosen: object) -> None:
        """Offer these rows and, where it exists, the one already chosen."""
        offered = {row.pk: row for row in rows}
        try:
            row = self.to_python(chosen)
        except forms.ValidationError:
            row = None
        if row is not None:
            offered.setdefault(row.pk, row)
        choices = [(pk, self.label_from_instance(row)) for pk, row in offered.items()]
        self.choices = [("", self.empty_label), *choices] if self.empty_label else choices


def _offer(form: forms.Form, name: str, rows: Iterable[Model]) -> None:
    field = form.fields[name]
    assert isinstance(field, _ChoiceAmongMany)
    field.offer(rows, chosen=form.data.get(name))


class SearchForm(forms.Form):
    q = _Words(label=_("Search"))


class ArticleFilter(forms.Form):
    q = _Words(label=_("Words"))
    outlet = forms.ModelChoiceField(
        Outlet.objects.filter(articles__isnull=False).distinct().order_by("slug"),
        label=_("Outlet"),
        required=False,
        empty_label=_("All outlets"),
    )
    entity = _ChoiceAmongMany(
        Entity.objects.order_by("pk"), label=_("Name"), required=False, empty_label=_("All names")
    )

    def __init__(self, *args: Any, most: int = 40, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "entity", Entity.objects.most_mentioned()[:most])


class EntityFilter(forms.Form):
    q = _Words(label=_("Name"))
    kind = forms.ChoiceField(
        label=_("Kind"), required=False, choices=[("", _("All kinds")), *EntityKind.choices]
    )


class _ArticleChoice(_ChoiceAmongMany):
    def label_from_instance(self, article: Article) -> str:
        return f"{article.outlet_name}: {article.display_title}"


class CompareForm(forms.Form):
    """Two articles chosen by hand, and how much of them to show."""

    a = _ArticleChoice(Article.objects.for_lists(), label=_("First article"), empty_label=None)
    b = _ArticleChoice(Article.objects.for_lists(), label=_("Second article"), empty_label=None)
    only = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[("all", _("Everything")), ("differences", _("Only differences"))],
    )

    def __init__(self, *args: Any, most: int = 200, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        newest = list(Article.objects.for_lists().newest()[:most])
        for name in ("a", "b"):
            _offer(self, name, newest)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("a") and cleaned.get("a") == cleaned.get("b"):
            raise forms.ValidationError(_("Choose two different articles."))
        for name in ("a", "b"):
            if name in cleaned and len(cleaned[name].sentences) > MOST_SENTENCES:
                message = _("This article is too long to be compared: it has more than %(most)d sentences.")
                self.add_error(name, message % {"most": MOST_SENTENCES})
        return cleaned


class LogFilter(forms.Form):
    kind = forms.ChoiceField(label=_("What"), required=False)
    by = forms.CharField(label=_("Who"), required=False, max_length=150)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(name, kind.label) for name, kind in KINDS.items()]
        self.fields["kind"].choices = [("", _("All changes")), *kinds]  # type: ignore[attr-defined]


class ReturnForm(forms.Form):
    """Where to go on after a change: a page of this site and of no other."""

    next = forms.CharField(max_length=2000)

    def clean_next(self) -> str:
        address: str = self.cleaned_data["next"]
        if not address.startswith("/") or not url_has_allowed_host_and_scheme(address, allowed_hosts=None):
            raise forms.ValidationError(_("This is no page of this site."))
        return address
