"""Objections of people to what became of their needs: those that wait, those that were answered, and one."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.needs.models import Need, Objection


@dataclass(frozen=True, slots=True)
class Objected:
    """An objection with the need it is about; None where a load has taken the need away."""

    objection: Objection
    need: Need | None


def _agencies(user: Viewer) -> list[str]:
    return [code for code in {*user.roles, *user.works_for} if user.has(Right.EDIT, code)]


def _rows(user: Viewer) -> QuerySet[Objection]:
    found = Objection.objects.filter(agency__in=_agencies(user))
    return found.select_related("person", "person__unit", "person__job", "agency", "answered_by")


def waiting(user: Viewer) -> int:
    """How many objections wait for the user's answer; their own are answered by somebody else."""
    if not _agencies(user):
        return 0
    return _rows(user).filter(answered_at__isnull=True).exclude(made_by=user.user).count()


def objections(*, user: Viewer, most: int) -> tuple[list[Objected], list[Objected]]:
    """Those that wait, the oldest first, and the newest answered ones. `NotFound` for whoever answers none."""
    if not _agencies(user):
        raise NotFound("not here, or not for this user")
    rows = _rows(user)
    waits = list(rows.filter(answered_at__isnull=True).order_by("made_at", "pk"))
    done = list(rows.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")[:most])
    needs = _needs([*waits, *done])
    return [Objected(one, needs.get(one.item)) for one in waits], [Objected(one, needs.get(one.item)) for one in done]


def get_objection(objection_id: int, *, user: Viewer) -> Objected:
    """One objection in an agency for which the user answers. Absent and forbidden are the same `NotFound`."""
    found = _rows(user).filter(pk=objection_id).first()
    if found is None:
        raise NotFound("not here, or not for this user")
    return Objected(found, _needs([found]).get(found.item))


def _needs(objections: list[Objection]) -> dict[str, Need]:
    codes = [one.item for one in objections]
    return {need.pk: need for need in Need.objects.filter(pk__in=codes).select_related("competency", "program")}
