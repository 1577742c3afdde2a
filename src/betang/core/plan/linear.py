"""A linear model with whole numbers, and the one door to the solver (HiGHS).

Rules are written as sums over keys, as the algebra of docs/algorithms/plan.md is: `per(key, columns, factor)` stands
for "for each key the sum of factor x variable". Building is array work, so that a province and a case of a test cost
what they are worth (ADR 0027).
"""

from __future__ import annotations

import ctypes
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

import highspy
import numpy as np
from scipy.sparse import coo_array

from betang.core.arrays import Numbers

_TOLERANCE: Final = 1e-9  # not a rule: of feasibility, so that a rounded answer keeps to the last rupiah
_NO_LIMIT: Final = 2**31 - 1  # not a rule: what HiGHS takes for "as many as it takes"
_AGREES: Final = 1e-6  # not a rule: how far the solver's figure may be from that of its own values
_FEASIBLE: Final = 2  # not a rule: HiGHS's own number for a solution that keeps every rule

Told = Callable[[str, float | None, float | None], bool]
"""Told the aim, the best plan so far and the proven bound; answers whether to go on."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Sums over keys: factor x variable, each in the row of its key."""

    rows: Numbers
    columns: Numbers
    factors: Numbers

    def __add__(self, other: Terms) -> Terms:
        return Terms(
            np.concatenate((self.rows, other.rows)),
            np.concatenate((self.columns, other.columns)),
            np.concatenate((self.factors, other.factors)),
        )

    def __neg__(self) -> Terms:
        return Terms(self.rows, self.columns, -self.factors)

    def all(self) -> Terms:
        """The sum over all keys."""
        return Terms(np.zeros_like(self.rows), self.columns, self.factors)


def per(key: Numbers, columns: Numbers, factor: Any = 1.0) -> Terms:
    """For each key (a row by place) the sum of `factor` x the variables in `columns`."""
    factors = np.broadcast_to(np.asarray(factor, dtype=float), len(columns))
    return Terms(np.asarray(key, dtype=np.int64), np.asarray(columns, dtype=np.int64), factors)


@dataclass(frozen=True, slots=True)
class Effort:
    """How exactly and how long: `gap` (relative) or `within` (absolute) that is enough, whichever comes first; most
    `nodes` of the search; `deadline` (of `time.monotonic`) or None; `told` follows it.
    """

    gap: float
    within: float = 1e-9
    nodes: int = _NO_LIMIT
    deadline: float | None = None
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Solved:
    """`status` is `optimal`, `stopped`, `infeasible` or `failed`; `values` by variable, None where nothing was
    found.
    """

    status: str
    value: float
    bound: float
    values: Numbers | None


class Linear:
    """Variables and rules, added one block at a time."""

    def __init__(self) -> None:
        self._lower: list[Numbers] = []
        self._upper: list[Numbers] = []
        self._whole: list[Numbers] = []
        self._rules: list[tuple[Terms, Numbers, Numbers]] = []
        self.size = 0

    def variables(self, upper: Numbers, *, lower: Any = 0.0, whole: Any = False) -> Numbers:
        """New variables between `lower` and `upper`, in whole numbers where `whole`; their columns."""
        count = len(upper)
        self._lower.append(np.broadcast_to(np.asarray(lower, dtype=float), count))
        self._upper.append(np.asarray(upper, dtype=float))
        self._whole.append(np.broadcast_to(np.asarray(whole, dtype=bool), count))
        self.size += count
        return np.arange(self.size - count, self.size)

    def rule(self, count: int, terms: Terms, *, low: Any = -np.inf, high: Any = np.inf) -> None:
        """`low` <= sum <= `high` for each of `count` keys."""
        least, most = (np.broadcast_to(np.asarray(one, dtype=float), count) for one in (low, high))
        self._rules.append((terms, least, most))

    def solve(self, aim: str, terms: Terms, effort: Effort, *, most: bool, start: Numbers | None = None) -> Solved:
        """The highest (`most`) or lowest value of the sum of `terms`; `aim` is its name for whoever is told.

        `start`: a value for every variable to begin with. HiGHS 1.16 now and then hands the start back as the answer,
        with the figure of a better one; that is seen, and the search begins without it. One thread and one seed: one
        answer per input, unless the deadline comes first.
        """
        if not self.size:
            return self._of_nothing()
        highs = _quiet()
        for name, value in _options(effort).items():
            highs.setOptionValue(name, value)
        self._hand_over(highs, terms, most=most)
        if start is not None and len(start) == self.size:
            known = highspy.HighsSolution()
            known.col_value = start.tolist()
            highs.setSolution(known)
        stopped = _follow(highs, aim, effort)
        highs.run()
        solved = _solved(highs, stopped)
        if solved.status == "failed" and start is not None:
            return self.solve(aim, terms, effort, most=most)
        return solved

    def _of_nothing(self) -> Solved:
        """The answer where there is nothing to decide: every rule is a number that keeps its bounds, or there is
        none.
        """
        kept = all(bool(np.all((low <= 0) & (high >= 0))) for _, low, high in self._rules)
        return Solved("optimal", 0.0, 0.0, np.zeros(0)) if kept else Solved("infeasible", 0.0, 0.0, None)

    def _hand_over(self, highs: Any, terms: Terms, *, most: bool) -> None:
        costs = np.zeros(self.size)
        np.add.at(costs, terms.columns, terms.factors)
        lower, upper, whole = (np.concatenate([np.zeros(0), *one]) for one in (self._lower, self._upper, self._whole))
        highs.addVars(self.size, lower, upper)
        highs.changeColsCost(self.size, np.arange(self.size, dtype=np.int32), costs)
        columns = np.flatnonzero(whole).astype(np.int32)
        highs.changeColsIntegrality(len(columns), columns, np.ones(len(columns), dtype=np.uint8))
        highs.changeObjectiveSense(highspy.ObjSense.kMaximize if most else highspy.ObjSense.kMinimize)
        for rule, low, high in self._rules:
            shape = (len(low), self.size)
            rows = coo_array((rule.factors, (rule.rows, rule.columns)), shape=shape).tocsr()
            rows.eliminate_zeros()
            highs.addRows(len(low), low, high, rows.nnz, rows.indptr, rows.indices, rows.data)


def _quiet() -> Any:
    """A new HiGHS. The first one of a process prints a banner before it can be told not to; a pipe must stay clean."""
    sys.stdout.flush()
    kept = os.dup(1)
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
    return highs


def _options(effort: Effort) -> dict[str, Any]:
    options: dict[str, Any] = {
        "output_flag": False,
        "threads": 1,
        "random_seed": 0,
        "mip_rel_gap": effort.gap,
        "mip_abs_gap": effort.within,
        "mip_max_nodes": effort.nodes,
        "mip_feasibility_tolerance": _TOLERANCE,
        "primal_feasibility_tolerance": _TOLERANCE,
    }
    if effort.deadline is not None:
        options["time_limit"] = max(effort.deadline - time.monotonic(), 0.0)
    return options


def _follow(highs: Any, aim: str, effort: Effort) -> list[bool]:
    """Have `told` called now and then; the list is filled when it says to stop."""
    stopped: list[bool] = []
    if effort.told is None:
        return stopped
    told = effort.told

    def at(event: Any) -> None:
        found = event.data_out
        best = found.mip_primal_bound if abs(found.mip_primal_bound) < highspy.kHighsInf else None
        bound = found.mip_dual_bound if abs(found.mip_dual_bound) < highspy.kHighsInf else None
        if stopped or not told(aim, best, bound):
            stopped.append(True)
            event.interrupt()

    highs.cbMipInterrupt += at
    return stopped


def _solved(highs: Any, stopped: list[bool]) -> Solved:
    info = highs.getInfo()
    word = highs.modelStatusToString(highs.getModelStatus())
    if word == "Infeasible":
        return Solved("infeasible", 0.0, 0.0, None)
    solution = highs.getSolution()
    if word != "Optimal" and info.primal_solution_status != _FEASIBLE:
        limits = ("Time limit reached", "Solution limit reached", "Iteration limit reached")
        return Solved("stopped" if stopped or word in limits else "failed", 0.0, float("inf"), None)
    value, values = float(info.objective_function_value), np.asarray(solution.col_value)
    counted = float(values @ np.asarray(highs.getLp().col_cost_))
    if abs(counted - value) > _AGREES * max(1.0, abs(value)):
        return Solved("failed", 0.0, float("inf"), None)
    bound = info.mip_dual_bound if abs(info.mip_dual_bound) < highspy.kHighsInf and info.mip_node_count >= 0 else value
    return Solved("optimal" if word == "Optimal" else "stopped", value, float(bound), values)
