"""What administrators decide about a paragraph that an outlet's articles repeat."""

from django import forms

from articles.repeats import LONGEST


class PartDecision(forms.Form):
    text = forms.CharField(max_length=LONGEST, strip=False)
    decision = forms.ChoiceField(choices=[(name, name) for name in ("cut", "leave", "ask")])
