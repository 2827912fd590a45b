"""Names compared across spellings and scripts: keys to join them by, and how much two of them sound alike."""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from articles.analysis.normalise import fold_key

# Arabic letters by the consonant a foreign ear hears; vowels and weak letters give nothing. Longer ones first.
_ARABIC = (
    ("تش", "C"), ("كس", "KS"), ("دج", "J"), ("نغ", "NG"), ("نج", "NG"),
    ("ب", "P"), ("ت", "T"), ("ث", "T"), ("ج", "G"), ("ح", "H"), ("خ", "K"), ("د", "D"), ("ذ", "D"), ("ر", "R"),
    ("ز", "S"), ("س", "S"), ("ش", "C"), ("ص", "S"), ("ض", "D"), ("ط", "T"), ("ظ", "S"), ("غ", "G"), ("ف", "F"),
    ("ق", "K"), ("ك", "K"), ("گ", "G"), ("چ", "C"), ("ل", "L"), ("م", "M"), ("ن", "N"), ("ه", "H"),
)  # fmt: skip
_LATIN = (
    ("tsch", "C"), ("tch", "C"), ("sch", "C"), ("sh", "C"), ("ch", "C"), ("cz", "C"), ("zh", "G"), ("kh", "K"),
    ("gh", "G"), ("ph", "F"), ("th", "T"), ("dh", "D"), ("ck", "K"), ("qu", "K"), ("x", "KS"), ("ce", "S"),
    ("ci", "S"), ("cy", "S"), ("b", "P"), ("c", "K"), ("d", "D"), ("f", "F"), ("g", "G"), ("h", "H"), ("j", "G"),
    ("k", "K"), ("l", "L"), ("m", "M"), ("n", "N"), ("p", "P"), ("q", "K"), ("r", "R"), ("s", "S"), ("t", "T"),
    ("v", "F"), ("z", "S"),
)  # fmt: skip
_SOUNDS = dict(_ARABIC) | dict(_LATIN)
_PATTERN = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))


def name_keys(text: str) -> frozenset[str]:
    """Folded spellings that count as the same: as written, without spaces, without the Arabic article."""
    key = fold_key(text)
    words = key.split()
    bare = [w[2:] if w.startswith("ال") and len(w) > 4 else w for w in words]
    return frozenset({key, "".join(words), " ".join(bare)} - {""})


@lru_cache(maxsize=65536)
def skeleton(text: str) -> str:
    """The consonants of a name, alike for Arabic and Latin spellings: «بوتين» and Putin give PTN.

    Words stay apart by a space; a word of vowels alone keeps its first letter as a vowel sign, A.
    """
    return " ".join(_word_skeleton(word) for word in fold_key(text).split())


def _word_skeleton(word: str) -> str:
    sounds = "".join(_SOUNDS[match] for match in _PATTERN.findall(word))
    kept = "".join(s for i, s in enumerate(sounds) if i == 0 or s != sounds[i - 1])
    return kept or "A"


def name_similarity(a: str, b: str) -> float:
    """How alike two names sound, 0 to 1, in whatever scripts; word order and hyphens don't matter."""
    if name_keys(a) & name_keys(b):
        return 1.0
    return Levenshtein.normalized_similarity(skeleton(a), skeleton(b))
