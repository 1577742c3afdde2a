"""Reading a batch: what kind it is, what is in it, what is wrong with it, what it would change."""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq
from django.db import DatabaseError, transaction
from django.utils import timezone

from betang.agencies.actions import audit
from betang.agencies.locks import at_work_on
from betang.agencies.models import User
from betang.agencies.queries import revisions
from betang.core.errors import WrongCall
from betang.core.office.desk import Desk
from betang.core.office.reading.books import Book, Unreadable, open_book
from betang.core.office.reading.grids import Look, look
from betang.core.office.spec import Cell, Column, Found, OfficeKind
from betang.intake import frames, registry, rules
from betang.intake.actions.bring_in import foresee, stage
from betang.intake.actions.receive import forget, keep_path
from betang.intake.models import Batch, BatchProblem, BatchState, BatchStep
from betang.intake.sender import whose_file

log = logging.getLogger("betang.intake")

LOCKS: Final = 0x626174  # the class of our advisory locks on batches: "bat" in ASCII
_TELL_EVERY: Final = 1.0  # seconds between two signs of progress
_REFUSED_SCHEMA: Final = pa.schema([("sheet", pa.string()), ("row", pa.int64()), ("cells", pa.string())])
_PORTION: Final = 5_000
Progress = Callable[[int], None]


def check(*, batch_id: int, by: User | None, progress: Progress | None = None) -> Batch:
    """Read the batch and say what it would do; nothing of the record changes.

    May be called again at any time and by several workers. Raises what is our own fault; what is wrong with the file is
    the batch's to say (`unreadable`, `asking`, problems).
    """
    with at_work_on(LOCKS, batch_id) as alone:
        if alone and _start(batch_id):
            _check(batch_id, by, progress)
    return Batch.objects.get(pk=batch_id)


def _check(batch_id: int, by: User | None, progress: Progress | None) -> None:
    batch = Batch.objects.get(pk=batch_id)
    with tempfile.TemporaryDirectory(prefix="betang-") as name:
        try:
            _read(batch, Path(name), by, progress or _teller(batch))
        except Unreadable as refused:
            _unreadable(batch, refused.code, str(refused), by)
        except OSError as error:  # the disk is full, or what should be there is gone: another time it may work
            _unreadable(batch, "no_room", error.strerror or type(error).__name__, by)
            raise
        except DatabaseError:  # the connection may be lost; the sweep gives the batch back
            raise
        except Exception as error:
            _unreadable(batch, "our_fault", type(error).__name__, by)
            raise


@transaction.atomic
def _start(batch_id: int) -> bool:
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    if batch.state not in (BatchState.RECEIVED, BatchState.CHECKING):
        return False
    if batch.state == BatchState.RECEIVED:
        rules.check_move(batch=batch, to=BatchState.CHECKING)
    batch.state, batch.step, batch.rows_done = BatchState.CHECKING, BatchStep.OPENING, 0
    batch.attempts += 1
    batch.save(update_fields=["state", "step", "rows_done", "attempts"])
    return True


@transaction.atomic
def _unreadable(batch: Batch, code: str, said: str, by: User | None) -> None:
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    rules.check_move(batch=batch, to=BatchState.UNREADABLE)
    batch.state, batch.step, batch.problem, batch.checked_at = BatchState.UNREADABLE, None, code, timezone.now()
    batch.counts = {"said": said}
    batch.save(update_fields=["state", "step", "problem", "checked_at", "counts"])
    audit.record_on(name="betang.intake.refused", by=by, row=batch, agency=batch.agency_id, new={"code": code})


def _teller(batch: Batch) -> Progress:
    """Says how far it is at most once a second, in a transaction of its own."""
    last = 0.0

    def tell(rows: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TELL_EVERY:
            last = now
            Batch.objects.filter(pk=batch.pk).update(rows_done=rows, step=BatchStep.READING)

    return tell


# ---------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Opened:
    """A batch's file, open, with what was found in it. `kind` None or `ask`: a person must say more."""

    book: Book
    look: Look
    kind: OfficeKind | None
    agency: str | None
    ask: str


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
    return Opened(book, seen, kind, agency, _to_ask(kind, seen, agency))


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


def _read(batch: Batch, folder: Path, by: User | None, progress: Progress) -> None:
    path = folder / "file"
    frames.bring(batch, "file", path)
    found = opened(batch, path)
    batch.look = _told(found)
    batch.kind = found.kind.name if found.kind else None
    if found.ask or found.kind is None:
        _ask(batch)
        return
    desk = read_through(found, batch, folder, progress)
    Batch.objects.filter(pk=batch.pk).update(step=BatchStep.COMPARING, rows_done=desk.rows_read)
    store(batch=batch, found=found, desk=desk, folder=folder, by=by)


def read_through(found: Opened, batch: Batch, folder: Path, progress: Progress) -> Desk:
    """Read every row of the file; records wait in `folder`."""
    kind = found.kind
    if kind is None:
        raise WrongCall("a file whose kind is not known cannot be read")
    spooled = folder / "records"
    spooled.mkdir()
    with transaction.atomic():
        known = frames.what_is_known(kind, found.agency)
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
    return desk


@transaction.atomic
def _ask(batch: Batch) -> None:
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    rules.check_move(batch=held, to=BatchState.ASKING)
    held.look, held.kind, held.state, held.step = batch.look, batch.kind, BatchState.ASKING, None
    held.checked_at = timezone.now()
    held.save(update_fields=["look", "kind", "state", "step", "checked_at"])


# ---------------------------------------------------------------- keeping what was found


@transaction.atomic
def store(*, batch: Batch, found: Opened, desk: Desk, folder: Path, by: User | None) -> Batch:
    """Keep records, problems and preview of a batch that was read, all or nothing."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    rules.check_move(batch=held, to=BatchState.CHECKED)
    held.agency_id = found.agency if found.kind is not None and found.kind.agency else held.agency_id
    held.kind, held.look = batch.kind, batch.look
    forget(batch=held, what="records/")
    forget(batch=held, what="refused")
    for table in desk.spool.tables:
        kept = folder / f"{table}.kept"
        if _filtered(desk, table, kept):
            keep_path(batch=held, what=f"records/{table}", path=kept)
    _keep_refused(held, desk, found, folder / "refused.parquet")
    _keep_problems(held, desk)
    merging = stage(held)
    held.preview = foresee(merging, held)
    held.counts = _counts(desk)
    held.seen = compared_with(held)
    held.rows, held.refused = desk.rows_read, len(desk.refused)
    held.warned = sum(number for (severity, _code), number in desk.counts.items() if severity != "refused")
    held.state, held.step, held.checked_at = BatchState.CHECKED, None, timezone.now()
    held.save()
    new = {"kind": held.kind, "rows": held.rows, "refused": held.refused, "warned": held.warned}
    audit.record_on(name="betang.intake.checked", by=by, row=held, agency=held.agency_id, new=new)
    merging.clear()
    return held


def compared_with(batch: Batch) -> dict[str, int]:
    """The revision counters of what the batch was compared with: of the agency's own rows, and of the common lists."""
    kind = registry.kind_named(batch.kind or "")
    common = {"competencies", "programs", "agencies"}
    looked = {"competencies", "programs", "agencies", "units", "people", "targets"} & set(kind.knows)
    tables = (set(kind.tables) | looked) - {"jobs"}  # only ever added to: another's new job changes nothing here
    now = revisions()
    names = [name if name in common or batch.agency_id is None else f"{name}/{batch.agency_id}" for name in tables]
    return {name: now.get(name, 0) for name in sorted(names)}


def _filtered(desk: Desk, table: str, path: Path) -> bool:
    """Write the records of rows that were taken; False when there are none."""
    rows = 0
    writer = None
    for batch in desk.spool.batches(table, without=desk.refused):
        writer = writer or pq.ParquetWriter(path, batch.schema, compression="zstd")
        writer.write_batch(batch)
        rows += batch.num_rows
    if writer is not None:
        writer.close()
    return rows > 0


def _keep_problems(batch: Batch, desk: Desk) -> None:
    BatchProblem.objects.filter(batch=batch).delete()
    order = {found.sheet: place for place, found in enumerate(desk.found)}
    troubles = sorted(desk.troubles, key=lambda t: (order.get(t.sheet, -1), t.row is not None, t.row or 0))
    for start in range(0, len(troubles), _PORTION):
        BatchProblem.objects.bulk_create(
            BatchProblem(
                batch=batch, agency_id=batch.agency_id, number=number, severity=t.severity, sheet=t.sheet, row=t.row,
                column=t.column, value=t.value.replace("\x00", ""), code=t.code, said=dict(t.said),
            )
            for number, t in enumerate(troubles[start : start + _PORTION], start=start)
        )  # fmt: skip


def _counts(desk: Desk) -> dict[str, Any]:
    counts: dict[str, dict[str, int]] = {"refused": {}, "cell": {}, "warning": {}}
    for (severity, code), number in sorted(desk.counts.items()):
        counts[severity][code] = number
    return counts


def _keep_refused(batch: Batch, desk: Desk, found: Opened, path: Path) -> None:
    """Keep the cells of the refused rows, for the workbook that goes back."""
    if not desk.refused:
        return
    with pq.ParquetWriter(path, _REFUSED_SCHEMA, compression="zstd") as writer:
        for portion in _portions(_refused_rows(desk, found)):
            columns = [pa.array(values) for values in zip(*portion, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=_REFUSED_SCHEMA))
    keep_path(batch=batch, what="refused", path=path)


def _refused_rows(desk: Desk, found: Opened) -> Iterator[tuple[str, int, str]]:
    wanted = desk.refused_rows()
    for table in desk.found:
        numbers = wanted.get(table.sheet)
        if numbers:
            for number, values in found.book.rows(table.sheet):
                if number in numbers:
                    yield table.sheet, number, json.dumps([_plain(cell) for cell in values], ensure_ascii=False)


def _portions(rows: Iterator[tuple[str, int, str]]) -> Iterator[list[tuple[str, int, str]]]:
    held: list[tuple[str, int, str]] = []
    for row in rows:
        held.append(row)
        if len(held) >= _PORTION:
            yield held
            held = []
    if held:
        yield held


def _plain(cell: Cell) -> Any:
    if isinstance(cell, datetime):
        return {"d": cell.isoformat(sep=" ")}
    if isinstance(cell, date):
        return {"d": cell.isoformat()}
    return cell if isinstance(cell, str | float | int | bool) or cell is None else str(cell)


# ---------------------------------------------------------------- telling


def _told(found: Opened) -> dict[str, Any]:
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
