"""How all outlets of a story reported it: gathered, compared pair by pair, found section by section, kept."""

from articles.coverage.computing import Coverage, cover, coverage

__all__ = ["Coverage", "cover", "coverage"]
