"""The open planning year, its days, and papers that were signed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.db.models import Q

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Deadline, Decision, Need, PlanningYear, Stage
from betang.needs.rules import OPEN_STATES


def open_year() -> int | None:
    """The year that needs are gathered for; None while none is open."""
    return PlanningYear.objects.filter(closed_at__isnull=True).values_list("year", flat=True).first()


def past_rows(row: str) -> str:
    """SQL over a `row` of needs or proposals: it was sent for a year before the open one.

    It is history: what is said of the same thing now is another item.
    """
    still_open = ", ".join(f"'{state}'" for state in sorted(OPEN_STATES))
    year = "(SELECT y.year FROM needs_planningyear y WHERE y.closed_at IS NULL)"
    return f"coalesce({row}.state NOT IN ({still_open}) AND {row}.year < {year}, false)"


def past() -> Q:
    """The same over the models."""
    year = open_year()
    return Q(pk__in=()) if year is None else Q(year__lt=year) & ~Q(state__in=OPEN_STATES)


def free_code(code: str) -> str:
    """The code of a new need: with the open year behind it where an earlier year has a need of this code."""
    return f"{code}-{open_year()}" if Need.objects.filter(past(), pk=code).exists() else code


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
