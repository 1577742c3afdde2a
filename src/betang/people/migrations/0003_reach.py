from django.db import migrations

# The people whom a user reaches one by one, and how. The roles come from betang.agencies.rights, so that they are said
# once. It looks through the walls, because it is what they are then drawn from.
FORWARD = """
CREATE FUNCTION people_reach(
    me bigint, today date, of_self text[], of_reports text[], of_unit text[], of_grants text[]
) RETURNS TABLE (person bigint, agency text, via text, granted bigint)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE acting text := coalesce(current_setting('betang.kind', true), '');
BEGIN
    PERFORM set_config('betang.kind', 'house', true);
    RETURN QUERY WITH RECURSIVE held AS MATERIALIZED (
        SELECT m.agency_id, m.role, m.unit_number, m.person_number FROM agencies_member m
        WHERE m.user_id = me AND m.starts_on <= today AND (m.ends_on IS NULL OR m.ends_on > today)),
    units AS (
        SELECT u.id, u.agency_id FROM held h JOIN people_unit u ON u.id = h.unit_number AND u.agency_id = h.agency_id
        WHERE h.role = ANY (of_unit)
        UNION
        SELECT u.id, u.agency_id FROM units above JOIN people_unit u ON u.parent_id = above.id)
    SELECT p.id, p.agency_id, 'self'::text, NULL::bigint FROM held h
    JOIN people_person p ON p.id = h.person_number AND p.agency_id = h.agency_id WHERE h.role = ANY (of_self)
    UNION ALL
    SELECT p.id, p.agency_id, 'reports', NULL::bigint FROM held h
    JOIN people_person p ON p.supervisor_id = h.person_number AND p.agency_id = h.agency_id
    WHERE h.role = ANY (of_reports)
    UNION ALL
    SELECT p.id, p.agency_id, 'unit', NULL::bigint FROM units u
    JOIN people_person p ON p.agency_id = u.agency_id AND p.unit_id = u.id
    UNION ALL
    SELECT p.id, p.agency_id, 'grant', g.id FROM agencies_grant g
    JOIN people_grantedperson l ON l.grant_id = g.id
    JOIN people_person p ON p.id = l.person_id AND p.agency_id = g.agency_id
    WHERE g.kind = 'people' AND g.withdrawn_at IS NULL AND g.starts_on <= today AND g.ends_on > today
    AND EXISTS (SELECT FROM held h WHERE h.agency_id = g.to_agency_id AND h.role = ANY (of_grants));
    PERFORM set_config('betang.kind', acting, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0002_walls"), ("agencies", "0005_walls")]

    operations = [
        migrations.RunSQL(FORWARD, "DROP FUNCTION people_reach(bigint, date, text[], text[], text[], text[])")
    ]
