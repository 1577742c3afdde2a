"""Requests to correct a record: one's own, and those that wait for whoever may correct an agency's records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.people.models import Correction, CorrectionState, Person


@dataclass(frozen=True, slots=True)
class Requests:
    """Some requests of a list, and how many there are."""

    rows: Sequence[Correction]
    total: int


def own_person(*, user: Viewer) -> Person:
    """The user's own row of the register. `NotFound` when no membership says which it is."""
    asked = Person.objects.select_related("agency", "unit", "job", "next_job")
    person = asked.filter(pk=user.own_record).first() if user.own_record is not None else None
    if person is None:
        raise NotFound("not here, or not for this user")
    return person


def own_corrections(*, user: Viewer) -> list[Correction]:
    """What the user has asked about the own record, the newest first."""
    if user.own_record is None:
        return []
    return list(Correction.objects.filter(person=user.own_record).select_related("answered_by"))


def answered_since(moment: datetime, *, user: Viewer) -> int:
    """How many requests of the user's own were answered since."""
    if user.own_record is None:
        return 0
    return Correction.objects.filter(person=user.own_record, answered_at__gte=moment).count()


def _corrected(user: Viewer) -> list[str]:
    """The agencies whose records the user may correct, their own and those they work for."""
    return [code for code in {*user.roles, *user.works_for} if user.has(Right.CORRECT, code)]


def _to_answer(user: Viewer) -> QuerySet[Correction]:
    return Correction.objects.filter(agency__in=_corrected(user))


def may_answer(*, user: Viewer) -> bool:
    """Whether the user corrects records of any agency."""
    return bool(_corrected(user))


def waiting_corrections(*, user: Viewer) -> int:
    """How many requests wait in the agencies whose records the user may correct."""
    return _to_answer(user).filter(state=CorrectionState.OPEN).count() if may_answer(user=user) else 0


def corrections(*, answered: bool, user: Viewer, first: int = 0, rows: int | None = None) -> Requests:
    """Requests in the agencies whose records the user may correct. `NotFound` for whoever corrects none.

    Open ones the oldest first, answered ones the newest.
    """
    if not may_answer(user=user):
        raise NotFound("not here, or not for this user")
    found = _to_answer(user).select_related("person", "person__unit", "agency", "answered_by")
    if answered:
        found = found.exclude(state=CorrectionState.OPEN).order_by("-answered_at", "-id")
    else:
        found = found.filter(state=CorrectionState.OPEN).order_by("asked_at", "id")
    return Requests(list(found[first : None if rows is None else first + rows]), found.count())


def get_correction(correction_id: int, *, user: Viewer) -> Correction:
    """One request in an agency whose records the user may correct. Absent and forbidden are the same `NotFound`."""
    asked = _to_answer(user).select_related("person", "person__unit", "person__job", "agency", "answered_by")
    found = asked.filter(pk=correction_id).first()
    if found is None:
        raise NotFound("not here, or not for this user")
    return found
