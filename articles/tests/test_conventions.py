"""The rules of the house that can be tests."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APP = ROOT / "articles"
# A module may import what stands before its own room, and nothing after it.
ORDER = (
    "analysis",
    "ingest",
    "search",
    "models",
    "names",
    "name_model",
    "retrieval",
    "editing",
    "months",
    "outlet_profile",
    "repeats",
    "receipts",
    "pipeline",
    "comparison",
    "coverage",
    "changes",
    "sheets",
    "exports",
    "jobs",
    "templatetags",
    "forms",
    "receiving",
    "views",
    "admin",
    "checks",
    "management",
    "urls",
)
# The same inside the analysis.
READING_ORDER = ("text", "names", "figures", "speech", "reading", "pairs", "stories")
SOURCES = [path for path in APP.rglob("*.py") if "tests" not in path.parts and "migrations" not in path.parts]
STYLE = list((ROOT / "static").rglob("*.css"))
TEMPLATES = list((ROOT / "templates").rglob("*.html"))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _room(module: str) -> str:
    return module.split(".")[1]


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_imports_run_from_the_finders_to_the_pages(path: Path) -> None:
    own = _room(".".join(path.relative_to(ROOT).with_suffix("").parts))
    if own not in ORDER:
        return
    for module in _imports(path):
        if module.startswith("articles.") and _room(module) in ORDER:
            assert ORDER.index(_room(module)) <= ORDER.index(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", sorted((APP / "analysis").rglob("*.py")), ids=_name)
def test_analysis_runs_from_letters_to_stories(path: Path) -> None:
    own = path.relative_to(APP / "analysis").with_suffix("").parts[0]
    if own == "__init__":
        return
    for module in _imports(path):
        if module.startswith("articles.analysis."):
            there = module.split(".")[2]
            assert READING_ORDER.index(there) <= READING_ORDER.index(own), f"{own} imports {module}"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_analysis_and_ingestion_know_neither_django_nor_a_database(path: Path) -> None:
    if path.relative_to(APP).parts[0] in ("analysis", "ingest"):
        assert not [
            name for name in _imports(path) if name.split(".")[0] in ("django", "psycopg", "newsroom")
        ]


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_truth_values_are_named_where_a_function_is_called(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for argument in (*node.args.posonlyargs, *node.args.args):
                is_bool = isinstance(argument.annotation, ast.Name) and argument.annotation.id == "bool"
                assert not is_bool, f"{node.name}({argument.arg})"


@pytest.mark.parametrize("path", SOURCES, ids=_name)
def test_every_module_opens_with_a_sentence(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert not source.strip() or ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("path", STYLE, ids=_name)
def test_styles_know_start_and_end_and_not_left_and_right(path: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    physical = (
        r"(?:margin|padding|border|inset)-(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    )
    assert not re.findall(physical, css)


@pytest.mark.parametrize("path", TEMPLATES, ids=_name)
def test_templates_hold_nothing_that_the_security_policy_forbids(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.findall(r'\sstyle=|\son[a-z]+="|hx-on|javascript:|<script(?![^>]*\ssrc=)', html)
