"""Outlets: who published an article."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Outlet(models.Model):
    slug = models.SlugField(unique=True, max_length=80)
    name_ar = models.CharField(_("name in Arabic"), max_length=200, blank=True)
    name_en = models.CharField(_("name in English"), max_length=200, blank=True)
    site = models.URLField(_("site"), blank=True)

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        constraints = (
            models.CheckConstraint(
                name="outlet_has_a_name", condition=~(models.Q(name_ar="") & models.Q(name_en=""))
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, else in the other."""
        names = (self.name_ar, self.name_en) if get_language() == "ar" else (self.name_en, self.name_ar)
        return names[0] or names[1]

    @property
    def name_language(self) -> str:
        return "ar" if self.name == self.name_ar else "en"
