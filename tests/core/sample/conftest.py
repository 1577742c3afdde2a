"""Sample folders made once for all tests of the sample."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from betang.core.engine import open_duckdb
from betang.core.sample import write_sample

PEOPLE = 20_000


@pytest.fixture(scope="session")
def province(tmp_path_factory) -> Path:
    """20,000 people in the fifteen governments of Kalimantan Tengah."""
    folder = tmp_path_factory.mktemp("sample") / "province"
    write_sample(out=folder, people=PEOPLE, agencies=15, seed=7)
    return folder


@pytest.fixture(scope="session")
def ask(province) -> Callable[..., list[tuple[Any, ...]]]:
    """Rows of a statement in which {name} stands for a table of the province (or of another folder)."""
    engine = open_duckdb()

    def rows(statement: str, folder: Path = province) -> list[tuple[Any, ...]]:
        for path in folder.glob("*.parquet"):
            statement = statement.replace("{" + path.stem + "}", f"read_parquet('{path}')")
        return engine.raw_sql(statement).fetchall()

    return rows
