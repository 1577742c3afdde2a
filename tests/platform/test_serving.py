"""`betang serve` as its operator meets it: real processes, a real port, a real database."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress

import psutil
import psycopg
import pytest
from psycopg import sql

BETANG = [sys.executable, "-c", "from betang.cli import main; main()"]


@pytest.fixture(scope="module")
def environment(tmp_path_factory) -> Iterator[dict[str, str]]:
    """An installation of its own: a database brought up to date by `betang migrate`, a home, nothing else set."""
    name = f"serving_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        urls = {n: os.environ[n].replace("/betang?", f"/{name}?") for n in ("DATABASE_URL", "DATABASE_OWNER_URL")}
        home = tmp_path_factory.mktemp("home")
        yield os.environ | urls | {"BETANG_HOME": str(home), "BETANG_WEB_PROCESSES": "1"}
        with suppress(psycopg.errors.ObjectInUse):  # somebody who was killed may still be leaving
            connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(name)))


def betang(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*BETANG, *words], env=environment, capture_output=True, text=True, timeout=120, check=False)


@pytest.fixture(scope="module")
def migrated(environment) -> dict[str, str]:
    refused = betang(environment, "serve", "--port", str(free_port()))
    assert refused.returncode == 2
    assert "run `betang migrate`" in refused.stderr
    assert betang(environment, "migrate").returncode == 0
    return environment


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(true: Callable[[], object], seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come true in time"
        time.sleep(0.05)


def answers(port: int, path: str = "/sehat") -> bool:
    with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as response:
        return response.status == 200
    return False


def worker_of(main: psutil.Process) -> psutil.Process | None:
    with suppress(psutil.NoSuchProcess):
        for child in main.children():
            if child.cmdline()[-1:] == ["worker"]:
                return child
    return None


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[psutil.Process, int]]:
    port = free_port()
    process = subprocess.Popen([*BETANG, "serve", "--port", str(port)], env=environment)
    main = psutil.Process(process.pid)
    family: list[psutil.Process] = []
    try:
        until(lambda: answers(port) and worker_of(main))
        family = [main, *main.children(recursive=True)]
        yield main, port
    finally:
        for each in {*family, *(main.children(recursive=True) if main.is_running() else [])}:
            with suppress(psutil.NoSuchProcess):
                each.kill()
        process.wait(30)


def all_gone(family: list[psutil.Process]) -> bool:
    return all(not each.is_running() or each.status() == psutil.STATUS_ZOMBIE for each in family)


def test_pages_and_one_worker_start_together_and_ctrl_c_ends_them_all(migrated):
    with serving(migrated) as (main, port):
        family = main.children(recursive=True)
        taken = betang(migrated, "serve", "--port", str(port))
        assert taken.returncode == 2
        assert f"port {port} on 127.0.0.1 is taken by another program" in taken.stderr
        main.send_signal(signal.SIGINT)
        assert main.wait(30) == 0
        until(lambda: all_gone(family), 10)


def test_a_worker_that_was_killed_is_started_again(migrated):
    with serving(migrated) as (main, _):
        first = worker_of(main)
        assert first is not None
        first.kill()
        until(lambda: (now := worker_of(main)) is not None and now.pid != first.pid)


def test_nothing_stays_behind_when_the_server_itself_is_killed(migrated):
    with serving(migrated) as (main, port):
        family = [main, *main.children(recursive=True)]
        main.kill()
        until(lambda: all_gone(family), 30)
        assert not answers(port)


def test_health_says_so_when_the_database_is_away(migrated, client, monkeypatch):
    from django.db import OperationalError  # noqa: PLC0415
    from django.db.backends.postgresql.base import DatabaseWrapper  # noqa: PLC0415

    def away(self, *args, **kwargs):
        raise OperationalError

    monkeypatch.setattr(DatabaseWrapper, "cursor", away)
    assert client.get("/sehat").status_code == 503
