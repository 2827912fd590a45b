"""Reading articles in processes beside this one, as many as there are processors."""

import ctypes
import gc
import logging
import multiprocessing
import os
import pickle
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import count, takewhile
from types import TracebackType
from typing import Self

from articles.analysis.text import lemmas, remembered
from articles.ingest.reasons import Reason, own_error
from articles.ingest.reasons import gettext_noop as _
from articles.pipeline.findings import Findings, Text, find

logger = logging.getLogger(__name__)

_AT_ONCE = 8  # texts handed over together
# As many texts, of at most so many letters, are read here before the first process is made: what they load,
# all processes then share; what is remembered of their words none would.
_LOADING, _SHORT = 4, 20_000
# After as many hand-overs a process forgets its words: those that come and go leave holes, by which it would
# grow by a megabyte with each 500 texts. A fresh process in its place would hold 40 MB more at once, since it
# begins as a copy of the one that stores, and that has grown meanwhile.
_UNTIL_FORGOTTEN = 125
_handed_over = count(1)


@dataclass(frozen=True, kw_only=True)
class Failure:
    """A text that a finder stumbled over, or that no process can hold."""

    reason: Reason


Outcome = Findings | Failure


class Readers:
    """Reads texts, here or in `processes` of its own; use as a context, which ends them."""

    def __init__(self, processes: int) -> None:
        self.processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, texts: Sequence[Text], *, beside: bool) -> "Reading":
        """Begin to read; `beside` in other processes, else where the result is asked for."""
        if not beside:
            return Reading(self, [(texts, None)])
        loading = [] if self._pool else list(takewhile(_is_short, texts[:_LOADING]))
        read = _read_all(loading)
        pool = self._started()
        parts = [texts[n : n + _AT_ONCE] for n in range(len(loading), len(texts), _AT_ONCE)]
        return Reading(self, [(part, pool.submit(_read_beside, part)) for part in parts], read=read)

    def read_alone(self, texts: Sequence[Text]) -> list[Outcome]:
        """Read each in a process that nothing else depends on: one of them has just ended its process."""
        self._end()
        found: list[Outcome] = []
        for text in texts:
            with _pool(1) as pool:
                try:
                    found += pickle.loads(pool.submit(_read_beside, [text]).result())
                except BrokenProcessPool:
                    found.append(
                        Failure(
                            reason=Reason(_("reading it ends the process that does, probably by its size"))
                        )
                    )
        return found

    def _started(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = _pool(self.processes)
        return self._pool

    def _end(self) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@dataclass(frozen=True)
class Reading:
    """Texts that are being read; `read` are the first, which have been."""

    readers: Readers
    parts: Sequence[tuple[Sequence[Text], "Future[bytes] | None"]]
    read: Sequence[Outcome] = ()

    def result(self) -> list[Outcome]:
        """What was found in each, in order; waits for it."""
        found = [*self.read]
        for texts, future in self.parts:
            try:
                found += pickle.loads(future.result()) if future else _read_all(texts)
            except BrokenProcessPool:
                found += self.readers.read_alone(texts)
        return found


def _pool(processes: int) -> ProcessPoolExecutor:
    # A copy of this process has the word lists already; gc would write to their pages, and so double them.
    lemmas.load()
    gc.unfreeze()
    gc.collect()  # what nobody holds would be frozen too, and never go
    gc.freeze()
    forks = "fork" in multiprocessing.get_all_start_methods()
    if forks:
        give_back()
    context = multiprocessing.get_context("fork" if forks else None)
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def give_back() -> None:
    """Give the system the memory that nobody holds any more; where its C library can, which keeps it else."""
    if trim := _trim():
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if os.name == "posix" else None


def _begin() -> None:
    begin_beside()
    gc.disable()  # it would look through all that is remembered, again and again; see _read_beside()


def begin_beside() -> None:
    """What a process that works for this one does first: it ends when this one does."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that started this one
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(1)


def _is_short(text: Text) -> bool:
    return len(text.body) <= _SHORT


def _read_beside(texts: Sequence[Text]) -> bytes:
    """The outcomes, pickled: while a batch waits to be stored, they hold less so."""
    found = pickle.dumps(_read_all(texts), pickle.HIGHEST_PROTOCOL)
    if next(_handed_over) % _UNTIL_FORGOTTEN == 0:
        remembered.forget()
    gc.collect(0)  # what these texts have left
    give_back()
    return found


def _read_all(texts: Sequence[Text]) -> list[Outcome]:
    return [_read(text) for text in texts]


def _read(text: Text) -> Outcome:
    try:
        return find(text)
    except Exception as error:
        # A text that one of our finders stumbles over must not keep out the thousand that follow it.
        logger.exception("could not read a text that begins with %r", text.body[:80])
        return Failure(reason=own_error(error))
