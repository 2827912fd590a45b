"""What pages about names count: spellings, sentences, articles; read from the stored bodies."""

from django.db import migrations, models

FILL = """
WITH places AS (
    SELECT id, body, sentences || headings AS starts FROM articles_article
)
UPDATE articles_mention AS mention
SET text = substr(body, start + 1, "end" - start),
    sentence = coalesce(
        (SELECT max((place->>0)::int) FROM jsonb_array_elements(starts) AS place WHERE (place->>0)::int <= start),
        start
    )
FROM places WHERE places.id = mention.article_id;
"""
FILL_QUOTATIONS = """
UPDATE articles_quotation AS quotation
SET sentence = coalesce(
    (
        SELECT max((place->>0)::int)
        FROM articles_article AS article, jsonb_array_elements(article.sentences || article.headings) AS place
        WHERE article.id = quotation.article_id AND (place->>0)::int <= quotation.start
    ),
    start
);
"""
COUNT = """
UPDATE articles_entity AS entity SET article_count = counted.articles
FROM (SELECT entity_id, count(DISTINCT article_id) AS articles FROM articles_mention GROUP BY entity_id) AS counted
WHERE counted.entity_id = entity.id;
"""


class Migration(migrations.Migration):
    # Postgres changes no table in the transaction that has just written to it.
    atomic = False
    dependencies = [("articles", "0002_change")]

    operations = [
        migrations.AddField(
            model_name="mention",
            name="text",
            field=models.TextField(default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="mention",
            name="sentence",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="quotation",
            name="sentence",
            field=models.PositiveIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="entity",
            name="article_count",
            field=models.PositiveIntegerField(default=0, verbose_name="articles"),
        ),
        migrations.RunSQL([FILL, FILL_QUOTATIONS, COUNT], migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="entity",
            index=models.Index(
                models.OrderBy(models.F("article_count"), descending=True),
                models.F("id"),
                name="entity_most_mentioned",
            ),
        ),
        migrations.RemoveIndex(model_name="entityname", name="entity_name_skeleton"),
        migrations.AddIndex(
            model_name="entityname",
            index=models.Index(
                fields=["skeleton"], name="entity_name_skeleton", opclasses=("varchar_pattern_ops",)
            ),
        ),
    ]
