"""Other spellings of the words of a query that come from other languages, as newsrooms transliterate them.

Between the spellings of one name the long vowels inside differ, and letters that stand for one sound: g as
غ, ج, ق, ك or گ, t as ت or ط, s at the end as س or ز, ch as تش or ش, a at the end as ا or ة.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import combinations

from articles.analysis.names.persons import arab_names
from articles.analysis.stories.vocabulary import root_of
from articles.analysis.text import remembered
from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.gazetteer import load
from articles.analysis.text.lemmas import arabic_lemma, frequent_words, has_lemma
from articles.analysis.text.normalise import fold_key

# Letters of the shortest word that may be spelled otherwise, and of the shortest that the dictionary lists.
_SHORTEST, _SHORTEST_LISTED = 4, 5
_SHORTEST_LONG = 6  # of a listed word that is another spelling
_G = "غجقكگ"
_SAME_G = str.maketrans(dict.fromkeys(_G, _G[0]))
_VOWELS = "اوي"
# Letters of Arabic words and names alone, which mean something else with another vowel.
_NATIVE = frozenset("عحضظ")
# What Persian writes for sounds that Arabic has no letters of its own for.
_PERSIAN = (("گ", "غ"), ("گ", "ج"), ("گ", "ق"), ("گ", "ك"), ("چ", "تش"), ("ژ", "ج"), ("ژ", "ز"))
_ENDS = (("س", "ز"), ("ز", "س"), ("ا", "ه"), ("ه", "ا"))
# Vowels, what stands for the same sound as another letter, and the ending a.
_NO_CONSONANTS = re.compile(f"[{_VOWELS}ءهaeiouyhw]")
_SAME_SOUND = _SAME_G | str.maketrans("طصزذcqgjzv", "تسسدkkkjsv")


@lru_cache(maxsize=remembered.WORDS)
def spellings(form: str) -> frozenset[str]:
    """Folded words that a folded word of a query may stand for too; none that the dictionary lists."""
    bare = form.removeprefix(ARTICLE)
    found = {*same_name(bare), *_persian(bare)}
    if _is_foreign(bare, is_listed=has_lemma(form) or has_lemma(bare)):
        written = {bare, *_respelled(bare), *_by_sound(bare)}
        found |= {word for word in written if _is_free(word) or _is_long(bare, word)}
    if bare != form:
        found |= {ARTICLE + word for word in found}
    return frozenset(found - {form})


def same_name(form: str) -> frozenset[str]:
    """Other spellings that lists have of a folded word of a name."""
    return frozenset(_listed().get(form, ()))


def _is_foreign(bare: str, *, is_listed: bool) -> bool:
    shortest = _SHORTEST_LISTED if is_listed else _SHORTEST
    return len(bare) >= shortest and _NATIVE.isdisjoint(bare) and bare not in arab_names()


def _is_free(word: str) -> bool:
    """Whether no dictionary and no list knows it as something else: «غرب» is not «جرب»."""
    return not has_lemma(word) and word not in arab_names()


def _is_long(bare: str, word: str) -> bool:
    """Whether both are too long for Arabic roots: then the dictionary has more than one spelling."""
    roots = (root_of(bare) or "", root_of(word) or "")
    return len(word) >= _SHORTEST_LONG and min(map(len, roots)) > 3 and arabic_lemma(word) == word


def _persian(bare: str) -> Iterator[str]:
    yield from (bare.replace(letter, arabic) for letter, arabic in _PERSIAN if letter in bare)
    if _NATIVE.isdisjoint(bare):
        yield re.sub("[غجقك]", "گ", bare, count=1)


def _respelled(bare: str) -> Iterator[str]:
    """The word with one thing written otherwise; vowels are put between consonants only."""
    for place, letter in enumerate(bare):
        if letter in _G:
            yield from (bare[:place] + other + bare[place + 1 :] for other in _G)
    yield from (re.sub(f"[{_G}]", letter, bare) for letter in _G)
    yield from (re.sub(f"(?<=[^{_VOWELS}]){glide}", "ا" + glide, bare, count=1) for glide in "وي")
    yield from _shortened(bare)
    for place in range(1, len(bare)):
        if not any(letter in _VOWELS for letter in bare[place - 1 : place + 1]):
            yield from (bare[:place] + vowel + bare[place:] for vowel in _VOWELS)
    yield from (bare.replace("ط", "ت"), re.sub("ت(?!ش)", "ط", bare, count=1))
    yield from (bare.removesuffix(end) + other for end, other in _ENDS if bare.endswith(end))
    yield bare.replace("تش", "ش") if "تش" in bare else bare.replace("ش", "تش", 1)


def _shortened(form: str) -> Iterator[str]:
    """The word without one of the long vowels inside it."""
    for place in range(1, len(form) - 1):
        if form[place] in _VOWELS:
            yield form[:place] + form[place + 1 :]


def _by_sound(bare: str) -> Iterator[str]:
    """Words that newspapers write often, with another g and one vowel more or less."""
    sound = bare.translate(_SAME_G)
    whole, shortened = _frequent()
    yield from (word for same in (sound, *_shortened(sound)) for word in whole.get(same, ()))
    yield from shortened.get(sound, ())


@cache
def _frequent() -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    """Words that no dictionary lists, by sound, and by it with a vowel less."""
    whole: defaultdict[str, set[str]] = defaultdict(set)
    shortened: defaultdict[str, set[str]] = defaultdict(set)
    for form in frequent_words():
        if len(form) >= _SHORTEST and not form.startswith(ARTICLE) and not has_lemma(form):
            sound = form.translate(_SAME_G)
            whole[sound].add(form)
            for shorter in _shortened(sound):
                shortened[shorter].add(form)
    return whole, shortened


@cache
def _listed() -> Mapping[str, set[str]]:
    """Words by which the lists call one and the same name, where their consonants sound alike."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for entity in load().entities.values():
        for language in ("ar", "en"):
            names = (fold_key(name.text).split() for name in entity.names if name.language == language)
            for some, others in combinations(names, 2):
                for one, other in zip(some, others, strict=False):
                    if one != other and len(some) == len(others) and _sound_alike(one, other, of=len(some)):
                        found[one].add(other)
                        found[other].add(one)
    return found


def _sound_alike(one: str, other: str, *, of: int) -> bool:
    """Whether two words of names are spellings of one; of longer names «السوري» and «سوريا» are none."""
    return _consonants(one) == _consonants(other) and (of == 1 or not (has_lemma(one) or has_lemma(other)))


@cache
def _consonants(word: str) -> str:
    sound = word.replace("تش", "ش").replace("kh", "k").replace("gh", "g").replace("dh", "d")
    return re.sub(r"(.)\1+", r"\1", _NO_CONSONANTS.sub("", sound.translate(_SAME_SOUND)))
