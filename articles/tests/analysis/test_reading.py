"""A text is read whole, whatever it holds."""

from itertools import pairwise

import pytest

from articles.analysis.reading import read
from articles.analysis.text.spans import Span

HOSTILE = [
    "",
    " \n\n ",
    "«",
    "».",
    '"""',
    "😀" * 50,
    "\u202b\u202c\u200f\ufeff",
    "ًٌٍَُِّْ",
    "ـ" * 300,
    "و" * 300,
    "و ف ب ك ل س ال",
    "وفقاً لما نقلته صحيفة «الشرق».",
    "بكميات كبيرة وللاثنين وبالإثنين",
    "قال الزعيم الصيني دينغ شياوبينغ إن لي جينكي وصل",
    "قال: «" * 40,
    "1,2.3/4-5٪ ٦٫٧ ۸٬۹ ½",
    "a" * 5000,
    "كيم " * 500,
    "«قال» " * 300,
    "\x0b\x0c\x1c\u2028\u2029\x85",
    "שלום Привет 你好 नमस्ते สวัสดี",
    "الرئيس الرئيس الرئيس الرئيس",
    "Mr. Mr. Mr. U.S. U.S. p.m.",
]


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("language", [None, "ar", "en"])
def test_it_reads_anything(text: str, language: str | None) -> None:
    reading = read(text, language=language)
    everything = Span(0, len(text))
    found = [*reading.sentences, *(m.span for m in reading.mentions), *(q.span for q in reading.quotes)]
    found += [*(token.span for token in reading.tokens), *(figure.span for figure in reading.figures)]
    assert all(everything.covers(span) for span in found)
    assert list(reading.sentences) == sorted(reading.sentences)
    starts = [mention.span for mention in reading.mentions]
    assert all(a.end <= b.start for a, b in pairwise(starts))


def test_headings_are_not_sentences() -> None:
    text = "عنوان فرعي\n\nوصل الوفد إلى جنيف. وبدأت المحادثات."
    reading = read(text, headings=[Span(0, 10)])
    assert [span.of(text) for span in reading.sentences] == ["وصل الوفد إلى جنيف.", "وبدأت المحادثات."]
