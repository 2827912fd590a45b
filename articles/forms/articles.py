"""Which articles an address of old asked for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.forms.choices import ChoiceAmongMany, Words, offer, outlet_choice
from articles.models import Entity


class ArticleFilter(forms.Form):
    q = Words(label=_("Words"))
    outlet = outlet_choice()
    entity = ChoiceAmongMany(
        Entity.objects.order_by("pk"), label=_("Name"), required=False, empty_label=_("All names")
    )

    def __init__(self, *args: Any, most: int = 40, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "entity", Entity.objects.most_mentioned()[:most])
