"""What a list of people tells besides the register's own columns: what is amiss in it, and what it could not tell."""

from __future__ import annotations

from betang.agencies.actions import Staging

_FORGET = (
    "DELETE FROM people_finding f USING stage_people s JOIN person_ids i ON i.key = s.person WHERE f.person_id = i.id"
)
_FIND = (
    "INSERT INTO people_finding (agency_id, person_id, code) "
    "SELECT DISTINCT i.agency, i.id, s.code FROM stage_findings s JOIN person_ids i ON i.key = s.person "
    "ON CONFLICT DO NOTHING"
)
_UNSEEN = (
    "INSERT INTO people_registerfile (agency_id, unseen) "
    "SELECT %(agency)s, coalesce((SELECT array_agg(DISTINCT code ORDER BY code) FROM {unseen}), '{{}}') "
    "ON CONFLICT (agency_id) DO UPDATE SET unseen = excluded.unseen"
)
_NOTHING = "(SELECT NULL::text AS code WHERE false) nothing"


_NOTE = """
    INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new)
    SELECT %(batch)s, %(agency)s, 'findings', p.id::text, jsonb_build_object('codes', coalesce(w.codes, '[]')),
        jsonb_build_object('codes', coalesce(n.codes, '[]'))
    FROM (SELECT DISTINCT i.id FROM stage_people s JOIN person_ids i ON i.key = s.person) p
    LEFT JOIN (SELECT person_id, jsonb_agg(code ORDER BY code) AS codes FROM people_finding
        WHERE agency_id = %(agency)s GROUP BY 1) w ON w.person_id = p.id
    LEFT JOIN (SELECT i.id, jsonb_agg(DISTINCT s.code ORDER BY s.code) AS codes FROM {found} s
        JOIN person_ids i ON i.key = s.person GROUP BY 1) n ON n.id = p.id
    WHERE w.codes IS DISTINCT FROM n.codes"""
_NOBODY = "(SELECT NULL::text AS person, NULL::text AS code WHERE false)"
_EMPTY = """
    DELETE FROM people_finding f USING intake_difference d
    WHERE d.batch_id = %(batch)s AND d."table" = 'findings' AND d.key = f.person_id::text"""
_AGAIN = (
    "INSERT INTO people_finding (agency_id, person_id, code) SELECT p.agency_id, p.id, c.code "
    "FROM intake_difference d JOIN people_person p ON p.id::text = d.key, "
    "jsonb_array_elements_text(d.old->'codes') AS c(code) "
    "WHERE d.batch_id = %(batch)s AND d.\"table\" = 'findings' ON CONFLICT DO NOTHING"
)


def take_findings(*, staging: Staging, agency: str | None, extras: frozenset[str], batch: int, by: None) -> None:
    """Put what the staged list says of its people in the place of what an earlier one said, and note that.

    A step of a batch's commit, told by its event.
    """
    del by
    if agency is None or not staging.holds("people"):
        return
    found = "findings" in extras
    note = _NOTE.format(found="stage_findings" if found else _NOBODY)
    staging.run(note, {"batch": batch, "agency": agency})
    staging.run(_FORGET)
    if found:
        staging.run(_FIND)
    staging.run(_UNSEEN.format(unseen="stage_unseen" if "unseen" in extras else _NOTHING), {"agency": agency})


def put_findings_back(*, staging: Staging, batch: int, by: None) -> None:
    """Say of the people of a batch what was said before it; a step of its undoing, as above."""
    del by
    staging.run(_EMPTY, {"batch": batch})
    staging.run(_AGAIN, {"batch": batch})
