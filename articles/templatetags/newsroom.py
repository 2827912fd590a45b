"""What templates need to say about languages, addresses and findings."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

register = template.Library()

RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ks ku ps sd syr ug ur yi".split())

# In newsroom words: why a stretch of the original is no part of the article.
BLOCK_LABELS = {
    "caption": _("Picture caption"),
    "comments": _("Comment form"),
    "credit": _("Credit"),
    "furniture": _("Part of the page, not of the article"),
    "headline": _("Headline, kept apart from the text"),
    "keywords": _("Keywords"),
    "other_article": _("Another article"),
    "related": _("Links to other pieces"),
}
REASON_LABELS = {
    "date": _("Dates near each other"),
    "entities": _("The same names"),
    "figures": _("The same figures"),
    "headline": _("Words of the headlines"),
    "names": _("The same names"),
    "quotes": _("The same quotations"),
    "terms": _("The same telling words"),
    "time": _("Dates near each other"),
    "wording": _("The same wording"),
    "words": _("The same words"),
}
EVIDENCE_LABELS = {
    "date": _("Dates"),
    "different": _("Where they differ"),
    "figure": _("Figures"),
    "meaning": _("Near in meaning"),
    "name": _("Names"),
    "quote": _("Quoted words"),
    "shared": _("Shared words"),
    "wording": _("Shared wording"),
    "word": _("Shared words"),
}


@register.filter
def direction(language: str | None) -> str:
    """The value of `dir` for a text in this language; an unknown one decides by its own letters."""
    if not language or language == "und":
        return "auto"
    return "rtl" if language.split("-")[0].lower() in RIGHT_TO_LEFT else "ltr"


@register.filter
def language_name(language: str | None) -> str:
    """The language's name in the reader's language; its code where nobody has named it."""
    try:
        name = Locale.parse(get_language() or "en", sep="-").languages.get(language or "")
    except (UnknownLocaleError, ValueError):
        name = None
    return name or language or ""


@register.filter
def block_label(kind: str) -> str:
    return str(BLOCK_LABELS.get(kind, kind))


@register.filter
def reason_label(kind: str) -> str:
    return str(REASON_LABELS.get(kind, kind))


@register.filter
def evidence_label(kind: str) -> str:
    return str(EVIDENCE_LABELS.get(kind, kind))


@register.filter
def percent(share: float | None) -> int:
    """A share from 0 to 1 as a whole number of hundredths."""
    return round(100 * min(max(share or 0.0, 0.0), 1.0))


@register.simple_tag(takes_context=True)
def in_language(context: dict[str, Any], language: str) -> str:
    """The address of this same page in another language of the interface."""
    return translate_url(context["request"].get_full_path(), language)
