"""What a government asks for, counted anew from what it has sent, for all the others to see."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Count, Max
from django.utils import timezone

from betang.agencies.models import User
from betang.agencies.scope import NOBODY, acting, current
from betang.needs.models import (
    Deadline,
    Demand,
    DemandKind,
    Need,
    NeedState,
    Proposal,
    SentForms,
    Stage,
    Submission,
)
from betang.needs.queries.flow.links import Links
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.flow.years import last_day, open_year
from betang.needs.rules import SENT_STATES

_COUNTING: Final = 0x64656D61  # "dema": the class of the locks of those who count
_DISCLOSED: Final = (*sorted(SENT_STATES), NeedState.RETURNED, NeedState.REJECTED)

# Of everything the agency has sent: one row a person, or a row that stands for several people.
_COUNTED = """
    WITH sent AS (
        SELECT n.year, coalesce(n.program_id, n.learning_program_id) AS program, n.competency_id AS competency,
            NULL::text AS title, n.person_id::text AS who, coalesce(n.people, 1) AS people, n.office_id AS office,
            coalesce(n.unit_id, p.unit_id) AS unit, n.state, n.priority, n.target_id AS target
        FROM needs_need n LEFT JOIN people_person p ON p.id = n.person_id
        WHERE n.agency_id = %(agency)s AND n.state = ANY (%(sent)s)
        UNION ALL
        SELECT s.year, coalesce(s.program_id, s.learning_program_id), NULL, s.title, NULL, s.people, s.office_id,
            s.unit_id, s.state, s.priority, NULL
        FROM needs_proposal s WHERE s.agency_id = %(agency)s AND s.state = ANY (%(sent)s))
    SELECT year, program, CASE WHEN program IS NULL THEN competency END,
        CASE WHEN program IS NULL AND competency IS NULL THEN title END, office, unit, state, priority, who, target,
        sum(people), array_agg(DISTINCT competency) FILTER (WHERE competency IS NOT NULL)
    FROM sent GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ORDER BY 1, 2, 3, 4, 9, 7, 8, 5, 6, 10
"""


@dataclass
class _Heads:
    """People counted: those who are named once each, the others as said."""

    named: set[str] = field(default_factory=set)
    unnamed: int = 0

    def add(self, row: _Row) -> int:
        """Count the people of a row; how many that are more."""
        before = self.count
        if row.who is not None:
            self.named.add(row.who)
        else:
            self.unnamed += row.people or 0
        return self.count - before

    @property
    def count(self) -> int:
        return len(self.named) + self.unnamed


@dataclass
class _Line:
    """A line as it grows: named people are counted once, whatever number of needs they have in it.

    Whoever has one of high priority, or one with a target, counts as such; in which state, the first says.
    """

    people: _Heads = field(default_factory=_Heads)
    high: _Heads = field(default_factory=_Heads)
    linked: _Heads = field(default_factory=_Heads)
    unknown: bool = False
    offices: set[int] = field(default_factory=set)
    states: Counter[str] = field(default_factory=Counter)

    def add(self, row: _Row, *, linked: bool) -> None:
        self.states[row.state] += self.people.add(row)
        self.unknown |= row.who is None and row.people is None
        if row.office is not None:
            self.offices.add(row.office)
        if row.priority == "high":
            self.high.add(row)
        if linked:
            self.linked.add(row)

    @property
    def total(self) -> int | None:
        """How many people; not known where a proposal names no number."""
        return None if self.unknown and not self.people.count else self.people.count


@dataclass(frozen=True, slots=True)
class _Row:
    year: int
    program: str | None
    competency: str | None
    title: str | None
    office: int | None
    unit: int | None
    state: str
    priority: str | None
    who: str | None
    target: str | None
    people: int | None
    competencies: list[str] | None


def publish_demand(*, agency: str, by: User | None) -> None:
    """Put what the agency has sent in the place of what was known of it: a step of whatever changed it.

    Only counts come out. An officer who sends one form may not read the others, so the counting looks at the whole
    agency whoever acts.
    """
    with _counting(agency):
        lines: defaultdict[tuple[Any, ...], _Line] = defaultdict(_Line)
        links = Links(agency)
        for row in _rows(agency):
            asked: list[str | None] = list(row.competencies or ())
            linked = any(
                links.linked(competency=one, program=row.program, unit=row.unit, target=row.target)
                for one in asked or [None]
            )
            lines[row.year, row.program, row.competency, row.title].add(row, linked=linked)
        Demand.objects.filter(agency=agency).delete()
        Demand.objects.bulk_create(_demand(agency, key, line) for key, line in lines.items())
    publish_sent(agency=agency, by=by)


@contextmanager
def _counting(agency: str) -> Iterator[None]:
    """Whoever acts, with the whole agency in sight, one at a time: so two that count together agree."""
    here = current() or NOBODY
    own = frozenset({agency})
    with (
        acting(replace(here, figures=here.figures | own, people=here.people | own, edit=here.edit | own)),
        transaction.atomic(),
    ):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_COUNTING, agency])
        yield


def publish_sent(*, agency: str, by: User | None) -> None:
    """Count anew which forms the agency has sent in the open year, and how far what stands on them has come."""
    del by  # the event of whatever changed it speaks for its rows
    with _counting(agency):
        year = open_year()
        if year is None:
            return
        homes = set(home_of(agency).values())
        first = dict(
            Submission.objects.filter(agency=agency, year=year, round=1).values_list("office_id", "submitted_at")
        )
        last = Submission.objects.filter(agency=agency, year=year).aggregate(at=Max("submitted_at"))["at"]
        until = last_day(Deadline.objects.filter(year=year, stage=Stage.SUBMIT), agency)
        states: Counter[str] = Counter()
        for model in (Need, Proposal):
            rows = model.objects.filter(agency=agency, year=year, state__in=_DISCLOSED).order_by()
            states.update(dict(rows.values_list("state").annotate(n=Count("*"))))
        SentForms.objects.update_or_create(
            agency_id=agency,
            year=year,
            defaults={
                "offices": len(homes | first.keys()),
                "sent": len(first),
                "late": sum(until is not None and timezone.localdate(at) > until for at in first.values()),
                "states": dict(states),
                "last_at": last,
            },
        )


def _rows(agency: str) -> Iterator[_Row]:
    with connection.cursor() as cursor:
        cursor.execute(_COUNTED, {"agency": agency, "sent": [str(state) for state in SENT_STATES]})
        for *row, people, competencies in cursor.fetchall():
            yield _Row(*row, None if people is None else int(people), competencies)  # type: ignore[call-arg]


def _demand(agency: str, key: tuple[Any, ...], line: _Line) -> Demand:
    year, program, competency, title = key
    kind = DemandKind.PROGRAM if program else DemandKind.COMPETENCY if competency else DemandKind.TITLE
    return Demand(
        agency_id=agency,
        year=year,
        kind=kind,
        program_id=program,
        competency_id=competency,
        title=title,
        offices=len(line.offices),
        people=line.total,
        high=line.high.count,
        linked=line.linked.count,
        states=dict(line.states),
    )
