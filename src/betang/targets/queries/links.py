"""Links of competencies to targets: lists, one, and which are confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.people.models import Unit
from betang.targets.models import LinkState, Target, TargetLink
from betang.targets.rules import Hand, Standing

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.ui.words import Words

Place = tuple[str, int | None]
"""A competency, and our number of the unit where the promise holds (and below it); None: in the whole agency."""

FILTERS: Final[Words] = MappingProxyType(
    {
        "ready": _("Siap ditegaskan"),
        "bare": _("Belum lengkap"),
        "proposed": _("Semua yang belum ditegaskan"),
        "returned": _("Dikembalikan"),
        "confirmed": _("Ditegaskan"),
        "review": _("Perlu ditinjau lagi"),
    }
)
"""What a list of links may be narrowed to."""

_WHOLE: Final = Q(
    contribution__isnull=False, expected_change__isnull=False, owner__isnull=False, review_on__isnull=False
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which links a list shows: a key of `FILTERS`, the unit they hold in, a target."""

    state: str = ""
    units: tuple[int, ...] = ()
    target: str = ""

    def q(self, on: date) -> Q:
        proposed = Q(state=LinkState.PROPOSED)
        found = {
            "": Q(),
            "ready": proposed & _WHOLE,
            "bare": proposed & ~_WHOLE,
            "proposed": proposed,
            "returned": Q(state=LinkState.RETURNED),
            "confirmed": Q(state=LinkState.CONFIRMED),
            "review": Q(state=LinkState.CONFIRMED, review_on__lte=on),
        }[self.state]
        if self.units:
            found &= Q(unit__in=self.units) | Q(unit__isnull=True, target__unit__in=self.units)
        return found & Q(target=self.target) if self.target else found


def links(agency: str, wanted: Wanted, *, on: date, user: Viewer) -> list[TargetLink]:
    """Links of one of the user's own governments, by target. `NotFound` for another's."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    found = _rows().filter(wanted.q(on), agency=agency)
    return list(found.order_by("target__level", "target", "competency", "unit"))


def get_link(link_id: int, *, user: Viewer) -> TargetLink:
    """One link of the user's own governments. Absent and forbidden are the same `NotFound`."""
    found = _rows().filter(pk=link_id, agency__in=_own(user)).first()
    if found is None:
        raise NotFound("not here, or not for this user")
    return found


def picked_links(agency: str, numbers: set[int], *, user: Viewer) -> list[TargetLink]:
    """Those of the numbers that are links of the user's own government, in the order of the list."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    return list(_rows().filter(agency=agency, pk__in=numbers).order_by("target", "competency", "unit"))


def _rows() -> QuerySet[TargetLink]:
    return TargetLink.objects.select_related(
        "target", "target__unit", "target__agency", "unit", "competency", "proposed_by", "decided_by"
    )


def _own(user: Viewer) -> list[str]:
    return [code for code in (*user.agencies, *user.works_for) if user.owns(code)]


def hand(target: Target, *, user: Viewer) -> Hand:
    """What the user may do with links of a target: propose (planner, or the office whose indicator it is), confirm."""
    office = target.unit_id is not None and user.offices.get(target.unit_id) == target.agency_id
    return Hand(
        number=user.user.pk,
        proposes=user.has(Right.EDIT, target.agency_id) or office,
        confirms=user.has(Right.CONFIRM_TARGETS, target.agency_id),
    )


def standing(link: TargetLink) -> Standing:
    """The link as the rules see it."""
    whole = None not in (link.contribution, link.expected_change, link.owner, link.review_on)
    return Standing(LinkState(link.state), whole, link.proposed_by_id, link.version)


def is_due(link: TargetLink, *, on: date) -> bool:
    """Whether a confirmed link is to be looked at again."""
    return link.state == LinkState.CONFIRMED and link.review_on is not None and link.review_on <= on


def taken(target: Target, competency: str, unit: int | None, *, without: int | None = None) -> bool:
    """Whether the competency is linked to the target already, where it would hold in the same place."""
    place = unit or target.unit_id
    found = TargetLink.objects.filter(target=target, competency=competency).values_list("pk", "unit_id")
    return any((unit_of or target.unit_id) == place for number, unit_of in found if number != without)


def linked(agency: str) -> frozenset[Place]:
    """Every confirmed link of an agency, as far as the walls let whoever asks see; for actions and workers."""
    rows = TargetLink.objects.filter(agency=agency, state=LinkState.CONFIRMED).order_by()
    return frozenset(rows.values_list("competency_id", Coalesce("unit_id", "target__unit_id")))


def stood_on(agency: str) -> frozenset[tuple[str, str]]:
    """Every target of an agency with a competency its keeper has confirmed for it, wherever in the agency."""
    rows = TargetLink.objects.filter(agency=agency, state=LinkState.CONFIRMED).order_by()
    return frozenset(rows.values_list("target_id", "competency_id"))


def holds_at(places: frozenset[Place], competency: str, units: set[int]) -> bool:
    """Whether a confirmed link holds for the competency in a unit; `units`: it and every unit above it."""
    return (competency, None) in places or any((competency, unit) in places for unit in units)


def waiting(*, on: date, user: Viewer) -> dict[str, int]:
    """How many links wait for the user to confirm them, by government; for the first page."""
    found: dict[str, int] = {}
    for agency in _own(user):
        if user.has(Right.CONFIRM_TARGETS, agency):
            mine = TargetLink.objects.filter(Wanted("ready").q(on), agency=agency)
            found[agency] = mine.exclude(proposed_by=user.user).count()
    return found


def returned(*, user: Viewer) -> int:
    """How many links of the user were returned to them."""
    return TargetLink.objects.filter(state=LinkState.RETURNED, proposed_by=user.user).count()


def places_of(target: Target, *, user: Viewer) -> dict[int, Unit]:
    """The units a link of the target may be narrowed to: the office's own and below, or all for a common target."""
    if not user.owns(target.agency_id):
        raise NotFound("not here, or not for this user")
    units = {unit.pk: unit for unit in Unit.objects.filter(agency=target.agency_id).order_by("name")}
    if target.unit_id is None or target.unit_id not in units:
        return units
    inside, before = {target.unit_id}, 0
    while len(inside) != before:
        before = len(inside)
        inside |= {unit.pk for unit in units.values() if unit.parent_id in inside}
    return {number: unit for number, unit in units.items() if number in inside}
