from django.db import migrations

# Person-level gaps carry no foreign key (a million checks at every publication). Once per statement instead:
# whoever leaves the register takes the rows along.
FORWARD = """
CREATE FUNCTION needs_gaps_leave() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM needs_persongap gap USING gone WHERE gap.person_id = gone.id;
    RETURN NULL;
END $$;
CREATE TRIGGER needs_gaps_leave AFTER DELETE ON people_person REFERENCING OLD TABLE AS gone
    FOR EACH STATEMENT EXECUTE FUNCTION needs_gaps_leave();
"""

BACKWARD = """
DROP TRIGGER needs_gaps_leave ON people_person;
DROP FUNCTION needs_gaps_leave();
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0001_initial"), ("people", "0001_initial")]

    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
