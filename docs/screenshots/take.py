"""Takes the pictures of the README and the guides from a site of its own with the sample articles.

`make screenshots` runs it; it needs Chromium. Each picture is made by a few steps in PICTURES below.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Page, sync_playwright

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
_PATIENCE = 120  # seconds until the samples are taken in and served
_FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync")


@dataclass(frozen=True, kw_only=True)
class Picture:
    """One file: the `language` and `steps` that lead to what it shows; sizes are in CSS pixels."""

    name: str
    language: str
    steps: Callable[[Page], None]
    width: int = 1280
    height: int = 860
    is_dark: bool = False


def _story(page: Page) -> None:
    page.locator(".story h2 a").first.click()


def _comparison(page: Page) -> None:
    _story(page)
    page.locator("[data-chooser] button").click()
    page.locator(".comparison .row").first.wait_for()


def _in_their_order(page: Page) -> None:
    _comparison(page)
    page.goto(f"{page.url}&view=original")


PICTURES = (
    Picture(name="stories-ar", language="ar", steps=lambda page: None),
    Picture(name="story-ar", language="ar", steps=_story),
    Picture(name="story-en-dark", language="en", steps=_story, is_dark=True),
    Picture(name="compare-ar", language="ar", steps=_comparison),
    Picture(name="compare-en", language="en", steps=_in_their_order),
)


@contextmanager
def site() -> Iterator[str]:
    """The address of a site with the samples, in a state of its own that is removed afterwards."""
    port = socket.create_server(("127.0.0.1", 0)).getsockname()[1]
    with tempfile.TemporaryDirectory() as state:
        environment = os.environ | {"QARIN_STATE": state}
        run = [sys.executable, "manage.py", "serve", "--port", str(port), "sample"]
        server = subprocess.Popen(run, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
        try:
            _await(f"http://127.0.0.1:{port}/", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait()
            stop = [sys.executable, "-m", "newsroom.embedded_postgres", "remove"]
            subprocess.run(stop, cwd=ROOT, env=environment, check=True)


def _await(address: str, server: "subprocess.Popen[bytes]") -> None:
    for _ in range(_PATIENCE):
        if server.poll() is not None:
            sys.exit("The site did not start.")
        try:
            urlopen(address).close()
        except URLError:
            time.sleep(1)
        else:
            return
    sys.exit(f"The site did not answer within {_PATIENCE} seconds.")


def main() -> None:
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
    if chromium is None:
        sys.exit("There is no Chromium: install one, or name it in CHROMIUM.")
    with site() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_FLAGS))
        for picture in PICTURES:
            context = browser.new_context(
                viewport={"width": picture.width, "height": picture.height},
                color_scheme="dark" if picture.is_dark else "light",
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto(f"{address}/{picture.language}/")
            picture.steps(page)
            page.evaluate("document.fonts.ready")
            page.screenshot(path=HERE / f"{picture.name}.png")
            context.close()
            print(f"docs/screenshots/{picture.name}.png")


if __name__ == "__main__":
    main()
