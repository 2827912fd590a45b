"""How long the articles of one story take to be compared, what one more costs, and how fast its page opens.

    python -m benchmarks.story [../shared/data] [--articles 40]

The articles are those of one saga of the corpus: of a fortnight all that have two words in headline or
summary, those two that most headlines share. They are put into one story, whatever grouping says, in a
database that is made for it and dropped. Seconds: "compared" from nothing (the articles' vectors are there),
"one more" after another article has joined. Milliseconds: the median of the page's answers. KB are packed,
as they are sent.
"""

import argparse
import gzip
import json
import os
import resource
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import combinations
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.utils import timezone  # noqa: E402

from articles.analysis.text.tokens import tokenise  # noqa: E402
from articles.coverage import cover, coverage  # noqa: E402
from articles.ingest.readers import read_paths  # noqa: E402
from articles.models import Article, ArticlePair, Story  # noqa: E402
from articles.pipeline import catch_up, ingest  # noqa: E402
from newsroom import embedded_postgres  # noqa: E402

# Pages are measured without collecting their static files first.
PLAIN = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
DAYS = 14
RUNS = 9

Row = dict[str, Any]


def rows(data: Path) -> Iterator[Row]:
    for path in sorted(data.glob("corpus/*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def saga(every: Sequence[Row], number: int) -> list[Row]:
    """The first so many of the fortnight whose commonest pair of headline words has the most articles."""
    begins = [datetime.fromisoformat(row["published"]).date() for row in every]
    first, last = min(begins), max(begins)
    best: list[Row] = []
    while first <= last:
        near = [
            r for r, day in zip(every, begins, strict=True) if first <= day < first + timedelta(days=DAYS)
        ]
        pairs = Counter(pair for row in near for pair in combinations(sorted(words(row["title"])), 2))
        for pair, _ in pairs.most_common(1):
            found = [row for row in near if words(f"{row['title']} {row['summary']}").issuperset(pair)]
            best = max(best, found, key=len)
        first += timedelta(days=DAYS)
    return sorted(best, key=lambda row: row["published"])[:number]


def words(text: str) -> frozenset[str]:
    return frozenset(token.lemma for token in tokenise(text, language="ar") if not token.stop)


def take_in(chosen: Sequence[Row], story: Story) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "saga.jsonl"
        path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in chosen), encoding="utf-8")
        list(ingest(read_paths([path])))
    catch_up(seconds=float("inf"))
    Article.objects.update(story=story)


def seconds(number: int) -> str:
    """By the clock, and of the processors' time."""
    start, worked = time.perf_counter(), _processor_seconds()
    cover(number)
    return f"{time.perf_counter() - start:.1f} s ({_processor_seconds() - worked:.1f} s of processors)"


def _processor_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def median(client: Client, address: str) -> tuple[float, int]:
    """Milliseconds of the answer, and its size."""
    times = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        answer = client.get(address)
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times[1:]), len(gzip.compress(answer.content, 9))


def measure(data: Path, number: int) -> None:
    chosen = saga(list(rows(data)), number + 1)
    story = Story.objects.create(latest=timezone.now())
    take_in(chosen[:-1], story)
    print(f"{story.articles.count()} articles: {chosen[0]['title']}")
    print(f"compared: {seconds(story.pk)}, {ArticlePair.objects.count()} pairs")
    take_in(chosen[-1:], story)
    print(f"one more: {seconds(story.pk)}, {ArticlePair.objects.count()} pairs")
    found = coverage(story)
    print(f"findings: {dict(found.counts)}")
    client = Client(headers={"host": "localhost"})
    for page in ("", "facts/", "facts/?show=one"):
        took, size = median(client, f"/ar/stories/{story.pk}/{page}")
        print(f"/stories/N/{page}: {took:.0f} ms, {size / 1024:.1f} KB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("data", nargs="?", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=40)
    given = parser.parse_args()
    if not list(given.data.glob("corpus/*.jsonl.gz")):
        raise SystemExit(f"There is no corpus in {given.data}.")
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(settings.STATE_DIR)
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        with override_settings(STORAGES=PLAIN):
            measure(given.data, given.articles)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
