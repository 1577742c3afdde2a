"""Replacing whole tables of the dictionary, all or nothing, inside one transaction of the caller.

    fill     COPY into temporary tables, so that a wall of row policies on the real ones never sees a COPY
    place    changed rows are updated, new ones inserted; rows that stay keep their id
    trim     rows that the new tables no longer have are deleted, unless something kept still refers to them

Each room runs `place` and `trim` over its own frames (`RoomTables`); the story's order makes references point at
rows that are already there, and its reverse deletes what refers before what is referred to. Nothing is raised on
the way: problems collect, so that the sender sees all of them at once, and the caller rolls back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa
from django.db import connection
from django.db.models import CASCADE, DO_NOTHING, Model

from betang.agencies import arrow
from betang.agencies.frames import Frame, Place, alias_of, identity, label, lookups, quoted, resolved, same_key
from betang.core.errors import PROBLEM_LIMIT
from betang.core.tables import TABLES, Kind

_TYPES: Mapping[Kind, str] = {
    Kind.ID: "text",
    Kind.TEXT: "text",
    Kind.INTEGER: "bigint",
    Kind.DECIMAL: "numeric",
    Kind.DATE: "date",
    Kind.BOOLEAN: "boolean",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What replacing one table did, in rows."""

    table: str
    added: int
    changed: int
    removed: int
    rows: int


@dataclass(frozen=True, slots=True)
class Found:
    """Something wrong that only the database could see. `where` leads to the rows of the file, if any say it."""

    table: str
    column: str
    value: str
    code: str
    message: str
    where: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Count:
    added: int = 0
    changed: int = 0
    removed: int = 0
    rows: int = 0


@dataclass
class Staging:
    """The tables of one load on their way into the database. Use it inside a transaction, once.

    `keys_of_ours` says that `person` columns hold our own ids (the folder was exported from this database); `sender` is
    the agency of rows that name none (`resolved`); `names` are the dictionary's words for the models, for problems that
    speak of rows outside the folder.
    """

    keys_of_ours: bool = False
    sender: str | None = None
    names: Mapping[type[Model], str] = field(default_factory=dict)
    problems: list[Found] = field(default_factory=list)
    total_problems: int = 0
    _counts: dict[str, _Count] = field(default_factory=dict)
    _fresh: set[str] = field(default_factory=set)
    _made: list[str] = field(default_factory=list)

    @property
    def changes(self) -> tuple[Change, ...]:
        return tuple(
            Change(name, count.added, count.changed, count.removed, count.rows) for name, count in self._counts.items()
        )

    def holds(self, table: str) -> bool:
        return table in self._counts

    def make(self, name: str, select: str) -> int:
        """Keep the rows of a query in the temporary table `name` until the load is over; how many there are."""
        self._made.append(name)
        rows = self.run(f"CREATE TEMPORARY TABLE {name} ON COMMIT DROP AS {select}")
        self.run(f"ANALYZE {name}")
        return rows

    def forget_later(self, name: str) -> None:
        """Have a temporary table that was made otherwise dropped with the others."""
        self._made.append(name)

    def clear(self) -> None:
        """Drop what is left on the way; the end of the transaction would, too, but may be far off."""
        self.run("SET CONSTRAINTS ALL IMMEDIATE")
        self.run("SET CONSTRAINTS ALL DEFERRED")
        for name in self._made:
            self.run(f"DROP TABLE {name}")
        self._made.clear()

    def run(self, sql: str, params: Mapping[str, str | int | None] | None = None) -> int:
        """Run one statement; the number of rows it touched."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return int(cursor.rowcount)

    def rows(self, sql: str, params: Mapping[str, str | int | None] | None = None) -> list[tuple[Any, ...]]:
        """The rows of one query."""
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return list(cursor.fetchall())

    def problem(self, found: Found, *, rows: int = 1) -> None:
        """Note what is wrong, standing in `rows` rows of the folder."""
        self.total_problems += rows
        if len(self.problems) < PROBLEM_LIMIT:
            self.problems.append(found)

    # ------------------------------------------------------------ fill

    def fill(self, table: str, schema: pa.Schema, batches: Iterable[pa.RecordBatch]) -> None:
        """Copy rows, typed and checked as the dictionary says, into the temporary table `stage_<table>`."""
        types = {column.name: _TYPES[column.kind] for column in TABLES[table].columns}
        self._made.append(f"stage_{table}")
        self._counts[table] = _Count(rows=arrow.stage(f"stage_{table}", types, schema, batches))

    # ------------------------------------------------------------ place

    def place(self, frame: Frame, *, on_insert: Mapping[str, str] | None = None) -> None:
        """Bring the staged rows of `frame` in. `on_insert`: further columns of new rows, as SQL over `n`."""
        self.check_references(frame)
        if self.problems:
            return
        count = self._counts[frame.name]
        rows = resolved(frame)
        columns = [quoted(name) for name in rows.columns]
        listed = ", ".join(columns)
        insert = f"INSERT INTO {frame.db_table} ({listed}{_names(on_insert)})"
        if not self.rows(f"SELECT 1 FROM {frame.db_table} LIMIT 1"):
            self._fresh.add(frame.name)
            count.added = self.run(f"{insert} SELECT {listed}{_values(on_insert)} FROM ({rows.sql}) n")
            return
        self.make(f"new_{frame.name}", rows.sql)
        if not identity(frame):
            missing = f"SELECT {listed} FROM new_{frame.name} EXCEPT ALL SELECT {listed} FROM {frame.db_table}"
            count.added = self.run(f"{insert} SELECT {listed}{_values(on_insert)} FROM ({missing}) n")
            return
        same = same_key(frame)
        others = [name for name in columns if name.strip('"') not in identity(frame)]
        if others:
            changed = ", ".join(f"{name} = n.{name}" for name in others)
            old, new = (", ".join(f"{alias}.{name}" for name in others) for alias in "tn")
            count.changed = self.run(
                f"UPDATE {frame.db_table} t SET {changed} FROM new_{frame.name} n "
                f"WHERE {same} AND ROW({old}) IS DISTINCT FROM ROW({new})"
            )
        count.added = self.run(
            f"{insert} SELECT {listed}{_values(on_insert)} FROM new_{frame.name} n "
            f"WHERE NOT EXISTS (SELECT 1 FROM {frame.db_table} t WHERE {same})"
        )

    def check_references(self, frame: Frame) -> None:
        """References to tables that are not part of this load must lead to rows of the database."""
        checked = {reference.columns[-1]: reference for reference in frame.table.references}
        for place in frame.places:
            reference = checked.get(place.name)
            if place.holds == "unit" and not (frame.own_id and place.name == "unit"):
                self._check_reference(frame, place, "units", "unknown_unit" if reference is None else reference.code)
            elif reference is not None and not self.holds(reference.table):
                self._check_reference(frame, place, reference.table, reference.code)

    def _check_reference(self, frame: Frame, place: Place, table: str, code: str) -> None:
        name = quoted(place.name)
        if place.holds == "value":
            target: Any = frame.model._meta.get_field(frame.fields.get(place.name, place.name))
            missing = (
                f"NOT EXISTS (SELECT 1 FROM {target.related_model._meta.db_table} r "
                f"WHERE r.{target.target_field.column} = s.{name})"
            )
        else:
            missing = f"{alias_of(place)}.id IS NULL"
        # A unit's code is only a name inside its government, so that is needed to find the row again.
        by = (
            [place.name]
            if place.holds != "unit"
            else ["agency" if "agency" in frame.table.names else "target", place.name]
        )
        listed = ", ".join(f"s.{quoted(column)}" for column in by)
        message = "is not in {}".format(table if self.holds(table) else f"{table} of the database")
        for *key, rows in self.rows(
            f"SELECT {listed}, count(*) FROM stage_{frame.name} s {lookups(frame, self.sender)} "
            f"WHERE s.{name} IS NOT NULL AND {missing} GROUP BY {listed} ORDER BY {listed} LIMIT {PROBLEM_LIMIT}"
        ):
            where = tuple(zip(by, key, strict=True))
            self.problem(Found(frame.name, place.name, key[-1], code, message, where), rows=rows)

    # ------------------------------------------------------------ trim

    def trim(self, frame: Frame) -> None:
        """Delete the rows that the staged table no longer has; a row that is still referred to is a problem."""
        if frame.name in self._fresh or self.problems:
            return
        if not identity(frame):
            self._counts[frame.name].removed = self._trim_repeatable(frame)
            return
        key = frame.model._meta.pk.column
        gone = f"gone_{frame.name}"
        found = self.make(
            gone,
            f"SELECT t.{key} AS key, {label(frame)} AS label FROM {frame.db_table} t "
            f"WHERE NOT EXISTS (SELECT 1 FROM new_{frame.name} n WHERE {same_key(frame)})",
        )
        if not found or self.still_referred_to(frame, gone):
            return
        removed = self.run(f"DELETE FROM {frame.db_table} t USING {gone} g WHERE t.{key} = g.key")
        self._counts[frame.name].removed = removed

    def still_referred_to(self, frame: Frame, gone: str) -> bool:
        """Whether rows that stay refer to rows that go; their loss must be asked for, not suffered."""
        before = self.total_problems
        relation: Any
        for relation in frame.model._meta.related_objects:
            if relation.on_delete is DO_NOTHING or relation.related_model is frame.model:
                continue
            table, column = relation.related_model._meta.db_table, quoted(relation.field.column)
            if relation.on_delete is CASCADE:
                self.run(f"DELETE FROM {table} c USING {gone} g WHERE c.{column} = g.key")
                continue
            for said, count in self.rows(
                f"SELECT g.label, count(*) FROM {table} c JOIN {gone} g ON g.key = c.{column} GROUP BY 1 ORDER BY 1"
            ):
                kept = self.names.get(relation.related_model, relation.related_model._meta.label_lower)
                message = f"is not in the folder, but {count} rows of {kept} that stay refer to it"
                self.problem(Found(frame.name, frame.table.key[-1], said, "still_referred_to", message))
        return self.total_problems > before

    def _trim_repeatable(self, frame: Frame) -> int:
        """Of a table without a key: delete as many equal rows as there are too many, the newest first."""
        columns = [quoted(place_name) for place_name in resolved(frame).columns]
        listed = ", ".join(columns)
        nullable = {quoted(str(f.column)) for f in frame.model._meta.fields if f.null}
        same = " AND ".join(
            f"coalesce(t.{c}::text, '') = coalesce(e.{c}::text, '')" if c in nullable else f"t.{c} = e.{c}"
            for c in columns
        )
        ours = ", ".join(f"t.{c}" for c in columns)
        surplus = f"SELECT {listed} FROM {frame.db_table} EXCEPT ALL SELECT {listed} FROM new_{frame.name}"
        return self.run(f"""
            DELETE FROM {frame.db_table} WHERE id IN (
                SELECT id FROM (
                    SELECT t.id, e.n, row_number() OVER (PARTITION BY {ours} ORDER BY t.id DESC) AS place
                    FROM {frame.db_table} t
                    JOIN (SELECT {listed}, count(*) AS n FROM ({surplus}) x GROUP BY {listed}) e ON {same}
                ) y WHERE place <= n)""")


@dataclass(frozen=True)
class RoomTables:
    """The tables one room owns, in the order in which references point back."""

    frames: tuple[Frame, ...]
    on_insert: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def place(self, staging: Staging) -> None:
        for frame in self.frames:
            if staging.holds(frame.name):
                staging.place(frame, on_insert=self.on_insert.get(frame.name))

    def finish(self) -> None:
        """What new rows need besides what was sent of them."""

    def trim(self, staging: Staging) -> None:
        for frame in reversed(self.frames):
            if staging.holds(frame.name):
                staging.trim(frame)


def _names(on_insert: Mapping[str, str] | None) -> str:
    return "".join(f", {quoted(name)}" for name in on_insert or ())


def _values(on_insert: Mapping[str, str] | None) -> str:
    return "".join(f", {value}" for value in (on_insert or {}).values())
