"""Who a transaction acts for. The walls in the database (`betang.agencies.wall`) let through what the scope names.

A scope stands in settings of the transaction (`SET LOCAL betang.*`), so it ends with it, on a pooled connection and
after a crash alike. Nothing is visible without one. Code says `with acting(scope):` around its work; our database
backend (`betang.config.postgres`) tells every transaction that begins inside, and refuses a query without a scope.

This stops mistakes, not somebody who can write SQL of their own: docs/security.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from django.db import connection
from psycopg import sql
from psycopg.pq import TransactionStatus

from betang.core.errors import BetangError

Kind = Literal["", "door", "user", "house"]


class NoScope(BetangError):
    """A query was about to run for nobody. A fault of ours: the code around it forgot `acting`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, and how far each right reaches: sets of agency codes, and single people and units by our number.

    `persons` are those whom the user may see, `partners` those of them for whom they may speak about needs (themselves,
    their own people, those of their office), `offices` the units whose data they enter, `enters` the agencies of which
    they enter at least an office.

    `kind`: `house` is the operator and the worker, who see everything; `user` is a signed-in person; `door` is somebody
    on the way in, who sees the tables of signing in and nothing else. The other fields are settings of the same name.
    """

    kind: Kind
    user: int | None = None
    figures: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    edit: frozenset[str] = frozenset()
    members: frozenset[str] = frozenset()
    grants: frozenset[str] = frozenset()
    trail: frozenset[str] = frozenset()
    province: bool = False
    persons: frozenset[int] = frozenset()
    partners: frozenset[int] = frozenset()
    offices: frozenset[int] = frozenset()
    enters: frozenset[str] = frozenset()
    validate: frozenset[str] = frozenset()
    decide: frozenset[str] = frozenset()
    confirm: frozenset[str] = frozenset()


HOUSE = Scope("house")
DOOR = Scope("door")
NOBODY = Scope("")
"""What an outer transaction goes back to; the walls let nothing through."""

_acting: ContextVar[Scope | None] = ContextVar("betang_scope", default=None)
_unscoped: ContextVar[str] = ContextVar("betang_unscoped", default="")

WITHOUT_SCOPE = {
    "health": "the probe asks whether the database answers and reads no table",
    "version": "how far the database is migrated is asked before anybody can sign in",
    "lock": "a lock of the session has no rows and outlives transactions on purpose",
}
"""Where a query may run for nobody, and why. Signing in has a scope: `DOOR`."""


def current() -> Scope | None:
    """The scope that work done now is done under."""
    return _acting.get()


@contextmanager
def acting(scope: Scope) -> Iterator[None]:
    """Inside, every transaction acts under `scope`; one that is open already does so until the end of the block."""
    token = _acting.set(scope)
    if connection.in_atomic_block:
        tell(connection)
    try:
        yield
    finally:
        _acting.reset(token)
        # A transaction that failed goes back to a savepoint from before, and its settings with it.
        if connection.in_atomic_block and not connection.needs_rollback and not _failed(connection):
            tell(connection)


def become(scope: Scope) -> None:
    """From here on inside the `acting` around it, act under `scope` instead."""
    _acting.set(scope)
    if connection.in_atomic_block:
        tell(connection)


def act_as_operator() -> None:
    """This process is the operator's, at a command line, until it ends."""
    _acting.set(HOUSE)


@contextmanager
def unscoped(why: str) -> Iterator[None]:
    """Let the queries inside run for nobody; `why` is a key of `WITHOUT_SCOPE`."""
    token = _unscoped.set(WITHOUT_SCOPE[why])
    try:
        yield
    finally:
        _unscoped.reset(token)


def may_go_unscoped() -> bool:
    """Whether work done now is on the list of `WITHOUT_SCOPE`."""
    return bool(_unscoped.get())


def with_agency(scope: Scope, *, members: str) -> Scope:
    """`scope` with the right to add members to one more agency: for whoever accepts an invitation to it."""
    return replace(scope, members=scope.members | {members}, figures=scope.figures | {members})


def entering_for(user: int | None) -> None:
    """Have the rows that the rest of this transaction writes note for whom: a worker acts for somebody."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('betang.entering', %s, true)", ["" if user is None else str(user)])


def tell(to: Any) -> None:
    """Give the open transaction of the connection `to` the current scope. SET: a query would fix its snapshot."""
    spoken = sql.SQL("; ").join(
        sql.SQL("SET LOCAL {} = {}").format(sql.Identifier(f"betang.{name}"), sql.Literal(value))
        for name, value in settings_of(_acting.get() or NOBODY).items()
    )
    to.connection.execute(spoken)


def settings_of(scope: Scope) -> dict[str, str]:
    """The scope as settings: a list becomes an array literal, nothing an empty text."""
    return {field.name: _written(getattr(scope, field.name)) for field in fields(scope)}


def _written(value: object) -> str:
    if isinstance(value, frozenset):
        escaped = (str(item).replace("\\", "\\\\").replace('"', '\\"') for item in sorted(value))
        return "{" + ",".join(f'"{item}"' for item in escaped) + "}"
    return "" if value is None or value is False else "on" if value is True else str(value)


def _failed(of: Any) -> bool:
    return of.connection is None or of.connection.info.transaction_status == TransactionStatus.INERROR
