"""Reading HTML pages: the article, the ledger of all the rest, and what no page may do to us."""

import json
import time
from datetime import UTC, datetime

import pytest

from articles.ingest.html import DEEPEST, MAX_HTML_BYTES, MOST_ELEMENTS, read_html
from articles.ingest.records import ArticleRecord, BlockKind, How, IngestError
from articles.tests.ingest import html_pages as pages


def read(page: str | bytes, **given: str) -> ArticleRecord:
    raw = page.encode() if isinstance(page, str) else page
    return read_html(raw, source="/a.html", source_file="a.html", **given)  # type: ignore[arg-type]


def words(text: str) -> list[str]:
    return text.split()


@pytest.mark.parametrize(
    ("page", "headline", "paragraphs"),
    [
        (pages.GRAPH, pages.HEADLINE, pages.PARAGRAPHS),
        (pages.TABLES.encode("cp1256"), pages.HEADLINE, pages.PARAGRAPHS),
        (pages.MICRODATA, pages.HEADLINE, pages.PARAGRAPHS),
        (pages.OPEN_GRAPH, pages.ENGLISH_HEADLINE, pages.ENGLISH),
        (pages.RUSSIAN_PAGE.encode("cp1251"), pages.RUSSIAN_HEADLINE, pages.RUSSIAN),
    ],
    ids=("json-ld", "tables of 1999", "microdata", "opengraph", "russian"),
)
def test_it_keeps_the_article_and_nothing_else(
    page: str | bytes, headline: str, paragraphs: tuple[str, ...]
) -> None:
    record = read(page)
    assert record.headline.value == headline
    assert record.body == "\n\n".join(paragraphs)


def test_it_keeps_an_article_in_several_parts_with_its_headings() -> None:
    record = read(pages.FRENCH_PAGE)
    assert record.body.split("\n\n") == [*pages.FRENCH[:2], "Un loyer symbolique", pages.FRENCH[2]]
    assert [is_heading for _, is_heading in record.paragraphs] == [False, False, True, False]


def test_it_reads_a_row_of_figures_as_one_line() -> None:
    assert "القاعة الشرقية 12" in read(pages.DATA_TABLE).body.split("\n\n")


def test_every_word_that_a_reader_sees_is_in_a_block_with_a_reason() -> None:
    record = read(pages.GRAPH)
    assert "".join(record.original.split()) == "".join(
        "".join(record.original[block.start : block.end].split()) for block in record.blocks
    )
    reasons = dict(record.removed)
    assert reasons["قاعة من قاعات المدرسة بعد التنظيف"] == BlockKind.CAPTION
    assert reasons["اقرأ أيضاً: ترميم خمسين بيتاً قديماً في الواحة"] == BlockKind.RELATED
    assert reasons["ما شاء الله، خبر جميل يفرح القلب، شكراً لكم على هذا الجهد."] == BlockKind.COMMENTS
    rules = {record.original[block.start : block.end]: block.rule for block in record.blocks}
    assert rules["سياسة"] == "section"
    assert rules["بلدية الواحة تعلن مواعيد حافلات العيد الجديدة"] == "page_aside"
    assert rules["اتصل بنا | سياسة الخصوصية"] == "page_footer"


def test_scripts_styles_and_what_is_hidden_are_no_text() -> None:
    page = pages.MICRODATA.replace(
        "<body>",
        "<body><script>var a='سرّ'</script><style>p{}</style><p hidden>خفي</p>"
        "<p style='display: none'>خفي</p><!-- تعليق --><noscript>شغّل البرنامج</noscript>",
    )
    assert read(page).original == read(pages.MICRODATA).original


SIGN_IN = "<form><p>Enter your address and password.</p><input type='password'><button>Go</button></form>"


def test_a_page_to_sign_in_on_is_no_article() -> None:
    welcome = "<h1>Welcome back</h1><p>You have no account yet? Subscribe now and read all that we write.</p>"
    with pytest.raises(IngestError, match="to sign in on"):
        read(pages.page(f"<main>{welcome}{SIGN_IN}</main>"))


def test_an_article_is_one_beside_a_place_to_sign_in() -> None:
    record = read(pages.page(f"<header>{SIGN_IN}</header><article>{pages.paragraphs()}</article>"))
    assert record.body == pages.BODY


def test_it_reads_a_page_in_which_no_article_is_found_by_the_rules_for_text() -> None:
    record = read(pages.page("<div>خبر قصير جداً عن السوق القديمة في الواحة وعن تجارها السبعة.</div>"))
    assert record.body == "خبر قصير جداً عن السوق القديمة في الواحة وعن تجارها السبعة."


def test_harakat_tatweel_emoji_and_bidi_controls_stay_where_they_are() -> None:
    odd = "وقالت\u200f إنّ «السُّوقَ» فُتِحـــت 🎉 أمام \u2067Visitors\u2069 منذ الصباح، وهي أول مرة منذ أعوام."
    record = read(pages.MICRODATA.replace(pages.PARAGRAPHS[1], odd))
    assert odd in record.body
    block = next(block for block in record.blocks if record.original[block.start : block.end] == odd)
    assert block.kept


@pytest.mark.parametrize(
    ("encoding", "declaration"),
    [
        ("cp1256", "<meta charset=windows-1256>"),
        ("cp1256", ""),
        ("cp1256", "<meta charset=iso-8859-1>"),
        ("iso8859_6", "<meta charset=iso-8859-6>"),
        ("utf-8", "<meta charset=windows-1256>"),
        ("utf-8", "<meta charset=zlib>"),
        ("utf-8-sig", ""),
        ("utf-16", ""),
        ("utf-16-le", ""),
        ("utf-16-be", "<meta charset=utf-16>"),
    ],
)
def test_it_reads_the_encoding_that_the_bytes_have(encoding: str, declaration: str) -> None:
    texts = tuple(text.replace("«", "(").replace("»", ")") for text in pages.PARAGRAPHS)
    page = pages.page(f"<article>{pages.paragraphs(texts)}</article>", head=declaration)
    assert read(page.encode(encoding)).body == "\n\n".join(texts)


def test_it_believes_the_charset_that_a_page_was_sent_with() -> None:
    texts = (pages.RUSSIAN[0], pages.RUSSIAN[2])
    raw = pages.page(f"<article>{pages.paragraphs(texts)}</article>", opening="<html>").encode("koi8-r")
    assert read(raw, charset="KOI8-R").body == "\n\n".join(texts)


@pytest.mark.parametrize(
    "page",
    [
        "<p>" * 3_000 + pages.paragraphs(),
        f"<article>{pages.paragraphs()}",
        f"<article>{pages.paragraphs()}</div></span></article></table>",
        f"<article>{pages.paragraphs().replace('</p>', '')}</article>",
        f"<!-- --!><article>{pages.paragraphs()}</article>",
        f"<html><html><body><body><article>{pages.paragraphs()}</article>",
        f"<?xml version='1.0' encoding='utf-8'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'>"
        f"<body><article>{pages.paragraphs()}</article></body></html>",
    ],
    ids=("nested paragraphs", "open", "wrong ends", "no ends", "odd comment", "twice", "xhtml"),
)
def test_it_reads_broken_pages(page: str) -> None:
    assert pages.PARAGRAPHS[0] in read(page).body


@pytest.mark.parametrize("opened", ["<div>", "<font>", "<span>"])
def test_it_reads_pages_that_are_nested_deeply(opened: str) -> None:
    page = opened * 2_000 + pages.paragraphs() + "<p>وهذه الجملة الأخيرة في ذيل الصفحة لا تضيع.</p>"
    record = read(page)
    assert pages.PARAGRAPHS[0] in record.body
    assert "لا تضيع" in record.original


@pytest.mark.parametrize("depth", [DEEPEST, 10_000, 60_000])
def test_a_page_nested_deeper_than_can_be_read_is_refused_and_never_cut(depth: int) -> None:
    with pytest.raises(IngestError, match="elements nested too deeply for a page: the limit is 2,048"):
        read(pages.paragraphs() + "<div>" * depth + pages.paragraphs() + "</div>" * depth)


def test_entities_are_signs_and_never_markup() -> None:
    page = pages.MICRODATA.replace(
        pages.PARAGRAPHS[2],
        "قال المتحدث &lt;b&gt;أمس&lt;/b&gt; إن السوق &amp;amp; المدرسة&#8203; &#0;&#xD800;&#x110000; &bogus; "
        "مفتوحتان للجميع &nbsp; منذ الصباح وحتى غروب الشمس كل يوم من أيام الأسبوع.",
    )
    body = read(page).body
    assert "<b>أمس</b> إن السوق &amp; المدرسة" in body
    assert "\0" not in body
    body.encode()


def test_it_takes_no_entity_and_no_file_from_a_document_type() -> None:
    page = '<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "aaaa">]>' + pages.page(
        f"<article>{pages.paragraphs()}<p>&x; &y; وبقيت هذه الجملة على حالها كما كتبها صاحبها.</p></article>"
    )
    record = read(page)
    assert "root:" not in record.original
    assert pages.PARAGRAPHS[0] in record.body


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "empty"),
        (b"   \n", "empty"),
        (b"%PDF-1.7 <html>", "PDF"),
        (b"<html><body></body></html>", "without any text"),
        (b"<html><body><script>x</script></body></html>", "without any text"),
        (b"<" * 10, "no article"),
        (b"<p>" + b"\xff\xfe\xfd" * 500, "encoding"),
        (b"<i>" * (2 * MOST_ELEMENTS + 1), "too many elements"),
        (b"<p>" + b"a" * MAX_HTML_BYTES, "too long"),
        (b"<p>" + b"word " * 500_000, "too long"),
    ],
)
def test_it_refuses_what_is_no_page_of_an_article(raw: bytes, reason: str) -> None:
    with pytest.raises(IngestError, match=reason):
        read(raw)


def test_a_page_of_very_many_lines_takes_seconds_and_not_minutes() -> None:
    page = pages.page("".join(f"<p>سطر رقم {number}</p>" for number in range(8_000)))
    start = time.process_time()
    try:
        read(page)
    except IngestError as error:
        assert error.reason
    assert time.process_time() - start < 30


def test_given_values_come_before_markup() -> None:
    record = read(pages.GRAPH, address="https://waha-daily.example/amp/school")
    assert record.url.value == "https://waha-daily.example/culture/school"
    assert (record.headline.how, record.author.value) == (How.MARKUP, "هند الساحلي")


LINKS = [
    '<p><strong>Le grand format : <a href="/d">Ces moulins qui renaissent</a></strong></p>',
    '<p><a href="/d">ترميم خمسين بيتاً قديماً في الواحة</a></p>',
]


@pytest.mark.parametrize("link", LINKS)
def test_a_line_that_is_a_link_leads_to_another_article(link: str) -> None:
    body = f"<article><h1>{pages.HEADLINE}</h1>{pages.paragraphs(pages.PARAGRAPHS[:2])}{link}"
    record = read(pages.page(f"{body}{pages.paragraphs(pages.PARAGRAPHS[2:])}</article>"))
    assert record.body == pages.BODY
    assert "link_alone" in {block.rule for block in record.blocks}


@pytest.mark.parametrize(
    "sentence",
    [
        '<p><a href="/r">نشرت الدائرة تقريرها الكامل عن الألواح الخشبية يوم الخميس.</a></p>',
        '<p><a href="#2">ماذا وجد الفريق في القاعة الرابعة</a></p>',
    ],
)
def test_a_linked_sentence_or_a_link_within_the_page_stays(sentence: str) -> None:
    body = f"<article><h1>{pages.HEADLINE}</h1>{pages.paragraphs(pages.PARAGRAPHS[:2])}{sentence}"
    record = read(pages.page(f"{body}{pages.paragraphs(pages.PARAGRAPHS[2:])}</article>"))
    assert len(record.body.split("\n\n")) == len(pages.PARAGRAPHS) + 1


@pytest.mark.parametrize(
    ("line", "moment"),
    [
        ("<div>منى الفارس · 18 آذار 2025 12:31 · دقيقتان للقراءة</div>", "2025-03-18T12:31:00+00:00"),
        ("<div>2025-03-18 11:20:00 | عدد القراءات: 1287</div>", "2025-03-18T11:20:00+00:00"),
        ("<footer>Soumis par Ann Reed le mar 18/03/2025 - 18:32</footer>", "2025-03-18T18:32:00+00:00"),
        ("<div>منى الفارس</div>", None),
    ],
)
def test_a_date_among_other_words_below_the_headline_is_the_publications(
    line: str, moment: str | None
) -> None:
    body = f"<article><h1>{pages.HEADLINE}</h1>{line}{pages.paragraphs()}</article>"
    published = read(pages.page(body)).published.value
    assert (published.isoformat() if published else None) == moment


def test_two_times_beside_each_other_are_two_words() -> None:
    times = "<time>18 مارس 2025</time><time>19 مارس 2025</time>"
    record = read(
        pages.page(f"<article><h1>{pages.HEADLINE}</h1><p>{times}</p>{pages.paragraphs()}</article>")
    )
    assert "18 مارس 2025 19 مارس 2025" in record.original


SHELL = "<div id=root>You need to enable JavaScript to run this app.</div>"


@pytest.mark.parametrize("paragraph", ["{}", "<p>{}</p>"], ids=("plain", "with markup"))
@pytest.mark.parametrize("shell", ["", SHELL], ids=("an empty page", "a page that asks for scripts"))
def test_an_article_that_only_a_script_holds_is_read(paragraph: str, shell: str) -> None:
    pieces = [{"type": "paragraph", "text": paragraph.format(text)} for text in pages.PARAGRAPHS]
    story = {"title": pages.HEADLINE, "body": pieces}
    other = {"title": "خبر آخر", "body": " ".join(pages.PARAGRAPHS * 2)}
    state = json.dumps({"props": {"story": story, "more": [other]}}, ensure_ascii=False)
    head = f"<title>{pages.HEADLINE} | الواحة</title>"
    record = read(pages.page(f'{shell}<script type="application/json">{state}</script>', head=head))
    assert (record.headline.value, record.body) == (pages.HEADLINE, pages.BODY)
    assert [reason for text, reason in record.removed if "JavaScript" in text] == ["furniture"] * bool(shell)


def test_a_script_tells_who_wrote_its_article_and_when() -> None:
    told = {
        "publishedAt": "2024-03-05T14:30:00Z",
        "author": [{"name": "هند الساحلي"}, {"name": "سامي الراوي"}],
    }
    story = {"title": pages.HEADLINE, "content": pages.BODY, **told}
    other = {"title": "خبر آخر", "published": "2023-01-01", "author": "غيرها", "content": "قصير"}
    state = json.dumps({"more": [other], "article": story}, ensure_ascii=False)
    head = f"<title>{pages.HEADLINE}</title>"
    record = read(
        pages.page(f'<script id="__NEXT_DATA__" type="application/json">{state}</script>', head=head)
    )
    assert record.author.value == "هند الساحلي, سامي الراوي"
    assert (record.published.value, record.published.evidence) == (
        datetime(2024, 3, 5, 14, 30, tzinfo=UTC),
        "script publishedAt",
    )


def test_json_ld_holds_the_whole_of_a_text_that_the_page_cuts_short() -> None:
    head = pages.json_ld(**{"@type": "NewsArticle", "headline": pages.HEADLINE, "articleBody": pages.BODY})
    record = read(pages.page(f"<h1>{pages.HEADLINE}</h1><p>{pages.PARAGRAPHS[0][:60]}…</p>", head=head))
    assert record.body == pages.BODY


@pytest.mark.parametrize(
    "state", ["{", "[" * 100_000, '{"title": "x", "body": 5}', "null", '{"body": ["a"]}']
)
def test_a_script_without_an_article_changes_nothing(state: str) -> None:
    script = f'<script type="application/json">{state}</script>'
    assert read(pages.page(f"<p>{pages.PARAGRAPHS[0]}</p>{script}")).body == pages.PARAGRAPHS[0]
