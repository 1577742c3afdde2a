"""Vision and missions of a government's planning document, and which targets serve which mission."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from betang.agencies.actions.audit import record_on
from betang.agencies.rules import NotAllowed
from betang.targets import queries, rules
from betang.targets.models import Mission, Target, Vision

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer


@dataclass(frozen=True, slots=True)
class Written:
    """What a planning document says: its name, years, vision, and the missions in their order."""

    document: str
    first_year: int
    last_year: int
    text: str
    missions: tuple[str, ...]


@transaction.atomic
def write_vision(*, agency: Agency, vision: Vision | None, written: Written, by: Viewer) -> Vision:
    """Write down a new vision (`vision` None) with its missions, or another wording of one. Raises `NotAllowed`.

    Missions are known by their place in the list; one that targets serve cannot go.
    """
    rules.check_edits_document(may=queries.edits_document(agency.code, user=by))
    rules.check_vision_years(first_year=written.first_year, last_year=written.last_year)
    row = vision or Vision(agency=agency)
    row.document, row.text = written.document, written.text
    row.first_year, row.last_year = written.first_year, written.last_year
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as twice:
        raise NotAllowed(_("Dokumen dengan nama itu sudah ada. Ubah yang itu.")) from twice
    _write_missions(row, written.missions)
    record_on(
        name="betang.targets.vision_written",
        by=by.user,
        row=row,
        agency=agency,
        new={"missions": len(written.missions), "first_year": row.first_year, "last_year": row.last_year},
    )
    return row


def _write_missions(vision: Vision, texts: tuple[str, ...]) -> None:
    there = {mission.number: mission for mission in vision.missions.all()}
    gone = [there[number] for number in there if number > len(texts)]
    kept = [mission.number for mission in gone if Target.objects.filter(mission=mission).exists()]
    rules.check_missions_kept(numbers=kept)
    for mission in gone:
        mission.delete()
    for number, text in enumerate(texts, start=1):
        mission = there.get(number) or Mission(agency_id=vision.agency_id, vision=vision, number=number)
        if mission.text != text:
            mission.text = text
            mission.save()


@transaction.atomic
def place_target(*, target: Target, mission: Mission | None, by: Viewer) -> Target:
    """Put a topmost target under a mission of its government, or under none. Raises `NotAllowed`."""
    rules.check_edits_document(may=queries.edits_document(target.agency_id, user=by))
    held = Target.objects.select_for_update().get(pk=target.pk)
    years = (mission.vision.first_year, mission.vision.last_year) if mission else None
    rules.check_mission(parent=held.parent_id, years=years, year=held.year)
    held.mission = mission
    held.save(update_fields=["mission"])
    record_on(
        name="betang.targets.target_placed",
        by=by.user,
        row=held,
        agency=held.agency_id,
        new={"mission": mission.number if mission else None},
    )
    return held
