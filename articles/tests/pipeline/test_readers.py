"""Reading in processes beside this one."""

import multiprocessing

import pytest

from articles.pipeline import readers
from articles.pipeline.findings import Text
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


def test_it_reads_on_in_fresh_processes_and_leaves_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "_MOST_READ", 4)
    seen: set[int | None] = set()
    found = []
    with Readers(2) as pool:
        for first in range(0, len(TEXTS), 8):
            found += pool.read(TEXTS[first : first + 8], beside=True).result()
            seen |= {process.pid for process in multiprocessing.active_children()}
    assert [one.opening for one in found if not isinstance(one, readers.Failure)] == [t.body for t in TEXTS]
    assert len(seen) == 6
    assert not multiprocessing.active_children()
