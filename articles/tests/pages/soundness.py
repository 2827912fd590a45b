"""What is true of every page that is sound, found out in the browser that shows it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE: ViewportSize = {"width": 1280, "height": 1000}
PHONE: ViewportSize = {"width": 390, "height": 800}
DIRECTION = {"ar": "rtl", "en": "ltr"}

_OUTSIDE = """() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const outside = (box) => box.right > root.clientWidth + 1 || box.left < -1;
    return [...document.querySelectorAll("main *, header *, footer *")]
        .filter((element) => outside(element.getBoundingClientRect()))
        .map((element) => element.outerHTML.slice(0, 120));
}"""
# Whole passages in the script of another language than the one they are said to be in, or set from the wrong
# side. A name or a figure amid a sentence is none; what is typed and what machines read has no language.
_FOREIGN = """() => {
    const scripts = { ar: /[\\u0620-\\u064a]{2,}/g, en: /[A-Za-z]{2,}/g };
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent.closest("code, pre, kbd, script, textarea, bdi, svg, option[dir=auto]")) continue;
        const text = walker.currentNode.data.replaceAll(/https?:\\S+/g, "");
        const words = (language) => (text.match(scripts[language]) ?? []).length;
        const [arabic, latin] = [words("ar"), words("en")];
        const own = arabic > latin ? "ar" : "en";
        if (Math.max(arabic, latin) < 3) continue;
        const { lang } = parent.closest("[lang]");
        const { direction } = getComputedStyle(parent);
        const fromOtherSide = (direction === "rtl") !== (own === "ar") && !parent.closest(".visually-hidden");
        if ((lang === "ar") !== (own === "ar") || fromOtherSide)
            found.push(`${lang} ${direction}: ${text.trim().slice(0, 80)}`);
    }
    return found;
}"""
# What htmx swaps must be what a link or a form would load, or come by itself.
_SCRIPT_ONLY = """() => [...document.querySelectorAll("[hx-get], [hx-post]")]
    .filter((element) => !element.closest("a[href], form, button[form]") && !element.querySelector("a[href]"))
    .map((element) => element.outerHTML.slice(0, 120))"""


def failures(page: Page, rules: list[str]) -> list[str]:
    """What axe finds; its rule on the size of targets knows the exceptions that WCAG makes."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    options = {"runOnly": rules, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options).then(results => results.violations)", options)
    return [f"{violation['id']}: {node['html'][:200]}" for violation in found for node in violation["nodes"]]


def sideways(page: Page, width: int) -> list[str]:
    """What makes the page wider than the window."""
    page.set_viewport_size({"width": width, "height": 800})
    found: list[str] = page.evaluate(_OUTSIDE)
    return found


def foreign(page: Page) -> list[str]:
    """Passages with the wrong language or direction."""
    found: list[str] = page.evaluate(_FOREIGN)
    return found


def script_only(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_SCRIPT_ONLY)
    return found
