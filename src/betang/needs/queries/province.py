"""The province at a glance: agency x competency as published across agencies, the same for every reader.

The figures of a run never change, so what is published from one is worked out once in each process and kept.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from betang.agencies.models import Agency
from betang.core.disclosure import FEW, Figures, publish, published_total
from betang.core.groups import Group
from betang.needs.models import MapRun, MapSum
from betang.needs.queries import runs
from betang.needs.queries.sums import regroup, stored
from betang.standards.queries import Skill, skills

RUNS_KEPT = 4


@dataclass(frozen=True, slots=True)
class Province:
    """What one run says across agencies; every figure has passed the disclosure rule.

    A key that is missing has no required pair; None means that the row is hidden (1-4 pairs).
    """

    cells: Mapping[tuple[str, str], Figures | None]  # (agency, competency)
    groups: Mapping[tuple[str, Group], Figures | None]  # (agency, group)
    agencies: Mapping[str, Figures | None]
    competencies: Mapping[str, Figures | None]
    whole: Figures | None
    order: Mapping[
        tuple[str, str], int
    ]  # place of a competency inside its agency, by priority; published and ranked ones


def province(run: MapRun) -> Province:
    """The published figures of a run."""
    return _province(run.pk, run.fingerprint, runs.ranked_share(run))


@lru_cache(maxsize=RUNS_KEPT)
def _province(run: int, _fingerprint: str, ranked_share: float) -> Province:
    exact = stored(MapSum.objects.filter(run=run), "agency_id", "competency_id")
    dictionary = skills()

    def totals(key: Any) -> dict[Any, Figures | None]:
        return {new: published_total(rows) for new, rows in regroup(exact, ((old, key(*old)) for old in exact)).items()}

    cells = {key: publish(figures) for key, figures in exact.items()}
    return Province(
        cells=cells,
        groups=totals(lambda agency, code: (agency, dictionary[code].group)),
        agencies=totals(lambda agency, _code: agency),
        competencies=totals(lambda _agency, code: code),
        whole=published_total(exact.values()),
        order=_order(cells, ranked_share),
    )


def _order(cells: Mapping[tuple[str, str], Figures | None], ranked_share: float) -> dict[tuple[str, str], int]:
    """Places inside each agency, highest priority first: weights are made so that sums compare only there."""
    places: dict[tuple[str, str], int] = {}
    ranked = [
        (agency, code, figures.priority)
        for (agency, code), figures in cells.items()
        if figures is not None and judged(figures, ranked_share) and isinstance(figures.priority, float)
    ]
    counts: dict[str, int] = {}
    for agency, code, _ in sorted(ranked, key=lambda row: (row[0], -row[2], row[1])):
        counts[agency] = counts.get(agency, 0) + 1
        places[agency, code] = counts[agency]
    return places


def judged(figures: Figures, ranked_share: float) -> bool:
    """Whether enough is known to rank the row. A hidden coverage does not say, so it does not."""
    coverage = figures.coverage
    return isinstance(coverage, int | float) and coverage >= 100 * ranked_share


def must_measure(figures: Figures, ranked_share: float) -> bool:
    """Whether the row stands under "measure first": too little is known, and how little may be said."""
    coverage = figures.coverage
    return isinstance(coverage, int | float) and coverage < 100 * ranked_share


@dataclass(frozen=True, slots=True)
class Placed:
    """One agency and competency with its published figures."""

    agency: Agency
    skill: Skill
    figures: Figures
    place: int | None = None


def priorities(
    run: MapRun, governments: list[Agency], dictionary: Mapping[str, Skill], *, group: str = "", agency: str = ""
) -> list[Placed]:
    """What can be ranked, most people short per 100 known first: between governments the measure is a rate."""
    shown, share = province(run), runs.ranked_share(run)
    rows = [
        row
        for row in _placed(shown, governments, dictionary, group, agency)
        if judged(row.figures, share) and isinstance(row.figures.short_rate, float) and row.figures.short
    ]
    return sorted(rows, key=lambda r: (-_rate(r.figures), r.place or 0, r.agency.code, r.skill.code))


def measure_first(
    run: MapRun, governments: list[Agency], dictionary: Mapping[str, Skill], *, group: str = "", agency: str = ""
) -> list[Placed]:
    """What cannot be ranked yet, most unmeasured pairs first."""
    shown, share = province(run), runs.ranked_share(run)
    rows = [row for row in _placed(shown, governments, dictionary, group, agency) if must_measure(row.figures, share)]
    return sorted(rows, key=lambda r: (-_missing(r.figures), r.agency.code, r.skill.code))


@dataclass(frozen=True, slots=True)
class Pooled:
    """One competency over the governments that can be judged on it."""

    skill: Skill
    rate: float
    governments: int


def worst_competency(run: MapRun, listed: Iterable[Skill]) -> Pooled | None:
    """The competency with the most people short per 100 known, over the governments that can be judged on it.

    Made of published counts only, so that it tells nothing that they do not.
    """
    shown, share = province(run), runs.ranked_share(run)
    best: Pooled | None = None
    for skill in listed:
        known = short = governments = 0
        for (_agency, code), f in shown.cells.items():
            if code != skill.code or f is None or not judged(f, share):
                continue
            if isinstance(f.known, int) and isinstance(f.short, int):
                known, short, governments = known + f.known, short + f.short, governments + 1
        if known and (best is None or 100 * short / known > best.rate):
            best = Pooled(skill, 100 * short / known, governments)
    return best


def hidden_rows(run: MapRun) -> int:
    """How many agency x competency rows are hidden, wholly or in the figures that matter."""
    return sum(row is None or row.known is FEW or row.short is FEW for row in province(run).cells.values())


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


def _rate(figures: Figures) -> float:
    rate = figures.short_rate
    return rate if isinstance(rate, float) else -1.0


def _missing(figures: Figures) -> int:
    return figures.required - figures.known if figures.required is not FEW and figures.known is not FEW else 0
