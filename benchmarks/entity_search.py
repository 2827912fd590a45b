"""How long names take to be offered, searched for and shown, in a made-up collection.

    python -m benchmarks.entity_search [--entities 20000] [--mentions 200000] [--runs 200]

The collection has a database of its own. Names are put together from the lists of given and family names,
in Arabic and in Latin letters; how often one is mentioned follows Zipf's law, and the first of them stands
in every third article at least. Milliseconds for whole pages, as Django answers them: median and 95th
percentile.
"""

import argparse
import os
import random
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[1]
NAMES = ROOT / "articles" / "analysis" / "words" / "names"
A_SENTENCE, SENTENCES, BATCH = 18, 6, 1000
OUTLETS = 40
START = datetime(2023, 1, 1, tzinfo=UTC)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--entities", type=int, default=20_000)
    parser.add_argument("--mentions", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=200)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings_test")
    from newsroom import embedded_postgres

    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(embedded_postgres.state_folder(os.environ))
    django.setup()
    from django.db import connection

    connection.settings_dict["TEST"]["NAME"] = "qarin_benchmark"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        started = time.perf_counter()
        fill(random.Random(1), entities=options.entities, mentions=options.mentions)
        print(f"made in {time.perf_counter() - started:.0f} s")
        report(random.Random(2), runs=options.runs)
    finally:
        connection.creation.destroy_test_db(connection.settings_dict["NAME"], verbosity=0)


def fill(chance: random.Random, *, entities: int, mentions: int) -> None:
    """Outlets, entities with their names, and articles that mention them, two in a sentence."""
    from django.db import connection

    from articles.models import Article, Entity, EntityName, Mention, Outlet

    outlets = Outlet.objects.bulk_create(
        Outlet(slug=f"outlet-{n}", name_en=f"Outlet {n}") for n in range(OUTLETS)
    )
    people = Entity.objects.bulk_create(list(islice(_people(chance), entities)), batch_size=BATCH)
    EntityName.objects.bulk_create((name for person in people for name in _names(person)), batch_size=BATCH)
    weights = list(accumulate(1 / (rank + 3) for rank in range(entities)))
    words = sorted({word for path in ROOT.glob("sample/*.txt") for word in _words(path)})
    for first in range(0, mentions // (2 * SENTENCES), BATCH):
        drafts = []
        for number in range(first, min(first + BATCH, mentions // (2 * SENTENCES))):
            named = chance.choices(people, cum_weights=weights, k=2 * SENTENCES)
            if number % 3 == 0:
                named[0] = people[0]
            drafts.append(_article(chance, number, named, words, outlets))
        Article.objects.bulk_create([article for article, _ in drafts])
        # Only now have the articles the keys that their mentions need.
        found = [mention for article, mentions_of in drafts for mention in mentions_of(article)]
        Mention.objects.bulk_create(found, batch_size=5 * BATCH)
    Entity.objects.recount(entity.pk for entity in people)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _people(chance: random.Random) -> "Iterator[object]":
    from articles.models import Entity

    rows = [
        [line.split("\t") for line in (NAMES / file).read_text(encoding="utf-8").splitlines() if "\t" in line]
        for file in ("given_foreign.tsv", "family_foreign.tsv")
    ]
    given, family = ([(row[0], row[1].split("|")[0]) for row in table if row[0][0] != "#"] for table in rows)
    seen = set()
    while True:
        (first, arabic), (last, arabic_last) = chance.choice(given), chance.choice(family)
        middle = f" {chance.choice('ABCDEFGHIJKLMNOPRSTVYZ')}." if (first, last) in seen else ""
        name = f"{first}{middle} {last}"
        if name not in seen:
            seen |= {name, (first, last)}
            yield Entity(key=name, kind="person", name_en=name, name_ar=f"{arabic} {arabic_last}")


def _names(person: object) -> "Iterator[object]":
    from articles.analysis.names.keys import skeleton
    from articles.analysis.text.normalise import fold_key
    from articles.models import EntityName

    for language, text in (("en", person.name_en), ("ar", person.name_ar)):  # type: ignore[attr-defined]
        for spelled in dict.fromkeys((text, text.split()[-1])):
            yield EntityName(
                entity=person,
                found=person,
                text=spelled,
                language=language,
                key=fold_key(spelled),
                skeleton=skeleton(spelled),
            )


def _words(path: Path) -> list[str]:
    return re.findall(r"\w{3,}", path.read_text(encoding="utf-8"))


def _article(chance: random.Random, number: int, named: list, words: list[str], outlets: list) -> tuple:  # type: ignore[type-arg]
    from articles.models import Article, Mention

    body, sentences, places = "", [], []
    for pair in zip(named[::2], named[1::2], strict=True):
        start = len(body)
        for entity in pair:
            body += " ".join(chance.choices(words, k=A_SENTENCE // 2)) + " "
            text = chance.choice((entity.name_ar, entity.name_ar.split()[-1], entity.name_en))
            place = len(body)
            body += f"{text} "
            places.append({"entity": entity, "start": place, "text": text, "sentence": start})
        body = body.rstrip() + ". "
        sentences.append([start, len(body) - 1])
    article = Article(
        source=f"made/{number}",
        sha256=f"{number:064}",
        encoding="utf-8",
        original=body,
        body=body,
        headline=f"{named[0].name_en} {number}",
        opening=body[:200],
        language="ar",
        word_count=len(body.split()),
        sentences=sentences,
        outlet=outlets[number % OUTLETS],
        published=START + timedelta(hours=chance.randrange(24 * 700)),
        rules_version="0",
    )

    def mentions_of(article: Article) -> list[Mention]:
        return [
            Mention(article=article, found=p["entity"], end=p["start"] + len(p["text"]), **p) for p in places
        ]

    return article, mentions_of


def report(chance: random.Random, *, runs: int) -> None:
    from django.test import Client

    from articles.models import Article, Entity, Mention

    counts = (Entity.objects.count(), Mention.objects.count(), Article.objects.count())
    print("{} names, {} mentions, {} articles".format(*counts))
    ranked = list(Entity.objects.most_mentioned())
    words = Article.objects.values_list("body", flat=True)[0].split()
    client = Client(headers={"host": "localhost"})

    def ask(address: str, **asked: object) -> None:
        headers = {"HX-Request": "true"} if "names" in address else {}
        assert client.get(address, asked, headers=headers).status_code == 200

    def some() -> Entity:
        return chance.choice(ranked[: 10 ** chance.randrange(1, 5)])

    def typed() -> str:
        name = chance.choice((some().name_ar, some().name_en))
        return name[: chance.randrange(2, len(name) + 1)]

    def mistyped() -> str:
        name = chance.choice((some().name_ar, some().name_en))
        place = chance.randrange(1, len(name))
        return name[:place] + name[place + 1 :]

    most, rare = ranked[0], ranked[-1]
    print(f"the commonest name stands in {most.article_count} articles")
    _print("offer names, typed so far", runs, lambda: ask("/ar/search/names/", q=typed()))
    _print("offer names, a letter missing", runs, lambda: ask("/ar/search/names/", q=mistyped()))
    _print("offer names, two letters", runs, lambda: ask("/ar/search/names/", q=typed()[:2]))
    _print("names of the API, any spelling", runs, lambda: ask("/api/entities/", q=some().name_ar))
    _print("articles with a name", runs, lambda: ask("/ar/search/", entity=some().pk))
    _print("articles with the commonest", runs, lambda: ask("/ar/search/", entity=most.pk))
    _print("articles with two names", runs, lambda: ask("/ar/search/", entity=[some().pk, most.pk]))
    _print(
        "with one and without another", runs, lambda: ask("/ar/search/", entity=most.pk, without=some().pk)
    )
    _print("a name and a word", runs, lambda: ask("/ar/search/", entity=most.pk, q=chance.choice(words)))
    days = {"from": "2024-01-01", "to": "2024-03-01"}
    _print("a name, an outlet and days", runs, lambda: ask("/ar/search/", entity=some().pk, outlet=1, **days))
    _print("list of names", runs, lambda: ask("/ar/entities/"))
    _print("page of a name", runs, lambda: ask(f"/ar/entities/{some().pk}/"))
    _print("page of a rare name", runs, lambda: ask(f"/ar/entities/{rare.pk}/"))
    _print("page of the commonest", max(runs // 10, 5), lambda: ask(f"/ar/entities/{most.pk}/"))


def _print(label: str, runs: int, act: Callable[[], None]) -> None:
    act()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        act()
        times.append(1000 * (time.perf_counter() - started))
    times.sort()
    print(f"{label:32} p50 {times[len(times) // 2]:7.1f}  p95 {times[int(len(times) * 0.95)]:7.1f}")


if __name__ == "__main__":
    main()
