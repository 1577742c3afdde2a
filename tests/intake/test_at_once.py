"""Two people, workers that die: a batch is in the database whole or not at all."""

from __future__ import annotations

import multiprocessing
import os
import random
import resource
import signal
import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection, connections

from betang.agencies.rules import NotAllowed
from betang.agencies.scope import HOUSE, acting
from betang.intake.actions import check, check_again, commit, sweep_batches, work_commit
from betang.intake.models import Batch, BatchPart, BatchState, Difference
from betang.people.models import Person, Unit
from tests.intake.offices import checked, committed, person, received, register, two_governments, unit_list

pytestmark = pytest.mark.django_db(transaction=True)

LONG = 60
PEOPLE = 300
MOMENTS = 20


def at_once(*deeds: Callable[[], object]) -> list[object]:
    """What each deed gave or raised, all started at the same moment on connections of their own."""
    start = threading.Barrier(len(deeds), timeout=LONG)
    outcomes: list[object] = [None] * len(deeds)

    def one(place: int, deed: Callable[[], object]) -> None:
        try:
            with acting(HOUSE):
                start.wait()
                outcomes[place] = deed()
        except NotAllowed as refused:
            outcomes[place] = refused
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=item) for item in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LONG)
    return outcomes


def test_two_people_importing_at_once_lose_nothing_and_the_slower_is_asked_to_look_again(tmp_path):
    two_governments()
    first = checked(unit_list(tmp_path, ("u4", "Bidang Satu", "u2", "32", "Kepala Bidang Satu")))
    second = checked(unit_list(tmp_path, ("u5", "Bidang Dua", "u2", "32", "Kepala Bidang Dua"), name="lain.csv"))
    for batch in (first, second):
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None)
    at_once(*(lambda pk=batch.pk: work_commit(batch_id=pk, by=None) for batch in (first, second)))
    states = sorted(Batch.objects.values_list("state", flat=True))
    assert states == [BatchState.COMMITTED, BatchState.RECEIVED]
    waiting = Batch.objects.get(state=BatchState.RECEIVED)
    check(batch_id=waiting.pk, by=None)
    commit(batch_id=waiting.pk, accept_good=True, accept_warnings=True, by=None)
    work_commit(batch_id=waiting.pk, by=None)
    assert set(Unit.objects.values_list("code", flat=True)) == {"u1", "u2", "u3", "u4", "u5"}


def test_two_clicks_on_commit_write_once(tmp_path):
    two_governments()
    batch = checked(unit_list(tmp_path))
    outcomes = at_once(
        *[lambda: commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=None) for _ in range(2)]
    )
    assert sum(isinstance(outcome, NotAllowed) for outcome in outcomes) == 1
    work_commit(batch_id=batch.pk, by=None)
    assert Difference.objects.filter(table="units").count() == 3


def _go_through(batch_id: int) -> None:
    """What a worker and a person's click do to a batch, from wherever it stands."""
    batch = check(batch_id=batch_id, by=None)
    if batch.state == BatchState.CHECKED:
        commit(batch_id=batch_id, accept_good=True, accept_warnings=True, by=None)
    work_commit(batch_id=batch_id, by=None)


def _child(batch_id: int) -> None:
    with acting(HOUSE):
        _go_through(batch_id)
    os._exit(0)


def killed_after(seconds: float, batch_id: int) -> bool:
    """Work on the batch in a process of its own, killed after some time; whether it had finished by then."""
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_child, args=(batch_id,))
    process.start()
    process.join(seconds)
    if process.is_alive():
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join(LONG)
    return process.exitcode == 0


def _whole_or_nothing(batch_id: int) -> None:
    people, noted = Person.objects.count(), Difference.objects.filter(batch=batch_id, table="people").count()
    state = Batch.objects.get(pk=batch_id).state
    assert (people, noted) in ((0, 0), (PEOPLE, PEOPLE))
    assert (people == PEOPLE) == (state == BatchState.COMMITTED)
    kept = BatchPart.objects.filter(batch=batch_id, what="records/people").exists()
    assert kept == (state in (BatchState.CHECKED, BatchState.COMMITTING, BatchState.COMMITTED))


def test_a_process_killed_at_any_moment_leaves_the_batch_whole_or_not_there_and_it_goes_on(tmp_path):
    two_governments()
    committed(unit_list(tmp_path))
    path = register(tmp_path, *[person(number) for number in range(PEOPLE)])
    once = received(path)
    begin = time.monotonic()
    assert killed_after(LONG, once.pk)
    whole = time.monotonic() - begin
    draw = random.Random(4)  # moments of a test, not a secret
    for _ in range(MOMENTS):
        Person.objects.all().delete()
        Difference.objects.all().delete()
        Batch.objects.filter(kind="people").update(state=BatchState.DISCARDED)
        batch = received(path)
        killed_after(draw.uniform(0, whole), batch.pk)
        _until_gone(batch.pk)
        _whole_or_nothing(batch.pk)
        sweep_batches(by=None)
        _go_through(batch.pk)
        assert Batch.objects.get(pk=batch.pk).state == BatchState.COMMITTED
        _whole_or_nothing(batch.pk)


def _child_without_room(batch_id: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # then writing on raises, as on a full disk
    with acting(HOUSE):
        try:
            check(batch_id=batch_id, by=None)
        except OSError:
            os._exit(7)
    os._exit(0)


def test_a_full_disk_is_said_and_the_batch_can_be_read_again(tmp_path):
    two_governments()
    committed(unit_list(tmp_path))
    batch = received(register(tmp_path, *[person(number) for number in range(PEOPLE)]))
    connections.close_all()
    process = multiprocessing.get_context("fork").Process(target=_child_without_room, args=(batch.pk,))
    process.start()
    process.join(LONG)
    batch.refresh_from_db()
    assert (process.exitcode, batch.state, batch.problem) == (7, BatchState.UNREADABLE, "no_room")
    check_again(batch_id=batch.pk, by=None)
    _go_through(batch.pk)
    _whole_or_nothing(batch.pk)


def test_a_database_connection_lost_at_any_moment_leaves_the_batch_whole_or_not_there(tmp_path):
    two_governments()
    committed(unit_list(tmp_path))
    path = register(tmp_path, *[person(number) for number in range(PEOPLE)])
    draw = random.Random(5)
    for _ in range(5):
        Person.objects.all().delete()
        Difference.objects.all().delete()
        Batch.objects.filter(kind="people").update(state=BatchState.DISCARDED)
        batch = received(path)
        connections.close_all()
        process = multiprocessing.get_context("fork").Process(target=_child, args=(batch.pk,))
        process.start()
        process.join(draw.uniform(0.02, 0.5))
        _cut_off_others()
        process.join(LONG)
        _until_gone(batch.pk)
        _whole_or_nothing(batch.pk)
        sweep_batches(by=None)
        _go_through(batch.pk)
        _whole_or_nothing(batch.pk)


def _cut_off_others() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid() AND usename = current_user AND backend_type = 'client backend'"
        )


def _until_gone(batch_id: int) -> None:
    """The server notices the end of a killed client in a moment; its lock dies with it."""
    end = time.monotonic() + LONG
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            )
            if cursor.fetchone()[0] == 0:
                return
        time.sleep(0.02)
    pytest.fail(f"batch {batch_id} is still worked on")
