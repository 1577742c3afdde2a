from django.db import migrations

# What only the database can know of every row, by whichever way it comes (a page, a file, a load):
# - a need that has the day of its agreement is agreed, one without is a draft; a proposal is agreed by being written;
# - who entered what the row says now, and that it is another version. A worker, who has no user of its own, says for
#   whom it enters in `betang.entering`. A statement that sets the version itself knows what it does (undo, the steps).
FORWARD = """
CREATE FUNCTION needs_entered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE who bigint := coalesce(betang_user(), nullif(current_setting('betang.entering', true), '')::bigint);
BEGIN
    IF TG_OP = 'UPDATE' AND NEW.version IS DISTINCT FROM OLD.version THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        NEW.version := OLD.version + 1;
    END IF;
    NEW.entered_by_id := coalesce(who, NEW.entered_by_id);
    IF NEW.state = 'draft' OR (TG_OP = 'UPDATE' AND NEW.state IN ('returned', 'withdrawn')) THEN
        IF TG_TABLE_NAME = 'needs_proposal' OR to_jsonb(NEW) ->> 'agreed_on' IS NOT NULL THEN
            NEW.state := 'agreed';
        END IF;
    ELSIF NEW.state = 'agreed' AND TG_TABLE_NAME = 'needs_need' AND to_jsonb(NEW) ->> 'agreed_on' IS NULL THEN
        NEW.state := 'draft';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER needs_need_entered BEFORE INSERT OR UPDATE OF agreed_on, basis, people, program_id, unit_id, competency_id
    ON needs_need FOR EACH ROW EXECUTE FUNCTION needs_entered();
CREATE TRIGGER needs_proposal_entered BEFORE INSERT OR UPDATE OF title, program_id, people, persons, unit_id
    ON needs_proposal FOR EACH ROW EXECUTE FUNCTION needs_entered();
UPDATE needs_need SET state = 'agreed', version = version + 1 WHERE agreed_on IS NOT NULL;
UPDATE needs_proposal SET state = 'agreed', version = version + 1;
"""
BACK = """
DROP TRIGGER needs_need_entered ON needs_need;
DROP TRIGGER needs_proposal_entered ON needs_proposal;
DROP FUNCTION needs_entered();
"""


class Migration(migrations.Migration):
    dependencies = [("needs", "0009_flow")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
