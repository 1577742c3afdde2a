"""A batch's file and records as files again, and what the database knows for its reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from betang.core.office.desk import Known
from betang.core.office.spec import OfficeKind
from betang.intake import registry
from betang.intake.models import Alias, Batch, BatchPart, RememberedColumn


def bring(batch: Batch, what: str, path: Path) -> bool:
    """Write a kept piece of the batch (`file`, `refused`, `records/<table>`) to `path`; False when there is none."""
    parts = BatchPart.objects.filter(batch=batch, what=what).order_by("number").values_list("data", flat=True)
    found = False
    with path.open("wb") as file:
        for data in parts.iterator(chunk_size=4):
            file.write(data)
            found = True
    return found


def kept_tables(batch: Batch) -> list[str]:
    """The tables that the batch has records of, as they were given."""
    names = BatchPart.objects.filter(batch=batch, number=0, what__startswith="records/").order_by("id")
    return [what.removeprefix("records/") for what in names.values_list("what", flat=True)]


def what_is_known(kind: OfficeKind, agency: str | None) -> Known:
    """What the reader of `kind` looks into: the database's directories, with the aliases of the agency and of all."""
    known = Known()
    registry.fill(known, kind.knows, agency)
    for alias in _aliases(agency):
        directory = known.directories.get(alias.directory)
        if directory is not None and alias.code in directory:
            directory.alias(alias.spelled, alias.code)
    return known


def _aliases(agency: str | None) -> Iterator[Alias]:
    common = Alias.objects.filter(agency__isnull=True)
    own = Alias.objects.filter(agency=agency) if agency else Alias.objects.none()
    yield from common.iterator()
    yield from own.iterator()


def remembered(agency: str | None, kind: str | None = None) -> dict[str, str]:
    """Headings the agency has explained before: plain heading to `part.field`, of one kind or of all."""
    if agency is None:
        return {}
    rows = RememberedColumn.objects.filter(agency=agency).order_by("id")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return {row.heading: row.field for row in rows}
