"""A person's own record: all that is held of them, where it came from, and who looked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from django.db import connection
from django.db.models import Model, QuerySet

from betang.agencies.models import AuditEvent
from betang.agencies.scope import HOUSE, acting
from betang.agencies.viewers import Viewer
from betang.core.hours import Attended
from betang.core.tables import TABLES
from betang.needs.models import MapRun, Need, NeedStep, NotTraining, Objection
from betang.needs.queries import persons, runs
from betang.needs.queries.persons import Proof
from betang.people.models import Correction, GrantedPerson, Performance, Person, Unit
from betang.people.queries.corrections import own_corrections, own_person
from betang.programs.models import Obligation, Training
from betang.standards.models import Assessment

Plain = str | int | Decimal | date | None
"""A value of the dictionary."""

MODELS: Final[Mapping[str, type[Model]]] = MappingProxyType(
    {
        "people": Person,
        "performance": Performance,
        "assessments": Assessment,
        "training_history": Training,
        "obligations": Obligation,
        "needs": Need,
    }
)
"""The tables of a record, by their names in the dictionary."""

LOADED: Final = "betang.folder.loaded"
"""What the trail calls the load of a folder."""

_OTHER_NAMES: Final = {("people", "person"): "id", ("needs", "need"): "code"}
"""Columns that the model calls otherwise."""


@dataclass(frozen=True, slots=True)
class Record:
    """One person's rows by table of the dictionary, with what the map says of them and when each table came.

    `arrived`: the moment of the load that last replaced the table; absent where no load has told of it. `noes`: gaps
    that learning cannot close; `steps`: what became of each need; `objections`: what the person said to that.
    """

    person: Person
    rows: Mapping[str, Sequence[Model]]
    run: MapRun | None
    proofs: Sequence[Proof]
    corrections: Sequence[Correction]
    granted: Sequence[GrantedPerson]
    arrived: Mapping[str, datetime]
    noes: Sequence[NotTraining]
    steps: Sequence[NeedStep]
    objections: Sequence[Objection]


@dataclass(frozen=True, slots=True)
class Looks:
    """Some of the events about a person, the newest first, and how many there are."""

    rows: Sequence[AuditEvent]
    total: int


def own_record(*, user: Viewer) -> Record:
    """Everything that is held of the user. `NotFound` when no membership says which person of the register they are."""
    person = own_person(user=user)
    run = runs.published_run()
    rows: dict[str, Sequence[Model]] = {
        "people": [person],
        "performance": list(Performance.objects.filter(person=person).order_by("-year")),
        "assessments": list(
            Assessment.objects.filter(person=person).select_related("competency").order_by("-assessed_on", "id")
        ),
        "training_history": list(Training.objects.filter(person=person).select_related("program")),
        "obligations": list(Obligation.objects.filter(person=person).select_related("program")),
        "needs": list(Need.objects.filter(person=person).select_related("competency", "program", "unit")),
    }
    return Record(
        person=person,
        rows=rows,
        run=run,
        proofs=persons.proofs(run, person, user=user) if run is not None else (),
        corrections=own_corrections(user=user),
        granted=list(
            GrantedPerson.objects.filter(person=person)
            .select_related("grant", "grant__to_agency")
            .order_by("-grant__granted_at", "-grant")
        ),
        arrived=_arrived(),
        noes=list(NotTraining.objects.filter(person=person).select_related("competency")),
        steps=list(NeedStep.objects.filter(person_number=person.pk).select_related("by", "decision")),
        objections=list(Objection.objects.filter(person=person).select_related("answered_by")),
    )


def _arrived() -> dict[str, datetime]:
    """When a load last replaced each table.

    Loads are events of the whole house, which an employee may not read; that one happened, and when, tells of nobody.
    """
    with acting(HOUSE), connection.cursor() as cursor:
        cursor.execute(
            "SELECT name.held, max(e.at) FROM agencies_auditevent e, jsonb_object_keys(e.new->'tables') AS name(held) "
            "WHERE e.on_kind = 'folder' AND e.name = %s GROUP BY name.held",
            [LOADED],
        )
        return dict(cursor.fetchall())


def attended(record: Record) -> list[Attended]:
    """The trainings of a record as hours on a day; recognised hours where the record has them."""
    return [attendance(training) for training in record.rows["training_history"]]


def attendance(training: Any) -> Attended:
    """One training as hours on a day; recognised hours where the record has them."""
    counted = training.hours_counted
    return Attended(training.end or training.start, training.hours if counted is None else counted)


def field_of(table: str, column: str) -> Any:
    """The field of the model in which a column of the dictionary stands."""
    return MODELS[table]._meta.get_field(_OTHER_NAMES.get((table, column), column))


def as_dictionary(table: str, row: Model) -> dict[str, Plain]:
    """A row under the dictionary's column names: codes of units, our numbers of people as text."""
    return {column.name: value_of(table, row, column.name) for column in TABLES[table].columns}


def value_of(table: str, row: Model, column: str) -> Plain:
    """One value of a row, as the dictionary has it."""
    field = field_of(table, column)
    if field.is_relation and field.related_model is Unit:
        unit = getattr(row, field.name)
        return None if unit is None else str(unit.code)
    value: Plain = getattr(row, field.attname)
    is_person = (field.model is Person and field.primary_key) or (field.is_relation and field.related_model is Person)
    return str(value) if is_person and value is not None else value


def looks(*, own: bool, user: Viewer, first: int = 0, rows: int | None = None) -> Looks:
    """Events about the user's own record: their own (`own`), or everybody else's."""
    found = _about(user)
    found = found.filter(by_id=user.user.pk) if own else found.exclude(by_id=user.user.pk)
    return Looks(list(found[first : None if rows is None else first + rows]), found.count())


def _about(user: Viewer) -> QuerySet[AuditEvent]:
    number = user.own_record
    return AuditEvent.objects.filter(people__contains=[number]) if number is not None else AuditEvent.objects.none()
