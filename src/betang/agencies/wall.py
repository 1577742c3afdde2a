"""The walls: row-level security, declared beside the table it guards.

    Wall(name="people_wall", read=("people:agency", "persons:id"), write=("edit:agency",))

reads: a row is visible where its agency is one whose people the scope may see, or where it is one of the single people
the scope reaches; it is written where its agency is one the scope may edit. The house passes everywhere. A term is
`right:field` (`TERMS`) or a word (`WORDS`); `a&b` asks for both. Every command has its own forced policy.

Settings are read through a scalar subselect, once a statement: read for each row they would cost six times as much.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS
from django.db.models.constraints import BaseConstraint

_RIGHTS: Final = ("figures", "people", "edit", "enters", "members", "grants", "trail", "validate", "decide", "confirm")
_LIST: Final = "{column} = ANY ((SELECT betang_codes('betang.{right}'))::text[])"
TERMS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{right: _LIST.replace("{right}", right) for right in _RIGHTS},
        "persons": "{column} = ANY ((SELECT betang_codes('betang.persons'))::bigint[])",
        "partners": "{column} = ANY ((SELECT betang_codes('betang.partners'))::bigint[])",
        "offices": "{column} = ANY ((SELECT betang_codes('betang.offices'))::bigint[])",
        "about": "{column} && (SELECT betang_codes('betang.persons'))::bigint[]",
        "self": "{column} = (SELECT betang_user())",
        "common": "{column} IS NULL",
        "member": "EXISTS (SELECT FROM agencies_member m WHERE m.user_id = {column})",
        "sent": "EXISTS (SELECT FROM intake_batch b WHERE b.id = {column} "
        "AND b.received_by_id = (SELECT betang_user()))",
        "grant": "EXISTS (SELECT FROM agencies_grant g WHERE g.id = {column})",
        "granting": "{column} IN (SELECT g.agency_id FROM agencies_grant g)",
        "unit_of_persons": "{column} IN (SELECT p.unit_id FROM people_person p "
        "WHERE p.id = ANY ((SELECT betang_codes('betang.persons'))::bigint[]))",
        "target_of_offices": "{column} IN (SELECT t.code FROM targets_target t "
        "WHERE t.unit_id = ANY ((SELECT betang_codes('betang.offices'))::bigint[]))",
    }
)
"""Terms that speak of a column. Those that ask another table go through the wall of that table."""

WORDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "door": "(SELECT betang_kind()) = 'door'",
        "signed_in": "(SELECT betang_kind()) = 'user'",
        "anyone": "(SELECT betang_kind()) IN ('door', 'user')",
        "province": "(SELECT current_setting('betang.province', true)) = 'on'",
    }
)
"""Terms that speak of the scope alone."""

HOUSE: Final = "(SELECT betang_kind()) = 'house'"
OF_SIGNING_IN: Final = (
    "account_emailaddress",
    "account_emailconfirmation",
    "mfa_authenticator",
    "socialaccount_socialaccount",
    "socialaccount_socialtoken",
    "usersessions_usersession",
)
"""Tables of others with a wall of ours (migration 0011): a user reaches the own rows, the door and the house all."""
NEVER: Final = ("never",)
"""Not even the house: for a table that is only added to."""

FUNCTIONS: Final = """
CREATE FUNCTION betang_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(current_setting('betang.kind', true), '') $$;
CREATE FUNCTION betang_user() RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT nullif(current_setting('betang.user', true), '')::bigint $$;
CREATE FUNCTION betang_codes(setting text) RETURNS text[] LANGUAGE sql STABLE PARALLEL SAFE AS
    $$ SELECT coalesce(nullif(current_setting(setting, true), ''), '{}')::text[] $$;
"""
"""What the policies ask; made by the first migration that has walls."""


class Wall(BaseConstraint):
    """Row policies of a table, one for each command, binding its owner too.

    `read`, `add`, `change` and `remove` are terms of which one must hold; `write` stands for the last three. No term:
    the house alone.
    """

    def __init__(
        self,
        *,
        name: str,
        read: Collection[str] = (),
        write: Collection[str] = (),
        add: Collection[str] | None = None,
        change: Collection[str] | None = None,
        remove: Collection[str] | None = None,
    ) -> None:
        super().__init__(name=name)
        self.read = tuple(read)
        self.add = tuple(write if add is None else add)
        self.change = tuple(write if change is None else change)
        self.remove = tuple(write if remove is None else remove)

    def create_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        read, add, change, remove = (
            _condition(model, terms) for terms in (self.read, self.add, self.change, self.remove)
        )
        return (
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;\n"
            f"CREATE POLICY {self.name}_read ON {table} FOR SELECT USING ({read});\n"
            f"CREATE POLICY {self.name}_add ON {table} FOR INSERT WITH CHECK ({add});\n"
            f"CREATE POLICY {self.name}_change ON {table} FOR UPDATE USING ({change}) WITH CHECK ({change});\n"
            f"CREATE POLICY {self.name}_remove ON {table} FOR DELETE USING ({remove})"
        )

    def constraint_sql(self, model: Any, schema_editor: Any) -> None:  # type: ignore[override]  # Django skips None
        # A policy may ask a table that is made later in the same migration: wait until its end.
        schema_editor.deferred_sql.append(self.create_sql(model, schema_editor))

    def remove_sql(self, model: Any, schema_editor: Any) -> str:
        table = schema_editor.quote_name(model._meta.db_table)
        parts = ("read", "add", "change", "remove")
        dropped = "".join(f"DROP POLICY {self.name}_{part} ON {table};\n" for part in parts)
        return f"{dropped}ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY"

    def validate(
        self, model: Any, instance: Any, exclude: Collection[str] | None = None, using: str = DEFAULT_DB_ALIAS
    ) -> None:
        """Nothing to say before the database does: a wall is about who asks."""

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        path, args, kwargs = super().deconstruct()
        kwargs |= {"read": self.read, "add": self.add, "change": self.change, "remove": self.remove}
        return path, args, kwargs

    def __eq__(self, other: object) -> bool:
        if type(other) is type(self):
            return self.deconstruct() == other.deconstruct()
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.name, self.read, self.add, self.change, self.remove))


def _condition(model: Any, terms: Collection[str]) -> str:
    if tuple(terms) == NEVER:
        return "false"
    return " OR ".join([HOUSE, *(" AND ".join(_term(model, part) for part in term.split("&")) for term in terms)])


def _term(model: Any, term: str) -> str:
    right, _, field = term.partition(":")
    if not field:
        return WORDS[right]
    column = f"{model._meta.db_table}.{model._meta.get_field(field).column}"
    return TERMS[right].replace("{column}", column)
