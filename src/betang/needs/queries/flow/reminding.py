"""What is still open in a stage of an agency, and who is to be told. For the worker, who sees everything."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from django.db.models import Q

from betang.agencies.models import Member, Role
from betang.needs.models import Need, NeedState, Proposal, Stage, Submission
from betang.needs.queries.flow.offices import home_of

_WAITS: Final[Mapping[Stage, tuple[NeedState, ...]]] = MappingProxyType(
    {
        Stage.DIALOGUE: (NeedState.DRAFT,),
        Stage.VERIFY: (NeedState.SUBMITTED,),
        Stage.VALIDATE: (NeedState.VERIFIED,),
        Stage.MEETING: (NeedState.VALIDATED,),
        Stage.DECIDE: (NeedState.VALIDATED, NeedState.PLANNED),
    }
)
"""The states of items that a stage has still to do with."""
_TOLD: Final[Mapping[Stage, tuple[Role, ...]]] = MappingProxyType(
    {
        Stage.DIALOGUE: (Role.PLANNER, Role.OFFICER),
        Stage.SUBMIT: (Role.PLANNER, Role.OFFICER),
        Stage.VERIFY: (Role.PLANNER,),
        Stage.VALIDATE: (Role.PLANNER, Role.PYB),
        Stage.MEETING: (Role.PLANNER,),
        Stage.DECIDE: (Role.PLANNER, Role.PPK),
    }
)
"""The roles that are reminded of a stage; an officer only while something of theirs is open."""


def unsent_offices(agency: str, year: int) -> set[int]:
    """The offices of the agency whose form has not been sent in the year."""
    sent = Submission.objects.filter(agency=agency, year=year).values_list("office_id", flat=True)
    return set(home_of(agency).values()) - set(sent)


def left_open(agency: str, year: int, stage: Stage) -> int:
    """How much a stage has still to do: offices that have not sent their form, or items that wait."""
    if stage is Stage.SUBMIT:
        return len(unsent_offices(agency, year))
    of_year = Q(state__in=_WAITS[stage]) & (Q(year=year) | Q(year__isnull=True))
    return Need.objects.filter(of_year, agency=agency).count() + Proposal.objects.filter(of_year, agency=agency).count()


def addresses_of(agency: str, year: int, stage: Stage, *, on: date) -> list[str]:
    """The mail addresses of those who are reminded of a stage, each once."""
    held = Member.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), agency=agency, starts_on__lte=on, role__in=_TOLD[stage]
    ).filter(user__is_active=True, user__email__isnull=False)
    rows = list(held.exclude(user__email="").values_list("user__email", "role", "unit_number"))
    if stage is Stage.SUBMIT:
        homes, unsent = home_of(agency), unsent_offices(agency, year)
        rows = [row for row in rows if row[1] != Role.OFFICER or homes.get(row[2] or 0) in unsent]
    return sorted({str(mail) for mail, _role, _unit in rows})
