"""Jobs of this room. Arguments are ids only, so a job can be done again by whoever finds it."""

from __future__ import annotations

from django.utils import timezone
from procrastinate.contrib.django import app

from betang.needs import actions


@app.task(name=actions.TASK)
def work_map(run_id: int) -> None:
    """Count the map of a run."""
    actions.work_map(run_id=run_id, by=None)


@app.periodic(cron="* * * * *")
@app.task(name="betang.needs.sweep_runs", queueing_lock="betang.needs.sweep_runs")
def sweep_runs(timestamp: int) -> None:
    """Once a minute: runs that nobody works on any more go back to the queue."""
    del timestamp  # procrastinate hands it to every periodic job
    actions.sweep_runs(by=None)


@app.periodic(cron="5 0,6 * * *")
@app.task(name="betang.needs.send_reminders", queueing_lock="betang.needs.send_reminders")
def remind(timestamp: int) -> None:
    """Twice a day, by UTC in the morning and at noon of Indonesia: who still has something open is reminded, once."""
    del timestamp
    actions.remind(on=timezone.localdate(), by=None)
