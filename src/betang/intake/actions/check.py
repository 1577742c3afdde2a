"""Reading a batch: what kind it is, what is in it, what is wrong with it, what it would change."""

from __future__ import annotations

import json
import logging
import tempfile
import time
from collections.abc import Callable, Iterator
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
from betang.core.office.desk import Desk
from betang.core.office.reading.books import Unreadable
from betang.core.office.spec import Cell
from betang.intake import frames, registry, rules
from betang.intake.actions.bring_in import BringingIn
from betang.intake.actions.receive import forget, keep_path
from betang.intake.files.opening import Opened, compared_with, opened, read_through, told_look
from betang.intake.jobs import LOCKS
from betang.intake.models import Batch, BatchProblem, BatchState, BatchStep

log = logging.getLogger("betang.intake")

_TELL_EVERY: Final = 1.0  # seconds between two signs of progress
LONGEST: Final = 3600.0  # not a rule: seconds a worker reads one file, so that none is kept from the others
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
    """Says how far it is at most once a second, in a transaction of its own; stops what takes too long."""
    last, begin = 0.0, time.monotonic()

    def tell(rows: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - begin > LONGEST:
            raise Unreadable("too_slow", f"reading took longer than {LONGEST:.0f} seconds")
        if now - last >= _TELL_EVERY:
            last = now
            Batch.objects.filter(pk=batch.pk).update(rows_done=rows, step=BatchStep.READING)

    return tell


def _read(batch: Batch, folder: Path, by: User | None, progress: Progress) -> None:
    path = folder / "file"
    frames.bring(batch, "file", path)
    found = opened(batch, path)
    batch.look = told_look(found)
    batch.kind = found.kind.name if found.kind else None
    offices = registry.limits(batch.received_by, batch.agency_id, timezone.localdate())
    if offices is not None and found.kind is not None and not found.kind.of_office:
        raise Unreadable("not_of_an_office", found.kind.name)
    if found.ask or found.kind is None:
        _ask(batch)
        return
    desk = read_through(found, batch, folder, progress, offices=offices)
    batch.choices = {**batch.choices, "offices": None if offices is None else sorted(offices)}
    Batch.objects.filter(pk=batch.pk).update(step=BatchStep.COMPARING, rows_done=desk.rows_read)
    _store(batch=batch, found=found, desk=desk, folder=folder, by=by)


@transaction.atomic
def _ask(batch: Batch) -> None:
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    rules.check_move(batch=held, to=BatchState.ASKING)
    held.look, held.kind, held.state, held.step = batch.look, batch.kind, BatchState.ASKING, None
    held.checked_at = timezone.now()
    held.save(update_fields=["look", "kind", "state", "step", "checked_at"])


# ---------------------------------------------------------------- keeping what was found


@transaction.atomic
def _store(*, batch: Batch, found: Opened, desk: Desk, folder: Path, by: User | None) -> Batch:
    """Keep records, problems and preview of a batch that was read, all or nothing."""
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    rules.check_move(batch=held, to=BatchState.CHECKED)
    held.agency_id = found.agency if found.kind is not None and found.kind.agency else held.agency_id
    held.kind, held.look, held.choices = batch.kind, batch.look, batch.choices
    forget(batch=held, what="records/", by=by)
    forget(batch=held, what="refused", by=by)
    for table in desk.spool.tables:
        kept = folder / f"{table}.kept"
        if _filtered(desk, table, kept):
            keep_path(batch=held, what=f"records/{table}", path=kept, by=by)
    _keep_refused(held, desk, found, folder / "refused.parquet", by)
    _keep_problems(held, desk)
    bringing = BringingIn.of(held)
    held.preview = bringing.foresee_all()
    held.counts = _counts(desk)
    held.seen = compared_with(held)
    held.rows, held.refused = desk.rows_read - desk.passed_over, len(desk.refused)
    held.warned = sum(number for (severity, _code), number in desk.counts.items() if severity != "refused")
    held.state, held.step, held.checked_at = BatchState.CHECKED, None, timezone.now()
    held.save()
    new = {"kind": held.kind, "rows": held.rows, "refused": held.refused, "warned": held.warned}
    audit.record_on(name="betang.intake.checked", by=by, row=held, agency=held.agency_id, new=new)
    bringing.clear()
    return held


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


def _keep_refused(batch: Batch, desk: Desk, found: Opened, path: Path, by: User | None) -> None:
    """Keep the cells of the refused rows, for the workbook that goes back."""
    if not desk.refused:
        return
    with pq.ParquetWriter(path, _REFUSED_SCHEMA, compression="zstd") as writer:
        for portion in _portions(_refused_rows(desk, found)):
            columns = [pa.array(values) for values in zip(*portion, strict=True)]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=_REFUSED_SCHEMA))
    keep_path(batch=batch, what="refused", path=path, by=by)


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
