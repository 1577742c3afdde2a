"""Rows of the map added up to `core.disclosure.Figures`, by whatever the caller asks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Least

from betang.core.disclosure import COUNTS, Figures
from betang.needs.models import GapState, MapCell, PersonGap

Sums = dict[tuple[Any, ...], Figures]


def cell_sums(cells: QuerySet[MapCell], *by: str) -> Sums:
    """Stored cells added up by the named columns; exact, for every person counted."""
    totals = {f"sum_{name}": Sum(name) for name in (*COUNTS, "on_default", "priority", "priority_high")}
    return {
        tuple(row[name] for name in by): Figures(
            **{name: row[f"sum_{name}"] for name in COUNTS},
            on_default=row["sum_on_default"],
            priority=float(row["sum_priority"]),
            priority_high=float(row["sum_priority_high"]),
        )
        for row in cells.order_by().values(*by).annotate(**totals)
    }


def gap_sums(gaps: QuerySet[PersonGap], *by: str, assumed_shortfall: int) -> Sums:
    """Person-level rows added up by the named columns: for a selection of people (tier, status).

    The share on default standards is not kept by person, so it is None.
    """
    known = Q(state=GapState.KNOWN)
    weight = F("importance") * F("target_weight")
    totals = {
        "sum_required": Count("*"),
        "sum_known": Count("*", filter=known),
        "sum_expired": Count("*", filter=Q(state=GapState.EXPIRED)),
        "sum_unknown": Count("*", filter=Q(state=GapState.UNKNOWN)),
        "sum_short": Count("*", filter=Q(shortfall__gt=0)),
        "sum_trained": Count("*", filter=Q(trained=True)),
        "sum_agreed": Count("*", filter=Q(assumed=True)),
        "sum_levels": Coalesce(Sum("shortfall"), 0),
        "sum_met_levels": Coalesce(Sum(Least("held", "required"), filter=known), 0),
        "sum_required_levels": Coalesce(Sum("required", filter=known), 0),
        "known_weight": Coalesce(Sum(F("shortfall") * weight), 0.0),
        "assumed_weight": Coalesce(Sum(assumed_shortfall * weight, filter=Q(assumed=True)), 0.0),
        "open_weight": Coalesce(Sum(F("required") * weight, filter=~known & Q(assumed=False)), 0.0),
    }
    return {
        tuple(row[name] for name in by): Figures(
            **{name: row[f"sum_{name}"] for name in COUNTS},
            on_default=None,
            priority=round(row["known_weight"] + row["assumed_weight"], 6),
            priority_high=round(row["known_weight"] + row["assumed_weight"] + row["open_weight"], 6),
        )
        for row in gaps.order_by().values(*by).annotate(**totals)
    }


def regroup(
    sums: Mapping[tuple[Any, ...], Figures], into: Iterable[tuple[tuple[Any, ...], Any]]
) -> dict[Any, list[Figures]]:
    """The rows of `sums` gathered under new keys: pairs of (old key, new key); an old key may go under several."""
    gathered: dict[Any, list[Figures]] = {}
    for old, new in into:
        gathered.setdefault(new, []).append(sums[old])
    return gathered
