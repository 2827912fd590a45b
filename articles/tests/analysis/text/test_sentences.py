"""Sentences at exact places of the text."""

import json
import random
import re
from itertools import pairwise
from pathlib import Path

import pytest

from articles.analysis.text import sentences as module
from articles.analysis.text.sentences import find_sentences

SHARED = Path(__file__).parents[5] / "shared"


def sentences(text: str, language: str = "ar") -> list[str]:
    return [s.of(text) for s in find_sentences(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وصل الوفد. ثم غادر.", ["وصل الوفد.", "ثم غادر."]),
        ("قال: «وصلنا. وسنعود». ثم غادر.", ["قال: «وصلنا.", "وسنعود».", "ثم غادر."]),
        ('قال: "وصلنا" . ثم غادر.', ['قال: "وصلنا" .', "ثم غادر."]),
        ('انتظروا "طويلا. لكن أحدا لم يأت"، ثم عادوا.', ['انتظروا "طويلا.', 'لكن أحدا لم يأت"، ثم عادوا.']),
        ("نقلت أ.ف.ب. أن د. سمير حضر.", ["نقلت أ.ف.ب. أن د. سمير حضر."]),
        ("تعود إلى القرن الماضي.، بحسب الخبير.", ["تعود إلى القرن الماضي.، بحسب الخبير."]),
        ("هناك قيود... وهناك فرص.", ["هناك قيود... وهناك فرص."]),
        ("مطر وبرد.. وطرق مقطوعة", ["مطر وبرد.. وطرق مقطوعة"]),
        ("بلغ السعر 3.5 دولار. ثم ارتفع.", ["بلغ السعر 3.5 دولار.", "ثم ارتفع."]),
        ("«هل فهمتم؟» سأل المدرب.", ["«هل فهمتم؟» سأل المدرب."]),
        ("سأل: «هل فهمتم؟» وأضاف شيئا.", ["سأل: «هل فهمتم؟»", "وأضاف شيئا."]),
        ("سكتَ المتسرّع. لم يجبْ.", ["سكتَ المتسرّع.", "لم يجبْ."]),
        ("انتهى (نعم! انتهى) أخيرا.", ["انتهى (نعم! انتهى) أخيرا."]),
    ],
)
def test_it_splits_arabic(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came. She left.", ["He came.", "She left."]),
        ("“One. Two.” Then all left.", ["“One.", "Two.”", "Then all left."]),
        ("The U.S. Army left at 5 p.m. Monday.", ["The U.S. Army left at 5 p.m. Monday."]),
        ('"Really?" she asked. No one knew.', ['"Really?" she asked.', "No one knew."]),
        ('"Stop!" Miller said. They ran.', ['"Stop!" Miller said.', "They ran."]),
        ("Dr. Smith paid $3.5m. It was much.", ["Dr. Smith paid $3.5m.", "It was much."]),
        ("Rome - the capital - said: yes - or no.", ["Rome - the capital - said: yes - or no."]),
        ("(See above.) He left.", ["(See above.)", "He left."]),
    ],
)
def test_it_splits_english(text: str, expected: list[str]) -> None:
    assert sentences(text, "en") == expected


def test_it_ends_a_sentence_with_its_line() -> None:
    assert sentences("عنوان فرعي\nجملة أولى\n\nجملة ثانية.") == ["عنوان فرعي", "جملة أولى", "جملة ثانية."]


def test_it_trims_white_space_and_controls() -> None:
    text = " \u200f جملة. \u200e\n\t "
    assert sentences(text) == ["جملة."]


def test_lines_that_need_no_asking_are_split_as_the_detector_does(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(7)
    long, short = ["المدينة", "القسم", "خرج الناس", "إلى الوطن"], ["12", "3.5", "هل", "IV", "(", "%", "لا"]
    odd = ["إلخ.", "د.", "ص. 5", "go!", "1.", "هـ.", "º", "😀", "؛", "...", "»", ". «", "U.S."]
    signs = ["", "", "", "،", ".", "!", "؟", "?", " .", ". و"]

    def word() -> str:
        if chance.random() < 0.5:
            return chance.choice(long) + chance.choice(signs)
        return chance.choice(odd if chance.random() < 0.1 else short)

    texts = [" ".join(word() for _ in range(8)) for _ in range(2000)]
    assert sum(bool(module._PLAIN_ARABIC.fullmatch(text)) for text in texts) > 200
    quick = [sentences(text) for text in texts]
    monkeypatch.setattr(module, "_PLAIN_ARABIC", re.compile(r"(?!)"))
    assert [sentences(text) for text in texts] == quick


@pytest.mark.parametrize("text", ["", " \n ", "***", "…\n—"])
def test_it_finds_none_without_letters(text: str) -> None:
    assert sentences(text) == []


@pytest.mark.parametrize("language", ["ar", "en", "und", "fa", "ckb", "zh", "xx"])
def test_it_takes_any_language(language: str) -> None:
    assert sentences("One two. Three four.", language) == ["One two.", "Three four."]


@pytest.mark.parametrize("piece", ["كلمة أخرى. ", ". ", "1", "«كذا.» ", "a\n", "😀! "])
def test_it_survives_very_long_text(piece: str) -> None:
    text = piece * 20_000
    found = find_sentences(text, language="ar")
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_it_matches_the_units_read_by_hand() -> None:
    gold = SHARED / "eval" / "gold" / "clean.json"
    if not gold.exists():
        pytest.skip("needs the hand-made answers beside the checkout")
    wanted = found = 0
    for article in json.loads(gold.read_text(encoding="utf-8")).values():
        text = (SHARED / "articles" / article["file"]).read_text(encoding="utf-8")
        units = {u["text"] for u in article["units"] if u["kind"] == "sentence"}
        wanted += len(units)
        found += len(units & set(sentences(text)))
    assert found >= 0.98 * wanted
