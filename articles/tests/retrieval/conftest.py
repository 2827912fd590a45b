"""The articles of the views' tests."""

from articles.tests.views.conftest import quake

__all__ = ["quake"]
