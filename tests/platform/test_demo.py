"""`betang demo` as a newcomer meets it, in a folder of its own: from nothing to an answering page, and again."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psutil
import psycopg
import pytest

from betang.config import embedded
from tests.platform.test_serving import BETANG, answers, free_port, until

pytestmark = pytest.mark.slow
NOT_OURS = {"DATABASE_URL", "SECRET_KEY", "BETANG_HTTPS", "BETANG_HOME"}
READY = "Betang siap:"


def environment(home: Path, **more: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    return kept | {"BETANG_HOME": str(home), "BETANG_NO_BROWSER": "1", "BETANG_WEB_PROCESSES": "1"} | more


@contextmanager
def demo(home: Path, port: int, *, people: int = 300, **more: str) -> Iterator[tuple[psutil.Process, list[str]]]:
    """A running demo that has said it is ready, and what it said."""
    process = subprocess.Popen(
        [*BETANG, "demo", "--agencies", "2", "--people", str(people), "--port", str(port)],
        env=environment(home, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        for line in process.stdout:
            said.append(line)
            if line.startswith("Ctrl-C"):
                break
        yield psutil.Process(process.pid), said
    finally:
        process.send_signal(signal.SIGINT)
        rest, _ = process.communicate(timeout=60)
        said.append(rest)


def count(home: Path, table: str) -> int:
    with psycopg.connect(embedded.address(home)) as connection:
        connection.execute("SET betang.kind = 'house'")
        row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    assert row is not None
    return row[0]


def test_from_nothing_to_an_answering_page_and_the_second_time_finds_all_done(home):
    port = free_port()
    with demo(home, port, DATABASE_URL="postgresql://nobody@localhost/not-touched") as (_, said):
        assert any(line.startswith(f"{READY}  http://localhost:{port}/") for line in said), said
        assert any("koordinator" in line for line in said)
        assert answers(port)
        assert count(home, "people_person") == 300
        assert count(home, "needs_maprun") == 1
        assert count(home, "agencies_agency WHERE fictional") == 2
    assert not embedded.is_running(home), "Ctrl-C ends the database too when nobody else uses it"

    with demo(home, port) as (_, said):
        assert not any(line.startswith("1/3") for line in said)
        assert count(home, "needs_maprun") == 1
        database = embedded._server_pid(embedded._place(home))
        assert database is not None
        os.kill(database, signal.SIGKILL)
        until(lambda: answers(port))  # the worker lost its database, and its restart brings it up again


def test_another_size_is_made_anew_on_the_next_free_port(home):
    with closing(socket.socket()) as taken:
        taken.bind(("127.0.0.1", free_port()))
        taken.listen()
        port = taken.getsockname()[1]
        with demo(home, port, people=200) as (_, said):
            assert any(line.startswith(f"Port {port} sedang dipakai") for line in said)
            other = next(int(found[1]) for line in said if (found := re.search(r"http://localhost:(\d+)/", line)))
            assert port < other < port + 20
            assert answers(other)
            assert count(home, "people_person") == 200


def test_people_who_are_not_invented_are_never_replaced(home):
    migrated = subprocess.run([*BETANG, "migrate"], env=environment(home), check=False, timeout=120)
    assert migrated.returncode == 0
    with psycopg.connect(embedded.address(home)) as connection:
        connection.execute("SET betang.kind = 'house'")
        connection.execute(
            "INSERT INTO agencies_agency (code, name, kind, short_name, fictional) "
            "VALUES ('9999', 'Kabupaten Sungguhan', 'regency', 'Sungguhan', false)"
        )
    with demo(home, free_port(), people=250) as (main, said):
        until(lambda: not main.is_running() or main.status() == psutil.STATUS_ZOMBIE)
    assert "holds data that is not invented" in "".join(said)
    embedded.ensure(home)
    assert count(home, "agencies_agency WHERE code = '9999'") == 1
