"""A province to plan for: the sample's people, with as many programmes and hosts as asked for, from a seed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from betang.core.sample import write_sample

CHANNELS = ("class", "blended", "online", "class", "class")


def province(folder: Path, *, people: int, agencies: int, programs: int, hosts: int, seed: int) -> Path:
    """The sample province with `programs` programmes in all at `hosts` hosts in all."""
    write_sample(out=folder, people=people, agencies=agencies, seed=seed)
    draw = np.random.default_rng(seed)
    known = _read(folder, "programs")
    codes = [f"B{number:03d}" for number in range(programs - known.num_rows)]
    taught = sorted(set(_read(folder, "outcomes")["competency"].to_pylist()))
    everywhere = _read(folder, "agencies")["agency"].to_pylist()
    _more(folder, "programs", [_program(draw, code) for code in codes])
    _more(folder, "outcomes", [row for code in codes for row in _outcomes(draw, code, taught)])
    have = _read(folder, "hosts").num_rows
    each = max(1, round((hosts - have) / max(len(codes), 1)))
    _more(folder, "hosts", [row for code in codes for row in _hosts(draw, code, everywhere, min(each, agencies))])
    _travel(folder, draw, everywhere)
    return folder


def _program(draw: np.random.Generator, code: str) -> dict[str, object]:
    days = int(draw.integers(2, 12))
    small = int(draw.integers(8, 21))
    channel = CHANNELS[int(draw.integers(len(CHANNELS)))]
    return {
        "program": code,
        "name": f"Pelatihan {code}",
        "channel": channel,
        "hours": days * 8,
        "days": days,
        "onsite_days": 0 if channel == "online" else days,
        "class_min": small,
        "class_max": small + int(draw.integers(10, 25)),
    }


def _outcomes(draw: np.random.Generator, code: str, taught: list[str]) -> list[dict[str, object]]:
    count = int(draw.choice([1, 1, 2, 3]))
    rows = []
    for competency in draw.choice(taught, size=count, replace=False):
        low = int(draw.integers(0, 3))
        rows.append(
            {
                "program": code,
                "competency": str(competency),
                "from_level": low,
                "to_level": low + int(draw.integers(1, 3)),
            }
        )
    return rows


def _hosts(draw: np.random.Generator, code: str, agencies: list[str], count: int) -> list[dict[str, object]]:
    seat = int(draw.integers(4, 20)) * 50_000
    return [
        {
            "program": code,
            "host": str(host),
            "fixed_cost": int(draw.integers(80, 300)) * 100_000,
            "seat_cost": seat + int(draw.integers(0, 6)) * 10_000,
            "max_classes": int(draw.integers(1, 5)),
            "tariff": None if draw.random() < 0.4 else seat + int(draw.integers(4, 14)) * 50_000,
            "retains": bool(draw.random() < 0.3),
        }
        for host in draw.choice(agencies, size=count, replace=False)
    ]


def _travel(folder: Path, draw: np.random.Generator, agencies: list[str]) -> None:
    """Every way there is: rows the sample has stay as they are."""
    rows = _read(folder, "travel")
    have = set(zip(rows["origin"].to_pylist(), rows["host"].to_pylist(), strict=True))
    more = [
        {"origin": o, "host": h, "transport": int(draw.integers(4, 30)) * 100_000, "per_day": 110_000}
        for o in agencies
        for h in agencies
        if (o, h) not in have
    ]
    _more(folder, "travel", more)


def _read(folder: Path, table: str) -> pa.Table:
    return pq.read_table(folder / f"{table}.parquet")


def _more(folder: Path, table: str, rows: list[dict[str, object]]) -> None:
    old = _read(folder, table)
    if not rows:
        return
    columns = {
        field.name: pa.array([row[field.name] for row in rows]).cast(
            pa.float64() if pa.types.is_decimal(field.type) else field.type
        )
        for field in old.schema
    }
    new = pa.table({name: pc.cast(values, old.schema.field(name).type, safe=False) for name, values in columns.items()})
    pq.write_table(pa.concat_tables([old, new.cast(old.schema)]), folder / f"{table}.parquet")
