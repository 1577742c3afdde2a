"""A meeting is prepared, opened, led from item to item, and closed. Doing any of it twice is doing it once."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from betang.agencies.actions.audit import record_on
from betang.agencies.viewers import Viewer
from betang.meeting.actions.turns import account, in_turn, leads, moved
from betang.meeting.models import AgendaItem, Meeting, MeetingState, Pulse
from betang.meeting.rules import meetings as rules


@dataclass(frozen=True, slots=True)
class Terms:
    """On which year, under which title, when, where and led by whom."""

    year: int
    title: str
    day: date
    chair: str
    place: str | None = None
    online: str | None = None


@transaction.atomic
def prepare_meeting(*, key: UUID, terms: Terms, by: Viewer | None) -> Meeting:
    """Put a meeting on the calendar. `key` is that of the form: sent twice, it is the same meeting."""
    rules.check_coordinates(coordinates=leads(by=by))
    meeting, new = Meeting.objects.get_or_create(key=key, defaults=asdict(terms))
    if new:
        Pulse.objects.create(meeting=meeting)
        told = {"year": str(terms.year), "day": str(terms.day)}
        record_on(name="betang.meeting.prepared", by=account(by=by), row=meeting, new=told)
    return meeting


@transaction.atomic
def change_meeting(*, meeting: Meeting, terms: Terms, by: Viewer | None) -> Meeting:
    """Another day, place, title or chair."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    rules.check_coordinates(coordinates=leads(by=by))
    rules.check_not_closed(meeting=meeting)
    values = asdict(terms)
    if all(getattr(meeting, name) == value for name, value in values.items()):
        return meeting
    old = {"day": str(meeting.day)} if meeting.day != terms.day else None
    for name, value in values.items():
        setattr(meeting, name, value)
    meeting.save(update_fields=[*values])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.changed", by=account(by=by), row=meeting, old=old, new={"day": str(terms.day)})
    return meeting


@transaction.atomic
def open_meeting(*, meeting: Meeting, by: Viewer | None) -> Meeting:
    """Begin, with the first item."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    items = AgendaItem.objects.filter(meeting=meeting)
    rules.check_opens(meeting=meeting, coordinates=leads(by=by), items=len(items))
    if meeting.state == MeetingState.OPEN:
        return meeting
    meeting.state, meeting.opened_at, meeting.current = MeetingState.OPEN, timezone.now(), items[0]
    meeting.save(update_fields=["state", "opened_at", "current"])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.opened", by=account(by=by), row=meeting)
    return meeting


@transaction.atomic
def move_on(*, item: AgendaItem, by: Viewer | None) -> Meeting:
    """From here on everybody sees this item as the one that is discussed."""
    meeting = in_turn(meeting=item.meeting_id, by=by)
    rules.check_coordinates(coordinates=leads(by=by))
    rules.check_open(meeting=meeting)
    if meeting.current_id == item.pk:
        return meeting
    meeting.current = AgendaItem.objects.get(pk=item.pk, meeting=meeting)
    meeting.save(update_fields=["current"])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.moved_on", by=account(by=by), row=item, agency=item.agency_id)
    return meeting


@transaction.atomic
def close_meeting(*, meeting: Meeting, by: Viewer | None) -> Meeting:
    """End it; from now on the minutes stand."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    rules.check_closes(meeting=meeting, coordinates=leads(by=by))
    if meeting.state == MeetingState.CLOSED:
        return meeting
    meeting.state, meeting.closed_at, meeting.current = MeetingState.CLOSED, timezone.now(), None
    meeting.save(update_fields=["state", "closed_at", "current"])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.closed", by=account(by=by), row=meeting)
    return meeting


@transaction.atomic
def reopen_meeting(*, meeting: Meeting, reason: str, by: Viewer | None) -> Meeting:
    """Go on with a meeting that was closed; the reason stands in the trail."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    rules.check_reopens(coordinates=leads(by=by), reason=reason)
    if meeting.state != MeetingState.CLOSED:
        return meeting
    meeting.state, meeting.closed_at = MeetingState.OPEN, None
    meeting.save(update_fields=["state", "closed_at"])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.reopened", by=account(by=by), row=meeting, note=reason.strip())
    return meeting
