"""The joint plan: what the governments of a province can do together that none of them could alone.

supply, people, demand, heads   tables as arrays: who offers what at which price, who needs what
groups                          people alike, counted together
model                           the algebra, and the one door to the solver
search, naming                  alone, obligations, benefit, money; then people by name
result, files                   what comes out, as tables and as `betang plan` writes it
"""

from __future__ import annotations

from betang.core.plan.result import Plan, joint_plan
from betang.core.plan.search import Settings

__all__ = ["Plan", "Settings", "joint_plan"]
