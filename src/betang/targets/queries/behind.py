"""The development targets behind a weight."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from betang.agencies.viewers import Viewer
from betang.targets.models import TargetLink


def targets_behind(agency: str, competency: str, *, units: Iterable[int] | None, user: Viewer) -> list[TargetLink]:
    """Links that raise the weight of a competency in an own agency, the heaviest first; none for another's.

    With `units` only links that hold there: those of the whole agency, and those of one of the units. Links on a unit
    above hold below it too, so the caller names the units above as well when it means them.
    """
    if not user.owns(agency):
        return []
    links = TargetLink.objects.filter(agency=agency, competency=competency).select_related(
        "target", "target__unit", "unit"
    )
    if units is not None:
        inside = list(units)
        links = links.filter(
            Q(unit__in=inside)
            | Q(unit__isnull=True, target__unit__in=inside)
            | Q(unit__isnull=True, target__unit__isnull=True)
        )
    return sorted(links, key=lambda link: (-float(link.target.weight * link.relevance), link.target_id))
