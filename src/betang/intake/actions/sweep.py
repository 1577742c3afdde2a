"""Batches whose worker died go back to the queue; those that keep killing theirs are given up."""

from __future__ import annotations

from django.db import transaction

from betang.agencies.actions import audit
from betang.agencies.locks import at_work_on
from betang.agencies.models import User
from betang.intake import rules
from betang.intake.jobs import CHECK_TASK, COMMIT_TASK, LOCKS, enqueue, has_job
from betang.intake.models import Batch, BatchState

_WAITING = (BatchState.RECEIVED, BatchState.CHECKING, BatchState.COMMITTING)


def sweep_batches(*, by: User | None) -> list[int]:
    """Give batches that wait for a worker and have none back to the queue; their numbers."""
    found = []
    for number in Batch.objects.filter(state__in=_WAITING).values_list("pk", flat=True):
        with at_work_on(LOCKS, number) as alone:
            if alone and not has_job(number) and _give_back(number, by):
                found.append(number)
    return found


@transaction.atomic
def _give_back(number: int, by: User | None) -> bool:
    batch = Batch.objects.select_for_update().get(pk=number)
    if batch.state not in _WAITING:
        return False
    if batch.state == BatchState.CHECKING and batch.attempts >= rules.ATTEMPTS:
        batch.state, batch.step, batch.problem = BatchState.UNREADABLE, None, "gave_up"
        batch.save(update_fields=["state", "step", "problem"])
    else:
        enqueue(COMMIT_TASK if batch.state == BatchState.COMMITTING else CHECK_TASK, batch)
    audit.record_on(name="betang.intake.returned", by=by, row=batch, agency=batch.agency_id)
    return True
