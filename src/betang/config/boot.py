"""Waking Django up: the settings' name, the embedded database when there is no other, a kept key for the demo."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured
from psycopg import sql

from betang.config import embedded, env
from betang.core.errors import WrongCall

SETTINGS: Final = "betang.config.settings"
MIGRATION_LOCK: Final = 0x6D696772  # "migr"
RIGHTS_OF_WEB: Final = (
    "GRANT USAGE ON SCHEMA public TO {web}",
    "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {web}",
    "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {web}",
    "REVOKE UPDATE, DELETE ON agencies_auditevent FROM {web}",
    "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {web}",
)
"""What pages and workers may do to tables; which rows is said by the walls. The trail can only be added to."""
MAINTAIN: Final = "GRANT MAINTAIN ON ALL TABLES IN SCHEMA public TO {web}"
"""Lets a load refresh the planner's statistics at once."""
MAINTAIN_SINCE: Final = 170000


def setup_django(*, current: bool = True) -> None:
    """Make Django ready to use the record. Starts the embedded database when DATABASE_URL is not set.

    `current`: the embedded database is brought up to this version first; any other must already be, because only its
    operator may decide when that happens. May be called again. Raises WrongCall (a setting is missing or cannot be
    read, the database is behind) or embedded.DatabaseUnavailable.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    is_embedded = not env.text("DATABASE_URL", "")
    if is_embedded:
        embedded.ensure(env.home())
        if not env.text("SECRET_KEY", ""):
            os.environ["SECRET_KEY"] = _kept_key(env.home())
    import django  # noqa: PLC0415  (after the environment above is complete; reading settings is a side effect)

    try:
        django.setup()
    except ImproperlyConfigured as problem:
        raise WrongCall(str(problem)) from problem
    if not current or not (behind := steps_behind()):
        return
    if not is_embedded:
        raise WrongCall(f"the database is {behind} step(s) behind this version of Betang: run `betang migrate`")
    migrate()


@contextmanager
def awake() -> Iterator[None]:
    """Django ready to use the record; afterwards the embedded database rests, unless somebody else uses it."""
    setup_django()
    try:
        yield
    finally:
        if not env.text("DATABASE_URL", ""):
            from django.db import connections  # noqa: PLC0415

            connections.close_all()
            embedded.stop_if_unused(env.home())


@contextmanager
def alone(number: int, alias: str = "default") -> Iterator[None]:
    """One process at a time for what `number` stands for; another waits until this one is done."""
    from django.db import connections  # noqa: PLC0415

    from betang.agencies.scope import unscoped  # noqa: PLC0415

    with unscoped("lock"), connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [number])
    try:
        yield
    finally:
        with unscoped("lock"), connections[alias].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [number])


def steps_behind() -> int:
    """How many migrations the database still needs. Raises WrongCall when it does not answer."""
    from django.db import DatabaseError, connection  # noqa: PLC0415  (Django is awake only now; so below)
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from betang.agencies.scope import unscoped  # noqa: PLC0415

    try:
        with unscoped("version"):
            executor = MigrationExecutor(connection)
    except DatabaseError as problem:
        raise WrongCall("the database does not answer: see DATABASE_URL and whether the server runs") from problem
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database to this version, as its owner when one is named; pages and workers get their rights.

    Two commands at once: the second waits and finds nothing to do.
    """
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connections  # noqa: PLC0415

    from betang.agencies.scope import HOUSE, acting  # noqa: PLC0415

    alias = "owner" if "owner" in settings.DATABASES else "default"
    with alone(MIGRATION_LOCK, alias), acting(HOUSE):
        call_command("migrate", database=alias, interactive=False, verbosity=0)
        web = settings.DATABASES["default"]["USER"]
        if alias == "owner" and web != settings.DATABASES["owner"]["USER"]:
            with connections[alias].cursor() as cursor:
                for right in RIGHTS_OF_WEB:
                    cursor.execute(sql.SQL(right).format(web=sql.Identifier(web)))
                if connections[alias].pg_version >= MAINTAIN_SINCE:  # type: ignore[attr-defined]  # PostgreSQL's own
                    cursor.execute(sql.SQL(MAINTAIN).format(web=sql.Identifier(web)))


def _kept_key(home: Path) -> str:
    """The demo's own key, made on first use and readable by its user only, so that a restart signs nobody out."""
    path = home / "secret-key"
    if not path.exists():
        # Written under another name and linked into place: two commands at once agree on one whole key.
        draft = home / f"secret-key.{os.getpid()}"
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        with suppress(FileExistsError):
            path.hardlink_to(draft)
        draft.unlink()
    return path.read_text().strip()
