"""A real PostgreSQL for the whole test run: one server, shared by the xdist workers, a database for each of them.

With DATABASE_URL set (say, the version used in production) that server is used instead; its role needs CREATEDB.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from pathlib import Path

import pytest

from betang.config import embedded

HOME = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before Django is set up; the workers of xdist inherit the environment of the process that starts them."""
    if not hasattr(config, "workerinput"):
        home = Path(tempfile.mkdtemp(prefix="betang-tests-"))
        config.stash[HOME] = home
        if not os.environ.get("DATABASE_URL"):
            os.environ["DATABASE_URL"] = embedded.ensure(home, durable=False)
        os.environ["BETANG_HOME"] = str(home)
        (home / "static").mkdir()  # where `betang serve` collects to; whitenoise warns when it is absent
        os.environ["SECRET_KEY"] = secrets.token_urlsafe(50)
        os.environ["BETANG_HTTPS"] = "False"
        for name in ("BETANG_DEMO", "BETANG_HOSTS", "DATABASE_OWNER_URL", "DEBUG"):
            os.environ.pop(name, None)
    os.environ["DJANGO_SETTINGS_MODULE"] = "betang.config.settings"
    import django  # noqa: PLC0415  (only now is the environment complete)

    django.setup()


@pytest.hookimpl(trylast=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    home = config.stash.get(HOME, None)
    if home is not None:
        embedded.stop(home)
        shutil.rmtree(home)
