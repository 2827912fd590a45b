"""What all tests share: the database, started where none is given."""

import os

import pytest

from newsroom import embedded_postgres, settings

# Playwright runs an event loop of its own, in which Django would refuse to use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    if not os.environ.get("DATABASE_URL"):
        embedded_postgres.start(settings.STATE_DIR)
