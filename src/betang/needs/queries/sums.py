"""Rows of the map as `core.disclosure.Figures`: stored ones, and those added up for a selection of people."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from django.db.models import Count, F, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, Least

from betang.core.disclosure import COUNTS, Figures
from betang.needs.models import GapState, PersonGap

Sums = dict[tuple[Any, ...], Figures]

STORED = tuple(field.name for field in fields(Figures))
"""The figures a stored row holds, in the order in which `Figures` takes them; the priorities come last."""


def stored(rows: QuerySet[Model, Any], *by: str) -> Sums:
    """Stored rows by the named columns, which must be their key. Plain tuples: a government has ten thousand."""
    width = len(by)
    return {
        row[:width]: Figures(*(*row[width:-2], *map(float, row[-2:])))
        for row in rows.order_by().values_list(*by, *STORED)
    }


def gap_sums(gaps: QuerySet[PersonGap], *by: str, assumed_shortfall: int) -> Sums:
    """Person-level rows added up by the named columns: for a selection of people (tier, status).

    The share on default standards is not kept by person, so it is None.
    """
    known = Q(state=GapState.KNOWN)
    weight = F("importance") * F("target_weight")
    totals = {
        "sum_required": Count("*"),
        "sum_known": Count("person", filter=known),
        "sum_expired": Count("person", filter=Q(state=GapState.EXPIRED)),
        "sum_unknown": Count("person", filter=Q(state=GapState.UNKNOWN)),
        "sum_short": Count("person", filter=Q(shortfall__gt=0)),
        "sum_trained": Count("person", filter=Q(trained=True)),
        "sum_agreed": Count("person", filter=Q(assumed=True)),
        "sum_levels": Coalesce(Sum("shortfall"), 0),
        "sum_held_sum": Coalesce(Sum(Least("held", "required"), filter=known), 0),
        "sum_required_known_sum": Coalesce(Sum("required", filter=known), 0),
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
