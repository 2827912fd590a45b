"""Persons whom no list names, found by title, role, verb of speech and the look of the name itself."""

import re
from collections.abc import Collection, Iterator, Mapping
from functools import cache, lru_cache
from itertools import islice, product

from articles.analysis.names.found import Found, Scene
from articles.analysis.text import gazetteer, remembered
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.gazetteer import Kind, Name, make_entity, read_rows, variants
from articles.analysis.text.lemmas import WORDS, is_listed, read_counts
from articles.analysis.text.lists import FOLDER, forms, sections
from articles.analysis.text.normalise import TATWEEL, fold_key

LONGEST = 4  # words of a name without its particles (بن, أبو, آل)
LINKS = frozenset(
    [
        "بن",
        "ابن",
        "بنت",
        "ابو",
        "ابي",
        "ابا",
        "ال",
        "ولد",
        "عبد",
        "دي",
        "دو",
        "دا",
        "فان",
        "فون",
        "دير",
        "دل",
        "ديل",
        "سان",
        "اوغلو",
    ]
)
_RANKS = frozenset(["جنرال", "مارشال", "دكتور", "شيخ"])  # stand before a name without the article too
RARE = 100  # articles of the background corpus below which a word is rare
_REACH = 7  # words between a title and the name it announces
_ENGLISH_NAMES = 6  # generated English spellings per person


@lru_cache(maxsize=1)
def given_names() -> dict[str, tuple[str, ...]]:
    """Folded Arabic given names with their English forms."""
    return _read("given_foreign.tsv") | _read("given_arab.tsv")


@lru_cache(maxsize=1)
def arab_names() -> frozenset[str]:
    return frozenset(_read("given_arab.tsv"))


@lru_cache(maxsize=1)
def family_names() -> dict[str, tuple[str, ...]]:
    return _read("family_foreign.tsv")


@lru_cache(maxsize=1)
def east_asian() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Family names and syllables of given names, folded, with their English forms."""
    return _read("surnames_east_asian.tsv"), _read("syllables_east_asian.tsv")


def _read(name: str) -> dict[str, tuple[str, ...]]:
    read: dict[str, tuple[str, ...]] = {}
    for english, arabic in read_rows(FOLDER / name, 2):
        for form in variants(arabic):
            read.setdefault(fold_key(form), variants(english))
    return read


def find_persons(scene: Scene) -> Iterator[Found]:
    for index in scene.written.places(_openings().intersection(scene.written.readings)):
        yield from _by_given_name(scene, index)
        yield from _by_title(scene, index)
        yield from _by_nationality(scene, index)
        yield from _by_speech(scene, index)


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The words at which one of the rules can begin: most need not be looked at more closely."""
    given = (name.partition(" ")[0] for name in given_names())
    titles = (title for listed in sections("titles_ar.txt").values() for title in listed)
    return frozenset([*given, *titles, *gazetteer.load().demonyms, *forms("speech_ar.txt")])


def _by_given_name(scene: Scene, index: int) -> Iterator[Found]:
    """A listed given name and at least one more word that looks like a name."""
    if index in scene.listed and scene.listed[index].entity.kind is Kind.PERSON:
        return
    for strip, form in splits(scene.words[index].form):
        if is_function(scene, index):
            return
        starts = _given_length(scene, index, form)
        if strip and is_listed(bare_surface(scene.words[index].surface)):
            return
        if not starts:
            continue
        last = _extend(scene, index + starts, LONGEST - 1, after_given=True)
        if last > index + starts:
            yield make_person(scene, index, last, strip, "given_name", weight=2)
        return


def _given_length(scene: Scene, index: int, form: str) -> int:
    """How many words a listed given name takes: «عبد الله» takes two; 0 if there is none."""
    if scene.joined(index + 1) and f"{form} {scene.words[index + 1].form}" in given_names():
        return 2
    return 1 if form in given_names() else 0


def _by_title(scene: Scene, index: int) -> Iterator[Found]:
    """A title or role, then words that belong to it, then a name: «وزير الدفاع الروسي سيرغي شويغو»."""
    strength = title_strength(scene.words[index].form)
    if not strength:
        return
    place = index + 1
    for _ in range(_REACH):
        if not scene.joined(place):
            return
        last = _sequence(scene, place)
        vouched = strength == "strong" and not _is_construct(scene, index, place)
        if last - place >= 2 or (last - place == 1 and vouched and _lone(scene, place)):
            yield make_person(scene, place, last, 0, "title", weight=1)
            return
        place = _past_complement(scene, place)
        if not place:
            return


def _is_construct(scene: Scene, index: int, place: int) -> bool:
    """Whether a title without article leads on to what he leads or plays for: «لاعب …», «مدرب …»."""
    readings = [rest for _, rest in splits(scene.words[index].form)]
    definite = any(rest.startswith(ARTICLE) for rest in readings)
    return place == index + 1 and not definite and _RANKS.isdisjoint(readings)


@lru_cache(maxsize=remembered.WORDS)
def title_strength(form: str) -> str:
    for _, rest in splits(form):
        for strength, titles in sections("titles_ar.txt").items():
            if rest in titles:
                return strength
    return ""


def _past_complement(scene: Scene, place: int) -> int:
    """The word after what may stand between title and name: a listed name, an adjective of nationality …"""
    if found := scene.listed.get(place):
        return found.last if found.entity.kind is not Kind.PERSON else 0
    if length := nationality(scene, place):
        return place + length
    form = scene.words[place].form
    if _is_epithet(scene, place):
        return place + 1
    return place + 1 if any(rest in forms("title_complements_ar.txt") for _, rest in splits(form)) else 0


def nationality(scene: Scene, place: int) -> int:
    """How many words an Arabic adjective of nationality takes here; 0 if there is none."""
    words, demonyms = scene.words, scene.gazetteer.demonyms
    if place >= len(words):
        return 0
    if scene.joined(place + 1) and f"{words[place].form} {words[place + 1].form}" in demonyms:
        return 2
    return 1 if words[place].form in demonyms else 0


def _by_nationality(scene: Scene, index: int) -> Iterator[Found]:
    """«البلغاري غريغور ديميتروف»: an adjective of nationality, then two or more words like a name."""
    form = scene.words[index].form
    if not any(rest.startswith(ARTICLE) and rest in scene.gazetteer.demonyms for _, rest in splits(form)):
        return
    place = index + (nationality(scene, index) or 1)
    if scene.joined(place) and not nationality(scene, place):
        last = _sequence(scene, place)
        if last - place >= 2:
            yield make_person(scene, place, last, 0, "nationality", weight=1)


def _by_speech(scene: Scene, index: int) -> Iterator[Found]:
    """A verb of speech, perhaps whom it was said to, then two or more words that are no other words."""
    verbs = forms("speech_ar.txt")
    if not any(rest in verbs for _, rest in splits(scene.words[index].form)) or not scene.joined(index + 1):
        return
    place = index + 1
    if (found := scene.listed.get(place)) and found.entity.kind is not Kind.PERSON and found.strip:
        place = found.last
    if scene.joined(place):
        last = _sequence(scene, place)
        if last - place >= 2:
            yield make_person(scene, place, last, 0, "speech_verb", weight=1)


def _sequence(scene: Scene, place: int) -> int:
    """The end of a run of words that look like one name; `place` itself if the first doesn't."""
    if not name_like(scene, place) or (place in scene.listed and not scene.listed[place].strip):
        return place
    title = scene.words[place].form.startswith(ARTICLE) and title_strength(scene.words[place].form)
    if title or _is_epithet(scene, place):  # «قال البروفيسور فلان»
        return place
    given = scene.words[place].form in given_names()
    return _extend(scene, place + 1, LONGEST - 1, after_given=given)


def _is_epithet(scene: Scene, place: int) -> bool:
    """«الحارس المخضرم إيغور …»: a word with the article before a given name is none."""
    following = scene.words[place + 1].form if scene.joined(place + 1) else ""
    return scene.words[place].form.startswith(ARTICLE) and following in _foreign_given_names()


def _extend(scene: Scene, place: int, most: int, *, after_given: bool = False) -> int:
    """The end of a name that goes on at `place`; after a given name more words are taken for its rest."""
    taken = 0
    while taken < most and scene.joined(place) and not _quotation_mark_before(scene, place):
        if carries_clitics(scene.words[place].surface) or _begins_another(scene, place, taken):
            break
        form = scene.words[place].form
        if place in scene.listed and scene.listed[place].entity.kind is Kind.PERSON:
            break
        if form in east_asian()[0] and not _east_asian(scene, place - 1):  # «ألكسندر كوزلوف كيم» are two
            break
        if form in LINKS and not _is_particle(scene, place):
            end = _past_links(scene, place)
            if not end:
                break
            place = end
        elif name_like(scene, place) or (after_given and _family_like(scene, place, strict=taken > 0)):
            place += 1
        else:
            break
        taken += 1
    return place


def _begins_another(scene: Scene, place: int, taken: int) -> bool:
    """Whether a given name follows a family name in ال and ي: «نادية الكناني | ياسر …»."""
    before = scene.words[place - 1].form
    nisba = before.startswith(ARTICLE) and before.endswith("ي") and scene.words[place - 2].form != "عبد"
    return taken > 0 and nisba and scene.words[place].form in given_names()


def _quotation_mark_before(scene: Scene, place: int) -> bool:
    return any(mark in scene.written.gap(place) for mark in '"“”«»„')


def _is_particle(scene: Scene, place: int) -> bool:
    """«فإن» is no «فان», as its hamza shows."""
    return bare_surface(scene.words[place].surface)[1:] in _function_surfaces()


def _past_links(scene: Scene, place: int) -> int:
    """The word after particles of a name and the word they need: «بن عبد الله»; 0 if it is missing."""
    while scene.joined(place + 1) and scene.words[place].form in LINKS:
        place += 1
    form = scene.words[place].form
    whole = form not in LINKS and len(form) > 2 and not is_function(scene, place)
    return place + 1 if whole else 0


def is_function(scene: Scene, place: int) -> bool:
    """Whether a word is a function word as printed; folded, Ali and «على», Ahn and «أن» would be the same."""
    word = scene.words[place]
    return _is_function_word(word.form, word.surface)


@lru_cache(maxsize=2048)
def _is_function_word(form: str, surface: str) -> bool:
    surface, printed = bare_surface(surface), _function_surfaces()
    if surface in printed or (surface[:1] in ("و", "ف") and surface[1:] in printed):
        return True
    listed = forms("function_words_ar.txt")
    return not _marked(surface) and (form in listed or (form[:1] in ("و", "ف") and form[1:] in listed))


@lru_cache(maxsize=1)
def _function_surfaces() -> frozenset[str]:
    lines = (FOLDER / "function_words_ar.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _marked(surface: str) -> bool:
    """Whether a spelling shows a letter that tells words apart which fold to the same."""
    return surface.startswith("آ") or surface == "علي"


def bare_surface(surface: str) -> str:
    """A word as printed, without harakat and tatweel."""
    return _MARKS.sub("", surface)


_MARKS = re.compile(f"[{TATWEEL}\u064b-\u065f\u0670]")


def _east_asian(scene: Scene, place: int) -> bool:
    form = scene.words[place].form
    return form in east_asian()[0] or form in east_asian()[1]


def name_like(scene: Scene, place: int) -> bool:
    """Whether a word can be part of an Arabic-script person's name: listed as one, or no word at all."""
    word = scene.words[place]
    form = word.form
    if is_function(scene, place) or not form.isalpha() or form in scene.gazetteer.demonyms:
        return False
    if form.startswith("وال"):
        return form in given_names()
    if form[0] == "و" and (form[1:] in given_names() or form[1:] in family_names()):
        return form in given_names()
    if form in given_names() or form in family_names():
        return True
    if _east_asian(scene, place):
        return _in_east_asian_run(scene, place)
    if (found := scene.listed.get(place)) and found.entity.kind is not Kind.PERSON:
        return False
    arabic = "\u0600" <= form[:1] <= "\u06ff"
    return (
        arabic and len(form) > 2 and not _follows_common_word(scene, place) and not known_word(word.surface)
    )


def _follows_common_word(scene: Scene, place: int) -> bool:
    before = splits(scene.words[place - 1].form) if place else ()
    return any(rest in forms("common_given_ar.txt") for _, rest in before)


def _family_like(scene: Scene, place: int, *, strict: bool) -> bool:
    """What may end a name after a given name: a listed family name, a nisba («الصاوي»), or a strange word.

    `strict` leaves strange words out, for what follows a name that may be whole already.
    """
    word = scene.words[place]
    form = word.form
    if is_function(scene, place) or not form.isalpha() or nationality(scene, place) or place in scene.listed:
        return False
    if _coordinated(form):
        return False
    if form in forms("family_arab.txt"):
        return True
    if form.startswith(ARTICLE):
        other = (
            form in forms("title_complements_ar.txt")
            or form in forms("institutions_ar.txt")
            or title_strength(form)
        )
        return form.endswith("ي") and len(form) > 5 and not other
    if strict or len(form) < 3 or _follows_common_word(scene, place):
        return False
    if form.endswith(_OWNED) and known_word(word.surface):  # «هوايته»
        return False
    return not inflected(word.surface) or (_follows_foreign_name(scene, place) and is_rare(form))


@lru_cache(maxsize=1)
def _foreign_given_names() -> frozenset[str]:
    return frozenset(_read("given_foreign.tsv"))


def _follows_foreign_name(scene: Scene, place: int) -> bool:
    before = splits(scene.words[place - 1].form) if place else ()
    return any(rest in _foreign_given_names() for _, rest in before)


def is_rare(form: str) -> bool:
    """A word that newspapers seldom print and that doesn't look inflected: after «ستيف», «بلوك» is a name."""
    return form[0] not in "يت" and form[-1] != "ه" and background_count(form) < RARE


def background_count(form: str) -> int:
    """In how many articles of the background corpus a folded word stands; 0 for the rarest."""
    return _counts().get(form, 0)


@lru_cache(maxsize=1)
def _counts() -> Mapping[str, int]:
    return read_counts(WORDS / "forms_ar.tsv.gz")


def _coordinated(form: str) -> bool:
    """Whether a word opens the next member of a series: «وباتريك», «والمرابحة»; «وليد» and «والاس» don't."""
    return form[0] == "و" and len(form) > 3 and form not in given_names() and form not in family_names()


def _in_east_asian_run(scene: Scene, place: int) -> bool:
    """Korean and Chinese syllables look like Arabic words, so they count only beside others of their kind."""
    before = place > 0 and scene.joined(place) and _foreign(scene, place - 1)
    return before or (scene.joined(place + 1) and _foreign(scene, place + 1))


def _foreign(scene: Scene, place: int) -> bool:
    surface = scene.words[place].surface
    return _east_asian(scene, place) or (
        len(surface) > 2 and not surface.isascii() and not known_word(surface)
    )


def _lone(scene: Scene, place: int) -> bool:
    """A single word after a title: only one that is no other word and isn't followed by more of a phrase."""
    form = scene.words[place].form
    return (
        form not in given_names()
        and len(form) > 3
        and form[:2] != ARTICLE
        and not known_word(scene.words[place].surface)
    )


@lru_cache(maxsize=2048)
def known_word(surface: str) -> bool:
    """Whether the dictionary knows an Arabic word, with or without particles, pronouns, endings."""
    return any(map(is_listed, _stems(bare_surface(surface))))


_PREFIXES = (
    "", "و", "ف", "ب", "ل", "ك", "س", "ال", "وال", "بال", "فال", "كال", "لل", "ول", "وب", "ولل", "وس",
    "فس", "وبال",
)  # fmt: skip
_SUFFIXES = (
    "", "ه", "ها", "هم", "هما", "نا", "ك", "ي", "ين", "ون", "ان", "ات", "ة", "ت", "وا", "ا", "اً", "ية",
    "يا", "يين", "يون", "يات", "تين", "تان", "ته", "تها", "تهم", "اته", "اتها", "اتهم", "ني", "وه", "وها",
    "هن", "كم", "ى", "ء",
)  # fmt: skip


@lru_cache(maxsize=2048)
def inflected(surface: str) -> bool:
    """Whether the dictionary knows a word as it is, or with particles or object pronouns only."""
    plain = bare_surface(surface)
    parts = (plain.removeprefix(prefix) for prefix in _prefixes(plain[:1]) if plain.startswith(prefix))
    stems = (part.removesuffix(suffix) for part in parts for suffix in _PRONOUNS if part.endswith(suffix))
    return plain.startswith(("ست", "سي", "سن", "سأ")) or any(map(is_listed, stems))


_OWNED = ("ته", "تها", "تهم")
_PRONOUNS = ("", "ه", "ها", "هم", "هما", "نا")


@lru_cache(maxsize=2048)
def carries_clitics(surface: str) -> bool:
    """Whether an unlisted word is a common one with what no name carries: «منزله», «بلقائك», «متخوفا»."""
    plain = bare_surface(surface)
    form = fold_key(plain)
    if form in given_names() or form in family_names() or form in forms("family_arab.txt"):
        return False
    if surface.endswith(_TANWIN) or (plain[:1] == "م" and plain[-1:] == "ا" and is_listed(plain[:-1])):
        return len(plain) >= _SHORTEST_ACCUSATIVE
    count = background_count(form)
    return any(is_listed(noun) and background_count(fold_key(noun)) > count for noun in _nouns(plain))


def _nouns(plain: str) -> Iterator[str]:
    """What a word is without particles and pronouns, at least one of them written on to it."""
    for particle in _PARTICLES:
        if not plain.startswith(particle):
            continue
        rest = plain[len(particle) :]
        if particle.endswith((ARTICLE, "لل")):
            yield rest
        for pronoun in _BEHIND_PARTICLE if particle else _BEHIND_NOUN:
            stem = rest.removesuffix(pronoun)
            if rest.endswith(pronoun) and len(stem) >= _SHORTEST_NOUN:
                yield from _endings(stem)


def _endings(stem: str) -> Iterator[str]:
    """A noun before a pronoun and, where its end is then written in another way, as it is alone."""
    yield stem
    if stem[-1] == "ت":
        yield stem[:-1] + "ة"
    if stem[-1] in "ئؤ":
        yield stem[:-1] + "ء"


_TANWIN = ("\u064b", "\u064bا", "\u064bى")
_SHORTEST_NOUN = 3
_SHORTEST_ACCUSATIVE = 5
_PARTICLES = ("", "ب", "ل", "ك", "و", "ف", "وب", "ول", "فب", "فل", "بال", "وبال", "فبال", "كال", "لل", "ولل")
_BEHIND_NOUN = ("ه", "ها", "هم", "هما", "هن")
_BEHIND_PARTICLE = (*_BEHIND_NOUN, "ك", "كم", "كما", "نا")


@cache
def _prefixes(first: str) -> tuple[str, ...]:
    """Those that a word with this first letter may begin with."""
    return tuple(prefix for prefix in _PREFIXES if prefix[:1] in ("", first))


@cache
def _suffixes(last: str) -> tuple[str, ...]:
    """Those that a word with this last letter may end with."""
    return tuple(suffix for suffix in _SUFFIXES if suffix[-1:] in ("", last))


def _stems(plain: str) -> Iterator[str]:
    for prefix in _prefixes(plain[:1]):
        if not plain.startswith(prefix):
            continue
        rest = plain[len(prefix) :]
        for suffix in _suffixes(rest[-1:]):
            if rest.endswith(suffix) and len(rest) - len(suffix) >= (3 if prefix or suffix else 1):
                stem = rest[: len(rest) - len(suffix)]
                yield stem
                if suffix in ("ته", "تها", "تهم", "ات", "تين", "تان", "اته", "اتها", "اتهم"):
                    yield stem + "ة"
                if prefix in ("س", "وس", "فس") or suffix:
                    yield from (stem + "ى", stem + "ا")


def make_person(scene: Scene, first: int, last: int, strip: int, rule: str, *, weight: int) -> Found:
    span = scene.written.span(first, last, strip=strip)
    text = " ".join(
        scene.written.folded.original[span.start : span.end].replace("_", " ").replace("#", " ").split()
    )
    arabic = Name(text=bare_surface(text), language="ar")
    names = (*(Name(text=t, language="en") for t in english_names(fold_key(text))), arabic)
    return Found(
        first=first, last=last, strip=strip, entity=make_entity(Kind.PERSON, names), rule=rule, weight=weight
    )


def english_names(key: str) -> tuple[str, ...]:
    """English spellings of a folded Arabic name, made from listed parts; empty if one is not listed."""
    words = key.split()
    surnames, syllables = east_asian()
    if family_first(key):
        if not all(word in syllables for word in words[1:]):
            return ()
        parts = [surnames[words[0]], *(syllables[w] for w in words[1:])]
        return tuple(dict.fromkeys(_east_asian_spellings(parts)))
    joined = _western_parts(words)
    return tuple(" ".join(p) for p in islice(product(*joined), _ENGLISH_NAMES)) if joined else ()


def _east_asian_spellings(parts: list[tuple[str, ...]]) -> Iterator[str]:
    chosen = list(islice(product(*parts), _ENGLISH_NAMES))
    yield from (" ".join(p) for p in chosen)
    yield from (f"{p[0]} {p[1]}-{p[2].lower()}" for p in chosen if len(p) == 3)


def _western_parts(words: list[str]) -> list[tuple[str, ...]]:
    parts: list[tuple[str, ...]] = []
    index = 0
    while index < len(words):
        two = " ".join(words[index : index + 2])
        found = given_names().get(two) if len(two.split()) == 2 else None
        step = 2 if found else 1
        found = found or given_names().get(words[index]) or family_names().get(words[index])
        if not found:
            return []
        parts.append(found)
        index += step
    return parts


@lru_cache(maxsize=4096)
def family_first(key: str) -> bool:
    """Whether a folded name, Arabic or Latin, is East Asian by its words: its first is the family name."""
    words = key.split()
    if len(words) not in (2, 3):
        return False
    surnames, syllables = _latin_east_asian() if key[0].isascii() else east_asian()
    return words[0] in surnames and all(_of_syllables(word, syllables) for word in words[1:])


@lru_cache(maxsize=1)
def _latin_east_asian() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    surnames, syllables = east_asian()
    return _latin(surnames), _latin(syllables)


def _latin(listed: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {fold_key(english): (english,) for forms_ in listed.values() for english in forms_}


def _of_syllables(word: str, syllables: Collection[str]) -> bool:
    """Whether a word is one listed syllable or two written together (Jinping)."""
    return word in syllables or any(
        word[:i] in syllables and word[i:] in syllables for i in range(2, len(word))
    )
