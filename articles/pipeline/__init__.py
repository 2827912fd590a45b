"""Records in, stories out: keep articles, read them, keep what was found, group them."""

from articles.models.runs import Outcome
from articles.pipeline.grouping import group_again
from articles.pipeline.ingestion import ingest, remove, reread, reread_all
from articles.pipeline.meanings import recall, vectors_of
from articles.pipeline.running import Result, running
from articles.pipeline.waiting import catch_up

__all__ = [
    "Outcome",
    "Result",
    "catch_up",
    "group_again",
    "ingest",
    "recall",
    "remove",
    "reread",
    "reread_all",
    "running",
    "vectors_of",
]
