"""Runs of the map: asked for, worked on by whoever is free, published.

A run is restartable: it holds a lock of its own while it works, so a run that says `running` without the lock has
lost its worker, and whoever takes it up starts from the beginning and gets the same cells.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import ibis
from django.db import connection, transaction
from django.utils import timezone
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

import betang
from betang.agencies.actions import audit
from betang.agencies.locks import at_work_on, hold_record, snapshot
from betang.agencies.models import User
from betang.agencies.queries import memberships, revisions
from betang.agencies.rights import Right, rights_of
from betang.core.gap import METHOD, needs_map
from betang.core.params import Parameters, parameters_from
from betang.needs import rules
from betang.needs.actions.publication import store_published_rows
from betang.needs.actions.store import store_cells, store_gaps, store_notes
from betang.needs.frames import map_tables
from betang.needs.models import MapRun, RunState, RunStep

log = logging.getLogger("betang.needs")

CODE_VERSION = f"betang {betang.__version__}, {METHOD}"
TASK = "betang.needs.work_map"
ATTEMPTS = 3  # a run whose worker died this often is given up: it is probably what kills them
_RUN_LOCKS = 0x6D6170  # the class of our advisory locks on runs: "map" in ASCII


@dataclass(frozen=True, slots=True)
class Requested:
    """A run, and whether it was there already: the same question about the same data has the same answer."""

    run: MapRun
    reused: bool


# ---------------------------------------------------------------- asking


@transaction.atomic
def request_map(
    *,
    as_of: date,
    by: User | None,
    next_job: bool = False,
    params: Parameters | None = None,
    publish: bool = False,
    queued: bool = True,
) -> Requested:
    """Have the map of the day `as_of` counted by a worker, and published when it is done if `publish`.

    A run with the same inputs, parameters and code is used again instead. `queued` False leaves the counting to
    the caller. Raises `NotAllowed`.
    """
    rules.check_request(held=_rights(by), publish=publish, next_job=next_job)
    values = (params or Parameters()).as_dict()
    inputs = _inputs()
    mark = _fingerprint(as_of, values, inputs, next_job=next_job)
    same = MapRun.objects.filter(fingerprint=mark).exclude(state=RunState.FAILED).order_by("-id").first()
    run = same or MapRun.objects.create(
        as_of=as_of,
        next_job=next_job,
        params=values,
        inputs=inputs,
        fingerprint=mark,
        code_version=CODE_VERSION,
        publish_when_done=publish,
        requested_by=by,
    )
    if same and publish and not same.publish_when_done and not _is_published(same):
        same.publish_when_done = True
        same.save(update_fields=["publish_when_done"])
    audit.record_on(
        name="betang.needs.map_requested", by=by, row=run, new={"as_of": str(as_of), "reused": same is not None}
    )
    if queued and (run.state != RunState.DONE or run.publish_when_done):
        _enqueue(run)
    return Requested(run, reused=same is not None)


def run_map(
    *, as_of: date, by: User | None, next_job: bool = False, params: Parameters | None = None, publish: bool = True
) -> Requested:
    """Count the map of the day `as_of` here and now, without a worker, and publish it unless told otherwise.

    Raises `NotAllowed`; a map against the next job is never published.
    """
    asked = request_map(
        as_of=as_of, by=by, next_job=next_job, params=params, publish=publish and not next_job, queued=False
    )
    return Requested(work_map(run_id=asked.run.pk, by=by), asked.reused)


def _lock(run_id: int) -> str:
    return f"map-run-{run_id}"


def _enqueue(run: MapRun) -> None:
    task = queue.configure_task(TASK, queueing_lock=_lock(run.pk))
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            task.defer(run_id=run.pk)
    except AlreadyEnqueued:
        return


def _rights(by: User | None) -> frozenset[Right] | None:
    if by is None:
        return None
    return rights_of(member.role for member in memberships(by, timezone.localdate()))


def _fingerprint(as_of: date, params: dict[str, Any], inputs: dict[str, int], *, next_job: bool) -> str:
    return rules.fingerprint(as_of=as_of, next_job=next_job, params=params, inputs=inputs, code_version=CODE_VERSION)


def _inputs() -> dict[str, int]:
    """The revision counters of what the map reads."""
    return rules.read_revisions(revisions())


# ---------------------------------------------------------------- working


def work_map(*, run_id: int, by: User | None) -> MapRun:
    """Do the work of a run: read, count, store the cells, publish when it was asked for.

    May be called again at any time and by several workers: a finished run stays as it is, a run at work elsewhere is
    left alone, one whose worker died starts anew. What goes wrong marks the run as failed and is raised.
    """
    with at_work_on(_RUN_LOCKS, run_id) as alone:
        run = MapRun.objects.get(pk=run_id)
        if alone and run.state != RunState.DONE:
            try:
                while not _count(_start(run_id), by):
                    log.info("the data changed while run %s was counted; it starts anew", run_id)
            except Exception as error:
                _fail(run_id, error)
                raise
        elif alone and run.publish_when_done:
            _publish(run, by)
        return MapRun.objects.get(pk=run_id)


def publish_map(*, run_id: int, by: User | None) -> MapRun:
    """Make a counted run the published map: its person-level rows take the place of the last one's.

    Raises `NotAllowed` when the data have changed since the run, or it is not the user's to publish.
    """
    run = MapRun.objects.get(pk=run_id)
    rules.check_publish(run=run, held=_rights(by), inputs=_inputs())
    _publish(run, by)
    return MapRun.objects.get(pk=run_id)


def sweep_runs(*, by: User | None) -> list[int]:
    """Give unfinished runs that nobody works on back to the queue; their ids.

    Their worker died, and its job with it. A run that has lost its worker too often is marked as failed.
    """
    found = []
    for run_id in MapRun.objects.filter(state__in=(RunState.QUEUED, RunState.RUNNING)).values_list("pk", flat=True):
        with at_work_on(_RUN_LOCKS, run_id) as alone:
            if alone and not _has_job(run_id):
                _give_back(run_id, by)
                found.append(run_id)
    return found


def _has_job(run_id: int) -> bool:
    return ProcrastinateJob.objects.filter(queueing_lock=_lock(run_id), status__in=("todo", "doing")).exists()


@transaction.atomic
def _give_back(run_id: int, by: User | None) -> None:
    run = MapRun.objects.select_for_update().get(pk=run_id)
    if run.state not in (RunState.QUEUED, RunState.RUNNING):
        return
    if run.attempts >= ATTEMPTS:
        _mark_failed(run, "WorkerLost")
        return
    rules.check_move(run=run, to=RunState.QUEUED)
    run.state, run.step = RunState.QUEUED, None
    run.save(update_fields=["state", "step"])
    audit.record_on(name="betang.needs.map_returned", by=by, row=run, new={"attempts": run.attempts})
    _enqueue(run)


@transaction.atomic
def _start(run_id: int) -> MapRun:
    run = MapRun.objects.select_for_update().get(pk=run_id)
    rules.check_move(run=run, to=RunState.RUNNING)
    run.state, run.step, run.started_at, run.finished_at = RunState.RUNNING, RunStep.READING, timezone.now(), None
    run.problem = None
    run.attempts += 1
    run.save(update_fields=["state", "step", "started_at", "finished_at", "problem", "attempts"])
    return run


def _count(run: MapRun, by: User | None) -> bool:
    """Read, count outside any transaction, store everything in one. False when the data changed meanwhile."""
    with snapshot():
        tables, inputs = map_tables(), _inputs()
    _step(run, RunStep.COUNTING)
    found = needs_map(tables, as_of=run.as_of, params=parameters_from(run.params), next_job=run.next_job)
    _step(run, RunStep.PUBLISHING if run.publish_when_done else RunStep.STORING)
    with transaction.atomic():
        hold_record()
        if _inputs() != inputs:
            return False
        run = MapRun.objects.select_for_update().get(pk=run.pk)
        rules.check_move(run=run, to=RunState.DONE)
        store_cells(run=run, cells=found.cells, by=by)
        store_notes(run=run, found=found, by=by)
        run.inputs, run.code_version = inputs, CODE_VERSION
        run.fingerprint = _fingerprint(run.as_of, run.params, inputs, next_job=run.next_job)
        run.state, run.step, run.finished_at = RunState.DONE, None, timezone.now()
        run.save()
        new = {"as_of": str(run.as_of)}  # not how many cells: that moves with rows that are hidden from others
        audit.record_on(name="betang.needs.map_counted", by=by or run.requested_by, row=run, new=new)
        if run.publish_when_done:
            _store_published(run, tables, by or run.requested_by)
    _analyze()
    return True


def _publish(run: MapRun, by: User | None) -> None:
    """Publish a run that was counted before: read again what it read, for its person-level rows."""
    with snapshot():
        tables, inputs = map_tables(), _inputs()
    with transaction.atomic():
        hold_record()
        run = MapRun.objects.select_for_update().get(pk=run.pk)
        for state in (inputs, _inputs()):
            rules.check_publish(run=run, held=None, inputs=state)
        _store_published(run, tables, by or run.requested_by)
    _analyze()


def _store_published(run: MapRun, tables: Mapping[str, ibis.Table], by: User | None) -> None:
    store_gaps(run=run, tables=tables, by=by)
    rows = store_published_rows(run=run, by=by)  # the event tells these: how many pairs there are is not for everybody
    run.published_at, run.publish_when_done = timezone.now(), False  # asked for once, done once
    run.save(update_fields=["published_at", "publish_when_done"])
    audit.record_on(name="betang.needs.map_published", by=by, row=run, new={"rows": rows})


def _analyze() -> None:
    """Perhaps a million new rows: the planner should know at once."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE needs_persongap, needs_mapcell, needs_mapsum, needs_publishedrow")


def _is_published(run: MapRun) -> bool:
    """Whether `run` is the map that is shown now."""
    newest = MapRun.objects.filter(published_at__isnull=False).order_by("-published_at").first()
    return newest is not None and newest.pk == run.pk


def _step(run: MapRun, step: RunStep | None) -> None:
    MapRun.objects.filter(pk=run.pk).update(step=step)


@transaction.atomic
def _fail(run_id: int, error: Exception) -> None:
    """Say that the run failed, by the kind of error only: a message may hold a person's data."""
    _mark_failed(MapRun.objects.select_for_update().get(pk=run_id), type(error).__name__)


def _mark_failed(run: MapRun, problem: str) -> None:
    rules.check_move(run=run, to=RunState.FAILED)
    run.state, run.step, run.finished_at, run.problem = RunState.FAILED, None, timezone.now(), problem
    run.started_at = run.started_at or run.finished_at
    run.save(update_fields=["state", "step", "started_at", "finished_at", "problem"])
    audit.record_on(name="betang.needs.map_failed", by=run.requested_by, row=run, new={"problem": problem})
