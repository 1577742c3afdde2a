"""The database as a data folder: every table of the dictionary, one file each."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal

import pyarrow as pa
import pyarrow.parquet as pq

from betang.agencies import arrow
from betang.agencies.frames import Frame, select
from betang.agencies.locks import snapshot
from betang.agencies.models import Agency
from betang.agencies.queries import database_key
from betang.core.errors import WrongCall
from betang.core.files.about import ABOUT, About, write_about
from betang.core.tables import TABLES
from betang.needs.frames import EVERY_FRAME

Progress = Callable[[str, int, int], None]
Format = Literal["parquet", "csv"]


def export(
    *, out: Path, agency: str | None = None, fmt: Format = "parquet", progress: Progress | None = None
) -> dict[str, int]:
    """Write every table of the dictionary to the folder `out`; the number of rows by table.

    `person` is our id; `about.json` says so and whether the people are invented, which makes the folder load
    back into the same rows. With `agency` only that agency's rows and the common ones are written. Files of an
    earlier export are replaced; nothing appears before everything is written. Raises `WrongCall`.
    """
    if out.exists() and not out.is_dir():
        raise WrongCall(f"{out} is a file; --out takes a folder")
    written: dict[str, int] = {}
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".betang-", dir=out) as name:
        draft = Path(name)
        with snapshot():
            about = _about(agency)
            for done, frame in enumerate(EVERY_FRAME):
                if progress is not None:
                    progress("export", done, len(EVERY_FRAME))
                write = _write_csv if fmt == "csv" else _write_parquet
                written[frame.name] = write(frame, draft / f"{frame.name}.{fmt}", agency)
        write_about(draft, about)
        _publish(draft, out)
    if progress is not None:
        progress("export", len(EVERY_FRAME), len(EVERY_FRAME))
    return written


def _about(agency: str | None) -> About:
    agencies = Agency.objects.all()
    if agency is not None:
        agencies = agencies.filter(code=agency)
        if not agencies.exists():
            raise WrongCall(f"there is no agency {agency}")
    return About(fictional=agencies.filter(fictional=True).exists(), persons_of=database_key())


def _select(frame: Frame, agency: str | None) -> tuple[str, dict[str, object] | None]:
    return select(frame, of_agency=agency is not None, ordered=True), None if agency is None else {"agency": agency}


def _write_csv(frame: Frame, path: Path, agency: str | None) -> int:
    sql, params = _select(frame, agency)
    with path.open("wb") as file:
        return arrow.write_csv(sql, file, params)


def _write_parquet(frame: Frame, path: Path, agency: str | None) -> int:
    sql, params = _select(frame, agency)
    with arrow.read(sql, frame.arrow_types, params) as reader, _writer(path, frame) as writer:
        rows = 0
        for batch in reader:
            writer.write_table(pa.Table.from_batches([batch]), row_group_size=1 << 20)
            rows += batch.num_rows
    return rows


def _writer(path: Path, frame: Frame) -> pq.ParquetWriter:
    return pq.ParquetWriter(path, pa.schema(list(frame.arrow_types.items())), compression="zstd")


def _publish(draft: Path, out: Path) -> None:
    for table in TABLES:  # a table in both formats is an error to whoever reads the folder
        for suffix in ("csv", "parquet"):
            with suppress(FileNotFoundError):
                (out / f"{table}.{suffix}").unlink()
    for file in sorted(draft.iterdir(), key=lambda path: path.name == ABOUT):
        file.replace(out / file.name)
