"""What editors hand in on the page: files in pieces until they are read, or an address to fetch."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

# The page reads small uploads itself, and asks a worker for others: so long after that, neither has.
FORGOTTEN = timedelta(minutes=2)


class UploadQuerySet(models.QuerySet["Upload"]):
    def forgotten(self, now: datetime) -> Self:
        """Those that nobody has read to the end, though there was time enough to begin."""
        return self.filter(run__finished=None, at__lte=now - FORGOTTEN).order_by("pk")


class Upload(models.Model):
    """One form handed in; its files stay in the database until they are read, on whichever machine."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="uploads",
    )
    at = models.DateTimeField(_("when"), auto_now_add=True)
    address = models.CharField(_("address"), max_length=2000, blank=True)
    names = models.JSONField(default=list)  # of fields, as FieldNames.parse() takes them
    size = models.PositiveBigIntegerField(default=0)  # bytes of all files
    run = models.OneToOneField("articles.Run", null=True, on_delete=models.SET_NULL, related_name="upload")

    objects = UploadQuerySet.as_manager()

    class Meta:
        verbose_name = _("upload")
        verbose_name_plural = _("uploads")

    def __str__(self) -> str:
        return self.address or f"{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("added", args=[self.pk])


class UploadPiece(models.Model):
    """A piece of one of an upload's files, in their order."""

    upload = models.ForeignKey(Upload, on_delete=models.CASCADE, related_name="pieces")
    file = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    number = models.PositiveIntegerField()
    data = models.BinaryField()

    class Meta:
        constraints = (
            models.UniqueConstraint(name="one_piece_per_place", fields=("upload", "file", "number")),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.number}"
