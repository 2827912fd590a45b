"""How all outlets of a story reported it: gathered, compared pair by pair, found section by section, kept."""

from articles.coverage.computing import Coverage, cover, cover_newest, coverage

__all__ = ["Coverage", "cover", "cover_newest", "coverage"]
