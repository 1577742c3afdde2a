"""Offices of a government: which units stand on the form of which, as far as the walls let the reader see."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet

from betang.needs.models import Need, Proposal
from betang.needs.queries.flow.items import Asked
from betang.people.models import Unit
from betang.people.queries.register import Tree


def home_of(agency: str) -> dict[int, int]:
    """The office on whose form each unit of the agency stands: itself, or one above it.

    A unit above every office (the head of the region) stands for itself.
    """
    units = Tree({unit.pk: unit for unit in Unit.objects.filter(agency=agency)})
    found = {below: office.pk for office in units.offices() for below in units.below(office.pk)}
    return {unit: found.get(unit, unit) for unit in units.units}


def on_form(agency: str, office: int) -> list[int]:
    """The units that stand on the form of the office; none where it has no form of its own in the agency."""
    return [unit for unit, home in home_of(agency).items() if home == office]


def items_on_form(agency: str, units: Collection[int], states: Collection[str]) -> Asked:
    """The needs and proposals of the units in one of the states, as far as the reader may see them."""
    needs, proposals = of_units(agency, units)
    codes = needs.filter(state__in=states).order_by("pk").values_list("code", flat=True)
    numbers = proposals.filter(state__in=states).order_by("pk").values_list("pk", flat=True)
    return Asked(agency=agency, needs=tuple(codes), proposals=tuple(numbers))


def of_units(agency: str, units: Collection[int]) -> tuple[QuerySet[Need], QuerySet[Proposal]]:
    """Needs and proposals that belong to the units: a need without a unit to that of its person."""
    place = Q(unit__in=units) | Q(unit__isnull=True, person__unit__in=units)
    return Need.objects.filter(place, agency=agency), Proposal.objects.filter(agency=agency, unit__in=units)
