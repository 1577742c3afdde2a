"""How good a register is by BKN's dimensions, and of what share of the index that can be said.

A check that nothing can answer is unknown: it is neither passed nor failed, and its points are told apart.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from betang.core.office.quality import MANAGERS, QUALITY, QualityRules
from betang.core.register.slices import OF_FILES

NEVER: frozenset[str] = frozenset(
    check.code
    for check in QUALITY.checks
    if any(name in {"state of the unit", "end of the leave from the post", "end of the leave"} for name in check.needs)
)
"""Checks that no file of a personnel office answers."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One check: how many of the people it concerns it has found. `found` None: nothing here can tell."""

    code: str
    points: float
    concerned: int
    found: int | None

    @property
    def earned(self) -> float:
        """Points that are earned, of those that can be."""
        if self.found is None:
            return 0.0
        return self.points * (1 - self.found / self.concerned) if self.concerned else self.points


@dataclass(frozen=True, slots=True)
class Dimension:
    """One dimension: its weight, its checks. `score` of 100 over what can be told; None where nothing can."""

    name: str
    weight: float
    checks: tuple[Judged, ...]

    @property
    def seen(self) -> float:
        """Points that can be told."""
        return sum(check.points for check in self.checks if check.found is not None)

    @property
    def score(self) -> float | None:
        return 100 * sum(check.earned for check in self.checks) / self.seen if self.seen else None


@dataclass(frozen=True, slots=True)
class Quality:
    """The dimensions. `index` of 100 over what can be told, `seen` how much of 100 that is."""

    dimensions: tuple[Dimension, ...]

    @property
    def seen(self) -> float:
        return sum(one.weight * one.seen for one in self.dimensions)

    @property
    def index(self) -> float | None:
        earned = sum(one.weight * check.earned for one in self.dimensions for check in one.checks)
        return 100 * earned / self.seen if self.seen else None


def not_told(counts: Mapping[str, int], unseen: Collection[str] | None) -> set[str]:
    """Checks that cannot be told. `unseen`: those the newest file could not answer; None: no file has been read."""
    hidden = set(NEVER) | set(OF_FILES if unseen is None else OF_FILES & set(unseen))
    if not counts.get("of|performed"):
        hidden.add("no_performance")
    if not counts.get("of|post"):
        hidden.add("two_in_one_post")
    return hidden


def judge(counts: Mapping[str, int], hidden: Collection[str], rules: QualityRules = QUALITY) -> Quality:
    """The quality of a register whose slices have these counts."""
    dimensions = []
    for name, weight in rules.dimensions.items():
        checks = tuple(
            Judged(
                check.code,
                check.points,
                concerned(check.code, counts),
                None if check.code in hidden else counts.get(f"check|{check.code}", 0),
            )
            for check in rules.checks
            if check.dimension == name
        )
        dimensions.append(Dimension(name, weight, checks))
    return Quality(tuple(dimensions))


def concerned(code: str, counts: Mapping[str, int]) -> int:
    """How many people of the register a check is about."""

    def tiers(*names: str) -> int:
        return sum(counts.get(f"of|{name}", 0) for name in names)

    contract = counts.get("of|PPPK", 0) + counts.get("of|PPPK_PW", 0)
    everybody = counts.get("all", 0)
    about = {
        "no_pns_start": counts.get("of|PNS", 0),
        "candidate_too_long": counts.get("of|CPNS", 0),
        "two_in_one_post": tiers(*MANAGERS),
        "short_service": tiers(*MANAGERS),
        "structural_education": tiers(*MANAGERS),
        "low_rank": tiers(*(name for name in MANAGERS if name.startswith("jpt_"))),
        "functional_education": counts.get("of|functional", 0),
        **dict.fromkeys(("start_after_pns", "nip_start", "secondment"), everybody - contract),
        **dict.fromkeys(("contract_position", "contract_year", "nip_contract_year"), contract),
    }
    return about.get(code, everybody)
