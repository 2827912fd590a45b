"""How fast articles are taken in, what that costs per article, and how it grows.

    python -m benchmarks.ingesting [--sizes 1000 10000] [--html] [--analysed-only] [--processes N]

The articles are generated: words by their frequency in newspapers (`articles/analysis/words`), names of
the gazetteer, quotations, numbers, headlines; lengths as the ANT corpus has them (half between 136 and 300
words, 243 on average); most are one of several about the same event, and every tenth of those copies another
nearly word for word; a day has 125. They are written before, by another process. Each row is taken into an
empty database of its own.

Rates depend on what else the machine does; milliseconds of processor time hardly do. "one core" is what one
core would take in a second by them, all processes and the database together. MB are the most that all our
processes hold at a time (shared pages counted once), the database's server not counted.
"""

import argparse
import multiprocessing
import os
import pickle
import random
import resource
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import accumulate
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from articles.analysis.text import gazetteer  # noqa: E402
from articles.analysis.text.lemmas import WORDS, read_counts  # noqa: E402
from articles.ingest.articles import read_article  # noqa: E402
from articles.ingest.html import read_html  # noqa: E402
from articles.ingest.records import ArticleRecord  # noqa: E402
from articles.models import Article, Entity, Reprint, Story  # noqa: E402
from articles.pipeline import ingest  # noqa: E402
from newsroom import embedded_postgres  # noqa: E402

MEDIAN_WORDS, SPREAD = 200, 0.62  # of the logarithm
ARTICLES_OF_AN_EVENT = 4
OUTLETS = 8
A_DAY, FIRST_DAY = 125, date(2024, 3, 1)
MONTHS = (
    "يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو",
    "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر",
)  # fmt: skip
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, kw_only=True)
class Written:
    """A generated article: `headline` and paragraphs."""

    headline: str
    paragraphs: tuple[str, ...]

    def as_text(self, outlet: int, day: date) -> bytes:
        written = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
        head = f"{self.headline}\n\nمنبر المدينة {outlet}\n\n{written}\n\n"
        return (head + "\n\n".join(self.paragraphs)).encode()

    def as_page(self, outlet: int, day: date) -> bytes:
        body = "".join(f"<p>{escape(text)}</p>\n" for text in self.paragraphs)
        menu = "".join(f'<li><a href="/{n}">قسم {n}</a></li>' for n in range(30))
        return (
            f"<!doctype html><html lang=ar><head><title>{escape(self.headline)} | منبر {outlet}</title>"
            f'<meta property="og:site_name" content="منبر {outlet}">'
            f'<meta property="article:published_time" content="{day}T08:00:00Z"></head>'
            f"<body><nav><ul>{menu}</ul></nav><article><h1>{escape(self.headline)}</h1>{body}</article>"
            f"<aside><ul>{menu}</ul></aside><footer>جميع الحقوق محفوظة</footer></body></html>"
        ).encode()


class Newspaper:
    """An endless supply of articles; the same seed prints the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        counts = {word: n for word, n in read_counts(WORDS / "forms_ar.tsv.gz").items() if len(word) > 1}
        self._words = list(counts)
        self._weights = list(accumulate(counts.values()))
        self._rare = [word for word, n in counts.items() if 20 < n < 400]
        entities = sorted(gazetteer.load().entities.items())
        self._names = [e.name("ar") for _, e in entities if e.names[0].text]

    def articles(self) -> Iterator[Written]:
        while True:
            topic, names = self._chance.sample(self._rare, 60), self._chance.sample(self._names, 8)
            number = self._chance.choice((1, ARTICLES_OF_AN_EVENT, ARTICLES_OF_AN_EVENT))
            before: Written | None = None
            for _ in range(number):
                copies = before is not None and self._chance.random() < 0.1
                before = self._copy(before) if copies and before else self._article(topic, names)
                yield before

    def _article(self, topic: Sequence[str], names: Sequence[str]) -> Written:
        length = int(self._chance.lognormvariate(0, SPREAD) * MEDIAN_WORDS)
        paragraphs = []
        while length > 0:
            paragraph = " ".join(
                self._sentence(topic, names) for _ in range(self._chance.choice((1, 1, 2, 3)))
            )
            length -= paragraph.count(" ") + 1
            paragraphs.append(paragraph)
        return Written(headline=self._phrase(topic, names, 8), paragraphs=tuple(paragraphs))

    def _copy(self, article: Written) -> Written:
        last = self._phrase(self._rare[:50], self._names[:5], 15) + "."
        return Written(headline=article.headline + " اليوم", paragraphs=(*article.paragraphs, last))

    def _sentence(self, topic: Sequence[str], names: Sequence[str]) -> str:
        said = self._phrase(topic, names, self._chance.randint(9, 30))
        if self._chance.random() < 0.25:
            quoted = self._phrase(topic, names, self._chance.randint(6, 20))
            return f"{said}، وقال {self._chance.choice(names)} إن «{quoted}»."
        return said + "."

    def _phrase(self, topic: Sequence[str], names: Sequence[str], length: int) -> str:
        usual = self._chance.choices(self._words, cum_weights=self._weights, k=length)
        return " ".join(self._or_other(word, topic, names) for word in usual)

    def _or_other(self, word: str, topic: Sequence[str], names: Sequence[str]) -> str:
        chance = self._chance.random()
        if chance < 0.12:
            return self._chance.choice(topic)
        if chance < 0.17:
            return self._chance.choice(names)
        return str(self._chance.randint(2, 900)) if chance < 0.19 else word


def print_articles(path: Path, size: int, *, html: bool) -> None:
    """Write the bytes of so many files, in a process of its own: its words are none of our memory."""
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_print_articles, args=(path, size), kwargs={"html": html})
    process.start()
    process.join()
    assert process.exitcode == 0


def _print_articles(path: Path, size: int, *, html: bool) -> None:
    with path.open("wb") as file:
        for number, written in zip(range(size), Newspaper(seed=1).articles(), strict=False):
            outlet, day = number % OUTLETS, FIRST_DAY + timedelta(days=number // A_DAY)
            pickle.dump(written.as_page(outlet, day) if html else written.as_text(outlet, day), file)


def records(path: Path, size: int, *, html: bool) -> Iterator[ArticleRecord]:
    read = read_html if html else read_article
    with path.open("rb") as file:
        for number in range(size):
            name = f"{number}.{'html' if html else 'txt'}"
            yield read(pickle.load(file), source=f"generated {number}", source_file=name)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Milliseconds an article; `here` is reading the source and storing, `beside` the analysis."""

    seconds: float
    here: float
    beside: float
    database: float
    megabytes: float


class Memory:
    """The most that this process and its children hold while the context lasts."""

    def __enter__(self) -> "Memory":
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._over.wait(0.5):
            self.most = max(self.most, sum(map(_held, (os.getpid(), *_children(os.getpid())))))


def _held(process: int) -> float:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def _database_seconds(backend: int) -> float:
    """Processor time of our connection's server process; 0 where it is on another machine."""
    try:
        fields = Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _processor_seconds(who: int) -> float:
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def measure(path: Path, size: int, *, html: bool, analyse: bool, processes: int) -> Cost:
    print_articles(path, size, html=html)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    here, beside = (_processor_seconds(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    database, start = _database_seconds(backend), time.perf_counter()
    with Memory() as memory:
        taken = sum(1 for _ in ingest(records(path, size, html=html), processes=processes, analyse=analyse))
    assert taken == size
    per_article = 1000 / size
    return Cost(
        seconds=time.perf_counter() - start,
        here=(_processor_seconds(resource.RUSAGE_SELF) - here) * per_article,
        beside=(_processor_seconds(resource.RUSAGE_CHILDREN) - beside) * per_article,
        database=(_database_seconds(backend) - database) * per_article,
        megabytes=memory.most,
    )


def _print(label: str, size: int, cost: Cost) -> None:
    own = cost.here + cost.beside + cost.database
    numbers = (
        f"{size / cost.seconds:.0f}",
        f"{1000 / own:.0f}",
        *(f"{n:.1f}" for n in (cost.here, cost.beside)),
    )
    print(
        f"| {label} | {size:,} | {' | '.join(numbers)} | {cost.database:.1f} | {cost.megabytes:.0f} |",
        flush=True,
    )


def _warm_up(path: Path, processes: int) -> None:
    """Read the word lists, as any but the first seconds have it."""
    print_articles(path, 200, html=False)
    list(ingest(records(path, 200, html=False), processes=processes))


def _emptied(name: str) -> None:
    connection.creation.destroy_test_db(name, verbosity=0)
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 4000])
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--html", action="store_true", help="pages too, not only clean text")
    parser.add_argument("--analysed-only", action="store_true", help="leave out rows without analysis")
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(settings.STATE_DIR)
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    folder = tempfile.TemporaryDirectory()
    path = Path(folder.name) / "articles"
    try:
        _warm_up(path, options.processes)
        print(f"{options.processes} processes, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        print("| from | articles | a second | one core | here ms | beside ms | database ms | MB |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", flush=True)
        for html in (False, True) if options.html else (False,):
            kinds = (True,) if options.analysed_only else (False, True)
            for size, analyse in ((s, a) for s in options.sizes for a in kinds):
                _emptied(name)
                cost = measure(path, size, html=html, analyse=analyse, processes=options.processes)
                label = f"{'HTML' if html else 'clean text'}{'' if analyse else ', without analysis'}"
                _print(label, size, cost)
        found = (model.objects.count() for model in (Article, Story, Entity, Reprint))
        print("At the end: {} articles, {} stories, {} entities, {} reprints.".format(*found))
    finally:
        folder.cleanup()
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
