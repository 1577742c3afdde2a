"""What the workbooks for the dialogue are filled with: each person of an agency with what the post requires."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F, Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.gap.explain import PRECEDENCE, Evidence, Standing, step, weigh
from betang.core.params import Parameters
from betang.needs.queries.flow.years import open_year
from betang.people.models import Performance, Person, Unit
from betang.people.queries import tree
from betang.programs.models import Outcome, Program, Training
from betang.standards.models import Assessment, Standard
from betang.targets.models import Target

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True, slots=True)
class Pair:
    """A competency a person's post requires. `held` None: not known; `expired`: it was, once.

    `trained`: the last day a training for it ended, after the deciding assessment (or ever, where there is none).
    """

    competency: str
    required: int
    held: int | None
    expired: bool
    trained: date | None


@dataclass(frozen=True, slots=True)
class Partner:
    """One person of an office, with the pairs of their post and the newest predicate (year, predicate)."""

    person: Person
    pairs: tuple[Pair, ...]
    predicate: tuple[int, int] | None


@dataclass(frozen=True, slots=True)
class Unmet:
    """A target of an office that is not where it is to be."""

    indicator: str
    measure: str
    baseline: float
    goal: float
    year: int


@dataclass(frozen=True, slots=True)
class Office:
    """An office at the top of an agency, with everybody in it and below it who is in service."""

    unit: Unit
    partners: tuple[Partner, ...]
    unmet: tuple[Unmet, ...]


def may_take(agency: str, *, user: Viewer) -> bool:
    """Whether workbooks of the agency are the user's to take: of all of it, or of an office of theirs in it."""
    return (user.has(Right.EDIT, agency) and user.sees_names(agency)) or agency in user.offices.values()


def planning_year(on: date) -> int:
    """The year that needs are gathered for: the open one, else the next."""
    return open_year() or on.year + 1


def catalogue() -> list[str]:
    """Names of all programmes, as a list to choose from."""
    return list(Program.objects.order_by("name").values_list("name", flat=True).distinct())


def offices(agency: str, *, on: date, user: Viewer, only: int | None = None) -> list[Office]:
    """The offices of an agency whose data the user enters, with their people; `only`: one of them, by its number.

    An officer of a part of an office has the people of that part. Raises `NotFound` where there is none.
    """
    if not may_take(agency, user=user):
        raise NotFound("not here, or not for this user")
    units = tree(agency, user=user)
    if only is not None and only not in units.units:
        raise NotFound("not here, or not for this user")
    office_of = {below: office for office in units.offices() for below in units.below(office.pk)}
    people = _in_service(agency)
    if not (user.has(Right.EDIT, agency) and user.sees_names(agency)):
        people = people.filter(unit__in=list(user.offices))
    if only is not None:
        people = people.filter(unit__in=units.below(only))
    known = Known(agency, on)
    found: defaultdict[int, list[Partner]] = defaultdict(list)
    tops: dict[int, Unit] = {}
    for person in people.select_related("job", "unit", "supervisor").order_by("unit__name", "name", "pk"):
        office = office_of.get(person.unit_id, person.unit)  # whoever sits above every office stands for themselves
        tops.setdefault(office.pk, office)
        found[office.pk].append(known.partner(person))
    if only in tops:
        tops = {only: tops[only]}  # offices under it have workbooks of their own
    if only is not None and not tops:
        raise NotFound("not here, or not for this user")
    unmet = _unmet(agency, {unit: office.pk for unit, office in office_of.items()})
    return [
        Office(unit, tuple(found[number]), tuple(unmet.get(number, ())))
        for number, unit in sorted(tops.items(), key=lambda pair: pair[1].name)
    ]


def _in_service(agency: str) -> QuerySet[Person]:
    away = Q(legal_position__in=Parameters().away_positions)
    return Person.objects.filter(~away | Q(legal_position__isnull=True), agency=agency)


def _unmet(agency: str, homes: Mapping[int, int]) -> dict[int, list[Unmet]]:
    """Targets that are not reached, by the office that they are a promise of."""
    found: defaultdict[int, list[Unmet]] = defaultdict(list)
    rows = Target.objects.filter(agency=agency, unit__isnull=False, baseline__isnull=False, goal__isnull=False)
    for one in rows.exclude(baseline=F("goal")).order_by("code"):
        unit = one.unit_id or 0
        found[homes.get(unit, unit)].append(
            Unmet(one.indicator, one.unit_of_measure or "", float(one.baseline or 0), float(one.goal or 0), one.year)
        )
    return found


class Known:
    """What the record knows of everybody in an agency (`people` None) or of some of its people, read once."""

    def __init__(self, agency: str, on: date, people: Collection[int] | None = None) -> None:
        self._on = on
        of = Q(agency=agency) if people is None else Q(agency=agency, person__in=people)
        self._standards = _standards(agency)
        self._asked: dict[tuple[str, str], Mapping[str, int]] = {}
        self._evidence: defaultdict[int, dict[str, list[Evidence]]] = defaultdict(dict)
        rows = Assessment.objects.filter(of, assessed_on__lte=on).order_by()
        columns = ("person_id", "competency_id", "level", "assessed_on", "source", "valid_until")
        for person, competency, *evidence in rows.values_list(*columns).iterator(chunk_size=10_000):
            self._evidence[person].setdefault(competency, []).append(Evidence(*evidence))
        self._trained = _trained(of, on)
        predicates = Performance.objects.filter(of).order_by("year")
        self._predicates = {
            person: (year, predicate)
            for person, year, predicate in predicates.values_list("person_id", "year", "predicate")
        }

    def partner(self, person: Person) -> Partner:
        asked = self._required(person.job_id, person.job.tier)
        evidence, trained = self._evidence.get(person.pk, {}), self._trained.get(person.pk, {})
        pairs = tuple(
            self._pair(competency, level, evidence.get(competency, []), trained.get(competency))
            for competency, level in asked.items()
        )
        return Partner(person, pairs, self._predicates.get(person.pk))

    def _pair(self, competency: str, required: int, evidence: list[Evidence], trained: date | None) -> Pair:
        if not evidence:
            return Pair(competency, required, None, expired=False, trained=trained)
        first = weigh(evidence, as_of=self._on, validity_years=Parameters().validity_years)[0]
        if first.standing is not Standing.DECIDES:
            return Pair(competency, required, None, expired=True, trained=trained)
        since = trained if trained and trained > first.evidence.assessed_on else None
        return Pair(competency, required, first.evidence.level, expired=False, trained=since)

    def _required(self, job: str, tier: str) -> Mapping[str, int]:
        if (job, tier) not in self._asked:
            rows = sorted([*self._standards.get(job, ()), *self._standards.get(f"tier {tier}", ())], reverse=True)
            # The strongest step comes last and wins.
            self._asked[job, tier] = dict(sorted({competency: level for _, competency, level in rows}.items()))
        return self._asked[job, tier]


def _standards(agency: str) -> dict[str, list[tuple[int, str, int]]]:
    """Standards by job, or by `tier` and the tier: (how weak the step, competency, level)."""
    found: defaultdict[str, list[tuple[int, str, int]]] = defaultdict(list)
    rows = Standard.objects.filter(Q(agency=agency) | Q(agency__isnull=True)).order_by()
    for own, job, tier, competency, level in rows.values_list("agency_id", "job_id", "tier", "competency_id", "level"):
        place = PRECEDENCE.index(step(own=own is not None, by_job=job is not None))
        found[job or f"tier {tier}"].append((place, competency, level))
    return dict(found)


def _trained(of: Q, on: date) -> dict[int, dict[str, date]]:
    """The last day a training for a competency ended, by person and competency."""
    teaches: defaultdict[str, list[str]] = defaultdict(list)
    for program, competency in Outcome.objects.order_by().values_list("program_id", "competency_id"):
        teaches[program].append(competency)
    found: defaultdict[int, dict[str, date]] = defaultdict(dict)
    rows = Training.objects.filter(of, program__isnull=False).order_by()
    for person, program, start, end in rows.values_list("person_id", "program_id", "start", "end"):
        day = end or start
        if day and day <= on:
            for competency in teaches[program]:
                found[person][competency] = max(day, found[person].get(competency, day))
    return dict(found)
