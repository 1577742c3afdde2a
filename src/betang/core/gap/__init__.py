"""The needs map: what each post requires, what each person can show, what is missing and what is not known.

Method `gap-1`, described in docs/algorithms/gap.md.
"""

from __future__ import annotations

from betang.core.gap.mapping import METHOD, NeedsMap, needs_map, person_gaps

__all__ = ["METHOD", "NeedsMap", "needs_map", "person_gaps"]
