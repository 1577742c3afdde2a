from django.db import migrations

# What only the database can know of every row, by whichever way it comes (a page, a file, a load):
# - a link that says something else than before is another version, said by whoever wrote it, and waits to be confirmed
#   anew. A statement that sets the version itself knows what it does (actions, undo).
# - a target that moves to another government leaves the mission of the old one.
FORWARD = """
CREATE FUNCTION targets_said_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.version IS DISTINCT FROM OLD.version THEN
        RETURN NEW;
    END IF;
    IF ROW(NEW.agency_id, NEW.target_id, NEW.competency_id, NEW.unit_id, NEW.relevance, NEW.contribution,
           NEW.expected_change, NEW.owner, NEW.review_on)
       IS DISTINCT FROM
       ROW(OLD.agency_id, OLD.target_id, OLD.competency_id, OLD.unit_id, OLD.relevance, OLD.contribution,
           OLD.expected_change, OLD.owner, OLD.review_on)
    THEN
        NEW.version := OLD.version + 1;
        NEW.state := 'proposed';
        NEW.proposed_by_id := coalesce(targets_proposer(), NEW.proposed_by_id);
        NEW.decided_by_id := NULL;
        NEW.decided_at := NULL;
        NEW.reason := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER targets_link_said_anew BEFORE UPDATE ON targets_targetlink
    FOR EACH ROW EXECUTE FUNCTION targets_said_anew();
CREATE FUNCTION targets_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agency_id IS DISTINCT FROM OLD.agency_id THEN
        NEW.mission_id := NULL;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER targets_target_moved BEFORE UPDATE OF agency_id ON targets_target
    FOR EACH ROW EXECUTE FUNCTION targets_moved();
UPDATE intake_difference SET
    old = old || '{"mission_id": null}'::jsonb, new = new || '{"mission_id": null}'::jsonb WHERE "table" = 'targets';
UPDATE intake_difference d SET old = d.old || n.now, new = d.new || n.now FROM (SELECT jsonb_build_object(
    'contribution', NULL, 'expected_change', NULL, 'owner', NULL, 'review_on', NULL, 'state', 'proposed', 'version', 1,
    'proposed_by_id', NULL, 'decided_by_id', NULL, 'decided_at', NULL, 'reason', NULL) AS now) n
    WHERE d."table" = 'target_links';
"""
BACK = """
DROP TRIGGER targets_link_said_anew ON targets_targetlink;
DROP FUNCTION targets_said_anew();
DROP TRIGGER targets_target_moved ON targets_target;
DROP FUNCTION targets_moved();
"""


class Migration(migrations.Migration):
    dependencies = [("targets", "0003_confirmation"), ("intake", "0001_batches")]

    operations = [migrations.RunSQL(FORWARD, BACK)]
