"""Vision, missions and the tree of targets below them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.targets.models import LinkState, Mission, Target, TargetLevel, Vision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from betang.agencies.viewers import Viewer

_ORDER = {level: number for number, level in enumerate(TargetLevel.values)}


@dataclass(frozen=True, slots=True)
class Node:
    """A target in the tree: how deep it stands, how many competencies it leans on, how many links are confirmed."""

    target: Target
    depth: int
    links: int
    confirmed: int


@dataclass(frozen=True, slots=True)
class Branch:
    """What stands under one mission; without a mission, the targets nobody has put under one."""

    mission: Mission | None
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """The way up from a target: the targets above it, the highest first, and the mission the highest one serves."""

    mission: Mission | None
    above: tuple[Target, ...]

    @property
    def vision(self) -> Vision | None:
        return self.mission.vision if self.mission else None


def tree(agency: str, *, user: Viewer) -> list[Branch]:
    """The targets of one of the user's own governments under their missions. `NotFound` for another's."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    counted = Target.objects.filter(agency=agency).select_related("unit", "parent")
    rows = counted.annotate(linked=Count("links"), confirmed=Count("links", filter=Q(links__state=LinkState.CONFIRMED)))
    below: defaultdict[str | None, list[Target]] = defaultdict(list)
    found = {target.pk: target for target in rows}
    for target in sorted(found.values(), key=lambda one: (_ORDER.get(one.level or "", len(_ORDER)), one.pk)):
        below[target.parent_id if target.parent_id in found else None].append(target)
    shown: set[str] = set()
    by_mission: defaultdict[int | None, list[Node]] = defaultdict(list)
    # Targets in a circle hang under nothing: each of them then stands at the top, so that none is lost.
    for top in (*below[None], *found.values()):
        if top.pk not in shown:
            by_mission[top.mission_id].extend(_nodes(top, below, shown))
    missions = [mission for vision in visions(agency, user=user) for mission in vision.missions.all()]
    branches = [Branch(mission, tuple(by_mission.pop(mission.pk, ()))) for mission in missions]
    rest = tuple(node for nodes in by_mission.values() for node in nodes)
    return [*branches, Branch(None, rest)] if rest else branches


def _nodes(top: Target, below: dict[str | None, list[Target]], shown: set[str]) -> Iterable[Node]:
    todo = [(top, 0)]
    while todo:
        target, depth = todo.pop()
        if target.pk in shown:
            continue
        shown.add(target.pk)
        yield Node(target, depth, target.linked, target.confirmed)  # type: ignore[attr-defined]  # annotated above
        todo.extend((child, depth + 1) for child in reversed(below.get(target.pk, [])))


def get_target(code: str, *, user: Viewer) -> Target:
    """A target of the user's own governments. Absent and forbidden are the same `NotFound`."""
    own = [agency for agency in (*user.agencies, *user.works_for) if user.owns(agency)]
    found = Target.objects.filter(pk=code, agency__in=own).select_related("agency", "unit", "parent").first()
    if found is None:
        raise NotFound("not here, or not for this user")
    return found


def chain(target: Target) -> Chain:
    """The way from a target up to its mission and vision, inside its own government."""
    own = {one.pk: one for one in Target.objects.filter(agency=target.agency_id).select_related("unit")}
    above: list[Target] = []
    here = target
    while here.parent_id in own and here.parent_id not in {target.pk, *(one.pk for one in above)}:
        here = own[here.parent_id]
        above.insert(0, here)
    mission = Mission.objects.select_related("vision").filter(pk=here.mission_id).first() if here.mission_id else None
    return Chain(mission, tuple(above))


def below(target: Target) -> list[Target]:
    """The targets right below."""
    return list(Target.objects.filter(agency=target.agency_id, parent=target).select_related("unit").order_by("code"))


def visions(agency: str, *, user: Viewer) -> list[Vision]:
    """The visions of one of the user's own governments, the newest first, with their missions. `NotFound` else."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    return list(Vision.objects.filter(agency=agency).prefetch_related("missions"))


def missions_in(agency: str, year: int, *, user: Viewer) -> list[Mission]:
    """The missions of the visions that a year belongs to."""
    held = [vision for vision in visions(agency, user=user) if vision.first_year <= year <= vision.last_year]
    return [mission for vision in held for mission in vision.missions.all()]


def get_vision(vision_id: int, *, user: Viewer) -> Vision:
    """A vision that the user may change. Absent and forbidden are the same `NotFound`."""
    found = Vision.objects.filter(pk=vision_id).select_related("agency").first()
    if found is None or not edits_document(found.agency_id, user=user):
        raise NotFound("not here, or not for this user")
    return found


def edits_document(agency: str, *, user: Viewer) -> bool:
    """Whether vision and missions of the agency are the user's to write down, and which targets serve them."""
    return user.has(Right.EDIT, agency) or user.has(Right.CONFIRM_TARGETS, agency)


def may_see(*, user: Viewer) -> list[str]:
    """Governments whose targets the user may open, their home first."""
    home = user.home.code if user.home else ""
    own = [agency for agency in (*user.agencies, *user.works_for) if user.owns(agency)]
    return sorted(dict.fromkeys(own), key=lambda agency: (agency != home, agency))
