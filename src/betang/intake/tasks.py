"""Jobs of this room. Arguments are ids only, so a job can be done again by whoever finds it."""

from __future__ import annotations

from procrastinate.contrib.django import app

from betang.intake import actions
from betang.intake.jobs import CHECK_TASK, COMMIT_TASK


@app.task(name=CHECK_TASK)
def check_batch(batch_id: int) -> None:
    """Read a batch and say what it would do."""
    actions.check(batch_id=batch_id, by=None)


@app.task(name=COMMIT_TASK)
def commit_batch(batch_id: int) -> None:
    """Write a batch that somebody decided to commit."""
    actions.work_commit(batch_id=batch_id, by=None)


@app.periodic(cron="* * * * *")
@app.task(name="betang.intake.sweep_batches", queueing_lock="betang.intake.sweep_batches")
def sweep_batches(timestamp: int) -> None:
    """Once a minute: batches that nobody works on any more go back to the queue."""
    del timestamp  # procrastinate hands it to every periodic job
    actions.sweep_batches(by=None)
