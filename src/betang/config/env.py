"""Typed readers of environment variables. Each refusal names the variable and says what to write instead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import platformdirs
from django.core.exceptions import ImproperlyConfigured
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict


def text(name: str, default: str | None = None) -> str:
    """The variable as written; without a default it must be there."""
    value = os.environ.get(name, "")
    if value:
        return value
    if default is None:
        raise ImproperlyConfigured(f"{name} is not set: set the environment variable {name} and start again")
    return default


def flag(name: str, *, default: bool) -> bool:
    """True or False, 1 or 0, yes or no."""
    match os.environ.get(name, "").strip().lower():
        case "":
            return default
        case "true" | "1" | "yes":
            return True
        case "false" | "0" | "no":
            return False
        case other:
            raise ImproperlyConfigured(f"{name}={other!r} is neither yes nor no: write True or False")


def number(name: str, *, default: int, low: int = 0) -> int:
    """A whole number, at least `low`."""
    written = os.environ.get(name, "").strip()
    if not written:
        return default
    if not written.isdecimal() or int(written) < low:
        raise ImproperlyConfigured(f"{name}={written!r}: write a whole number, {low} or more")
    return int(written)


def names(name: str) -> list[str]:
    """A list separated by commas; empty when the variable is not set."""
    return [part.strip() for part in os.environ.get(name, "").split(",") if part.strip()]


def home() -> Path:
    """BETANG_HOME, where this installation keeps what is its own; default: the user's data folder."""
    written = os.environ.get("BETANG_HOME", "")
    return Path(written).expanduser().absolute() if written else platformdirs.user_data_path("betang", appauthor=False)


def database(name: str, url: str) -> dict[str, Any]:
    """A PostgreSQL URL as an entry of Django's DATABASES; `name` is the variable it came from."""
    if not url.startswith(("postgres://", "postgresql://")):
        # The URL holds a password, so the message does not repeat it.
        raise ImproperlyConfigured(f"{name} is not a PostgreSQL URL: write postgresql://user:password@host:5432/betang")
    try:
        parts: dict[str, Any] = conninfo_to_dict(url)
    except ProgrammingError:
        raise ImproperlyConfigured(
            f"{name} cannot be read as a URL: write postgresql://user:password@host:5432/betang and write special "
            "characters of the password as %XX"
        ) from None
    if not parts.get("dbname"):
        raise ImproperlyConfigured(f"{name} names no database: end it with /betang")
    return {
        "ENGINE": "betang.config.postgres",
        "NAME": parts.pop("dbname"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": str(parts.pop("port", "")),
        "OPTIONS": parts,
    }
