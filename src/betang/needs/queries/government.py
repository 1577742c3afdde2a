"""Inside one government: units, competencies and ranked cells, exact, for those who belong to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.core.disclosure import Figures, judged, total
from betang.core.params import Parameters
from betang.needs.models import MapCell, MapRun, MapSum, PersonGap
from betang.needs.queries import runs
from betang.needs.queries.sums import Sums, gap_sums, stored
from betang.people.queries import Tree


@dataclass(frozen=True, slots=True)
class Selection:
    """Which people the figures are about; empty: everybody."""

    tier: str = ""
    status: str = ""

    @property
    def everybody(self) -> bool:
        return not self.tier and not self.status


def figures(run: MapRun, agency: str, selection: Selection, *, user: Viewer, competency: str = "") -> Sums:
    """Exact figures of one of the user's own agencies by (unit, competency), of one competency or of all.

    Raises `NotFound` for another's agency, and for a selection where not all of its people are the user's to open:
    counted from the few that are, it would pass for the whole.
    """
    if not user.owns(agency) or not (selection.everybody or user.sees_people(agency)):
        raise NotFound("not here, or not for this user")
    wanted = {"competency": competency} if competency else {}
    if selection.everybody:
        return stored(MapCell.objects.filter(run=run, agency=agency, **wanted), "unit_id", "competency_id")
    assumed = int(run.params.get("assumed_shortfall", Parameters().assumed_shortfall))
    rows = selected(run, agency, selection).filter(**wanted)
    return gap_sums(rows, "unit_id", "competency_id", assumed_shortfall=assumed)


def competencies(run: MapRun, agency: str, *, user: Viewer) -> dict[str, Figures]:
    """Exact figures of one of the user's own agencies by competency. `NotFound` for another's."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    return {
        code: row for (code,), row in stored(MapSum.objects.filter(run=run, agency=agency), "competency_id").items()
    }


def selected(run: MapRun, agency: str, selection: Selection) -> QuerySet[PersonGap]:
    """The person-level rows of the agency for the selection."""
    rows = PersonGap.objects.filter(run=run, agency=agency)
    if selection.tier:
        rows = rows.filter(person__job__tier=selection.tier)
    if selection.status:
        rows = rows.filter(person__status=selection.status)
    return rows


def by_competency(sums: Sums, units: Iterable[int] | None = None) -> dict[str, Figures]:
    """(unit, competency) rows added up by competency, of some units or of all."""
    wanted = None if units is None else set(units)
    rows: dict[str, list[Figures]] = {}
    for (unit, competency), row in sums.items():
        if wanted is None or unit in wanted:
            rows.setdefault(competency, []).append(row)
    return {competency: total(found) for competency, found in rows.items()}


def by_branch(sums: Sums, tree: Tree, branches: Iterable[int]) -> dict[tuple[int, str], Figures]:
    """(unit, competency) rows added up by branch of the tree (a unit with all below it) and competency."""
    root = {unit: branch for branch in branches for unit in tree.below(branch)}
    rows: dict[tuple[int, str], list[Figures]] = {}
    for (unit, competency), row in sums.items():
        if unit in root:
            rows.setdefault((root[unit], competency), []).append(row)
    return {key: total(found) for key, found in rows.items()}


@dataclass(frozen=True, slots=True)
class Ranked:
    """One cell (unit, competency) with its figures and its place; `place` is None under "measure first"."""

    unit: int
    competency: str
    figures: Figures
    place: int | None


def ranked(run: MapRun, sums: Sums, *, units: Iterable[int] | None = None) -> list[Ranked]:
    """The cells that can be ranked, by the rule of the map: priority, its upper bound, unit, competency."""
    wanted = None if units is None else set(units)
    share = runs.ranked_share(run)
    rows = [
        (unit, competency, row)
        for (unit, competency), row in sums.items()
        if (wanted is None or unit in wanted) and judged(row, share) and row.priority
    ]
    rows.sort(key=lambda r: (-r[2].priority, -r[2].priority_high, r[0], r[1]))
    return [Ranked(unit, competency, row, place) for place, (unit, competency, row) in enumerate(rows, 1)]


def unranked(run: MapRun, sums: Sums, *, units: Iterable[int] | None = None) -> list[Ranked]:
    """The cells of which too little is known, those with the most at stake first."""
    wanted = None if units is None else set(units)
    share = runs.ranked_share(run)
    rows = [
        Ranked(unit, competency, row, None)
        for (unit, competency), row in sums.items()
        if (wanted is None or unit in wanted) and not judged(row, share)
    ]
    return sorted(rows, key=lambda r: (-r.figures.priority_high, r.unit, r.competency))
