"""Entities that are the same as others, and what joined them."""

from typing import Any

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.db import migrations, models

from articles.analysis.names.joins import join_keys

FILL: list[Any] = [
    "UPDATE articles_entityname SET found_id = entity_id",
    "UPDATE articles_mention SET found_id = entity_id",
    "UPDATE articles_quotation SET found_speaker_id = speaker_id",
]


def fill_join_keys(apps: Any, schema_editor: Any) -> None:
    names = list(apps.get_model("articles", "EntityName").objects.only("text"))
    for name in names:
        name.join_keys = list(join_keys(name.text))
    apps.get_model("articles", "EntityName").objects.bulk_update(names, ["join_keys"], batch_size=2000)


class Migration(migrations.Migration):
    # Postgres changes no table in the transaction that has just written to it.
    atomic = False

    dependencies = [
        ("articles", "0003_mention_places_and_counts"),
    ]

    operations = [
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("because", models.CharField(max_length=200)),
                ("strength", models.FloatField()),
            ],
            options={
                "verbose_name": "proposal to join",
                "verbose_name_plural": "proposals to join",
            },
        ),
        migrations.RemoveConstraint(
            model_name="entityname",
            name="name_once_per_entity",
        ),
        migrations.AddField(
            model_name="entity",
            name="compared_version",
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name="entity",
            name="hidden",
            field=models.BooleanField(default=False, verbose_name="hidden"),
        ),
        migrations.AddField(
            model_name="entity",
            name="same_as",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="joined",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="entity",
            name="same_because",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="entityname",
            name="found",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="own_names",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="entityname",
            name="join_keys",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), default=list, size=None
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="found",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="found_mentions",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="mention",
            name="join",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="quotation",
            name="found_speaker",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="found_quotations",
                to="articles.entity",
            ),
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunPython(fill_join_keys, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="entityname",
            name="found",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="own_names", to="articles.entity"
            ),
        ),
        migrations.AlterField(
            model_name="mention",
            name="found",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="found_mentions",
                to="articles.entity",
            ),
        ),
        migrations.AddIndex(
            model_name="entityname",
            index=django.contrib.postgres.indexes.GinIndex(
                fields=["join_keys"], name="entity_name_join_keys"
            ),
        ),
        migrations.AddConstraint(
            model_name="entity",
            constraint=models.CheckConstraint(
                condition=models.Q(("same_as", models.F("pk")), _negated=True),
                name="entity_is_not_same_as_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="entityname",
            constraint=models.UniqueConstraint(
                fields=("found", "text", "language"), name="name_once_per_entity"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="first",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposed_as_first",
                to="articles.entity",
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="second",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="proposed_as_second",
                to="articles.entity",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(fields=("first", "second"), name="proposed_once"),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__lt", models.F("second"))), name="older_is_proposed_first"
            ),
        ),
    ]
