"""A checked batch goes in: one short transaction, whole or not at all."""

from __future__ import annotations

import logging

from django.db import DataError, IntegrityError, connection, transaction
from django.utils import timezone

from betang.agencies.actions import audit
from betang.agencies.locks import at_work_on, hold_record
from betang.agencies.models import User
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import entering_for
from betang.agencies.viewers import viewer
from betang.core.errors import BadInput
from betang.intake import registry, rules
from betang.intake.actions.bring_in import BringingIn
from betang.intake.files.opening import compared_with
from betang.intake.jobs import CHECK_TASK, COMMIT_TASK, LOCKS, enqueue
from betang.intake.models import Batch, BatchState, BatchStep, Difference

log = logging.getLogger("betang.intake")
MEANWHILE = "changed_meanwhile"
"""What a batch says when the data it was compared with have changed: it is read anew."""


@transaction.atomic
def commit(*, batch_id: int, accept_good: bool, accept_warnings: bool, by: User | None, queued: bool = True) -> Batch:
    """Have the batch written by a worker. Raises `NotAllowed` while something has not been said yes to."""
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    rules.check_commit(batch=batch, accept_good=accept_good, accept_warnings=accept_warnings)
    check_whose(batch=batch, by=by)
    batch.state, batch.step, batch.decided_by, batch.problem = BatchState.COMMITTING, BatchStep.STORING, by, None
    batch.attempts = 0
    batch.save(update_fields=["state", "step", "decided_by", "problem", "attempts"])
    new = {"rows": batch.rows, "refused": batch.refused, "warned": batch.warned}
    audit.record_on(name="betang.intake.commit_asked", by=by, row=batch, agency=batch.agency_id, new=new)
    if queued:
        enqueue(COMMIT_TASK, batch)
    return batch


def check_whose(*, batch: Batch, by: User | None) -> None:
    """Raise `NotAllowed` where what the batch changes is not the user's to change: the worker has no walls.

    A list of all governments is the coordinator's; an officer has what they sent themselves, as far as it speaks of
    units that are still theirs.
    """
    kind = registry.kind_named(batch.kind or "")
    coordinates = by is None or viewer(by, on=timezone.localdate()).coordinates
    rules.check_shared(shared=not kind.agency, coordinates=coordinates)
    now = registry.limits(by, batch.agency_id, timezone.localdate())
    read = batch.choices.get("offices")
    own = by is not None and batch.received_by_id == by.pk
    rules.check_officer(limits=now, read=None if read is None else frozenset(read), own=own, of_office=kind.of_office)


def work_commit(*, batch_id: int, by: User | None) -> Batch:
    """Write a batch that somebody decided to commit. May be called again at any time and by several workers."""
    with at_work_on(LOCKS, batch_id) as alone:
        if alone:
            _work(batch_id, by)
    return Batch.objects.get(pk=batch_id)


def _work(batch_id: int, by: User | None) -> None:
    try:
        _write(batch_id, by)
    except (BadInput, IntegrityError, DataError) as refused:
        # The database knows better than the preview; read anew, so that the row it minds is named.
        log.warning("batch %s was refused by the database: %s", batch_id, type(refused).__name__)
        _read_anew(batch_id, "refused_by_database", by)
    _analyze(batch_id)


@transaction.atomic
def _write(batch_id: int, by: User | None) -> None:
    hold_record()
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state != BatchState.COMMITTING:
        return
    try:
        check_whose(batch=batch, by=by or batch.decided_by)
    except NotAllowed:
        _read_anew(batch_id, "not_yours_any_more", by)
        return
    if not _as_foreseen(batch):
        _read_anew(batch_id, MEANWHILE, by)
        return
    entering_for(by.pk if by else batch.decided_by_id)
    bringing = BringingIn.of(batch)
    bringing.write_all()
    people = bringing.people()
    rules.check_move(batch=batch, to=BatchState.COMMITTED)
    batch.state, batch.step, batch.committed_at = BatchState.COMMITTED, None, timezone.now()
    batch.save(update_fields=["state", "step", "committed_at"])
    registry.settle(batch.agency_id, registry.kind_named(batch.kind or "").tables)
    audit.record_on(
        name="betang.intake.committed",
        by=by or batch.decided_by,
        row=batch,
        agency=batch.agency_id,
        new={"kind": batch.kind, "tables": batch.preview},
        people=people,
        tables=registry.kind_named(batch.kind or "").tables,
    )
    _read_companions_anew(batch, by)


def _as_foreseen(batch: Batch) -> bool:
    """Whether the batch still does what was agreed to: what it was compared with is as it was, or it is only its own
    tables that have changed (another office's form came in) and to the same effect.
    """
    now = compared_with(batch)
    changed = {name.partition("/")[0] for name in {*now, *batch.seen} if now.get(name) != batch.seen.get(name)}
    if not changed:
        return True
    kind = registry.kind_named(batch.kind or "")
    if not kind.of_office or not changed <= set(kind.tables):
        return False
    bringing = BringingIn.of(batch)
    told = bringing.foresee_all()
    bringing.clear()
    return bool(told == batch.preview)


def _read_companions_anew(batch: Batch, by: User | None) -> None:
    """Files that came together lean on each other: those that wait and were compared with what has changed now."""
    waiting = Batch.objects.select_for_update().filter(bundle=batch.bundle, state=BatchState.CHECKED)
    for other in waiting.exclude(pk=batch.pk):
        if compared_with(other) != other.seen:
            rules.check_move(batch=other, to=BatchState.RECEIVED)
            other.state, other.step = BatchState.RECEIVED, None
            other.save(update_fields=["state", "step"])
            audit.record_on(name="betang.intake.read_anew", by=by, row=other, agency=other.agency_id, note="companion")
            enqueue(CHECK_TASK, other)


@transaction.atomic
def _read_anew(batch_id: int, why: str, by: User | None) -> None:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state != BatchState.COMMITTING:
        return
    if why != MEANWHILE:  # reading again would say the same: a person must look
        rules.check_move(batch=batch, to=BatchState.CHECKED)
        batch.state, batch.step, batch.problem = BatchState.CHECKED, None, why
        batch.save(update_fields=["state", "step", "problem"])
        return
    rules.check_move(batch=batch, to=BatchState.RECEIVED)
    batch.state, batch.step, batch.problem = BatchState.RECEIVED, None, why
    batch.save(update_fields=["state", "step", "problem"])
    audit.record_on(name="betang.intake.read_anew", by=by, row=batch, agency=batch.agency_id, note=why)
    enqueue(CHECK_TASK, batch)


def _analyze(batch_id: int) -> None:
    """Let the planner know the new sizes; autovacuum would find out a minute later."""
    touched = set(Difference.objects.filter(batch=batch_id).order_by().values_list("table", flat=True).distinct())
    with connection.cursor() as cursor:
        for room in registry.rooms():
            for frame in room.tables.frames:
                if frame.name in touched:
                    cursor.execute(f"ANALYZE {frame.db_table}")
