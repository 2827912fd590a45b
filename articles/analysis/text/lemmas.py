"""The dictionary form of a word, so that «وللصواريخ» and «صاروخ» meet; the same for texts and for searches.

Arabic is analysed by dictionary (simplemma) and corpus: a word the dictionary knows is looked up whole; from
others attached particles, pronouns and endings are taken, as few as possible, and only when what remains is a
word: in the dictionary, or frequent in newspapers (`words/forms_ar.tsv.gz`). Listed names stay whole.
"""

import gzip
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from simplemma import Lemmatizer
from simplemma.strategies import DefaultStrategy
from simplemma.strategies.dictionaries.dictionary_factory import (
    SUPPORTED_LANGUAGES,
    DefaultDictionaryFactory,
    DictionaryFactory,
)
from simplemma.strategies.dictionaries.stream_dictionary_factory import StreamDictionaryFactory

from articles.analysis.text import gazetteer, remembered
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.packed import PackedMap, PackedSet

WORDS = Path(__file__).parents[1] / "words"

_NO_THOUSANDS = str.maketrans("", "", ",\u066c")
_PRONOUNS = ("كما", "هما", "ها", "هم", "هن", "كم", "نا", "ني", "ه", "ك")
# Endings, with what the word may have had in their place: مباحثات is of مباحثه, مسلحون of مسلح.
_ENDINGS = (
    ("تين", "ه"), ("تان", "ه"), ("هات", ""), ("ات", "ه"), ("ات", ""), ("يين", "ي"), ("يون", "ي"),
    ("ين", ""), ("ون", ""), ("ان", ""), ("تا", "ه"), ("ا", ""), ("ه", ""),
)  # fmt: skip
# What is no particle for names, yet is one before a verb, or before a noun in ل.
_FUTURE_OR_DOUBLE_LAM = ("سي", "ست", "سن", "سا", "لل")
_SHORTEST = 3  # letters of what may remain; shorter words are found in everything («كيم» is not ك and «يم»)
_SHORTEST_NAME = 5  # letters of a listed name after a particle («بيونغ» is not ب and «يونغ»)
_FREQUENT = 20  # articles of the background corpus that make an unlisted form a word of its own
_RARER = 0.1  # what remains must not be rarer than this, against the whole («سيرغي» is not س and «يرغي»)
_AT_HAND = 4  # dictionaries of other languages, of 4 to 45 MB in each process
_ODDER = 0.01  # a lemma must not be rarer than this, against the form («ماكرون» is no plural of «ماكر»)


@lru_cache(maxsize=2048)
def lemma(word: str, *, language: str) -> str:
    """The folded lemma of one written word without its attached particles; the folded word where unknown."""
    if word[:1].isdecimal():
        return word.translate(_NO_THOUSANDS)
    form = fold_key(word).replace(" ", "")
    if not form:
        return word
    if script_language(form, language) == "ar":
        return arabic_lemma(form)
    return _dictionary_lemma(word, script_language(form, language))


def is_known(form: str) -> bool:
    """Whether a folded Arabic word is in the dictionary, or a word that newspapers write often."""
    return form in _lexicon().lemmas or _frequent(form)


def is_listed(form: str) -> bool:
    """Whether the dictionary has an Arabic word just so: not folded, with all that is attached to it."""
    return form in _lexicon().written


def has_lemma(form: str) -> bool:
    """Whether the dictionary has a folded Arabic word."""
    return form in _lexicon().lemmas


def frequent_words() -> Iterator[str]:
    """The folded Arabic words that newspapers write often."""
    return (form for form, count in _lexicon().counts.items() if count >= _FREQUENT)


def count(form: str) -> int:
    """In how many articles of the background corpus a folded Arabic word stands so."""
    return _lexicon().counts.get(form, 0)


def spelled(lemma: str) -> str:
    """A folded lemma as dictionaries write it, with hamza and ta marbuta, for readers that want it so."""
    return _lexicon().spelled.get(lemma, lemma)


def script_language(form: str, language: str) -> str:
    """The language to read one folded word in: a Latin word in an Arabic text is read as English."""
    arabic = "\u0600" <= form[0] <= "\u06ff"
    if arabic:
        return language if language in _ARABIC_SCRIPT else "ar"
    return "en" if form[0].isascii() and language in {*_ARABIC_SCRIPT, "und"} else language


_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ckb", "ug", "sd"})


@lru_cache(maxsize=2048)
def is_stop(form: str, *, language: str) -> bool:
    """Whether a folded word is a function word, with attached particles or without."""
    language = script_language(form, language)
    stops = stop_words(language)
    if form in stops or language != "ar":
        return form in stops
    return form not in _lexicon().lemmas and any(rest in stops for _, rest in splits(form))


@cache
def stop_words(language: str) -> frozenset[str]:
    """The folded function words of a language; none where we have no list."""
    path = WORDS / f"stop_{language}.txt"
    if not path.is_file():
        return frozenset()
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(fold_key(word) for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=2048)
def arabic_lemma(form: str) -> str:
    """The lemma of a folded Arabic word."""
    found = _analyse(form)
    return _lexicon().spellings.get(found, found)


@lru_cache(maxsize=remembered.WORDS)
def _dictionary_lemma(word: str, language: str) -> str:
    # The longest part between apostrophes: Putin's, l'accord.
    part = max(word.replace("’", "'").split("'"), key=len)
    found = _lemmatizer().lemmatize(part, lang=language) if language in SUPPORTED_LANGUAGES else part
    return fold_key(found).replace(" ", "")


class _Dictionaries(DictionaryFactory):
    """English at hand, since its words stand in texts of all languages; of the others the last few.

    These are read as they are packed: words take two to three times as long, in a tenth of the memory.
    """

    def __init__(self) -> None:
        self._others = StreamDictionaryFactory(cache_max_size=_AT_HAND)

    def get_dictionary(self, lang: str) -> Mapping[str, str]:
        return _english() if lang == "en" else self._others.get_dictionary(lang)


@cache
def _english() -> PackedMap:
    return PackedMap(DefaultDictionaryFactory().get_dictionary("en"))


@cache
def _lemmatizer() -> Lemmatizer:
    # What it has found is remembered here already.
    return Lemmatizer(
        cache_max_size=0, lemmatization_strategy=DefaultStrategy(dictionary_factory=_Dictionaries())
    )


def load() -> None:
    """Read the dictionaries that Arabic texts need, so that processes forked from this one share them."""
    _lexicon()
    _names()
    _english()


@dataclass(frozen=True, kw_only=True)
class _Lexicon:
    lemmas: Mapping[str, str]
    counts: Mapping[str, int]
    spellings: Mapping[str, str]
    spelled: Mapping[str, str]
    written: PackedSet  # the dictionary's forms as it has them, not folded


@lru_cache(maxsize=1)
def _lexicon() -> _Lexicon:
    counts = read_counts(WORDS / "forms_ar.tsv.gz")
    ours = _pairs("lemmas_ar.tsv")
    # A factory of our own, so that the unfolded dictionary is let go.
    unfolded = DefaultDictionaryFactory().get_dictionary("ar")
    lemmas = _folded(unfolded, counts) | ours | {ARTICLE + form: known for form, known in ours.items()}
    return _Lexicon(
        lemmas=PackedMap(lemmas),
        counts=counts,
        spellings=_pairs("spellings_ar.tsv"),
        spelled=PackedMap(_spelled(set(unfolded.values()))),
        written=PackedSet(list(unfolded)),
    )


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """The folded names of one word that lists know, for places, persons and all others."""
    listed = (name.text for one in gazetteer.load().entities.values() for name in one.names)
    given = (
        form
        for name in ("given_arab.tsv", "given_foreign.tsv", "family_foreign.tsv")
        for _, forms in gazetteer.read_rows(WORDS / "names" / name, 2)
        for form in gazetteer.variants(forms)
    )
    return frozenset(key for key in map(fold_key, (*listed, *given)) if " " not in key)


def _is_name(form: str) -> bool:
    """Whether a word is a name rather than another word, or than the accusative or the dual of one.

    «كوبا» is no cup, «عمران» not two of the name عمر.
    """
    if form not in _names() or form.startswith(ARTICLE):
        return False
    found = _lexicon().lemmas.get(form)
    return found is None or form in (found + "ا", found + "ان")


@cache
def read_counts(path: Path) -> Mapping[str, int]:
    """Words and in how many articles of the background corpus each stands; empty if there is no such file."""
    if not path.is_file():
        return {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = (line.rstrip("\n").split("\t") for line in lines if not line.startswith("#"))
        return {word: int(count) for word, count in rows}


def _pairs(name: str) -> dict[str, str]:
    lines = (WORDS / name).read_text(encoding="utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if not line.startswith("#"))
    return {fold_key(form): fold_key(meant) for form, meant in pairs}


def _spelled(written: set[str]) -> dict[str, str]:
    """Folded to written lemma, only where they differ."""
    spellings = sorted(written)
    return {key: word for key, word in zip(_fold_lines(spellings), spellings, strict=True) if key != word}


def _folded(unfolded: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, str]:
    """Folded form to folded lemma; where folding makes forms meet, the lemma newspapers use most wins."""
    forms = _fold_lines(list(unfolded))
    lemmas = _fold_lines([unfolded[form] for form in unfolded])
    stops = stop_words("ar")
    best: dict[str, tuple[bool, int]] = {}
    folded: dict[str, str] = {}
    for written, form, candidate in zip(unfolded, forms, lemmas, strict=True):
        # «معارضه» is rather معارضة than معارض with its pronoun.
        rank = (not written.endswith("ه"), 0 if candidate in stops else counts.get(candidate, 0))
        if form not in best or rank > best[form]:
            best[form], folded[form] = rank, candidate
    return folded


def _fold_lines(words: list[str]) -> list[str]:
    letters = set().union(*words)
    table = str.maketrans({letter: fold_key(letter) for letter in letters})
    return "\n".join(words).translate(table).split("\n")


def _frequent(form: str) -> bool:
    return _lexicon().counts.get(form, 0) >= _FREQUENT


@lru_cache(maxsize=2048)
def _analyse(form: str) -> str:
    """The dictionary's lemma if newspapers use it; else that of the likeliest remainder; else the form."""
    if _is_name(form):
        return form
    if usual := _usual_lemma(form):
        return usual
    if name := next((rest for _, rest in splits(form) if len(rest) >= _SHORTEST_NAME and _is_name(rest)), ""):
        return name
    remainders = _remainders(form)
    for rest in remainders:
        if _plausible(rest, form):
            return _usual_lemma(rest) or _analyse(rest)
    if form.startswith(ARTICLE) and len(form) >= _SHORTEST + 2:
        return _analyse(form.removeprefix(ARTICLE))
    lemmas = _lexicon().lemmas
    unusual = () if _frequent(form) else (form, *remainders)
    return next((lemmas[word] for word in unusual if word in lemmas), form)


def _plausible(rest: str, form: str) -> bool:
    """Whether newspapers write the rest by itself about as often as one expects of a word."""
    if rest in stop_words("ar"):
        return False
    counts = _lexicon().counts
    count, whole = counts.get(rest, 0), counts.get(form, 0)
    if rest in _lexicon().spellings:
        return True
    if _usual_lemma(rest):
        # «وأضاف» opens sentences far oftener than «أضاف» stands in them.
        least = _RARER / 5 if form == "و" + rest else _RARER
        return max(count, counts.get(ARTICLE + rest, 0)) > least * whole
    return count >= (_FREQUENT if form in (ARTICLE + rest, rest + "ه") else max(_FREQUENT, whole))


def _usual_lemma(form: str) -> str | None:
    """The dictionary's lemma, unless newspapers hardly know it although they know the form."""
    lexicon = _lexicon()
    found = lexicon.lemmas.get(form)
    if found is None or found in stop_words("ar"):
        return None
    masculine = found[:-1]
    if found.endswith("يه") and len(found) >= 5 and lexicon.lemmas.get(masculine) == masculine:
        # The dictionary takes some feminine adjectives for nouns; real nouns are rare without ta marbuta.
        adjective = lexicon.counts.get(masculine, 0) > _RARER * lexicon.counts.get(found, 0)
        found = masculine if adjective else found
    # Regular inflection may be all that newspapers use of a word; names are mistaken for other forms.
    regular = form.startswith(ARTICLE) or form.endswith(("ات", "ه", "ا"))
    return found if regular or lexicon.counts.get(found, 0) > _ODDER * lexicon.counts.get(form, 0) else None


def _remainders(form: str) -> list[str]:
    """What may be left of a word: least taken off first, of these the commonest first."""
    found = [
        # «كتابها» is rather of كتاب than كتابه with the ending of an accusative.
        (cost, form == rest + "ا" and rest.endswith("ه"), -count(rest), rest)
        for cost, rest in _parts(form)
        if len(rest) >= _SHORTEST
    ]
    return [rest for *_, rest in sorted(found)]


def _parts(form: str) -> Iterator[tuple[int, str]]:
    """How many parts are taken off, and what is left."""
    for taken, stem, article in _stems(form):
        if taken:
            yield taken, stem
        # A word with the article carries no pronoun.
        for rest in _without_ending(stem) if article else (*_without_pronoun(stem), *_without_ending(stem)):
            yield taken + 1, rest


def _stems(form: str) -> Iterator[tuple[int, str, bool]]:
    """How many attached particles are taken off, the stem, and whether the article was among them."""
    for taken, rest in splits(form):
        if rest.startswith(ARTICLE):
            yield taken + 1, rest.removeprefix(ARTICLE), True
        elif rest.startswith(_FUTURE_OR_DOUBLE_LAM):
            yield taken + 1, rest[1:], False
        yield taken, rest, False


def _without_pronoun(stem: str) -> Iterator[str]:
    for pronoun in _PRONOUNS:
        rest = stem.removesuffix(pronoun)
        if rest == stem:
            continue
        if rest.endswith("و"):  # before a pronoun the plural's alef falls away: انتخبوه is of انتخبوا
            yield rest + "ا"
        if rest.endswith("ت"):  # before a pronoun ta marbuta is written ت: عاصمتها is of عاصمه
            yield rest[:-1] + "ه"
        if rest.endswith(("اي", "او")):  # and hamza as ئ or ؤ: اصدقائهم is of اصدقاء
            yield rest[:-1] + "ء"
        yield rest


def _without_ending(stem: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        rest = stem.removesuffix(ending)
        if rest != stem:
            yield rest + instead


def forget() -> None:
    """Drop what was read from the word lists, for a trainer that has just rewritten them."""
    for one in (
        stop_words,
        is_stop,
        lemma,
        arabic_lemma,
        _analyse,
        _dictionary_lemma,
        _lexicon,
        _names,
    ):
        one.cache_clear()
    read_counts.cache_clear()
