"""The wording of the sample's story, and of five real articles where they are at hand."""

from collections import defaultdict
from pathlib import Path

import numpy as np
import pytest

from articles.analysis.reading import read
from articles.analysis.stories.headlines import Fault, check_headlines
from articles.analysis.stories.ownership import Voice
from articles.analysis.stories.tellings import Telling, Tellings
from articles.analysis.stories.terms import listed
from articles.analysis.stories.wordings import find_wording
from articles.ingest.readers import read_paths
from articles.ingest.records import ArticleRecord

SAMPLE = Path(__file__).resolve().parents[2] / "sample"
REAL = Path(__file__).resolve().parents[3] / "shared" / "articles"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the five articles are not here (../shared/articles)")


def _tellings(folder: Path) -> Tellings:
    """Each file its own outlet; nothing is linked."""
    records = [record for record in read_paths([folder]) if isinstance(record, ArticleRecord)]
    return Tellings(tellings=tuple(_telling(n, record) for n, record in enumerate(records)), pairs=())


def _telling(number: int, record: ArticleRecord) -> Telling:
    return Telling(
        article=number,
        outlet=Path(record.source_file).stem,
        headline=record.headline.value or "",
        published=None,
        agencies=(),
        reading=read(record.body),
        vectors=np.zeros((0, 512), dtype=np.float32),
    )


def _callers(folder: Path, variant: str) -> dict[Voice, set[str]]:
    """Who calls the armed action so, by voice."""
    tellings = _tellings(folder)
    found: defaultdict[Voice, set[str]] = defaultdict(set)
    for use in find_wording(tellings, listed()).uses:
        if (use.concept, use.variant) == ("armed_action", variant):
            found[use.voice].add(tellings[use.place.article].outlet)
    return found


def test_in_the_sample_one_outlet_says_invasion_itself() -> None:
    assert _callers(SAMPLE, "invasion")[Voice.OWN] == {"06_harbour-ledger"}
    assert _callers(SAMPLE, "invasion")[Voice.ATTRIBUTED] == {"03_barid-aljanub"}


def test_in_the_sample_the_special_operation_is_whose_words_it_is() -> None:
    callers = _callers(SAMPLE, "special_operation")
    assert "07_northgate-courier" in callers[Voice.QUOTED]
    assert "05_dar-alkhabar" in callers[Voice.SCARE]
    assert not callers[Voice.OWN]


@real
def test_of_five_articles_one_says_invasion_in_its_own_voice() -> None:
    callers = _callers(REAL, "invasion")
    assert {voice: len(outlets) for voice, outlets in callers.items() if outlets} == {Voice.OWN: 1}


@real
def test_of_five_headlines_one_claims_what_its_body_has_nothing_of() -> None:
    found = check_headlines(_tellings(REAL))
    sure = {c.article: {f.fault for f in c.findings} - {Fault.WORD} for c in found.checks}
    assert [faults for faults in sure.values() if faults] == [{Fault.QUOTATION, Fault.CLAIM, Fault.PLACE}]
    assert len(found.without) == 2
