"""What has a name in Arabic, in English or in both, shown by the reader's language."""

from django.db import models
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def shown_name() -> Coalesce:
    """The name that the reader sees, to order by."""
    first, other = ("name_ar", "name_en") if get_language() == "ar" else ("name_en", "name_ar")
    return Coalesce(NullIf(first, models.Value("")), other)


class Named(models.Model):
    name_ar = models.CharField(_("name in Arabic"), max_length=300, blank=True)
    name_en = models.CharField(_("name in English"), max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = (
            models.CheckConstraint(
                name="%(class)s_has_a_name", condition=~(models.Q(name_ar="") & models.Q(name_en=""))
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, else in the other."""
        return self._names_by_preference()[0]

    @property
    def other_name(self) -> str:
        """The name in the other language, empty where it is unknown or the same."""
        name, other = self._names_by_preference()
        return "" if other == name else other

    @property
    def name_language(self) -> str:
        return "ar" if self.name == self.name_ar else "en"

    def _names_by_preference(self) -> tuple[str, str]:
        names = (self.name_ar, self.name_en) if get_language() == "ar" else (self.name_en, self.name_ar)
        return names[0] or names[1], names[1]
