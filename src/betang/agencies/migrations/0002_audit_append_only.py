from django.db import migrations

# The trail can be added to, never rewritten: not by our own code, not by a slip in a console.
FORWARD = """
CREATE FUNCTION agencies_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail is append only' USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER agencies_audit_append_only BEFORE UPDATE OR DELETE ON agencies_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION agencies_audit_refuse();
"""

BACKWARD = """
DROP TRIGGER agencies_audit_append_only ON agencies_auditevent;
DROP FUNCTION agencies_audit_refuse();
"""


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
