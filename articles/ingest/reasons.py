"""Why something was not taken in: English for logs, translated by its form where a page shows it."""

from typing import Any


def gettext_noop(form: str) -> str:
    """Mark a form for the collector of texts, which goes by this name."""
    return form


class Reason(str):
    """The form with its values filled in, as `str.format` does.

    Text from elsewhere is only ever a value: a form without values stands as it is, braces and all.
    """

    __slots__ = ("form", "values")

    form: str
    values: dict[str, Any]

    def __new__(cls, form: str = "", **values: Any) -> "Reason":
        reason = super().__new__(cls, form.format(**values) if values else form)
        reason.form = form
        reason.values = values
        return reason

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (self.form, self.values)


NO_REASON = Reason()


def _again(form: str, values: dict[str, Any]) -> Reason:
    return Reason(form, **values)


def own_error(error: Exception) -> Reason:
    """Of a mistake in the program, which nobody else can mend."""
    form = gettext_noop("an error of Qarin's own, please report it: {kind}: {error}")
    return Reason(form, kind=type(error).__name__, error=str(error))
