"""Files that have been kept long enough are let go, with what they say of people; the batch and its counts stay."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from betang.agencies.actions.retention import delete_kept_long_enough
from betang.agencies.models import User
from betang.intake.models import BatchPart, BatchProblem, Difference
from betang.intake.queries.batches import ended_before


@transaction.atomic
def forget_files(*, ended: datetime, before: date, by: User | None) -> int:
    """Delete the file and the pieces of every batch that `ended` before the moment (the start of the day `before`)."""
    over = ended_before(ended)
    gone = delete_kept_long_enough(rows=BatchPart.objects.filter(batch__in=over), before=before, by=by)
    for held in (
        BatchProblem,
        Difference,
    ):  # cells as they were sent, rows as they were before: no undoing from here on
        held.objects.filter(batch__in=over).delete()
    over.filter(file_gone_at__isnull=True).update(file_gone_at=timezone.now())
    return gone
