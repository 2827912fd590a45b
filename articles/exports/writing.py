"""Words of articles in Markdown: they stay words there, in their own direction."""

import re

from articles.models import Article

# What CommonMark reads as more than letters: anywhere, at the start of a line, or behind a number there.
_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]|^[#+=-]|(?<=\d)[.)](?=\s)")
_ISOLATE, _POP = "\u2068", "\u2069"


def quoted(article: Article, text: str) -> tuple[str, ...]:
    """Words of an article as a block of Markdown in their own direction, with whose they are."""
    opening = f'<div dir="auto" lang="{article.language}">'
    return opening, f"> {escaped(text)} ({inline(article.outlet_name)})", "</div>"


def inline(text: str) -> str:
    """Words that keep their direction to themselves, whatever stands around them."""
    return _ISOLATE + escaped(text) + _POP


def escaped(text: str) -> str:
    """On one line, and read as letters only."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(text.split()))
