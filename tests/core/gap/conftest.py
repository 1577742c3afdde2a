from __future__ import annotations

import os

import psycopg
import pytest

from betang.core.engine import on_postgres, open_duckdb
from tests.core.gap import runners
from tests.core.gap.spec import Spec


@pytest.fixture(scope="session")
def duckdb_map():
    """The map on DuckDB: one engine for the session, as every run leaves nothing behind."""
    return runners.Engine(open_duckdb(threads=1))


@pytest.fixture(scope="session")
def postgres_map():
    """The map on PostgreSQL, in temporary tables of one connection."""
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        yield runners.Engine(on_postgres(connection))


@pytest.fixture(params=["reference", "duckdb", "postgres"])
def spec(request):
    """Draws the cases of a rule and holds the reference and every engine to them."""
    if request.param == "reference":
        return Spec(run=runners.reference)
    return Spec(run=request.getfixturevalue(f"{request.param}_map"))
