"""Jobs of workers that died come back; a job that keeps killing its workers does not come back for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django import app

from betang.config.serve import worker

pytestmark = pytest.mark.django_db(transaction=True)


def running_job(*, silent_for: int | None, attempts: int = 0, queueing_lock: str | None = None) -> int:
    """A job in the hands of a worker that was last heard of so many seconds ago (None: whose worker is forgotten)."""
    job = app.configure_task("tests.some_work", allow_unknown=True, queueing_lock=queueing_lock).defer(run=1)
    with connection.cursor() as cursor:
        holder = None
        if silent_for is not None:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - make_interval(secs => %s)) RETURNING id",
                [silent_for],
            )
            (holder,) = cursor.fetchone()
        cursor.execute(
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s, attempts = %s WHERE id = %s",
            [holder, attempts, job],
        )
    return job


def status(job: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT status::text FROM procrastinate_jobs WHERE id = %s", [job])
        return cursor.fetchone()[0]


def test_a_job_whose_worker_died_is_given_back():
    dead, forgotten = running_job(silent_for=3600), running_job(silent_for=None)
    assert worker.give_back_jobs() == (2, 0)
    assert [status(dead), status(forgotten)] == ["todo", "todo"]
    assert worker.give_back_jobs() == (0, 0)


def test_a_job_whose_worker_lives_is_left_alone():
    job = running_job(silent_for=1)
    assert worker.give_back_jobs() == (0, 0)
    assert status(job) == "doing"


def test_a_job_that_lost_its_worker_three_times_is_given_up():
    job = running_job(silent_for=3600, attempts=worker.ATTEMPTS)
    assert worker.give_back_jobs() == (0, 1)
    assert status(job) == "failed"


def test_a_job_whose_work_waits_in_the_queue_already_is_given_up():
    """The room noticed first and asked again; the same work must not stand in the queue twice, nor stop the sweep."""
    job, other = running_job(silent_for=3600, queueing_lock="run-1"), running_job(silent_for=3600)
    app.configure_task("tests.some_work", allow_unknown=True, queueing_lock="run-1").defer(run=1)
    assert worker.give_back_jobs() == (1, 1)
    assert (status(job), status(other)) == ("failed", "todo")


def test_old_failures_and_ended_sessions_are_forgotten():
    old, fresh = (
        running_job(silent_for=3600, attempts=worker.ATTEMPTS),
        running_job(silent_for=3600, attempts=worker.ATTEMPTS),
    )
    worker.give_back_jobs()
    for key, days in (("ended", -1), ("running", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_events SET at = now() - interval '31 days' WHERE job_id = %s", [old])
    worker.tidy()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM procrastinate_jobs")
        assert cursor.fetchall() == [(fresh,)]
    assert list(Session.objects.values_list("session_key", flat=True)) == ["running"]
