"""Who attends for a government."""

from __future__ import annotations

from django.db import transaction

from betang.agencies.actions.audit import record_on
from betang.agencies.models import Agency
from betang.agencies.viewers import Viewer
from betang.meeting.actions.turns import edits, in_turn, leads, moved
from betang.meeting.models import Attendance, Meeting
from betang.meeting.rules import meetings as rules


@transaction.atomic
def attend(*, meeting: Meeting, agency: Agency, name: str, office: str, way: str, by: Viewer) -> Attendance:
    """Put somebody on the list. The same name and office again are the same person, who may attend another way."""
    meeting = in_turn(meeting=meeting.pk, by=by)
    rules.check_attends(meeting=meeting, may=leads(by=by) or edits(agency=agency.code, by=by))
    found, new = Attendance.objects.get_or_create(
        meeting=meeting,
        agency=agency,
        name=" ".join(name.split()),
        office=" ".join(office.split()),
        defaults={"way": way, "entered_by": by.user},
    )
    if not new and found.way == way:
        return found
    found.way = way
    found.save(update_fields=["way"])
    moved(meeting=meeting, by=by)
    record_on(name="betang.meeting.attended", by=by.user, row=meeting, agency=agency, new={"number": found.pk})
    return found


@transaction.atomic
def stay_away(*, attendance: Attendance, by: Viewer) -> None:
    """Take somebody off the list."""
    meeting = in_turn(meeting=attendance.meeting_id, by=by)
    agency = attendance.agency_id
    rules.check_attends(meeting=meeting, may=leads(by=by) or edits(agency=agency, by=by))
    gone, _what = Attendance.objects.filter(pk=attendance.pk).delete()
    if gone:
        moved(meeting=meeting, by=by)
        told = {"number": attendance.pk}
        record_on(name="betang.meeting.stayed_away", by=by.user, row=meeting, agency=agency, new=told)
