"""Workers die; what they were doing is found and done, once, with the same result."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection, connections, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from betang.agencies.locks import hold_record
from betang.agencies.models import AuditEvent
from betang.agencies.scope import HOUSE, acting
from betang.connect.folder.actions import load
from betang.core.params import parameters_from
from betang.needs.actions import request_map, run_map, sweep_runs, work_map
from betang.needs.models import MapCell, MapRun, PersonGap, RunState
from betang.people.models import Person
from tests.small_house import write

pytestmark = pytest.mark.django_db(transaction=True)

AS_OF = date(2027, 1, 1)
WORK = """
from betang.config.boot import setup_django
setup_django()
from betang.agencies.scope import act_as_operator
from betang.needs.actions import work_map
act_as_operator()
work_map(run_id={}, by=None)
"""
FIGURES = [field.attname for field in MapCell._meta.fields if field.name not in ("pk", "run")]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    folder = write(tmp_path / "house")
    load(folder=folder, by=None)
    return folder


@pytest.fixture
def elsewhere() -> Iterator[psycopg.Connection]:
    """A connection of somebody else."""
    parameters = connection.get_connection_params()
    for name in ("cursor_factory", "context", "prepare_threshold"):
        parameters.pop(name, None)
    with psycopg.connect(**parameters, autocommit=True) as other:
        yield other


def until(true: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not come about"
        time.sleep(0.02)


def worker(run_id: int) -> subprocess.Popen[bytes]:
    settings = connection.settings_dict
    user = f"{quote(settings['USER'])}:{quote(settings['PASSWORD'])}@" if settings["USER"] else ""
    url = f"postgresql://{user}/{settings['NAME']}?host={quote(settings['HOST'], safe='')}" + (
        f"&port={settings['PORT']}" if settings["PORT"] else ""
    )
    return subprocess.Popen([sys.executable, "-c", WORK.format(run_id)], env={**os.environ, "DATABASE_URL": url})


def waiting_for_the_record(other: psycopg.Connection) -> int:
    """How many connections wait for the lock on the record."""
    row = other.execute(
        "SELECT count(*) FROM pg_locks JOIN pg_database d ON d.oid = database "
        "WHERE locktype = 'advisory' AND NOT granted AND datname = current_database()"
    ).fetchone()
    assert row is not None
    return int(row[0])


def figures(run: MapRun) -> list[tuple[object, ...]]:
    return sorted(MapCell.objects.filter(run=run).values_list(*FIGURES), key=str)


def killed_run(other: psycopg.Connection) -> int:
    """A run whose worker was killed at the last moment before it stored what it had found."""
    run = request_map(as_of=AS_OF, by=None, publish=True).run
    with transaction.atomic():
        hold_record()
        process = worker(run.pk)
        until(lambda: waiting_for_the_record(other))
        process.kill()
        process.wait()
    return run.pk


def test_a_run_whose_worker_was_killed_goes_back_to_the_queue_and_is_done(
    house: Path, elsewhere: psycopg.Connection
) -> None:
    run_id = killed_run(elsewhere)
    run = MapRun.objects.get(pk=run_id)
    assert (run.state, run.step, MapCell.objects.count()) == (RunState.RUNNING, "publishing", 0)
    assert sweep_runs(by=None) == [], "its job is still there: the queue gives that back itself"
    ProcrastinateJob.objects.all()._raw_delete("default")
    until(lambda: sweep_runs(by=None) == [run_id])  # the server notices the end of a killed client in a moment
    assert MapRun.objects.get(pk=run_id).state == RunState.QUEUED
    assert ProcrastinateJob.objects.get().args == {"run_id": run_id}
    assert AuditEvent.objects.filter(name="betang.needs.map_returned").count() == 1
    again = work_map(run_id=run_id, by=None)
    assert (again.state, again.attempts, again.published_at is not None) == (RunState.DONE, 2, True)
    undisturbed = run_map(as_of=AS_OF, by=None, params=parameters_from({"name": "the same under another name"})).run
    assert figures(again) == figures(undisturbed)


def test_a_run_taken_up_by_hand_is_done_too(house: Path, elsewhere: psycopg.Connection) -> None:
    """The job of the dead worker is given back and finds the run as it was left."""
    run_id = killed_run(elsewhere)
    until(lambda: work_map(run_id=run_id, by=None).state == RunState.DONE)
    assert PersonGap.objects.filter(run=run_id).exists()


def test_a_run_that_keeps_killing_its_workers_is_given_up(house: Path) -> None:
    run = request_map(as_of=AS_OF, by=None).run
    ProcrastinateJob.objects.all()._raw_delete("default")
    MapRun.objects.filter(pk=run.pk).update(state=RunState.RUNNING, started_at=run.requested_at, attempts=3)
    sweep_runs(by=None)
    run.refresh_from_db()
    assert (run.state, run.problem) == (RunState.FAILED, "WorkerLost")
    assert not ProcrastinateJob.objects.exists()
    assert sweep_runs(by=None) == []


def test_two_workers_never_work_on_the_same_run(house: Path, elsewhere: psycopg.Connection) -> None:
    run_id = request_map(as_of=AS_OF, by=None).run.pk
    with transaction.atomic():
        hold_record()
        process = worker(run_id)
        until(lambda: waiting_for_the_record(elsewhere))
        assert work_map(run_id=run_id, by=None).state == RunState.RUNNING
        assert sweep_runs(by=None) == []
    assert process.wait(timeout=60) == 0
    assert MapRun.objects.get(pk=run_id).attempts == 1


def test_a_load_that_is_killed_leaves_everything_as_it_was(house: Path, tmp_path: Path) -> None:
    before = sorted(Person.objects.values_list())
    other = write(tmp_path / "other", "jobs", "people")

    def die(stage: str, done: int, total: int) -> None:
        if done == total:  # everything is written, nothing is committed
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(folder=other, by=None, progress=die)
    assert sorted(Person.objects.values_list()) == before
    assert AuditEvent.objects.filter(name="betang.folder.loaded").count() == 1


def test_two_loads_at_once_follow_one_another(house: Path, tmp_path: Path, elsewhere: psycopg.Connection) -> None:
    done: list[str] = []

    def load_elsewhere() -> None:
        try:
            with acting(HOUSE):
                load(folder=house, by=None)
            done.append("loaded")
        finally:
            connections.close_all()

    thread = threading.Thread(target=load_elsewhere)
    with transaction.atomic():
        hold_record()
        thread.start()
        until(lambda: waiting_for_the_record(elsewhere))
        assert done == []
    thread.join(60)
    assert done == ["loaded"]
