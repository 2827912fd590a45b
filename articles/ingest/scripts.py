"""What the scripts of a page hold as JSON."""

import json
from typing import Any

from lxml.html import HtmlElement


def read_script(script: HtmlElement, *, kind: str) -> list[Any]:
    """The value in a script with these letters in its type, as a list of one; broken JSON holds none."""
    if kind not in (script.get("type") or "").lower() or not script.text:
        return []
    try:
        return [json.loads(script.text.strip().removesuffix(";"), strict=False)]
    except (ValueError, RecursionError):
        return []
