"""Texts that stand in several outlets nearly word for word: fingerprints by which an index finds them.

MinHash (Broder 1997) over runs of five folded words, cut into bands (Leskovec, Rajaraman and Ullman, Mining
of Massive Datasets, 3.4). What stands in quotation marks is left out: quoting the same man is no copying. The
hash functions are our own, because what is stored must mean the same after any library's next release.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

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
    runs = _unquoted(reading)
    texts = {" ".join(run[n : n + _SHINGLE]) for run in runs for n in range(len(run) - _SHINGLE + 1)}
    return np.array(sorted(zlib.crc32(text.encode()) for text in texts), dtype=np.uint32)


def _unquoted(reading: Reading) -> Sequence[Sequence[str]]:
    """The words in runs that no quotation interrupts."""
    quoted = sorted((q.span for q in reading.quotes if q.kind in _SPEECH), reverse=True)
    runs: list[list[str]] = [[]]
    for token in reading.tokens:
        while quoted and quoted[-1].end <= token.span.start:
            quoted.pop()
        if quoted and quoted[-1].start <= token.span.start:
            if runs[-1]:
                runs.append([])
        else:
            runs[-1].append(token.form)
    return runs


def _bands(numbers: Numbers) -> tuple[int, ...]:
    """Signed 32-bit numbers, as Postgres' integer: one for each band, which says which band it is too."""
    factors, shifts = _functions()
    hashed = (numbers.astype(np.uint64)[:, None] * factors + shifts) % _PRIME
    least = hashed.min(axis=0).reshape(_BANDS, _ROWS)
    sums = (zlib.crc32(row.tobytes(), band) for band, row in enumerate(least.astype("<u8")))
    return tuple(number - (1 << 31) for number in sums)


@cache
def _functions() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors below 2^29, so that a product with a 32-bit number stays below 2^61."""
    size = _BANDS * _ROWS
    numbers = np.frombuffer(hashlib.shake_256(b"reprints").digest(size * 16), dtype="<u8")
    return numbers[:size] % (1 << 29) + 1, numbers[size:] % (1 << 60)
