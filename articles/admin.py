"""What editors see of the tables; texts and findings are read here, not written."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Entity, EntityName, Outlet, OutletRule, Story, TermExpression
from articles.templatetags.newsroom import block_label

admin.site.site_header = admin.site.site_title = _("Qarin")


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("slug", "name_ar", "name_en", "site")
    search_fields = ("slug", "name_ar", "name_en")


@admin.register(OutletRule)
class OutletRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("outlet", "kind_label", "pattern", "is_expression", "is_whole")
    list_filter = ("outlet",)
    list_select_related = ("outlet",)
    autocomplete_fields = ("outlet",)

    @admin.display(description=_("what such a part of the page is"), ordering="kind")
    def kind_label(self, rule: OutletRule) -> str:
        return block_label(rule.kind)

    def formfield_for_choice_field(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.TypedChoiceField | None:
        kinds = [(value, block_label(value)) for value, _label in db_field.flatchoices]
        return super().formfield_for_choice_field(db_field, request, choices=[("", ""), *kinds], **kwargs)


@admin.register(TermExpression)
class TermExpressionAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("text", "language", "concept", "variant", "off")
    list_filter = ("language", "off", "concept")
    search_fields = ("text", "concept", "variant")


class _ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]
    """Rows that ingestion makes: to correct one here would be undone by the next run."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object | None = None) -> bool:
        return False


@admin.register(Article)
class ArticleAdmin(_ReadOnly):
    list_display = ("display_title", "outlet", "language", "published", "story")
    list_filter = ("outlet", "language")
    list_select_related = ("outlet", "story")
    search_fields = ("headline", "source")


@admin.register(Story)
class StoryAdmin(_ReadOnly):
    list_display = ("pk", "latest")


class _Names(admin.TabularInline):  # type: ignore[type-arg]
    model = EntityName
    fk_name = "entity"
    extra = 0


@admin.register(Entity)
class EntityAdmin(_ReadOnly):
    list_display = ("key", "name_ar", "name_en", "kind", "wikidata")
    list_filter = ("kind",)
    search_fields = ("key", "name_ar", "name_en")
    inlines = (_Names,)
