"""A reference that arrives and its parent that goes never both succeed, however two transactions interleave."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest
from django.db import connection, transaction

from betang.connect.folder.actions import load
from betang.people.models import Person
from betang.standards.models import Assessment
from tests.small_house import write

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """Somebody of whom nothing is said yet."""
    load(folder=write(tmp_path / "house"), by=None)
    return Person.objects.get(source_key="p1")


@pytest.fixture
def elsewhere() -> Iterator[psycopg.Connection]:
    """A connection of somebody else."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        other.execute("SET betang.kind = 'house'")
        yield other


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def someone_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return bool(cursor.fetchone()[0])


class Statement(threading.Thread):
    """A statement of somebody else that may have to wait; `refused` is the constraint that ended it, if one did."""

    def __init__(self, other: psycopg.Connection, sql: str) -> None:
        super().__init__()
        self.other, self.sql = other, sql
        self.refused: str | None = None

    def run(self) -> None:
        try:
            self.other.execute(self.sql)
        except psycopg.errors.ForeignKeyViolation as error:
            self.refused = error.diag.constraint_name


def test_a_person_cannot_go_while_evidence_of_them_arrives(person: Person, elsewhere: psycopg.Connection) -> None:
    going = Statement(elsewhere, f"DELETE FROM people_person WHERE id = {person.pk}")
    with transaction.atomic():
        Assessment.objects.create(
            person=person,
            agency_id=person.agency_id,
            competency_id="M.01",
            level=3,
            assessed_on=date(2026, 1, 1),
            source="test",
        )
        going.start()
        until(someone_waits)
    going.join(60)
    assert going.refused == "assessments_person_key"
    assert Person.objects.filter(pk=person.pk).exists()


def test_evidence_cannot_arrive_while_its_person_goes(person: Person, elsewhere: psycopg.Connection) -> None:
    arriving = Statement(
        elsewhere,
        "INSERT INTO standards_assessment (person_id, agency_id, competency_id, level, assessed_on, source) "
        f"VALUES ({person.pk}, '{person.agency_id}', 'M.01', 3, '2026-01-01', 'test')",
    )
    with transaction.atomic():
        Person.objects.filter(pk=person.pk)._raw_delete("default")
        arriving.start()
        until(someone_waits)
    arriving.join(60)
    assert arriving.refused == "assessments_person_key"
    assert not Assessment.objects.filter(person_id=person.pk).exists()
