"""Production as docs/how-to/operate.md sets it up: one role owns the tables, the other does all the daily work."""

from __future__ import annotations

import os
import re
import subprocess

import psycopg
import pytest

from betang.config import embedded
from tests.house.laws import ROOT
from tests.platform.test_serving import BETANG

PUBLISHED = """
from datetime import date
from betang.config import boot
boot.setup_django()
from betang.needs.queries.runs import published_run
run = published_run()
print(run.state, run.as_of == date(2027, 1, 1))
"""


def told(heading: str) -> list[str]:
    """The SQL statements under a heading of the manual, for a database and roles of this test alone."""
    page = (ROOT / "docs/how-to/operate.md").read_text().split(f"## {heading}")[1]
    code = re.search(r"```sql\n(.*?)```", page, re.DOTALL)
    assert code
    return [line.split(";")[0] for line in code[1].splitlines()]


@pytest.fixture
def production(home) -> dict[str, str]:
    """The manual's statements, carried out in a server of its own."""
    admin = embedded.ensure(home, durable=False).replace("betang@/betang", "postgres@/postgres")
    owner = admin.replace("postgres@/postgres", "betang_owner@/betang")
    before, after = "\n".join(told("The database")).split("\\c betang betang_owner\n")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("DROP DATABASE betang")
        for statement in before.splitlines():
            connection.execute(statement)
    with psycopg.connect(owner, autocommit=True) as connection:
        for statement in after.splitlines():
            connection.execute(statement)
    web = admin.replace("postgres@/postgres", "betang_web@/betang")
    return os.environ | {"DATABASE_OWNER_URL": owner, "DATABASE_URL": web, "BETANG_HOME": str(home / "pages")}


def test_a_role_that_owns_nothing_loads_counts_and_exports(production, tmp_path):
    def run(*command: str) -> str:
        done = subprocess.run(command, env=production, capture_output=True, text=True, timeout=180, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run(*BETANG, "migrate")
    run(*BETANG, "sample", "--people", "60", "--agencies", "2", "--seed", "1", "--out", str(tmp_path / "sample"))
    run(*BETANG, "load", str(tmp_path / "sample"), "--as-of", "2027-01-01")
    assert run(BETANG[0], "-c", PUBLISHED).strip() == "done True"
    run(*BETANG, "export", "--out", str(tmp_path / "out"))
    assert (tmp_path / "out" / "people.parquet").exists()
    assert "role" not in run(*BETANG, "check")
