"""A name model that the settings name."""

from pathlib import Path
from typing import Any

import pytest

from articles.analysis.names.token_model import ModelError
from articles.analysis.reading import RULES_VERSION
from articles.checks import check_name_model
from articles.name_model import name_model, rules_version
from articles.pipeline.findings import Text, find
from articles.tests.analysis.names.test_token_model import make_model


def test_without_one_the_tagger_is_heard(settings: Any) -> None:
    settings.TOKEN_MODEL = None
    assert name_model() is None
    assert rules_version() == RULES_VERSION
    assert check_name_model() == []


def test_a_folder_without_a_model_is_told_by_the_checks(settings: Any, tmp_path: Path) -> None:
    settings.TOKEN_MODEL = tmp_path / "nothing"
    with pytest.raises(ModelError):
        name_model()
    (problem,) = check_name_model()
    assert problem.id == "articles.E003"
    assert str(tmp_path) in problem.msg


def test_articles_are_read_with_the_model_and_again_with_another(settings: Any, tmp_path: Path) -> None:
    folder = tmp_path / "names-1"
    folder.mkdir()
    settings.TOKEN_MODEL = make_model(folder)  # skips where onnx, onnxruntime or tokenizers is missing
    text = Text(
        body="وصل أوستاب كورنيتش إلى ماندارا", language="ar", headings=(), headline="", published=None
    )
    found = find(text)
    assert [mention.span.of(text.body) for mention in found.mentions] == ["أوستاب كورنيتش", "ماندارا"]
    assert found.rules_version == f"{RULES_VERSION} names-1"
