"""Meetings that lines of demand can be put on the agenda of."""

from __future__ import annotations

from betang.agencies.viewers import Viewer
from betang.meeting.models import Meeting, MeetingState
from betang.meeting.queries.meetings import get_meeting


def ahead(*, user: Viewer, year: int | None) -> list[Meeting]:
    """Meetings of the year that are prepared or being held, the next one first; for whoever coordinates."""
    if not user.coordinates or year is None:
        return []
    return list(Meeting.objects.filter(year=year).exclude(state=MeetingState.CLOSED).order_by("day", "pk"))


def chosen(number: str, *, user: Viewer) -> Meeting:
    """The meeting that a form names. Absent and unreadable are the same `NotFound`."""
    return get_meeting(
        int(number) if number.isascii() and number.isdigit() and len(number) < _LONGEST else 0, user=user
    )


_LONGEST = 10  # not a rule: digits of a number that PostgreSQL still reads
