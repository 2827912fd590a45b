"""What templates need to say about languages, addresses and findings."""

from typing import Any

from babel import Locale, UnknownLocaleError
from django import template
from django.urls import translate_url
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from articles.analysis.stories.cluster import Ground
from articles.ingest.records import BlockKind
from articles.models import reasons

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
RULE_LABELS = {
    "before_headline": _("stands above the headline"),
    "page_title": _("repeats the headline with the site's name"),
    "headline": _("the headline"),
    "headline_repeated": _("repeats the headline"),
    "site_name": _("the site's name"),
    "code": _("style sheet, script or markup"),
    "no_words": _("has no words"),
    "number": _("a mere number"),
    "outlet_furniture": _("what only this outlet's pages print"),
    "comment_form": _("a comment form"),
    "comment_form_part": _("part of a comment form"),
    "comments_label": _("opens readers' comments"),
    "reader_comment": _("written by readers"),
    "keywords_label": _("a label of keywords"),
    "keyword": _("a keyword"),
    "hashtags": _("hashtags"),
    "related_cue": _("a cue of links"),
    "related_link": _("begins as a link does"),
    "related_item": _("stands below a cue of links"),
    "source_label": _("a label of sources"),
    "source_name": _("stands behind a label of sources"),
    "agency_alone": _("an agency's name alone"),
    "staff_credit": _("names who worked on it"),
    "initials": _("initials and agencies"),
    "caption_label": _("a label of pictures"),
    "caption_opening": _("begins as captions do"),
    "caption_repeated": _("repeats a caption"),
    "picture_credit": _("ends with a picture's source"),
    "credited_as_dateline": _("ends with the dateline's credit"),
    "above_picture_credit": _("stands above a picture's source"),
    "byline_label": _("a label of writers"),
    "byline_name": _("stands behind a label of writers"),
    "byline_alone": _("names an office of writers"),
    "name_beside_byline": _("a name beside a by-line or date"),
    "place_and_name": _("a place and a name"),
    "place": _("a place alone"),
    "dateline": _("a dateline of its own"),
    "address": _("an address"),
    "page_address": _("the page's own address"),
    "date_line": _("a date and nothing else"),
    "age_at_end": _("ends with how long ago it was"),
    "dated_dateline": _("a dateline with its date"),
    "page_controls": _("buttons of the page"),
    "page_prompt": _("a prompt to readers"),
    "page_notice": _("a notice of the page"),
    "copyright": _("a copyright line"),
    "post_signature": _("signs a post"),
    "section": _("the name of a section"),
    "breadcrumb": _("the way from the front page"),
    "menu": _("a run of links"),
    "second_article": _("another article begins"),
    "headlines_of_others": _("headlines of other articles behind each other"),
    "numbered_reply": _("the number of a reply"),
    "second_element": _("an article element of its own"),
    "after_the_end": _("stands after the end"),
    "paragraph": _("a paragraph"),
    "standfirst": _("a standfirst under the headline"),
    "heading": _("short, open, before a paragraph"),
    "outside_the_article": _("outside the article"),
    "page_header": _("in the page's header"),
    "page_navigation": _("among the links of the page"),
    "page_aside": _("beside the article"),
    "page_footer": _("in the page's footer"),
    "page_form": _("in a form"),
    "figure_caption": _("stands under a picture"),
    "page_comments": _("among the comments of readers"),
    "page_related": _("among links to other articles"),
    "author_name": _("the author's name alone"),
    "counter": _("which picture of how many"),
    "h1": _("a heading of the page"),
    "h2": _("a heading of the page"),
    "h3": _("a heading of the page"),
    "h4": _("a heading of the page"),
    "h5": _("a heading of the page"),
    "h6": _("a heading of the page"),
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
def told(reason: str) -> str:
    """Why something was refused, in the reader's language."""
    return reasons.told(reason)


@register.filter
def rule_label(rule: str) -> str:
    """A cleaning rule in words; of an outlet's own rule the words that it looks for."""
    return str(RULE_LABELS.get(rule) or rule.removeprefix("outlet:").replace("_", " "))


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
