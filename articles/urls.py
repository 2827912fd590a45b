"""Addresses of pages and of the JSON API."""

from datetime import date

from django.conf import settings
from django.contrib.auth.views import LoginView, LogoutView, PasswordChangeView
from django.urls import path, register_converter, reverse_lazy
from django.views.generic import TemplateView

from articles.views import (
    adding,
    articles,
    atom,
    calendar,
    cleaning,
    compare,
    corrections,
    entities,
    facts,
    feeds,
    figures,
    headlines,
    log,
    names,
    outlet_parts,
    outlets,
    revisions,
    runs,
    saved,
    search,
    sheets,
    sources,
    stories,
    story_changes,
    utterances,
    wording,
)
from articles.views import api as json_api


class DayConverter:
    """A day as ISO 8601 writes it; one that no calendar has is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date) -> str:
        return value.isoformat()


register_converter(DayConverter, "day")

pages = [
    path("", stories.story_list, name="stories"),
    path("stories/<int:pk>/", stories.story_detail, name="story"),
    path("stories/<int:pk>/facts/", facts.facts, name="story-facts"),
    path("stories/<int:pk>/figures/", figures.story_figures, name="story-figures"),
    path("stories/<int:pk>/rename/", story_changes.story_rename, name="story-rename"),
    path("stories/<int:pk>/lock/", story_changes.story_lock, name="story-lock"),
    path("stories/<int:pk>/merge/", story_changes.story_merge, name="story-merge"),
    path("stories/<int:pk>/split/", story_changes.story_split, name="story-split"),
    path("articles/<int:pk>/move/", story_changes.article_move, name="article-move"),
    path("stories/<int:pk>/sheet/", sheets.story_sheet, name="story-sheet"),
    path("stories/<int:pk>.<slug:form>", sheets.story_download, name="story-download"),
    path("stories/<int:pk>/wording/", wording.story_wording, name="story-wording"),
    path("stories/<int:pk>/headlines/", headlines.story_headlines, name="story-headlines"),
    path("terms/add/", wording.term_add, name="term-add"),
    path("stories/<int:pk>/quotations/", utterances.utterances, name="story-quotations"),
    path("stories/<int:pk>/sources/", sources.sources, name="story-sources"),
    path("articles/", articles.article_list, name="articles"),
    path("articles/<int:pk>/", articles.article_detail, name="article"),
    path("articles/<int:pk>/original/", cleaning.article_original, name="article-original"),
    path("articles/<int:pk>/original/decide/", cleaning.block_decide, name="article-block"),
    path("articles/<int:pk>/known/<slug:name>/", cleaning.field_edit, name="article-field"),
    path("articles/<int:pk>/revisions/", revisions.revision_list, name="revisions"),
    path("add/", adding.add, name="add"),
    path("add/files/", adding.add_files, name="add-files"),
    path("add/text/", adding.add_text, name="add-text"),
    path("add/page/", adding.add_page, name="add-page"),
    path("add/<int:pk>/", adding.added, name="added"),
    path("entities/", entities.entity_list, name="entities"),
    path("entities/<int:pk>/", entities.entity_detail, name="entity"),
    path("compare/", compare.comparison, name="compare"),
    path("compare/link/", corrections.link_verdict, name="link-verdict"),
    path("compare/corrections.jsonl", corrections.download_corrections, name="corrections"),
    path("compare/sheet/", sheets.pair_sheet, name="compare-sheet"),
    path("compare.<slug:form>", compare.download, name="compare-download"),
    path("calendar/", calendar.month_detail, name="calendar"),
    path("days/<day:day>/", calendar.day_detail, name="day"),
    path("outlets/", outlets.outlet_list, name="outlets"),
    path("outlets/<slug:slug>/", outlets.outlet_detail, name="outlet"),
    path("outlets/<slug:slug>/parts/", outlet_parts.part_list, name="outlet-parts"),
    path("outlets/<slug:slug>/parts/decide/", outlet_parts.part_decide, name="outlet-part-decide"),
    path("feeds/", feeds.feed_list, name="feeds"),
    path("feeds/find/", feeds.feed_find, name="feed-find"),
    path("feeds/add/", feeds.feed_add, name="feed-add"),
    path("feeds/<int:pk>/set/", feeds.feed_set, name="feed-set"),
    path("feeds/<int:pk>/state/", feeds.feed_state, name="feed-state"),
    path("feeds/<int:pk>/poll/", feeds.feed_poll, name="feed-poll"),
    path("names/", names.name_proposals, name="names"),
    path("names/merge/", names.name_merge, name="names-merge"),
    path("names/apart/", names.name_apart, name="names-apart"),
    path("names/<int:pk>/", names.name_detail, name="names-entity"),
    path("names/<int:pk>/change/", names.name_change, name="names-change"),
    path("names/<int:pk>/hide/", names.name_hide, name="names-hide"),
    path("names/<int:pk>/split/", names.name_split, name="names-split"),
    path("log/", log.change_list, name="log"),
    path("log/<int:pk>/undo/", log.change_undo, name="undo"),
    path(
        "sign-in/",
        LoginView.as_view(template_name="sign_in.html", redirect_authenticated_user=True),
        name="sign-in",
    ),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path(
        "password/",
        PasswordChangeView.as_view(template_name="password.html", success_url=reverse_lazy("stories")),
        name="password",
    ),
    path("runs/", runs.run_list, name="runs"),
    path("runs/<int:pk>/", runs.run_detail, name="run"),
    path("search/", search.search_everything, name="search"),
    path("search/results.<slug:form>", search.download, name="search-download"),
    path("search/feed.atom", atom.search_feed, name="search-feed"),
    path("stories/<int:pk>/feed.atom", atom.story_feed, name="story-feed"),
    path("outlets/<slug:slug>/feed.atom", atom.outlet_feed, name="outlet-feed"),
    path("entities/<int:pk>/feed.atom", atom.entity_feed, name="entity-feed"),
    path("saved/", saved.saved_list, name="saved"),
    path("saved/add/", saved.saved_add, name="saved-add"),
    path("saved/<slug:key>/new/", saved.saved_new, name="saved-new"),
    path("saved/<slug:key>/open/", saved.saved_open, name="saved-open"),
    path("saved/<slug:key>/rename/", saved.saved_rename, name="saved-rename"),
    path("saved/<slug:key>/delete/", saved.saved_delete, name="saved-delete"),
    path("search/names/", search.name_options, name="name-options"),
]

if settings.DEBUG:
    pages.append(path("style/", TemplateView.as_view(template_name="style.html"), name="style"))

api = [
    path("articles/", json_api.article_list, name="api-articles"),
    path("articles/<int:pk>/", json_api.article_detail, name="api-article"),
    path("entities/", json_api.entity_list, name="api-entities"),
    path("entities/suggest/", json_api.entity_suggestions, name="api-suggest"),
    path("entities/<int:pk>/", json_api.entity_detail, name="api-entity"),
    path("compare/", json_api.comparison, name="api-compare"),
]
