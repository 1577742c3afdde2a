"""Needs of the post and of the law, counted for each office: what would be entered beside the dialogue, and what is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.params import Parameters
from betang.core.register.layers import BASIC, Offer, Official, owed, programme_of
from betang.core.register.rules import FIRST_HOUR
from betang.needs.models import Need, NeedBasis, NeedState
from betang.needs.queries.flow.links import Links
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.flow.years import open_year, past
from betang.people.models import Person, Unit
from betang.programs.models import Eligibility, Obligation, Outcome, Program, Training
from betang.targets.models import Target, TargetLink

Deed = Literal["new", "changed", "same", "gone", "kept"]
"""What entering would do: add, put another number, nothing, take back what nobody owes any more. `kept`: the row is no
draft any more, or came by a file; it stays as it is."""


def layer_code(agency: str, unit: int, program: str, basis: NeedBasis) -> str:
    """The code of a need of an office: by our number of the unit."""
    return f"{agency}-{unit}-{program}-{basis.value}"


@dataclass(frozen=True, slots=True)
class Line:
    """A programme and how many people of an office owe it. `need`: the row that says so now; `code`: of a new one."""

    agency: str
    unit: int
    program: str
    basis: NeedBasis
    people: int
    need: Need | None
    code: str

    @property
    def deed(self) -> Deed:
        if self.need is None:
            return "new"
        if self.need.state != NeedState.DRAFT or self.need.pk != self.code:
            return "kept"
        if not self.people:
            return "gone"
        return "same" if self.need.people == self.people else "changed"


@dataclass(frozen=True, slots=True)
class Untold:
    """People who owe a training that is not entered: no single programme of the catalogue is it (`program`), or the
    day of their appointment is not known (`since`).
    """

    training: str
    people: int
    why: Literal["program", "since"]


@dataclass(frozen=True, slots=True)
class Layers:
    """What the post and the law ask of an agency, as far as the user enters data for it."""

    agency: str
    lines: tuple[Line, ...]
    untold: tuple[Untold, ...]
    units: Mapping[int, Unit]
    programs: Mapping[str, Program]

    @property
    def moves(self) -> bool:
        """Whether entering would do anything."""
        return any(line.deed in {"new", "changed", "gone"} for line in self.lines)


def may_enter(agency: str, *, user: Viewer) -> bool:
    """Whether the user enters needs of the agency, or of an office in it."""
    return user.enters_for(agency)


def layers(agency: str, *, on: date, user: Viewer) -> Layers:
    """The layers of law and post. `NotFound` for whoever enters no data there."""
    if not may_enter(agency, user=user):
        raise NotFound("not here, or not for this user")
    units = {unit.pk: unit for unit in Unit.objects.filter(agency=agency)}
    homes = _homes(agency, user)
    away = Q(legal_position__in=Parameters().away_positions)
    people = Person.objects.filter(~away | Q(legal_position__isnull=True), agency=agency, unit__in=list(homes))
    rows = list(people.select_related("job").only("status", "job_since", "unit_id", "job__tier"))
    programs = {program.pk: program for program in Program.objects.all()}
    finished = _finished(agency, on)
    counts: defaultdict[tuple[int, str, NeedBasis], int] = defaultdict(int)
    untold: defaultdict[tuple[str, Literal["program", "since"]], int] = defaultdict(int)
    by_law = {training: programme_of(training, _catalogue(programs.values())) for training in _trainings()}
    owes_by_law: set[tuple[int, str]] = set()
    for person in rows:
        titles = tuple(title for title, _program in finished.get(person.pk, ()))
        training, sure = owed(Official(person.status, person.job.tier, person.job_since, titles), on=on)
        program = by_law.get(training) if training else None
        if training is None:
            continue
        if not sure:
            untold[training, "since"] += 1
        elif program is None:
            untold[training, "program"] += 1
        else:
            owes_by_law.add((person.pk, program))
            counts[homes[person.unit_id], program, NeedBasis.LAW] += 1
    for unit, program in _of_the_post(agency, {person.pk: person.unit_id for person in rows}, finished, owes_by_law):
        counts[homes[unit], program, NeedBasis.POST] += 1
    lines = tuple(_lines(agency, counts, set(homes.values())))
    missing = tuple(Untold(training, people, why) for (training, why), people in sorted(untold.items()))
    return Layers(agency, lines, missing, units, programs)


def _homes(agency: str, user: Viewer) -> dict[int, int]:
    """The office on whose form each unit stands, of those the user enters data for."""
    homes = home_of(agency)
    if user.has(Right.EDIT, agency):
        return homes
    mine = {unit for unit, of in user.offices.items() if of == agency}
    # An officer of a part of an office enters for that part: its form is not the office's.
    return {unit: home if home in mine else _top(unit, mine, agency) for unit, home in homes.items() if unit in mine}


def _top(unit: int, mine: set[int], agency: str) -> int:
    parents = _parents(agency)
    while parents.get(unit) in mine:
        unit = parents[unit] or unit
    return unit


def _trainings() -> list[str]:
    return [BASIC, *FIRST_HOUR.ladder]


def _catalogue(programs: Iterable[Program]) -> list[Offer]:
    takes: defaultdict[str, set[tuple[str | None, str | None]]] = defaultdict(set)
    for program, tier, status in Eligibility.objects.values_list("program_id", "tier", "status"):
        takes[program].add((tier, status))
    return [Offer(one.pk, one.name, frozenset(takes[one.pk])) for one in programs]


def _finished(agency: str, on: date) -> dict[int, list[tuple[str, str | None]]]:
    """What each person has finished: title and programme."""
    found: defaultdict[int, list[tuple[str, str | None]]] = defaultdict(list)
    rows = Training.objects.filter(agency=agency).order_by()
    for person, title, program, name, start, end in rows.values_list(
        "person_id", "title", "program_id", "program__name", "start", "end"
    ):
        day = end or start
        if day is None or day <= on:
            found[person].append((title, program))
            if name:
                found[person].append((name, program))
    return dict(found)


def _of_the_post(
    agency: str,
    units: Mapping[int, int],
    finished: Mapping[int, list[tuple[str, str | None]]],
    owes_by_law: set[tuple[int, str]],
) -> Iterator[tuple[int, str]]:
    """Unit and programme of every obligation that is not met, unless the law asks the same."""
    rows = Obligation.objects.filter(agency=agency, person__in=list(units)).order_by()
    for person, program in rows.values_list("person_id", "program_id"):
        done = any(of == program for _title, of in finished.get(person, ()))
        if not done and (person, program) not in owes_by_law:
            yield units[person], program


def _lines(agency: str, counts: Mapping[tuple[int, str, NeedBasis], int], units: set[int]) -> Iterator[Line]:
    rows = Need.objects.filter(agency=agency, person__isnull=True, basis__in=(NeedBasis.LAW, NeedBasis.POST))
    year, before = open_year(), set(rows.filter(past()).values_list("pk", flat=True))

    def code(unit: int, program: str, basis: NeedBasis) -> str:
        plain = layer_code(agency, unit, program, basis)
        return f"{plain}-{year}" if plain in before else plain

    now: dict[tuple[int | None, str | None, str], Need] = {}
    for need in rows.exclude(past()).order_by("code"):
        now[need.unit_id, need.program_id, need.basis] = need
    for (unit, program, basis), people in sorted(counts.items()):
        of_office = now.pop((unit, program, basis), None)
        held = now.get((None, program, basis), of_office)
        yield Line(agency, unit, program, basis, people, held, code(unit, program, basis))
    for left in now.values():
        if left.unit_id in units and left.program_id is not None:
            basis = NeedBasis(left.basis)
            named = code(left.unit_id, left.program_id, basis)
            line = Line(agency, left.unit_id, left.program_id, basis, 0, left, named)
            if line.deed == "gone":
                yield line


# ---------------------------------------------------------------- needs of the organisation


@dataclass(frozen=True, slots=True)
class Promise:
    """A need of the organisation that was entered, with its target, or those its programme serves where it names none.

    `linked`: it may be validated, the keeper has confirmed what it stands on.
    """

    need: Need
    targets: tuple[Target, ...]
    linked: bool


def promises(agency: str, *, user: Viewer) -> list[Promise]:
    """Needs of the organisation, by unit. `NotFound` for whoever enters no data there."""
    if not may_enter(agency, user=user):
        raise NotFound("not here, or not for this user")
    rows = Need.objects.filter(agency=agency, person__isnull=True, basis=NeedBasis.STRATEGIC).exclude(past())
    if not user.has(Right.EDIT, agency):
        rows = rows.filter(unit__in=[unit for unit, of in user.offices.items() if of == agency])
    found = list(rows.select_related("program", "unit", "target").order_by("unit__name", "program__name"))
    serves, links = serving(agency), Links(agency)
    return [
        Promise(
            need,
            (need.target,) if need.target else tuple(serves.get(need.program_id or "", ())),
            links.linked(competency=None, program=need.program_id, unit=need.unit_id, target=need.target_id),
        )
        for need in found
    ]


def aims(agency: str, *, user: Viewer) -> dict[str, list[Target]]:
    """Targets a need of the organisation may name, by the name of the unit that answers; "": the whole government."""
    parents = _parents(agency)
    offices = {place.pk for place in places(agency, user=user)}
    found: defaultdict[str, list[Target]] = defaultdict(list)
    for target in Target.objects.filter(agency=agency).select_related("unit").order_by("-weight", "indicator"):
        if any(_serves(target, office, parents) for office in offices):
            found[target.unit.name if target.unit else ""].append(target)
    return dict(sorted(found.items()))


def may_name(target: str, *, agency: str, unit: int) -> bool:
    """Whether an office may ask for something by the target: one of its own, or of the whole government."""
    found = Target.objects.filter(agency=agency, pk=target).first()
    return found is not None and _serves(found, unit, _parents(agency))


def _serves(target: Target, office: int, parents: Mapping[int, int | None]) -> bool:
    unit = target.unit_id
    return unit is None or unit in _above(office, parents) or office in _above(unit, parents)


def _above(unit: int, parents: Mapping[int, int | None]) -> set[int]:
    """The unit and every one above it."""
    found: set[int] = set()
    here: int | None = unit
    while here is not None and here not in found:
        found.add(here)
        here = parents.get(here)
    return found


def _parents(agency: str) -> dict[int, int | None]:
    return dict(Unit.objects.filter(agency=agency).values_list("pk", "parent_id"))


def serving(agency: str) -> dict[str, list[Target]]:
    """The targets of an agency that a programme serves: those linked to a competency it teaches; the heaviest first."""
    teaches: defaultdict[str, set[str]] = defaultdict(set)
    for program, competency in Outcome.objects.values_list("program_id", "competency_id"):
        teaches[competency].add(program)
    found: defaultdict[str, dict[str, Target]] = defaultdict(dict)
    links = TargetLink.objects.filter(agency=agency).select_related("target", "target__unit")
    for link in links.order_by("-target__weight", "target"):
        for program in teaches[link.competency_id]:
            found[program][link.target_id] = link.target
    return {program: list(targets.values()) for program, targets in found.items()}


def places(agency: str, *, user: Viewer) -> list[Unit]:
    """Offices for which the user may enter a need of the organisation."""
    units = Unit.objects.filter(agency=agency, pk__in=set(_homes(agency, user).values()))
    return list(units.order_by("name"))


def has_program(code: str) -> bool:
    """Whether the catalogue has the programme."""
    return Program.objects.filter(pk=code).exists()
