"""What editors see of the tables; texts and findings are read here, not written."""

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Article, Entity, EntityName, Outlet, OutletRule, Story


@admin.register(Outlet)
class OutletAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("slug", "name_ar", "name_en", "site")
    search_fields = ("slug", "name_ar", "name_en")


@admin.register(OutletRule)
class OutletRuleAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("outlet", "kind", "pattern", "is_expression")
    list_filter = ("outlet", "kind")
    list_select_related = ("outlet",)
    autocomplete_fields = ("outlet",)


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
