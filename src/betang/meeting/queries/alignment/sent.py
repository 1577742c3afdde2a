"""Who has sent what for a planning year, and who is late: of others what they disclosed, of one's own every office."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from betang.agencies.models import Agency
from betang.agencies.viewers import Viewer
from betang.meeting.queries.alignment.demand import Demanded
from betang.needs.models import Deadline, Stage, Submission
from betang.needs.queries.flow import offices


@dataclass(frozen=True, slots=True)
class Sent:
    """One government. `offices` of `all_offices` sent a form: exact at home, None of others.

    `linked`: people of them with a confirmed development target. `unknown`: lines without a number.
    """

    agency: Agency
    lines: int
    people: int
    unknown: int
    linked: int
    states: dict[str, int]
    due: date | None
    late: bool
    offices: int | None
    all_offices: int | None


def sent(found: Demanded, *, user: Viewer, today: date) -> list[Sent]:
    """Every government of the province. Late: nothing of it is to be seen after its last day for sending."""
    if found.year is None:
        return []
    due = _due(found.year)
    rows = []
    for agency in found.governments:
        shares = [one.line.shares[agency.code] for one in found.lines if agency.code in one.line.shares]
        states: defaultdict[str, int] = defaultdict(int)
        for share in shares:
            for state, number in share.states.items():
                states[state] += number
        last = due.get(agency.code, due.get(None))
        here, every = _own(agency.code, found.year, user)
        rows.append(
            Sent(
                agency=agency,
                lines=len(shares),
                people=sum(share.people or 0 for share in shares),
                unknown=sum(share.unknown for share in shares),
                linked=sum(share.linked for share in shares),
                states=dict(states),
                due=last,
                late=not shares and not here and last is not None and last < today,
                offices=here,
                all_offices=every,
            )
        )
    return rows


def _due(year: int) -> dict[str | None, date]:
    rows = Deadline.objects.filter(Q(year=year), stage=Stage.SUBMIT)
    return dict(rows.order_by().values_list("agency_id", "day"))


def _own(agency: str, year: int, user: Viewer) -> tuple[int | None, int | None]:
    """Offices that sent a form, nothing to ask for included, and all there are; not known of others."""
    if not user.owns(agency):
        return None, None
    there = set(offices.home_of(agency).values())
    done = set(Submission.objects.filter(agency=agency, year=year).values_list("office_id", flat=True))
    return len(done & there), len(there)
