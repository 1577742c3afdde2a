"""The competency dictionary and what posts require, for screens."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Min, Q

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.core.gap.explain import Step, step
from betang.core.groups import Group, group_of
from betang.standards.models import Assessment, Competency, Standard


@dataclass(frozen=True, slots=True)
class Skill:
    """A competency with the group the province speaks of."""

    code: str
    name: str
    kind: str
    affair: str | None
    group: Group


@dataclass(frozen=True, slots=True)
class Requirement:
    """The standard that asks a post for a level, and the step on which it was found."""

    competency: str
    level: int
    importance: str
    basis: str | None
    step: Step


@dataclass(frozen=True, slots=True)
class SourceCount:
    """Evidence rows of one source: how many, of how many people, from when to when."""

    source: str
    rows: int
    people: int
    first: date
    last: date


def skills() -> dict[str, Skill]:
    """Every competency by code: integrity first, then leadership, then technical by affair."""
    found = [Skill(c.code, c.name, c.kind, c.affair, group_of(c.code, c.kind)) for c in Competency.objects.all()]
    order = list(Group)
    return {s.code: s for s in sorted(found, key=lambda s: (order.index(s.group), s.affair or "", s.code))}


def get_skill(code: str) -> Skill:
    """One competency of the dictionary, which is public. `NotFound` when there is none."""
    found = Competency.objects.filter(code=code).first()
    if found is None:
        raise NotFound("not here, or not for this user")
    return Skill(found.code, found.name, found.kind, found.affair, group_of(found.code, found.kind))


def requirements(*, agency: str, job: str, tier: str) -> dict[str, Requirement]:
    """What a post of the agency requires, by competency: the first of own job, common job, own tier, common tier."""
    rows = Standard.objects.filter(Q(agency=agency) | Q(agency__isnull=True), Q(job=job) | Q(tier=tier))
    found = [
        Requirement(
            r.competency_id,
            r.level,
            r.importance,
            r.basis,
            step(own=r.agency_id is not None, by_job=r.job_id is not None),
        )
        for r in rows
    ]
    precedence = list(Step)
    # The last one written wins, so the strongest comes last.
    return {r.competency: r for r in sorted(found, key=lambda r: -precedence.index(r.step))}


def standards_of(code: str, *, user: Viewer) -> list[Standard]:
    """The standards of one competency that the user's agencies and everybody share."""
    rows = Standard.objects.filter(Q(agency__in=user.agencies) | Q(agency__isnull=True), competency=code)
    return list(rows.select_related("agency", "job").order_by("agency", "job__name", "tier"))


def standard_counts(*, user: Viewer) -> dict[str, dict[str, int]]:
    """Standards by competency and basis ("" where none is noted) as the user's agencies see them."""
    rows = (
        Standard.objects.filter(Q(agency__in=user.agencies) | Q(agency__isnull=True))
        .order_by()
        .values("competency_id", "basis")
        .annotate(n=Count("*"))
    )
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["competency_id"], {})[row["basis"] or ""] = row["n"]
    return counts


def evidence_of(people: Iterable[int], *, user: Viewer, agency: str) -> list[Assessment]:
    """Every assessment of those of the people whom the user may open; none for anybody else's."""
    seen = [person for person in people if user.sees_person(person, agency)]
    rows = Assessment.objects.filter(agency=agency, person__in=seen)
    return list(rows.order_by("competency_id", "-assessed_on", "id"))


def evidence_by_source(*, user: Viewer, agency: str) -> list[SourceCount]:
    """What an agency can show whose people are all the user's to open, by source; empty for another's."""
    if not user.sees_people(agency):
        return []
    rows = (
        Assessment.objects.filter(agency=agency)
        .order_by()
        .values("source")
        .annotate(
            rows=Count("*"), people=Count("person", distinct=True), first=Min("assessed_on"), last=Max("assessed_on")
        )
    )
    return [SourceCount(**row) for row in rows]
