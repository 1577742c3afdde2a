"""The example row of our templates: what it says, and whether a row still says just that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Final

from betang.core.office import cells
from betang.core.office.spec import Cell, Field, Found

_FIGURES: Final = frozenset(("money", "whole", "number", "level"))
_NOBODY: Final = "000"
"""How the NIP of an example ends, and no real one does: should the row be taken for data, it is refused."""


def value(field: Field) -> str | float | datetime:
    """The example as its column holds it; text where it is one, or is no plain figure."""
    if field.holds == "nip" and field.example:
        return field.example[: -len(_NOBODY)] + _NOBODY
    try:
        if field.holds == "day" and field.example:
            return datetime.combine(cells.day(field.example).value, time())
        if field.holds in _FIGURES and field.example:
            return float(cells.number(field.example).value)
    except cells.Unread:
        return field.example
    return field.example


def examples_of(found: Found) -> Mapping[int, str]:
    """What the example row of the template says, by the place of the column in this table."""
    said = {}
    for field in found.part.fields:
        columns = found.columns.get(field.name)
        if columns and field.example:
            said[columns[0].index] = cells.clean(value(field))
    return said


def is_example(values: Sequence[Cell], examples: Mapping[int, str]) -> bool:
    """Whether a row says what the example says and nothing else."""
    said = {index: text for index, cell in enumerate(values) if (text := cells.clean(cell))}
    return len(said) > 1 and said == examples
