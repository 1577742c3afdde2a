"""The open planning year, its days, and papers that were signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Deadline, Decision, PlanningYear, Stage


def open_year() -> int | None:
    """The year that needs are gathered for; None while none is open."""
    return PlanningYear.objects.filter(closed_at__isnull=True).values_list("year", flat=True).first()


def years() -> list[PlanningYear]:
    """Every year there was, the newest first."""
    return list(PlanningYear.objects.select_related("opened_by"))


def last_day(rows: Iterable[Deadline], agency: str) -> date | None:
    """The last day that holds for the agency: the earlier one of its own and of the province; None: none is set."""
    return min((row.day for row in rows if row.agency_id in {None, agency}), default=None)


def days_of(year: int, agency: str) -> dict[Stage, date]:
    """The last day of each stage that holds for the agency, of those that have one, in the order of the stages."""
    rows = list(Deadline.objects.filter(year=year))
    found = {stage: last_day([row for row in rows if row.stage == stage], agency) for stage in Stage}
    return {stage: day for stage, day in found.items() if day is not None}


def days_by_stage(year: int, agency: str) -> Mapping[Stage, tuple[date | None, date | None]]:
    """For each stage the day of the province and the agency's own."""
    rows = {(row.stage, row.agency_id): row.day for row in Deadline.objects.filter(year=year)}
    return {stage: (rows.get((stage, None)), rows.get((stage, agency))) for stage in Stage}


def papers(agency: str, *, user: Viewer) -> list[Decision]:
    """Decisions on paper of an agency whose figures are the user's to see, without their scans. `NotFound`."""
    if not user.owns(agency):
        raise NotFound("not here, or not for this user")
    rows = Decision.objects.filter(agency=agency).select_related("recorded_by").defer("scan")
    return list(rows.order_by("-decided_on", "-pk"))


def get_paper(number: int, *, user: Viewer) -> Decision:
    """One decision on paper with its scan, else `NotFound`."""
    found = Decision.objects.filter(pk=number).select_related("recorded_by").first()
    if found is None or not user.owns(found.agency_id):
        raise NotFound("not here, or not for this user")
    return found
