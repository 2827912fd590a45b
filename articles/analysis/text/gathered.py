"""Arrays remembered as rows of one table, so that those of all words of a text are gathered in one step."""

import os
from collections.abc import Callable, Hashable, Sequence, Set
from threading import Lock
from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)

_LOCK = Lock()
if hasattr(os, "register_at_fork"):
    # A process forked while another thread held the lock would wait for ever.
    os.register_at_fork(before=_LOCK.acquire, after_in_parent=_LOCK.release, after_in_child=_LOCK.release)


class Gathered(Generic[Key]):
    """What `make` gives for keys, a row of one array for each.

    Beyond `most` keys a new table is begun. The last one is kept beside it: what is asked for again is taken
    over, what nobody asks for goes with the table after that.
    """

    def __init__(self, make: Callable[[Sequence[Key]], NDArray[np.float64]], *, most: int) -> None:
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
            rows: list[Any] = list(map(self._rows.get, keys))
            if None in rows:
                self._add({key for key, row in zip(keys, rows, strict=True) if row is None})
                rows = list(map(self._rows.get, keys))
            return self._table.take(rows, axis=0)

    def _add(self, new: Set[Key]) -> None:
        rows, table = self._last
        if kept := [key for key in new if key in rows]:
            self._append(kept, table[[rows[key] for key in kept]])
        if made := [key for key in new if key not in rows]:
            self._append(made, self._make(made))

    def _append(self, keys: Sequence[Key], made: NDArray[np.float64]) -> None:
        start = len(self._rows)
        end = start + len(keys)
        if end > len(self._table):
            old = self._table
            self._table = np.empty((max(end, 2 * start), *made.shape[1:]))
            if start:
                self._table[:start] = old[:start]
        self._table[start:end] = made
        self._rows.update(zip(keys, range(start, end), strict=True))
