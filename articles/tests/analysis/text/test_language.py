"""Telling a text's language."""

import pytest

from articles.analysis.text.language import detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("افتتح الوزير أمس معرض الكتاب في العاصمة بحضور عدد من الناشرين.", "ar"),
        ("افتُتِحَ المَعرِضُ", "ar"),
        ("معرض", "ar"),
        ("وزیر امور خارجه ایران گفت که گفت‌وگوها ادامه خواهد یافت و نتیجه را اعلام می‌کنند.", "fa"),
        ("وزیر اعظم نے کہا ہے کہ ملک میں انتخابات وقت پر ہوں گے۔", "ur"),
        ("The minister opened the book fair in the capital yesterday.", "en"),
        ("Bridge closed", "en"),
        ("Le ministre a inauguré hier le salon du livre dans la capitale.", "fr"),
        ("Министр открыл вчера в столице книжную ярмарку.", "ru"),
        ("Міністр відкрив учора у столиці книжковий ярмарок, повідомила пресслужба.", "uk"),
        ("Der Minister hat gestern die Buchmesse in der Hauptstadt eröffnet.", "de"),
        ("部长昨天在首都为书展揭幕。", "zh"),
        ("大臣は昨日、首都でブックフェアを開幕した。", "ja"),
        ("장관이 어제 수도에서 도서전을 열었다.", "ko"),
        ("השר פתח אתמול את יריד הספרים בבירה.", "he"),
        ("أعلنت شركة Apple أمس هاتفاً جديداً باسم iPhone في مؤتمرها السنوي.", "ar"),
        ("‏‏ــــــ معرض الكتاب 📚 ‎", "ar"),
        ("", "und"),
        ("12:30 – 45 % … 😀", "und"),
    ],
)
def test_it_names_the_language(text: str, language: str) -> None:
    assert detect(text) == language


def test_it_looks_past_a_long_beginning_without_letters() -> None:
    assert detect("– " * 10_000 + "افتتح الوزير أمس معرض الكتاب في العاصمة") == "ar"
