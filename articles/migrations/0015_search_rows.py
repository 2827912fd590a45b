from collections import defaultdict
from datetime import UTC, datetime
from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.contrib.postgres.operations import BtreeGinExtension
from django.db import migrations, models

from articles import search
from articles.analysis.text.spans import Span
from articles.analysis.text.tokens import tokenise

BATCH = 200


def fill(apps: Any, schema_editor: Any) -> None:
    """Make the rows of all articles that have been read."""
    Article, SearchRow = apps.get_model("articles", "Article"), apps.get_model("articles", "SearchRow")
    read = Article.objects.exclude(rules_version="").order_by("pk").values_list("pk", flat=True)
    ids = list(read)
    for first in range(0, len(ids), BATCH):
        articles = Article.objects.filter(pk__in=ids[first : first + BATCH])
        mentions: defaultdict[int, list[tuple[int, Span]]] = defaultdict(list)
        found = apps.get_model("articles", "Mention").objects.filter(article__in=articles)
        for article, name, start, end in found.values_list("article", "found", "start", "end"):
            mentions[article].append((name, Span(start, end)))
        SearchRow.objects.bulk_create([row(SearchRow, article, mentions[article.pk]) for article in articles])
    # Else an index could not be made in this transaction.
    schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def row(SearchRow: Any, article: Any, mentions: list[tuple[int, Span]]) -> Any:
    moment = article.published or datetime(1, 1, 1, tzinfo=UTC)
    named = tokenise(article.body, language=article.language, names=[span for _, span in mentions])
    indexed = search.index(article.headline, article.body, language=article.language, named=named)
    return SearchRow(
        article=article,
        moment=moment,
        hour=int(moment.timestamp() // 3600),
        outlet_id=article.outlet_id,
        language=article.language,
        agencies=article.agencies,
        names=sorted({name for name, _ in mentions}),
        terms=indexed.terms,
        forms=indexed.forms,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_story_coverage"),
    ]

    operations = [
        BtreeGinExtension(),
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="search_row",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("moment", models.DateTimeField()),
                ("hour", models.IntegerField()),
                ("outlet_id", models.BigIntegerField(null=True)),
                ("language", models.CharField(max_length=8)),
                (
                    "agencies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "names",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("terms", django.contrib.postgres.search.SearchVectorField()),
                ("forms", django.contrib.postgres.search.SearchVectorField()),
            ],
        ),
        # The lexemes are kept apart, so that rows found by the index are read from few pages.
        migrations.RunSQL(
            "ALTER TABLE articles_searchrow SET (toast_tuple_target = 512)", migrations.RunSQL.noop
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchrow",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["hour", "outlet_id", "language", "agencies", "names", "terms", "forms"],
                name="search_row_all",
            ),
        ),
        migrations.RemoveIndex(model_name="article", name="article_search"),
        migrations.RemoveField(model_name="article", name="search"),
        migrations.RemoveField(model_name="article", name="body_terms"),
        migrations.RemoveField(model_name="article", name="headline_terms"),
    ]
