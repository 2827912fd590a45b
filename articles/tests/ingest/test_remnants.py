"""Code that pages leave in their text."""

import pytest

from articles.ingest.remnants import find_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Text. .a{color:red} More.", [".a{color:red}"]),
        ("نص عربي.widget{margin:0}وتابع", [".widget{margin:0}"]),
        ("Ends here. p.lead { margin: 0 }", ["p.lead { margin: 0 }"]),
        (".x,\n.y { color: red; }\nText", [".x,\n.y { color: red; }"]),
        (
            "@media (max-width: 600px) { .a { width: 1px } } Text",
            ["@media (max-width: 600px) { .a { width: 1px } }"],
        ),
        (
            "(adsbygoogle = window.adsbygoogle || []).push({}); وقال",
            ["(adsbygoogle = window.adsbygoogle || []).push({});"],
        ),
        ("function f(a){ return a; } After", ["function f(a){ return a; }"]),
        (
            "$(document).ready(function(){ $('.x').hide(); });نص",
            ["$(document).ready(function(){ $('.x').hide(); });"],
        ),
        (
            "googletag.cmd.push(function() { googletag.display('ad'); });",
            ["googletag.cmd.push(function() { googletag.display('ad'); });"],
        ),
        ("var x = 5; قال", ["var x = 5;"]),
        (
            '{"@context": "https://schema.org", "@type": "NewsArticle"}',
            ['{"@context": "https://schema.org", "@type": "NewsArticle"}'],
        ),
        ("<div class='a'>نص</div>", ["<div class='a'>", "</div>"]),
        ("قبل <!-- ad --> بعد", ["<!-- ad -->"]),
        ("قبل <script>alert(1)</script> بعد", ["<script>alert(1)</script>"]),
        ('[caption id="a" width="1"]صورة[/caption]', ['[caption id="a" width="1"]', "[/caption]"]),
    ],
)
def test_it_cuts_code_and_only_code(text: str, code: list[str]) -> None:
    assert [span.of(text) for span in find_code(text)] == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "He said {sic} so.",
        "Let A = {1, 2, 3} be a set.",
        "قال في الوثيقة { المادة 5: تنص على ذلك } كذا",
        "The window (a large one) was open; he left.",
        "The function of the committee is to advise; it may return the bill.",
        "1 < 2 and 3 > 2",
        "[audio-visual] [sic]",
        "}{",
        "{" * 10_000 + "}" * 9_999,
    ],
)
def test_it_leaves_words_alone(text: str) -> None:
    assert find_code(text) == ()
