"""Log lines that carry no data: an exception's words may quote a name or a NIP, its place in the code cannot."""

from __future__ import annotations

import logging
import re
import traceback
from types import TracebackType
from typing import Final

import django.db
from django.core.exceptions import ImproperlyConfigured
from django.template import TemplateDoesNotExist, TemplateSyntaxError
from psycopg import Error

from betang.core.errors import BetangError

SPEAK_OF_CODE: Final = (
    BetangError,
    ImproperlyConfigured,
    TemplateDoesNotExist,
    TemplateSyntaxError,
    ImportError,
    NameError,
)
"""Exceptions whose message is about the program or was written by us; every other message is left out."""


PERSONAL: Final = (
    (re.compile(r"(?<!\d)(\d{16}|\d{18})(?!\d)"), "[digits]"),  # a NIK has 16, a NIP 18
    (re.compile(r"[\w.+-]+(?:@|%40)[\w-]+\.[\w.-]*\w"), "[e-mail]"),
)
"""What is masked wherever it stands: somebody may type it into an address, and the address of a fault is logged."""


class PlainFormatter(logging.Formatter):
    """`2026-01-31 08:15:00+0700 WARNING betang.needs: message`; of an exception where it was, not what it quoted."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s", "%Y-%m-%d %H:%M:%S%z")

    def format(self, record: logging.LogRecord) -> str:
        line = super().format(record)
        for pattern, instead in PERSONAL:
            line = pattern.sub(instead, line)
        return line

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  (the standard library's name)
        error = record.exc_info[1] if record.exc_info else None
        if error is not None and not isinstance(error, SPEAK_OF_CODE) and str(error):
            record.message = record.message.replace(str(error), _kind(error))  # Django repeats what it refused
        return super().formatMessage(record)

    def formatException(  # noqa: N802  (the standard library's name)
        self, ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> str:
        if ei[1] is None:
            return ""
        return "\n".join(part for error in _chain(ei[1]) for part in _told(error))


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what led to it, the first cause first."""
    chain: list[BaseException] = []
    while error not in chain:
        chain.insert(0, error)
        earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        if earlier is None:
            break
        error = earlier
    return chain


def _told(error: BaseException) -> list[str]:
    frames = "".join(traceback.format_tb(error.__traceback__)).rstrip()
    kind = _kind(error)
    if isinstance(error, SPEAK_OF_CODE):
        return [frames, f"{kind}: {error}"]
    if isinstance(error, Error):
        found = {
            "table": error.diag.table_name,
            "column": error.diag.column_name,
            "constraint": error.diag.constraint_name,
        }
        where = ", ".join(f"{what} {name}" for what, name in found.items() if name)
        return [frames, f"{kind}: SQLSTATE {error.sqlstate or 'unknown'} {where}".rstrip()]
    if isinstance(error, django.db.Error):
        return [frames, f"{kind}: see its cause above"]
    return [frames, f"{kind} (its words are left out: they may quote data)"]


def _kind(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"
