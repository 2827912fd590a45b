"""A page's title that also names its site, and the part of it that the page prints as headline."""

import re
from collections.abc import Collection
from dataclasses import replace

from articles.ingest.records import Stated

_BETWEEN = re.compile(r"\s*(?:\s[-–—|]|[|»·•:]{1,2})\s+")
# Shorter parts name sites and sections.
_SHORTEST = 4


def with_printed_headline(stated: Stated, keys: Collection[str]) -> Stated:
    """What is stated, the headline cut to its longest part that is a line; `keys` are without white space."""
    known = stated.headline
    if not known.evidence.startswith("title: ") or not known.value or _key(known.value) in keys:
        return stated
    ends = [match.span() for match in _BETWEEN.finditer(known.value)]
    parts = [part for start, end in ends for part in (known.value[:start], known.value[end:])]
    printed = [part for part in parts if len(part.split()) >= _SHORTEST and _key(part) in keys]
    return replace(stated, headline=replace(known, value=max(printed, key=len))) if printed else stated


def _key(text: str) -> str:
    return "".join(text.split())
