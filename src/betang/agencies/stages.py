"""From staged rows to rows of the database: SQL that turns the sender's keys into our ids, worked out from a frame."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from betang.agencies.frames import Frame, Place, quoted
from betang.core.tables import Kind


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
