"""Conditions offered beside a list, each with how many articles fit it and the address that adds it."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One condition; the address of one that is chosen takes it away. `language` is that of the label."""

    label: str
    count: int
    address: str
    language: str = ""
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class Facet:
    """Conditions of one kind."""

    title: str
    choices: tuple[Choice, ...]
