"""Names that no list holds because they are made by rule: «جامعة أوسلو», «الجيش الروسي», «وزارة الدفاع»."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from articles.analysis.names.found import Found, Scene
from articles.analysis.names.persons import LINKS, is_rare, name_like, nationality
from articles.analysis.text.clitics import ARTICLE, splits
from articles.analysis.text.gazetteer import Demonym, Entity, Kind, Name, make_entity, read_rows, variants
from articles.analysis.text.lists import FOLDER, forms, sections
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.written import Word

_MINISTRY = frozenset({"وزاره", "لوزاره"})
ALONE = "_alone"  # ends the rule of an institution named without its country
_LONGEST_NAME = 3
_LONGEST_QUOTED = 4
_LONGEST_HONOURED = 8
_HONOURS = frozenset(
    [
        "الملك",
        "الملكه",
        "الامير",
        "الاميره",
        "الشيخ",
        "الشيخه",
        "السلطان",
        "الامام",
        "القديس",
        "القديسه",
        "الشهيد",
    ]
)
_NO_MARKS = str.maketrans("_#", "  ", '"«»“”„')


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    kind: Kind
    patterns: tuple[str, ...]
    takes: frozenset[str]


@lru_cache(maxsize=1)
def heads() -> dict[str, Head]:
    rows = read_rows(FOLDER / "compose_ar.tsv", 4)
    return {
        fold_key(head): Head(kind=Kind(kind), patterns=variants(patterns), takes=frozenset(takes.split()))
        for head, kind, patterns, takes in rows
    }


@lru_cache(maxsize=1)
def suffixes() -> dict[str, tuple[str, ...]]:
    return {
        fold_key(word): variants(patterns)
        for word, patterns in read_rows(FOLDER / "compose_suffixes_ar.tsv", 2)
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    kind: Kind
    patterns: tuple[str, ...]
    before_country: bool


@lru_cache(maxsize=1)
def actors() -> dict[str, Actor]:
    """Phrases that need an adjective of nationality («الجيش»), and those that need a country («جيش»)."""
    found: dict[str, Actor] = {}
    for definite, bare, kind, patterns in read_rows(FOLDER / "actors_ar.tsv", 4):
        actor = Actor(kind=Kind(kind), patterns=variants(patterns), before_country=False)
        found[fold_key(definite)] = actor
        if bare != "-":
            found[fold_key(bare)] = replace(actor, before_country=True)
    return found


@lru_cache(maxsize=1)
def _head_openings() -> frozenset[str]:
    return frozenset(head.split()[0] for head in heads())


@lru_cache(maxsize=1)
def _actor_openings() -> frozenset[str]:
    return frozenset(actor.split()[0] for actor in actors())


@lru_cache(maxsize=1)
def ministries() -> dict[str, tuple[str, ...]]:
    return {
        fold_key(arabic): variants(english) for arabic, english in read_rows(FOLDER / "ministries_ar.tsv", 2)
    }


def compose(scene: Scene) -> Iterator[Found]:
    openings = _openings()
    for index in scene.written.places(openings.intersection(scene.written.readings)):
        for strip, form in splits(scene.words[index].form):
            found = form in openings and (
                _ministry(scene, index, strip, form)
                or _actor(scene, index, strip, form)
                or _headed(scene, index, strip, form)
                or _institution(scene, index, strip, form)
            )
            if found:
                yield found
                break


@lru_cache(maxsize=1)
def _openings() -> frozenset[str]:
    """The words with which a composed name can begin."""
    return _MINISTRY | _actor_openings() | _head_openings() | sections("institutions_ar.txt")["heads"]


def _phrase(scene: Scene, index: int, form: str, most: int) -> Iterator[tuple[str, int]]:
    """The phrases that start at a word, longest first, each with the word after it."""
    words = [form]
    while len(words) < most and scene.joined(index + len(words)):
        words.append(scene.words[index + len(words)].form)
    for length in range(len(words), 0, -1):
        yield " ".join(words[:length]), index + length


def _ministry(scene: Scene, index: int, strip: int, form: str) -> Found | None:
    """«وزارة الدفاع», with the adjective of nationality or country after it."""
    if form not in _MINISTRY or not scene.joined(index + 1):
        return None
    for subject, last in _phrase(scene, index + 1, scene.words[index + 1].form, 3):
        definite = subject if subject.startswith(ARTICLE) else ARTICLE + subject
        if definite in ministries() or subject in ministries():
            english = ministries().get(subject) or ministries()[definite]
            return _owned(
                scene, index, last, strip, ministry_patterns(english), Kind.ORGANISATION, "ministry"
            )
    return None


def ministry_patterns(english: tuple[str, ...]) -> tuple[str, ...]:
    main = tuple(
        p
        for e in english
        for p in (f"Ministry of {e} of {{c}}", f"{{a}} Ministry of {e}", f"{{a}} {e} Ministry")
    )
    return main + tuple(f"Ministry of {e}" for e in english)


def _actor(scene: Scene, index: int, strip: int, form: str) -> Found | None:
    if form not in _actor_openings():
        return None
    for phrase, last in _phrase(scene, index, form, 3):
        actor = actors().get(phrase)
        if not actor:
            continue
        owner, end = _owner(scene, last)
        if (
            owner
            and actor.before_country != bool(nationality(scene, last))
            and not after_minister(scene.words, index)
        ):
            return make_named(
                scene, index, end, strip, fill_owner(actor.patterns, owner), actor.kind, "actor_of_country"
            )
    return None


def after_minister(words: Sequence[Word], index: int) -> bool:
    """In «وزير الدفاع الروسي» the adjective is the minister's and «الدفاع» no institution."""
    before = words[index - 1].form if index and words[index].joined else ""
    return any(rest.startswith(("وزير", "وزاره", "وزراء")) for _, rest in splits(before))


def _owned(
    scene: Scene, index: int, last: int, strip: int, patterns: tuple[str, ...], kind: Kind, rule: str
) -> Found:
    owner, end = _owner(scene, last)
    if owner:
        return make_named(scene, index, end, strip, fill_owner(patterns, owner), kind, rule)
    bare = tuple(p for p in patterns if "{" not in p)
    return make_named(scene, index, last, strip, bare, kind, f"{rule}{ALONE}")


def _owner(scene: Scene, place: int) -> tuple[Demonym | None, int]:
    """The country that an adjective or its own name says here, and the word after it."""
    if not scene.joined(place):
        return None, place
    if length := nationality(scene, place):
        form = " ".join(scene.words[place + i].form for i in range(length))
        return scene.gazetteer.demonyms[form], place + length
    found = scene.bare(place)
    if found and found.group == "countries":
        adjective = next(
            (d.adjective for d in scene.gazetteer.demonyms.values() if d.country == found.entity), ""
        )
        return Demonym(country=found.entity, adjective=adjective), found.last
    return None, place


def fill_owner(patterns: tuple[str, ...], owner: Demonym) -> tuple[str, ...]:
    usable = (p for p in patterns if "{a}" not in p or owner.adjective)
    return tuple(p.format(a=owner.adjective, c=owner.country.name("en")) for p in usable)


def _headed(scene: Scene, index: int, strip: int, form: str) -> Found | None:
    if form not in _head_openings():
        return None
    for phrase, place in _phrase(scene, index, form, 2):
        head = heads().get(phrase)
        if head and scene.joined(place):
            found = _with_listed(scene, index, place, strip, head) or _with_unlisted(
                scene, index, place, strip, head
            )
            if found:
                return found
    return None


def _with_listed(scene: Scene, index: int, place: int, strip: int, head: Head) -> Found | None:
    proper = scene.bare(place)
    if not proper:
        return None
    last, patterns = _past_suffix(scene, proper.last, head)
    same_group = (
        head.kind is not Kind.PLACE or proper.group in ("regions", "countries") or "place" not in head.takes
    )
    if proper.entity.kind is head.kind and "same" in head.takes and same_group:
        return Found(
            first=index,
            last=last,
            strip=strip,
            entity=proper.entity,
            rule="type_word",
            group=proper.group,
            weight=3,
        )
    wanted = {Kind.PLACE: "place", Kind.PRODUCT: "product"}.get(proper.entity.kind)
    if wanted in head.takes:
        last = _past_adjective(scene, last, index) if head.kind is Kind.ORGANISATION else last
        english = tuple(p.format(n) for p in patterns for n in _english(proper.entity)[:1])
        return make_named(scene, index, last, strip, english, head.kind, "composed")
    return None


def _past_adjective(scene: Scene, last: int, index: int) -> int:
    """Takes in an adjective of the institution or its place: «بنك السودان المركزي», «حزب مصر القوية»."""
    form = scene.words[last].form if scene.joined(last) else ""
    if form in sections("institutions_ar.txt")["adjectives"] and not nationality(scene, last):
        return last + 1
    party = scene.words[index].form.endswith("حزب") and form.startswith(ARTICLE)
    said = form in forms("function_words_ar.txt") or form in forms("title_complements_ar.txt")
    return last + 1 if party and not said and not nationality(scene, last) else last


def _english(entity: Entity) -> tuple[str, ...]:
    return tuple(n.text for n in entity.names if n.language == "en")


def _past_suffix(scene: Scene, last: int, head: Head) -> tuple[int, tuple[str, ...]]:
    """Takes in an adjective of type after the proper name: «قاعدة فوستوتشني الفضائية»."""
    if scene.joined(last) and head.kind is Kind.FACILITY and scene.words[last].form in suffixes():
        return last + 1, suffixes()[scene.words[last].form] or head.patterns
    return last, head.patterns


def _with_unlisted(scene: Scene, index: int, place: int, strip: int, head: Head) -> Found | None:
    if "name" not in head.takes:
        return None
    last = _quoted(scene, place) or _honoured(scene, place) or _unknown_run(scene, place, head)
    if not last:
        return None
    last, _ = _past_suffix(scene, last, head)
    return make_named(scene, index, last, strip, (), head.kind, "type_and_name")


def _quoted(scene: Scene, place: int) -> int:
    """The end of a short name in quotation marks; 0 if none starts here."""
    if not scene.words[place].quoted:
        return 0
    for last in range(place + 1, min(place + _LONGEST_QUOTED, len(scene.words)) + 1):
        if any(c in scene.written.gap(last) for c in "\"”»'"):
            return last
        if not scene.joined(last):
            return 0
    return 0


def _honoured(scene: Scene, place: int) -> int:
    """The end of «الملك فهد», «الشيخ زايد بن سلطان», «الأمير سلطان الطبية»: whom an institution honours."""
    if scene.words[place].form not in _HONOURS or not scene.joined(place + 1):
        return 0
    last = place + 1
    while scene.joined(last) and scene.words[last].form in LINKS and last - place < _LONGEST_HONOURED:
        last += 1
    last += 1
    while scene.joined(last + 1) and scene.words[last].form in LINKS and last - place < _LONGEST_HONOURED:
        last += 2
    adjectives = sections("institutions_ar.txt")["adjectives"]
    while scene.joined(last) and last - place < _LONGEST_HONOURED and scene.words[last].form in adjectives:
        last += 1
    return last if last <= len(scene.words) else 0


def _unknown_run(scene: Scene, place: int, head: Head) -> int:
    last = place
    if head.kind is Kind.PRODUCT and scene.words[place].form.startswith(ARTICLE):  # «تطبيق التراسل»
        return 0
    while last - place < _LONGEST_NAME and scene.joined(last) and name_like(scene, last):
        last += 1
    if last > place:
        return last
    form = scene.words[place].form
    if head.kind is Kind.PLACE and _before_nationality(scene, place) and is_rare(form):
        return place + 1
    common = form in forms("function_words_ar.txt") or form in forms("title_complements_ar.txt")
    definite = (
        "definite" in head.takes and form.startswith(ARTICLE) and not common and not nationality(scene, place)
    )
    return place + 1 if definite else 0


def _before_nationality(scene: Scene, place: int) -> bool:
    """«جزيرة سيرام الإندونيسية»: what an adjective of nationality follows may be any rare word."""
    form = scene.words[place].form
    plain = form.isalpha() and not form.startswith(ARTICLE) and not nationality(scene, place)
    return plain and scene.joined(place + 1) and nationality(scene, place + 1) > 0


def _institution(scene: Scene, index: int, strip: int, form: str) -> Found | None:
    """«المعهد العالمي لدراسات كوريا الشمالية»: a definite noun, adjectives, and what it is for."""
    lists = sections("institutions_ar.txt")
    if form not in lists["heads"]:
        return None
    place = index + 1
    while scene.joined(place) and (
        scene.words[place].form in lists["adjectives"] or nationality(scene, place)
    ):
        place += nationality(scene, place) or 1
    adjectives = place - index - 1
    last = _purpose(scene, place) if adjectives else place
    if last == place and adjectives < 2:
        return None
    return make_named(scene, index, last, strip, (), Kind.ORGANISATION, "institution")


def _purpose(scene: Scene, place: int) -> int:
    """The end of «لدراسات كوريا الشمالية», «لحقوق الإنسان», «للدراسات والبحوث»; `place` if it isn't there."""
    if (
        not scene.joined(place)
        or not scene.words[place].form.startswith("ل")
        or len(scene.words[place].form) < 4
    ):
        return place
    first = scene.words[place].form
    last = place + 1
    if not first.startswith("لل"):
        if found := scene.bare(last):
            return found.last
        if not (scene.joined(last) and scene.words[last].form.startswith(ARTICLE)):
            return place
        last += 1
    while scene.joined(last) and scene.words[last].form.startswith(("وال", ARTICLE)) and last - place < 4:
        if nationality(scene, last) or scene.words[last].form in forms("function_words_ar.txt"):
            return last
        last += 1
    return last


def make_named(
    scene: Scene, first: int, last: int, strip: int, english: tuple[str, ...], kind: Kind, rule: str
) -> Found:
    span = scene.written.span(first, last, strip=strip)
    # «شركة «أمل»»: the marks are the sentence's, and only one of the two is inside the name.
    arabic = " ".join(scene.written.folded.original[span.start : span.end].translate(_NO_MARKS).split())
    names = (*(Name(text=t, language="en") for t in dict.fromkeys(english)), Name(text=arabic, language="ar"))
    entity = scene.gazetteer.join(make_entity(kind, names))
    return Found(first=first, last=last, strip=strip, entity=entity, rule=rule, weight=2)
