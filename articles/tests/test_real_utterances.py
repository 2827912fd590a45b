"""Utterances and shared text of the sample's story, and of five real articles where they are at hand."""

from pathlib import Path

import pytest

from articles.analysis.stories.independence import find_independence
from articles.analysis.stories.tellings import Tellings
from articles.analysis.stories.utterances import find_utterances
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord
from articles.tests.analysis.stories.writing import story

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
REAL = Path(__file__).resolve().parents[3] / "shared" / "articles"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the five articles are not here (../shared/articles)")


def _told(folder: Path) -> Tellings:
    records = [record for record in read_paths([folder]) if isinstance(record, ArticleRecord)]
    return story(*((Path(record.source_file).stem, "", record.body) for record in records))


def test_the_sample_has_utterances_in_both_languages_and_one_reprint() -> None:
    tellings = _told(SAMPLE)
    shared = find_utterances(tellings).shared
    assert any(len({one.language for one in each.renderings}) == 2 for each in shared)
    assert any(len(each.outlets) > 2 for each in shared)
    found = find_independence(tellings)
    assert (len(found.tellers), found.count, found.fewest) == (8, 7, 7)


@real
def test_three_renderings_of_a_toast_are_one_utterance_and_agency_text_is_shared() -> None:
    tellings = _told(REAL)
    toast = [each for each in find_utterances(tellings).shared if len(each.outlets) == 3 and len(each.tables)]
    manners = [{one.manner for one in each.renderings} for each in toast]
    assert any(len(found) == 3 for found in manners)
    found = find_independence(tellings)
    (shared,) = found.shared
    assert shared.cited is not None and not shared.is_reprint
    assert (found.count, found.fewest) == (5, 4)
