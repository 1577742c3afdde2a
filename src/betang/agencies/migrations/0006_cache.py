# The table of Django's cache in the database: counters of attempts to sign in, and codes that were used.

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("agencies", "0005_walls")]

    operations = [
        migrations.RunSQL(
            """
            CREATE TABLE betang_cache (
                cache_key varchar(255) PRIMARY KEY,
                value text NOT NULL,
                expires timestamp with time zone NOT NULL
            );
            CREATE INDEX betang_cache_expires ON betang_cache (expires);
            """,
            "DROP TABLE betang_cache",
        ),
    ]
