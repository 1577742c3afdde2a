"""What people say about a batch: which kind it is, what its columns hold, what a spelling means, or that it goes."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.core.errors import WrongCall
from betang.core.office.reading.grids import plain
from betang.intake import registry, rules
from betang.intake.jobs import CHECK_TASK, enqueue
from betang.intake.models import Alias, Batch, BatchState, RememberedColumn


@transaction.atomic
def explain(
    *,
    batch_id: int,
    by: User | None,
    kind: str | None = None,
    columns: Mapping[str, str] | None = None,
    agency: str | None = None,
) -> Batch:
    """Say what a file is and what its columns hold (heading to `part.field`, '' to leave it alone); it is read anew.

    What is said of a heading is remembered for the agency. Raises WrongCall for an unknown kind or field.
    """
    batch = _held(batch_id)
    chosen = registry.kind_named(kind or batch.kind or "")
    said = {plain(heading): field for heading, field in (columns or {}).items()}
    known = {f"{part.name}.{field.name}" for part in chosen.parts for field in part.fields} | {""}
    if strange := set(said.values()) - known:
        raise WrongCall(f"{chosen.name} has no {', '.join(sorted(strange))}")
    batch.agency_id = batch.agency_id or agency
    batch.choices = {**batch.choices, "kind": chosen.name, "columns": {**batch.choices.get("columns", {}), **said}}
    whole = registry.limits(by, batch.agency_id, timezone.localdate()) is None
    for heading, field in said.items():
        if batch.agency_id is not None and whole:  # an officer's file says nothing of those of others
            RememberedColumn.objects.update_or_create(
                agency_id=batch.agency_id,
                kind=chosen.name,
                heading=heading,
                defaults={"field": field, "remembered_by": by},
            )
    new = {"kind": chosen.name, "columns": len(said)}
    audit.record_on(name="betang.intake.explained", by=by, row=batch, agency=batch.agency_id, new=new)
    return _again(batch)


@transaction.atomic
def confirm_alias(*, batch_id: int, directory: str, spelled: str, code: str, by: User | None) -> Batch:
    """A spelling in the batch means `code` from now on, in this agency; the batch is read anew."""
    batch = _held(batch_id)
    Alias.objects.get_or_create(
        agency_id=batch.agency_id, directory=directory, spelled=spelled, code=code, defaults={"confirmed_by": by}
    )
    new = {"directory": directory, "code": code}
    audit.record_on(name="betang.intake.alias_confirmed", by=by, row=batch, agency=batch.agency_id, new=new)
    return _again(batch)


@transaction.atomic
def drop_alias(*, alias_id: int, by: User | None) -> None:
    """A spelling no longer means what somebody confirmed; what came in by it stays."""
    alias = Alias.objects.get(pk=alias_id)
    old = {"directory": alias.directory, "code": alias.code}
    audit.record_on(name="betang.intake.alias_dropped", by=by, row=alias, agency=alias.agency_id, old=old)
    alias.delete()


@transaction.atomic
def forget_column(*, column_id: int, by: User | None) -> None:
    """A heading is no longer read as somebody explained it."""
    column = RememberedColumn.objects.get(pk=column_id)
    old = {"kind": column.kind, "field": column.field}
    audit.record_on(name="betang.intake.column_forgotten", by=by, row=column, agency=column.agency_id, old=old)
    column.delete()


@transaction.atomic
def check_again(*, batch_id: int, by: User | None) -> Batch:
    """Read the batch anew, against the data as they are now."""
    batch = _held(batch_id)
    audit.record_on(name="betang.intake.read_anew", by=by, row=batch, agency=batch.agency_id)
    return _again(batch)


@transaction.atomic
def discard(*, batch_id: int, by: User | None) -> Batch:
    """Walk away from a batch; nothing of it has been written."""
    batch = _held(batch_id)
    rules.check_move(batch=batch, to=BatchState.DISCARDED)
    batch.state, batch.step = BatchState.DISCARDED, None
    batch.save(update_fields=["state", "step"])
    audit.record_on(name="betang.intake.discarded", by=by, row=batch, agency=batch.agency_id)
    return batch


def _held(batch_id: int) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch_id)


def _again(batch: Batch) -> Batch:
    rules.check_move(batch=batch, to=BatchState.RECEIVED)
    batch.state, batch.step, batch.problem, batch.attempts = BatchState.RECEIVED, None, None, 0
    batch.save()
    enqueue(CHECK_TASK, batch)
    return batch
