"""What may happen to a run of the map, and what makes two runs the same."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs.models import MapRun, RunState

NEXT: Final = MappingProxyType(
    {
        RunState.QUEUED: frozenset({RunState.RUNNING, RunState.QUEUED, RunState.FAILED}),
        # Back to the queue when its worker died; running again when another worker takes it over directly.
        RunState.RUNNING: frozenset({RunState.RUNNING, RunState.DONE, RunState.FAILED, RunState.QUEUED}),
        RunState.FAILED: frozenset({RunState.RUNNING}),
        RunState.DONE: frozenset(),
    }
)
"""Which state of a run may follow which."""

READ_BY_MAP: Final = MappingProxyType(
    {
        "agencies": ("agency",),
        "units": ("agency", "unit", "name", "parent"),
        "jobs": ("job", "tier"),
        "people": ("person", "agency", "unit", "job", "next_job", "status", "legal_position"),
        "competencies": ("competency", "kind"),
        "standards": ("agency", "job", "tier", "competency", "level", "importance", "basis"),
        "assessments": ("person", "competency", "level", "assessed_on", "source", "valid_until"),
        "targets": ("target", "agency", "unit", "parent", "year", "weight"),
        "target_links": ("target", "competency", "unit", "relevance"),
        "outcomes": ("program", "competency", "from_level", "to_level"),
        "training_history": ("person", "program", "start", "end"),
        "needs": ("need", "agency", "unit", "person", "competency", "agreed_on"),
    }
)
"""What the map reads. Names, NIP and dates of birth are not among it and never leave the database for a map."""


def read_revisions(revisions: Mapping[str, int]) -> dict[str, int]:
    """Of all revision counters (`table` or `table/agency`), those of the tables that the map reads."""
    return {name: revision for name, revision in revisions.items() if name.split("/")[0] in READ_BY_MAP}


def check_move(*, run: MapRun, to: RunState) -> None:
    """Raise `NotAllowed` unless `to` may follow the run's state."""
    if to not in NEXT[RunState(run.state)]:
        raise NotAllowed(f"a run that is {run.state} cannot become {to}")


def check_request(*, held: Collection[Right] | None, publish: bool, next_job: bool) -> None:
    """`held` are the rights of whoever asks, None for the operator at the command line."""
    if publish and next_job:
        raise NotAllowed("only the map of the posts people hold is published")
    if held is None:
        return
    if Right.MAP not in held:
        raise NotAllowed("only coordinators and planners have the map counted")
    if publish and Right.PUBLISH not in held:
        raise NotAllowed("only the coordinator publishes the map")


def check_publish(*, run: MapRun, held: Collection[Right] | None, inputs: Mapping[str, int]) -> None:
    """A run can be published while the data are still those it read: its person-level rows are made anew."""
    check_request(held=held, publish=True, next_job=run.next_job)
    if run.state != RunState.DONE:
        raise NotAllowed(f"a run that is {run.state} cannot be published")
    if run.inputs != dict(inputs):
        raise NotAllowed("the data have changed since this run; have the map counted again")


def fingerprint(
    *, as_of: date, next_job: bool, params: Mapping[str, Any], inputs: Mapping[str, int], code_version: str
) -> str:
    """SHA-256 over everything the figures depend on."""
    whole = {
        "as_of": as_of.isoformat(),
        "next_job": next_job,
        "params": params,
        "inputs": inputs,
        "code_version": code_version,
    }
    return hashlib.sha256(json.dumps(whole, sort_keys=True, ensure_ascii=True).encode()).hexdigest()
