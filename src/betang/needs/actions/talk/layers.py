"""Needs beside the dialogue: of the law and the post, counted from the register, and of the organisation, asked for."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs.actions.flow import Moved, move
from betang.needs.models import Need, NeedBasis, NeedState
from betang.needs.queries.flow.years import free_code, past
from betang.needs.queries.talk.layers import Line, layer_code, layers, may_name, places
from betang.needs.rules import Step
from betang.needs.rules import talk as rules


@transaction.atomic
def propose_layers(*, agency: str, on: date, by: Viewer) -> Counter[str]:
    """Enter what the law and the post ask for as drafts; how many were new, changed, taken back, the same, kept.

    Again and again: nothing is entered twice, and only numbers of drafts that this has entered are changed.
    """
    _one_at_a_time(agency)
    found = layers(agency, on=on, user=by)
    done: Counter[str] = Counter()
    for line in found.lines:
        _enter(line, by)
        done[line.deed] += 1
    if found.moves:
        audit.record(
            name="betang.needs.layers_entered",
            by=by.user,
            on_kind="agencies.agency",
            on_id=agency,
            agency=agency,
            new={"added": done["new"], "changed": done["changed"], "gone": done["gone"]},
            tables=("needs",),
        )
    return done


def _enter(line: Line, by: Viewer) -> None:
    if line.deed == "new":
        Need.objects.create(
            code=line.code,
            agency_id=line.agency,
            unit_id=line.unit,
            program_id=line.program,
            people=line.people,
            basis=line.basis,
            entered_by=by.user,
        )
    elif line.deed == "changed":
        Need.objects.filter(pk=line.code).update(people=line.people, entered_by=by.user, version=F("version") + 1)
    elif line.deed == "gone":
        Need.objects.filter(pk=line.code, state=NeedState.DRAFT).delete()


@transaction.atomic
def agree_layers(*, agency: str, on: date, by: Viewer) -> Moved:
    """Agree to the drafts of law and post of the offices the user enters data for, so that they can be sent."""
    _one_at_a_time(agency)
    mine = [
        line.need.pk for line in layers(agency, on=on, user=by).lines if line.need and line.deed in {"same", "changed"}
    ]
    Need.objects.filter(pk__in=mine).update(agreed_on=on, version=F("version") + 1)
    return move(step=Step.AGREE, agency=agency, needs=mine, by=by.user)


@transaction.atomic
def ask_programme(
    *, agency: str, unit: int, program: str, people: int, note: str, target: str, on: date, by: Viewer
) -> Need:
    """Ask for a programme and a number of people of an office because a development target needs it ("": not named).

    The same once more is the same need: another number takes the place of the one before, until it is sent. Raises
    `NotAllowed`.
    """
    _one_at_a_time(agency)
    if unit not in {place.pk for place in places(agency, user=by)}:
        raise NotAllowed(_("Perangkat daerah itu bukan milik Anda untuk diisi."))
    if target and not may_name(target, agency=agency, unit=unit):
        raise NotAllowed(_("Sasaran itu bukan sasaran perangkat daerah ini atau seluruh pemerintah."))
    aim = target or None
    code = free_code(layer_code(agency, unit, program, NeedBasis.STRATEGIC))
    rows = Need.objects.filter(agency=agency, unit=unit, program=program, basis=NeedBasis.STRATEGIC).exclude(past())
    held = rows.select_for_update().order_by("code").first()
    if held is None:
        held = Need.objects.create(
            code=code, agency_id=agency, unit_id=unit, program_id=program, people=people, basis=NeedBasis.STRATEGIC,
            note=note or None, target_id=aim, entered_by=by.user,
        )  # fmt: skip
    elif (held.people, held.note, held.target_id, held.state) == (people, note or None, aim, NeedState.AGREED):
        return held
    else:
        rules.check_open(NeedState(held.state))
        again = {"state": NeedState.DRAFT, "agreed_on": None, "version": F("version") + 1, "entered_by": by.user}
        Need.objects.filter(pk=held.pk).update(people=people, note=note or None, target=aim, **again)
    audit.record(
        name="betang.needs.programme_asked",
        by=by.user,
        on_kind="people.unit",
        on_id=str(unit),
        agency=agency,
        new={"program": program, "people": people, "target": aim},
        tables=("needs",),
    )
    Need.objects.filter(pk=held.pk).update(agreed_on=on, version=F("version") + 1)
    moved = move(step=Step.AGREE, agency=agency, needs=[held.pk], by=by.user)
    if moved.left:
        raise NotAllowed(moved.left[0].why)
    return Need.objects.get(pk=held.pk)


def _one_at_a_time(agency: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"needs.layers/{agency}"])
