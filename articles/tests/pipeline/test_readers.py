"""Reading in processes beside this one."""

import functools
import gc
import multiprocessing
import os
import random
import weakref
from dataclasses import replace
from pathlib import Path

import pytest

from articles.analysis.text import gazetteer
from articles.analysis.text.clitics import splits
from articles.pipeline import readers
from articles.pipeline.findings import Text, find
from articles.pipeline.readers import Readers

TEXTS = [
    Text(
        body=f"قال الوزير إن {number} قتلوا في القرية.",
        language="ar",
        headings=(),
        headline="",
        published=None,
    )
    for number in range(20, 44)
]


def test_it_reads_on_in_the_same_processes_and_leaves_none() -> None:
    seen: set[int | None] = set()
    found = []
    with Readers(2) as pool:
        for first in range(0, len(TEXTS), 8):
            found += pool.read(TEXTS[first : first + 8], beside=True).result()
            seen |= {process.pid for process in multiprocessing.active_children()}
    assert [one.opening for one in found if not isinstance(one, readers.Failure)] == [t.body for t in TEXTS]
    assert len(seen) == 2
    assert not multiprocessing.active_children()


def test_a_process_forgets_its_words_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_UNTIL_FORGOTTEN", 1_000_000)
    readers._read_beside(TEXTS[:1])
    assert _words_remembered() > 0
    monkeypatch.setattr(readers, "_UNTIL_FORGOTTEN", 1)
    before = gazetteer.load()
    readers._read_beside(TEXTS[:1])
    assert _words_remembered() == 0
    assert gazetteer.load() is before


def _words_remembered() -> int:
    return splits.cache_info().currsize


def test_processes_do_not_make_garbage_last() -> None:
    class Ring:
        def __init__(self) -> None:
            self.itself = self

    gone = weakref.ref(Ring())
    gc.freeze()
    with readers._pool(1):
        assert gone() is None


def test_what_all_need_is_loaded_before_they_part(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "find", lambda _text: os.getpid())
    with Readers(2) as pool:
        first, later = (pool.read(TEXTS[:12], beside=True).result() for _ in range(2))
    processes: list[object] = [*first, *later]
    assert {*processes[: readers._LOADING]} == {os.getpid()}
    assert os.getpid() not in processes[readers._LOADING :]


def test_a_text_that_may_be_too_long_for_a_process_is_not_read_in_the_one_that_stores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(readers, "find", lambda _text: os.getpid())
    with Readers(2) as pool:
        long = replace(TEXTS[0], body="ا" * (readers._SHORT + 1))
        processes: list[object] = [*pool.read([long, *TEXTS], beside=True).result()]
    assert os.getpid() not in processes


@pytest.mark.skipif(readers._trim() is None, reason="this C library gives nothing back when asked")
def test_what_nobody_holds_is_given_back() -> None:
    blocks = [bytes(2000) for _ in range(30_000)]
    kept = blocks[::50]  # so that no long stretch is free, and the library keeps them all
    before = _held()
    del blocks
    readers._read_beside([])
    assert before - _held() > 30_000_000
    assert len(kept) == 600


def _held() -> int:
    """Bytes of this process in memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def test_what_is_remembered_of_words_is_bounded() -> None:
    find(_strange(seed=1))
    before = _kept_for_good()
    find(_strange(seed=2))
    grown = {name: size for name, size in _kept_for_good().items() if size > before.get(name, 0) + 40}
    assert not grown


def _strange(*, seed: int) -> Text:
    """A text of 600 words that no other has."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("ابتثجحخدذرزسشصضطظعغفقكلمنهويةى", k=7)) for _ in range(600)]
    sentences = (f"قال {' '.join(words[at : at + 12])}." for at in range(0, len(words), 12))
    return replace(TEXTS[0], body=" ".join(sentences))


def _kept_for_good() -> dict[tuple[str, str], int]:
    """How much each cache without a bound holds."""
    gc.unfreeze()  # else those that were there when processes were made are passed over
    caches = (found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper))
    return {
        (cache.__module__, cache.__qualname__): cache.cache_info().currsize
        for cache in caches
        if cache.cache_info().maxsize is None and cache.__module__.startswith("articles")
    }
