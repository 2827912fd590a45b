"""A page's title that also names its site: the part that the page prints as headline, and the other."""

import re
from collections.abc import Collection
from dataclasses import replace

from articles.ingest.outlets import given_outlet
from articles.ingest.phrases import book, forms
from articles.ingest.records import How, Known, Stated

_BETWEEN = re.compile(r"\s*(?:\s[-–—|]|[|»·•:]{1,2})\s+")
# Shorter parts name sites and sections.
_SHORTEST = 4
_MOST_SITE_WORDS = 5


def with_printed_headline(stated: Stated, keys: Collection[str]) -> Stated:
    """What is stated, the headline cut to its longest part that is a line; `keys` are without white space."""
    known = stated.headline
    if not known.evidence.startswith("title: ") or not known.value or _key(known.value) in keys:
        return stated
    ends = [match.span() for match in _BETWEEN.finditer(known.value)]
    parts = [part for start, end in ends for part in (known.value[:start], known.value[end:])]
    printed = [part for part in parts if len(part.split()) >= _SHORTEST and _key(part) in keys]
    if not printed:
        return stated
    headline = max(printed, key=len)
    stated = replace(stated, headline=replace(known, value=headline))
    name = "" if stated.outlet.value else site_beside(known.value, headline)
    if not name:
        return stated
    return replace(stated, outlet=Known(value=given_outlet(name), how=How.INFERRED, evidence=known.evidence))


def site_beside(title: str, headline: str) -> str:
    """The name that a title puts behind the headline and the names of sections, or before it; else ""."""
    before, found, after = title.partition(headline)
    parts = [part.strip() for part in _BETWEEN.split(after or before) if part.strip()]
    if not found or len(headline) == len(title) or bool(before) == bool(after) or not parts:
        return ""
    name = parts[-1] if after else parts[0]
    is_name = len(name.split()) <= _MOST_SITE_WORDS and any(map(str.isalpha, name))
    return name if is_name and not book("sections.pieces", "furniture.pieces").covers(forms(name)) else ""


def _key(text: str) -> str:
    return "".join(text.split())
