"""Batches for screens: those of the governments the user enters data for; an officer's own."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Coalesce

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer, governments
from betang.intake.models import Alias, Batch, BatchProblem, BatchState, RememberedColumn

WORKING = (BatchState.RECEIVED, BatchState.CHECKING, BatchState.COMMITTING)
"""A worker is, or will be, at it."""
WAITING = (BatchState.ASKING, BatchState.CHECKED)
"""A person has to say something."""
ENDED = (BatchState.COMMITTED, BatchState.UNDONE, BatchState.DISCARDED, BatchState.UNREADABLE)
"""Nothing is expected any more."""
_OFFERED = 30  # spellings a page asks about at once


def sends_for(*, user: Viewer) -> dict[str, str]:
    """Names of the governments the user enters data for, of all of it or of an office, by code."""
    return {a.code: a.name for a in governments() if user.enters_for(a.code)}


def sends_wholly_for(*, user: Viewer) -> dict[str, str]:
    """Names of those of which they enter all data."""
    return {code: name for code, name in sends_for(user=user).items() if user.has(Right.EDIT, code)}


def _visible(user: Viewer) -> QuerySet[Batch]:
    """Every batch of a government whose data are all the user's to enter; of others those they sent themselves."""
    own = Q(agency__in=sends_for(user=user), received_by=user.user)
    return Batch.objects.filter(own | Q(agency__in=sends_wholly_for(user=user))).select_related("agency", "received_by")


def batches(*, user: Viewer, first: int, rows: int, states: Collection[str] = ()) -> tuple[Sequence[Batch], int]:
    """The newest batches from number `first` on, and how many there are."""
    found = _visible(user).order_by("-pk")
    if states:
        found = found.filter(state__in=states)
    return list(found[first : first + rows]), found.count()


def get_batch(number: int, *, user: Viewer) -> Batch:
    """One batch. Absent and another's are the same `NotFound`."""
    found = _visible(user).select_related("decided_by", "undone_by").filter(pk=number).first()
    if found is None:
        raise NotFound("there is no such batch here")
    return found


def unfinished(*, user: Viewer) -> list[Batch]:
    """Batches that a worker is at or that wait for a word, newest first."""
    if not any(user.enters_for(code) for code in {*user.agencies, *user.works_for}):
        return []
    return list(_visible(user).filter(state__in=(*WORKING, *WAITING)).order_by("-pk")[:20])


def refused(*, user: Viewer, agency: str, kinds: Collection[str]) -> list[Batch]:
    """Files of an agency of which something was not taken, newest first; none that was sent again under its name."""
    if not user.enters_for(agency):
        return []
    found = _visible(user).filter(agency=agency, kind__in=kinds).exclude(state__in=(*WORKING, BatchState.DISCARDED))
    newest = found.order_by("name", "-pk").distinct("name")
    wrong = [one for one in newest if one.refused or one.state == BatchState.UNREADABLE]
    return sorted(wrong, key=lambda one: -one.pk)


def ended_before(moment: datetime) -> QuerySet[Batch]:
    """Batches that came to their end before the moment."""
    end = Coalesce("undone_at", "committed_at", "checked_at", "received_at")
    return Batch.objects.filter(state__in=ENDED).annotate(ended=end).filter(ended__lt=moment)


def same_file(batch: Batch) -> Batch | None:
    """The last batch before this one that was the very same file of the same government."""
    earlier = Batch.objects.filter(agency=batch.agency_id, fingerprint=batch.fingerprint, pk__lt=batch.pk)
    return earlier.exclude(state=BatchState.DISCARDED).order_by("-pk").first()


def companions(batch: Batch) -> list[Batch]:
    """The other batches that arrived in the same go."""
    return list(Batch.objects.filter(agency=batch.agency_id, bundle=batch.bundle).exclude(pk=batch.pk).order_by("pk"))


# ---------------------------------------------------------------- problems


@dataclass(frozen=True, slots=True)
class Sought:
    """Which problems of a batch are looked at; empty: all."""

    severity: str = ""
    code: str = ""
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """A spelling that may mean one of `offers`, and in how many rows it stands."""

    code: str
    value: str
    offers: tuple[str, ...]
    rows: int


def problems(batch: Batch, sought: Sought) -> QuerySet[BatchProblem]:
    """What there is to say of a batch, in the order of the file."""
    found = BatchProblem.objects.filter(batch=batch)
    if sought.severity:
        found = found.filter(severity=sought.severity)
    if sought.code:
        found = found.filter(code=sought.code)
    if sought.sheet is not None:
        found = found.filter(sheet=sought.sheet)
    return found.order_by("number")


def spellings(batch: Batch) -> list[Spelling]:
    """Spellings of the batch for which something likely is offered, the most frequent first."""
    found = (
        BatchProblem.objects.filter(batch=batch, said__offers__isnull=False)
        .exclude(said__offers="")
        .exclude(value="")
        .order_by()
        .values_list("code", "value", "said__offers")
        .annotate(rows=Count("pk"))
        .order_by("-rows", "code", "value")
    )
    return [Spelling(code, value, tuple(offers.split()), rows) for code, value, offers, rows in found[:_OFFERED]]


# ---------------------------------------------------------------- what was explained before


def aliases(*, user: Viewer) -> QuerySet[Alias]:
    """Spellings that people of the user's governments have confirmed."""
    found = Alias.objects.filter(agency__in=sends_wholly_for(user=user)).select_related("agency", "confirmed_by")
    return found.order_by("directory", "spelled", "pk")


def get_alias(number: int, *, user: Viewer) -> Alias:
    """One of `aliases`. Absent and another's are the same `NotFound`."""
    found = aliases(user=user).filter(pk=number).first()
    if found is None:
        raise NotFound("there is no such spelling here")
    return found


def columns(*, user: Viewer) -> QuerySet[RememberedColumn]:
    """Headings that people of the user's governments have explained."""
    found = RememberedColumn.objects.filter(agency__in=sends_wholly_for(user=user)).select_related(
        "agency", "remembered_by"
    )
    return found.order_by("kind", "heading", "pk")


def get_column(number: int, *, user: Viewer) -> RememberedColumn:
    """One of `columns`. Absent and another's are the same `NotFound`."""
    found = columns(user=user).filter(pk=number).first()
    if found is None:
        raise NotFound("there is no such heading here")
    return found
