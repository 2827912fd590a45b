"""Searches that editors keep under a name."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    def of(self, person: User) -> Self:
        """Theirs, by name."""
        return self.filter(by=person).order_by("name", "pk")


class SavedSearch(models.Model):
    """`text` is the query as the box has it, in its writer's language; `key` is its subject in the log.

    Articles with a number above `seen` have come in since its last visit.
    """

    key = models.CharField(max_length=32, unique=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="saved_searches",
    )
    name = models.CharField(_("name"), max_length=100)
    text = models.TextField(_("search"))
    demonyms = models.BooleanField(default=False)
    seen = models.BigIntegerField(default=0)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")

    def __str__(self) -> str:
        return self.name
