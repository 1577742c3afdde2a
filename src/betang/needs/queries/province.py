"""The province at a glance: agency x competency as published across agencies, the same for every reader.

Everything here comes from the published rows (`PublishedRow`) and from nothing else: whoever asks, nothing that the
rows hide can be had.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from betang.agencies.models import Agency
from betang.core.disclosure import FEW, NAMES, Shown, Total, judged, must_measure, published_total
from betang.core.groups import Group
from betang.needs.models import MapRun, PublishedRow
from betang.needs.queries import runs
from betang.standards.queries import Skill


@dataclass(frozen=True, slots=True)
class Province:
    """What a run says across agencies.

    A key that is missing has no required pair; None means that the row is hidden (1-4 pairs).
    """

    cells: Mapping[tuple[str, str], Shown | None]  # (agency, competency)
    order: Mapping[tuple[str, str], int]  # place of a competency inside its agency, by priority
    ranked_share: float

    def by_agency(self) -> dict[str, Total | None]:
        """Totals of the published rows of each agency."""
        return self._totals(lambda agency, _code: agency)

    def by_group(self, dictionary: Mapping[str, Skill]) -> dict[tuple[str, Group], Total | None]:
        """Totals of the published rows of each agency and group of competencies."""
        return self._totals(lambda agency, code: (agency, dictionary[code].group))

    def _totals(self, key: Callable[[str, str], Any]) -> dict[Any, Total | None]:
        gathered: dict[Any, list[Shown | None]] = {}
        for (agency, code), row in self.cells.items():
            gathered.setdefault(key(agency, code), []).append(row)
        return {new: published_total(rows) for new, rows in gathered.items()}


def province(run: MapRun, *, agency: str = "", competency: str = "") -> Province:
    """The published figures of a run: all, or those of one agency or competency."""
    wanted = {name: value for name, value in (("agency", agency), ("competency", competency)) if value}
    found = PublishedRow.objects.filter(run=run, **wanted).order_by("agency", "competency")
    cells: dict[tuple[str, str], Shown | None] = {}
    order: dict[tuple[str, str], int] = {}
    for code, skill, place, *figures in found.values_list("agency_id", "competency_id", "place", *NAMES):
        shown = [FEW if figure is None else figure for figure in figures]
        cells[code, skill] = None if shown[0] is FEW else Shown(*shown)
        if place is not None:
            order[code, skill] = place
    return Province(cells, order, runs.ranked_share(run))


@dataclass(frozen=True, slots=True)
class Placed:
    """One agency and competency with its published figures."""

    agency: Agency
    skill: Skill
    figures: Shown
    place: int | None = None


def priorities(
    shown: Province, governments: list[Agency], dictionary: Mapping[str, Skill], *, group: str = "", agency: str = ""
) -> list[Placed]:
    """What can be ranked, most people short per 100 known first: between governments the measure is a rate."""
    rows = [
        row
        for row in _placed(shown, governments, dictionary, group, agency)
        if judged(row.figures, shown.ranked_share) and isinstance(row.figures.short_rate, float) and row.figures.short
    ]
    return sorted(rows, key=lambda r: (-_rate(r.figures), r.place or 0, r.agency.code, r.skill.code))


def measure_first(
    shown: Province, governments: list[Agency], dictionary: Mapping[str, Skill], *, group: str = "", agency: str = ""
) -> list[Placed]:
    """What cannot be ranked yet, most unmeasured pairs first."""
    rows = [
        row
        for row in _placed(shown, governments, dictionary, group, agency)
        if must_measure(row.figures, shown.ranked_share)
    ]
    return sorted(rows, key=lambda r: (-_missing(r.figures), r.agency.code, r.skill.code))


@dataclass(frozen=True, slots=True)
class Pooled:
    """One competency over the governments that can be judged on it."""

    skill: Skill
    rate: float
    governments: int


def worst_competency(shown: Province, listed: Iterable[Skill]) -> Pooled | None:
    """The competency with the most people short per 100 known, over the governments that can be judged on it."""
    best: Pooled | None = None
    for skill in listed:
        known = short = governments = 0
        for (_agency, code), f in shown.cells.items():
            if code != skill.code or f is None or not judged(f, shown.ranked_share):
                continue
            if isinstance(f.known, int) and isinstance(f.short, int):
                known, short, governments = known + f.known, short + f.short, governments + 1
        if known and (best is None or 100 * short / known > best.rate):
            best = Pooled(skill, 100 * short / known, governments)
    return best


def hidden_rows(shown: Province) -> int:
    """How many agency x competency rows are hidden, wholly or in the figures that matter."""
    return sum(row is None or row.known is FEW or row.short is FEW for row in shown.cells.values())


def _placed(
    shown: Province, governments: list[Agency], dictionary: Mapping[str, Skill], group: str, agency: str
) -> list[Placed]:
    by_code = {a.code: a for a in governments}
    return [
        Placed(by_code[code], dictionary[competency], figures, shown.order.get((code, competency)))
        for (code, competency), figures in shown.cells.items()
        if figures is not None
        and code in by_code
        and competency in dictionary
        and (not group or dictionary[competency].group == group)
        and (not agency or code == agency)
    ]


def _rate(figures: Shown) -> float:
    rate = figures.short_rate
    return rate if isinstance(rate, float) else -1.0


def _missing(figures: Shown) -> int:
    return figures.required - figures.known if figures.required is not FEW and figures.known is not FEW else 0
