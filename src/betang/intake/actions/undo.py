"""A committed batch is taken back, as long as nothing later stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import IntegrityError, transaction
from django.utils import timezone

from betang.agencies.actions import audit
from betang.agencies.frames import Frame, quoted
from betang.agencies.locks import hold_record
from betang.agencies.models import User
from betang.intake import registry, rules
from betang.intake.actions.commit import check_whose
from betang.intake.actions.merging import Merging
from betang.intake.models import Batch, BatchState, Difference
from betang.intake.rules import Standing, StandsOn


@transaction.atomic
def undo(*, batch_id: int, by: User | None) -> Batch:
    """Put every row the batch touched back to what it was.

    Raises `NotAllowed`, and `StandsOn` with what stands on it.
    """
    hold_record()
    batch = Batch.objects.select_for_update().get(pk=batch_id)
    rules.check_undo(batch=batch)
    check_whose(batch=batch, by=by)
    undoing = Merging(agency=batch.agency_id, batch=batch.pk, names=_names())
    people = undoing.people()
    touched = [frame for frame in _back_to_front() if _touched(undoing, frame)]
    standing = [one for frame in touched for one in _changed_since(undoing, frame)]
    if standing:
        raise StandsOn(standing)
    try:
        with transaction.atomic():
            for frame in touched:
                _put_back(undoing, frame)
            undoing.run(
                "DELETE FROM intake_alias a USING intake_difference d WHERE d.batch_id = %(batch)s "
                "AND d.\"table\" = 'aliases' AND d.key = a.id::text",
                {"batch": undoing.batch},
            )
            for room in registry.rooms():
                if room.undone is not None:
                    room.undone(undoing, batch.pk)
            undoing.clear()
    except IntegrityError as kept:
        raise StandsOn([Standing("", 0)]) from kept
    Difference.objects.filter(batch=batch).delete()  # the trail says that it was; a batch read anew begins afresh
    batch.state, batch.undone_at, batch.undone_by = BatchState.UNDONE, timezone.now(), by
    batch.save(update_fields=["state", "undone_at", "undone_by"])
    registry.settle(batch.agency_id, registry.kind_named(batch.kind or "").tables)
    audit.record_on(
        name="betang.intake.undone",
        by=by,
        row=batch,
        agency=batch.agency_id,
        new={"kind": batch.kind},
        people=people,
        tables=registry.kind_named(batch.kind or "").tables,
    )
    return batch


def _names() -> dict[type, str]:
    return {frame.model: frame.name for room in registry.rooms() for frame in room.tables.frames}


def _back_to_front() -> Iterator[Frame]:
    for room in reversed(list(registry.rooms())):
        yield from reversed((*room.tables.frames, *room.further))


def _touched(undoing: Merging, frame: Frame) -> bool:
    return bool(
        undoing.make(
            f"mine_{frame.name}",
            f"SELECT key, old, new FROM intake_difference WHERE batch_id = {int(undoing.batch)} "
            f"AND \"table\" = '{frame.name}'",
        )
    )


def _changed_since(undoing: Merging, frame: Frame) -> Iterator[Standing]:
    """Rows that are no longer as the batch left them, by the batch that changed them, and those no file may change."""
    pk = quoted(str(frame.model._meta.pk.column))
    frozen = registry.merge_of(frame.name).frozen.format(agency=undoing.sender)
    for batch, kept, count in undoing.rows(
        f"SELECT (SELECT max(d.batch_id) FROM intake_difference d WHERE d.\"table\" = '{frame.name}' AND d.key = m.key "
        f"AND d.batch_id > {int(undoing.batch)}) AS later, coalesce({frozen}, false) AS kept, count(*) "
        f"FROM mine_{frame.name} m LEFT JOIN {frame.db_table} t ON t.{pk}::text = m.key "
        "WHERE (to_jsonb(t.*) IS DISTINCT FROM m.new) GROUP BY 1, 2 ORDER BY 1, 2"
    ):
        yield Standing(frame.name, int(count), None if kept else batch, sent=bool(kept))


def _put_back(undoing: Merging, frame: Frame) -> None:
    pk = quoted(str(frame.model._meta.pk.column))
    mine, table = f"mine_{frame.name}", frame.db_table
    gone = f"gone_{frame.name}"
    undoing.make(
        gone,
        f"SELECT t.{pk} AS key, t.{pk}::text AS label FROM {table} t JOIN {mine} m ON m.key = t.{pk}::text "
        "WHERE m.old IS NULL",
    )
    if undoing.still_referred_to(frame, gone):
        raise StandsOn([Standing(found.table, 1) for found in undoing.problems])
    undoing.run(f"DELETE FROM {table} t USING {gone} g WHERE g.key = t.{pk}")
    columns = [quoted(str(field.column)) for field in frame.model._meta.concrete_fields if not field.primary_key]
    setting = ", ".join(f"{column} = was.{column}" for column in columns)
    undoing.run(
        f"UPDATE {table} t SET {setting} FROM {mine} m, jsonb_populate_record(NULL::{table}, m.old) was "
        f"WHERE m.key = t.{pk}::text AND m.old IS NOT NULL AND m.new IS NOT NULL"
    )
    undoing.run(
        f"INSERT INTO {table} SELECT was.* FROM {mine} m, jsonb_populate_record(NULL::{table}, m.old) was "
        "WHERE m.new IS NULL"
    )
