"""The small tables that come with the package, as CSV in `data/`; sources stand in docs/reference/sample.md."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def facts(name: str) -> tuple[dict[str, str], ...]:
    """The rows of `data/<name>.csv`, texts as they stand, empty cells as empty texts."""
    text = (files("betang.core.sample") / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
