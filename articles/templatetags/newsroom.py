"""What templates need to say about languages, addresses and findings."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.analysis.cluster import Ground
from articles.ingest.records import BlockKind

register = template.Library()

RIGHT_TO_LEFT = frozenset(("ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"))

BLOCK_LABELS = {
    BlockKind.HEADLINE: _("Headline, kept apart from the text"),
    BlockKind.PARAGRAPH: _("Paragraph"),
    BlockKind.HEADING: _("Heading"),
    BlockKind.CAPTION: _("Picture caption"),
    BlockKind.BYLINE: _("By-line"),
    BlockKind.DATE: _("Date line"),
    BlockKind.FURNITURE: _("Part of the page, not of the article"),
    BlockKind.CREDIT: _("Source credit"),
    BlockKind.KEYWORDS: _("Keywords"),
    BlockKind.RELATED: _("Links to other pieces"),
    BlockKind.COMMENTS: _("Comments"),
    BlockKind.CODE: _("Program code of the page"),
    BlockKind.SECOND_ARTICLE: _("Another article"),
}
GROUND_LABELS = {
    Ground.WORDS: _("The same telling words"),
    Ground.NAMES: _("The same names"),
    Ground.FIGURES: _("The same figures"),
    Ground.MEANING: _("Near in meaning"),
    Ground.TIME: _("Near in time"),
}
EVIDENCE_LABELS = {
    "name": _("Names"),
    "figure": _("Figures"),
    "word": _("Shared words"),
    "synonym": _("Near in meaning"),
    "quotation": _("Quoted words"),
    "disagreement": _("Where they disagree"),
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
def rule_label(rule: str) -> str:
    """A cleaning rule in words: its name, or the words that an outlet's own rule looks for."""
    return rule.removeprefix("outlet:").replace("_", " ")


@register.filter
def block_label(kind: str) -> str:
    """What a stretch of the original is, in newsroom words."""
    return str(BLOCK_LABELS[BlockKind(kind)])


@register.filter
def ground_label(kind: str) -> str:
    """What speaks for an article's being in its story."""
    return str(GROUND_LABELS[Ground(kind)])


@register.filter
def evidence_label(kind: str) -> str:
    """What two passages have in common."""
    return str(EVIDENCE_LABELS.get(kind, kind))


@register.filter
def percent(share: float | None) -> int:
    """A share from 0 to 1 as a whole number of hundredths."""
    return round(100 * min(max(share or 0.0, 0.0), 1.0))


@register.simple_tag(takes_context=True)
def in_language(context: dict[str, Any], language: str) -> str:
    """The address of this same page in another language of the interface."""
    return translate_url(context["request"].get_full_path(), language)
