"""How the tables of the dictionary stand in the database: the map between the two, and SQL that reads along it.

A `Frame` is worked out from the model: a dictionary column is a column of the same name, a foreign key to a
natural key, a foreign key to a unit (the file has agency and code, we have an id) or to a person (the file has the
sender's key, we have an id).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

import pyarrow as pa
from django.db import models

from betang.agencies.models import Agency
from betang.core.tables import TABLES, Column, Kind, Table

Holds = Literal["value", "unit", "person"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where one column of the dictionary stands: the database's column and what that holds."""

    column: Column
    stands_in: str
    holds: Holds

    @property
    def name(self) -> str:
        return self.column.name


@dataclass(frozen=True)
class Frame:
    """One table of the dictionary and the model that keeps it.

    `fields` names the model's field where it is not called as in the dictionary. With `own_id`, rows
    are known by a number of our own instead of the dictionary's key (`units`, `people`). `counts`: SQL over a row `t`;
    where it does not hold, the row is kept here but is none of the dictionary's table.
    """

    name: str
    model: type[models.Model]
    fields: Mapping[str, str] = field(default_factory=dict)
    own_id: bool = False
    counts: str = ""

    @property
    def table(self) -> Table:
        return TABLES[self.name]

    @property
    def db_table(self) -> str:
        return self.model._meta.db_table

    @property
    def has_agency(self) -> bool:
        """Whether every row (or, for standards, some) belongs to one agency's room."""
        return any(f.name == "agency" for f in self.model._meta.fields)

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return tuple(self._place(column) for column in self.table.columns)

    @property
    def arrow_types(self) -> dict[str, pa.DataType]:
        """The dictionary's columns in Arrow types, in its order."""
        return {column.name: _arrow_type(column) for column in self.table.columns}

    @property
    def arrow_types_with_numbers(self) -> dict[str, pa.DataType]:
        """The same with people as whole numbers, which engines join faster than text."""
        numbers = {place.name for place in self.places if place.holds == "person" or place.stands_in == "id"}
        return self.arrow_types | dict.fromkeys(numbers, pa.int64())

    def _place(self, column: Column) -> Place:
        model_field: Any = self.model._meta.get_field(self.fields.get(column.name, column.name))
        holds: Holds = "value"
        if model_field.is_relation:
            related = model_field.related_model._meta.label
            holds = "unit" if related == "people.Unit" else "person" if related == "people.Person" else "value"
        return Place(column, model_field.column, holds)


_ARROW: Mapping[Kind, pa.DataType] = {
    Kind.ID: pa.string(),
    Kind.TEXT: pa.string(),
    Kind.INTEGER: pa.int64(),
    Kind.DECIMAL: pa.float64(),
    Kind.DATE: pa.date32(),
    Kind.BOOLEAN: pa.bool_(),
}


def _arrow_type(column: Column) -> pa.DataType:
    return pa.decimal128(18, column.places) if column.places is not None else _ARROW[column.kind]


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def select(frame: Frame, *, of_agency: bool = False, ordered: bool = False, only: Collection[str] | None = None) -> str:
    """SQL for the rows of `frame` as the dictionary has them; `person` is our id. Columns not in `only` are NULL.

    With `of_agency` the SQL takes the parameter %(agency)s and leaves out rows of other agencies (common ones stay);
    a reference to somebody or something of another agency is left empty.
    """
    joins = [
        f"LEFT JOIN people_unit u_{place.name} ON u_{place.name}.id = t.{quoted(place.stands_in)}"
        for place in frame.places
        if place.holds == "unit"
    ]
    columns = ", ".join(
        f"{_read(frame, place, of_agency=of_agency) if only is None or place.name in only else 'NULL'}"
        f" AS {quoted(place.name)}"
        for place in frame.places
    )
    wanted = (_of_agency(frame) if of_agency and frame.has_agency else "", frame.counts)
    said = " AND ".join(f"({one})" for one in wanted if one)
    where = f" WHERE {said}" if said else ""
    order = f" ORDER BY {_order(frame)}" if ordered else ""
    return f"SELECT {columns} FROM {frame.db_table} t {' '.join(joins)}{where}{order}"


def _read(frame: Frame, place: Place, *, of_agency: bool) -> str:
    column = f"t.{quoted(place.stands_in)}"
    if place.stands_in == "id":
        return "t.id::text"
    if place.holds == "unit":
        return f"u_{place.name}.code"
    if of_agency and _is_self_reference(frame, place):
        key = frame.model._meta.pk.column
        column = f"(SELECT r.{key} FROM {frame.db_table} r WHERE r.{key} = {column} AND r.agency_id = t.agency_id)"
    as_text = place.holds == "person" or place.column.kind is Kind.BOOLEAN  # true and false, not t and f
    return f"{column}::text" if as_text else column


def _is_self_reference(frame: Frame, place: Place) -> bool:
    return any(
        f.column == place.stands_in and f.is_relation and f.related_model is frame.model
        for f in frame.model._meta.fields
    )


def _of_agency(frame: Frame) -> str:
    own = "t.agency_id = %(agency)s"
    agency: Any = frame.model._meta.get_field("agency")
    if agency.null:
        own = f"({own} OR t.agency_id IS NULL)"
    # A person may have moved away since; what is said of them then belongs to the other agency's folder.
    return own + "".join(
        f" AND (t.{quoted(place.stands_in)} IS NULL OR EXISTS (SELECT 1 FROM people_person p"
        f" WHERE p.id = t.{quoted(place.stands_in)} AND p.agency_id = %(agency)s))"
        for place in frame.places
        if place.holds == "person" and frame.table.name == "needs"
    )


def _order(frame: Frame) -> str:
    by = frame.table.key or tuple(column.name for column in frame.table.columns if column.required)
    numbers = {place.name: f"t.{quoted(place.stands_in)}" for place in frame.places}
    return ", ".join([numbers[name] for name in by] + ([] if frame.table.key else ["t.id"]))


# ---------------------------------------------------------------- from staged rows to rows


@dataclass(frozen=True, slots=True)
class Resolved:
    """The database's columns of a table, and the query that gives the staged rows in them."""

    columns: Sequence[str]
    sql: str


def resolved(frame: Frame, spelled: Mapping[str, str] | None = None, sender: str | None = None) -> Resolved:
    """The staged rows with the database's columns: sender's keys have become our ids.

    `spelled`: columns that are worked out otherwise, as SQL over the staged row `s` and its look-ups. `sender`: the
    agency of rows that name neither one nor a person, as SQL, where it is not that of the target they speak of.
    """
    values: dict[str, str] = {}
    for place in frame.places:
        if place.holds != "value":
            values[place.stands_in] = f"{alias_of(place)}.id"
        elif place.column.kind is Kind.DECIMAL:
            values[place.stands_in] = f"trim_scale(s.{quoted(place.name)})"
        else:
            values[place.stands_in] = f"s.{quoted(place.name)}"
    if frame.own_id:
        values["id"] = "own.id"
        if "source_key" in {f.name for f in frame.model._meta.fields}:
            values["source_key"] = "own.source_key"
    if frame.has_agency:
        values["agency_id"] = _agency(frame, sender)
    values |= spelled or {}
    listed = ", ".join(f"{value} AS {quoted(column)}" for column, value in values.items())
    return Resolved(tuple(values), f"SELECT {listed} FROM stage_{frame.name} s {lookups(frame, sender)}")


def _agency(frame: Frame, sender: str | None) -> str:
    """The agency of a row: as the file says, or that of the person or target it speaks of."""
    names = frame.table.names
    return "s.agency" if "agency" in names else "p_person.agency" if "person" in names else sender or "target.agency_id"


def lookups(frame: Frame, sender: str | None) -> str:
    """Joins from the sender's keys to our ids (temporary tables of `people.actions.identify`)."""
    joins = []
    if frame.has_agency and _agency(frame, sender) == "target.agency_id":
        joins.append("LEFT JOIN targets_target target ON target.code = s.target")
    if frame.own_id:
        match = "own.key = s.person" if frame.name == "people" else "(own.agency, own.code) = (s.agency, s.unit)"
        joins.append(f"JOIN {'person' if frame.name == 'people' else 'unit'}_ids own ON {match}")
    for place in sorted(frame.places, key=lambda place: place.holds != "person"):
        alias, value = alias_of(place), f"s.{quoted(place.name)}"
        if place.holds == "person":
            joins.append(f"LEFT JOIN person_ids {alias} ON {alias}.key = {value}")
        elif place.holds == "unit":
            joins.append(
                f"LEFT JOIN unit_ids {alias} ON {alias}.agency = {_agency(frame, sender)} AND {alias}.code = {value}"
            )
    return " ".join(joins)


def alias_of(place: Place) -> str:
    """What the look-up of a place is called in the query."""
    return f"{place.holds[0]}_{place.name}"


def identity(frame: Frame) -> tuple[str, ...]:
    """The database's columns by which a row is known again; none: equal rows are the same row."""
    if frame.own_id:
        return ("id",)
    by_name = {place.name: place.stands_in for place in frame.places}
    return tuple(by_name[name] for name in frame.table.key)


def same_key(frame: Frame) -> str:
    """The condition under which the row `t` of the database and the staged row `n` are the same one."""
    nullable = {f.column for f in frame.model._meta.fields if f.null}
    return " AND ".join(
        # Not IS NOT DISTINCT FROM, which PostgreSQL cannot hash; no key is ever an empty text.
        f"coalesce(t.{quoted(c)}::text, '') = coalesce(n.{quoted(c)}::text, '')"
        if c in nullable
        else f"t.{quoted(c)} = n.{quoted(c)}"
        for c in identity(frame)
    )


def label(frame: Frame) -> str:
    """How a problem names a row of the database to the person who sent the folder."""
    if frame.name == "people":
        return "t.source_key"
    return f"t.{quoted(next(place.stands_in for place in frame.places if place.name == frame.table.key[-1]))}::text"


FRAMES = (Frame("agencies", Agency, fields={"agency": "code"}),)
