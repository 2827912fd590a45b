"""Other search engines on the same texts: Tantivy, SQLite's FTS5, Postgres with its Arabic configuration."""

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

import tantivy
from django.db import connection

PAGE = 10


class Peer(Protocol):
    """An engine with documents of its own."""

    name: str

    def fill(self, documents: Iterable[tuple[int, str]]) -> None: ...
    def takes(self, kind: str) -> bool: ...
    def find(self, text: str, kind: str) -> int:
        """How many of the first page were found."""

    def numbers(self, text: str, *, most: int) -> set[int]: ...
    def size(self) -> int: ...
    def close(self) -> None: ...


_KINDS = frozenset({"word", "common word", "two words", "either word", "phrase"})


class Tantivy:
    """Words as written, folded by its Arabic stemmer where `stems`."""

    def __init__(self, *, stems: bool = False) -> None:
        self.name = "Tantivy, Arabic stemmer" if stems else "Tantivy"
        self._folder = Path(tempfile.mkdtemp(prefix="tantivy-"))
        schema = tantivy.SchemaBuilder()
        schema.add_integer_field("number", stored=True, fast=True)
        schema.add_text_field("text", stored=False, tokenizer_name="arabic" if stems else "default")
        self._index = tantivy.Index(schema.build(), path=str(self._folder))
        builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.lowercase())
        self._index.register_tokenizer("arabic", builder.filter(tantivy.Filter.stemmer("arabic")).build())

    def fill(self, documents: Iterable[tuple[int, str]]) -> None:
        writer = self._index.writer(heap_size=256_000_000, num_threads=1)
        for number, text in documents:
            writer.add_document(tantivy.Document(number=number, text=text))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()

    def takes(self, kind: str) -> bool:
        return kind in _KINDS

    def find(self, text: str, kind: str) -> int:
        return len(self.numbers(text, most=PAGE))

    def numbers(self, text: str, *, most: int) -> set[int]:
        searcher = self._index.searcher()
        query, _ = self._index.parse_query_lenient(text, ["text"], conjunction_by_default=True)
        hits = searcher.search(query, most, count=False).hits
        return {searcher.doc(address)["number"][0] for _, address in hits}

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*"))

    def close(self) -> None:
        shutil.rmtree(self._folder)


class Fts5:
    """SQLite's full-text index: words without diacritics."""

    name = "SQLite FTS5"

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="fts5-"))
        self._database = sqlite3.connect(self._folder / "index")
        self._database.execute(
            "CREATE VIRTUAL TABLE texts USING fts5(text, content='', "
            "tokenize='unicode61 remove_diacritics 2')"
        )

    def fill(self, documents: Iterable[tuple[int, str]]) -> None:
        self._database.executemany("INSERT INTO texts (rowid, text) VALUES (?, ?)", documents)
        self._database.execute("INSERT INTO texts (texts) VALUES ('optimize')")
        self._database.commit()

    def takes(self, kind: str) -> bool:
        return kind in _KINDS

    def find(self, text: str, kind: str) -> int:
        return len(self.numbers(text, most=PAGE))

    def numbers(self, text: str, *, most: int) -> set[int]:
        words = text if text.startswith('"') else " ".join(w if w == "OR" else f'"{w}"' for w in text.split())
        found = self._database.execute(
            "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?", (words, most)
        )
        return {number for (number,) in found}

    def size(self) -> int:
        return sum(path.stat().st_size for path in self._folder.rglob("*"))

    def close(self) -> None:
        self._database.close()
        shutil.rmtree(self._folder)


class PlainPostgres:
    """Postgres' own Arabic configuration, all matches ranked, in a table of its own."""

    name = "Postgres, arabic"

    def __init__(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE IF EXISTS plain_texts")
            cursor.execute("CREATE TABLE plain_texts (number integer PRIMARY KEY, vector tsvector)")

    def fill(self, documents: Iterable[tuple[int, str]]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE written (number integer, text text)")
            with cursor.copy("COPY written FROM STDIN") as copy:
                for number, text in documents:
                    copy.write_row((number, text))
            cursor.execute("INSERT INTO plain_texts SELECT number, to_tsvector('arabic', text) FROM written")
            cursor.execute("DROP TABLE written")
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute("CREATE INDEX plain_texts_vector ON plain_texts USING gin (vector)")
            cursor.execute("VACUUM ANALYZE plain_texts")

    def takes(self, kind: str) -> bool:
        return kind in _KINDS

    def find(self, text: str, kind: str) -> int:
        return len(self.numbers(text, most=PAGE))

    def numbers(self, text: str, *, most: int) -> set[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT number FROM plain_texts, websearch_to_tsquery('arabic', %s) AS query"
                " WHERE vector @@ query ORDER BY ts_rank(vector, query) DESC LIMIT %s",
                [text, most],
            )
            return {number for (number,) in cursor.fetchall()}

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_total_relation_size('plain_texts')")
            return int(cursor.fetchone()[0])

    def close(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP TABLE plain_texts")


PEERS: dict[str, Callable[[], Peer]] = {
    "tantivy": Tantivy,
    "tantivy-arabic": lambda: Tantivy(stems=True),
    "fts5": Fts5,
    "arabic": PlainPostgres,
}
