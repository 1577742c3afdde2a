"""The records of a batch on their way into the tables of the rooms: foreseen for the preview, written for good."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

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


class BringingIn(Merging):
    """Every table of one batch, in the order of the story."""

    @classmethod
    def of(cls, batch: Batch) -> Self:
        """The kept records of the batch in temporary tables, our ids found. Call it inside a transaction.

        Raises `BadInput` for what only the database can see: what the file speaks of has changed since it was read.
        """
        made = cls(agency=batch.agency_id, batch=batch.pk)
        made.run(f"SET LOCAL work_mem = '{_WORK_MEMORY}'")
        with tempfile.TemporaryDirectory(prefix="betang-") as name:
            for table in frames.kept_tables(batch):
                path = Path(name) / "records"
                frames.bring(batch, f"records/{table}", path)
                made._fill_from(table, pq.ParquetFile(path))
        for room in registry.rooms():
            if room.identify is not None:
                room.identify(made, batch.agency_id)
        for frame in made._frames():
            made.prepare(frame)
        if made.problems:
            found = [Problem(p.table, "", None, p.column, p.value, p.code, p.message) for p in made.problems]
            raise BadInput(found, made.total_problems)
        return made

    def foresee_all(self) -> dict[str, Any]:
        """What the batch would do, by table."""
        for frame in self._frames():
            self.foresee(frame)
        for room in registry.rooms():
            if room.foreseen is not None:
                self.foreseen |= {table: dict(told) for table, told in room.foreseen(self).items()}
        return self.foreseen

    def write_all(self) -> None:
        """Bring everything in, and what readers gave besides the dictionary's tables."""
        for room in registry.rooms():
            for frame in room.tables.frames:
                if self.holds(frame.name):
                    self.write(frame, on_insert=room.tables.on_insert.get(frame.name))
            room.tables.finish()
            if room.arrived is not None:
                room.arrived(self, self.agency, self.extras, self.batch)
        if self.holds_extra("aliases"):
            self._write_aliases()
        self.clear()

    def _frames(self) -> Iterator[Frame]:
        for room in registry.rooms():
            yield from (frame for frame in room.tables.frames if self.holds(frame.name))

    def _fill_from(self, table: str, file: pq.ParquetFile) -> None:
        kept = pa.schema([field for field in file.schema_arrow if field.name != SEQUENCE])
        batches = (batch.select(kept.names) for batch in file.iter_batches())
        if table in TABLES:
            self.fill(table, kept, batches)
        else:
            self.fill_extra(table, dict.fromkeys(EXTRAS[table], "text"), kept, batches)

    def _write_aliases(self) -> None:
        """Other names that a catalogue or a list gives are everybody's."""
        self.run(
            "WITH now AS (INSERT INTO intake_alias (directory, spelled, code) "
            "SELECT DISTINCT kind, spelled, code FROM stage_aliases ON CONFLICT DO NOTHING "
            "RETURNING id AS key, to_jsonb(intake_alias.*) AS new) "
            'INSERT INTO intake_difference (batch_id, agency_id, "table", key, old, new) '
            "SELECT %(batch)s, %(agency)s, 'aliases', now.key::text, NULL, now.new FROM now",
            {"batch": self.batch, "agency": self.agency},
        )
