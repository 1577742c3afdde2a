"""What waits for the reader's hands, in numbers: for the first page and for the list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final

from django.db.models import Count

from betang.agencies.viewers import Viewer
from betang.needs.models import ItemKind, Need, NeedState, Proposal, Stage
from betang.needs.queries.flow.lists import agencies_of, waits
from betang.needs.queries.flow.years import days_of, open_year
from betang.needs.rules import Step

NEXT: Final[Mapping[NeedState, tuple[Step, Stage]]] = MappingProxyType(
    {
        NeedState.DRAFT: (Step.AGREE, Stage.DIALOGUE),
        NeedState.RETURNED: (Step.AGREE, Stage.SUBMIT),
        NeedState.AGREED: (Step.SUBMIT, Stage.SUBMIT),
        NeedState.SUBMITTED: (Step.VERIFY, Stage.VERIFY),
        NeedState.VERIFIED: (Step.VALIDATE, Stage.VALIDATE),
        NeedState.VALIDATED: (Step.PLAN, Stage.DECIDE),
        NeedState.PLANNED: (Step.DECIDE, Stage.DECIDE),
    }
)
"""The step that leads on from a state, and the stage whose last day it has."""


@dataclass(frozen=True, slots=True)
class Waits:
    """So many items of an agency in one state wait for the reader to take a step; `query` shows them in the list."""

    agency: str
    step: Step
    state: NeedState
    kind: ItemKind
    stage: Stage
    count: int
    query: str
    day: date | None


def waiting(user: Viewer) -> list[Waits]:
    """What waits for the user, in the order of the flow, in every agency of theirs."""
    year = open_year()
    found = []
    for agency in agencies_of(user):
        days = days_of(year, agency) if year else {}
        for kind, model in ((ItemKind.NEED, Need), (ItemKind.PROPOSAL, Proposal)):
            rows = model._default_manager.filter(waits(user, agency, kind), agency=agency).order_by()
            counts = dict(rows.values_list("state").annotate(n=Count("*")))
            for state, (step, stage) in NEXT.items():
                if counts.get(state):
                    query = f"pemerintah={agency}&jenis={kind}&keadaan={state}"
                    found.append(Waits(agency, step, state, kind, stage, counts[state], query, days.get(stage)))
    return found
