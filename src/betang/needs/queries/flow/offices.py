"""Offices of a government: which units stand on the form of which, as far as the walls let the reader see."""

from __future__ import annotations

from betang.people.models import Unit
from betang.people.queries.register import Tree


def below(agency: str, office: int) -> list[int]:
    """The office and every unit under it; nothing where it is not a unit of the agency."""
    units = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency)})
    return units.below(office) if office in units.units else []


def home_of(agency: str) -> dict[int, int]:
    """The office on whose form each unit of the agency stands: itself, or one above it.

    A unit above every office (the head of the region) stands for itself.
    """
    units = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency)})
    found = {below: office.pk for office in units.offices() for below in units.below(office.pk)}
    return {unit: found.get(unit, unit) for unit in units.units}
