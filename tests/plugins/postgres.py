"""A real PostgreSQL for the whole test run: one server, shared by the xdist workers, a database for each of them.

Tests work as production does: tables belong to an owner, and everything runs as the web role behind the walls. A test
itself looks in as the operator (the scope of the house); what goes through HTTP has the scope of whoever is signed in.

With DATABASE_URL and DATABASE_OWNER_URL set (say, the version used in production) that server is used instead; the
owner needs CREATEDB.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql

from betang.config import embedded

HOME = pytest.StashKey[Path]()
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'django_migrations'"


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up; the workers of xdist inherit the environment of the process that starts them."""
    if not hasattr(config, "workerinput"):
        home = Path(tempfile.mkdtemp(prefix="betang-tests-"))
        config.stash[HOME] = home
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = embedded.ensure(home, durable=False)
            os.environ["DATABASE_OWNER_URL"] = embedded.address(home, embedded.OWNER)
        os.environ["BETANG_HOME"] = str(home)
        (home / "static").mkdir()  # where `betang serve` collects to; whitenoise warns when it is absent
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
        os.environ["BETANG_HTTPS"] = "False"
        for name in ("BETANG_DEMO", "BETANG_HOSTS", "DEBUG"):
            os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "betang.config.settings"
    import django  # noqa: PLC0415  (only now is the environment complete)

    django.setup()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(HOME, None)
    if home is not None:
        if (note := home / "migrated").is_file():
            with (
                suppress(psycopg.Error),
                psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True) as connection,
            ):
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(note.read_text())))
        embedded.stop(home)
        shutil.rmtree(home)


def owner(database: str | None = None) -> psycopg.Connection:
    """A connection of the tables' owner, to the test database unless another is named."""
    from django.db import connections  # noqa: PLC0415

    given = connections["owner"].get_connection_params()
    keys = ("host", "port", "user", "password")
    name = database or given["dbname"]
    return psycopg.connect(dbname=name, autocommit=True, **{k: given[k] for k in keys if given.get(k)})


def work_in(database: str) -> None:
    """Point Django's connections at a database of the tests."""
    from django.db import connections  # noqa: PLC0415

    for alias in ("default", "owner"):
        connections[alias].close()
        connections[alias].settings_dict["NAME"] = database


def migrated(home: str) -> str:
    """The database that every worker's is copied from: migrating takes as long as a hundred tests, and is done once.

    Whoever comes first makes it, the others wait; a note in the folder of this run says that it is there.
    """
    from betang.config import boot  # noqa: PLC0415

    name, note = f"test_{home}_migrated", Path(os.environ["BETANG_HOME"]) / "migrated"
    with note.open("a+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if note.read_text() != name:
            with owner(home) as connection:
                connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            work_in(name)
            boot.migrate()
            work_in(home)
            note.write_text(name)
    return name


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[None]:
    """An empty database of this worker's own, migrated by its owner; the tests are then the operator's work."""
    from django.db import connections  # noqa: PLC0415

    from betang.agencies import scope  # noqa: PLC0415

    worker = getattr(request.config, "workerinput", {}).get("workerid", "alone")
    home = connections["owner"].settings_dict["NAME"]
    name = sql.Identifier(f"test_{home}_{worker}")
    with django_db_blocker.unblock():
        model = migrated(home)
        with owner(home) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(name))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, sql.Identifier(model)))
        work_in(f"test_{home}_{worker}")
        scope.act_as_operator()
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        # Somebody whom a test has killed may still be leaving; the next run drops it then.
        with suppress(psycopg.errors.ObjectInUse), owner(home) as connection:
            connection.execute(sql.SQL("DROP DATABASE {}").format(name))


@pytest.fixture(scope="session", autouse=True)
def _emptied_by_its_owner() -> Iterator[None]:
    """A test with real transactions empties the tables afterwards, which only their owner may."""
    from django.test import TransactionTestCase  # noqa: PLC0415

    def empty(_case: TransactionTestCase) -> None:
        with owner() as connection:
            names = sql.SQL(", ").join(sql.Identifier(row[0]) for row in connection.execute(TABLES))
            connection.execute(sql.SQL("TRUNCATE {} RESTART IDENTITY CASCADE").format(names))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", empty)
        yield
