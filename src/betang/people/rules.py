"""Who may ask for a correction of a record, and who may answer."""

from __future__ import annotations

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed
from betang.people.models import Correction, CorrectionState


def check_own(*, person: int, own: int | None) -> None:
    """Only about oneself: `own` is the number of whoever asks, None where no membership says which it is."""
    if own is None or person != own:
        raise NotAllowed(_("Perbaikan hanya dapat diminta untuk catatan Anda sendiri."))


def check_answer(*, correction: Correction, may: bool, by: int) -> None:
    """Once, by somebody who may correct records of the agency, and never by the one who asked."""
    if not may:
        raise NotAllowed(_("Permintaan ini dijawab oleh perencana pemerintah pegawai itu."))
    if correction.state != CorrectionState.OPEN:
        raise NotAllowed(_("Permintaan ini sudah dijawab; jawaban pertama yang berlaku."))
    if correction.asked_by_id == by:
        raise NotAllowed(_("Permintaan Anda sendiri dijawab oleh rekan Anda."))


def can_answer(*, correction: Correction, may: bool, by: int) -> bool:
    """Whether `check_answer` lets it pass."""
    try:
        check_answer(correction=correction, may=may, by=by)
    except NotAllowed:
        return False
    return True
