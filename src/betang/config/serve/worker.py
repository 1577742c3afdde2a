"""The worker: takes jobs from the queue, and gives back the jobs of workers that died.

Arguments of jobs are ids only, so a job can be done again by whoever finds it.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import os
import signal
import sys
from contextlib import suppress
from typing import Final

from asgiref.sync import async_to_sync
from django.contrib.sessions.backends.db import SessionStore
from django.db import DatabaseError, connection, connections, transaction
from procrastinate import exceptions
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import DeleteJobCondition, Job, Status
from procrastinate.manager import JobManager

from betang.agencies.scope import act_as_operator

log = logging.getLogger("betang.worker")

LIFELINE: Final = "BETANG_LIFELINE"
"""Set for a worker inside `betang serve`: it leaves when its standard input ends, that is when its parent is gone."""
HEARTBEAT: Final = 5.0
"""Seconds between two signs of life of a worker."""
SILENT: Final = 20.0
"""Seconds without a sign of life after which a worker counts as dead."""
SWEEP_EVERY: Final = 10.0
TIDY_EVERY: Final = 360  # sweeps: about an hour
ATTEMPTS: Final = 3
"""A job whose worker died this often is given up: it is probably what kills them."""
KEEP_FAILED_HOURS: Final = 24 * 30
PATIENCE_AT_END: Final = 10.0
"""Seconds a running job may take to finish when its worker is asked to leave; after that it is given back."""
SWEEP_LOCK: Final = 0x62657461  # "beta": one sweep at a time, whatever the number of workers


def give_back_jobs(*, silent: float = SILENT) -> tuple[int, int]:
    """Return jobs of workers silent for `silent` seconds to the queue: (given back, given up). One sweep at a time."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SWEEP_LOCK])
            if not cursor.fetchone()[0]:
                return 0, 0
        manager = JobManager(DjangoConnector())
        async_to_sync(manager.prune_stalled_workers)(silent)
        stalled = async_to_sync(manager.get_stalled_jobs)(seconds_since_heartbeat=silent)
        given_back = [_give_back(manager, job) for job in stalled]
    return sum(given_back), len(given_back) - sum(given_back)


def _give_back(manager: JobManager, job: Job) -> bool:
    """False: given up, because it lost its worker too often or the same work waits in the queue already."""
    if job.attempts < ATTEMPTS:
        with suppress(exceptions.UniqueViolation), transaction.atomic():
            async_to_sync(manager.retry_job)(job)
            log.warning("job %s (%s): its worker died; given back", job.id, job.task_name)
            return True
    async_to_sync(manager.finish_job)(job, status=Status.FAILED, delete_job=False)
    log.warning("job %s (%s): its worker died; given up", job.id, job.task_name)
    return False


def tidy() -> None:
    """Forget failed jobs after KEEP_FAILED_HOURS, and sessions that have ended."""
    async_to_sync(JobManager(DjangoConnector()).delete_old_jobs)(
        nb_hours=KEEP_FAILED_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
    SessionStore.clear_expired()


def work() -> None:
    """Take jobs until asked to stop (Ctrl-C, SIGTERM, or the end of the process that started us)."""
    act_as_operator()  # the map counts every agency; what a job is started with are ids, never a right
    asyncio.run(_work())


async def _work() -> None:
    with app.replace_connector(DjangoConnector().get_worker_connector()) as working:
        async with working.open_async():
            sweeping = asyncio.create_task(_sweep())
            leaving = asyncio.create_task(_leave_with_parent())
            try:
                await working.run_worker_async(
                    name="betang",
                    delete_jobs=DeleteJobCondition.SUCCESSFUL,  # the run's own row tells its story
                    update_heartbeat_interval=HEARTBEAT,
                    stalled_worker_timeout=SILENT,
                    shutdown_graceful_timeout=PATIENCE_AT_END,
                )
            finally:
                for task in (sweeping, leaving):
                    task.cancel()


async def _sweep() -> None:
    """At the start and for ever after; a database that is away for a moment must not end it.

    In a thread of its own: jobs share one thread, and the sweep must not wait for a long one.
    """
    for count in itertools.count():
        await asyncio.to_thread(_sweep_once, tidy_too=count % TIDY_EVERY == 0)
        await asyncio.sleep(SWEEP_EVERY)


def _sweep_once(*, tidy_too: bool) -> None:
    try:
        give_back_jobs()
        if tidy_too:
            tidy()
    except (DatabaseError, exceptions.ConnectorException) as problem:
        log.warning("jobs of dead workers could not be looked for", exc_info=problem)
    finally:
        connections.close_all()


async def _leave_with_parent() -> None:
    if LIFELINE not in os.environ:
        return
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()
    os.kill(os.getpid(), signal.SIGTERM)
