from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("agencies", "0002_audit_append_only")]

    operations = [
        migrations.RunSQL(
            "INSERT INTO agencies_installation (id, key) VALUES (1, gen_random_uuid())",
            "DELETE FROM agencies_installation",
        )
    ]
