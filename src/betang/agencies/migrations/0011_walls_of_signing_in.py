# Walls of tables that the parts of allauth declare: second factors, sessions, e-mail addresses, links to a provider.

from django.db import migrations

OWN = "(SELECT betang_kind()) IN ('house', 'door') OR user_id = (SELECT betang_user())"
TABLES = {
    "account_emailaddress": OWN,
    "account_emailconfirmation": "email_address_id IN (SELECT id FROM account_emailaddress)",
    "mfa_authenticator": OWN,
    "socialaccount_socialaccount": OWN,
    "socialaccount_socialtoken": "account_id IN (SELECT id FROM socialaccount_socialaccount)",
    "usersessions_usersession": OWN,
}
"""Table, and which of its rows a scope reaches; what hangs on another table goes through the wall of that one."""


def built(table, reached):
    return (
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n"
        f"CREATE POLICY {table}_read ON {table} FOR SELECT USING ({reached});\n"
        f"CREATE POLICY {table}_add ON {table} FOR INSERT WITH CHECK ({reached});\n"
        f"CREATE POLICY {table}_change ON {table} FOR UPDATE USING ({reached}) WITH CHECK ({reached});\n"
        f"CREATE POLICY {table}_remove ON {table} FOR DELETE USING ({reached});"
    )


def taken_down(table):
    dropped = "".join(f"DROP POLICY {table}_{part} ON {table};\n" for part in ("read", "add", "change", "remove"))
    return f"{dropped}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;"


class Migration(migrations.Migration):

    dependencies = [
        ("agencies", "0010_members_by_invitation"),
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("socialaccount", "0006_alter_socialaccount_extra_data"),
        ("usersessions", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL(built(table, reached), taken_down(table)) for table, reached in TABLES.items()
    ]
