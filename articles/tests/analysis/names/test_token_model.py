"""Name models from a folder. Most of it is tested where onnxruntime, tokenizers and onnx are installed."""

import json
import sys
from pathlib import Path

import pytest

from articles.analysis.names import token_model
from articles.analysis.names.entities import find_mentions, read_scene
from articles.analysis.names.token_model import ModelError
from articles.analysis.text.gazetteer import Kind

LABELS = ["O", "B-PER", "I-PER", "B-LOC", "B-MISC"]
WORDS = {"[UNK]": 0, "أوستاب": 1, "كورنيتش": 2, "ماندارا": 3, "كأس": 4}


def make_model(folder: Path) -> Path:
    """A model that knows four words and gives each its own label with some certainty."""
    onnx = pytest.importorskip("onnx")
    tokenizers = pytest.importorskip("tokenizers")
    pytest.importorskip("onnxruntime")
    table = [[9.0 if word == label else 0.0 for label in range(len(LABELS))] for word in range(len(WORDS))]
    helper, types = onnx.helper, onnx.TensorProto
    flat = [value for row in table for value in row]
    graph = helper.make_graph(
        [helper.make_node("Gather", ["table", "input_ids"], ["logits"])],
        "names",
        [helper.make_tensor_value_info("input_ids", types.INT64, ["batch", "length"])],
        [helper.make_tensor_value_info("logits", types.FLOAT, ["batch", "length", len(LABELS)])],
        [helper.make_tensor("table", types.FLOAT, [len(WORDS), len(LABELS)], flat)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.save(model, str(folder / "model.onnx"))
    tokenizer = tokenizers.Tokenizer(tokenizers.models.WordLevel(WORDS, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    tokenizer.save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(json.dumps({"id2label": dict(enumerate(LABELS))}), encoding="utf-8")
    return folder


def test_it_hears_the_model(tmp_path: Path) -> None:
    model = token_model.load(make_model(tmp_path))
    tags = token_model.tag(read_scene("وصل أوستاب كورنيتش. ماندارا كأس", language="ar"), model)
    assert [(n.first, n.last, n.kind) for n in tags.names] == [(1, 3, Kind.PERSON), (3, 4, Kind.PLACE)]
    assert all(name.probability > 0.99 for name in tags.names)
    assert [round(tags.outside[i]) for i in range(5)] == [1, 0, 0, 0, 1]


def test_it_takes_the_place_of_the_tagger(tmp_path: Path) -> None:
    model = token_model.load(make_model(tmp_path))
    text = "وصل أوستاب كورنيتش إلى ماندارا"
    found = [m.span.of(text) for m in find_mentions(text, language="ar", model=model)]
    assert found == ["أوستاب كورنيتش", "ماندارا"]


def test_it_bears_texts_longer_than_the_model_takes(tmp_path: Path) -> None:
    model = token_model.load(make_model(tmp_path))
    assert token_model.tag(read_scene("كلمة " * 2000, language="ar"), model).names == ()


def test_it_says_what_is_missing_in_the_folder(tmp_path: Path) -> None:
    make_model(tmp_path)
    (tmp_path / "tokenizer.json").unlink()
    with pytest.raises(ModelError, match=r"tokenizer\.json is missing"):
        token_model.load(tmp_path)


def test_it_says_when_a_file_is_broken(tmp_path: Path) -> None:
    (make_model(tmp_path) / "model.onnx").write_bytes(b"no model")
    with pytest.raises(ModelError, match="can't be read"):
        token_model.load(tmp_path)


def test_it_says_in_one_line_which_packages_it_needs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(ModelError, match="needs onnxruntime and tokenizers") as caught:
        token_model.load(tmp_path)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("B-PER", "B-PERS"),
        ("I-PERSON", "I-PERS"),
        ("B-location", "B-LOC"),
        ("I-ORG", "I-ORG"),
        ("B-MISC", "O"),
        ("O", "O"),
        ("LABEL_1", "O"),
    ],
)
def test_it_reads_the_labels_that_models_use(name: str, label: str) -> None:
    assert token_model._labels({"0": name}) == (label,)
