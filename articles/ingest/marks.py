"""What a line shows by its own wording, without its neighbours: the named rules, in their order."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from articles.ingest.dates import has_age_at_end, is_date_line, is_dated_dateline
from articles.ingest.lines import Line
from articles.ingest.outlets import dateline_outlet, is_dateline_of_outlet, is_furniture_of_outlet
from articles.ingest.phrases import Phrasebook, agencies, book, forms, photo_credits
from articles.ingest.records import BlockKind
from articles.ingest.topic import continues


class Zone(Enum):
    """Where on a page a mark holds: some words mean something else between two paragraphs."""

    ANYWHERE = "anywhere"
    BEFORE = "before the first paragraph"
    AROUND = "before the first paragraph or after the last"
    AFTER = "after the first paragraph's beginning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """A kind for a line, by a named rule; `opens` where short lines after it belong to it."""

    kind: BlockKind
    rule: str
    zone: Zone = Zone.ANYWHERE
    opens: bool = False


# Signs that set a label off from what it labels.
_SIGNS = ':：|-–—،,«"“>»'
_STRONG_SIGNS = ":：|>»"

_BEFORE_LABEL = (".", "!", "?", "؟", "|", "(", "[", "–", "—", "-", "،", "/")
_STRONG_CREDIT_SIGNS = ("|", "[", "©")
# A picture's credit is looked for in this much of a line's end.
_LONGEST_CREDIT = 110

_URL = re.compile(r"(?:https?://|www\.|pic\.twitter\.com/|t\.co/)\S+")
_COPYRIGHT = re.compile(
    r"\W*(?:©|\(c\)|copyright|حقوق النشر|حقوق الطبع)\W{0,4}(?:©|\(c\)|copyright)?\W*(?:19|20)\d\d\b", re.I
)
_RIGHTS_SIGN = re.compile(r"^\W*(?:©|\(c\)\s)", re.I)
_POST = re.compile(r"^\s*(?:[—–-]\s*.{1,80}\(@\w{1,30}\)|@\w{2,30}\s*$|RT @)")
_TRAIL = re.compile(r"(?:(?P<sign>[|(\[©])|\s[–—-]\s|/)\s*(?P<credit>[^|()\[\]]{2,70}?)\s*[)\]]?\s*\.?$")
_HANDLE = re.compile(r"(?:^|[\s(])@\w|[\w.-]@[\w-]+\.\w")
# «فيينا، النمسا» or "BAAR, Switzerland"
_PLACE = re.compile(
    r"[\u0620-\u06ff]+(?: [\u0620-\u06ff]+)?، [\u0620-\u06ff]+(?: [\u0620-\u06ff]+)?"
    r"|[A-Z .]{3,}, [A-Z][A-Za-z .]+"
)
_YEAR = re.compile(r"[1-9]\d{3}")
_CLOCK_ALONE = re.compile(r"\d{1,2}[:.]\d{2}(?:\s?[^\W\d]{1,3}){1,2}")
# A day and a time with up to two words before, in languages whose months nobody has listed.
_STAMP = re.compile(
    r"(?:(?:[^\W\d]+\W+){0,2}(?:\d{1,2}([./-])\d{1,2}\1\d{4}|\d{1,2}\.? [^\W\d]{3,12} \d{4})"
    r"\W{1,3}\d{1,2}[:.]\d{2}\W*){1,2}"
)
# What forums print above the second post and those that follow it: «21-03-2024, 10:02 #2»
_REPLY = re.compile(r"^(.{6,40}?)\s*#(?:[2-9]|[1-9]\d{1,4})$")
# Which picture of how many: 1 / 12
_COUNTER = re.compile(r"\d{1,3}\s*/\s*\d{1,3}")
_DOTS = re.compile(r"\s*[·•|]\s*")
_CRUMB = re.compile(r"\s*[|›>»/\\]\s*")
# What sets off a link to something else at a line's beginning.
_ARROW = re.compile(r"\s*(?:[→➔➜▶]\ufe0f?|👉|🔗|>{1,2}(?=\s))\s*\w")
# «م.ن / س.ع» or "jfo/amp/cbn"
_INITIALS = re.compile(
    r"(?:[\u0620-\u064a]\s?\.\s?){1,3}[\u0620-\u064a]?(?:\s?/\s?(?:[\u0620-\u064a]\s?\.?\s?){1,4}){0,3}|[a-z]{2,4}(?:/[a-z]{2,4}){1,4}"
)
# "… since Tuesday. PHOTO JANE DOE"
_CAPITALS_AT_END = re.compile(
    r"[.!?…]\s+(?:PHOTOS?|FOTO|IMAGE|ФОТО)\s[A-ZÀ-ÝА-ЯЁ][\w'’.-]*(?:[ /][A-ZÀ-ÝА-ЯЁ][\w'’.-]*){0,5}$"
)
# «انتهى/ ر.م 25»
_END_SIGN = re.compile(r"\W*(?:انته[ىت]|end|ends|fin)\s*[/|.\-–]\s?.{0,20}", re.IGNORECASE)
_ELLIPTIC = re.compile(r"\.\s+\S")


def mark(line: Line) -> Mark | None:
    """What the first rule that holds for a line says; None for one that no rule knows."""
    rules = _RULES if line.forms else _RULES_WITHOUT_WORDS
    return next((found for rule in rules if (found := rule(line))), None)


def _cut_out(line: Line) -> Mark | None:
    """What was cut out of a printed line because of what it is."""
    if line.is_code:
        return Mark(kind=BlockKind.CODE, rule="code")
    return Mark(kind=BlockKind.FURNITURE, rule="site_name") if line.is_site_name else None


def _wordless(line: Line) -> Mark | None:
    if not line.forms:
        has_words = any(map(str.isalnum, line.text))
        return None if has_words else Mark(kind=BlockKind.FURNITURE, rule="no_words")
    if len(line.forms) == 1 and line.forms[0].isdigit() and not _YEAR.fullmatch(line.forms[0]):
        return Mark(kind=BlockKind.FURNITURE, rule="number")
    if _COUNTER.fullmatch(line.text):
        return Mark(kind=BlockKind.FURNITURE, rule="counter")
    return None


def _own_furniture(line: Line) -> Mark | None:
    if line.length <= 60 and is_furniture_of_outlet(line.folded.text):
        return Mark(kind=BlockKind.FURNITURE, rule="outlet_furniture")
    return None


def _comments(line: Line) -> Mark | None:
    words = line.forms[1:] if line.forms[0].isdigit() else line.forms
    if line.length <= 25 and book("comments.forms").opening(words):
        return Mark(kind=BlockKind.COMMENTS, rule="comment_form", opens=True)
    if (reply := _REPLY.search(line.text)) and is_date_line(forms(reply[1]), reply[1]):
        return Mark(kind=BlockKind.COMMENTS, rule="numbered_reply", opens=True)
    if _is_whole(line, book("comments.labels")):
        return Mark(kind=BlockKind.COMMENTS, rule="comments_label", opens=True)
    return None


def _keywords(line: Line) -> Mark | None:
    label = _label(line, book("keywords.labels"), signs=_STRONG_SIGNS + "-–")
    bare = book("keywords.bare").opening(line.forms) and not line.is_closed
    if label == "whole":
        return Mark(kind=BlockKind.KEYWORDS, rule="keywords_label", opens=True)
    if (label or bare) and not _has_sentences(line):
        return Mark(kind=BlockKind.KEYWORDS, rule="keywords_label")
    hashed = line.text.count("#")
    if hashed >= 2 and all(part.startswith("#") for part in re.split(r"[\s,،|]+", line.text) if part):
        return Mark(kind=BlockKind.KEYWORDS, rule="hashtags")
    return None


def _related_cue(line: Line) -> Mark | None:
    """A cue that fills its line; it comes before furniture, which knows "read more" as a button."""
    cues = book("related.openings"), book("related.labels")
    if line.length <= 8 and any(_label(line, cue) == "whole" for cue in cues):
        return Mark(kind=BlockKind.RELATED, rule="related_cue", opens=True)
    return None


def _related(line: Line) -> Mark | None:
    if line.length > 40:
        return None
    if _label(line, book("related.openings", "related.labels"), signs=_STRONG_SIGNS):
        return Mark(kind=BlockKind.RELATED, rule="related_link")
    if book("related.openings").opening(line.forms) and not line.is_stopped:
        return Mark(kind=BlockKind.RELATED, rule="related_link")
    if line.length <= 25 and not line.is_stopped and _points_elsewhere(line):
        return Mark(kind=BlockKind.RELATED, rule="related_link", zone=Zone.AFTER)
    if line.length <= 7 and not line.end_sign and book("related.short").opening(line.forms):
        return Mark(kind=BlockKind.RELATED, rule="related_cue", zone=Zone.AROUND, opens=True)
    return None


def _points_elsewhere(line: Line) -> bool:
    """An arrow, or an invitation set off from a title: words that are a headline's above the text."""
    if _ARROW.match(line.text):
        return True
    amid = book("related.amid")
    size = amid.opening(line.forms)
    rest = line.text[line.words[size - 1].end :].lstrip(" \xa0") if size else ""
    is_set_off = rest[:1] in tuple(_STRONG_SIGNS) or (
        rest[:1] == "." and line.text[: line.words[size - 1].end].isupper()
    )
    return is_set_off and len(forms(rest)) > 2 and not rest[1:].lstrip().startswith(("«", '"', "“", "„", "'"))


def _credit(line: Line) -> Mark | None:
    label = _label(line, book("credit.labels"), signs=_STRONG_SIGNS + "-–")
    if label == "whole":
        return Mark(kind=BlockKind.CREDIT, rule="source_label", zone=Zone.AROUND, opens=True)
    if label and (line.length <= 6 or (line.length <= 12 and not line.is_closed)):
        return Mark(kind=BlockKind.CREDIT, rule="source_label")
    if line.length <= 8 and agencies().covers(line.forms):
        return Mark(kind=BlockKind.CREDIT, rule="agency_alone")
    if line.length <= 8 and line.text[0] in "([" and line.text[-1] in ")]" and _names_agency(line):
        return Mark(kind=BlockKind.CREDIT, rule="agency_in_brackets")
    if line.length <= 45 and book("credit.openings").opening(line.forms) and _is_aside(line):
        return Mark(kind=BlockKind.CREDIT, rule="staff_credit")
    if line.length <= 14 and _is_initials_and_agencies(line):
        return Mark(kind=BlockKind.CREDIT, rule="initials")
    if _INITIALS.fullmatch(line.text):
        return Mark(kind=BlockKind.CREDIT, rule="initials", zone=Zone.AROUND)
    return None


def _names_agency(line: Line) -> bool:
    return any(agencies().covers(forms(part)) for part in re.split(r"[،,؛;+&/|]|\sو\s?", line.text))


def _caption(line: Line) -> Mark | None:
    size = book("caption.labels").opening(line.forms)
    signs = ":：|-–/" if size < 2 else ":：|-–/،,"
    if line.length <= 60 and _label(line, book("caption.labels"), signs=signs):
        return Mark(kind=BlockKind.CAPTION, rule="caption_label")
    if line.length <= 40 and book("caption.openings").opening(line.forms):
        return Mark(kind=BlockKind.CAPTION, rule="caption_opening")
    if line.length <= 25 and not line.end_sign and book("caption.header").opening(line.forms):
        return Mark(kind=BlockKind.CAPTION, rule="caption_opening", zone=Zone.BEFORE)
    if line.length <= 45 and (_ends_with_picture_label(line) or _CAPITALS_AT_END.search(line.text)):
        return Mark(kind=BlockKind.CAPTION, rule="picture_credit")
    return _credited_picture(line)


def _ends_with_picture_label(line: Line) -> bool:
    """Such as "… on Tuesday. Photograph: Somebody"."""
    if ":" not in line.text[-_LONGEST_CREDIT:]:
        return False
    end = Line.of(line.text[-_LONGEST_CREDIT:])
    labels = book("caption.labels")
    for place in range(max(2, len(end.words) - 8), len(end.words)):
        size = labels.opening(end.forms[place:])
        is_label = size and end.text[end.words[place + size - 1].end :].lstrip(" \xa0").startswith(":")
        if is_label and end.text[: end.words[place].start].rstrip(" \xa0").endswith(_BEFORE_LABEL):
            return True
    return False


def _credited_picture(line: Line) -> Mark | None:
    """A short line that ends with the name of an agency or another source of pictures."""
    match = _TRAIL.search(line.text[-_LONGEST_CREDIT:]) if line.length <= 50 else None
    if not match or not _is_picture_credit(match["credit"]):
        return None
    if line.is_stopped and match["sign"] not in _STRONG_CREDIT_SIGNS:
        return None  # a sentence that names its source in brackets
    before = line.text[: len(line.text) - len(match[0])]
    length = len(before.split())
    finished = before.rstrip(" \"'»”").endswith((".", "!", "?", "؟"))
    if match["sign"] in _STRONG_CREDIT_SIGNS and length >= 2:
        return Mark(kind=BlockKind.CAPTION, rule="picture_credit")
    if length < 4 or (finished and not match["sign"]) or continues(line):
        return None
    if finished or length > 25:
        return Mark(kind=BlockKind.CAPTION, rule="picture_credit", zone=Zone.BEFORE)
    return Mark(kind=BlockKind.CAPTION, rule="picture_credit")


def _is_picture_credit(credit: str) -> bool:
    words = Line.of(credit).forms
    last = Line.of(re.split(r"[/\\]", credit)[-1]).forms
    if photo_credits().covers(words) or (len(words) <= 6 and photo_credits().covers(last)):
        return True
    return len(words) <= 6 and bool(book("caption.labels").opening(words)) and len(words) > 1


def _byline(line: Line) -> Mark | None:
    if line.length > 14 or line.is_stopped:
        return None
    if _label(line, book("byline.labels"), signs=":：") == "sign" and line.length <= 10:
        return Mark(kind=BlockKind.BYLINE, rule="byline_label", zone=Zone.AROUND)
    short = book("byline.short").opening(line.forms)
    if short and short == line.length:
        return Mark(kind=BlockKind.BYLINE, rule="byline_label", zone=Zone.AROUND, opens=True)
    if short and 0 < line.length - short <= 9 and not line.is_closed:
        return Mark(kind=BlockKind.BYLINE, rule="byline_label", zone=Zone.AROUND)
    if _is_whole(line, book("byline.alone")):
        return Mark(kind=BlockKind.BYLINE, rule="byline_alone", zone=Zone.AROUND)
    if line.length <= 9 and _HANDLE.search(line.text):
        return Mark(kind=BlockKind.BYLINE, rule="address", zone=Zone.AROUND)
    return _dateline(line)


def _dateline(line: Line) -> Mark | None:
    """A line such as «بيروت - رويترز» or «سكاي نيوز عربية - أبوظبي», with nothing after it."""
    if line.length > 9 or line.end_sign:
        return None
    if is_dateline_of_outlet(line.folded.text):
        return Mark(kind=BlockKind.BYLINE, rule="dateline", zone=Zone.AROUND)
    parts = [Line.of(part) for part in re.split(r"\s*[-–—/:|ـ،,(]\s*", line.text.rstrip(")")) if part.strip()]
    if line.length <= 4 and _PLACE.fullmatch(line.text):
        return Mark(kind=BlockKind.BYLINE, rule="place", zone=Zone.BEFORE)
    named = [part for part in parts if agencies().covers(part.forms) or dateline_outlet(part.text, line.text)]
    if len(parts) >= 2 and named and all(part.length <= 4 for part in parts):
        return Mark(kind=BlockKind.BYLINE, rule="dateline", zone=Zone.AROUND)
    return None


def _date(line: Line) -> Mark | None:
    if line.length > 22 or not line.is_whole:
        return None
    is_stamp = _CLOCK_ALONE.fullmatch(line.text) or _STAMP.fullmatch(line.folded.text)
    if is_stamp or is_date_line(line.forms, line.text):
        is_labelled = line.length >= 4 and book("date.labels").opening(line.forms)
        zone = Zone.ANYWHERE if is_labelled else Zone.AROUND
        return Mark(kind=BlockKind.DATE, rule="date_line", zone=zone)
    if line.length <= 18 and _is_dated_among_others(line):
        return Mark(kind=BlockKind.DATE, rule="date_among_others", zone=Zone.BEFORE)
    if line.length <= 9 and not line.end_sign and has_age_at_end(line.forms):
        return Mark(kind=BlockKind.DATE, rule="age_at_end", zone=Zone.BEFORE)
    if not line.is_stopped and is_dated_dateline(line.forms, line.text):
        return Mark(kind=BlockKind.DATE, rule="dated_dateline", zone=Zone.BEFORE)
    return None


def _is_dated_among_others(line: Line) -> bool:
    """Such as «فلان · 18 آذار 2025 · دقيقتان»: a date, and short parts set off from it."""
    if not _DOTS.search(line.text):
        return False
    parts = [part for part in map(Line.of, _DOTS.split(line.text)) if part.forms]
    dated = [part for part in parts if is_date_line(part.forms, part.text)]
    return len(parts) > 1 and bool(dated) and all(part in dated or part.length <= 4 for part in parts)


def _furniture(line: Line) -> Mark | None:
    if line.length <= 30 and line.is_whole and book("furniture.pieces").covers(line.forms):
        return Mark(kind=BlockKind.FURNITURE, rule="page_controls")
    if line.length <= 6 and _END_SIGN.fullmatch(line.text):
        return Mark(kind=BlockKind.FURNITURE, rule="end_sign", zone=Zone.AROUND)
    size = _opens_with(line, book("furniture.openings"))
    is_sentence = line.is_stopped and line.length > 7 and size < 3
    if size and line.length <= 22 and not is_sentence:
        return Mark(kind=BlockKind.FURNITURE, rule="page_prompt")
    if line.length <= 70 and _opens_with(line, book("furniture.notices")):
        return Mark(kind=BlockKind.FURNITURE, rule="page_notice")
    if line.length <= 60 and (_COPYRIGHT.match(line.text) or _RIGHTS_SIGN.match(line.text)):
        return Mark(kind=BlockKind.FURNITURE, rule="copyright")
    return None


def _embedded(line: Line) -> Mark | None:
    """Bare addresses, and the signature under a quoted post."""
    if line.is_whole and not _URL.sub("", line.text).strip(" ()[]<>-|،,"):
        return Mark(kind=BlockKind.FURNITURE, rule="address")
    if line.length <= 60 and _URL.search(line.text) and book("address.labels").opening(line.forms):
        return Mark(kind=BlockKind.FURNITURE, rule="page_address")
    if line.length <= 16 and _POST.match(line.text):
        return Mark(kind=BlockKind.FURNITURE, rule="post_signature")
    return None


def _place_on_site(line: Line) -> Mark | None:
    """Section names, and the trail from the front page to the article."""
    if line.length > 16 or line.end_sign:
        return None
    if book("sections.pieces", "furniture.pieces").covers(line.forms):
        return Mark(kind=BlockKind.FURNITURE, rule="section", zone=Zone.BEFORE)
    crumbs = [part for part in _CRUMB.split(line.text) if part]
    if "«" not in line.text and len(crumbs) >= 3 and all(len(part.split()) <= 3 for part in crumbs):
        return Mark(kind=BlockKind.FURNITURE, rule="breadcrumb", zone=Zone.BEFORE)
    return None


_RULES: tuple[Callable[[Line], Mark | None], ...] = (
    _cut_out,
    _wordless,
    _related_cue,
    _furniture,
    _comments,
    _keywords,
    _related,
    _credit,
    _date,
    _caption,
    _embedded,
    _byline,
    _own_furniture,
    _place_on_site,
)
_RULES_WITHOUT_WORDS = (_cut_out, _wordless)


def _label(line: Line, phrases: Phrasebook, *, signs: Sequence[str] = _SIGNS) -> str:
    """Return "whole" for a line that is such a phrase, "sign" where a sign sets it off, else ""."""
    size = phrases.opening(line.forms)
    if not size:
        return ""
    rest = line.text[line.words[size - 1].end :].lstrip(" \xa0)]»”\"'\u200f\u200e\u0651\u064b")
    if not any(map(str.isalnum, rest)):
        return "whole"
    return "sign" if rest[0] in signs or (rest[:2] in ("..", ">>")) else ""


def _is_whole(line: Line, phrases: Phrasebook) -> bool:
    """Whether the line is such a phrase, perhaps with a count."""
    letters = tuple(word for word in line.forms if not word.isdigit())
    return line.length <= 6 and bool(letters) and phrases.opening(letters) == len(letters)


def _opens_with(line: Line, phrases: Phrasebook) -> int:
    """The length of the phrase a line begins with, 0 if none; a single word needs a sign after it."""
    words = line.forms[1:] if line.forms and line.forms[0].isdigit() else line.forms
    size = phrases.opening(words)
    return 0 if size == 1 and not _label(line, phrases, signs=_STRONG_SIGNS) else size


def _has_sentences(line: Line) -> bool:
    return line.length > 25 and len(_ELLIPTIC.findall(line.text)) > 1


def _is_aside(line: Line) -> bool:
    """Whether a line stands apart from prose: in brackets, unfinished, or a list."""
    return line.text.startswith(("(", "[")) or not line.is_stopped or ";" in line.text or "؛" in line.text


def _is_initials_and_agencies(line: Line) -> bool:
    """Such as «س.م/ح.ز (د ب أ، رويترز)» at the end of a text."""
    head, bracket, tail = line.text.partition("(")
    initials = Line.of(head).forms
    return bool(
        bracket
        and initials
        and all(len(word) <= 2 for word in initials)
        and agencies().covers(Line.of(tail).forms)
    )
