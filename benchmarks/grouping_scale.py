"""How long it takes to find the story of a new article, and how that grows with the collection.

    python -m benchmarks.grouping_scale [--sizes 1000 10000 100000]

The collection is written straight into the tables of a database of its own, as it stands after reading and
grouping: 1,000 articles a day, four of an event, words by their frequency in newspapers, names of the
gazetteer, few of them in most articles; beyond 10,000 the same articles again in earlier days. Then articles
of the last day's events come in, 64 at a time.

"ms" is the time of grouping an article, "here ms" our own processor's, "query ms" that of finding candidates
alone; "right" is the share of the articles that join the story of their event. Only processor time hardly
depends on what else the machine does.
"""

import argparse
import os
import random
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate, count, islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection, transaction  # noqa: E402

from articles.analysis.stories.profiles import Profile, index_terms, rarity, strongest  # noqa: E402
from articles.analysis.text import gazetteer  # noqa: E402
from articles.analysis.text.lemmas import WORDS, read_counts  # noqa: E402
from articles.models import Article, Posting, Story  # noqa: E402
from articles.models.postings import Wanted  # noqa: E402
from articles.pipeline.copying import copy_in, number  # noqa: E402
from articles.pipeline.grouping import MOST_CANDIDATES, Newcomer, group, lock  # noqa: E402
from articles.pipeline.profiles import Shelf  # noqa: E402
from newsroom import embedded_postgres  # noqa: E402

A_DAY, OF_AN_EVENT, COMING, BATCH = 1000, 4, 512, 64
FIRST_DAY = datetime(2024, 1, 1, 12, tzinfo=UTC)
# Words of an article: of its event, and of the language at large.
OWN_WORDS, EVENT_WORDS, USUAL_WORDS = 45, 80, 120
OWN_NAMES, EVENT_NAMES = 6, 8
DISTINCT = 10_000  # a larger collection has these again, in earlier days
_NUMBERS = count()


class News:
    """Events and articles about them; the same seed tells the same."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        counts = {word: n for word, n in read_counts(WORDS / "weights_ar.tsv.gz").items() if len(word) > 1}
        self._words, self._weights = list(counts), list(accumulate(counts.values()))
        self._rare = [word for word, n in counts.items() if 10 < n < 2000]
        self._names = sorted(gazetteer.load().entities)
        self._chance.shuffle(self._names)
        self._often = list(accumulate(1 / place for place in range(1, len(self._names) + 1)))
        self._rarity = rarity("ar")

    def event(self) -> tuple[Sequence[str], Sequence[str]]:
        names = self._chance.choices(self._names, cum_weights=self._often, k=EVENT_NAMES)
        return self._chance.sample(self._rare, EVENT_WORDS), names

    def profile(self, event: tuple[Sequence[str], Sequence[str]], day: datetime) -> Profile:
        words = {
            *self._chance.sample(event[0], OWN_WORDS),
            *self._chance.choices(self._words, cum_weights=self._weights, k=USUAL_WORDS),
        }
        names = dict.fromkeys(self._chance.sample(event[1], OWN_NAMES), OWN_NAMES**-0.5)
        return Profile(language="ar", words=self._weighed(words), names=names, published=day.date())

    def _weighed(self, words: set[str]) -> dict[str, float]:
        weights = {word: self._rarity(word) for word in words}
        length = sum(weight * weight for weight in weights.values()) ** 0.5
        return {word: weights[word] / length for word in strongest(weights, len(weights))}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 10_000])
    options = parser.parse_args()
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(settings.STATE_DIR)
    name = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"bench_{os.getpid()}"
    print("| articles | ms | here ms | query ms | right |\n| --- | --- | --- | --- | --- |")
    for size in options.sizes:
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            print(_measured(size), flush=True)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def _measured(size: int) -> str:
    news = News(seed=1)
    coming = list(islice(_fill(news, size), COMING))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    batches = [coming[start : start + BATCH] for start in range(0, len(coming), BATCH)]
    started = time.perf_counter()
    for batch in batches:
        wanted = [Wanted(terms=new.article.grouping_terms, day=new.profile.published) for new, _ in batch]
        Posting.objects.near(wanted, most=MOST_CANDIDATES)
    query = (time.perf_counter() - started) * 1000 / len(coming)
    shelf, right, started, worked = Shelf(), 0, time.perf_counter(), time.process_time()
    for batch in batches:
        with transaction.atomic():
            lock()
            group([new for new, _story in batch], shelf)
            transaction.set_rollback(True)
        right += sum(new.article.story_id == story for new, story in batch)
    here = (time.process_time() - worked) * 1000 / len(coming)
    spent = (time.perf_counter() - started) * 1000 / len(coming)
    return f"| {size:,} | {spent:.1f} | {here:.1f} | {query:.1f} | {right / len(coming):.3f} |"


def _fill(news: News, size: int) -> Iterator[tuple[Newcomer, int]]:
    """Write the collection, then give new articles about its last events, each with the right story."""
    last: list[tuple[int, tuple[Sequence[str], Sequence[str]], datetime]] = []
    for start in range(0, min(size, DISTINCT), A_DAY):
        day = FIRST_DAY + timedelta(days=start // A_DAY)
        articles, last = [], []
        stories = [Story(latest=day) for _ in range(0, min(A_DAY, size - start), OF_AN_EVENT)]
        number(stories)
        for story in stories:
            event = news.event()
            last.append((story.pk, event, day))
            articles += [_article(news.profile(event, day), day, story=story.pk) for _ in range(OF_AN_EVENT)]
        number(articles)
        copy_in(stories)
        copy_in(articles)
        Posting.objects.fill([article.pk for article in articles])
    for period in range(1, size // DISTINCT):
        _repeat(days=period * (DISTINCT // A_DAY + 1))
    while True:
        for story, event, day in last:
            profile = news.profile(event, day)
            yield Newcomer(article=_article(profile, day, story=None), profile=profile, written={}), story


def _repeat(*, days: int) -> None:
    """Write what was written so far of the last days once more, so many days earlier."""
    numbers = {"id": "id - %(days)s * 1000000", "story_id": "story_id - %(days)s * 1000000"}
    moved = {**numbers, "source": "source || ' ' || %(days)s"}
    moved |= {"published": "published - %(days)s * interval '1 day'"}
    with connection.cursor() as cursor:
        for model in (Story, Article):
            names = [str(field.column) for field in model._meta.concrete_fields if not field.generated]
            values = ", ".join(moved.get(name, name) for name in names)
            table, columns = model._meta.db_table, ", ".join(names)
            cursor.execute(
                f"INSERT INTO {table} ({columns}) SELECT {values} FROM {table} WHERE id > 0", {"days": days}
            )
    new = Article.objects.filter(pk__lt=(1 - days) * 1_000_000, pk__gt=-days * 1_000_000)
    Posting.objects.fill(list(new.values_list("pk", flat=True)))


def _article(profile: Profile, day: datetime, *, story: int | None) -> Article:
    kept = {"language": "ar", "words": profile.words, "names": profile.names, "published": str(day.date())}
    return Article(
        source=f"generated {next(_NUMBERS)}",
        language="ar",
        published=day,
        word_count=200,
        story_id=story,
        grouping_profile=kept,
        grouping_terms=list(index_terms(profile)),
        ingested=day,
    )


if __name__ == "__main__":
    main()
