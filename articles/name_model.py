"""The name model that the settings name, if they name one (see articles.analysis.names.token_model)."""

import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from articles.analysis.names import token_model
from articles.analysis.names.token_model import TokenModel
from articles.analysis.reading import RULES_VERSION


def name_model() -> TokenModel | None:
    """The model, loaded once in each process: none survives being copied into another.

    Raises ModelError where the folder holds none or a package is missing.
    """
    return _load(settings.TOKEN_MODEL, os.getpid()) if settings.TOKEN_MODEL else None


@lru_cache(maxsize=1)
def _load(folder: Path, process: int) -> TokenModel:
    return token_model.load(folder)


def rules_version() -> str:
    """Of what is found: another model finds other names, so articles are read again with it."""
    return f"{RULES_VERSION} {settings.TOKEN_MODEL.name}"[:20] if settings.TOKEN_MODEL else RULES_VERSION
