"""The order of the search: each alone, then obligations together, then benefit, then money.

    alone        every government with its own classes: what it can have anyway, and must not lose
    obligations  as many as all together can serve
    benefit      the best plan that serves them and leaves nobody below alone; its bound is the proof
    cost         among the plans within the gap one that spends less on classes and travel

Every step has its people by name before it counts; the figures are theirs.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

import numpy as np

from betang.core.arrays import Numbers
from betang.core.plan.groups import Groups, grouped
from betang.core.plan.linear import Effort, Told
from betang.core.plan.model import Algebra, Answer, Question
from betang.core.plan.naming import Named, joined, named, nobody

if TYPE_CHECKING:
    from betang.core.plan.ground.demand import Demand
    from betang.core.plan.ground.supply import Supply

FINE_SEATS = 1_500  # not a rule: up to so many seats to choose from, every person is a variable of their own
_SMALL = 1e-9  # not a rule: relative, what sums of floating-point numbers may differ by
_OF_THE_GAP = 0.8  # not a rule: what the model may use of the gap; the rest is left for naming people
_CHEAPER_NODES = 200  # not a rule: the search for less money ends here, so that one input has one answer
_TRIES = 4  # not a rule: rounds in which naming may come out below what the model promised

Mode = Literal["shared", "alone"]
Status = Literal["proved", "stopped", "failed"]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to plan: relative `gap` that counts as proven, `time_limit` of the whole search in seconds or None; with
    `measured_only` what was only agreed on counts for nothing.
    """

    gap: float = 0.005
    time_limit: float | None = None
    measured_only: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A plan with its people; by agency what each has alone. `bound`: no plan has more benefit."""

    status: Status
    plan: Named
    benefit: float
    bound: float
    alone: Named

    @property
    def gap(self) -> float:
        """How far the plan may be from the best one, as a share of the bound."""
        if self.bound in (0.0, float("inf")):
            return self.bound  # nothing to gain; or nothing known
        return max(0.0, (self.bound - self.benefit) / self.bound)


class Search:
    """One search, from supply and demand to named people; what each has alone is found once for both modes."""

    def __init__(self, supply: Supply, demand: Demand, settings: Settings, told: Told | None = None) -> None:
        self.supply, self.demand, self.settings = supply, demand, settings
        self._told = told
        self._stopped = self._failed = False
        limit = settings.time_limit
        self._deadline = None if limit is None else time.monotonic() + limit
        self._everyone = np.arange(len(supply.agencies))

    def found(self, mode: Mode) -> Found:
        """The plan of each alone, or of all together."""
        alone, bound, proved = self._all_alone
        if mode == "alone":
            return self._judged(alone, bound, alone, exact=proved)
        return self._shared(alone, proved=proved)

    # ------------------------------------------------------------ alone

    @cached_property
    def _all_alone(self) -> tuple[Named, float, bool]:
        plans, bound, proved = [], 0.0, True
        for agency in self._everyone.tolist():
            plan, limit = self._one_alone(agency)
            plans.append(plan)
            bound += limit
            proved &= self._is_near(float(plan.benefit(self.demand, self._everyone).sum()), limit)
        return joined(plans, len(self.supply.host_program)), bound, proved and not self._stopped

    def _one_alone(self, agency: int) -> tuple[Named, float]:
        """The plan of one government with its own classes only, and its bound."""
        question = self._question(np.array([agency]), self.supply.arc_own & (self.supply.arc_origin == agency))
        empty = nobody(len(self.supply.host_program))
        gap = _SMALL if question.fine else min(self.settings.gap / 10, 1e-4)
        most = self._solve(Algebra(question), "obligations", gap=0.0, within=0.999)
        if not most.found:
            return empty, float("inf")  # nothing at all is always a plan: whatever was not found was not sought out
        question = replace(question, obligations=round(most.value))
        best = self._solve(Algebra(question), "benefit", gap=gap, start=most)
        if not best.found:
            return self._named(question, most), float("inf")
        cheap = self._cheaper(question, best, best.value * (1 - _SMALL))
        plans = [self._named(question, one) for one in (best, cheap) if one is not None]
        worth = [float(plan.benefit(self.demand, self._everyone).sum()) for plan in plans]
        return (plans[-1] if worth[-1] >= worth[0] * (1 - _SMALL) else plans[0]), best.bound

    # ------------------------------------------------------------ together

    def _shared(self, alone: Named, *, proved: bool) -> Found:
        benefit = alone.benefit(self.demand, self._everyone)
        obliged = alone.obliged(self.demand, self._everyone)
        question = self._question(self._everyone, np.ones(len(self.supply.arc_host), dtype=bool))
        question = replace(question, floors=(benefit * (1 - _SMALL), obliged))
        most = self._solve(Algebra(question), "obligations", gap=0.0, within=0.999)
        served = round(most.value) if most.found else 0
        question = replace(question, obligations=max(served, int(obliged.sum())))
        plan, asked, answer, bound = self._best_named(question, alone, most)
        if plan is None:  # alone is a plan that keeps every rule
            return self._judged(alone, bound, alone, exact=False)
        cheap = self._cheaper_shared(asked, answer, plan, bound, benefit)
        return self._judged(cheap, bound, alone, exact=proved and most.status == "optimal")

    def _best_named(
        self, question: Question, alone: Named, start: Answer
    ) -> tuple[Named | None, Question, Answer, float]:
        """The best plan with its people (None: nothing found), the question and answer it comes from, the proven bound.

        The model may promise a government a little more than its people can have. Where that leaves one below alone, it
        keeps in every programme the seats it has alone, and so at least what they give it.
        """
        floor = alone.benefit(self.demand, self._everyone)
        gap = min(self.settings.gap, 1e-6) if question.fine else self.settings.gap * _OF_THE_GAP
        best, bound, answer = None, float("inf"), start
        for number in range(_TRIES):
            tried = self._solve(Algebra(question), "benefit", gap=gap, start=answer)
            if not tried.found:
                break
            if not number:
                bound = tried.bound  # later questions ask for more than the rules do
            plan = self._named(question, tried)
            worth = plan.benefit(self.demand, self._everyone)
            below = worth < floor * (1 - _SMALL)
            if not below.any() and (best is None or worth.sum() > best[0].benefit(self.demand, self._everyone).sum()):
                best = (plan, question, tried)
            if self._stopped or (not below.any() and self._is_near(worth.sum(), bound)):
                break
            question = self._keeping(question, alone, below) if below.any() else question
            gap, answer = gap / 2, tried
        return (*best, bound) if best is not None else (None, question, answer, bound)

    def _is_near(self, benefit: float, bound: float) -> bool:
        return bound - benefit <= self.settings.gap * bound + _SMALL

    def _keeping(self, question: Question, alone: Named, agencies: Numbers) -> Question:
        """The question in which these agencies keep the seats they have alone."""
        count = len(self.supply.agencies)
        arc = np.concatenate((alone.arc, np.repeat(alone.head_arc, alone.head_count)))
        origin = self.supply.arc_origin[arc]
        kept = agencies[origin]
        place = self.supply.arc_program[arc[kept]] * count + origin[kept]
        least = np.bincount(place, minlength=len(self.supply.programs) * count)
        if question.least_seats is not None:
            least = np.maximum(least, question.least_seats)
        return replace(question, least_seats=least)

    def _cheaper_shared(self, question: Question, answer: Answer, plan: Named, bound: float, floor: Numbers) -> Named:
        """A plan within the gap that spends less on classes and travel; the given one where none is found."""
        worth = float(plan.benefit(self.demand, self._everyone).sum())
        lost = max(answer.value - worth, 0.0)
        near = (1 - self.settings.gap) * bound + lost + _SMALL * bound
        if near > answer.value or self._stopped:
            return plan
        cheap = self._cheaper(question, answer, near)
        if cheap is None:
            return plan
        other = self._named(question, cheap)
        benefit = other.benefit(self.demand, self._everyone)
        fair = bool((benefit >= floor * (1 - _SMALL)).all())
        return other if fair and self._is_near(float(benefit.sum()), bound) else plan

    def _judged(self, plan: Named, bound: float, alone: Named, *, exact: bool) -> Found:
        benefit = float(plan.benefit(self.demand, self._everyone).sum())
        bound = max(bound, benefit)
        done = exact and self._is_near(benefit, bound) and not self._stopped
        status: Status = "proved" if done else "failed" if self._failed and bound == float("inf") else "stopped"
        return Found(status, plan, benefit, bound, alone)

    # ------------------------------------------------------------ one step

    def _question(self, agencies: Numbers, arcs: Numbers) -> Question:
        seats = int(np.isin(self.demand.seat_agency, agencies).sum())
        fine = seats <= FINE_SEATS
        groups = self._finest if fine else self._coarse
        return Question(self.supply, self.demand, groups, agencies, np.flatnonzero(arcs), fine)

    @cached_property
    def _finest(self) -> Groups:
        return grouped(self.demand, fine=True)

    @cached_property
    def _coarse(self) -> Groups:
        return grouped(self.demand, fine=False)

    def _cheaper(self, question: Question, answer: Answer, benefit: float) -> Answer | None:
        """Less class and travel money with at least this benefit; None when nothing was found."""
        algebra = Algebra(question)
        algebra.at_least(benefit)
        gap = _SMALL if question.fine else 0.005
        found = self._solve(algebra, "cost", gap=gap, start=answer, nodes=_CHEAPER_NODES)
        return found if found.found else None

    def _solve(
        self,
        algebra: Algebra,
        aim: str,
        *,
        gap: float,
        within: float = _SMALL,
        start: Answer | None = None,
        nodes: int = 2**31 - 1,
    ) -> Answer:
        answer = algebra.solve(aim, Effort(gap, within, nodes, self._deadline, self._told), start=start)
        self._stopped |= answer.status == "stopped" and aim != "cost"
        self._failed |= answer.status in ("failed", "infeasible") and aim != "cost"
        return answer

    def _named(self, question: Question, answer: Answer) -> Named:
        return named(self.supply, self.demand, question.groups, answer)
