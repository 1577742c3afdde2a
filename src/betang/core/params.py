"""The rule numbers of the map as a dated parameter set: nothing here is a constant of the code (law 7).

A set names where its numbers come from and from when they hold. `--params FILE` replaces single keys; the
rest keep their default. The whole set is stored with every run, so a figure can be made again.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from betang.core.errors import WrongCall
from betang.core.tables import IMPORTANCES, SOURCES


@dataclass(frozen=True, slots=True)
class Parameters:
    """Rule numbers of the needs map.

    - `away_positions`: SIASN codes of legal position (kedudukan hukum) that put a person outside every count.
    - `study_positions`: codes of people who are counted but take no seat (study assignment).
    - `validity_years`: years an assessment without `valid_until` stays valid, by source; the last day counts.
    - `trained_years`: a finished training younger than this, after the deciding assessment, marks a known
      shortfall as trained.
    - `importance`: weight of a required pair, by importance.
    - `assumed_shortfall`: levels an agreed need stands for until it is measured.
    - `ranked_share`: a cell is ranked when at least this share of its pairs is known.
    """

    name: str = "Betang 2026"
    valid_from: str = "2026-01-01"
    source: str = (
        "PermenPANRB 38/2017 (standards); PerBKN 26/2019 art 29(4) (results valid three years); "
        "SIASN kedudukan hukum; weights by convention of the house, to be set by each province"
    )
    away_positions: tuple[str, ...] = (
        "02", "04", "13", "14", "15", "20", "52", "66", "67", "68", "69", "70", "77", "88", "89", "98", "99",
    )  # fmt: skip
    study_positions: tuple[str, ...] = ("03",)
    validity_years: MappingProxyType[str, int] = field(
        default_factory=lambda: MappingProxyType(
            {"accredited": 3, "test": 3, "certificate": 3, "supervisor": 1, "peer": 1, "self": 1}
        )
    )
    trained_years: int = 1
    importance: MappingProxyType[str, int] = field(
        default_factory=lambda: MappingProxyType({"absolute": 3, "important": 2, "needed": 1})
    )
    assumed_shortfall: int = 1
    ranked_share: float = 0.5

    def as_dict(self) -> dict[str, Any]:
        """The set as plain JSON values, as it is stored with a run."""
        values = {f.name: getattr(self, f.name) for f in dataclasses.fields(self)}
        return {
            k: dict(v) if isinstance(v, MappingProxyType) else list(v) if isinstance(v, tuple) else v
            for k, v in values.items()
        }
