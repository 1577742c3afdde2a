"""Units, jobs and people as a data folder brings them: who is known again, and under which number."""

from __future__ import annotations

from betang.agencies.actions import Found, RoomTables, Staging
from betang.people.frames import FRAMES

_NEXT_UNIT = "nextval(pg_get_serial_sequence('people_unit', 'id'))"
_NEXT_PERSON = "nextval(pg_get_serial_sequence('people_person', 'id'))"


class Register(RoomTables):
    """Units, jobs and people. Units and people are known by numbers of ours, which outlast every load."""

    def identify(self, staging: Staging) -> None:
        """Make `unit_ids` (agency, code, id) and `person_ids` (key, id, agency, source_key) for this load.

        They lead from the sender's keys to our ids: of the staged rows where the load replaces the register, of
        the database's otherwise. Who is new gets the next number.
        """
        staging.make("unit_ids", _units(staging))
        staging.run("CREATE UNIQUE INDEX ON unit_ids (agency, code)")
        if staging.holds("people"):
            _check_nips(staging)
        staging.make("person_ids", _people(staging))
        staging.run("CREATE UNIQUE INDEX ON person_ids (key)")

    def recognise(self, staging: Staging, agency: str | None) -> None:
        """The same for a batch of one agency, which comes beside what is there: its keys and those of the database.

        A person goes by the NIP, by `#` and our number, and by the sender's own key where the batch has the register.
        """
        code = "NULL" if agency is None else "'" + agency.replace("'", "''") + "'"
        staging.make("unit_ids", _known_units(staging, code))
        staging.run("CREATE UNIQUE INDEX ON unit_ids (agency, code)")
        if staging.holds("people"):
            _check_nips(staging)
        staging.make("person_ids", _known_people(staging, code))
        staging.run("CREATE UNIQUE INDEX ON person_ids (key)")


def _known_units(staging: Staging, agency: str) -> str:
    known = f"SELECT agency_id AS agency, code, id FROM people_unit WHERE agency_id = {agency}"
    if not staging.holds("units"):
        return known
    return (
        f"{known} UNION ALL SELECT s.agency, s.unit, {_NEXT_UNIT} FROM stage_units s "
        "WHERE NOT EXISTS (SELECT FROM people_unit u WHERE u.agency_id = s.agency AND u.code = s.unit)"
    )


def _known_people(staging: Staging, agency: str) -> str:
    by_nip_or_number = (
        "SELECT coalesce(p.nip, '#' || p.id) AS key, p.id, p.agency_id AS agency, p.source_key "
        f"FROM people_person p WHERE p.agency_id = {agency}"
    )
    if not staging.holds("people"):
        return by_nip_or_number
    # A sender without keys of their own calls people by their NIP; the key they had before is the better one.
    source_key = "CASE WHEN s.person = s.nip THEN coalesce(p.source_key, s.person) ELSE s.person END"
    named = (
        f"SELECT s.person, s.nip, coalesce(f.id, {_NEXT_PERSON}) AS id, s.agency, {source_key} AS source_key "
        "FROM stage_people s LEFT JOIN found f ON f.key = s.person LEFT JOIN people_person p ON p.id = f.id"
    )
    return (
        f"WITH {_OWN_MATCHES}, named AS MATERIALIZED ({named}), known AS ({by_nip_or_number}) "
        "SELECT DISTINCT ON (key) key, id, agency, source_key FROM ("
        "SELECT person AS key, id, agency, source_key FROM named UNION ALL "
        "SELECT nip, id, agency, source_key FROM named WHERE nip IS NOT NULL UNION ALL "
        "SELECT key, id, agency, source_key FROM known) a ORDER BY key, id DESC"
    )


def _units(staging: Staging) -> str:
    if not staging.holds("units"):
        return "SELECT agency_id AS agency, code, id FROM people_unit"
    return (
        f"SELECT s.agency, s.unit AS code, coalesce(u.id, {_NEXT_UNIT}) AS id FROM stage_units s "
        "LEFT JOIN people_unit u ON u.agency_id = s.agency AND u.code = s.unit"
    )


def _people(staging: Staging) -> str:
    """Which of our people each staged person is; see docs/how-to/load.md, "Who is who"."""
    if not staging.holds("people"):
        # A key that two agencies use leads nowhere: it would have to be guessed.
        key = "p.id::text" if staging.keys_of_ours else "p.source_key"
        return (
            f"SELECT {key} AS key, min(p.id) AS id, min(p.agency_id) AS agency, NULL::text AS source_key "
            "FROM people_person p GROUP BY 1 HAVING count(*) = 1"
        )
    by_id = _BY_ID if staging.keys_of_ours else ""
    source_key = "coalesce(p.source_key, s.person)" if staging.keys_of_ours else "s.person"
    return (
        f"WITH {_MATCHES.format(by_id=by_id)} "
        f"SELECT s.person AS key, coalesce(f.id, {_NEXT_PERSON}) AS id, s.agency, {source_key} AS source_key "
        "FROM stage_people s LEFT JOIN found f ON f.key = s.person LEFT JOIN people_person p ON p.id = f.id"
    )


# Inside one agency only: whoever stands in another's register moves by a request, never by a file.
_OWN_MATCHES = """
    by_nip AS (
        SELECT s.person AS key, p.id FROM stage_people s
        JOIN people_person p ON p.nip = s.nip AND p.agency_id = s.agency),
    found AS (
        SELECT key, id FROM by_nip UNION ALL
        SELECT s.person, p.id FROM stage_people s
        JOIN people_person p ON p.source_key = s.person AND p.agency_id = s.agency
        WHERE NOT EXISTS (SELECT FROM by_nip b WHERE b.key = s.person)
          AND NOT EXISTS (SELECT FROM by_nip b WHERE b.id = p.id))"""


# Ids of ours first, where the folder has them; then the NIP, which is the nation's; then the sender's key, in the
# same agency before any other. Whoever one way has found is out of reach for the next.
_BY_ID = "SELECT s.person AS key, p.id FROM stage_people s JOIN people_person p ON p.id::text = s.person UNION ALL"
_MATCHES = """
    by_id AS ({by_id} SELECT NULL::text AS key, NULL::bigint AS id WHERE false),
    by_nip AS (
        SELECT key, id FROM by_id UNION ALL
        SELECT s.person, p.id FROM stage_people s JOIN people_person p ON p.nip = s.nip
        WHERE NOT EXISTS (SELECT 1 FROM by_id b WHERE b.key = s.person)
          AND NOT EXISTS (SELECT 1 FROM by_id b WHERE b.id = p.id)),
    by_key AS (
        SELECT key, id FROM by_nip UNION ALL
        SELECT s.person, p.id FROM stage_people s
        JOIN people_person p ON p.source_key = s.person AND p.agency_id = s.agency
        WHERE NOT EXISTS (SELECT 1 FROM by_nip b WHERE b.key = s.person)
          AND NOT EXISTS (SELECT 1 FROM by_nip b WHERE b.id = p.id)),
    found AS (
        SELECT key, id FROM by_key UNION ALL
        SELECT s.person, min(p.id) FROM stage_people s JOIN people_person p ON p.source_key = s.person
        WHERE NOT EXISTS (SELECT 1 FROM by_key b WHERE b.key = s.person)
          AND NOT EXISTS (SELECT 1 FROM by_key b WHERE b.id = p.id)
        GROUP BY 1 HAVING count(*) = 1)"""


def _check_nips(staging: Staging) -> None:
    """One NIP is one person; the dictionary does not make it a key, the register does."""
    for nip, rows in staging.rows(
        "SELECT nip, count(*) FROM stage_people GROUP BY nip HAVING count(nip) > 1 ORDER BY nip LIMIT 1000"
    ):
        said = Found("people", "nip", nip, "duplicate_conflict", "several people have this NIP", (("nip", nip),))
        staging.problem(said, rows=rows)


tables = Register(FRAMES)
