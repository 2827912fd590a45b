"""What searches find of words written otherwise: pairs of a query and a word that it should find."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from django.db import connection

from articles import search
from benchmarks.search_peers import Peer

VARIANTS = Path(__file__).with_name("variants_ar.tsv")
_AROUND = {"ar": "نقلت التقارير خبر {} إلى القراء", "en": "Reports brought {} to many readers"}


def report_recall(peers: Sequence[Callable[[], Peer]]) -> None:
    """Print for each engine the share of pairs that it finds, and for ours the rules and what is missed."""
    pairs = list(_pairs())
    print(f"\nRecall on {len(pairs)} pairs of {VARIANTS.name}")
    missed = [
        (rule, query, word) for rule, query, word in pairs if not _finds(query, _text(rule, word), rule)
    ]
    _print("Qarin", len(pairs) - len(missed), len(pairs))
    for make in peers:
        peer = make()
        try:
            peer.fill((n, _text(rule, word)) for n, (rule, _, word) in enumerate(pairs))
            found = sum(
                n in peer.numbers(query, most=len(pairs)) for n, (_, query, _word) in enumerate(pairs)
            )
            _print(peer.name, found, len(pairs))
        finally:
            peer.close()
    rules, lost = Counter(rule for rule, *_ in pairs), Counter(rule for rule, *_ in missed)
    print("  " + ", ".join(f"{rule} {rules[rule] - lost[rule]}/{rules[rule]}" for rule in rules))
    print("  missed: " + ", ".join(f"{query} → {word}" for _, query, word in missed))


def _pairs() -> Iterator[tuple[str, str, str]]:
    for line in VARIANTS.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            rule, query, word = line.split("\t")
            yield rule, query, word


def _language(rule: str) -> str:
    return "en" if rule == "English" else "ar"


def _text(rule: str, word: str) -> str:
    return _AROUND[_language(rule)].format(word)


def _finds(query: str, text: str, rule: str) -> bool:
    terms = search.index("", text, language=_language(rule)).terms
    wanted = search.words_of(search.parse(query)).wanted
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(%s::tsvector @@ query::tsquery) FROM unnest(%s::text[]) AS query",
            [terms, [sought.terms.tsquery for sought in wanted]],
        )
        return bool(cursor.fetchone()[0])


def _print(name: str, found: int, pairs: int) -> None:
    print(f"  {name:24} {found}/{pairs} = {found / pairs:.3f}", flush=True)
