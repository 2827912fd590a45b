"""Expressions put into a set of terms by an editor, or taken out of it."""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from articles.analysis.stories.terms import KEY, LANGUAGES
from articles.analysis.text.normalise import fold_key
from articles.changes.kinds import ChangeError, Kind, Place, State
from articles.coverage.terms import concepts_in_force
from articles.models import TermExpression
from articles.models.changes import Json

_SUBJECT = re.compile(rf"({KEY.pattern}):({KEY.pattern}):({'|'.join(LANGUAGES)}):(.{{1,200}})", re.DOTALL)


def term_subject(*, concept: str, variant: str, language: str, text: str) -> str:
    return f"{concept}:{variant}:{language}:{' '.join(text.split())}"


def own_variant(text: str) -> str:
    """A key for a way to call something that no list has, the same for all spellings of it."""
    return f"own_{hashlib.sha256(fold_key(text).encode()).hexdigest()[:12]}"


def term_value(*, off: bool = False, label: str = "") -> dict[str, Json]:
    return {"off": off, "label": label}


def _named(subject: str) -> dict[str, Any]:
    """The columns that name an expression; ChangeError where the subject names none."""
    parts = _SUBJECT.fullmatch(subject)
    if not parts:
        raise ChangeError(_("This is no expression of a set of terms."))
    return dict(zip(("concept", "variant", "language", "text"), parts.groups(), strict=True))


def _current(subject: str) -> Json:
    row = TermExpression.objects.filter(**_named(subject)).first()
    return term_value(off=row.off, label=row.label) if row else None


def _put(subject: str, value: Json) -> None:
    named = _named(subject)
    if value is None:
        TermExpression.objects.filter(**named).delete()
        return
    row = TermExpression.objects.filter(**named).first() or TermExpression(**named)
    row.off, row.label = value["off"], value["label"]
    try:
        row.full_clean()
    except ValidationError as error:
        raise ChangeError(" ".join(error.messages)) from error
    row.save()


def _words(states: Collection[State]) -> list[str]:
    labels = {concept.key: concept.label(get_language() or "en") for concept in concepts_in_force()}
    return [_tell(subject, state, labels) for subject, state in states]


def _tell(subject: str, state: Json, labels: dict[str, str]) -> str:
    parts = _SUBJECT.fullmatch(subject)
    if state is None or not parts:
        return ""
    said = {"set": labels.get(parts[1]) or state["label"] or parts[1]}
    return _("not in: %(set)s") % said if state["off"] else _("in: %(set)s") % said


def _places(subjects: Collection[str]) -> dict[str, Place]:
    found = {subject: _SUBJECT.fullmatch(subject) for subject in subjects}
    return {subject: Place(words=f"«{parts[4]}»" if parts else subject) for subject, parts in found.items()}


TERM_KIND = Kind(
    name="term",
    label=gettext_lazy("Expression of a set of terms"),
    current=_current,
    put=_put,
    words=_words,
    places=_places,
)
