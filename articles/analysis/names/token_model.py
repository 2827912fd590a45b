"""A token-classification model from a local folder, heard in the place of the tagger that comes along.

The folder holds what a Hugging Face model exported to ONNX has: `model.onnx`, `tokenizer.json`, and
`config.json` with `id2label`. The packages onnxruntime and tokenizers are needed for it, and only for it.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from articles.analysis.names.found import Scene
from articles.analysis.names.tagger import KINDS, LABELS, OUTSIDE, Tagged, Tags, sentences, stretches
from articles.analysis.text.gazetteer import Kind

FILES = ("model.onnx", "tokenizer.json", "config.json")
_MOST_PIECES = 512
_TYPES = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "GPE": Kind.PLACE, "ORG": Kind.ORGANISATION}


class ModelError(Exception):
    """A folder that holds no usable model, or a package that is missing for it."""


@dataclass(frozen=True, kw_only=True, eq=False)
class TokenModel:
    """`labels[i]` is what output i means in the tagger's labels; O for types that are not found here."""

    session: Any
    tokenizer: Any
    labels: tuple[str, ...]


def load(folder: Path) -> TokenModel:
    try:
        from onnxruntime import InferenceSession
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError(f"{folder}: a name model needs onnxruntime and tokenizers ({error})") from error
    if missing := [name for name in FILES if not (folder / name).is_file()]:
        raise ModelError(f"{folder}: no name model, {', '.join(missing)} is missing")
    try:
        session = InferenceSession(str(folder / "model.onnx"), providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        labels = _labels(json.loads((folder / "config.json").read_text(encoding="utf-8"))["id2label"])
    except Exception as error:  # both packages raise plain exceptions of their own
        raise ModelError(f"{folder}: the name model can't be read ({_line(error)})") from error
    tokenizer.enable_truncation(_MOST_PIECES)
    return TokenModel(session=session, tokenizer=tokenizer, labels=labels)


def _line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]


def _labels(names: dict[str, str]) -> tuple[str, ...]:
    return tuple(_label(names[str(i)]) for i in range(len(names)))


def _label(name: str) -> str:
    """B-PER, I-PERS or B-PERSON as B-PERS; O for types the tagger doesn't know."""
    place, _, kind = name.upper().partition("-")
    known = _TYPES.get(kind[:3])
    return f"{place}-{LABELS[known]}" if place in ("B", "I") and known else OUTSIDE


def tag(scene: Scene, model: TokenModel) -> Tags:
    """What the model says of a text; a word is what its first piece is."""
    names: list[Tagged] = []
    outside: dict[int, float] = {}
    for first, last in sentences(scene):
        chances = _chances(model, [word.surface for word in scene.words[first:last]])
        outside |= {first + i: float(row[_outside(model)].sum()) for i, row in enumerate(chances)}
        names += _names(model, chances, first)
    return Tags(names=tuple(names), outside=outside)


def _outside(model: TokenModel) -> list[int]:
    return [i for i, label in enumerate(model.labels) if label == OUTSIDE]


def _names(model: TokenModel, chances: NDArray[np.float64], first: int) -> Iterator[Tagged]:
    best = [int(i) for i in chances.argmax(axis=1)]
    for a, b, label in stretches([model.labels[i] for i in best]):
        sure = float(chances[a:b].max(axis=1).min())
        yield Tagged(first=first + a, last=first + b, kind=KINDS[label], probability=sure)


def _chances(model: TokenModel, words: Sequence[str]) -> NDArray[np.float64]:
    """The probability of each label for each word; words cut off by the model's length are outside."""
    encoded = model.tokenizer.encode(list(words), is_pretokenized=True)
    given = {
        "input_ids": encoded.ids,
        "attention_mask": encoded.attention_mask,
        "token_type_ids": encoded.type_ids,
    }
    wanted = {part.name for part in model.session.get_inputs()}
    feeds = {name: np.array([ids], dtype=np.int64) for name, ids in given.items() if name in wanted}
    scores = np.asarray(model.session.run(None, feeds)[0][0], dtype=np.float64)
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    pieces = powers / powers.sum(axis=1, keepdims=True)
    chances = np.zeros((len(words), len(model.labels)))
    chances[:, _outside(model)[:1]] = 1.0
    for piece, word in reversed(list(enumerate(encoded.word_ids))):
        if word is not None:
            chances[word] = pieces[piece]
    return chances
