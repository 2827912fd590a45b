"""The forms of an Arabic verb: the dictionary lists many as words of their own, «يتولى» apart from «تولى»."""

from collections.abc import Iterator
from functools import lru_cache

from articles.analysis.names.persons import arab_names
from articles.analysis.text import remembered
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.lemmas import count, has_lemma, lemma

_PERFECT = ("ت", "وا", "تا", "نا")
_IMPERFECT = (("ي", ""), ("ت", ""), ("ن", ""), ("ي", "ون"), ("ي", "وا"), ("ي", "ان"), ("ي", "ن"))
# What a reader may have typed after or before the perfect's letters, longest first.
_AFTER = ("ون", "وا", "تا", "نا", "ان", "ت", "")
_BEFORE = ("سي", "ست", "ي", "ت", "ن", "")
_SHORTEST, _LONGEST = 3, 6
# A noun that looks like a verb stands with the article, the verb's forms are rarer than this against that.
_VERBS_SHARE = 0.5
# What is rarer than this, against the likeliest, is not meant.
_RARER = 0.1
# Articles of the background corpus in which forms of a verb stand at least.
_ATTESTED = 5


@lru_cache(maxsize=remembered.WORDS)
def verb_forms(form: str) -> frozenset[str]:
    """The lemmas under which the other forms of a folded verb are indexed; none of what is rather a noun."""
    readings = [form] if has_lemma(form) else [rest for _, rest in splits(form)]
    verbs = {verb for reading in readings for verb in _verbs(reading)}
    return frozenset(lexeme for verb in verbs for lexeme in (verb, *_lexemes(verb)))


def _verbs(form: str) -> Iterator[str]:
    """The verbs of which a word is a form, as third persons of the perfect."""
    found = {lemma(form, language="ar"), *_stripped(form)}
    for verb in found:
        if _is_verb(verb) and (form == verb or lemma(form, language="ar") == verb or form in _forms(verb)):
            yield verb


def _stripped(form: str) -> Iterator[str]:
    for before in _BEFORE:
        for after in _AFTER:
            stem = form.removeprefix(before).removesuffix(after)
            if len(form) - len(stem) == len(before) + len(after) and len(stem) >= 2:
                yield from (stem, "ا" + stem, "و" + stem, stem + "ي", stem + "ا", stem[:-1] + "ا")
                yield from (stem[:-2] + "ا" + stem[-1], "ا" + stem[:-2] + "ا" + stem[-1], "ا" + stem + "ي")


@lru_cache(maxsize=remembered.WORDS)
def _is_verb(word: str) -> bool:
    if not _SHORTEST <= len(word) <= _LONGEST or not has_lemma(word) or word in arab_names():
        return False
    used = max(count(form) for form in (*_imperfects(word), _feminine(word)))
    return used >= max(_ATTESTED, _VERBS_SHARE * count(ARTICLE + word))


@lru_cache(maxsize=4096)
def _lexemes(verb: str) -> frozenset[str]:
    """Lemmas of the forms that are not some other verb's: «توقع» is no form of «وقع»."""
    found = {form: lemma(form, language="ar") for form in _forms(verb)}
    return frozenset(
        lexeme
        for form, lexeme in found.items()
        if (lexeme in (form, verb) or count(lexeme) < _RARER * count(verb))
        and not (form[0] == "ت" and count("ي" + form) >= _ATTESTED)
    )


def _feminine(verb: str) -> str:
    return _perfect_stem(verb) + "ت"


def _perfect_stem(verb: str) -> str:
    return verb[:-1] if verb[-1] in "يا" else verb


def _imperfects(verb: str) -> Iterator[str]:
    return ("ي" + stem for stem in _imperfect_stems(verb))


@lru_cache(maxsize=4096)
def _forms(verb: str) -> frozenset[str]:
    perfect = (_perfect_stem(verb) + ending for ending in _PERFECT)
    imperfect = (
        before + (base[:-1] if base[-1] in "يو" and after.startswith("و") else base) + after
        for base in _imperfect_stems(verb)
        for before, after in _IMPERFECT
    )
    return frozenset((*perfect, *imperfect))


@lru_cache(maxsize=remembered.WORDS)
def _imperfect_stems(verb: str) -> tuple[str, ...]:
    """What may follow the imperfect's first letter, by the kind of the verb; none that nobody writes."""
    base = verb[1:] if verb[0] == "ا" and len(verb) > 3 else verb
    stems = {base}
    if base[-1] in "يا":
        stems = {base[:-1] + ending for ending in "يو"}
    elif len(base) == 3 and base[1] == "ا":
        stems = {base[0] + vowel + base[2] for vowel in "ويا"}
    elif len(base) > 2 and base[-2] == "ا":
        stems |= {base[:-2] + "ي" + base[-1]}
    if len(verb) == 3 and verb[0] == "و":
        stems |= {stem[1:] for stem in stems}
    if len(verb) == 3 and verb[0] == "ا":
        stems |= {"و" + stem[1:] for stem in stems}
    used = {stem: count("ي" + stem) for stem in sorted(stems)}
    most = max(used.values())
    return tuple(stem for stem in used if used[stem] >= _RARER * most)
