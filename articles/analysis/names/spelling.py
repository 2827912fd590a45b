"""Words of names that are spelled in more than one way: the rules by which two spellings are one word."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from articles.analysis.names.persons import arab_names, given_names
from articles.analysis.text.clitics import ARTICLE
from articles.analysis.text.lists import forms
from articles.analysis.text.normalise import is_arabic


class Rule(StrEnum):
    """Why two names are one. The first ones compare words, the last ones whole names."""

    SAME = "same"  # letter for letter
    MARKS = "marks"  # hamza, alef, ى and ي, ة and ه, harakat, tatweel, accents, capitals
    LISTED = "listed"  # forms of one given name in our lists
    FINAL_A = "final_a"  # «أنقرة», «أنقرا»
    FOREIGN_G = "foreign_g"  # غ ج ق ك
    FOREIGN_CH = "foreign_ch"  # تش ش, دج ج
    FOREIGN_V = "foreign_v"  # و ف at the beginning
    EMPHATIC = "emphatic"  # ط ت, ص س ز, ض د, ظ ذ ز, ث ت س
    DOUBLED = "doubled"  # a letter written once or twice
    VOWELS = "vowels"  # a long vowel written or not
    LATIN_CONSONANTS = "latin_consonants"  # q k, kh h, ph f, sh sch, -ov -off
    LATIN_VOWELS = "latin_vowels"  # Mohammed, Muhammad
    SPACING = "spacing"  # a hyphen, a space or neither
    ARTICLE = "article"  # «ال», al-, el-
    ORDER = "order"  # family name first or last
    MIDDLE_NAMES = "middle_names"
    INITIAL = "initial"
    TYPE_WORD = "type_word"  # «وكالة يونهاب», «يونهاب»
    TRANSLITERATION = "transliteration"
    FAMILY_NAME = "family_name"  # the family name alone
    CASE_ENDING = "case_ending"  # «Лосев», «Лосеву»
    SHORT_FORM = "short_form"  # a short form, the full name elsewhere in the text
    IN_STORY = "in_story"  # the full name in another article of the story
    TRIGRAMS = "trigrams"  # most letters in a row the same
    EDITOR = "editor"


_Rewriting = Callable[[str], str]


def _letters(classes: str) -> _Rewriting:
    """Writes each group of letters as its first."""
    table = str.maketrans({letter: group[0] for group in classes.split() for letter in group})
    return lambda word: word.translate(table)


def _replace(pattern: str, to: str) -> _Rewriting:
    compiled = re.compile(pattern)
    return lambda word: compiled.sub(to, word)


_ARABIC_RULES: Mapping[Rule, _Rewriting] = {
    Rule.ARTICLE: _replace(rf"^{ARTICLE}(?=...)", ""),
    Rule.FINAL_A: _replace(r"(?<=...)ه$", "ا"),
    Rule.FOREIGN_CH: lambda word: word.replace("تش", "ش").replace("دج", "ج"),
    Rule.FOREIGN_G: _letters("غجقكگ"),
    Rule.FOREIGN_V: _replace(r"^و(?=[^و]{2})", "ف"),
    Rule.EMPHATIC: _letters("تطث سصزظذ دض"),
    Rule.DOUBLED: _replace(r"(.)\1", r"\1"),
}
_LATIN_RULES: Mapping[Rule, _Rewriting] = {
    Rule.LATIN_CONSONANTS: lambda word: _latin_consonants(word),
    Rule.DOUBLED: _replace(r"([^aeiou])\1", r"\1"),
}
_FOREIGN = frozenset({Rule.FOREIGN_CH, Rule.FOREIGN_G, Rule.FOREIGN_V, Rule.EMPHATIC})
_SHORTEST = 3  # letters of a word in which a rule may change some
_SHORTEST_VOWELS = 4  # letters of a word that may lack a vowel
_LONG = 8  # letters from which it may lack two
_LONG_VOWELS = "اوي"
_LATIN_VOWELS = frozenset("aeiouyh'")
_LATIN_ALIKE = {frozenset(pair) for pair in ("ae", "ou", "ie", "iy", "ey", "ij", "yj", "uw")}


@lru_cache(maxsize=8192)
def word_rules(a: str, b: str) -> tuple[Rule, ...]:
    """The fewest rules by which two different folded words of one script are spellings of one; () if none."""
    if min(len(a), len(b)) < _SHORTEST or not (a.isalpha() and b.isalpha()):
        return ()
    if _listed_together(a, b):
        return (Rule.LISTED,)
    arabic = is_arabic(a)
    rules = _ARABIC_RULES if arabic else _LATIN_RULES
    vowels: Rule | None = Rule.VOWELS if arabic else Rule.LATIN_VOWELS
    allowed = list(rules)
    if arabic and _is_arab(a, b):
        allowed, vowels = [rule for rule in rules if rule not in _FOREIGN], None
    if not _same_by(a, b, rules, allowed, vowels):
        return ()
    if _same_by(a, b, rules, allowed, None):
        vowels = None
    for rule in list(allowed):
        fewer = [other for other in allowed if other is not rule]
        if _same_by(a, b, rules, fewer, vowels):
            allowed = fewer
    return (*allowed, vowels) if vowels else tuple(allowed)


def _same_by(a: str, b: str, rules: Mapping[Rule, _Rewriting], used: list[Rule], vowels: Rule | None) -> bool:
    for rule in used:
        a, b = rules[rule](a), rules[rule](b)
    return a == b or (vowels is not None and _vowels_alike(a, b, vowels))


def _vowels_alike(a: str, b: str, rule: Rule) -> bool:
    """Whether nothing but a few vowels differs, none at the beginning and in Arabic none at the end."""
    shorter = min(len(a), len(b))
    steps = Levenshtein.editops(a, b)
    if shorter < _SHORTEST_VOWELS or len(steps) > (
        2 if shorter >= _LONG else 1 + (rule is Rule.LATIN_VOWELS)
    ):
        return False
    return all(_vowel_step(a, b, step.tag, step.src_pos, step.dest_pos, rule) for step in steps)


def _vowel_step(a: str, b: str, tag: str, here: int, there: int, rule: Rule) -> bool:
    if not here or not there:
        return False
    if rule is Rule.LATIN_VOWELS:
        if tag == "replace":
            return frozenset((a[here], b[there])) in _LATIN_ALIKE
        return (a[here] if tag == "delete" else b[there]) in _LATIN_VOWELS
    if tag == "replace":
        return False
    word, place = (a, here) if tag == "delete" else (b, there)
    return word[place] in _LONG_VOWELS and place < len(word) - 1


def _listed_together(a: str, b: str) -> bool:
    names = given_names()
    return a in names and b in names and bool({*names[a]} & {*names[b]})


def _is_arab(a: str, b: str) -> bool:
    """Whether one is an Arab name: these have one spelling each, and a vowel more is another name."""
    return any(
        word in arab_names()
        or word in forms("family_arab.txt")
        or (word.startswith(ARTICLE) and len(word) > 4)
        for word in (a, b)
    )


_DIGRAPHS = (
    ("tsch", "c"), ("tch", "c"), ("sch", "$"), ("zh", "j"), ("dj", "j"), ("kh", "h"), ("gh", "g"),
    ("ph", "f"), ("sh", "$"), ("ch", "c"), ("th", "t"), ("dh", "d"), ("ck", "k"), ("qu", "k"), ("x", "ks"),
    ("q", "k"), ("tz", "ts"), ("z", "s"),
)  # fmt: skip
_HARD_C = re.compile(r"c(?![eiyhc])")
_V = re.compile(r"ff$|^w")


def _latin_consonants(word: str) -> str:
    word = _V.sub("v", _HARD_C.sub("k", word.replace("ch", "\0")).replace("\0", "ch"))
    for letters, sound in _DIGRAPHS:
        word = word.replace(letters, sound)
    return word


# Consonants more coarsely than any rule tells them apart, alike in both scripts.
_COARSE_ARABIC = (
    "تش:C دج:K كس:KS ب:P ت:T ث:T ج:K خ: د:T ذ:S ر:R ز:S س:S ش:C ص:S "
    "ض:T ط:T ظ:S غ:K ف:F ق:K ك:K گ:K ل:L م:M ن:N"
)
_COARSE_LATIN = (
    "tsch:C tch:C sch:C sh:C ch:C zh:K dzh:K dj:K kh: gh:K ph:F th:T dh:S ck:K qu:K x:KS ce:S ci:S cy:S b:P "
    "c:K d:T f:F g:K j:K k:K l:L m:M n:N p:P q:K r:R s:S t:T v:F z:S"
)
_COARSE = dict(pair.split(":") for pair in f"{_COARSE_ARABIC} {_COARSE_LATIN}".split())
_COARSE_PATTERN = re.compile("|".join(sorted(_COARSE, key=len, reverse=True)))


@lru_cache(maxsize=8192)
def consonants(word: str) -> str:
    """The consonants of a folded word, alike for every spelling that the rules join; digits stay."""
    if word.isdigit():
        return word
    bare = word.removeprefix(ARTICLE) if len(word) > 4 else word
    if bare[:1] in ("و", "w", "ف"):
        bare = "f" + bare[1:]
    sounds = "".join(_COARSE[match] for match in _COARSE_PATTERN.findall(bare))
    return "".join(s for i, s in enumerate(sounds) if i == 0 or s != sounds[i - 1])
