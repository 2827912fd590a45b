"""All addresses, and the page of components, which else is there in DEBUG only."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import path
from django.views.generic import TemplateView

from newsroom import urls

urlpatterns = [
    *i18n_patterns(
        path("style/", TemplateView.as_view(template_name="style.html"), name="style"),
        prefix_default_language=True,
    ),
    *urls.urlpatterns,
]
