"""The log: every change a person made, and thereby what people have decided."""

from collections.abc import Collection
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

Json = Any  # what a JSON column takes


class ChangeQuerySet(models.QuerySet["Change"]):
    def newest(self) -> Self:
        return self.order_by("-pk")

    def of_kind(self, kind: str) -> Self:
        return self.filter(kind=kind) if kind else self

    def by_person(self, name: str) -> Self:
        return self.filter(by_name__iexact=name) if name else self

    def about(self, kind: str, subject: str) -> Self:
        return self.filter(kind=kind, subject=subject)

    def latest_per_subject(self) -> Self:
        return self.order_by("kind", "subject", "-pk").distinct("kind", "subject")

    def in_force(self, kind: str, subjects: Collection[str] | None = None) -> dict[str, Json]:
        """What people have decided: {subject: value}, without the matters left to the rules.

        Of all subjects, or of these only. One query.
        """
        changes = self.filter(kind=kind)
        if subjects is not None:
            changes = changes.filter(subject__in=subjects)
        latest = changes.latest_per_subject().values_list("subject", "after", "decides")
        return {subject: after for subject, after, decides in latest if decides}


class Change(models.Model):
    """One entry; nothing here is ever altered or deleted, an undo is an entry of its own.

    The newest entry of a kind about a subject is the decision in force. Subjects are made of keys that
    outlive a new analysis, so that decisions do too.
    """

    at = models.DateTimeField(_("when"), default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="changes",
    )
    by_name = models.CharField(_("who"), max_length=150)  # outlives the account
    kind = models.CharField(_("what"), max_length=40)
    subject = models.CharField(max_length=700)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    # False where the matter is left to the rules again.
    decides = models.BooleanField()
    undoes = models.OneToOneField(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by"
    )

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = (
            # The decision in force; its order is that of latest_per_subject().
            models.Index("kind", "subject", models.F("id").desc(), name="change_in_force"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"
