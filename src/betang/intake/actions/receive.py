"""A file arrives: it is kept as it is, with its fingerprint, and waits to be read."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import IO, Final

from django.db import transaction

from betang.agencies.actions import audit
from betang.agencies.models import Agency, User
from betang.intake.jobs import CHECK_TASK, enqueue
from betang.intake.models import Batch, BatchPart

_PORTION: Final = 1 << 20  # bytes of one row of a kept file; a few are held at a time


@transaction.atomic
def receive(
    *,
    agency: Agency | str | None,
    files: Sequence[tuple[str, Path]],
    received_on: date,
    by: User | None,
    kind: str | None = None,
    queued: bool = True,
) -> list[Batch]:
    """Keep files (name as sent, where they are now) of one government as batches; a worker reads them.

    `kind` is what the sender says they are. `queued` False leaves the reading to the caller. Walls keep out whoever
    may not enter data for the agency.
    """
    code = agency.code if isinstance(agency, Agency) else agency
    bundle = uuid.uuid4()
    made = []
    for name, path in files:
        batch = Batch.objects.create(
            agency_id=code,
            bundle=bundle,
            name=Path(name.replace("\\", "/")).name or "?",
            fingerprint=_fingerprint(path),
            size=path.stat().st_size,
            choices={"kind": kind} if kind else {},
            received_on=received_on,
            received_by=by,
        )
        keep_path(batch=batch, what="file", path=path, by=by)
        audit.record_on(name="betang.intake.received", by=by, row=batch, agency=code, new={"size": batch.size})
        made.append(batch)
        if queued:
            enqueue(CHECK_TASK, batch)
    return made


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _keep(*, batch: Batch, what: str, file: IO[bytes]) -> None:
    """Keep `file` as the piece `what` of the batch, in the place of what was kept before."""
    BatchPart.objects.filter(batch=batch, what=what).delete()
    number = 0
    while data := file.read(_PORTION):
        BatchPart.objects.bulk_create(
            [BatchPart(batch=batch, agency_id=batch.agency_id, what=what, number=number, data=data)]
        )
        number += 1


def keep_path(*, batch: Batch, what: str, path: Path, by: User | None) -> None:
    """Keep the file at `path` as the piece `what` of the batch; the event of the deed it belongs to tells of it."""
    del by
    with path.open("rb") as file:
        _keep(batch=batch, what=what, file=file)


def forget(*, batch: Batch, what: str, by: User | None) -> None:
    """Let go of every piece whose name begins with `what`."""
    del by
    BatchPart.objects.filter(batch=batch, what__startswith=what).delete()
