"""Forms of offices: what stands on each and how far it has come; and what every government has sent."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils import timezone

from betang.agencies.models import Agency
from betang.agencies.queries.members import names_of
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer, governments
from betang.needs.models import Deadline, Need, Proposal, SentForms, Stage, Submission
from betang.needs.queries.flow.lists import offices_in, seen_by
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.flow.years import days_of, last_day, open_year


@dataclass(frozen=True, slots=True)
class Form:
    """The form of one office: items by state, when it was sent first and last, and whether the first was too late.

    `overdue`: it was never sent, and the last day is over. `mine`: the reader may send it.
    """

    office: int
    name: str
    states: Mapping[str, int]
    rounds: int
    last_at: datetime | None
    sent_by: str
    note: str
    late: bool
    overdue: bool
    mine: bool

    @property
    def items(self) -> int:
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class Sent:
    """What one government has sent, as all may see it."""

    agency: Agency
    found: SentForms | None
    last_day: date | None
    overdue: bool


def forms(agency: str, *, user: Viewer, on: date) -> list[Form]:
    """The form of every office the user works with, by name. `NotFound` for another's agency."""
    seen_by(user, agency)
    year, homes = open_year(), home_of(agency)
    names = offices_in(agency, homes, user=user)
    counts = _by_office(agency, homes)
    until = days_of(year, agency).get(Stage.SUBMIT) if year else None
    sent: defaultdict[int, list[Submission]] = defaultdict(list)
    for one in Submission.objects.filter(agency=agency, year=year or 0).order_by("round"):
        sent[one.office_id].append(one)
    senders = names_of(one.submitted_by_id for rows in sent.values() for one in rows[-1:])
    found = []
    for office, name in ((int(key), name) for key, name in names.items()):
        past = sent[office]
        last = past[-1] if past else None
        found.append(
            Form(
                office=office,
                name=name,
                states=counts[office],
                rounds=len(past),
                last_at=last.submitted_at if last else None,
                sent_by=senders.get(last.submitted_by_id or 0, "") if last else "",
                note=last.note if last else "",
                late=bool(past and until and timezone.localdate(past[0].submitted_at) > until),
                overdue=bool(not past and until and on > until),
                mine=user.has(Right.EDIT, agency) or office in user.offices,
            )
        )
    return found


def _by_office(agency: str, homes: Mapping[int, int]) -> defaultdict[int, Counter[str]]:
    """Items the reader sees by the office on whose form they stand, and state."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    needs = Need.objects.filter(agency=agency).order_by().annotate(place=Coalesce("unit_id", "person__unit_id"))
    proposals = Proposal.objects.filter(agency=agency).order_by().annotate(place=F("unit_id"))
    for rows in (needs, proposals):
        for place, state, count in rows.values_list("place", "state").annotate(n=Count("*")):
            if place is not None:
                found[homes.get(place, place)][state] += count
    return found


def sent_by_government(*, user: Viewer, on: date) -> list[Sent]:
    """What each government has sent in the open year: counts that sending discloses, the same for every reader."""
    del user  # whoever is signed in reads the same
    year = open_year()
    counted = {one.agency_id: one for one in SentForms.objects.filter(year=year or 0)}
    days = list(Deadline.objects.filter(year=year or 0, stage=Stage.SUBMIT))
    found = []
    for agency in governments():
        own, until = counted.get(agency.code), last_day(days, agency.code)
        behind = own is None or own.sent < own.offices
        found.append(Sent(agency, own, until, overdue=bool(behind and until and on > until)))
    return found
