"""Units, posts and employees for screens. Every road from an id to a row takes the user who asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, Q

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.people.models import Person, Unit


@dataclass(frozen=True)
class Tree:
    """The units of one agency in their tree."""

    units: Mapping[int, Unit]

    @cached_property
    def children(self) -> dict[int | None, list[Unit]]:
        """Units by parent, by name; a unit whose parent is not there stands at the top."""
        found: dict[int | None, list[Unit]] = {}
        for unit in sorted(self.units.values(), key=lambda u: u.name):
            parent = unit.parent_id if unit.parent_id in self.units else None
            found.setdefault(parent, []).append(unit)
        return found

    def below(self, unit: int) -> list[int]:
        """The unit and every unit under it."""
        found, i = [unit], 0
        while i < len(found):
            found.extend(child.id for child in self.children.get(found[i], ()))
            i += 1
        return found

    def above(self, unit: Unit) -> list[Unit]:
        """The units over this one, highest first."""
        found: list[Unit] = []
        parent = self.units.get(unit.parent_id) if unit.parent_id else None
        while parent is not None:
            found.insert(0, parent)
            parent = self.units.get(parent.parent_id) if parent.parent_id else None
        return found

    def offices(self) -> list[Unit]:
        """The units an overview starts from: those at the top, or one step down where a single one holds all."""
        top = self.children.get(None, [])
        return self.children.get(top[0].id, top) if len(top) == 1 else top


def tree(agency: str, *, user: Viewer) -> Tree:
    """The units of one of the user's own agencies. `NotFound` for another's."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    return Tree({unit.id: unit for unit in Unit.objects.filter(agency=agency)})


def names_of_units(agency: str, units: Iterable[int], *, user: Viewer) -> dict[int, str]:
    """Names of some units of an agency by number; none of an agency that is not the user's."""
    wanted = Unit.objects.filter(agency=agency, pk__in=list(units)) if user.owns(agency) else Unit.objects.none()
    return dict(wanted.values_list("pk", "name"))


def get_unit(unit_id: int, *, user: Viewer) -> Unit:
    """A unit of the user's own agencies. Absent and forbidden are the same `NotFound`."""
    unit = Unit.objects.filter(pk=unit_id, agency__in=user.agencies).select_related("agency").first()
    if unit is None:
        raise NotFound("not here, or not for this user")
    return unit


def get_person(person_id: int, *, user: Viewer) -> Person:
    """An employee whom the user may open. Absent and forbidden are the same `NotFound`."""
    person = Person.objects.filter(pk=person_id).select_related("agency", "unit", "job").first()
    if person is None or not user.sees_person(person.pk, person.agency_id):
        raise NotFound("not here, or not for this user")
    return person


@dataclass(frozen=True, slots=True)
class Staff:
    """How many people an agency has in the record, by status and by tier."""

    people: int
    by_status: Mapping[str, int]
    by_tier: Mapping[str, int]


def staff(agency: str, *, user: Viewer) -> Staff:
    """Counts of an agency whose people are all the user's to open. `NotFound` for another's."""
    if not user.sees_people(agency):
        raise NotFound("not here, or not for this user")
    rows = Person.objects.filter(agency=agency).order_by().values("status", "job__tier").annotate(n=Count("*"))
    by_status: dict[str, int] = {}
    by_tier: dict[str, int] = {}
    for row in rows:
        by_status[row["status"]] = by_status.get(row["status"], 0) + row["n"]
        by_tier[row["job__tier"]] = by_tier.get(row["job__tier"], 0) + row["n"]
    return Staff(sum(by_status.values()), by_status, by_tier)


ORDERS = {"nama": "name", "unit": "unit__name", "jabatan": "job__name", "jenjang": "job__tier", "status": "status"}
"""What a list of employees may be sorted by, as the URL names it."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which employees a list shows. Never by name: a name in a URL would reach every log on the way."""

    unit: int | None = None
    tier: str = ""
    status: str = ""

    def q(self) -> Q:
        wanted = Q()
        if self.unit is not None:
            wanted &= Q(unit=self.unit)
        if self.tier:
            wanted &= Q(job__tier=self.tier)
        if self.status:
            wanted &= Q(status=self.status)
        return wanted


def employees(
    agency: str,
    wanted: Wanted,
    *,
    user: Viewer,
    sort: str = "",
    descending: bool = False,
    first: int = 0,
    rows: int | None = None,
) -> tuple[list[Person], int]:
    """Employees of an agency whom the user may open, and how many those are in all. `NotFound` where there are none."""
    if not user.sees_some_people(agency):
        raise NotFound("not here, or not for this user")
    found = Person.objects.filter(wanted.q(), agency=agency)
    if not user.sees_people(agency):
        found = found.filter(pk__in=list(user.reached))
    # Who may not see names must not learn their order either; whoever reaches single people reaches them by name.
    names = user.shows_names(agency)
    key = ORDERS.get(sort, "unit__name") if names or sort != "nama" else "unit__name"
    ordered = found.select_related("unit", "job").order_by(f"-{key}" if descending else key, "id")
    return list(ordered[first : None if rows is None else first + rows]), found.count()
