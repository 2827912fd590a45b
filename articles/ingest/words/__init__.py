"""The lists that ingestion reads: page wording, outlets, agencies, months, letter frequencies."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


def lines(name: str) -> Iterator[str]:
    """The lines of a list, without comments and blank ones."""
    for line in (_FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


@cache
def table(name: str) -> dict[str, Any]:
    """A list in TOML, read once."""
    return tomllib.loads((_FOLDER / name).read_text(encoding="utf-8"))
