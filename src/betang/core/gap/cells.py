"""From sums to the cells of the map: counts, fulfilment, priority, rank."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import ibis
import numpy as np
import pyarrow as pa
from ibis import _

from betang.core.arrays import to_arrow, to_numpy
from betang.core.engine import fetched

if TYPE_CHECKING:
    from betang.core.gap.ground import Ground
    from betang.core.params import Parameters

_MICRO = 10**6  # priorities carry six decimals
_DOUBT = 1e-3  # not a rule: of a millionth: wider than the rounding error of any figure below _MICRO whole units
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
    """Every cell with a required pair, by unit_id and comp_id, with all sums.

    `parts` are `evidence_sums`, perhaps of several chunks of people.
    """
    added = parts.group_by("unit_id", "comp_id").agg(**{name: parts[name].sum() for name in _SUMS})
    agreed = ground.agreed.group_by("unit_id", "comp_id").agg(
        all_agreed=_.count(),
        all_agreed_need=(_.required.cast("int64") * _.importance).sum(),
        all_agreed_weight=_.importance.cast("int64").sum(),
    )
    keys = ["unit_id", "comp_id"]
    joined = ground.totals.left_join(added, keys).drop("unit_id_right", "comp_id_right").left_join(agreed, keys)
    whole = (*_SUMS, "all_agreed", "all_agreed_need", "all_agreed_weight")
    return fetched(
        joined.select(*ground.totals.columns, **{name: joined[name].fill_null(0).cast("int64") for name in whole})
    )


def mean_weights(ground: Ground) -> dict[str, tuple[int, int]]:
    """For each agency the sum of raw weights over its required pairs, and how many pairs there are."""
    rows = ground.totals.inner_join(ground.units, "unit_id").group_by("agency", "raw")
    means: dict[str, tuple[int, int]] = {}
    # The product can pass 64 bits where weights are heavy; there are few different weights, so Python adds them.
    for row in fetched(rows.agg(pairs=_.pairs.sum().cast("int64"))).to_pylist():
        total, pairs = means.get(row["agency"], (0, 0))
        means[row["agency"]] = (total + row["raw"] * row["pairs"], pairs + row["pairs"])
    return means


def finish(sums: pa.Table, ground: Ground, means: dict[str, tuple[int, int]], params: Parameters) -> pa.Table:
    """The cells of the map in their order, from the sums of `whole_cells`."""
    number = {name: to_numpy(sums[name]) for name in sums.column_names}
    names = _Names(ground, number["unit_id"], number["comp_id"])
    known, pairs = number["known"], number["pairs"]
    assumed = number["all_agreed"] - number["known_agreed"]
    sure = number["known_short"] + params.assumed_shortfall * (
        number["all_agreed_weight"] - number["known_agreed_weight"]
    )
    assumed_need = number["all_agreed_need"] - number["known_agreed_need"]
    worst = sure + number["need"] - number["known_need"] - assumed_need
    priority, priority_high = (_weighted(amount, number["raw"], names, means) for amount in (sure, worst))
    share_known = Fraction(str(params.ranked_share))  # 0.55 of 100 pairs is 55, not 55.00000000000001
    rankable = known * share_known.denominator >= pairs * share_known.numerator
    order, rank = _ranked(priority, priority_high, rankable, names)
    columns = {
        "required": pairs,
        "known": known,
        "expired": number["expired"],
        "unknown": pairs - known - number["expired"],
        "short": number["short"],
        "trained": number["trained"],
        "agreed": assumed,
        "levels": number["levels"],
        "priority": priority / _MICRO,
        "priority_high": priority_high / _MICRO,
        "on_default": number["on_default"],
        "held_levels": number["held"],
        "known_levels": number["known_levels"],
    }
    cells = pa.table({**names.taken(order), **{name: to_arrow(values[order]) for name, values in columns.items()}})
    share = 100.0 * number["held"] / np.maximum(number["known_levels"], 1)
    cells = cells.append_column("fulfilment", to_arrow(share[order], missing=(known == 0)[order]))
    return cells.append_column("rank", rank)


class _Names:
    """Agency, unit and competency of cells kept by number, and their order as text (by code point, on any engine)."""

    def __init__(self, ground: Ground, unit_id: Any, comp_id: Any) -> None:
        self._units = fetched(ground.units).sort_by([("agency", "ascending"), ("unit", "ascending")])
        self._competencies = fetched(ground.competencies).sort_by("competency")
        self.unit = _places(to_numpy(self._units["unit_id"]))[unit_id]
        self.competency = _places(to_numpy(self._competencies["comp_id"]))[comp_id]

    @property
    def agencies(self) -> list[str]:
        """The agency of each unit, in the units' order."""
        agencies: list[str] = self._units["agency"].to_pylist()
        return agencies

    def taken(self, order: Any) -> dict[str, pa.ChunkedArray]:
        """The three name columns for the cells in `order`."""
        unit, competency = to_arrow(self.unit[order]), to_arrow(self.competency[order])
        return {
            "agency": self._units["agency"].take(unit),
            "unit": self._units["unit"].take(unit),
            "competency": self._competencies["competency"].take(competency),
        }


def _places(ids: Any) -> Any:
    """For each id (0, 1, 2 ...) its place in `ids`."""
    places = np.empty(len(ids), dtype=np.int64)
    places[ids] = np.arange(len(ids))
    return places


def _weighted(amounts: Any, raw: Any, names: _Names, means: dict[str, tuple[int, int]]) -> Any:
    """`amounts` x `raw` weight over the agency's mean, in whole millionths, rounded half to even, exactly.

    Floating point settles all but the few that fall near a half; those are divided as whole numbers. The product is
    made as a double, because heavy weights pass 64 bits and NumPy's whole numbers would wrap in silence.
    """
    of_unit = [means.get(agency, (1, 0)) for agency in names.agencies]
    factor = np.array([pairs * _MICRO / total for total, pairs in of_unit])[names.unit]
    rough = amounts.astype(np.float64) * raw.astype(np.float64) * factor
    rounded = np.rint(rough)
    doubtful = (np.abs(rough - np.floor(rough) - 0.5) < _DOUBT) | (rough > _MICRO**2)
    for place in np.flatnonzero(doubtful):
        total, pairs = of_unit[names.unit[place]]
        rounded[place] = _divide(int(amounts[place]) * int(raw[place]) * pairs * _MICRO, total)
    return rounded


def _divide(numerator: int, denominator: int) -> int:
    quotient, rest = divmod(numerator, denominator)
    return quotient + (2 * rest > denominator or (2 * rest == denominator and quotient % 2 == 1))


def _ranked(priority: Any, priority_high: Any, rankable: Any, names: _Names) -> tuple[Any, pa.Array]:
    """The order of the map and the rank of each cell in it: ranked cells first, then those to measure first."""
    by_name = (names.competency, names.unit)
    order = np.lexsort((*by_name, np.where(rankable, -priority_high, 0), np.where(rankable, -priority, 0), ~rankable))
    ranked = int(rankable.sum())
    places = np.arange(1, len(order) + 1)
    return order, to_arrow(places, missing=places > ranked)
