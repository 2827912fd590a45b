"""The targets in a copy of the Makefile, with a Python that only writes down what it is asked to do."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
PYTHON = """#!/bin/sh
echo "$@" >> calls
case "$*" in
    "-m venv .venv") mkdir -p .venv/bin && cp "$0" .venv/bin/python ;;
    "$FAIL"*) exit 1 ;;
esac
"""

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    folder = tmp_path / "a b"
    folder.mkdir()
    for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(CHECKOUT / name, folder)
    (folder / "python3").write_text(PYTHON)
    (folder / "python3").chmod(0o755)
    return folder


def make(copy: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        ["make", *arguments, f"PYTHON={copy / 'python3'}".replace(" ", "\\ ")],
        cwd=copy,
        env=kept | {"FAIL": "-m nothing"} | environment,
        capture_output=True,
        text=True,
    )


def calls(copy: Path) -> list[str]:
    """What Python was asked to do, apart from telling its version."""
    lines = (copy / "calls").read_text().splitlines()
    (copy / "calls").unlink()
    return [line for line in lines if not line.startswith("-c ")]


SERVE = "manage.py serve --host 127.0.0.1 --port 8000 sample"
FREE_PORT = "-m newsroom.port 127.0.0.1 8000"
INSTALL = "-m pip install --quiet --disable-pip-version-check -r requirements.txt"


def test_it_lists_every_target_that_people_call(copy: Path) -> None:
    phony = re.search(r"^\.PHONY: (.*)", (copy / "Makefile").read_text(), flags=re.MULTILINE)
    assert phony is not None
    listed = re.findall(r"^([a-z-]+)  ", make(copy).stdout, flags=re.MULTILINE)
    assert set(listed) == set(phony[1].split()) - {"python", "free-port", "FORCE"}


def test_it_installs_once_and_then_only_serves(copy: Path) -> None:
    assert make(copy, "run").returncode == 0
    assert calls(copy) == [FREE_PORT, "-m venv .venv", INSTALL, SERVE]
    assert make(copy, "run").returncode == 0
    assert calls(copy) == [FREE_PORT, SERVE]


def test_it_installs_again_when_the_requirements_change(copy: Path) -> None:
    make(copy, "run")
    calls(copy)
    os.utime(copy / "requirements.txt", (4e9, 4e9))
    make(copy, "run")
    assert calls(copy) == [FREE_PORT, INSTALL, SERVE]


def test_it_makes_the_environment_anew_when_its_python_is_gone(copy: Path) -> None:
    make(copy, "run")
    calls(copy)
    (copy / ".venv/bin/python").unlink()
    make(copy, "run")
    assert calls(copy) == [FREE_PORT, "-m venv .venv", INSTALL, SERVE]


@pytest.mark.parametrize(
    ("step", "again"),
    [("-m venv", ["-m venv .venv", INSTALL]), ("-m pip", [INSTALL])],
)
def test_it_repeats_a_step_that_was_interrupted(copy: Path, step: str, again: list[str]) -> None:
    (copy / "python3").write_text(PYTHON.replace("case", 'case "$*" in "$FAIL"*) exit 1 ;; esac\ncase', 1))
    assert make(copy, "run", FAIL=step).returncode != 0
    calls(copy)
    assert make(copy, "run").returncode == 0
    assert calls(copy) == [FREE_PORT, *again, SERVE]


def test_it_asks_for_the_port_before_it_does_anything(copy: Path) -> None:
    assert make(copy, "run", FAIL="-m newsroom.port").returncode != 0
    assert calls(copy) == [FREE_PORT]


def test_it_says_in_one_line_that_python_is_too_old(copy: Path) -> None:
    done = make(copy, "run", FAIL="-c")
    assert done.returncode != 0
    assert done.stderr.splitlines()[0] == (
        "Qarin needs Python 3.11 or newer: name one, as in PYTHON=python3.12."
    )
    assert calls(copy) == []


@pytest.mark.parametrize(
    ("variables", "arguments"),
    [
        ({"PORT": "9000"}, "--host 127.0.0.1 --port 9000 sample"),
        ({"HOST": "::1"}, "--host ::1 --port 8000 sample"),
        ({"ARTICLES": "my 'own' folder"}, "--host 127.0.0.1 --port 8000 my 'own' folder"),
        ({"ARTICLES": ""}, "--host 127.0.0.1 --port 8000"),
    ],
)
def test_it_takes_variables_from_the_command_line_and_the_environment(
    copy: Path, variables: dict[str, str], arguments: str
) -> None:
    make(copy, "run", *(f"{name}={value}" for name, value in variables.items()))
    assert calls(copy)[-1] == f"manage.py serve {arguments}"
    make(copy, "run", **variables)
    assert calls(copy)[-1] == f"manage.py serve {arguments}"


def test_it_takes_the_articles_beside_the_checkout_where_there_are_some(copy: Path) -> None:
    (copy.parent / "shared/articles").mkdir(parents=True)
    make(copy, "run")
    assert calls(copy)[-1] == f"{SERVE.removesuffix('sample')}../shared/articles"


@pytest.mark.parametrize(
    ("variables", "arguments"),
    [
        ([], "-n auto --maxprocesses 4"),
        (["WORKERS=1"], "-n 1 --maxprocesses 4"),
        (["TESTS=articles/tests/search -k words"], "articles/tests/search -k words"),
    ],
)
def test_all_tests_share_the_cores_and_a_few_need_but_one(
    copy: Path, variables: list[str], arguments: str
) -> None:
    make(copy, "test", *variables)
    assert calls(copy)[-1] == f"-m pytest {arguments}"


def test_it_stops_the_database_before_it_deletes_what_was_made(copy: Path) -> None:
    make(copy, "run")
    calls(copy)
    (copy / "var").mkdir()
    assert make(copy, "clean").returncode == 0
    assert calls(copy) == ["-m newsroom.embedded_postgres remove"]
    assert {path.name for path in copy.iterdir()} == {
        "Makefile",
        "requirements.txt",
        "requirements-dev.txt",
        "python3",
    }
