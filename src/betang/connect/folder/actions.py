"""A whole data folder into the database: it replaces the tables it has, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import psycopg
from django.db import DataError, IntegrityError, connection, transaction
from django.db.models import Model
from django.utils import timezone

from betang.agencies.actions import Change, Found, Staging, audit, replace_boundaries
from betang.agencies.actions import tables as agency_tables
from betang.agencies.locks import hold_record
from betang.agencies.models import Agency, User
from betang.core.engine import streamed
from betang.core.errors import BadInput, Problem, WrongCall
from betang.core.files import Folder, read_folder
from betang.core.files.about import About, read_about
from betang.core.files.boundaries import FILE as BOUNDARIES
from betang.core.files.boundaries import read_boundaries
from betang.core.files.rows import rows_with
from betang.core.tables import TABLES
from betang.meeting.models import TitleGroup
from betang.needs.actions import tables as need_tables
from betang.needs.actions.first_hour import COUNTED, count_registers
from betang.people.actions import tables as register_tables
from betang.people.models import Person
from betang.programs.actions import tables as program_tables
from betang.standards.actions import tables as standard_tables
from betang.targets.actions import tables as target_tables

Progress = Callable[[str, int, int], None]

_ROOMS = (agency_tables, register_tables, standard_tables, target_tables, program_tables, need_tables)
_BESIDE: dict[type[Model], str] = {TitleGroup: "titles that are made one (Rakor, Permintaan bersama, Judul)"}
"""What rows outside the folder are called that may stand in the way of its own."""
_WORK_MEMORY = "128MB"  # a load compares whole tables; the usual few megabytes would send that to disk


@dataclass(frozen=True, slots=True)
class LoadResult:
    """What a load did: rows added, changed, removed by table; what is worth reading; whether people are invented."""

    changes: tuple[Change, ...]
    warnings: tuple[Problem, ...]
    fictional: bool


@transaction.atomic
def note_export(*, agency: str | None, by: User | None) -> None:
    """Record that the folder of `agency`, or of everybody, is taken out. Before it is: nothing leaves unrecorded.

    Raises `WrongCall` when there is no such agency.
    """
    if agency is not None and not Agency.objects.filter(code=agency).exists():
        raise WrongCall(f"there is no agency {agency}")
    people = Person.objects.filter(agency=agency) if agency else Person.objects.all()
    audit.record(name="betang.folder.exported", by=by, on_kind="folder", agency=agency, new={"people": people.count()})


def load(*, folder: Path, by: User | None, progress: Progress | None = None) -> LoadResult:
    """Replace every table that `folder` has by what it holds. Tables without a file stay as they are.

    With `boundaries.geojson` in it, the areas that the overview is drawn with are replaced too.

    Rows are known again by their key (people by our id, NIP or the sender's key), so ids outlast the load. Raises
    `WrongCall` (no folder, no table in it) and `BadInput` with every problem; then nothing has changed.
    """
    about = read_about(folder)
    checked = read_folder(folder, partial=True)
    shapes = read_boundaries(folder)
    if not checked.present and shapes is None:
        raise WrongCall(f"{folder} has no table: give a folder with <table>.csv or <table>.parquet files")
    with transaction.atomic():
        hold_record()
        changes = _replace(checked, about, progress) if checked.present else ()
        strangers = replace_boundaries(shapes=shapes, by=by) if shapes is not None else []
        counts = {c.table: {"added": c.added, "changed": c.changed, "removed": c.removed} for c in changes}
        new = {"tables": counts, "fictional": about.fictional}
        if not COUNTED.isdisjoint(checked.present):
            count_registers(on=timezone.localdate(), by=by)
        audit.record(name="betang.folder.loaded", by=by, on_kind="folder", new=new, tables=checked.present)
    _analyze()
    return LoadResult(changes, (*checked.warnings, *map(_stranger, strangers)), about.fictional)


def _stranger(region: str) -> Problem:
    message = "no agency has this region code; the area is not kept"
    return Problem(BOUNDARIES, "", None, "region_code", region, "unknown_region", message, "warning")


def _replace(checked: Folder, about: About, progress: Progress | None) -> tuple[Change, ...]:
    names: dict[type[Model], str] = {frame.model: frame.name for room in _ROOMS for frame in room.frames}
    names |= _BESIDE
    staging = Staging(keys_of_ours=about.persons_of == agency_tables.database_key(), names=names)
    steps = len(checked.present) + len(_ROOMS) + 1
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL work_mem = '{_WORK_MEMORY}'")
    try:
        for done, name in enumerate(checked.present):
            _tell(progress, done, steps)
            reader = streamed(checked.tables[name])
            staging.fill(name, reader.schema, reader)
        register_tables.identify(staging)
        for done, room in enumerate(_ROOMS, start=len(checked.present)):
            _tell(progress, done, steps)
            room.place(staging)
        _tell(progress, steps - 1, steps)
        for room in reversed(_ROOMS):
            room.trim(staging)
        _raise_if_bad(checked, staging)
        if staging.holds("people"):
            agency_tables.say_fictional(fictional=about.fictional)
        staging.clear()
    except (IntegrityError, DataError) as error:
        tables = {model._meta.db_table: name for model, name in names.items()}
        raise BadInput([_refusal(error, tables)]) from error
    _tell(progress, steps, steps)
    return staging.changes


def _tell(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress("load", done, total)


def _raise_if_bad(checked: Folder, staging: Staging) -> None:
    """Raise what the database found wrong, with the rows of the files it stands in."""
    if not staging.problems:
        return
    wanted: dict[tuple[str, tuple[str, ...]], list[tuple[str, ...]]] = defaultdict(list)
    for found in staging.problems:
        if found.where:
            wanted[found.table, tuple(column for column, _ in found.where)].append(_key(found))
    places: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[tuple[str, int | None]]] = defaultdict(list)
    for (table, columns), keys in wanted.items():
        for file, row, key in rows_with(checked.path, table, columns, keys):
            places[table, columns, key].append((file, row))
    shown = []
    for found in staging.problems:
        columns = tuple(column for column, _ in found.where)
        # Without a row it is about what the folder does not have.
        rows = places.get((found.table, columns, _key(found)), [(found.table, None)])
        shown += [Problem(file, "", row, found.column, found.value, found.code, found.message) for file, row in rows]
    order = list(TABLES)
    shown.sort(key=lambda p: (order.index(Path(p.file).stem), p.row or 0, p.column))
    raise BadInput(shown, max(staging.total_problems, len(shown)))


def _key(found: Found) -> tuple[str, ...]:
    return tuple(value for _, value in found.where)


def _refusal(error: Exception, tables: Mapping[str, str]) -> Problem:
    """A rule of the database that no check before it knows. Its own words, without the row: that is personal."""
    cause = error.__cause__
    told = cause.diag if isinstance(cause, psycopg.Error) else None
    table = (told and tables.get(told.table_name or "")) or ""
    rule = (told and (told.constraint_name or told.message_primary)) or type(error).__name__
    return Problem(
        table, "", None, (told and told.column_name) or "", "", "refused_by_database", f"breaks the rule {rule}"
    )


def _analyze() -> None:
    """Let the planner know the new sizes at once; autovacuum would find out a minute later."""
    with connection.cursor() as cursor:
        for room in _ROOMS:
            for frame in room.frames:
                cursor.execute(f"ANALYZE {frame.db_table}")
