"""The office that a sheet is about, by a line above its heading or by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from betang.core.office.desk import Row
from betang.core.office.meaning.references import References
from betang.core.office.spec import Found

_LABELS: Final = (
    r"(?:nama )?(?:organisasi )?perangkat daerah(?: pengusul)?|opd|skpd|nama opd|nama skpd|pd|opd pengusul",
    r"(?:nama )?(?:unit kerja|satuan kerja|unit organisasi|unit|kantor|dinas|badan|instansi)(?: ?/ ?\w+)?",
)
_LABEL: Final = tuple(
    re.compile(rf"^\s*(?P<label>{label})\s*(?::|=|$)\s*(?P<name>.*)$", re.IGNORECASE | re.DOTALL) for label in _LABELS
)


@dataclass(frozen=True, slots=True)
class OfficeAbove:
    """The office that a sheet is about: the code of its unit, or what stands there when that is no unit."""

    unit: str | None = None
    label: str = ""
    written: str = ""
    problem: str = ""
    offers: str = ""


def office_above(found: Found, references: References) -> OfficeAbove:
    """The office in a line above the heading ('Perangkat Daerah: ...', or its name alone), or the sheet's own name."""
    for pattern in _LABEL:
        for label, name in _labelled(found.above, pattern):
            problems: list[tuple[str, str]] = []
            unit = references.named("units", name, partial(_noted, problems))
            if unit:
                return OfficeAbove(unit)
            if pattern is _LABEL[0]:
                return OfficeAbove(None, label, name, *problems[0])
    for text in (*found.above, found.sheet):
        if text and references.named("agencies", text, partial(_noted, [])) is None:
            unit = references.named("units", text, partial(_noted, []))
            if unit:
                return OfficeAbove(unit)
    return OfficeAbove()


def _noted(problems: list[tuple[str, str]], code: str, offers: str) -> None:
    problems.append((code, offers))


def _labelled(above: tuple[str, ...], pattern: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """Label and name, which may stand in the cells after the label."""
    for place, text in enumerate(above):
        matched = pattern.match(text)
        if not matched:
            continue
        rest = (matched["name"], *above[place + 1 : place + 3])
        name = next((each for part in rest if (each := part.strip(" :=\t"))), "")
        if name:
            yield matched["label"].strip(), name


def unit_of(row: Row, office: OfficeAbove, references: References) -> str | None:
    """The office of a row: of its own column, else of the line above; None where the whole agency is meant."""
    if row.text("unit"):
        return references.code(row, "unit", "units")
    if office.problem:
        row.refuse(office.problem, office.label, office.written, offers=office.offers)
    return office.unit
