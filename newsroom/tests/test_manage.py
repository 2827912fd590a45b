"""The command line where the database is missing."""

import os
import subprocess
import sys
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=CHECKOUT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "newsroom.settings"} | environment,
        capture_output=True,
        text=True,
    )


def test_it_reports_an_unreachable_database_in_one_line_without_its_password() -> None:
    done = manage("showmigrations", DATABASE_URL="postgresql://reader:ge%68eim@127.0.0.1:1/qarin")
    assert done.returncode == 1
    assert done.stderr.startswith("Database: connection failed")
    assert done.stderr.count("\n") == 1
    assert "geheim" not in done.stdout + done.stderr


def test_it_reports_a_wrong_setting_in_one_line() -> None:
    done = manage("showmigrations", DATABASE_URL="mysql://reader@127.0.0.1/qarin")
    assert done.returncode == 1
    assert done.stderr.startswith("Settings: DATABASE_URL")
    assert done.stderr.count("\n") == 1


def test_it_says_what_to_do_where_the_tables_are_missing() -> None:
    done = manage("ingest", "sample", PGOPTIONS="-csearch_path=nowhere")
    assert done.returncode == 1
    assert done.stderr.endswith("does not exist; manage.py migrate makes what is missing\n")
    assert done.stderr.count("\n") == 1


def test_it_shows_where_it_happened_when_asked() -> None:
    done = manage("showmigrations", "--traceback", DATABASE_URL="postgresql://127.0.0.1:1/qarin")
    assert done.returncode == 1
    assert "Traceback" in done.stderr


def test_it_reports_an_embedded_database_that_cannot_start_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "postgres.lock").mkdir()
    done = manage("showmigrations", DATABASE_URL="", QARIN_STATE=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("The embedded database can't be used: ")
    assert done.stderr.count("\n") == 1


def test_it_starts_no_database_for_a_command_that_uses_none(tmp_path: Path) -> None:
    assert manage("version", DATABASE_URL="", QARIN_STATE=str(tmp_path)).returncode == 0
    assert not (tmp_path / "postgres").exists()
