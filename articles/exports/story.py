"""A story to take away: as JSON for programs, CSV for spreadsheets, Markdown for reports."""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass

from django.utils.translation import get_language, get_language_bidi, gettext

from articles.analysis.stories.tallies import Agreement
from articles.exports.spreadsheets import BYTE_ORDER_MARK, no_formula
from articles.exports.writing import inline, quoted
from articles.models import Article
from articles.sheets import AGREEMENT_LABELS, PART_LABELS, Entry, Part, PartName, Sheet

Articles = Mapping[int, Article]


@dataclass(frozen=True, kw_only=True)
class StoryFormat:
    name: str
    content_type: str
    write: Callable[[Sheet, Articles], str]


def as_json(sheet: Sheet, articles: Articles) -> str:
    """All of the sheet; positions are code points of the bodies, which stand with their articles."""
    told = asdict(sheet) | {"pins": str(sheet.pins)}
    told["sources"] = [asdict(one) | {"body": articles[one.article].body} for one in sheet.sources]
    return json.dumps(told, ensure_ascii=False, indent=1)


def as_csv(sheet: Sheet, articles: Articles) -> str:
    """One row for each wording of each finding, with the mark that tells Excel that this is UTF-8."""
    file = io.StringIO()
    rows = csv.writer(file)
    rows.writerow(["part", "entry", "note", "article", "outlet", "language", "start", "state", "text"])
    for part in sheet.parts:
        for number, entry in enumerate(part.entries, start=1):
            for said in entry.said:
                article = articles[said.article]
                who = (article.pk, no_formula(article.outlet_name), article.language)
                words = (said.start, no_formula(said.state), no_formula(said.text))
                rows.writerow([part.name.value, number, entry.note, *who, *words])
    return BYTE_ORDER_MARK + file.getvalue()


def as_markdown(sheet: Sheet, articles: Articles) -> str:
    """A report in the reader's language; each text in a block of its own direction."""
    direction = "rtl" if get_language_bidi() else "ltr"
    parts = [*_head(sheet, articles), *(text for part in sheet.parts for text in _part(part, articles))]
    return "\n\n".join([f'<div dir="{direction}" lang="{get_language()}">', *parts, "</div>"]) + "\n"


def _head(sheet: Sheet, articles: Articles) -> Iterator[str]:
    yield "# " + inline(" / ".join(dict.fromkeys(source.outlet for source in sheet.sources)))
    for source in sheet.sources:
        known = (source.headline, source.published[:10], source.url)
        told = " · ".join(inline(part) for part in known if part)
        yield f"**{inline(source.outlet)}**: {told}  \n`SHA-256 {source.sha256}`"
    yield gettext("Found by rules, version %(version)s.") % {"version": inline(sheet.rules_version)}


def _part(part: Part, articles: Articles) -> Iterator[str]:
    yield f"## {PART_LABELS[part.name]} ({len(part.entries)})"
    for number, entry in enumerate(part.entries, start=1):
        yield f"### {number}" + (f": {_note(part.name, entry.note)}" if entry.note else "")
        yield from _entry(entry, articles)


def _note(name: PartName, note: str) -> str:
    return str(AGREEMENT_LABELS[Agreement(note)]) if name is PartName.FIGURES else inline(note)


def _entry(entry: Entry, articles: Articles) -> Iterator[str]:
    for said in entry.said:
        article = articles[said.article]
        yield from quoted(article, said.text)


STORY_FORMATS = {
    "json": StoryFormat(name="JSON", content_type="application/json", write=as_json),
    "csv": StoryFormat(name="CSV", content_type="text/csv; charset=utf-8", write=as_csv),
    "md": StoryFormat(name="Markdown", content_type="text/markdown; charset=utf-8", write=as_markdown),
}
