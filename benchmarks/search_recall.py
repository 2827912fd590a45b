"""What searches find of words written otherwise: pairs of a query and a word that it should find."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

from articles import search
from benchmarks.search_peers import Peer

FILES = tuple(Path(__file__).with_name(name) for name in ("variants_ar.tsv", "held_out_ar.tsv"))
_AROUND = {"ar": "نقلت التقارير خبر {} إلى القراء", "en": "Reports brought {} to many readers"}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A query and a word that it should find, or must not where the rule begins with “not”."""

    rule: str
    query: str
    word: str

    @property
    def is_meant(self) -> bool:
        return not self.rule.startswith("not ")

    @property
    def language(self) -> str:
        return "en" if self.rule.endswith("English") else "ar"

    @property
    def text(self) -> str:
        return _AROUND[self.language].format(self.word)


def report_recall(peers: Sequence[Callable[[], Peer]]) -> None:
    """Print for each engine which pairs it finds, rightly and wrongly; for ours the rules and faults."""
    for path in FILES:
        pairs = list(_pairs(path))
        print(f"\nRecall on {sum(pair.is_meant for pair in pairs)} pairs of {path.name}")
        found = {n for n, pair in enumerate(pairs) if _finds(pair)}
        _print("Qarin", pairs, found)
        for make in peers:
            peer = make()
            try:
                peer.fill((n, pair.text) for n, pair in enumerate(pairs))
                by_peer = {
                    n for n, pair in enumerate(pairs) if n in peer.numbers(pair.query, most=len(pairs))
                }
                _print(peer.name, pairs, by_peer)
            finally:
                peer.close()
        _print_rules(pairs, found)


def _pairs(path: Path) -> Iterator[Pair]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rule, query, word = line.split("\t")
            yield Pair(rule=rule, query=query, word=word)


def _finds(pair: Pair) -> bool:
    terms = search.index("", pair.text, language=pair.language).terms
    wanted = search.words_of(search.parse(pair.query)).wanted
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(%s::tsvector @@ query::tsquery) FROM unnest(%s::text[]) AS query",
            [terms, [sought.terms.tsquery for sought in wanted]],
        )
        return bool(cursor.fetchone()[0])


def _print(name: str, pairs: Sequence[Pair], found: set[int]) -> None:
    right = sum(pairs[n].is_meant for n in found)
    meant = sum(pair.is_meant for pair in pairs)
    wrong, others = len(found) - right, len(pairs) - meant
    against = f", wrongly {wrong}/{others}" if others else ""
    print(f"  {name:24} {right}/{meant} = {right / meant:.3f}{against}", flush=True)


def _print_rules(pairs: Sequence[Pair], found: set[int]) -> None:
    faults = [pair for n, pair in enumerate(pairs) if pair.is_meant is not (n in found)]
    rules, lost = Counter(pair.rule for pair in pairs), Counter(pair.rule for pair in faults)
    print("  " + ", ".join(f"{rule} {rules[rule] - lost[rule]}/{rules[rule]}" for rule in rules))
    print("  missed: " + ", ".join(f"{pair.query} → {pair.word}" for pair in faults if pair.is_meant))
    print("  wrong: " + ", ".join(f"{pair.query} → {pair.word}" for pair in faults if not pair.is_meant))
