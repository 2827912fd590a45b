"""Arrays remembered as rows of one table, so that those of all words of a text are gathered in one step."""

from collections.abc import Callable, Hashable, Sequence
from threading import Lock
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Key = TypeVar("Key", bound=Hashable)


class Gathered(Generic[Key]):
    """What `make` gives for keys, arrays of one shape. Beyond `most` all are forgotten and made anew."""

    def __init__(self, make: Callable[[Key], NDArray[np.float64]], *, most: int) -> None:
        self._make = make
        self._most = most
        self._rows: dict[Key, int] = {}
        self._table: NDArray[np.float64] = np.empty(0)
        self._lock = Lock()

    def of(self, keys: Sequence[Key]) -> NDArray[np.float64]:
        """A row for each key; there must be one at least."""
        with self._lock:
            if len(self._rows) > self._most:
                self._rows, self._table = {}, np.empty(0)
            if new := [key for key in dict.fromkeys(keys) if key not in self._rows]:
                self._add(new)
            rows = self._rows
            return self._table[[rows[key] for key in keys]]

    def _add(self, new: Sequence[Key]) -> None:
        made = np.array([self._make(key) for key in new])
        start = len(self._rows)
        end = start + len(new)
        if end > len(self._table):
            old = self._table
            self._table = np.empty((max(end, 2 * start), *made.shape[1:]))
            if start:
                self._table[:start] = old[:start]
        self._table[start:end] = made
        self._rows.update(zip(new, range(start, end), strict=True))
