"""The records of a batch on their way into the tables of the rooms: foreseen for the preview, written for good."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from betang.agencies.frames import Frame
from betang.core.errors import BadInput, Problem
from betang.core.office.spool import EXTRAS, SEQUENCE
from betang.core.tables import TABLES
from betang.intake import frames, registry
from betang.intake.actions.merging import Merging
from betang.intake.models import Batch

_WORK_MEMORY = "128MB"  # whole tables are compared; the usual few megabytes would send that to disk


def stage(batch: Batch) -> Merging:
    """The kept records of the batch in temporary tables, our ids found. Call it inside a transaction."""
    merging = Merging(agency=batch.agency_id, batch=batch.pk)
    merging.run(f"SET LOCAL work_mem = '{_WORK_MEMORY}'")
    with tempfile.TemporaryDirectory(prefix="betang-") as name:
        for table in frames.kept_tables(batch):
            path = Path(name) / "records"
            frames.bring(batch, f"records/{table}", path)
            _fill(merging, table, pq.ParquetFile(path))
    for room in registry.rooms():
        if room.identify is not None:
            room.identify(merging, batch.agency_id)
    for frame in frames_of(merging):
        merging.prepare(frame)
    _raise_if_bad(merging)
    return merging


def foresee(merging: Merging, batch: Batch) -> dict[str, Any]:
    """What the batch would do, by table."""
    del batch
    for frame in frames_of(merging):
        merging.foresee(frame)
    return merging.foreseen


def write(merging: Merging) -> None:
    """Bring everything in, in the order of the story, and what readers gave besides."""
    for room in registry.rooms():
        for frame in room.tables.frames:
            if merging.holds(frame.name):
                merging.write(frame, on_insert=room.tables.on_insert.get(frame.name))
        room.tables.finish()
        for name, put in room.extras.items():
            if merging.holds_extra(name):
                put(merging, merging.agency)
        if room.arrived is not None:
            room.arrived(merging, merging.agency, merging.extras)
    if merging.holds_extra("aliases"):
        _write_aliases(merging)
    merging.clear()


def _write_aliases(merging: Merging) -> None:
    """Other names that a catalogue or a list gives are everybody's."""
    merging.run(
        "WITH now AS (INSERT INTO intake_alias (directory, spelled, code) "
        "SELECT DISTINCT kind, spelled, code FROM stage_aliases ON CONFLICT DO NOTHING "
        "RETURNING id AS key, to_jsonb(intake_alias.*) AS new) "
        'INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new) '
        "SELECT %(batch)s, %(agency)s, 'aliases', now.key::text, NULL, now.new FROM now",
        {"batch": merging.batch, "agency": merging.agency},
    )


def frames_of(merging: Merging) -> Iterator[Frame]:
    """The tables the batch has records of, in an order in which references point back."""
    for room in registry.rooms():
        yield from (frame for frame in room.tables.frames if merging.holds(frame.name))


def _fill(merging: Merging, table: str, file: pq.ParquetFile) -> None:
    schema = file.schema_arrow
    kept = pa.schema([field for field in schema if field.name != SEQUENCE])
    batches = (batch.select(kept.names) for batch in file.iter_batches())
    if table in TABLES:
        merging.fill(table, kept, batches)
    else:
        merging.fill_extra(table, dict.fromkeys(EXTRAS[table], "text"), kept, batches)


def _raise_if_bad(merging: Merging) -> None:
    """What only the database can see: somebody changed what the file speaks of since it was read."""
    if merging.problems:
        found = [Problem(p.table, "", None, p.column, p.value, p.code, p.message) for p in merging.problems]
        raise BadInput(found, merging.total_problems)
