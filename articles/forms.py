"""What readers may ask: every value from an address goes through one of these."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import Exists, Model, OuterRef, TextChoices
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from articles.analysis.normalise import fold_key
from articles.changes import KINDS
from articles.comparison import MOST_SENTENCES
from articles.models import Article, Entity, Outlet, Story
from articles.models.corrections import LinkVerdict
from articles.models.entities import EntityKind

LONGEST_QUERY = 200
MOST_ENTITIES = 10


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


class DayField(forms.DateField):
    """A day as browsers send it, whatever the language of the page."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, input_formats=["%Y-%m-%d"], **kwargs)


class EntitiesField(forms.Field):
    """Some entities by their ids, each once, in the order given."""

    widget = forms.MultipleHiddenInput

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> tuple[Entity, ...]:
        whole = forms.IntegerField(min_value=1, max_value=2**63 - 1)
        try:
            ids = list(dict.fromkeys(whole.clean(text) for text in value or ()))
        except forms.ValidationError as error:
            raise forms.ValidationError(_("There is no such name.")) from error
        if len(ids) > MOST_ENTITIES:
            raise forms.ValidationError(_("At most %(most)d names at once."), params={"most": MOST_ENTITIES})
        found = Entity.objects.select_related("same_as").in_bulk(ids)
        if len(found) < len(ids):
            raise forms.ValidationError(_("There is no such name."))
        return tuple(dict.fromkeys(found[pk].same_as or found[pk] for pk in ids))


def outlet_choice() -> "forms.ModelChoiceField[Outlet]":
    published = Exists(Article.objects.filter(outlet=OuterRef("pk")))
    return forms.ModelChoiceField(
        Outlet.objects.filter(published).order_by("slug"),
        label=_("Outlet"),
        required=False,
        empty_label=_("All outlets"),
    )


class SearchForm(forms.Form):
    q = _Words(label=_("Search"))


class ArticleFilter(forms.Form):
    q = _Words(label=_("Words"))
    outlet = outlet_choice()
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
    outlet = outlet_choice()
    story = forms.ModelChoiceField(Story.objects.standing(), required=False, widget=forms.HiddenInput)
    order = forms.ChoiceField(
        label=_("Order"), required=False, choices=[("", _("Most articles first")), ("name", _("By name"))]
    )


class EntityContexts(forms.Form):
    """Which part of an entity's page is asked for, and which of its mentions."""

    show = forms.ChoiceField(
        required=False, choices=[(show, show) for show in ("mentions", "quoted", "said")]
    )
    outlet = outlet_choice()
    story = forms.ModelChoiceField(Story.objects.standing(), required=False, widget=forms.HiddenInput)
    spelling = forms.CharField(required=False, max_length=LONGEST_QUERY, strip=False)


class _ArticleChoice(_ChoiceAmongMany):
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

    @property
    def pair(self) -> tuple[Article, Article] | None:
        """The two, where they can be compared; a wrong choice of what to show doesn't keep them from it."""
        if not self.is_bound or self.errors.keys() & {"a", "b", NON_FIELD_ERRORS}:
            return None
        return self.cleaned_data["a"], self.cleaned_data["b"]


class NamesFilter(EntityFilter):
    """Proposals to join two names."""


class EntityPairForm(forms.Form):
    """Two entities to be one, or to be kept apart."""

    joins = forms.ModelChoiceField(Entity.objects.all())
    stays = forms.ModelChoiceField(Entity.objects.all())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("joins") and cleaned.get("joins") == cleaned.get("stays"):
            raise forms.ValidationError(_("Two different names are needed."))
        return cleaned


class NameForm(forms.Form):
    """What an entity is called and is."""

    name_ar = forms.CharField(
        label=_("Name in Arabic"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"lang": "ar", "dir": "rtl"}),
    )
    name_en = forms.CharField(
        label=_("Name in English"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"lang": "en", "dir": "ltr"}),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=EntityKind.choices)
    wikidata = forms.RegexField(
        r"^(Q[1-9]\d{0,11})?$",
        label=_("Wikidata number"),
        required=False,
        error_messages={"invalid": _("A Wikidata number is a Q and digits.")},
        widget=forms.TextInput(attrs={"dir": "ltr", "placeholder": "Q42"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not (cleaned.get("name_ar") or cleaned.get("name_en")):
            raise forms.ValidationError(_("A name is needed, in Arabic or in English."))
        return cleaned

    @staticmethod
    def state_of(entity: Entity) -> dict[str, str]:
        return {name: getattr(entity, name) for name in ("name_ar", "name_en", "kind", "wikidata")}


class SpellingForm(forms.Form):
    """A spelling, or a joined row, to be set apart."""

    spelling = forms.CharField(required=False, max_length=300)
    row = forms.ModelChoiceField(Entity.objects.all(), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("row") and not fold_key(cleaned.get("spelling", "")):
            raise forms.ValidationError(_("This spelling is no longer here."))
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


class BlockDecision(forms.Form):
    """What is to become of a part of a page, named by its key; see articles.ingest.decisions."""

    part = forms.RegexField(r"^[0-9a-f]{16}:[1-9][0-9]{0,5}$")
    decision = forms.ChoiceField(choices=[(name, name) for name in ("keep", "cut", "rules", "article")])


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


class RevisionChoice(forms.Form):
    """Which of an article's changes to show; the latest without it."""

    revision = forms.IntegerField(required=False, min_value=1)
