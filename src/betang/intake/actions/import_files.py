"""Office files from the command line: the same intake as on the pages, here and now, all files or none."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal

from django.db import transaction

from betang.agencies.models import Agency, User
from betang.core.errors import BadInput, Problem, WrongCall
from betang.core.office.reading.books import Unreadable, unpack
from betang.intake import registry
from betang.intake.actions.check import check
from betang.intake.actions.commit import commit, work_commit
from betang.intake.actions.receive import receive
from betang.intake.files.giving_back import write_returned
from betang.intake.files.opening import kind_of
from betang.intake.models import Batch, BatchProblem, BatchState, Severity
from betang.intake.words import told

Progress = Callable[[str, int, int], None]


@dataclass(slots=True)
class Imported:
    """What one file did: `new`, `changed` and `unchanged` records, rows by what became of them, what was said."""

    file: str
    kind: str
    agency: str | None
    rows: int
    refused: int
    warned: int
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    again: int | None = None


@dataclass(slots=True)
class Import:
    """The whole import: its files in the order in which they were taken, and everything there is to say of them."""

    files: list[Imported] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    returned: list[Path] = field(default_factory=list)
    refused: int = 0

    def lines(self) -> list[str]:
        """What the import did, a line for each file, then the workbooks that go back."""
        told = []
        for one in self.files:
            what = f"{one.rows} rows, {one.refused} refused, {one.warned} warnings"
            did = f"{one.new} new, {one.changed} changed, {one.unchanged} unchanged"
            whose = f" of {one.agency}" if one.agency else ""
            told.append(f"{one.file}: {one.kind}{whose}: {what}; records: {did}")
            if one.again is not None:
                told.append(f"{one.file}: the same file came in before, as batch {one.again}")
        return told + [f"refused rows to mend: {path}" for path in self.returned]


def import_files(
    *,
    files: Sequence[Path],
    kind: str | None,
    agency: str | None,
    accept_good: bool,
    received_on: date,
    by: User | None,
    returned: Path | None = None,
    done: Import | None = None,
    progress: Progress | None = None,
) -> Import:
    """Import office files (or zips of them) in the order of their kinds.

    With any refused row nothing is written and `BadInput` is raised, unless `accept_good`; refused rows go to workbooks
    in `returned` either way. `done` is filled on the way, so that the caller has the problems also of an import that
    was refused. Raises `WrongCall` where a file's government or kind cannot be found.
    """
    done = done if done is not None else Import()
    if kind is not None:
        registry.kind_named(kind)
    if agency is not None and not Agency.objects.filter(pk=agency).exists():
        raise WrongCall(f"there is no agency {agency!r} in the database; import the list of agencies first")
    with tempfile.TemporaryDirectory(prefix="betang-") as name, transaction.atomic():
        sources = _unpacked(files, Path(name), done)
        batches = receive(agency=agency, files=sources, received_on=received_on, by=by, kind=kind, queued=False)
        for batch in sorted(batches, key=_order) if len(batches) > 1 else batches:  # to tell the kind is to open it
            _import(batch, done, returned, by, progress)
        if done.refused and not accept_good:
            raise BadInput([p for p in done.problems if p.severity == "error"], done.refused)
    return done


def _unpacked(files: Sequence[Path], folder: Path, done: Import) -> list[tuple[str, Path]]:
    found = []
    for number, path in enumerate(files):
        if not path.is_file():
            raise WrongCall(f"there is no file {path}")
        if path.suffix.lower() != ".zip":
            found.append((path.name, path))
            continue
        inside = folder / str(number)
        inside.mkdir()
        try:
            found += unpack(path, inside)
        except Unreadable as bad:
            _refuse_file(path.name, bad.code, str(bad), done)
    return found


def _order(batch: Batch) -> tuple[int, int]:
    """Files that come together are taken in the order of their kinds; what cannot be read comes first and says so."""
    kind = kind_of(batch)
    return (0 if kind is None else kind.order, batch.pk)


def _import(batch: Batch, done: Import, returned: Path | None, by: User | None, progress: Progress | None) -> None:
    def tell(rows: int) -> None:
        if progress is not None:
            progress(batch.name, rows, 0)

    before = Batch.objects.filter(fingerprint=batch.fingerprint, state=BatchState.COMMITTED, agency=batch.agency_id)
    again = before.order_by("-pk").values_list("pk", flat=True).first()
    batch = check(batch_id=batch.pk, by=by, progress=tell)
    if batch.state == BatchState.UNREADABLE:
        _refuse_file(batch.name, batch.problem or "", batch.counts.get("said", ""), done)
        return
    if batch.state == BatchState.ASKING:
        raise WrongCall(_asked(batch))
    done.problems += map(_problem, BatchProblem.objects.filter(batch=batch).select_related("batch").iterator())
    done.refused += batch.refused
    if returned is not None and batch.refused:
        done.returned.append(write_returned(batch, returned))
    taken = batch.rows > batch.refused
    if taken:
        commit(batch_id=batch.pk, accept_good=True, accept_warnings=True, by=by, queued=False)
        batch = work_commit(batch_id=batch.pk, by=by)
        if batch.state != BatchState.COMMITTED:
            _refuse_file(batch.name, batch.problem or "", "", done)
            return
    done.files.append(_told(batch, again))


def _told(batch: Batch, again: int | None) -> Imported:
    counted = {name: sum(table[name] for table in batch.preview.values()) for name in ("new", "changed", "unchanged")}
    return Imported(
        batch.name, batch.kind or "", batch.agency_id, batch.rows, batch.refused, batch.warned, **counted, again=again
    )


def _asked(batch: Batch) -> str:
    """What the operator has to say so that the file can be read."""
    ask = batch.look.get("ask")
    if ask == "agency":
        return f"{batch.name}: whose file is it? Say --agency CODE"
    if ask == "columns":
        return f"{batch.name}: read as {batch.kind}, but no column was found for {_missing(batch)}; name the headings"
    fits = ", ".join(batch.look.get("candidates", ())) or ", ".join(registry.kinds())
    return f"{batch.name}: which kind of file is it? Say one of {fits}"


def _missing(batch: Batch) -> str:
    kind = registry.kind_named(batch.kind or "")
    titles = {field.name: field.title for part in kind.parts for field in part.fields}
    missing: Iterable[str] = (name for fields in batch.look.get("missing", {}).values() for name in fields)
    return ", ".join(titles.get(name, name) for name in missing) or "anything"


def _refuse_file(name: str, code: str, said: str, done: Import) -> None:
    words = told(code, {})
    message = " ".join(part for part in (str(words.rule), str(words.deed)) if part) or said
    done.problems.append(Problem(name, "", None, "", "", code, message))
    done.refused += 1


def _problem(found: BatchProblem) -> Problem:
    words = told(found.code, found.said)
    message = " ".join(part for part in (str(words.rule), str(words.deed)) if part)
    severity: Literal["error", "warning"] = "warning" if found.severity == Severity.WARNING else "error"
    return Problem(found.batch.name, found.sheet, found.row, found.column, found.value, found.code, message, severity)
