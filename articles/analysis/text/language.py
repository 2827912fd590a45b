"""The language of a text: its script decides where it can, letter statistics where it cannot."""

import unicodedata
from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

UNDETERMINED = "und"

# Statistics settle long before this many characters; the rest of a long text is not looked at.
_SAMPLE = 1_500
# Below this many letters statistics guess; the script's most common language of news is the better guess.
_FEW_LETTERS = 20

# Letters of Persian, Urdu, Pashto and Uyghur; some slip into Arabic from other keyboards.
_NOT_ARABIC = frozenset("پچژگکیےٹڈڑںھہەۆۇۈۋېڭټډړږښګۍ")
_SLIPS = 0.02

# The first word of a letter's Unicode name is its script. The first language of each is what a very short
# text in that script is taken for; a script with one language needs no statistics.
_LANGUAGES = {
    "ARABIC": ("ar", "fa", "ur", "ps", "ug"),
    "LATIN": (
        *("en", "fr", "es", "de", "it", "pt", "nl", "tr", "pl", "sv", "da", "no", "fi", "cs", "sk", "hu"),
        *("ro", "hr", "sl", "sq", "lt", "lv", "et", "ca", "eu", "gl", "is", "ga", "cy", "mt", "id", "ms"),
        *("tl", "vi", "sw", "so", "az", "uz", "af", "ku", "ha", "yo", "zu", "xh", "rw"),
    ),
    "CYRILLIC": ("ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg"),
    "HEBREW": ("he",),
    "GREEK": ("el",),
    "ARMENIAN": ("hy",),
    "GEORGIAN": ("ka",),
    "HANGUL": ("ko",),
    "HIRAGANA": ("ja",),
    "KATAKANA": ("ja",),
    "CJK": ("zh",),
    "THAI": ("th",),
    "LAO": ("lo",),
    "KHMER": ("km",),
    "MYANMAR": ("my",),
    "ETHIOPIC": ("am",),
    "DEVANAGARI": ("hi", "mr", "ne"),
    "BENGALI": ("bn", "as"),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "KANNADA": ("kn",),
    "MALAYALAM": ("ml",),
    "GUJARATI": ("gu",),
    "GURMUKHI": ("pa",),
    "SINHALA": ("si",),
}


def known_languages() -> frozenset[str]:
    """The codes of all languages that can be told."""
    return frozenset(language for languages in _LANGUAGES.values() for language in languages)


def detect(text: str) -> str:
    """The ISO 639-1 code of the language most of the text is in, "und" where it has no letters."""
    sample = text[:_SAMPLE]
    if not any(map(str.isalpha, sample)):
        sample = "".join(filter(str.isalpha, text))[:_SAMPLE]
    scripts = Counter(map(_script, filter(str.isalpha, sample)))
    if not scripts:
        return UNDETERMINED
    script = _dominant(scripts)
    languages = _LANGUAGES.get(script, ())
    if script == "ARABIC" and sum(map(_NOT_ARABIC.__contains__, sample)) < _SLIPS * scripts[script]:
        return "ar"
    if len(languages) == 1 or (languages and scripts[script] < _FEW_LETTERS):
        return languages[0]
    return _most_likely(sample, languages)


def _dominant(scripts: Counter[str]) -> str:
    """The script with most letters; kana among Chinese characters make a text Japanese."""
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana and 10 * kana >= scripts["CJK"]:
        scripts["HIRAGANA"] += scripts.pop("CJK", 0)
    return scripts.most_common(1)[0][0]


def _most_likely(text: str, languages: tuple[str, ...]) -> str:
    """The likeliest of the languages; among all two-letter codes for a script that has no list here."""
    ranked = (language for language, _ in _identifier().rank(text) if len(language) == 2)
    return next((language for language in ranked if not languages or language in languages), UNDETERMINED)


@cache
def _script(letter: str) -> str:
    return unicodedata.name(letter, "?").split()[0].split("-")[0]


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE)
