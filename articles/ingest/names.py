"""Names of packed files, which are in UTF-8 or in the code page of a machine that no archive names."""

import re
import unicodedata
from collections.abc import Iterable

from articles.ingest.decode import ARABIC_ENOUGH, arabic_likelihood

# What Windows and DOS write for Arabic, each with the least likelihood of its letters: small Cyrillic letters
# of DOS are Arabic ones in the second.
_ARABIC_PAGES = {"cp1256": ARABIC_ENOUGH - 1, "cp720": ARABIC_ENOUGH}
# Those for Cyrillic and the west; where none fits, the one that archives are specified to have comes first.
_OTHER_PAGES = ("cp437", "cp866", "cp1251", "cp850", "cp1252")
# All names of an archive are looked at together, up to so many bytes.
_SAMPLE = 20_000
_FITTING = 0.9
_SIGNS = frozenset("–—’‘“”«»…،؛؟°№")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u0670-\u06d3]")
_WORD = re.compile(r"[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u064b-\u0652])*")


def decode_name(raw: bytes, *, page: str) -> str:
    """A name in UTF-8, else in `page`; bytes that are neither stay apart from each other, as by cp437."""
    for encoding in ("utf-8", page):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("cp437")


def find_page(names: Iterable[bytes]) -> str:
    """The code page that names packed together share: that by which their letters make words."""
    sample = b"\n".join(name for name in names if not _is_utf8(name))[:_SAMPLE]
    read = {page: text for page in (*_ARABIC_PAGES, *_OTHER_PAGES) if (text := _strictly(sample, page))}
    likelihood = {page: _likelihood(text) for page, text in read.items() if _fit(text) >= _FITTING}
    arabic = [page for page, least in _ARABIC_PAGES.items() if likelihood.get(page, least) > least]
    if arabic:
        return max(arabic, key=lambda page: likelihood[page])
    return max(_OTHER_PAGES, key=lambda page: _fit(read.get(page, "")))


def _is_utf8(name: bytes) -> bool:
    return decode_name(name, page="cp437").encode() == name


def _strictly(raw: bytes, page: str) -> str:
    try:
        return raw.decode(page)
    except UnicodeDecodeError:
        return ""


def _likelihood(text: str) -> float:
    """Of the Arabic letters alone: names mix languages."""
    return arabic_likelihood("".join(_ARABIC_LETTER.findall(text)))


def _fit(text: str) -> float:
    """The share of characters beyond ASCII that are signs, or in words of one script and case."""
    foreign = sum(character > "\x7f" for character in text)
    if not foreign:
        return 0
    words = "".join(word for word in _WORD.findall(text) if _is_plausible(word))
    in_words = sum(character > "\x7f" for character in words)
    signs = sum(character in _SIGNS for character in text)
    return (in_words + signs) / foreign


def _is_plausible(word: str) -> bool:
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in word if letter.isalpha()}
    has_case = word.lower() != word.upper()
    return len(scripts) == 1 and (not has_case or word.islower() or word.isupper() or word.istitle())
