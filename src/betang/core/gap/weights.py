"""What the region has promised, as a weight on competencies.

The raw weight of a pair is 1 + the sum of weight x relevance over the links that reach its unit and competency.
It depends on agency, unit and competency only, so it is worked out once a cell, as exact whole numbers: weight
and relevance have at most four decimals, so their product has at most eight.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

from betang.core.arrays import texts, to_arrow
from betang.core.engine import fetched
from betang.core.errors import BadInput, Problem

if TYPE_CHECKING:
    import ibis

    from betang.core.engine import Tables

SCALE = 10**8
"""Raw weights are whole numbers of this many parts."""

_PLACES = 10**4
_MOST = 2**63 - 1 - SCALE  # not a rule: what a whole number of the engines holds, some 92 thousand million


@dataclass(frozen=True, slots=True)
class Promises:
    """What the links add to the raw weight of 1, in parts of `SCALE`.

    `by_agency`: agency, competency, added (holds in every unit). `by_unit`: agency, unit, competency, added.
    """

    by_agency: pa.Table
    by_unit: pa.Table


def promises(tables: Tables) -> Promises:
    """Collect the links of all targets; a link on a unit holds for the units below it, several links add up."""
    targets = {row["target"]: row for row in _rows(tables["targets"].select("target", "agency", "unit", "weight"))}
    by_agency: dict[tuple[str, ...], int] = defaultdict(int)
    by_link: dict[tuple[str, str], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for link in _rows(tables["target_links"].select("target", "competency", "unit", "relevance")):
        target = targets[link["target"]]
        part = _parts(target["weight"]) * _parts(link["relevance"])
        unit = link["unit"] if link["unit"] is not None else target["unit"]
        if unit is None:
            by_agency[target["agency"], link["competency"]] += part
        else:
            by_link[target["agency"], unit][link["competency"]] += part
    by_unit = _down_the_tree(tables["units"], by_link) if by_link else {}
    return Promises(
        _table(by_agency, ("agency", "competency")),
        _table(by_unit, ("agency", "unit", "competency")),
    )


def _table(added: Mapping[tuple[str, ...], int], keys: tuple[str, ...]) -> pa.Table:
    if max(added.values(), default=0) > _MOST:
        heavy = max(added, key=lambda key: added[key])
        message = f"the targets of {heavy[0]} add up to a weight that cannot be carried; give weights as small numbers"
        raise BadInput([Problem("targets", "", None, "weight", str(added[heavy] // SCALE), "out_of_range", message)])
    columns = {key: texts([row[i] for row in added]) for i, key in enumerate(keys)}
    return pa.table({**columns, "added": to_arrow(np.fromiter(added.values(), np.int64, len(added)))})


def _down_the_tree(
    units: ibis.Table, by_link: Mapping[tuple[str, str], Mapping[str, int]]
) -> dict[tuple[str, ...], int]:
    """Hand every unit the links of its own and of all units above it."""
    parents = {(row["agency"], row["unit"]): row["parent"] for row in _rows(units.select("agency", "unit", "parent"))}
    weights: dict[tuple[str, ...], int] = defaultdict(int)
    for agency, unit in parents:
        above: str | None = unit
        while above is not None:
            for competency, part in by_link.get((agency, above), {}).items():
                weights[agency, unit, competency] += part
            above = parents[agency, above]
    return dict(weights)


def _parts(value: Decimal | float) -> int:
    """A number of at most four decimals as a whole number of ten-thousandths."""
    return round(Decimal(str(value)) * _PLACES)


def _rows(table: ibis.Table) -> Iterable[dict[str, Any]]:
    rows: list[dict[str, Any]] = fetched(table).to_pylist()
    return rows
