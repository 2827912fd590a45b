"""What tells an outlet from the others: reprinted text, agencies, words, reporting verbs and spellings."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

from django.db import connection
from django.db.models import Count, Q

from articles.analysis.names.keys import skeleton
from articles.analysis.text.normalise import fold_key
from articles.analysis.text.tokens import tokenise
from articles.models import Article, Entity, Mention, Outlet, Quotation, Reprint
from articles.search.letters import tells

# The newest of the outlet, and of all others in its main language, are looked at.
OWN_ARTICLES, OTHER_ARTICLES = 200, 600
SHOWN = 12
_ENTITIES = 60
# A word in fewer articles, or a spelling used less often, is chance.
_LEAST_ARTICLES = 3
_LEAST_SPELLED = 2
# Chi squared of one degree of freedom at one in a thousand: what chance alone seldom reaches.
_TELLING = 10.83

_WORDS = """
SELECT lexeme, count(*) FILTER (WHERE article_id = ANY(%(own)s)), count(*) FROM (
    SELECT article_id, lexeme FROM articles_searchrow, unnest(terms) WHERE article_id = ANY(%(all)s)
) AS words
WHERE lexeme !~ '[0-9]' AND length(lexeme) > 1
GROUP BY lexeme HAVING count(*) FILTER (WHERE article_id = ANY(%(own)s)) >= %(least)s
"""
# Terms and forms number the words of an article alike.
_WRITTEN = """
SELECT term.lexeme, form.lexeme, count(*)
FROM articles_searchrow, unnest(terms) AS term, unnest(forms) AS form
WHERE article_id = ANY(%(own)s) AND term.lexeme = ANY(%(words)s) AND form.positions && term.positions
GROUP BY 1, 2 ORDER BY 3 DESC, 2
"""


@dataclass(frozen=True, kw_only=True)
class Favourite:
    """A word or verb: how many of the outlet's articles or quotations have it, and the share on each side."""

    text: str
    count: int
    share: float
    share_of_others: float


@dataclass(frozen=True, kw_only=True)
class OwnSpelling:
    """A name that the outlet mostly writes otherwise than the others do, each with how often."""

    entity: Entity
    own: str
    own_count: int
    others: str
    others_count: int


@dataclass(frozen=True, kw_only=True)
class OutletProfile:
    """Of the outlet's newest articles; `language` is that of most, in which words are compared.

    `reprinted` counts articles that are nearly the text of another outlet's, `reprinted_share` is the share
    of all words that stands in such text.
    """

    articles: int
    others: int
    language: str
    reprinted: int
    reprinted_share: float
    languages: tuple[tuple[str, int], ...]
    agencies: tuple[tuple[str, int], ...]
    words: tuple[Favourite, ...]
    verbs: tuple[Favourite, ...]
    spellings: tuple[OwnSpelling, ...]


def open_profile(outlet: Outlet) -> OutletProfile:
    newest = Article.objects.newest().values_list("pk", "language", "word_count", "agencies")
    rows = list(newest.filter(outlet=outlet)[:OWN_ARTICLES])
    languages = Counter(language for _pk, language, *_ in rows)
    language = languages.most_common(1)[0][0] if languages else ""
    own = [pk for pk, spoken, *_ in rows if spoken == language]
    compared = newest.exclude(outlet=outlet).filter(outlet__isnull=False, language=language)[:OTHER_ARTICLES]
    others = [pk for pk, *_ in compared]
    shares = _reprinted([pk for pk, *_ in rows])
    words = sum(count for _pk, _language, count, _agencies in rows)
    copied = sum(count * shares.get(pk, 0.0) for pk, _language, count, _agencies in rows)
    return OutletProfile(
        articles=len(rows),
        others=len(others),
        language=language,
        reprinted=len(shares),
        reprinted_share=copied / words if words else 0.0,
        languages=tuple(sorted(languages.items(), key=lambda counted: (-counted[1], counted[0]))),
        agencies=tuple(Counter(key for *_, keys in rows for key in keys).most_common(SHOWN)),
        words=tuple(_words(own, others, outlet)) if others else (),
        verbs=tuple(_verbs(own, others, language)),
        spellings=tuple(_spellings(own, others)) if others else (),
    )


def _reprinted(articles: Sequence[int]) -> dict[int, float]:
    """The largest share of each article's text that another outlet has too."""
    shares: dict[int, float] = {}
    pairs = Reprint.objects.filter(Q(first__in=articles) | Q(second__in=articles))
    wanted = set(articles)
    for first, second, *both in pairs.values_list("first", "second", "share_of_first", "share_of_second"):
        for pk, share in zip((first, second), both, strict=True):
            if pk in wanted:
                shares[pk] = max(share, shares.get(pk, 0.0))
    return shares


def _words(own: Sequence[int], others: Sequence[int], outlet: Outlet) -> Iterator[Favourite]:
    """Those in more of the outlet's articles than chance would have it (Dunning 1993), most telling first.

    Its own name and function words are left out.
    """
    found = _rows(_WORDS, own=list(own), all=[*own, *others], least=_LEAST_ARTICLES)
    scored = []
    for lexeme, here, everywhere in found:
        there = everywhere - here
        if here * len(others) > there * len(own):
            score = _surprise(here, len(own), there, len(others))
            if score >= _TELLING:
                scored.append((score, lexeme, here, there))
    best = sorted(scored, reverse=True)[: 3 * SHOWN]
    written: dict[str, str] = {}
    for lexeme, form, _count in _rows(_WRITTEN, own=list(own), words=[lexeme for _, lexeme, *_ in best]):
        written.setdefault(lexeme, form)
    shown: dict[str, Favourite] = {}
    named = {fold_key(word) for name in (outlet.name_ar, outlet.name_en) for word in name.split()}
    for _score, lexeme, here, there in best:
        text = written.get(lexeme, lexeme)
        if fold_key(text) in named or not any(tells(text)):
            continue
        share, elsewhere = here / len(own), there / len(others)
        shown.setdefault(text, Favourite(text=text, count=here, share=share, share_of_others=elsewhere))
    yield from list(shown.values())[:SHOWN]


def _surprise(here: int, own: int, there: int, others: int) -> float:
    """The log-likelihood ratio of a word's being in so many articles of each side."""
    rate = (here + there) / (own + others)
    cells = (
        (here, own * rate),
        (there, others * rate),
        (own - here, own * (1 - rate)),
        (others - there, others * (1 - rate)),
    )
    return 2 * sum(seen * log(seen / expected) for seen, expected in cells if seen and expected)


def _rows(query: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return list(cursor.fetchall())


def _verbs(own: Sequence[int], others: Sequence[int], language: str) -> Iterator[Favourite]:
    """The outlet's commonest words before and after quotations, all forms of one together."""
    here, written = _cues(own, language)
    there, _written = _cues(others, language)
    for lemma, count in here.most_common(SHOWN):
        yield Favourite(
            text=written[lemma],
            count=count,
            share=count / here.total(),
            share_of_others=there[lemma] / (there.total() or 1),
        )


def _cues(articles: Sequence[int], language: str) -> tuple[Counter[str], dict[str, str]]:
    """By dictionary form, with the shortest way in which each is written."""
    cues = Quotation.objects.filter(article__in=articles).exclude(cue="").order_by()
    counts, written = Counter[str](), dict[str, str]()
    for cue, count in cues.values_list("cue").annotate(count=Count("pk")):
        lemma = " ".join(token.lemma for token in tokenise(cue, language=language))
        counts[lemma] += count
        written[lemma] = min(written.get(lemma, cue), cue, key=lambda text: (len(text), text))
    return counts, written


def _spellings(own: Sequence[int], others: Sequence[int]) -> Iterator[OwnSpelling]:
    """Of its commonest names those mostly spelled otherwise elsewhere, though they sound the same."""
    mentions = Mention.objects.filter(article__in=own, entity__hidden=False).order_by()
    common = mentions.values_list("entity").annotate(count=Count("pk")).order_by("-count", "entity")
    entities = [entity for entity, _count in common[:_ENTITIES]]
    here, there = (_texts(articles, entities) for articles in (own, others))
    rows = Entity.objects.in_bulk(entities)
    found = []
    for entity, sounds in here.items():
        for sound, texts in sounds.items():
            pair = _differing(texts, there.get(entity, {}).get(sound, Counter()))
            if pair:
                (mine, mine_count), (theirs, theirs_count) = pair
                found.append(
                    OwnSpelling(
                        entity=rows[entity],
                        own=mine,
                        own_count=mine_count,
                        others=theirs,
                        others_count=theirs_count,
                    )
                )
    yield from sorted(found, key=lambda one: (-one.own_count, one.entity.pk))[:SHOWN]


def _texts(articles: Sequence[int], entities: Iterable[int]) -> Mapping[int, Mapping[str, Counter[str]]]:
    """How often each spelling is used, by entity and by how it sounds."""
    mentions = Mention.objects.filter(article__in=articles, entity__in=entities).order_by()
    found: dict[int, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for entity, text, count in mentions.values_list("entity", "text").annotate(count=Count("pk")):
        found[entity][skeleton(text)][text] += count
    return found


def _differing(own: Counter[str], others: Counter[str]) -> tuple[tuple[str, int], tuple[str, int]] | None:
    """The commonest spelling of each side, where the two differ by more than marks and hamzas."""
    (mine, _), (theirs, _) = (*own.most_common(1), ("", 0))[0], (*others.most_common(1), ("", 0))[0]
    keys = {fold_key(mine), fold_key(theirs)}
    mine_count, theirs_count = own[mine], others[theirs]
    if len(keys) < 2 or min(mine_count, theirs_count) < _LEAST_SPELLED:
        return None
    return (mine, mine_count), (theirs, theirs_count)
