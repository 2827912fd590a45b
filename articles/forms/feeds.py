"""What administrators may say about feeds."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import NamesSelect
from articles.ingest.outlets import given_outlet
from articles.ingest.records import OutletRef
from articles.models import Feed, Outlet
from articles.models.feeds import FeedState

LONGEST_NAME = 200
INTERVALS = [
    (5, _("every 5 minutes")),
    (15, _("every 15 minutes")),
    (30, _("every half hour")),
    (60, _("every hour")),
    (180, _("every 3 hours")),
    (720, _("twice a day")),
    (1440, _("once a day")),
]


class _WebAddress(forms.URLField):
    default_validators = [URLValidator(schemes=("http", "https"))]  # noqa: RUF012  as Django's own are

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=700, assume_scheme="https", **kwargs)


class AddressForm(forms.Form):
    """The address of a feed, or of a page that names one."""

    address = _WebAddress(
        label=_("Address of a feed or of a site"),
        widget=forms.URLInput(attrs={"dir": "ltr", "placeholder": "https://", "inputmode": "url"}),
    )


class FeedSettings(forms.Form):
    """How a feed is polled, and whose articles it brings."""

    outlet = forms.ModelChoiceField(
        Outlet.objects.order_by("slug"),
        label=_("Outlet"),
        required=False,
        empty_label=_("as each article’s page tells"),
        widget=NamesSelect,
    )
    interval = forms.TypedChoiceField(label=_("How often"), coerce=int, initial=30, choices=INTERVALS)

    def __init__(self, *args: Any, feed: Feed | None = None, **kwargs: Any) -> None:
        if feed:
            kwargs["initial"] = {"outlet": feed.outlet_id, "interval": feed.interval}
        super().__init__(*args, **kwargs)
        if feed and feed.interval not in dict(INTERVALS):
            minutes = (feed.interval, _("every %(minutes)d minutes") % {"minutes": feed.interval})
            self.fields["interval"].choices = [minutes, *INTERVALS]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> OutletRef | None:
        """The outlet chosen; only of a valid form."""
        outlet = self.cleaned_data["outlet"]
        return outlet.ref if outlet else None


class NewFeed(FeedSettings):
    """A feed that was found, with its settings; a new outlet is named where none of the known ones is it."""

    address = _WebAddress(widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("or a new outlet, by name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    field_order = ("outlet", "name", "interval", "address")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if name and not any(map(str.isalnum, name)):
            raise forms.ValidationError(_("This is no name."))
        return name

    @property
    def chosen(self) -> OutletRef | None:
        name = self.cleaned_data["name"]
        return super().chosen or (given_outlet(name) if name else None)


class FeedStateForm(forms.Form):
    state = forms.ChoiceField(choices=FeedState.choices)
