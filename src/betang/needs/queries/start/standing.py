"""How a year stands in one's own government: what is left of each stage, what waits for whom, which files are wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from betang.agencies.viewers import Viewer
from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.intake.queries import batches
from betang.needs.models import Need, NeedState, Proposal, Stage
from betang.needs.queries.chain.exceptions import without_target
from betang.needs.queries.flow import days_of, forms, sent_by_government, waiting
from betang.needs.queries.flow.reminding import left_open
from betang.needs.rules.decision import Situation

if TYPE_CHECKING:
    from betang.intake.models import Batch

THINGS = 3
"""How many things to do a first page names."""
_STAGES = (Stage.SUBMIT, Stage.VERIFY, Stage.VALIDATE, Stage.DECIDE)
"""Stages with work of a government's own, in order; meetings are the province's, dialogues part of sending."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A stage with something left to do: how much, and its last day (None: none is set)."""

    stage: Stage
    left: int
    day: date | None


@dataclass(frozen=True, slots=True)
class Forms:
    """Forms of a government: how many offices there are, how many sent theirs, on how many something was returned, how
    many are late; and files whose rows were refused and that nobody mended yet.
    """

    offices: int
    sent: int
    returned: int
    late: int
    wrong: tuple[Batch, ...]


def leads(viewer: Viewer) -> bool:
    """Whether the user decides and is told in sums: they see everybody of their government, and nobody by name."""
    home = viewer.home
    return home is not None and viewer.sees_people(home.code) and not viewer.sees_names(home.code)


def watches(viewer: Viewer) -> bool:
    """Whether the user sees everybody of their government and enters nothing: leaders, PyB and PPK, auditors."""
    home = viewer.home
    return home is not None and viewer.sees_people(home.code) and not viewer.enters_for(home.code)


def things(agency: str, year: int, *, user: Viewer) -> list[Thing]:
    """The next three stages with work left, in order; none for another's government."""
    if not user.owns(agency):
        return []
    days = days_of(year, agency)
    found = [Thing(stage, left_open(agency, year, stage), days.get(stage)) for stage in _STAGES]
    return [one for one in found if one.left][:THINGS]


def own_forms(agency: str, *, user: Viewer, on: date) -> Forms:
    """The forms of the user's government. `NotFound` for another's."""
    found = forms(agency, user=user, on=on)
    return Forms(
        offices=len(found),
        sent=sum(one.rounds > 0 for one in found),
        returned=sum(one.states.get(NeedState.RETURNED, 0) > 0 for one in found),
        late=sum(one.overdue for one in found),
        wrong=tuple(batches.refused(user=user, agency=agency, kinds=(DIALOGUES.name, PROPOSALS.name))),
    )


def situation(year: int | None, *, user: Viewer, on: date) -> Situation:
    """How things stand for whoever leads the user's own government."""
    if year is None or user.home is None:
        return Situation(year=None)
    home = user.home
    own = Counter[str]()
    for one in waiting(user):
        own[one.state] += one.count if one.agency == home.code else 0
    states: Counter[str] = Counter()
    for model in (Need, Proposal):
        rows = model._default_manager.filter(agency=home.code, year=year).order_by()
        states.update(dict(rows.values_list("state").annotate(n=Count("*"))))
    late = [one.agency.code for one in sent_by_government(user=user, on=on) if one.overdue]
    return Situation(
        year=year,
        decides=own[NeedState.PLANNED],
        validates=own[NeedState.VERIFIED],
        late_offices=left_open(home.code, year, Stage.SUBMIT) if home.code in late else 0,
        late_governments=len(late) if home.kind == "province" else 0,
        planned=states[NeedState.PLANNED],
        verified=states[NeedState.VERIFIED],
        validated=states[NeedState.VALIDATED],
        without_target=without_target(home.code, year, on=on),
    )
