"""Bytes to text."""

import pytest

from articles.ingest import decode as module
from articles.ingest.decode import decode
from articles.ingest.records import IngestError

ARABIC = "أعلنت وزارة الزراعة أمس أن موسم الزيتون سيبدأ مبكراً هذا العام، وقال الوزير إن «الإنتاج وفير»."
FRENCH = "Le ministre a déclaré que la récolte d'olives commencerait plus tôt à cause de la chaleur de l'été."
RUSSIAN = "Министерство сельского хозяйства сообщило, что сбор оливок начнётся в этом году раньше обычного."


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (ARABIC, "utf-8", "utf-8"),
        (ARABIC, "utf-8-sig", "utf-8"),
        (ARABIC, "utf-16", "utf-16-le"),
        (ARABIC, "utf-16-le", "utf-16-le"),
        (ARABIC, "utf-16-be", "utf-16-be"),
        (ARABIC, "utf-32", "utf-32-le"),
        (ARABIC, "cp1256", "windows-1256"),
        (ARABIC.translate({ord("«"): '"', ord("»"): '"'}), "iso8859-6", "iso-8859-6"),
        (ARABIC[:30], "cp1256", "windows-1256"),
        (ARABIC[:30], "iso8859-6", "iso-8859-6"),
        ("بوتين", "cp1256", "windows-1256"),
        ("وَقَالَ الوزيرُ إنَّ الموسمَ وفيرٌ", "cp1256", "windows-1256"),
        ("شركة Apple تعلن هاتف iPhone جديداً في كاليفورنيا", "cp1256", "windows-1256"),
        ("He said only «نعم» and left the room without another word to the press.", "cp1256", "windows-1256"),
        (FRENCH, "utf-8", "utf-8"),
        (FRENCH, "cp1252", "windows-1252"),
        (FRENCH, "utf-16-le", "utf-16-le"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "koi8-r"),
        (RUSSIAN, "utf-16-be", "utf-16-be"),
        (
            "Hükümet dün zeytin hasadının erken başlayacağını açıkladı; bakan bunu söyledi.",
            "cp1254",
            "windows-1254",
        ),
        (
            "Ministerstwo ogłosiło, że zbiór oliwek zacznie się w tym roku wcześniej niż zwykle.",
            "cp1250",
            "windows-1250",
        ),
        ("Plain words.", "ascii", "utf-8"),
    ],
)
def test_it_reads_the_encodings_of_newsrooms(text: str, codec: str, encoding: str) -> None:
    decoded = decode(text.encode(codec))
    assert (decoded.text, decoded.encoding) == (text, encoding)


def test_it_has_one_sign_for_line_ends() -> None:
    assert decode("ا\r\nب\rج\u2028د\x0bه\x85و".encode()).text == "ا\nب\nج\nد\nه\nو"


def test_it_keeps_a_text_with_a_few_broken_bytes_and_says_so() -> None:
    decoded = decode(ARABIC[:20].encode() + b"\xff" + ARABIC[20:].encode())
    assert decoded.encoding == "utf-8 (1 invalid)"
    assert decoded.text.replace("\ufffd", "") == ARABIC


def test_it_keeps_a_text_cut_within_a_letter() -> None:
    assert decode(ARABIC.encode()[:-3] + b"\xd8").text.endswith("\ufffd")


def test_it_lets_no_nul_and_no_lone_surrogate_through() -> None:
    text = decode(("كلمة " * 100 + "\0 كلمة").encode()).text
    assert "\0" not in text
    assert "\ud800" not in decode(b"\xff\xfe" + ARABIC.encode("utf-16-le") + b"\x00\xd8").text


@pytest.mark.parametrize(
    "raw", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", "\u200f\n".encode(), b"\xff\xfe"]
)
def test_it_refuses_what_is_empty(raw: bytes) -> None:
    with pytest.raises(IngestError, match="empty"):
        decode(raw)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "zip"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"<!DOCTYPE html><html><body>x</body></html>", "HTML"),
        (bytes(range(256)) * 20, "binary"),
        (b"words and \x00\x01\x02\x03 words", "binary"),
        (b"\x80\x81\x8d\x8f\x90\x9d" * 50, "not text"),
    ],
)
def test_it_refuses_what_is_no_text(raw: bytes, reason: str) -> None:
    with pytest.raises(IngestError, match=reason):
        decode(raw)


def test_it_refuses_what_is_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_BYTES", 1_000)
    with pytest.raises(IngestError, match="too long"):
        decode(b"a" * 1_001)
