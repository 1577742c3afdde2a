"""Bringing the records of a batch into the database beside what is there: foreseen first, then written.

Unlike a load (`agencies.actions.staging`), which replaces whole tables, a batch adds and changes rows of one agency and
says of each what it was before. An empty cell never erases what is known: it says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pyarrow as pa

from betang.agencies import arrow
from betang.agencies.actions.staging import Staging
from betang.agencies.frames import Frame, identity, quoted, resolved, same_key
from betang.intake import registry
from betang.intake.registry import Beside, Merge

_NOTED = 'INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new)'


@dataclass
class Merging(Staging):
    """One batch on its way in; use it inside a transaction, once. `agency`: the sender, `batch`: its number."""

    agency: str | None = None
    batch: int = 0
    foreseen: dict[str, dict[str, Any]] = field(default_factory=dict)
    _extras: set[str] = field(default_factory=set)
    _kept: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sender = "NULL" if self.agency is None else "'" + self.agency.replace("'", "''") + "'"

    def fill_extra(
        self, name: str, types: Mapping[str, str], schema: pa.Schema, batches: Iterable[pa.RecordBatch]
    ) -> None:
        """Copy what a reader gave besides the dictionary's tables into the temporary table `stage_<name>`."""
        self.forget_later(f"stage_{name}")
        arrow.stage(f"stage_{name}", types, schema, batches)
        self._extras.add(name)

    def holds_extra(self, name: str) -> bool:
        return name in self._extras

    @property
    def extras(self) -> frozenset[str]:
        return frozenset(self._extras)

    # ------------------------------------------------------------ what will happen

    def prepare(self, frame: Frame) -> None:
        """Make `new_<table>`: the staged rows in the database's columns, each once."""
        self.check_references(frame)
        rows = resolved(frame, self.merge(frame).spelled, self.sender)
        listed = ", ".join(quoted(name) for name in rows.columns)
        # The same thing may be said on many rows of a file; of a table with a key the first said stays.
        once = f"SELECT {listed} FROM ({rows.sql}) r" if not identity(frame) else _each_once(frame, listed, rows.sql)
        self.make(f"new_{frame.name}", self._with_beside(frame, once))

    def _with_beside(self, frame: Frame, once: str) -> str:
        """The staged rows with the columns that came beside them."""
        beside = self._beside(frame)
        if beside is None:
            return once
        keys = identity(frame)
        named = ", ".join(f"b.{quoted(column)}" for column in beside.columns)
        key = ", ".join(map(quoted, keys))
        rows = f"SELECT DISTINCT ON ({key}) * FROM ({beside.sql.format(agency=self.sender)}) x ORDER BY {key}"
        return f"SELECT r.*, {named} FROM ({once}) r LEFT JOIN ({rows}) b USING ({key})"

    def _beside(self, frame: Frame) -> Beside | None:
        beside = self.merge(frame).beside
        return beside if beside is not None and self.holds_extra(beside.source) else None

    def _columns(self, frame: Frame) -> list[str]:
        beside = self._beside(frame)
        return [*_columns(frame), *(beside.columns if beside else ())]

    def _others(self, frame: Frame) -> list[str]:
        """The columns that are not part of what a row is known by."""
        return [name for name in self._columns(frame) if name not in identity(frame)]

    def merge(self, frame: Frame) -> Merge:
        return registry.merge_of(frame.name)

    def foresee(self, frame: Frame) -> None:
        """Count what will be new, changed, unchanged and missing, and which columns change."""
        count = self._foresee_keyed if identity(frame) else self._foresee_alike
        self.foreseen[frame.name] = count(frame)

    def _foresee_keyed(self, frame: Frame) -> dict[str, Any]:
        others = self._others(frame)
        keeps, frozen = self._keeps(frame), self._frozen(frame)
        after = {column: _after(column, keeps) for column in others}
        differs = {column: f"t.{quoted(column)} IS DISTINCT FROM {value}" for column, value in after.items()}
        there = f"t.{_pk(frame)} IS NOT NULL"
        may = f"{there} AND NOT ({frozen})" if frozen != "false" else there
        counted = ", ".join(f"count(*) FILTER (WHERE {may} AND {test})" for test in differs.values())
        any_ = " OR ".join((*differs.values(), self.merge(frame).stirs))
        row = self.rows(
            f"SELECT count(*), count(*) FILTER (WHERE t.{_pk(frame)} IS NULL), "
            f"count(*) FILTER (WHERE {may} AND ({any_})), "
            f"count(*) FILTER (WHERE {there} AND ({frozen}) AND ({any_})){', ' + counted if counted else ''} "
            f"FROM new_{frame.name} n LEFT JOIN {frame.db_table} t ON {same_key(frame)}"
        )[0]
        rows, new, changed, kept, *by_column = row
        names = {place.stands_in: place.name for place in frame.places}
        fields = {names.get(column, column): times for column, times in zip(others, by_column, strict=True) if times}
        missing = self._count_missing(frame)
        unchanged = rows - new - changed - kept
        told = {"new": new, "changed": changed, "unchanged": unchanged, "missing": missing, "fields": fields}
        return told | ({"kept": kept} if kept else {})

    def _count_missing(self, frame: Frame) -> int:
        if self.merge(frame).whole_by:
            return int(self.rows(f"SELECT count(*) FROM {frame.db_table} t WHERE {self._gone(frame)}")[0][0])
        if not self.merge(frame).missing or self.agency is None:
            return 0
        return int(
            self.rows(
                f"SELECT count(*) FROM {frame.db_table} t WHERE t.agency_id = %(agency)s "
                f"AND NOT EXISTS (SELECT FROM new_{frame.name} n WHERE {same_key(frame)})",
                {"agency": self.agency},
            )[0][0]
        )

    def _foresee_alike(self, frame: Frame) -> dict[str, Any]:
        self._pair(frame)
        rows = int(self.rows(f"SELECT count(*) FROM new_{frame.name}")[0][0])
        fresh = int(self.rows(f"SELECT count(*) FROM fresh_{frame.name}")[0][0])
        changed = int(self.rows(f"SELECT count(*) FROM fresh_{frame.name} WHERE old_id IS NOT NULL")[0][0])
        kept = self._kept.get(frame.name, 0)
        told = {
            "new": fresh - changed,
            "changed": changed,
            "unchanged": rows - fresh - kept,
            "missing": self._count_missing(frame) if self.merge(frame).whole_by else 0,
            "fields": {},
        }
        return told | ({"kept": kept} if kept else {})

    # ------------------------------------------------------------ doing it

    def write(self, frame: Frame, *, on_insert: Mapping[str, str] | None = None) -> None:
        """Bring the rows of `new_<table>` in and note what each was before."""
        if self.merge(frame).whole_by:
            self._remove_gone(frame)
        if identity(frame):
            self._change_keyed(frame)
            absent = f"NOT EXISTS (SELECT FROM {frame.db_table} t WHERE {same_key(frame)})"
            self._add(frame, f"new_{frame.name}", absent, on_insert or {})
        else:
            self._pair(frame)
            self._change_alike(frame)
            self._add(frame, f"fresh_{frame.name}", "n.old_id IS NULL", on_insert or {})

    def _change_keyed(self, frame: Frame) -> None:
        others = self._others(frame)
        if not others:
            return
        keeps, frozen = self._keeps(frame), self._frozen(frame)
        setting = ", ".join(f"{quoted(column)} = {_after(column, keeps)}" for column in others)
        tests = [f"t.{quoted(column)} IS DISTINCT FROM {_after(column, keeps)}" for column in others]
        differs = " OR ".join((*tests, self.merge(frame).stirs))
        self._note_changed(
            frame, setting, f"new_{frame.name} n", f"{same_key(frame)} AND NOT ({frozen}) AND ({differs})"
        )

    def _change_alike(self, frame: Frame) -> None:
        columns = [quoted(name) for name in _columns(frame)]
        setting = ", ".join(f"{column} = n.{column}" for column in columns)
        self._note_changed(frame, setting, f"fresh_{frame.name} n", "t.id = n.old_id")

    def _note_changed(self, frame: Frame, setting: str, source: str, where: str) -> None:
        key, table = _pk(frame), frame.db_table
        self.run(
            f"WITH was AS MATERIALIZED (SELECT t.{key} AS key, to_jsonb(t.*) AS old "
            f"FROM {table} t, {source} WHERE {where}), "
            f"now AS (UPDATE {table} t SET {setting} FROM {source} WHERE {where} "
            f"RETURNING t.{key} AS key, to_jsonb(t.*) AS new) "
            f"{_NOTED} SELECT %(batch)s, %(agency)s, %(table)s, was.key::text, was.old, now.new "
            "FROM was JOIN now ON now.key = was.key",
            self._named(frame),
        )

    def _add(self, frame: Frame, source: str, where: str, on_insert: Mapping[str, str]) -> None:
        columns = [quoted(name) for name in self._columns(frame)]
        into = ", ".join([*columns, *map(quoted, on_insert)])
        values = ", ".join([*columns, *on_insert.values()])
        self.run(
            f"WITH now AS (INSERT INTO {frame.db_table} ({into}) SELECT {values} FROM {source} n WHERE {where} "
            f"RETURNING {_pk(frame)} AS key, to_jsonb({frame.db_table}.*) AS new) "
            f"{_NOTED} SELECT %(batch)s, %(agency)s, %(table)s, now.key::text, NULL, now.new FROM now",
            self._named(frame),
        )

    def _remove_gone(self, frame: Frame) -> None:
        self.run(
            f"WITH gone AS (DELETE FROM {frame.db_table} t WHERE {self._gone(frame)} "
            f"RETURNING t.{_pk(frame)} AS key, to_jsonb(t.*) AS old) "
            f"{_NOTED} SELECT %(batch)s, %(agency)s, %(table)s, gone.key::text, gone.old, NULL FROM gone",
            self._named(frame),
        )

    def _gone(self, frame: Frame) -> str:
        """Rows that are the same as a staged row in the columns `whole_by`, but are not staged and not kept."""
        by = " AND ".join(f"t.{quoted(c)} = n.{quoted(c)}" for c in self.merge(frame).whole_by)
        same = same_key(frame) if identity(frame) else _all_equal(frame)
        new = f"new_{frame.name}"
        return (
            f"EXISTS (SELECT FROM {new} n WHERE {by}) AND NOT EXISTS (SELECT FROM {new} n WHERE {same}) "
            f"AND NOT ({self._keeps(frame)})"
        )

    def _keeps(self, frame: Frame) -> str:
        return self.merge(frame).keeps.format(agency=self.sender)

    def _frozen(self, frame: Frame) -> str:
        return self.merge(frame).frozen.format(agency=self.sender)

    def _pair(self, frame: Frame) -> None:
        """Make `fresh_<table>` of a table without a key: staged rows that are not there, with the row each changes."""
        columns = [quoted(name) for name in _columns(frame)]
        listed = ", ".join(columns)
        new, fresh = f"new_{frame.name}", f"fresh_{frame.name}"
        # Only rows that could be the same as a staged one: of the same person, or of the same agency.
        nearby = self._nearby(frame)
        self.make(
            f"lone_{frame.name}",
            f"SELECT {listed} FROM {new} EXCEPT ALL SELECT {listed} FROM {frame.db_table} t {nearby}",
        )
        alike = [quoted(name) for name in self.merge(frame).alike]
        if not alike:
            self.make(fresh, f"SELECT {listed}, NULL::bigint AS old_id FROM lone_{frame.name}")
            return
        keyed = ", ".join(alike)
        left = (
            f"SELECT t.id, {keyed}, count(*) OVER (PARTITION BY {keyed}) AS among, ({self._frozen(frame)}) AS kept "
            f"FROM {frame.db_table} t {nearby} "
            f"AND NOT EXISTS (SELECT FROM {new} n WHERE {_all_equal(frame)})"
        )
        equal = " AND ".join(f"o.{c} IS NOT DISTINCT FROM n.{c}" for c in alike)
        self.make(
            fresh,
            "SELECT n.*, o.id AS old_id, coalesce(o.kept, false) AS kept "
            f"FROM (SELECT {listed}, count(*) OVER (PARTITION BY {keyed}) AS among FROM lone_{frame.name}) n "
            f"LEFT JOIN ({left}) o ON {equal} AND o.among = 1 AND n.among = 1",
        )
        self._kept[frame.name] = self.run(f"DELETE FROM {fresh} WHERE kept")

    def _nearby(self, frame: Frame) -> str:
        names = _columns(frame)
        now = f"WHERE NOT ({self.merge(frame).past})"
        for name in ("person_id", "agency_id"):
            if name in names:
                return f"{now} AND t.{name} IN (SELECT {name} FROM new_{frame.name})"
        return now

    def _named(self, frame: Frame) -> dict[str, Any]:
        return {"batch": self.batch, "agency": self.agency, "table": frame.name}

    def people(self) -> list[int]:
        """Our numbers of everybody whose record the batch has changed."""
        found = self.rows(
            """SELECT DISTINCT coalesce(CASE WHEN "table" = 'people' THEN key END, new->>'person_id', old->>'person_id')
               FROM intake_difference WHERE batch_id = %(batch)s""",
            {"batch": self.batch},
        )
        return [int(number) for (number,) in found if number is not None]


def _columns(frame: Frame) -> list[str]:
    return list(resolved(frame).columns)


def _after(column: str, keeps: str) -> str:
    """What a column holds afterwards: what is new where something is said, what was there otherwise."""
    t, n = f"t.{quoted(column)}", f"n.{quoted(column)}"
    if keeps == "false":
        return f"coalesce({n}, {t})"
    if keeps == "true":
        return f"coalesce({t}, {n})"
    return f"CASE WHEN {keeps} THEN coalesce({t}, {n}) ELSE coalesce({n}, {t}) END"


def _each_once(frame: Frame, listed: str, sql: str) -> str:
    """Each key once; what one row leaves out holds as another says it."""
    if frame.own_id:  # the reader has seen to it, and there may be very many
        return f"SELECT {listed} FROM ({sql}) r"
    key = [quoted(name) for name in identity(frame)]
    named = [
        name if name in key else f"(array_agg({name}) FILTER (WHERE {name} IS NOT NULL))[1] AS {name}"
        for name in listed.split(", ")
    ]
    return f"SELECT {', '.join(named)} FROM ({sql}) r GROUP BY {', '.join(key)}"


def _all_equal(frame: Frame) -> str:
    return " AND ".join(f"t.{quoted(c)} IS NOT DISTINCT FROM n.{quoted(c)}" for c in _columns(frame))


def _pk(frame: Frame) -> str:
    return quoted(str(frame.model._meta.pk.column))
