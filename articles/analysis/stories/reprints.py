"""Texts that stand in several outlets nearly word for word: fingerprints by which an index finds them.

MinHash (Broder 1997) over runs of five folded words, cut into bands (Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.4). What stands in quotation marks is left out: quoting the same man is no copying. The
hash functions are our own, because what is stored must mean the same after any library's next release.
"""

import hashlib
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from articles.analysis.reading import Reading
from articles.analysis.speech.quotes import Kind

Numbers = NDArray[np.uint32]

_SPEECH = (Kind.DIRECT, Kind.PARTIAL)
_SHINGLE = 5  # words
FEWEST = 20  # shingles; two shorter texts may be alike by chance
# Of two texts that share the part s of all their shingles, a band is the same with s³: with 40 bands two that
# share a third of them are found with a chance of three in four, two that share half with 99 in 100.
_BANDS, _ROWS = 40, 3
_PRIME = np.uint64((1 << 61) - 1)
_AT_ONCE = 96  # numbers hashed together: more fill memory that the system has to hand out anew each time
LEAST_SHARE = 0.5  # of the shorter text's shingles that the other must have, to be called a reprint


@dataclass(frozen=True, kw_only=True, slots=True)
class Fingerprint:
    """`shingles` are sorted checksums; texts with a band in common may be reprints. Short texts have none."""

    shingles: bytes
    bands: tuple[int, ...]


def fingerprint(reading: Reading) -> Fingerprint:
    """The fingerprint of a text's words outside quotations, as folded: harakat and tatweel don't count."""
    numbers = _shingles(reading)
    bands = _bands(numbers) if len(numbers) >= FEWEST else ()
    return Fingerprint(shingles=numbers.astype("<u4").tobytes(), bands=bands)


def shares(a: bytes, b: bytes) -> tuple[float, float]:
    """How much of each text's shingles the other has too, 0 to 1; both as Fingerprint has them."""
    one, other = np.frombuffer(a, dtype="<u4"), np.frombuffer(b, dtype="<u4")
    common = len(np.intersect1d(one, other, assume_unique=True))
    return (common / len(one) if len(one) else 0.0, common / len(other) if len(other) else 0.0)


def _shingles(reading: Reading) -> Numbers:
    texts = {text for run in _unquoted(reading) for text in _runs_of_words(run)}
    return np.array(sorted(map(zlib.crc32, texts)), dtype=np.uint32)


def _runs_of_words(words: Sequence[str]) -> Iterator[bytes]:
    written = [word.encode() for word in words]
    starts = list(accumulate((len(word) + 1 for word in written), initial=0))
    whole = b" ".join(written)
    return (whole[start : end - 1] for start, end in zip(starts, starts[_SHINGLE:], strict=False))


def _unquoted(reading: Reading) -> Sequence[Sequence[str]]:
    """The words in runs that no quotation interrupts."""
    words = [token.form for token in reading.tokens]
    starts = [token.span.start for token in reading.tokens]
    runs, place = [], 0
    for quoted in sorted(q.span for q in reading.quotes if q.kind in _SPEECH):
        first, last = bisect_left(starts, quoted.start), bisect_left(starts, quoted.end)
        if first < last:
            runs.append(words[place:first])
            place = max(place, last)
    return [*runs, words[place:]]


def _bands(numbers: Numbers) -> tuple[int, ...]:
    """Signed 32-bit numbers, as Postgres' integer: one for each band, which says which band it is too."""
    least = _least(numbers.astype(np.uint64)).reshape(_BANDS, _ROWS)
    sums = (zlib.crc32(row.tobytes(), band) for band, row in enumerate(least.astype("<u8")))
    return tuple(number - (1 << 31) for number in sums)


def _least(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """The least that each function makes of the numbers."""
    factors, shifts = _functions()
    least = np.full(len(factors), _PRIME)
    for start in range(0, len(numbers), _AT_ONCE):
        hashed = numbers[start : start + _AT_ONCE, None] * factors
        hashed += shifts
        # The remainder of sums below twice the prime: less the prime, the small ones turn into huge numbers.
        np.minimum(hashed, hashed - _PRIME, out=hashed)
        np.minimum(least, hashed.min(axis=0), out=least)
    return least


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors below 2^29, so that a product with a 32-bit number stays below 2^61."""
    size = _BANDS * _ROWS
    numbers = np.frombuffer(hashlib.shake_256(b"reprints").digest(size * 16), dtype="<u8")
    return numbers[:size] % (1 << 29) + 1, numbers[size:] % (1 << 60)
