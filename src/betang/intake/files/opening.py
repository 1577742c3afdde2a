"""Opening the file of a batch, and reading it through: what a check finds before it keeps anything."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from betang.agencies.queries import revisions
from betang.core.errors import WrongCall
from betang.core.office.desk import Desk
from betang.core.office.reading.books import Book, Unreadable, open_book
from betang.core.office.reading.grids import Look, look
from betang.core.office.spec import Column, Found, OfficeKind
from betang.intake import frames, registry
from betang.intake.files.sender import named_sender, whose_file
from betang.intake.models import Batch

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch's file, open, with what was found in it. `kind` None or `ask`: a person must say more.

    `named`: the government that the file itself names as its sender, if it is another than the one it was sent for.
    """

    book: Book
    look: Look
    kind: OfficeKind | None
    agency: str | None
    ask: str
    named: str | None = None


def opened(batch: Batch, path: Path, *, whose: bool = True) -> Opened:
    """Open the file and find its kind, its tables and, unless `whose` is False, whose it is."""
    book = open_book(path, batch.name)
    chosen = batch.choices.get("kind")
    given = registry.kind_named(chosen) if chosen else None
    memory = frames.remembered(batch.agency_id, given.name if given else None)
    memory.update(batch.choices.get("columns", {}))
    seen = look(book, tuple(registry.kinds().values()), kind=given, remembered=memory)
    kind = given or seen.kind
    agency = batch.agency_id
    if whose and kind is not None and kind.agency and agency is None:
        agency = whose_file(book, seen)
    named = named_sender(book, seen) if whose and batch.agency_id and kind is not None and kind.agency else None
    return Opened(book, seen, kind, agency, _to_ask(kind, seen, agency), named if named != agency else None)


def kind_of(batch: Batch) -> OfficeKind | None:
    """Which kind the batch's file is; None where that cannot be told."""
    with tempfile.TemporaryDirectory(prefix="betang-") as name:
        path = Path(name) / "file"
        frames.bring(batch, "file", path)
        try:
            return opened(batch, path, whose=False).kind
        except Unreadable:
            return None


def _to_ask(kind: OfficeKind | None, seen: Look, agency: str | None) -> str:
    if kind is None:
        return "kind"
    if not seen.found or any(seen.missing.values()):
        return "columns"
    return "agency" if kind.agency and agency is None else ""


def read_through(
    found: Opened, batch: Batch, folder: Path, progress: Progress, *, offices: frozenset[str] | None = None
) -> Desk:
    """Read every row of the file; records wait in `folder`. `offices`: units the sender is limited to."""
    kind = found.kind
    if kind is None:
        raise WrongCall("a file whose kind is not known cannot be read")
    spooled = folder / "records"
    spooled.mkdir()
    with transaction.atomic():
        known = frames.what_is_known(kind, found.agency)
        if found.named is not None and "agencies" not in kind.knows:
            registry.fill(known, ("agencies",), None)
    known.offices = offices
    desk = Desk(
        source=found.book,
        found=found.look.found,
        known=known,
        agency=found.agency if kind.agency else None,
        received_on=batch.received_on,
        folder=spooled,
        progress=progress,
    )
    kind.read(desk)
    desk.spool.close()
    if found.named is not None:
        desk.file_warning("names_other_agency", value=known["agencies"].name(found.named))
    return desk


def compared_with(batch: Batch) -> dict[str, int]:
    """The revision counters of what the batch was compared with: of the agency's own rows, and of the common lists.

    Jobs are everybody's, but only ever added to: those that another government adds change nothing here.
    """
    kind = registry.kind_named(batch.kind or "")
    common = {"competencies", "programs", "agencies"}
    tables = set(kind.tables) | set(kind.knows)
    now = revisions()
    names = [name if name in common or batch.agency_id is None else f"{name}/{batch.agency_id}" for name in tables]
    return {name: now.get(name, 0) for name in sorted(names)}


def told_look(found: Opened) -> dict[str, Any]:
    """What was found, as the batch keeps it for its page."""
    book, seen = found.book, found.look
    return {
        "format": book.format,
        "encoding": book.encoding,
        "delimiter": book.delimiter,
        "sheets": [{"name": sheet.name, "hidden": sheet.hidden} for sheet in book.sheets],
        "found": [_told_table(table) for table in seen.found],
        "missing": {sheet: list(fields) for sheet, fields in seen.missing.items() if fields},
        "headings": {sheet: _told_columns(columns) for sheet, columns in seen.headings.items()},
        "candidates": [kind.name for kind in seen.candidates],
        "skipped": list(seen.skipped),
        "ask": found.ask,
    }


def _told_table(table: Found) -> dict[str, Any]:
    return {
        "sheet": table.sheet,
        "part": table.part.name,
        "heading_row": table.heading_row,
        "columns": {name: _told_columns(columns) for name, columns in table.columns.items()},
        "spare": _told_columns(table.spare),
        "above": list(table.above),
    }


def _told_columns(columns: Sequence[Column]) -> list[dict[str, Any]]:
    return [{"index": column.index, "heading": column.heading, "sub": column.sub} for column in columns]
