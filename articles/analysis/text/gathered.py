"""Arrays remembered as rows of one table, so that those of all words of a text are gathered in one step."""

import os
from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)

_LOCK = Lock()
if hasattr(os, "register_at_fork"):
    # A process forked while another thread held the lock would wait for ever.
    os.register_at_fork(before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release)


class Gathered(Generic[Key]):
    """What `make` gives for keys, arrays of one shape.

    Beyond `most` keys a new table is begun. The last one is kept beside it: what is asked for again is taken
    over, what nobody asks for goes with the table after that.
    """

    def __init__(self, make: Callable[[Key], NDArray[np.float64]], *, most: int) -> None:
        self._make = make
        self._most = most
        self._rows: dict[Key, int] = {}
        self._table: NDArray[np.float64] = np.empty(0)
        self._last: tuple[dict[Key, int], NDArray[np.float64]] = {}, np.empty(0)

    def of(self, keys: Sequence[Key]) -> NDArray[np.float64]:
        """A row for each key; there must be one at least."""
        with _LOCK:
            if len(self._rows) > self._most:
                self._last = self._rows, self._table
                self._rows, self._table = {}, np.empty(0)
            if new := [key for key in dict.fromkeys(keys) if key not in self._rows]:
                self._add(new)
            rows = self._rows
            return self._table[[rows[key] for key in keys]]

    def _add(self, new: Sequence[Key]) -> None:
        rows, table = self._last
        made = np.array([table[rows[key]] if key in rows else self._make(key) for key in new])
        start = len(self._rows)
        end = start + len(new)
        if end > len(self._table):
            old = self._table
            self._table = np.empty((max(end, 2 * start), *made.shape[1:]))
            if start:
                self._table[:start] = old[:start]
        self._table[start:end] = made
        self._rows.update(zip(new, range(start, end), strict=True))
