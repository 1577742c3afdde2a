"""One state of the record: a lock for whoever changes it, a snapshot for whoever reads all of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

_RECORD = 0x6265_7461_6E67  # not a rule: a number nobody else uses, "betang" in ASCII


def hold_record() -> None:
    """Wait for others that change the record or publish from it, then keep them out until this transaction ends.

    So a publication never mixes two states of the register, and two loads follow one another.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_RECORD])


@contextmanager
def at_work_on(kind: int, number: int) -> Iterator[bool]:
    """Hold the lock of one piece of work, which dies with the connection; False where somebody else holds it.

    `kind` is the class of such locks (a number nobody else uses), `number` the row that is worked on.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [kind, number])
        alone = bool(cursor.fetchone()[0])
    try:
        yield alone
    finally:
        if alone:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [kind, number])


@contextmanager
def snapshot() -> Iterator[None]:
    """Inside, every query sees the record as it is now, whatever others write meanwhile. Nothing can be written."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:  # inside somebody's transaction it is they who decide what is seen
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
