"""Having a worker do something for a batch: one job a batch at a time."""

from __future__ import annotations

from typing import Final

from django.db import transaction
from procrastinate.contrib.django import app as queue
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from betang.intake.models import Batch

CHECK_TASK: Final = "betang.intake.check_batch"
COMMIT_TASK: Final = "betang.intake.commit_batch"
LOCKS: Final = 0x626174  # the class of our advisory locks on batches: "bat" in ASCII


def enqueue(task: str, batch: Batch) -> None:
    """Have a worker do `task` for the batch, unless a job waits for it already."""
    try:
        with transaction.atomic():  # a refusal must not spoil the transaction around it
            queue.configure_task(task, queueing_lock=_lock_name(batch.pk)).defer(batch_id=batch.pk)
    except AlreadyEnqueued:
        return


def has_job(number: int) -> bool:
    """Whether a job of the batch waits or is being done."""
    return ProcrastinateJob.objects.filter(queueing_lock=_lock_name(number), status__in=("todo", "doing")).exists()


def _lock_name(number: int) -> str:
    return f"batch-{number}"
