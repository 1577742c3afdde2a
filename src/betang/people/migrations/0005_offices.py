from django.db import migrations

# The units whose data a user enters: those of an officer's membership, and those below them. Like people_reach it looks
# through the walls, because the walls are then drawn from it.
FORWARD = """
CREATE FUNCTION people_offices(me bigint, today date, roles text[]) RETURNS TABLE (unit bigint, agency text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
#variable_conflict use_column
DECLARE acting text := coalesce(current_setting('betang.kind', true), '');
BEGIN
    PERFORM set_config('betang.kind', 'house', true);
    RETURN QUERY WITH RECURSIVE units AS (
        SELECT u.id, u.agency_id FROM agencies_member m
        JOIN people_unit u ON u.id = m.unit_number AND u.agency_id = m.agency_id
        WHERE m.user_id = me AND m.starts_on <= today AND (m.ends_on IS NULL OR m.ends_on > today)
        AND m.role = ANY (roles)
        UNION
        SELECT u.id, u.agency_id FROM units above JOIN people_unit u ON u.parent_id = above.id)
    SELECT id, agency_id FROM units;
    PERFORM set_config('betang.kind', acting, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0004_first_hour")]

    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION people_offices(bigint, date, text[])")]
