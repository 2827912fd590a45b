import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_outlet_parts"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            # Django would build the index anew.
            database_operations=[
                migrations.RunSQL(
                    "ALTER INDEX search_row_all SET (gin_pending_list_limit = 4096)",
                    "ALTER INDEX search_row_all SET (gin_pending_list_limit = 256)",
                ),
            ],
            state_operations=[
                migrations.RemoveIndex(model_name="searchrow", name="search_row_all"),
                migrations.AddIndex(
                    model_name="searchrow",
                    index=django.contrib.postgres.indexes.GinIndex(
                        fields=["stretches", "outlet_id", "language", "agencies", "names", "terms", "forms"],
                        gin_pending_list_limit=4096,
                        name="search_row_all",
                    ),
                ),
            ],
        ),
    ]
