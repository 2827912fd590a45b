"""Many pairs of articles linked, in processes beside this one where there are enough of them."""

import gc
import logging
import multiprocessing
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import msgspec

from articles.analysis.pairs import meaning
from articles.analysis.pairs.align import Link, align
from articles.analysis.pairs.reuse import Reuse, reuse
from articles.analysis.pairs.similarity import sentence_terms
from articles.analysis.reading import Reading
from articles.analysis.text.lemmas import spelled
from articles.pipeline.readers import begin_beside

logger = logging.getLogger(__name__)

# Fewer are done before other processes would have begun.
FEW = 60
_AT_ONCE = 8


@dataclass(frozen=True, kw_only=True, eq=False)
class Task:
    """Two readings to be linked; `also` are pairs of sentences that are linked whatever their score."""

    a: Reading
    b: Reading
    also: Collection[tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Linked:
    links: tuple[Link, ...]
    reuse: Reuse


def link_all(tasks: Sequence[Task], *, processes: int | None = None) -> Iterator[Linked]:
    """What links the two of each task, in order; without anything where our own code stumbles.

    In so many processes, one for each processor if none is said. The sentences' vectors must be known to
    the encoder.
    """
    processes = processes or os.cpu_count() or 1
    if len(tasks) < FEW or processes < 2 or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(link, tasks)
        return
    _encode_words(reading for task in tasks for reading in (task.a, task.b))
    gc.freeze()  # else the processes' collectors would write to all they share with this one
    context = multiprocessing.get_context("fork")
    # What a process is begun with it inherits: readings are too big to be sent to it.
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin, initargs=(tasks,)) as pool:
        try:
            for found in pool.map(_link_at, range(len(tasks)), chunksize=_AT_ONCE):
                yield msgspec.json.decode(found, type=Linked)
        finally:
            gc.unfreeze()


def link(task: Task) -> Linked:
    """One pair; without links where our own code stumbles, which must not keep out the others."""
    try:
        return Linked(links=align(task.a, task.b, also=task.also), reuse=reuse(task.a, task.b))
    except Exception:
        logger.exception("could not link %r and %r", task.a.text[:80], task.b.text[:80])
        return Linked(links=(), reuse=Reuse(runs=(), share_a=0.0, share_b=0.0))


def _encode_words(readings: Iterable[Reading]) -> None:
    """Have all words encoded at once and before the processes begin, each of which would do it again."""
    every = {
        spelled(term.key) for reading in set(readings) for terms in sentence_terms(reading) for term in terms
    }
    meaning.encode(sorted(every))


_tasks: Sequence[Task] = ()


def _begin(tasks: Sequence[Task]) -> None:
    global _tasks
    _tasks = tasks
    begin_beside()


def _link_at(number: int) -> bytes:
    return msgspec.json.encode(link(_tasks[number]))
