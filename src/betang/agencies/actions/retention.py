"""Deleting what has been kept long enough, for every room: one event on the trail for each table."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from betang.agencies.actions.audit import record
from betang.agencies.models import User


@transaction.atomic
def delete_kept_long_enough(
    *, rows: QuerySet[Any], before: date, by: User | None, tables: Collection[str] = (), person: str = ""
) -> int:
    """Delete `rows`, older than `before`; how many went.

    `person` names the field with our number of whom they are about, so that the event is theirs to read. `tables` are
    those of the dictionary that change by it. Nothing to delete, nothing recorded.
    """
    people = sorted(set(rows.order_by().values_list(person, flat=True))) if person else []
    _total, by_model = rows.delete()
    deleted = by_model.get(rows.model._meta.label, 0)
    if deleted:
        record(
            name="betang.agencies.retention_applied",
            by=by,
            on_kind=rows.model._meta.label_lower,
            new={"rows": deleted, "before": str(before)},
            tables=tables,
            people=people,
        )
    return deleted
