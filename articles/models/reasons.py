"""Reasons in tables: kept by form and values, so that they are told in the language of whoever reads them."""

import json
from typing import Any

from django.db import models
from django.utils.translation import gettext

from articles.ingest.reasons import Reason


class ReasonField(models.TextField):  # type: ignore[type-arg]
    """Holds a Reason; an empty one is no reason. Any other text is one without values."""

    def from_db_value(self, value: str | None, *_: object) -> Reason | None:
        return None if value is None else _read(value)

    def to_python(self, value: Any) -> Any:
        return value if value is None or isinstance(value, Reason) else Reason(str(value))

    def get_prep_value(self, value: Any) -> Any:
        reason = self.to_python(value)
        return json.dumps(_plain(reason), ensure_ascii=False).replace(r"\u0000", "") if reason else reason


def told(reason: str) -> str:
    """A reason in the language of the page; text that is none as it is."""
    if not isinstance(reason, Reason) or not reason:
        return reason
    values = {name: told(value) if isinstance(value, str) else value for name, value in reason.values.items()}
    return str(Reason(gettext(reason.form), **values))


def _plain(reason: Reason) -> dict[str, Any]:
    values = {
        name: _plain(value) if isinstance(value, Reason) else value for name, value in reason.values.items()
    }
    return {"form": reason.form, "values": values}


def _read(stored: str) -> Reason:
    """What was stored; text from before reasons had a form is one without values."""
    try:
        return _again(json.loads(stored))
    except (ValueError, KeyError, TypeError):
        return Reason(stored)


def _again(plain: dict[str, Any]) -> Reason:
    values = {
        name: _again(value) if isinstance(value, dict) else value for name, value in plain["values"].items()
    }
    return Reason(plain["form"], **values)
