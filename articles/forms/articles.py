"""Which articles an address of old asked for."""

from django import forms

from articles import search
from articles.forms.choices import outlet_choice
from articles.forms.search import QueryText
from articles.models import Entity
from articles.retrieval.understanding import condition_for
from articles.search import Field, Query


class ArticleFilter(forms.Form):
    q = QueryText()
    outlet = outlet_choice()
    entity = forms.ModelChoiceField(Entity.objects.order_by("pk"), required=False)

    def query(self) -> Query:
        """The search for the same; what is not known here is left out."""
        asked = self.cleaned_data
        rows = ((Field.OUTLET, asked.get("outlet")), (Field.ENTITY, asked.get("entity")))
        typed = search.parse(asked["q"])
        return Query(
            groups=typed.groups,
            excluded=typed.excluded,
            conditions=(*typed.conditions, *(condition_for(field, row) for field, row in rows if row)),
        )
