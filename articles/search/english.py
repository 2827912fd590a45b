"""English words written otherwise: British or American, with hyphens, full stops, apostrophes or without."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from articles.analysis.text.lemmas import stop_words
from articles.analysis.text.tokens import Token

# British and American endings, with what follows them; of what nobody writes nothing is found.
_ENDINGS = (
    ("our", "or", "|s|ed|ing|able|ful|al|er|ers"),
    ("is", "iz", "e|es|ed|ing|ation|ations|er|ers"),
    ("ys", "yz", "e|es|ed|ing|er|ers"),
    ("enc", "ens", "e|es"),
    ("ogue", "og", "|s"),
    ("ll", "l", "ed|ing|er|ers"),
    ("tre", "ter", "|s"),
    ("bre", "ber", "|s"),
    ("amme", "am", "|s"),
    ("grey", "gray", "|s"),
)
_OTHERWISE = tuple(
    (re.compile(f"{one}(?=(?:{after})$)"), other)
    for british, american, after in _ENDINGS
    for one, other in ((british, american), (american, british))
)
_MOST_INITIALS = 4
_HYPHENS = frozenset("-\u2010\u2011")
_JOINTS = _HYPHENS | {"."}
# What follows an apostrophe without being part of the word: Putin's, don't, they're.
_CLITICS = frozenset(("s", "t", "re", "ve", "ll", "d", "m"))
# What French joins to the next word: l'accord, d'État.
_ELIDED = frozenset(("l", "d", "j", "c", "n", "m", "t", "s", "qu"))


def spellings(form: str) -> Iterator[str]:
    """A folded English word of a query as the other side of the Atlantic writes it."""
    if form.isascii():
        yield from (other for ending, new in _OTHERWISE if (other := ending.sub(new, form)) != form)


def initials(written: str) -> str:
    """A word in capitals as it is with full stops, without the last: of «US» u.s, of others nothing."""
    is_short = 1 < len(written) <= _MOST_INITIALS and written.isascii() and written.isalpha()
    return ".".join(written.lower()) if is_short and written.isupper() else ""


def without_apostrophe(form: str) -> str:
    """«quran» of a folded «qur'an»; nothing where the apostrophe parts two words."""
    parts = form.split("'")
    kept = parts[:-1] if parts[-1] in _CLITICS else parts
    return "".join(kept) if len(kept) > 1 and kept[0] not in _ELIDED else ""


def compounds(text: str, words: Sequence[Token]) -> Iterator[tuple[range, str]]:
    """Numbers of words that a hyphen, or full stops between letters, make one, with this one.

    «cease-fire» is also «ceasefire», «U.S.» is also «u.s».
    """
    joints = [n for n, (a, b) in enumerate(pairwise(words)) if text[a[0][1] : b[0][0]] in _JOINTS]
    for _, run in groupby(enumerate(joints), key=lambda joint: joint[1] - joint[0]):
        numbers = [n for _, n in run]
        compound = range(numbers[0], numbers[-1] + 2)
        if whole := _joined(text, words[compound.start : compound.stop]):
            yield compound, whole


def _joined(text: str, words: Sequence[Token]) -> str:
    forms = [word.form for word in words]
    between = {text[a.span.end : b.span.start] for a, b in pairwise(words)}
    if not all(form.isascii() and form.isalnum() for form in forms) or "".join(forms).isdecimal():
        return ""
    if between == {"."}:
        return ".".join(forms) if all(len(form) == 1 for form in forms) else ""
    return "".join(forms) if len(forms) == 2 and between <= _HYPHENS else ""


def as_one(whole: str) -> Iterator[str]:
    """What a compound of a query may stand as in a text: «u.n» and «un», but «u.s» is not the word «us»."""
    yield whole
    if (joined := whole.replace(".", "")) not in stop_words("en"):
        yield joined
