"""A person asks for a correction of their record; a planner of their agency answers. Both stand in the trail."""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from betang.agencies.actions.audit import record_on
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.people import rules
from betang.people.models import Correction, CorrectionState, Person


@transaction.atomic
def ask_correction(*, person: Person, subject: str, said: str, wanted: str, by: Viewer) -> Correction:
    """Say what is wrong in a table (`subject`) of one's own record, and what it should be. Raises `NotAllowed`.

    The same words again, while nobody has answered, are the same request: a double click asks once.
    """
    rules.check_own(person=person.pk, own=by.own_record)
    _one_at_a_time(person.pk)
    same = Correction.objects.filter(
        person=person, subject=subject, said=said, wanted=wanted, state=CorrectionState.OPEN
    ).first()
    if same is not None:
        return same
    asked = Correction.objects.create(
        agency_id=person.agency_id, person=person, subject=subject, said=said, wanted=wanted, asked_by=by.user
    )
    record_on(
        name="betang.people.correction_asked",
        by=by.user,
        row=asked,
        agency=person.agency_id,
        new={"subject": subject},
        people=[person.pk],
    )
    return asked


def _one_at_a_time(person: int) -> None:
    """Whoever asks about the person waits here until the one before has finished.

    A row of the register cannot be locked by those who may not change it.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"people.correction/{person}"])


@transaction.atomic
def answer_correction(*, correction: Correction, accepted: bool, answer: str, by: Viewer) -> Correction:
    """Accept (it is corrected at its source) or refuse, with words for the person. Raises `NotAllowed`."""
    held = Correction.objects.select_for_update().filter(pk=correction.pk).first() or correction
    rules.check_answer(correction=held, may=by.has(Right.CORRECT, held.agency_id), by=by.user.pk)
    held.state = CorrectionState.ACCEPTED if accepted else CorrectionState.REFUSED
    held.answer, held.answered_by, held.answered_at = answer, by.user, timezone.now()
    held.save(update_fields=["state", "answer", "answered_by", "answered_at"])
    record_on(
        name="betang.people.correction_answered",
        by=by.user,
        row=held,
        agency=held.agency_id,
        old={"state": CorrectionState.OPEN.value},
        new={"subject": held.subject, "state": held.state, "roles": sorted(by.roles.get(held.agency_id, ()))},
        people=[held.person_id],
    )
    return held
