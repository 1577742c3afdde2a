"""The rule numbers of the map as a dated parameter set: nothing here is a constant of the code (law 7).

A set names where its numbers come from and from when they hold. `--params FILE` replaces single keys; the
rest keep their default. The whole set is stored with every run, so a figure can be made again.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from betang.core.errors import WrongCall

_MOST = 100  # years, weights and levels beyond this are a slip of the keyboard


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


def read_parameters(path: Path | None) -> Parameters:
    """The parameter set of a JSON file; keys not named keep their default. Raises `WrongCall` saying what is wrong."""
    if path is None:
        return Parameters()
    try:
        given = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise WrongCall(f"the parameter file {path} cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise WrongCall(f"the parameter file {path} is not JSON: {error}") from error
    if not isinstance(given, dict):
        raise WrongCall(f"the parameter file {path} must hold one JSON object")
    return parameters_from(given)


def parameters_from(given: Mapping[str, Any]) -> Parameters:
    """The default set with the named keys replaced, each checked. `Parameters.as_dict` is the inverse."""
    default = Parameters()
    unknown = sorted(given.keys() - {f.name for f in dataclasses.fields(default)})
    if unknown:
        raise WrongCall(f"unknown parameter(s): {', '.join(unknown)}")
    values = {name: _checked(name, value, getattr(default, name)) for name, value in given.items()}
    return dataclasses.replace(default, **values)


def _checked(name: str, value: Any, default: Any) -> Any:
    match default:
        case MappingProxyType():
            return _whole_by_name(name, value, default)
        case tuple():
            if isinstance(value, list) and all(isinstance(item, str) for item in value):
                return tuple(value)
            raise WrongCall(f"parameter {name} must be a list of texts")
        case str():
            if isinstance(value, str):
                return value
            raise WrongCall(f"parameter {name} must be a text")
        case float():
            if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1:
                return float(value)
            raise WrongCall(f"parameter {name} must be a number from 0 to 1")
        case _:
            return _whole(name, value)


def _whole_by_name(name: str, value: Any, default: Mapping[str, int]) -> MappingProxyType[str, int]:
    if not isinstance(value, dict) or not value.keys() <= default.keys():
        raise WrongCall(f"parameter {name} must be an object with some of the keys {', '.join(default)}")
    return MappingProxyType({**default, **{key: _whole(f"{name}.{key}", number) for key, number in value.items()}})


def _whole(name: str, value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
        return value
    raise WrongCall(f"parameter {name} must be a whole number from 0 to 100")
