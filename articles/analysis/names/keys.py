"""Names compared across spellings and scripts: keys to join them by, and how much two of them sound alike."""

import re
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from articles.analysis.text.normalise import fold_key, is_arabic

# Letters by the consonant a foreign ear hears; vowels and weak letters give nothing.
_ARABIC = (
    "تش:C كس:KS دج:J نغ:NG نج:NG ب:P ت:T ث:T ج:G ح:H خ:K د:D ذ:D ر:R ز:S س:S ش:C ص:S ض:D ط:T ظ:S غ:G ف:F ق:K "
    "ك:K ل:L م:M ن:N ه:H"
)
_LATIN = (
    "tsch:C tch:C sch:C sh:C ch:C cz:C zh:G kh:K gh:G ph:F th:T dh:D ck:K qu:K x:KS ce:S ci:S cy:S b:P c:K "
    "d:D f:F g:G h:H j:G k:K l:L m:M n:N p:P q:K r:R s:S t:T v:F z:S"
)
_SOUNDS = dict(pair.split(":") for pair in f"{_ARABIC} {_LATIN}".split())
_PATTERN = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


def name_keys(text: str) -> frozenset[str]:
    """Folded spellings that count as the same: as written, without spaces, without the Arabic article."""
    key = fold_key(text)
    words = key.split()
    bare = [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words]
    return frozenset({key, "".join(words), " ".join(bare)} - {""})


@lru_cache(maxsize=8192)
def skeleton(text: str) -> str:
    """The consonants of a name, alike for Arabic and Latin spellings: «بوتين» and Putin give PTN.

    Words stay apart by a space; a word of vowels alone keeps its first letter as a vowel sign, A.
    """
    return " ".join(_word_skeleton(word) for word in fold_key(text).split())


def _word_skeleton(word: str) -> str:
    sounds = "".join(_SOUNDS[match] for match in _PATTERN.findall(word))
    kept = "".join(s for i, s in enumerate(sounds) if i == 0 or s != sounds[i - 1])
    return kept or "A"


LONGEST_ARABIC = 2
LONGEST_LATIN = 3
_PAIRS = Path(__file__).parents[1] / "words" / "names" / "letter_pairs.tsv"
_UNKNOWN, _IMPOSSIBLE = 12.0, 99.0  # cost of a letter nothing stands for, and of an unlisted pair of letters
_CERTAIN, _HOPELESS = (
    1.2,
    4.0,
)  # cost per letter of a pair beyond doubt, and of two names with nothing in common


def letters(text: str) -> str:
    """The letters of a folded name without spaces and signs."""
    return fold_key(text).replace(" ", "")


@lru_cache(maxsize=1)
def _pair_costs() -> dict[tuple[str, str], float]:
    lines = _PAIRS.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {(arabic, latin): float(cost) for arabic, latin, cost in rows}


@lru_cache(maxsize=8192)
def spelling_cost(arabic: str, latin: str) -> float:
    """How unlikely a Latin spelling is for an Arabic one, the best alignment of their letters summed up."""
    costs, rows = _pair_costs(), [[0.0] * (len(latin) + 1) for _ in range(len(arabic) + 1)]
    for i in range(len(arabic) + 1):
        for j in range(len(latin) + 1):
            if i or j:
                rows[i][j] = min(
                    rows[i - x][j - y]
                    + costs.get(
                        (arabic[i - x : i], latin[j - y : j]), _UNKNOWN if x + y == 1 else _IMPOSSIBLE
                    )
                    for x in range(min(i, LONGEST_ARABIC) + 1)
                    for y in range(min(j, LONGEST_LATIN) + 1)
                    if x + y
                )
    return rows[len(arabic)][len(latin)]


def name_similarity(a: str, b: str) -> float:
    """How alike two names sound, 0 to 1, in whatever scripts; spaces, hyphens and marks don't matter.

    Across scripts the cost per letter of the best alignment counts (true pairs mostly give 0.6 and more);
    inside one script half the consonants, half the letters.
    """
    if name_keys(a) & name_keys(b):
        return 1.0
    first, second = letters(a), letters(b)
    if not first or not second:
        return 0.0
    if is_arabic(first) != is_arabic(second):
        arabic, latin = (first, second) if is_arabic(first) else (second, first)
        return _closeness(spelling_cost(arabic, latin) / (len(arabic) + len(latin)))
    consonants = Levenshtein.normalized_similarity(skeleton(a), skeleton(b))
    return (consonants + Levenshtein.normalized_similarity(first, second)) / 2


def _closeness(cost: float) -> float:
    return min(1.0, max(0.0, (_HOPELESS - cost) / (_HOPELESS - _CERTAIN)))
