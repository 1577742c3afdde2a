"""Waking Django up: the settings' name, the embedded database when there is no other, a kept key for the demo."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from pathlib import Path

from betang.config import embedded, env

SETTINGS = "betang.config.settings"


def setup_django() -> None:
    """Make Django ready to use the record. Starts the embedded database when DATABASE_URL is not set.

    May be called again. Raises ImproperlyConfigured (a setting is missing) or embedded.DatabaseUnavailable.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    if not env.text("DATABASE_URL", ""):
        embedded.ensure(env.home())
        if not env.text("SECRET_KEY", ""):
            os.environ["SECRET_KEY"] = _kept_key(env.home())
    import django  # noqa: PLC0415  (after the environment above is complete; reading settings is a side effect)

    django.setup()


def _kept_key(home: Path) -> str:
    """The demo's own key, made on first use and readable by its user only, so that a restart signs nobody out."""
    path = home / "secret-key"
    # Made under another name and linked into place: two commands at once agree on one whole key.
    draft = home / f"secret-key.{os.getpid()}"
    with suppress(FileExistsError):
        if not path.exists():
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(50))
            try:
                os.link(draft, path)
            finally:
                draft.unlink()
    return path.read_text().strip()
