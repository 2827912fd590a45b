"""Changes made and undone, each written to the log in the transaction that makes it."""

from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils.translation import gettext as _

from articles.changes.kinds import ChangeError, Kind
from articles.models import Change
from articles.models.changes import Json


def make(kind: Kind, subject: str, value: Json, *, by: User | None) -> Change | None:
    """Decide a matter, or with None leave it to the rules; None when nothing would change.

    `by` is None for a command, which anybody may give who can reach the machine.

    Raises ChangeError, and changes nothing, for a value that makes no sense.
    """
    with transaction.atomic():
        _lock(kind.name, subject)
        newest = Change.objects.about(kind.name, subject).newest().first()
        decided = newest.after if newest and newest.decides else None
        if decided == value:
            return None
        return _write(kind, subject, value, by=by, undoes=None)


def undo(change: Change, kind: Kind, *, by: User) -> Change:
    """Bring back what was decided before the change; an undo can be undone too.

    Raises ChangeError when the matter has been changed again since: later changes go first.
    """
    with transaction.atomic():
        _lock(change.kind, change.subject)
        about = Change.objects.about(change.kind, change.subject).newest()
        if about.first() != change:
            raise ChangeError(_("This has been changed again since. Undo the later change first."))
        previous = about.filter(pk__lt=change.pk).first()
        value = previous.after if previous and previous.decides else None
        return _write(kind, change.subject, value, by=by, undoes=change)


def _write(kind: Kind, subject: str, value: Json, *, by: User | None, undoes: Change | None) -> Change:
    before = kind.current(subject)
    kind.put(subject, value)
    change = Change.objects.create(
        by=by,
        by_name=by.get_username() if by else "manage.py",
        kind=kind.name,
        subject=subject,
        before=before,
        after=value,
        decides=value is not None,
        undoes=undoes,
    )
    if value is None:  # told only now by kinds whose state is what the log says
        change.after = kind.current(subject)
        change.save(update_fields=["after"])
    return change


def _lock(kind: str, subject: str) -> None:
    """Let two people who change the same matter at once do it one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{kind}\n{subject}"])
