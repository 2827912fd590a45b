"""Settings take what the environment says, and say what is wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def _ask(expression: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = f"from newsroom import settings; print({expression})"
    inherited = {
        name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SECRET_KEY")
    }
    return subprocess.run(
        [sys.executable, "-c", command], cwd=ROOT, env=inherited | environment, capture_output=True, text=True
    )


def test_they_take_a_database_address_with_escapes(tmp_path: Path) -> None:
    url = "postgresql://ed%20itor:p%40ss@db.example:5433/news?sslmode=require"
    answer = _ask("settings.DATABASES['default']", DATABASE_URL=url, QARIN_STATE=str(tmp_path)).stdout
    for expected in ("'ed itor'", "'p@ss'", "'db.example'", "'5433'", "'news'", "{'sslmode': 'require'}"):
        assert expected in answer


@pytest.mark.parametrize(
    "url", ["mysql://host/name", "postgresql://user:se:cret@host:port/name", "postgresql://[::1/x"]
)
def test_they_refuse_an_address_without_showing_its_password(url: str, tmp_path: Path) -> None:
    answer = _ask("1", DATABASE_URL=url, QARIN_STATE=str(tmp_path))
    assert answer.returncode and "ImproperlyConfigured: DATABASE_URL" in answer.stderr
    assert "cret" not in answer.stderr.splitlines()[-1]


def test_they_make_a_secret_key_once_and_for_the_owner_only(tmp_path: Path) -> None:
    first, second = (_ask("settings.SECRET_KEY", QARIN_STATE=str(tmp_path)).stdout for _ in range(2))
    assert first == second and len(first.strip()) > 60
    assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


@pytest.mark.parametrize(
    ("environment", "hosts"),
    [({}, False), ({"HOST": "0.0.0.0"}, True), ({"HOST": "0.0.0.0", "ALLOWED_HOSTS": "news.example"}, False)],
)
def test_they_admit_any_name_only_where_every_address_is_served(
    environment: dict[str, str], hosts: bool, tmp_path: Path
) -> None:
    answer = _ask("'*' in settings.ALLOWED_HOSTS", QARIN_STATE=str(tmp_path), **environment)
    assert answer.stdout.strip() == str(hosts)
