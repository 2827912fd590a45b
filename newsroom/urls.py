"""All addresses: pages under their language, the JSON API without one."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from articles import urls

urlpatterns = [
    path("api/", include(urls.api)),
    *i18n_patterns(
        path("admin/", admin.site.urls), path("", include(urls.pages)), prefix_default_language=True
    ),
]
