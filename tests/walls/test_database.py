"""The walls as the database keeps them, whatever the code above does: every table, every command, every role."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.apps import apps
from django.db import connection, connections, models
from psycopg import sql

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, AuditEvent, TableRevision, User
from betang.agencies.scope import DOOR, Scope, settings_of
from betang.agencies.wall import OF_SIGNING_IN, Wall
from betang.connect.folder.actions import load
from betang.needs.actions import run_map
from tests.plugins.postgres import owner
from tests.second_factor import armed
from tests.small_house import write

OPEN = {
    "betang_cache": "keyed digests of attempts and used codes; counted before anybody is known",
    "django_session": "opaque keys; asked for before anybody is known",
    "needs_maprun": "a counting of the whole house; of people it names who asked for it, by number",
    "procrastinate_jobs": "arguments are ids only",
}
"""Tables without a wall that an agency might be looked for in, and why they need none."""

COMMANDS = {"r", "a", "w", "d"}  # as pg_policy has them: SELECT, INSERT, UPDATE, DELETE
KATINGAN = Scope(
    "user", user=1, **dict.fromkeys(("figures", "people", "edit", "members", "grants", "trail"), frozenset({"6711"}))
)


def walled() -> dict[str, Wall]:
    """The wall of each table that declares one."""
    return {
        model._meta.db_table: constraint
        for model in apps.get_models(include_auto_created=True)
        for constraint in model._meta.constraints
        if isinstance(constraint, Wall)
    }


def of_an_agency() -> set[str]:
    """Tables that hold an agency, directly or through a foreign key, as Django's registry has them."""
    found: set[type[models.Model]] = {Agency, AuditEvent, TableRevision}
    every = apps.get_models(include_auto_created=True)
    while True:
        more = {
            model
            for model in every
            if model not in found
            and any(f.is_relation and f.related_model in found for f in model._meta.concrete_fields)
        }
        if not more:
            return {model._meta.db_table for model in found}
        found |= more


def of_a_user() -> set[str]:
    """Tables that reach a user through foreign keys, whoever declares them."""
    with connection.cursor() as cursor:
        cursor.execute("""
            WITH RECURSIVE reaching AS (
                SELECT 'agencies_user'::regclass::oid AS id
                UNION SELECT conrelid FROM pg_constraint c JOIN reaching r ON c.confrelid = r.id WHERE contype = 'f')
            SELECT id::regclass::text FROM reaching""")
        return {name for (name,) in cursor.fetchall()}


def rows(cursor: psycopg.Cursor, query: str) -> list[tuple]:
    return cursor.execute(query).fetchall()


# ---------------------------------------------------------------- what is declared, and what really stands


def test_every_table_that_holds_an_agency_has_a_wall_or_a_reason() -> None:
    assert of_an_agency() - walled().keys() <= OPEN.keys()


def test_every_table_that_leads_to_a_user_has_a_wall_or_a_reason(db: None) -> None:
    assert of_a_user() >= {*OF_SIGNING_IN, "agencies_member", "people_correction"}
    assert of_a_user() - walled().keys() - set(OF_SIGNING_IN) <= OPEN.keys()


def test_every_wall_stands_and_is_forced_for_each_command(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity, array_agg(p.polcmd::text) "
            "FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid GROUP BY 1, 2"
        )
        standing = {table: (forced, set(commands)) for table, forced, commands in cursor.fetchall()}
    assert standing == dict.fromkeys([*walled(), *OF_SIGNING_IN], (True, COMMANDS))


def test_no_table_with_an_agency_in_the_catalogue_escapes_the_registry(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("""
            WITH RECURSIVE reaching AS (
                SELECT 'agencies_agency'::regclass::oid AS id
                UNION SELECT conrelid FROM pg_constraint c JOIN reaching r ON c.confrelid = r.id WHERE contype = 'f')
            SELECT id::regclass::text FROM reaching
            UNION SELECT attrelid::regclass::text FROM pg_attribute JOIN pg_class k ON k.oid = attrelid
            WHERE attname IN ('agency_id', 'agency_code') AND relkind = 'r'
            AND relnamespace = 'public'::regnamespace""")
        found = {name for (name,) in cursor.fetchall()}
    assert found - walled().keys() <= OPEN.keys()


def test_the_role_of_the_pages_owns_nothing_and_passes_no_wall(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False, False)
        cursor.execute("SELECT count(*) FROM pg_class WHERE relowner = current_user::regrole AND relkind IN ('r', 'v')")
        assert cursor.fetchone() == (0,)


# ---------------------------------------------------------------- what passes: a fresh connection, as in psql


@pytest.fixture
def house(transactional_db: None, tmp_path: Path) -> None:
    """Rows in every agency's room, committed, so that another connection can look for them."""
    load(folder=write(tmp_path / "house"), by=None)
    run_map(as_of=date(2027, 1, 1), by=None)
    for name, agency in (("ani", "6711"), ("citra", "6771")):
        user = create_user(username=name, name=name.title(), password=None, by=None)
        add_member(user=user, agency=Agency.objects.get(pk=agency), role="planner", starts_on=date(2026, 1, 1), by=None)


def web() -> psycopg.Connection:
    """A connection of the pages' role, as psql would open it."""
    given = connections["default"].get_connection_params()
    return psycopg.connect(**{k: given[k] for k in ("host", "port", "user", "password", "dbname") if given.get(k)})


def speak(cursor: psycopg.Cursor, scope: Scope) -> None:
    for name, value in settings_of(scope).items():
        cursor.execute("SELECT set_config(%s, %s, true)", [f"betang.{name}", value])


def test_without_a_scope_every_table_is_empty_and_refuses_writes(house: None, subtests: pytest.Subtests) -> None:
    for connect in (web, owner):  # the walls bind the owner too
        with connect() as other:
            for table in [*walled(), *OF_SIGNING_IN]:
                with subtests.test(f"{connect.__name__} {table}"):
                    assert other.execute(
                        sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
                    ).fetchone() == (0,)
                    assert gone(other, table) == 0
                    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"row-level security|denied"):
                        copied(other, table)
                    other.rollback()


def gone(other: psycopg.Connection, table: str) -> int:
    """How many rows a DELETE takes; the trail refuses the command itself."""
    try:
        with other.transaction(force_rollback=True):
            return other.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table))).rowcount
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.RestrictViolation):
        return 0


def copied(other: psycopg.Connection, table: str) -> None:
    """Try to add a row; the row itself does not matter, a wall speaks before any other rule."""
    names = [
        name
        for (name,) in other.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped",
            [table],
        )
    ]
    listed = sql.SQL(", ").join(map(sql.Identifier, names))
    nulls = sql.SQL(", ").join(sql.SQL("NULL") for _ in names)
    with other.transaction(force_rollback=True):
        other.execute(sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(sql.Identifier(table), listed, nulls))


def test_under_one_agencys_scope_only_its_rows_are_there(house: None, subtests: pytest.Subtests) -> None:
    with web() as other, other.cursor() as cursor:
        speak(cursor, KATINGAN)
        for model in apps.get_models():
            if model._meta.db_table in walled() and "agency" in {f.name for f in model._meta.concrete_fields}:
                with subtests.test(model._meta.label):
                    table = model._meta.db_table
                    if table in {"needs_publishedrow", "agencies_tablerevision", "agencies_boundary"}:
                        continue  # made to cross the wall, or nobody's
                    found = {row[0] for row in rows(cursor, f"SELECT DISTINCT agency_id FROM {table}")}
                    assert found <= {"6711", None}
        assert rows(cursor, "SELECT count(*) FROM people_person") == [(3,)]
        assert rows(cursor, "SELECT DISTINCT m.user_id IS NOT NULL FROM agencies_member m") == [(True,)]
        assert rows(cursor, "SELECT username FROM agencies_user") == [("ani",)]


def test_under_one_agencys_scope_no_other_row_can_be_written(house: None) -> None:
    with web() as other, other.cursor() as cursor:
        speak(cursor, KATINGAN)
        cursor.execute("UPDATE people_person SET rank = 'IV/e'")
        assert cursor.rowcount == 3
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.execute("UPDATE people_unit SET agency_id = '6771' WHERE code = 'U2'")
        other.rollback()
        speak(cursor, KATINGAN)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.execute("INSERT INTO programs_budget (agency_id, purpose, amount) VALUES ('6771', 'all', 1)")


def test_reading_rights_alone_write_nothing(house: None) -> None:
    leader = Scope("user", user=1, figures=frozenset({"6711"}), people=frozenset({"6711"}))
    with web() as other, other.cursor() as cursor:
        speak(cursor, leader)
        assert rows(cursor, "SELECT count(*) FROM people_person") == [(3,)]
        cursor.execute("UPDATE people_person SET rank = 'IV/e'")
        assert cursor.rowcount == 0


def test_what_proves_who_somebody_is_is_seen_by_nobody_else(house: None) -> None:
    ani, citra = (armed(User.objects.get(username=name)) for name in ("ani", "citra"))
    planner = replace(KATINGAN, user=ani.pk, members=frozenset({"6711", "6771"}))
    with web() as other, other.cursor() as cursor:
        speak(cursor, planner)
        assert rows(cursor, "SELECT user_id FROM mfa_authenticator") == [(ani.pk,)]
        cursor.execute("UPDATE mfa_authenticator SET data = '{}'")
        assert cursor.rowcount == 1
        cursor.execute(f"DELETE FROM mfa_authenticator WHERE user_id = {citra.pk}")
        assert cursor.rowcount == 0
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            cursor.execute(f"UPDATE mfa_authenticator SET user_id = {citra.pk}")
        other.rollback()
        speak(cursor, DOOR)
        assert rows(cursor, "SELECT count(*) FROM mfa_authenticator") == [(2,)]


def test_an_employee_sees_one_person_and_nothing_of_the_others(house: None) -> None:
    one = Scope("user", user=1, figures=frozenset({"6711"}))
    with web() as other, other.cursor() as cursor:
        speak(cursor, Scope("house"))
        ((person,),) = rows(cursor, "SELECT id FROM people_person WHERE source_key = 'a2'")
        speak(cursor, one)
        assert rows(cursor, "SELECT count(*) FROM people_person") == [(0,)]
        cursor.execute("SELECT set_config('betang.persons', %s, true)", [f"{{{person}}}"])
        assert rows(cursor, "SELECT id FROM people_person") == [(person,)]
        for table in ("standards_assessment", "programs_training", "needs_persongap"):
            assert {row[0] for row in rows(cursor, f"SELECT person_id FROM {table}")} == {person}


def test_a_scope_ends_with_its_transaction_and_with_a_killed_connection(house: None) -> None:
    with web() as other:
        speak(other.cursor(), KATINGAN)
        assert other.execute("SELECT count(*) FROM people_person").fetchone() == (3,)
        other.commit()
        assert other.execute("SELECT count(*) FROM people_person").fetchone() == (0,)
        other.rollback()
    crashed = web()
    speak(crashed.cursor(), KATINGAN)
    crashed.close()  # in the middle of its transaction
    with web() as other:
        assert other.execute("SELECT count(*) FROM people_person").fetchone() == (0,)


def test_the_trail_is_only_added_to_even_by_its_owner(house: None) -> None:
    with owner() as other:
        other.execute("SET betang.kind = 'house'")
        assert other.execute("SELECT count(*) > 0 FROM agencies_auditevent").fetchone() == (True,)
        for statement in ("DELETE FROM agencies_auditevent", "UPDATE agencies_auditevent SET name = 'betang.x'"):
            with pytest.raises(psycopg.errors.RestrictViolation, match="append only"):
                other.execute(statement)
