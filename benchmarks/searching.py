"""How long searches take, how that grows, what Arabic ones find, beside Tantivy, SQLite and plain Postgres.

    python -m benchmarks.searching [--sizes 10000 100000] [--runs 200] [--peers tantivy fts5 arabic]
        [--keep | --reuse | --drop]

The articles are mixtures of real sentences (../shared/data, where it is) with the lexemes that taking them in
gives them; each size has a database of its own that is dropped afterwards, unless it is built with --keep to
be measured, as often as one likes, with --reuse. Milliseconds are those of the whole answer, from the text of
the search box to ten articles with marked passages, the number of matches and all facets, as the search page
needs them; of the others only the ten best numbers are asked. Beside them stands the time of processors that
Python and Postgres took together. Queries are drawn from the sentences: words as they are written there, by
how often they are.
"""

import argparse
import gc
import os
import random
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings_test")
django.setup()

from articles import search  # noqa: E402
from articles.analysis.text.tokens import tokenise  # noqa: E402
from articles.names.suggestions import suggest  # noqa: E402
from articles.retrieval import results  # noqa: E402
from articles.retrieval.understanding import understand  # noqa: E402
from benchmarks.processors import time_of_processors  # noqa: E402
from benchmarks.search_corpus import OUTLETS, Corpus, read_texts  # noqa: E402
from benchmarks.search_filling import MIXED, database, drop, fill, sizes  # noqa: E402
from benchmarks.search_peers import PEERS, Peer  # noqa: E402
from benchmarks.search_recall import report_recall  # noqa: E402
from newsroom import embedded_postgres  # noqa: E402

SHARED = Path(os.environ.get("QARIN_SHARED", Path(__file__).resolve().parents[2] / "shared")) / "data"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000], help="none: recall alone")
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--texts", type=int, default=12_000, help="articles whose sentences are mixed")
    parser.add_argument("--peers", nargs="*", choices=list(PEERS), default=list(PEERS))
    step = parser.add_mutually_exclusive_group()
    step.add_argument("--keep", action="store_true", help="build only, and leave the databases for --reuse")
    step.add_argument("--reuse", action="store_true", help="measure only, in databases left by --keep")
    step.add_argument("--drop", action="store_true", help="remove the databases left by --keep")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(embedded_postgres.state_folder(os.environ))
    if options.drop:
        for size in options.sizes:
            drop(str(size))
        return
    corpus = _read(most=options.texts) if options.sizes else Corpus(())
    for size in options.sizes:
        with database(str(size), keep=options.keep or options.reuse, reuse=options.reuse):
            if not options.reuse:
                build(corpus, size=size)
            if not options.keep:
                measure(corpus, size=size, runs=options.runs)
        if not options.keep and size <= MIXED:
            for name in options.peers:
                with database():
                    measure_peer(corpus, PEERS[name], size=size, runs=options.runs)
    if options.peers and not options.keep:
        with database():
            report_recall([PEERS[name] for name in options.peers])


def _read(*, most: int) -> Corpus:
    started = time.perf_counter()
    corpus = Corpus(read_texts(SHARED, most=most))
    print(f"{len(corpus.articles)} texts read in {time.perf_counter() - started:.0f} s", flush=True)
    return corpus


def build(corpus: Corpus, *, size: int) -> None:
    started = time.perf_counter()
    fill(corpus, size)
    print(f"\n{size} articles made in {time.perf_counter() - started:.0f} s", flush=True)


def measure(corpus: Corpus, *, size: int, runs: int) -> None:
    # As the server does; here all sentences would be looked through too.
    gc.collect()
    gc.freeze()
    print(f"\nQarin, {size} articles: {sizes()}; load {os.getloadavg()[0]:.1f}", flush=True)
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
    times, busy, found, capped = [], [], 0, 0
    for text in texts[10:] or texts:
        started, worked = time.perf_counter(), time_of_processors()
        number, is_capped = ask(text)
        times.append(1000 * (time.perf_counter() - started))
        busy.append(1000 * (time_of_processors() - worked))
        found += number > 0
        capped += is_capped
    print(
        f"  {kind:18} {_percentiles(times)}   processors {_percentiles(busy)}"
        f"   found {found}/{len(times)}, capped {capped}",
        flush=True,
    )


def _percentiles(times: Sequence[float]) -> str:
    ordered = sorted(times)
    shares = {name: ordered[min(len(times) * name // 100, len(times) - 1)] for name in (50, 95, 99)}
    return "  ".join(f"p{name} {value:6.1f}" for name, value in shares.items())


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


if __name__ == "__main__":
    main()
