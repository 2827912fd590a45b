"""Bytes to text: byte order marks, UTF-16 without one, UTF-8, and the old code pages of newsrooms."""

import codecs
import math
import re
import string
from dataclasses import dataclass
from functools import cache

from charset_normalizer import from_bytes

from articles.analysis.text.language import detect
from articles.ingest import words
from articles.ingest.reasons import Reason
from articles.ingest.reasons import gettext_noop as _
from articles.ingest.records import IngestError

MAX_BYTES = 2_000_000

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_MAGIC = (
    (b"%PDF", _("a PDF file")),
    (b"PK\x03\x04", _("a zip archive or office document")),
    (b"\x89PNG", _("a PNG image")),
    (b"GIF8", _("a GIF image")),
    (b"\xff\xd8\xff", _("a JPEG image")),
    (b"\xd0\xcf\x11\xe0", _("an old office document")),
    (b"\x1f\x8b", _("a gzip archive")),
    (b"7z\xbc\xaf", _("a 7z archive")),
    (b"Rar!", _("a rar archive")),
    (b"\x7fELF", _("a program")),
    (b"SQLite format 3", _("a database")),
    (b"{\\rtf", _("a rich text file")),
)
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)

_ARABIC_PAGES = ("cp1256", "iso8859_6")
_OTHER_PAGES = ("cp1251", "koi8_r", "iso8859_5", "cp866", "cp1253", "cp1255")
_EASTERN_PAGES = ("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr")
# Latin letters of these languages stand in other code pages than those of western Europe.
_LATIN_PAGES = {"tr": "cp1254", **dict.fromkeys(("pl", "cs", "sk", "hu", "ro", "hr", "sl"), "cp1250")}
# Statistics over this much of a text decide its code page.
_SAMPLE = 20_000

_WESTERN_PAGES = ("cp1252", "iso8859-15")
# Where a page declares its charset; browsers look no further than 1,024 bytes, templates are worse.
_HEAD = 8_192
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
# Others that Python knows are no charsets of the web: some unpack or escape.
_CHARSET = re.compile(r"(?:windows|cp|iso|koi8|mac|gb|big5|shift|x-sjis|sjis|euc|tis|ibm|latin|ks_c)[\w.:-]*")
_MARKUP = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)\s*>|<[^>]*>", re.IGNORECASE | re.DOTALL)

_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b") | {127})
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_LINE_ENDS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_COMMON_SIGNS = frozenset(
    ".,:;!?-()\"'«»“”‘’–—…،؛؟ـ\xa0\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2067\u2069"
)
# The mean logarithm is about -2.9 in Arabic and below -4.2 in other languages read by an Arabic code page.
ARABIC_ENOUGH = -4.0
_IMPOSSIBLE = math.log(1 / 10_000)


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """A text with \\n for line ends, and the encoding it was read from with a note of what was wrong."""

    text: str
    encoding: str


def decode(raw: bytes) -> Decoded:
    """Read bytes as text, or raise IngestError: empty, too long, binary, or not text in any encoding."""
    if len(raw) > MAX_BYTES:
        raise too_long(len(raw))
    if not raw.strip():
        raise IngestError(_("empty"))
    _refuse_other_formats(raw)
    found = _by_mark(raw) or _as_utf16(raw) or _from_bytes(raw)
    text = _LINE_ENDS.sub("\n", found.text.removeprefix("\ufeff")).replace("\0", "\ufffd")
    if not text.strip("\ufeff\u200e\u200f" + string.whitespace):
        raise IngestError(_("empty"))
    if text.count("\ufffd") * 10 > len(text):
        raise IngestError(_("not text in any known encoding"))
    return Decoded(text=text, encoding=found.encoding)


def decode_markup(raw: bytes, *, charset: str = "") -> Decoded:
    """Read the bytes of HTML, XML or the like: what their own bytes prove counts before what is declared.

    `charset` is what they were sent with. Line ends are left as they are. IngestError as for `decode`.
    """
    if not raw.strip():
        raise IngestError(_("empty"))
    _refuse_other_files(raw)
    found = _by_mark(raw) or _as_wide_markup(raw) or _as_utf8(raw) or _as_declared(raw, charset)
    text = found.text.removeprefix("\ufeff").replace("\0", "\ufffd")
    if text.count("\ufffd") * 10 > len(text):
        raise IngestError(_("not text in any known encoding"))
    return Decoded(text=text, encoding=found.encoding)


def _as_wide_markup(raw: bytes) -> Decoded | None:
    """UTF-16 without a mark: its tags are ASCII, so every other byte of the beginning is zero."""
    for encoding, high in (("utf-16-le", raw[1:200:2]), ("utf-16-be", raw[:200:2])):
        if high.count(0) > 0.5 * len(high):
            return _replacing(raw, encoding)
    return None


def _as_declared(raw: bytes, charset: str) -> Decoded:
    """By the charset declared, unless it is a western one and the letters are plainly Arabic."""
    declared = _DECLARED.search(raw[:_HEAD])
    names = (charset, declared[1].decode("ascii") if declared else "")
    encoding = next((known for name in names if (known := _known_encoding(name))), None)
    letters = _telling_part(_MARKUP.sub(b" ", raw))
    if encoding in (None, *_WESTERN_PAGES):
        encoding = _arabic_page(letters) or encoding or _other_page(letters)
    if encoding is None:
        raise IngestError(_("not text in any known encoding"))
    return _replacing(raw, encoding)


def _known_encoding(name: str) -> str | None:
    """Python's name for a charset of the web; UTF-8 is none here, as the bytes are not it."""
    name = name.strip().lower()
    if not _CHARSET.fullmatch(name):
        return None
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    return "cp1252" if found == "iso8859-1" else None if found.startswith(("utf", "ascii")) else found


def too_long(size: int) -> IngestError:
    return IngestError(
        _("too long: {size:,.1f} MB, the limit is {limit:,.0f} MB"), size=size / 1e6, limit=MAX_BYTES / 1e6
    )


def _refuse_other_formats(raw: bytes) -> None:
    _refuse_other_files(raw)
    if _HTML.match(raw):
        raise IngestError(_("not plain text but an HTML page"))


def _refuse_other_files(raw: bytes) -> None:
    for magic, name in _MAGIC:
        if raw.startswith(magic):
            raise IngestError(_("not plain text but {name}"), name=Reason(name))


def _by_mark(raw: bytes) -> Decoded | None:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _replacing(raw[len(mark) :], encoding)
    return None


def _as_utf16(raw: bytes) -> Decoded | None:
    """UTF-16 that has no mark: every other byte is one of very few, the scripts' block numbers."""
    sample = raw[:_SAMPLE]
    if len(raw) % 2:
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        blocks = sum(high.count(bytes([block])) for block in (0, 1, 4, 5, 6, 0x20, 0xFE))
        if blocks >= 0.95 * len(high) and _reads_as_words(sample.decode(encoding, errors="replace")):
            return _replacing(raw, encoding)
    return None


def _reads_as_words(text: str) -> bool:
    """Whether most characters are letters, digits, spaces or common signs, and none is a control."""
    good = sum(c.isalnum() or c.isspace() or c in _COMMON_SIGNS for c in text)
    return good >= 0.85 * len(text) and all(c >= " " or c.isspace() for c in text)


def _from_bytes(raw: bytes) -> Decoded:
    controls = len(raw) - len(raw.translate(None, delete=_CONTROLS))
    if controls * 100 > len(raw):  # a stray one is forgiven
        raise IngestError(_("binary, not text"))
    return _as_utf8(raw) or _by_statistics(raw)


def _as_utf8(raw: bytes) -> Decoded | None:
    """UTF-8, with a few bytes broken if need be; None where the broken ones are too many for that."""
    found = _replacing(raw, "utf-8")
    broken = found.text.count("\ufffd")
    beyond_ascii = len(found.text) - len(found.text.encode("ascii", errors="ignore"))
    return found if not broken or beyond_ascii > 3 * broken else None


def _replacing(raw: bytes, encoding: str) -> Decoded:
    """Decode, and note in the encoding's name how many bytes were invalid."""
    name = encoding.replace("cp125", "windows-125").replace("_", "-").replace("iso8859", "iso-8859")
    try:
        return Decoded(text=raw.decode(encoding), encoding=name)
    except UnicodeDecodeError:
        text = raw.decode(encoding, errors="replace")
        return Decoded(text=text, encoding=f"{name} ({text.count(chr(0xFFFD))} invalid)")


def _by_statistics(raw: bytes) -> Decoded:
    sample = _telling_part(raw)
    encoding = _arabic_page(sample) or _other_page(sample)
    if encoding is None:
        raise IngestError(_("not text in any known encoding"))
    return _replacing(raw, encoding)


def _telling_part(raw: bytes) -> bytes:
    """The text around the first byte that is not ASCII: pure ASCII says nothing about a code page."""
    found = _NOT_ASCII.search(raw)
    start = max(0, (found.start() if found else 0) - _SAMPLE // 10)
    return raw[start : start + _SAMPLE]


def _arabic_page(sample: bytes) -> str | None:
    """The Arabic code page that gives plausible Arabic, if one does."""
    likelihood = {page: arabic_likelihood(sample.decode(page, errors="replace")) for page in _ARABIC_PAGES}
    best = max(likelihood, key=lambda page: likelihood[page])
    return best if likelihood[best] > ARABIC_ENOUGH else None


def arabic_likelihood(text: str) -> float:
    """The mean logarithm of how frequent in Arabic the characters are that are not ASCII."""
    foreign = [character for character in text if character > "\x7f" and character not in _COMMON_SIGNS]
    if not foreign:
        return _IMPOSSIBLE
    frequencies = _arabic_letters()
    return sum(frequencies.get(character, _IMPOSSIBLE) for character in foreign) / len(foreign)


@cache
def _arabic_letters() -> dict[str, float]:
    """The logarithm of each Arabic letter's share in running text; a wrong code page upsets the shares."""
    rows = (line.split("\t") for line in words.lines("letters_ar.tsv"))
    return {letter: math.log(int(thousandths) / 1000) for letter, thousandths in rows}


def _other_page(sample: bytes) -> str | None:
    if sum(byte > 127 for byte in sample) * 5 < len(sample):
        return _LATIN_PAGES.get(detect(sample.decode("cp1252", errors="replace")), "cp1252")
    for pages in (_OTHER_PAGES, _EASTERN_PAGES):
        match = from_bytes(sample, cp_isolation=list(pages), enable_fallback=False).best()
        if match:
            return match.encoding
    return None
