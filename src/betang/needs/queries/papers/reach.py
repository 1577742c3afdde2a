"""What may be printed for whom: governments, their offices, and the head that all papers of one share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from betang.agencies.models import Agency
from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Need, NeedState, Proposal
from betang.people.models import Unit
from betang.people.queries.register import Tree
from betang.ui.documents.official.contents.common import Letterhead


@dataclass(frozen=True, slots=True)
class Head:
    """What every paper says: of which government and year, of which day, and whether its people are invented."""

    agency: Agency
    year: int
    printed: date
    label: str

    def paper(self, office: str = "") -> dict[str, Any]:
        """The fields that all contents share; `office` writes the paper."""
        return {
            "letterhead": Letterhead(government=self.agency.name, office=office),
            "agency": self.agency.name,
            "year": self.year,
            "printed": self.printed,
            "label": self.label,
        }


@dataclass(frozen=True, slots=True)
class Area:
    """An office, or the part of one whose data the user enters, with the numbers of its units."""

    unit: Unit
    units: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Sized:
    """An area, and how many rows its papers have: `listed` on the inventory, `sent` on the verification."""

    area: Area
    listed: int
    sent: int


def governments(*, user: Viewer) -> list[str]:
    """Codes of the governments whose papers the user may print, their home first."""
    home = user.home.code if user.home else ""
    codes = {*user.agencies, *user.works_for}
    return sorted((code for code in codes if user.owns(code)), key=lambda code: (code != home, code))


def prints_names(agency: str, *, user: Viewer) -> bool:
    """Whether papers that name people of the whole government are the user's to print."""
    return user.sees_people(agency) and user.sees_names(agency)


def prints_sums(agency: str, *, user: Viewer) -> bool:
    """Whether papers of the whole government that name nobody are: they are made of everybody's needs."""
    return user.sees_people(agency)


def areas(agency: str, *, user: Viewer) -> list[Area]:
    """The offices whose papers the user may print, by name: every one, or those whose data they enter."""
    if prints_names(agency, user=user):
        tree = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency)})
        found = [Area(office, tuple(tree.below(office.pk))) for office in tree.offices()]
        inside = {number for area in found for number in area.units}
        found += [Area(unit, (unit.pk,)) for unit in tree.units.values() if unit.pk not in inside]
    else:
        mine = [number for number, of in user.offices.items() if of == agency]
        tree = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency, pk__in=mine)})
        found = [Area(unit, tuple(tree.below(unit.pk))) for unit in tree.children.get(None, [])]
    return sorted(found, key=lambda area: area.unit.name)


def get_area(unit_id: int, *, user: Viewer) -> Area:
    """One unit with those below it, as far as papers of it are the user's to print. `NotFound` otherwise."""
    unit = Unit.objects.filter(pk=unit_id).select_related("agency").first()
    # A grant opens the unit of a person as well: asked before anything else is read, it tells as little as none.
    whole = unit is not None and prints_names(unit.agency_id, user=user)
    if unit is None or not (whole or user.offices.get(unit.pk) == unit.agency_id):
        raise NotFound("not here, or not for this user")
    below = Tree({one.pk: one for one in Unit.objects.filter(agency=unit.agency_id)}).below(unit.pk)
    if not whole:
        below = [number for number in below if user.offices.get(number) == unit.agency_id]
    return Area(unit, tuple(below))


def sized(agency: str, year: int, *, user: Viewer) -> list[Sized]:
    """The areas with how many rows their papers have."""
    found = areas(agency, user=user)
    home = {number: area.unit.pk for area in found for number in area.units}
    listed = dict.fromkeys(home.values(), 0)
    sent = dict.fromkeys(home.values(), 0)
    for unit, of_year in _units_of_items(agency, year):
        if unit in home:
            listed[home[unit]] += 1
            sent[home[unit]] += of_year is not None
    return [Sized(area, listed[area.unit.pk], sent[area.unit.pk]) for area in found]


def _units_of_items(agency: str, year: int) -> list[tuple[int | None, int | None]]:
    needs = Need.objects.filter(standing(year), agency=agency).order_by()
    rows = [(unit or of_person, of_year) for unit, of_person, of_year in needs.values_list(
        "unit_id", "person__unit_id", "year"
    )]  # fmt: skip
    proposals = Proposal.objects.filter(standing(year), agency=agency).order_by()
    return [*rows, *proposals.values_list("unit_id", "year")]


def standing(year: int) -> Q:
    """What stands on the inventory of a year: what was sent for it, and what is agreed and not sent yet.

    Drafts are not agreed, and what was withdrawn is not asked for.
    """
    agreed = Q(year__isnull=True, state=NeedState.AGREED)
    return (Q(year=year) | agreed) & ~Q(state__in=(NeedState.DRAFT, NeedState.WITHDRAWN))


def personnel_office(agency: str) -> str:
    """The office that keeps the personnel of a government, by its name; "" where none is known."""
    words = Q(name__icontains="kepegawaian") | Q(name__icontains="sumber daya manusia")
    found = Unit.objects.filter(words, agency=agency).order_by("parent_id", "pk").values_list("name", flat=True)
    return found.first() or ""
