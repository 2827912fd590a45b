"""How long searches take, how that grows, what Arabic ones find, beside Tantivy, SQLite and plain Postgres.

    python -m benchmarks.searching [--sizes 10000 100000] [--runs 200] [--peers tantivy fts5 arabic]

The articles are mixtures of real sentences (../shared/data, where it is) with the lexemes that taking them in
gives them; each size has a database of its own that is dropped afterwards. Milliseconds are those of the
whole answer, from the text of the search box to ten articles with marked passages, the number of matches and
all facets, as the search page needs them; of the others only the ten best numbers are asked. Queries are
drawn from the sentences: words as they are written there, by how often they are.
"""

import argparse
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings_test")
django.setup()

from django.db import connection  # noqa: E402

from articles import search  # noqa: E402
from articles.analysis.names import skeleton  # noqa: E402
from articles.analysis.normalise import fold_key  # noqa: E402
from articles.analysis.tokens import tokenise  # noqa: E402
from articles.models import Article, Entity, EntityName, Mention, Outlet, SearchRow, Story  # noqa: E402
from articles.models.search_rows import hour_of  # noqa: E402
from articles.names.suggestions import suggest  # noqa: E402
from articles.pipeline.copying import copy_in  # noqa: E402
from articles.retrieval import results  # noqa: E402
from articles.retrieval.understanding import understand  # noqa: E402
from benchmarks.search_corpus import NEWEST, OUTLETS, Corpus, Made, read_texts  # noqa: E402
from benchmarks.search_peers import PEERS, Peer  # noqa: E402
from benchmarks.search_recall import report_recall  # noqa: E402
from newsroom import embedded_postgres  # noqa: E402

SHARED = Path(os.environ.get("QARIN_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"
BATCH = 2000
ARTICLES_OF_A_STORY = 12
# So many articles are mixed; more are copies of these with other days and outlets.
MIXED = 100_000
TABLES = ("articles_article", "articles_mention", "articles_searchrow")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--texts", type=int, default=12_000, help="articles whose sentences are mixed")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(embedded_postgres.state_folder(os.environ))
    started = time.perf_counter()
    corpus = Corpus(read_texts(SHARED, most=options.texts))
    print(f"{len(corpus.articles)} texts read in {time.perf_counter() - started:.0f} s", flush=True)
    for size in options.sizes:
        with _database():
            measure(corpus, size=size, runs=options.runs)
        for name in options.peers if size <= MIXED else ():
            with _database():
                measure_peer(corpus, PEERS[name], size=size, runs=options.runs)
    with _database():
        report_recall([PEERS[name] for name in options.peers])


class _database:
    """An empty database for as long as the context lasts."""

    def __enter__(self) -> None:
        connection.settings_dict["TEST"]["NAME"] = "qarin_search_benchmark"
        connection.creation.create_test_db(verbosity=0, autoclobber=True)

    def __exit__(self, *error: object) -> None:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def measure(corpus: Corpus, *, size: int, runs: int) -> None:
    started = time.perf_counter()
    fill(corpus, size)
    built = time.perf_counter() - started
    print(
        f"\nQarin, {size} articles: made in {built:.0f} s, {_sizes()}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )
    for kind, make in KINDS.items():
        chance = random.Random(kind)
        texts = list(islice(make(corpus, chance), runs + 10))
        _print(kind, texts, _ask_us)
    chance = random.Random("type-ahead")
    names = [corpus.names[int(len(corpus.names) * chance.random() ** 3)] for _ in range(runs + 10)]
    _print("type-ahead", [name[: chance.randrange(2, len(name) + 1)] for name in names], _suggest)


def measure_peer(corpus: Corpus, make: Callable[[], Peer], *, size: int, runs: int) -> None:
    peer = make()
    try:
        started = time.perf_counter()
        articles = corpus.make(size, with_vectors=False)
        peer.fill((made.number, f"{made.title}\n{made.body}") for made in articles)
        built = time.perf_counter() - started
        print(
            f"\n{peer.name}, {size} articles: built in {built:.0f} s, {peer.size() / 1e6:.0f} MB;"
            f" load {os.getloadavg()[0]:.1f}",
            flush=True,
        )
        for kind, queries in KINDS.items():
            if peer.takes(kind):
                texts = list(islice(queries(corpus, random.Random(kind)), runs + 10))
                _print(kind, texts, lambda text, kind=kind: (peer.find(text, kind), False))
    finally:
        peer.close()


def _ask_us(text: str) -> tuple[int, bool]:
    found = results.find(understand(search.parse(text)).query)
    return found.count.number, found.count.is_capped


def _suggest(text: str) -> tuple[int, bool]:
    return len(suggest(text)), False


def _print(kind: str, texts: Sequence[str], ask: Callable[[str], tuple[int, bool]]) -> None:
    for text in texts[:10]:
        ask(text)
    times, found, capped = [], 0, 0
    for text in texts[10:] or texts:
        started = time.perf_counter()
        number, is_capped = ask(text)
        times.append(1000 * (time.perf_counter() - started))
        found += number > 0
        capped += is_capped
    times.sort()
    p50, p95, p99 = (times[min(int(len(times) * share), len(times) - 1)] for share in (0.5, 0.95, 0.99))
    print(
        f"  {kind:18} p50 {p50:7.2f}  p95 {p95:7.2f}  p99 {p99:7.2f}"
        f"   found {found}/{len(times)}, capped {capped}",
        flush=True,
    )


def _sentence(corpus: Corpus, chance: random.Random) -> tuple[str, list[str], str]:
    """A sentence of the corpus, its words that say something, and its language."""
    while True:
        _, sentences = chance.choice(corpus.articles)
        sentence = chance.choice(sentences)
        words = [
            token.span.of(sentence.text)
            for token in tokenise(sentence.text, language=sentence.language)
            if not token.stop and len(token.form) > 2
        ]
        if len(words) >= 3:
            return sentence.text, words, sentence.language


def _word(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        yield chance.choice(_sentence(corpus, chance)[1])


def _common(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        yield corpus.names[chance.randrange(100)]


def _two(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        yield " ".join(chance.sample(_sentence(corpus, chance)[1], 2))


def _either(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    words = _word(corpus, chance)
    while True:
        yield f"{next(words)} OR {next(words)}"


def _phrase(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        text, _, language = _sentence(corpus, chance)
        words = [token.span for token in tokenise(text, language=language)]
        start, length = chance.randrange(len(words) - 2), chance.choice((2, 2, 3))
        inside = text[words[start].start : words[start + length - 1].end]
        if not set(inside) & set('«»“”"'):
            yield f'"{inside}"'


def _exact(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    for word in _word(corpus, chance):
        yield f'="{word}"'


def _entity(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        yield f"entity:#{1 + int(len(corpus.names) * chance.random() ** 3)}"


def _entity_and_word(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    while True:
        _, sentences = chance.choice(corpus.articles)
        sentence = chance.choice(sentences)
        for name, _span in corpus.named(sentence)[-1:]:
            words = [t.span.of(sentence.text) for t in tokenise(sentence.text, language="ar") if not t.stop]
            yield f"entity:#{name + 1} {chance.choice(words)}"


def _outlet_and_word(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    for word in _word(corpus, chance):
        yield f"outlet:#{1 + chance.randrange(OUTLETS)} {word}"


def _old(corpus: Corpus, chance: random.Random) -> Iterator[str]:
    for word in _word(corpus, chance):
        yield f"to:2022-0{chance.randrange(1, 10)} {word}"


KINDS: dict[str, Callable[[Corpus, random.Random], Iterator[str]]] = {
    "word": _word,
    "common word": _common,
    "two words": _two,
    "either word": _either,
    "phrase": _phrase,
    "exact word": _exact,
    "entity": _entity,
    "entity and word": _entity_and_word,
    "outlet and word": _outlet_and_word,
    "word before a day": _old,
}


def fill(corpus: Corpus, size: int) -> None:
    """Write the articles with all that a search asks of them; indexes are made at the end."""
    Outlet.objects.bulk_create(
        Outlet(pk=n + 1, slug=f"outlet-{n + 1}", name_en=f"Outlet {n + 1}") for n in range(OUTLETS)
    )
    Entity.objects.bulk_create(
        (Entity(pk=n + 1, key=name, kind="person", name_ar=name) for n, name in enumerate(corpus.names)),
        batch_size=BATCH,
    )
    EntityName.objects.bulk_create(
        map(_name, range(1, len(corpus.names) + 1), corpus.names), batch_size=BATCH
    )
    stories = size // ARTICLES_OF_A_STORY + 1
    Story.objects.bulk_create((Story(pk=n + 1, latest=NEWEST) for n in range(stories)), batch_size=BATCH)
    with connection.cursor() as cursor:
        indexes = _drop_indexes(cursor)
        made = corpus.make(min(size, MIXED))
        while batch := list(islice(made, BATCH)):
            _write(batch)
        for first in range(MIXED, size, MIXED):
            _copy(cursor, first, min(MIXED, size - first))
        started = time.perf_counter()
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for statement in indexes:
            cursor.execute(statement)
        print(f"\nindexes made in {time.perf_counter() - started:.0f} s", flush=True)
        cursor.execute(
            "UPDATE articles_entity SET article_count = n FROM (SELECT entity_id,"
            " count(DISTINCT article_id) AS n FROM articles_mention GROUP BY entity_id) AS counted"
            " WHERE entity_id = id"
        )
        cursor.execute("VACUUM ANALYZE")


def _copy(cursor: Any, first: int, number: int) -> None:
    """Copy so many of the mixed articles to the numbers from `first` on."""
    values = {"first": first, "number": number, "outlets": OUTLETS, "stories": ARTICLES_OF_A_STORY}
    for table, changed in _CHANGED.items():
        columns = [column.name for column in connection.introspection.get_table_description(cursor, table)]
        columns = [column for column in columns if table != "articles_mention" or column != "id"]
        written = ", ".join(f'"{column}"' for column in columns)
        chosen = ", ".join(changed.get(column, f'"{column}"') for column in columns)
        key = "id" if table == "articles_article" else "article_id"
        cursor.execute(
            f"INSERT INTO {table} ({written}) SELECT {chosen} FROM {table} WHERE {key} <= %(number)s", values
        )


# Days go round: each copy is some days older, and the oldest become the newest.
_MOMENT = (
    "timestamptz '2020-01-01 00:00Z' + ((extract(epoch from {0} - timestamptz '2020-01-01 00:00Z')"
    " + %(first)s::bigint * 7919) %% 157680000) * interval '1 second'"
)
_CHANGED = {
    "articles_article": {
        "id": "id + %(first)s",
        "source": "source || '/' || %(first)s",
        "published": _MOMENT.format("published"),
        "outlet_id": "1 + (outlet_id + %(first)s / 1000) %% %(outlets)s",
        "story_id": "1 + (id + %(first)s - 1) / %(stories)s",
    },
    "articles_searchrow": {
        "article_id": "article_id + %(first)s",
        "moment": _MOMENT.format("moment"),
        "hour": f"floor(extract(epoch from {_MOMENT.format('moment')}) / 3600)::int",
        "outlet_id": "1 + (outlet_id + %(first)s / 1000) %% %(outlets)s",
    },
    "articles_mention": {"article_id": "article_id + %(first)s"},
}


def _drop_indexes(cursor: Any) -> list[str]:
    """Drop what is not a key, and tell how to make it again; references are not checked meanwhile."""
    cursor.execute("SET session_replication_role = replica")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes"
        " WHERE tablename = ANY(%s) AND indexdef NOT LIKE '%%UNIQUE%%'",
        [list(TABLES)],
    )
    rows = cursor.fetchall()
    for name, _ in rows:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in rows]


def _name(number: int, name: str) -> EntityName:
    return EntityName(
        entity_id=number,
        found_id=number,
        text=name,
        language="ar",
        key=fold_key(name),
        skeleton=skeleton(name),
    )


def _write(batch: Sequence[Made]) -> None:
    copy_in([_article(made) for made in batch])
    copy_in([_search_row(made) for made in batch])
    copy_in([mention for made in batch for mention in _mentions(made)])


def _article(made: Made) -> Article:
    return Article(
        pk=made.number + 1,
        source=f"made/{made.number}",
        sha256=f"{made.number:064}",
        encoding="utf-8",
        outlet_id=made.outlet + 1,
        headline=made.title,
        published=made.published,
        language=made.language,
        body=made.body,
        opening=made.body[:300],
        word_count=made.body.count(" "),
        sentences=[[span.start, span.end] for span in made.sentences],
        rules_version="0",
        story_id=made.number // ARTICLES_OF_A_STORY + 1,
    )


def _search_row(made: Made) -> SearchRow:
    return SearchRow(
        article_id=made.number + 1,
        moment=made.published,
        hour=hour_of(made.published),
        outlet_id=made.outlet + 1,
        language=made.language,
        agencies=["reuters"] if made.number % 5 == 0 else [],
        names=sorted({name + 1 for name, *_ in made.names}),
        terms=made.terms,
        forms=made.forms,
    )


def _mentions(made: Made) -> Iterator[Mention]:
    for name, start, end, sentence in made.names:
        yield Mention(
            article_id=made.number + 1,
            entity_id=name + 1,
            found_id=name + 1,
            start=start,
            end=end,
            text=made.body[start:end],
            sentence=sentence,
            rule="made",
        )


def _sizes() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_relation_size('search_row_all'), pg_total_relation_size('articles_searchrow'),"
            " pg_database_size(current_database())"
        )
        index, table, whole = cursor.fetchone()
    return f"index {index / 1e6:.0f} MB, with its table {table / 1e6:.0f} MB, database {whole / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
