"""What a person has to say so that a file can be read: its kind, and which column holds what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from betang.core.office.reading.grids import plain
from betang.intake import registry, titles
from betang.intake.views.arriving import may_send
from betang.intake.views.shown import heading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import QueryDict

    from betang.agencies.viewers import Viewer
    from betang.core.office.spec import OfficeKind
    from betang.intake.models import Batch

MOST_COLUMNS = 400
"""More headings than this and the sheet is no table a person would explain."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One column to be explained: its heading as written, the name of its select, what it is taken for now."""

    number: int
    heading: str
    sheet: str
    current: str


def questions(batch: Batch, viewer: Viewer) -> dict[str, Any]:
    """For the page of a batch in the state `asking`."""
    kind = registry.kinds().get(batch.kind or "")
    candidates = [name for name in batch.look.get("candidates", ()) if name in registry.kinds()]
    every = [k.name for k in registry.kinds().values() if may_send(k, viewer, batch.agency_id or "")]
    candidates = [name for name in candidates if name in every]
    ordered = [*candidates, *(name for name in every if name not in candidates)]
    return {
        "ask": batch.look.get("ask", ""),
        "kinds": [(name, titles.kind_title(name), name in candidates) for name in ordered],
        "chosen_kind": batch.kind or (candidates[0] if candidates else ""),
        "options": list(_options(kind)) if kind else [],
        "asked": list(_asked(batch, kind)) if kind else [],
        "missing_fields": list(_missing(batch, kind)) if kind else [],
    }


def _options(kind: OfficeKind) -> Iterator[tuple[str, str]]:
    """Every field of the kind as a choice."""
    for part in kind.parts:
        for field in part.fields:
            title = f"{field.title} ({titles.of(part.title)})" if len(kind.parts) > 1 else field.title
            yield f"{part.name}.{field.name}", title


def _asked(batch: Batch, kind: OfficeKind) -> Iterator[Asked]:
    current = {
        (table["sheet"], column["index"]): f"{table['part']}.{name}"
        for table in batch.look.get("found", ())
        for name, columns in table["columns"].items()
        for column in columns
    }
    number = 0
    for sheet, columns in batch.look.get("headings", {}).items():
        for column in columns:
            if number < MOST_COLUMNS:
                taken = current.get((sheet, column["index"])) or _plainly(kind, heading(column))
                yield Asked(number, heading(column), sheet, taken)
            number += 1


def _plainly(kind: OfficeKind, written: str) -> str:
    """The field that a heading names word for word; where a required column is missing, nothing is told as found."""
    form = plain(written)
    named = [
        f"{part.name}.{field.name}"
        for part in kind.parts
        for field in part.fields
        if form in {plain(heading) for heading in (field.title, *field.synonyms)}
    ]
    return named[0] if len(named) == 1 else ""


def _missing(batch: Batch, kind: OfficeKind) -> Iterator[tuple[str, list[str]]]:
    """For each sheet the columns that were looked for in vain."""
    names = {field.name: field.title for part in kind.parts for field in part.fields}
    for sheet, fields in batch.look.get("missing", {}).items():
        if fields:
            yield sheet, [names.get(name, name) for name in fields]


def explained(batch: Batch, kind: OfficeKind, form: QueryDict) -> dict[str, str]:
    """What the form says of the columns, by heading; what was left as it stood is not said again."""
    told = {}
    for one in _asked(batch, kind):
        said = form.get(f"kolom-{one.number}")
        if said is not None and said != one.current:
            told[one.heading.replace(" / ", " ")] = "" if said == "-" else said
    return told
