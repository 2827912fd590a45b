"""What Lighthouse says of a served site's pages, in Arabic, on a phone and on a desk.

    npm install --ignore-scripts --prefix FOLDER lighthouse@12.8.2
    python -m benchmarks.lighthouse http://127.0.0.1:8000 --lighthouse FOLDER/node_modules/.bin/lighthouse

Marks from 0 to 100 for performance, accessibility, best practices and search engines. The mark for
performance is no better than the machine is idle: it falls with every other program at work.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from urllib.request import urlopen

CHROMIUM = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run"
    " --disable-background-networking --disable-component-update --disable-sync"
)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("site", help="its address, without a path")
    parser.add_argument("--lighthouse", default="lighthouse", help="the program (lighthouse)")
    parser.add_argument("--only", nargs="+", default=[], metavar="PAGE", help="some of the pages")
    options = parser.parse_args()
    print("| page | on | performance | accessibility | best practices | search engines | KB |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    for name, path in pages(options.site).items():
        if options.only and name not in options.only:
            continue
        for device in ("phone", "desk"):
            report = judge(options.site + path, device=device, program=options.lighthouse)
            marks = [round(100 * (kind["score"] or 0)) for kind in report["categories"].values()]
            weight = round(report["audits"]["total-byte-weight"]["numericValue"] / 1024)
            print("|", " | ".join(map(str, (name, device, *marks, weight))), "|", flush=True)


def pages(site: str) -> Mapping[str, str]:
    """Paths by names, of what readers come to most; the story is the newest that several articles tell."""
    front = _read(site + "/ar/")
    story = _first(r'class="button" href="(/ar/stories/\d+/)"', front)
    inside = _read(site + story)
    articles = list(dict.fromkeys(re.findall(r'href="/ar/articles/(\d+)/', inside)))
    article = f"/ar/articles/{articles[0]}/"
    return {
        "front": "/ar/",
        "search": "/ar/search/?q=%D9%81%D9%8A",
        "story": story,
        "facts": f"{story}facts/",
        "comparison": f"/ar/compare/?a={articles[0]}&b={articles[1]}",
        "article": article,
        "outlet": _first(r'href="(/ar/outlets/[^"/]+/)"', _read(site + article)),
    }


def judge(address: str, *, device: str, program: str) -> dict[str, dict[str, dict[str, float]]]:
    """Lighthouse's report; the page is opened once before, so that no answer is the server's first."""
    _read(address)
    chromium = shutil.which(os.environ.get("CHROMIUM", "chromium")) or ""
    with tempfile.TemporaryDirectory() as profile:
        command = [program, address, "--quiet", "--output=json"]
        command += [f"--chrome-flags={CHROMIUM} --user-data-dir={profile}/profile"]
        command += ["--preset=desktop"] if device == "desk" else []
        command += [f"--output-path={profile}/report.json"]
        subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium}, timeout=300)
        report: dict[str, dict[str, dict[str, float]]] = json.loads(
            Path(profile, "report.json").read_text(encoding="utf-8")
        )
    return report


def _read(address: str) -> str:
    with urlopen(address) as answer:
        text: str = answer.read().decode()
    return text


def _first(pattern: str, page: str) -> str:
    found = re.search(pattern, page)
    if found is None:
        raise SystemExit("This site has no story of several articles yet.")
    return found[1]


if __name__ == "__main__":
    main()
