"""Code that pages leave in their text: style sheets, scripts, block tags, shortcodes."""

import re
from collections.abc import Iterator

from articles.analysis.text.spans import Span

# A page has a handful; a text with more is not a page, and is not worth the time.
_MOST_BRACES = 20_000
_LONGEST_HEAD = 400

_BRACE = re.compile(r"[{}]")
_DECLARATION = re.compile(r"(?:^|[;{\s])-{0,2}[a-zA-Z][\w-]*\s*:\s*[^\s;{}][^;{}]*(?:;|!important|\s*$|\})")
_STYLE = re.compile(
    r"(?:^|[;{\s])(?:color|width|height|margin|padding|display|font|position|background|border|float|overflow"
    r"|content|text|object|max|min|top|left|right|bottom|line|opacity|visibility|z|flex|grid|box|transform"
    r"|transition|animation|cursor|direction|clear|list|src)[\w-]*\s*:"
)
_SCRIPT = re.compile(
    r"\bfunction\b|\bvar\b|\breturn\b|=>|\.push\(|\bdocument\b|\bwindow\b|[\w$\])]\s*\(.*\)\s*;|\w\s*=\s*[^=].*;",
    re.DOTALL,
)
_KEYED = re.compile(r"""["'][\w@-]+["']\s*:""")
_STATEMENT = re.compile(
    r"\(?\b(?:var|let|const)\s+[\w$]+\s*=[^;\n]{0,200};"
    r"|\(?\b(?:window|document|googletag|jQuery|dataLayer|gtag|fbq|_taboola|_gaq|adsbygoogle|console)"
    r"(?:(?:\.[\w$]+)+\s*=|(?:\.[\w$]+)*[(\[])[^;\n\u0400-\u06ff]{0,200};"
)
_TAG = re.compile(
    r"</?(?:div|p|br|hr|img|figure|figcaption|iframe|script|style|ul|ol|li|table|tbody|tr|td|th|section|article"
    r"|aside|header|footer|nav|blockquote|h[1-6]|ins|video|audio|source|svg|path|input|button|form|noscript)"
    r"(?:[\s/][^<>]{0,1000})?>",
    re.IGNORECASE,
)
_ENCLOSED = (("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>"))
_SHORTCODE = re.compile(
    r"\[/?(?:caption|gallery|embed|video|audio|playlist|vc_\w+|et_pb_\w+|wp_\w+|ad_?\w*|adrotate|contact-form[\w-]*"
    r"|youtube|tweet|fusion_\w+)(?:\s[^\[\]\n]{0,400})?\]"
)

_SELECTOR_WORD = re.compile(
    r"^(?:[.#@*:$(\[&][\x00-\x7f]*|[\w$-]+[.#:\[(=][\x00-\x7f]*[^.]|[>+~=,)|&]+|[\x00-\x7f]*[)=]"
    r"|(?:html|body|div|span|p|a|img|ul|ol|li|table|tr|td|th|h[1-6]|figure|figcaption|iframe|section|article|aside"
    r"|header|footer|nav|button|input|form|label|video|from|to|and|only|not|screen|print|all|var|let|const|function"
    r"|if|else|return|new|try|catch|for|while|async),?)$",
    re.IGNORECASE,
)
# A selector glued to the end of a sentence; only what is code is cut.
_GLUED = re.compile(r"[\u0080-\uffff.!?](?=[.#@][\w-]+$)")
_FUNCTION = re.compile(
    r"(?<!\S)\S*\bfunction\b[^(){}]{0,60}\([^(){}]{0,200}\)\s*$|(?<!\S)\S*\([^(){}]{0,200}\)\s*=>\s*$"
)
_TAIL = re.compile(r"(?:\)*\([^(){}\n]{0,200}\))?(?:\s*(?:\)|\]|;|,(?=\s*[)\]{])))*")


def find_code(text: str) -> tuple[Span, ...]:
    """The stretches of code, in order, not overlapping; text around and between them stays text."""
    found = [*_braced(text), *_matches(text)]
    merged: list[Span] = []
    for span in sorted(found):
        if merged and not text[merged[-1].end : span.start].strip(" \t"):
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _matches(text: str) -> Iterator[Span]:
    for sign, pattern in (("=", _STATEMENT), ("(", _STATEMENT), ("<", _TAG), ("[", _SHORTCODE)):
        if sign in text:
            for match in pattern.finditer(text):
                yield Span(*match.span())
    for opening, closing in _ENCLOSED:
        start = text.find(opening)
        while start >= 0 and (end := text.find(closing, start)) >= 0:
            yield Span(start, end + len(closing))
            start = text.find(opening, end)


def _braced(text: str) -> Iterator[Span]:
    for pair in _outer_braces(text):
        inside = text[pair.start + 1 : pair.end - 1]
        head = _head(text, pair.start)
        if _is_code(inside) or (not inside.strip() and head < pair.start):
            tail = _TAIL.match(text, pair.end)
            yield Span(head, tail.end() if tail else pair.end)


def _outer_braces(text: str) -> Iterator[Span]:
    """Matched braces that stand in no other matched pair."""
    opened: list[int] = []
    outer: list[Span] = []
    for count, brace in enumerate(_BRACE.finditer(text)):
        if count == _MOST_BRACES:
            break
        if brace[0] == "{":
            opened.append(brace.start())
        elif opened:
            pair = Span(opened.pop(), brace.end())
            while outer and pair.start < outer[-1].start:
                outer.pop()
            outer.append(pair)
    yield from outer


def _is_code(inside: str) -> bool:
    letters = sum(map(str.isalpha, inside))
    foreign = letters - sum(map(str.isalpha, inside.encode("ascii", errors="ignore").decode()))
    if not letters or foreign * 3 > letters:
        return False
    if _STYLE.search(inside) or _KEYED.search(inside) or _SCRIPT.search(inside):
        return True
    return ";" in inside and bool(_DECLARATION.search(inside))


def _head(text: str, brace: int) -> int:
    """Where the selector or the statement before an opening brace begins."""
    window = max(0, brace - _LONGEST_HEAD)
    before = text[window:brace]
    function = _FUNCTION.search(before) if "function" in before or "=>" in before else None
    start = window + function.start() if function else brace
    for word in reversed(list(re.finditer(r"\S+", text[window:start]))):
        place = window + word.start()
        glued = _GLUED.search(word[0])
        if glued:
            return place + glued.end()
        if not _SELECTOR_WORD.match(word[0]):
            break
        if "\n" in text[place:start] and not word[0].endswith(","):
            break
        start = place
    return start
