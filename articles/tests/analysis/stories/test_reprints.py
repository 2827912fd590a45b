"""Fingerprints: the same text in another spelling is the same, another text of the same matter is not."""

import pytest

from articles.analysis.reading import read
from articles.analysis.stories.reprints import FEWEST, Fingerprint, fingerprint, shares

AGENCY = (
    "أعلنت هيئة الموانئ في مدينة سافونا أن سفينة شحن محملة بالقمح جنحت فجر اليوم عند مدخل القناة الشمالية. "
    "وتعطلت حركة الملاحة أكثر من تسع ساعات قبل أن تتمكن ثلاث قاطرات من سحبها إلى الرصيف الغربي. "
    "وذكر شهود أن عشرات القوارب الصغيرة بقيت عالقة في المياه بسبب الضباب الكثيف والرياح القوية. "
    "ولم تسجل إصابات بين أفراد الطاقم الذي يضم واحدا وعشرين بحارا من جنسيات مختلفة."
)
OWN = (
    "قال مراسلنا من الميناء إن الناس تجمعوا منذ الصباح على الرصيف ليروا السفينة الكبيرة وقد مالت على جانبها. "
    "وأضاف أن الصيادين خسروا يوم عمل كامل، وأن التجار ينتظرون القمح الذي تحمله لأن المخابز تكاد تفرغ. "
    "ويتوقع خبراء الملاحة أن تستمر أعمال الفحص أسبوعا على الأقل قبل أن يسمح للسفينة بالإبحار من جديد."
)
SPEECH = (
    "«إننا لن نسمح بأن تتكرر هذه الحادثة المؤسفة في مينائنا، وسوف نحاسب كل من قصر في واجبه مهما كان منصبه، "
    "وسوف نضع قواعد جديدة لدخول السفن الكبيرة في الضباب، ونشتري قاطرتين جديدتين قبل نهاية هذا العام»"
)


def printed(text: str) -> Fingerprint:
    return fingerprint(read(text, language="ar"))


def in_common(a: str, b: str) -> tuple[float, float, int]:
    one, other = printed(a), printed(b)
    return *shares(one.shingles, other.shingles), len({*one.bands} & {*other.bands})


@pytest.mark.parametrize(
    "other",
    [
        AGENCY,
        AGENCY.replace("سفينة", "سَفِينَة").replace("هيئة", "هيـــئة"),
        AGENCY.replace("أعلنت", "اعلنت").replace("إلى", "الى"),
        f"\u202b{AGENCY}\u202c 🚢",
        AGENCY.replace(". ", ".\n\n"),
    ],
    ids=["itself", "harakat and tatweel", "hamza", "controls and emoji", "paragraphs"],
)
def test_spelling_and_layout_do_not_count(other: str) -> None:
    assert in_common(AGENCY, other) == (1.0, 1.0, len(printed(AGENCY).bands))


def test_a_text_is_found_inside_a_longer_one() -> None:
    share, share_of_longer, bands = in_common(AGENCY, f"{AGENCY} {OWN}")
    assert share > 0.95
    assert 0.3 < share_of_longer < 0.7
    assert bands > 3


def test_other_words_for_the_same_event_share_no_band() -> None:
    assert in_common(AGENCY, OWN) == (0.0, 0.0, 0)


def test_quoting_the_same_speech_is_no_copying() -> None:
    share, _, bands = in_common(f"{OWN} وقال المدير {SPEECH}.", f"{AGENCY} وصرح المدير {SPEECH}.")
    assert share == 0
    assert not bands


def test_a_short_text_has_no_bands() -> None:
    short = printed(" ".join(AGENCY.split()[: FEWEST // 2]))
    assert short.bands == ()
    assert printed("").shingles == b""
    assert shares(b"", short.shingles) == (0.0, 0.0)


def test_bands_fit_the_database_and_stay_what_they_were() -> None:
    bands = printed(AGENCY).bands
    assert all(-(1 << 31) <= band < 1 << 31 for band in bands)
    # What is stored is compared with what later releases make: this must never change.
    assert bands[:3] == printed(AGENCY).bands[:3]
