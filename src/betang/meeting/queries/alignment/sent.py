"""Who has sent what for a planning year, and who is late: as every government disclosed it by sending."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from betang.agencies.models import Agency
from betang.agencies.viewers import Viewer
from betang.meeting.queries.alignment.demand import Demanded
from betang.needs.models import Deadline, SentForms, Stage
from betang.needs.queries.flow.years import last_day


@dataclass(frozen=True, slots=True)
class Sent:
    """One government. `forms` None: nothing was sent yet, so how many offices there are is not known.

    `linked`: people of those asked for with a confirmed development target. `unknown`: lines without a number.
    """

    agency: Agency
    lines: int
    people: int
    unknown: int
    linked: int
    states: dict[str, int]
    due: date | None
    forms: SentForms | None
    passed: bool

    @property
    def late(self) -> bool:
        """The last day has passed, and not every office has sent its form."""
        return self.passed and (self.forms is None or self.forms.sent < self.forms.offices)

    @property
    def last_at(self) -> datetime | None:
        return self.forms.last_at if self.forms else None


def sent(found: Demanded, *, user: Viewer, today: date) -> list[Sent]:
    """Every government of the province."""
    del user  # counts that every government has disclosed
    if found.year is None:
        return []
    days = list(Deadline.objects.filter(year=found.year, stage=Stage.SUBMIT))
    forms = {row.agency_id: row for row in SentForms.objects.filter(year=found.year)}
    return [_sent(agency, found, last_day(days, agency.code), forms.get(agency.code), today)
            for agency in found.governments]  # fmt: skip


def _sent(agency: Agency, found: Demanded, due: date | None, forms: SentForms | None, today: date) -> Sent:
    shares = [one.line.shares[agency.code] for one in found.lines if agency.code in one.line.shares]
    states: defaultdict[str, int] = defaultdict(int)
    for share in shares:
        for state, number in share.states.items():
            states[state] += number
    return Sent(
        agency=agency,
        lines=len(shares),
        people=sum(share.people or 0 for share in shares),
        unknown=sum(share.unknown for share in shares),
        linked=sum(share.linked for share in shares),
        states=dict(states),
        due=due,
        forms=forms,
        passed=due is not None and due < today,
    )
