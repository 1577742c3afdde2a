"""The people behind a figure, and the evidence behind a person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.core.dates import years_before
from betang.core.gap.explain import Evidence, Standing, Weighed, weigh
from betang.core.params import Parameters
from betang.needs.models import GapState, MapRun, Need, PersonGap
from betang.needs.queries import runs
from betang.needs.queries.government import Selection, selected
from betang.needs.rules import GIVEN_UP
from betang.people.models import Person
from betang.programs.models import Outcome, Training
from betang.standards.queries import Requirement, evidence_of, requirements

STATES = ("short", "met", "trained", "agreed", "expired", "unknown")
"""What a pair can be called on screens; `trained` is also short, `agreed` is also not known."""

ORDERS = {
    "nama": "person__name",
    "unit": "unit__name",
    "jabatan": "person__job__name",
    "tingkat": "required",
    "dimiliki": "held",
    "kurang": "shortfall",
    "bobot": "weight",
}


def state_of(gap: PersonGap) -> str:
    """The one word for a pair."""
    if gap.state == GapState.KNOWN:
        if not gap.shortfall:
            return "met"
        return "trained" if gap.trained else "short"
    return "agreed" if gap.assumed else gap.state


def _in_state(state: str) -> Q:
    return {
        "short": Q(shortfall__gt=0),
        "met": Q(shortfall=0),
        "trained": Q(trained=True),
        "agreed": Q(assumed=True),
        "expired": Q(state=GapState.EXPIRED),
        "unknown": Q(state=GapState.UNKNOWN),
    }.get(state, Q())


@dataclass(frozen=True, slots=True)
class Page:
    """Some of the people behind a figure, and how many there are."""

    rows: Sequence[PersonGap]
    total: int


def people_behind(
    run: MapRun,
    agency: str,
    competency: str,
    selection: Selection,
    *,
    user: Viewer,
    units: Iterable[int] | None = None,
    state: str = "",
    sort: str = "",
    descending: bool = True,
    first: int = 0,
    rows: int | None = None,
) -> Page:
    """People of an agency whom the user may open and whose post requires the competency. `NotFound` without any.

    Without a sort: the heaviest shortfall first, then what is agreed, then what is not known.
    """
    if not user.sees_some_people(agency):
        raise NotFound("not here, or not for this user")
    found = selected(run, agency, selection).filter(_in_state(state), competency=competency)
    if not user.sees_people(agency):
        found = found.filter(person__in=list(user.reached))
    if units is not None:
        found = found.filter(unit__in=list(units))
    total = found.count()
    ordered = _ordered(found, sort, descending=descending, names=user.shows_names(agency))
    shown = ordered.select_related("person", "person__job", "unit")[first : None if rows is None else first + rows]
    return Page(list(shown), total)


def _ordered(found: QuerySet[PersonGap], sort: str, *, descending: bool, names: bool) -> QuerySet[PersonGap]:
    found = found.annotate(weight=F("importance") * F("target_weight"))
    key = ORDERS.get(sort, "")
    if not key or (sort == "nama" and not names):  # who may not see names must not learn their order either
        return found.order_by(F("shortfall").desc(nulls_last=True), "-assumed", "-weight", "person_id")
    order = F(key).desc(nulls_last=True) if descending else F(key).asc(nulls_last=True)
    return found.order_by(order, "person_id")


@dataclass(frozen=True, slots=True)
class Finished:
    """A training that counts as "trained, not measured again"."""

    title: str
    day: date


@dataclass(frozen=True, slots=True)
class Proof:
    """One required competency of a person: what the post asks, what the person can show, and on what it rests."""

    gap: PersonGap
    state: str
    requirement: Requirement | None
    evidence: Sequence[Weighed]
    trainings: Sequence[Finished]
    agreed_on: date | None

    @property
    def deciding(self) -> Weighed | None:
        return next((w for w in self.evidence if w.standing is Standing.DECIDES), None)

    @property
    def weight(self) -> float:
        return self.gap.importance * self.gap.target_weight


def proofs(run: MapRun, person: Person, *, user: Viewer) -> list[Proof]:
    """Every competency the person's post requires, with the evidence behind its figure; the heaviest gap first.

    The evidence is read as it stands today: what came in after the run is shown, marked as not yet used.
    """
    if not user.sees_person(person.pk, person.agency_id):
        raise NotFound("not here, or not for this user")
    gaps = PersonGap.objects.filter(run=run, person=person).select_related("competency")
    asked = requirements(agency=person.agency_id, job=person.job_id, tier=person.job.tier)
    evidence = _weighed(run, person, user)
    trainings = _trainings(run, person)
    agreed = _agreed(run, person)
    found = [
        Proof(
            gap=gap,
            state=state_of(gap),
            requirement=asked.get(gap.competency_id),
            evidence=evidence.get(gap.competency_id, ()),
            trainings=trainings.get(gap.competency_id, ()) if gap.trained else (),
            agreed_on=agreed.get(gap.competency_id),
        )
        for gap in gaps
    ]
    order = {state: place for place, state in enumerate(("short", "trained", "agreed", "expired", "unknown", "met"))}
    return sorted(
        found, key=lambda p: (order[p.state], -(p.gap.shortfall or 0) * p.weight, -p.weight, p.gap.competency_id)
    )


def _weighed(run: MapRun, person: Person, user: Viewer) -> dict[str, list[Weighed]]:
    rows: dict[str, list[Evidence]] = {}
    for row in evidence_of([person.pk], user=user, agency=person.agency_id):
        rows.setdefault(row.competency_id, []).append(Evidence(row.level, row.assessed_on, row.source, row.valid_until))
    years = runs.validity_years(run)
    return {competency: weigh(found, as_of=run.as_of, validity_years=years) for competency, found in rows.items()}


def _trainings(run: MapRun, person: Person) -> dict[str, list[Finished]]:
    """Finished trainings of the last year by competency, by the rule that makes a pair `trained`."""
    oldest = years_before(run.as_of, int(run.params.get("trained_years", Parameters().trained_years)))
    finished = [
        (training.program_id, Finished(training.title, day))
        for training in Training.objects.filter(person=person, program__isnull=False)
        if (day := training.end or training.start) and oldest < day <= run.as_of
    ]
    outcomes = Outcome.objects.filter(program__in={program for program, _ in finished})
    found: dict[str, list[Finished]] = {}
    for taught, competency in outcomes.values_list("program_id", "competency_id"):
        found.setdefault(competency, []).extend(training for program, training in finished if program == taught)
    return found


def _agreed(run: MapRun, person: Person) -> dict[str, date]:
    """The day each need of the person was agreed, by competency; the first of several, none given up."""
    rows = Need.objects.filter(person=person, competency__isnull=False, agreed_on__lte=run.as_of)
    rows = rows.exclude(state__in=GIVEN_UP)
    pairs = rows.order_by("-agreed_on").values_list("competency_id", "agreed_on")
    return {competency: day for competency, day in pairs if competency and day}  # the earliest is written last
