"""What is known about an article, for its page: value, how it is known, the words it rests on, who set it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from articles.changes.fields import LABELS, current_value, field_subject, in_words
from articles.editing import FIELD
from articles.ingest.decisions import FIELDS
from articles.models import Article, Change
from articles.models.runs import PASTED
from articles.templatetags.newsroom import language_name

HOW_LABELS = {
    "editor": gettext_lazy("set by an editor"),
    "given": gettext_lazy("given with the file"),
    "signature": gettext_lazy("recognised from the page's furniture"),
    "credit": gettext_lazy("named in the text's credit line"),
    "markup": gettext_lazy("found in the page's markup"),
    "text": gettext_lazy("found in the text"),
    "inferred": gettext_lazy("inferred"),
    "unknown": gettext_lazy("unknown"),
}
# Rules of the ledger are no words of the page.
_WITHOUT_EVIDENCE = frozenset({"language", "headline"})


@dataclass(frozen=True, kw_only=True)
class KnownValue:
    """`value` is empty for nothing; `by` is who set it by hand, `rules` what the rules say instead."""

    name: str
    label: str
    value: str
    how: str
    how_label: str
    evidence: str
    by: str = ""
    rules: str = ""


def known_values(article: Article) -> Iterator[KnownValue]:
    """All that is known or may be known, in the order of a page's head."""
    setters = _setters(article)
    for name in FIELDS:
        stored = article.provenance.get(name, {})
        value = in_words(name, current_value(article, name))
        how = stored.get("how", "unknown")
        is_known = bool(value) or how == "editor"
        is_pasted = how == "given" and article.source_file == PASTED  # in no line of anybody's file
        rules = stored.get("rules", {}).get("value", "")
        yield KnownValue(
            name=name,
            label=str(LABELS[name]),
            value=language_name(value) if name == "language" else value,
            how=how if is_known else "unknown",
            how_label=str(HOW_LABELS[how if is_known else "unknown"]),
            evidence="" if name in _WITHOUT_EVIDENCE or is_pasted else stored.get("evidence", ""),
            by=setters.get(field_subject(article, name), ""),
            rules=in_words(name, rules) if how == "editor" else "",
        )


def _setters(article: Article) -> dict[str, str]:
    """Who set which field by hand, by subject; no query where nobody did."""
    decided = [name for name in FIELDS if article.provenance.get(name, {}).get("how") == "editor"]
    if not decided:
        return {}
    subjects = [field_subject(article, name) for name in decided]
    changes = Change.objects.filter(kind=FIELD, subject__in=subjects).latest_per_subject()
    return dict(changes.values_list("subject", "by_name"))
