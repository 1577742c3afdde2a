"""From sums to the cells of the map: counts, fulfilment, priority, rank."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from betang.core.gap.weights import RawWeights

if TYPE_CHECKING:
    from betang.core.gap.ground import Ground
    from betang.core.params import Parameters

_MICRO = 10**6  # priorities carry six decimals
_SUMS = (
    "known",
    "expired",
    "short",
    "trained",
    "levels",
    "held",
    "known_levels",
    "known_need",
    "known_short",
    "known_agreed",
    "known_agreed_need",
    "known_agreed_weight",
)


def evidence_sums(judged: ibis.Table) -> ibis.Table:
    """Sums over the pairs that have evidence, by cell."""
    known, agreed = _one(judged.known), _one(judged.known & judged.agreed_need)
    return judged.group_by("unit_id", "comp_id").agg(
        known=known.sum(),
        expired=(1 - known).sum(),
        short=_one(judged.short).sum(),
        trained=_one(judged.trained).sum(),
        levels=(known * judged.shortfall).sum(),
        held=(known * ibis.least(judged.held, judged.required)).sum(),
        known_levels=(known * judged.required).sum(),
        known_need=(known * judged.required * judged.importance).sum(),
        known_short=(known * judged.shortfall * judged.importance).sum(),
        known_agreed=agreed.sum(),
        known_agreed_need=(agreed * judged.required * judged.importance).sum(),
        known_agreed_weight=(agreed * judged.importance).sum(),
    )


def _one(condition: ibis.Value) -> ibis.Value:
    """1 where true, 0 where not, wide enough to be added up."""
    return condition.ifelse(1, 0).cast("int64")


def whole_cells(ground: Ground, parts: ibis.Table) -> pa.Table:
    """Every cell with a required pair, with all sums; `parts` are `evidence_sums`, perhaps of several chunks."""
    added = parts.group_by("unit_id", "comp_id").agg(**{name: parts[name].sum() for name in _SUMS})
    agreed = ground.agreed.group_by("unit_id", "comp_id").agg(
        all_agreed=_.count(),
        all_agreed_need=(_.required.cast("int64") * _.importance).sum(),
        all_agreed_weight=_.importance.cast("int64").sum(),
    )
    keys = ["unit_id", "comp_id"]
    joined = (
        ground.totals.left_join(added, keys)
        .drop("unit_id_right", "comp_id_right")
        .left_join(agreed, keys)
        .drop("unit_id_right", "comp_id_right")
        .inner_join(ground.units, "unit_id")
        .inner_join(ground.competencies, "comp_id")
    )
    whole = (*_SUMS, "all_agreed", "all_agreed_need", "all_agreed_weight")
    return joined.select(
        "agency",
        "unit",
        "competency",
        **{name: joined[name].cast("int64") for name in ("pairs", "need", "on_default")},
        **{name: joined[name].fill_null(0).cast("int64") for name in whole},
    ).to_pyarrow()


def finish(sums: pa.Table, weights: RawWeights, params: Parameters) -> tuple[pa.Table, dict[str, tuple[int, int]]]:
    """The cells of the map, and for each agency (sum of raw weights, pairs), whose quotient is its mean weight."""
    column = {name: sums[name].to_pylist() for name in sums.column_names}
    number = {
        name: np.array(column[name], dtype=np.int64)
        for name in sums.column_names
        if name not in ("agency", "unit", "competency")
    }
    raw = [weights.of(*key) for key in zip(column["agency"], column["unit"], column["competency"], strict=True)]
    means = means_of(column["agency"], raw, column["pairs"])
    assumed = number["all_agreed"] - number["known_agreed"]
    assumed_weight = number["all_agreed_weight"] - number["known_agreed_weight"]
    assumed_need = number["all_agreed_need"] - number["known_agreed_need"]
    sure = number["known_short"] + params.assumed_shortfall * assumed_weight
    worst = sure + number["need"] - number["known_need"] - assumed_need
    priority = _weighted(column["agency"], raw, sure.tolist(), means)
    priority_high = _weighted(column["agency"], raw, worst.tolist(), means)
    known, pairs = number["known"], number["pairs"]
    filled = known > 0
    fulfilment = pa.array(100.0 * number["held"] / np.maximum(number["known_levels"], 1), mask=~filled)
    cells = pa.table(
        {
            "agency": sums["agency"],
            "unit": sums["unit"],
            "competency": sums["competency"],
            "required": pairs,
            "known": known,
            "expired": number["expired"],
            "unknown": pairs - known - number["expired"],
            "short": number["short"],
            "trained": number["trained"],
            "agreed": assumed,
            "levels": number["levels"],
            "fulfilment": fulfilment,
            "priority": np.array(priority, dtype=np.float64) / _MICRO,
            "priority_high": np.array(priority_high, dtype=np.float64) / _MICRO,
            "on_default": number["on_default"],
            "held_levels": number["held"],
            "known_levels": number["known_levels"],
        }
    )
    return _ranked(cells, priority, priority_high, known >= params.ranked_share * pairs), means


def means_of(agencies: Sequence[str], raw: Sequence[int], pairs: Sequence[int]) -> dict[str, tuple[int, int]]:
    """For each agency the sum of raw weights over its required pairs, and how many pairs there are."""
    means: dict[str, tuple[int, int]] = {}
    for agency, weight, count in zip(agencies, raw, pairs, strict=True):
        total, number = means.get(agency, (0, 0))
        means[agency] = (total + weight * count, number + count)
    return means


def _weighted(
    agencies: Sequence[str], raw: Sequence[int], sums: Sequence[int], means: dict[str, tuple[int, int]]
) -> list[int]:
    """Sum x raw / mean in millionths: exact whole numbers, divided once, half to even."""
    return [
        _divide(amount * weight * means[agency][1] * _MICRO, means[agency][0]) if amount else 0
        for agency, weight, amount in zip(agencies, raw, sums, strict=True)
    ]


def _divide(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))


def _ranked(cells: pa.Table, priority: list[int], priority_high: list[int], rankable: Any) -> pa.Table:
    """Cells in the order of the map: ranked ones first, then those to measure first, by agency, unit, competency."""
    keys = cells.select(["agency", "unit", "competency"])
    ordering = (
        keys.append_column("p", pa.array(priority))
        .append_column("h", pa.array(priority_high))
        .append_column("r", pa.array(rankable))
    )
    ranked = ordering.append_column("i", pa.array(np.arange(cells.num_rows))).filter(pa.array(rankable))
    by_name = [("agency", "ascending"), ("unit", "ascending"), ("competency", "ascending")]
    first = ranked.sort_by([("p", "descending"), ("h", "descending"), *by_name])["i"]
    rest = (
        ordering.append_column("i", pa.array(np.arange(cells.num_rows)))
        .filter(pa.array(~rankable))
        .sort_by(by_name)["i"]
    )
    order = pa.concat_arrays([first.combine_chunks(), rest.combine_chunks()])
    rank = pa.array([*range(1, len(first) + 1), *([None] * len(rest))], type=pa.int64())
    return cells.take(order).append_column("rank", rank)
