"""Who may do what with a meeting, by its state. `NotAllowed` says why, to whoever tried.

| deed | by | while the meeting is |
|---|---|---|
| prepare, change its data, add items | coordinator | not closed |
| place or remove an item | coordinator | not closed; removed only while nothing came of it |
| open, move on to an item, close | coordinator | prepared; open; open |
| open again, with a reason | coordinator | closed |
| write what came of an item | coordinator; planners of the government it belongs to | open; in part while prepared |
| say what a government says to an item of the whole | its planners | open |
| enter who attends for a government | coordinator; its planners | not closed |

A planner of a government is whoever edits for all of it: `Right.EDIT` there.
"""

from __future__ import annotations

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed
from betang.meeting.models import AgendaItem, ItemState, Meeting, MeetingState, Stance


class Overtaken(NotAllowed):
    """Somebody else changed the item since the form was opened: look first, then save again."""


def check_coordinates(*, coordinates: bool) -> None:
    """Only whoever coordinates prepares and leads a meeting."""
    if not coordinates:
        raise NotAllowed(_("Rapat disiapkan dan dipimpin oleh koordinator provinsi."))


def check_not_closed(*, meeting: Meeting) -> None:
    """What is over stays as the minutes have it."""
    if meeting.state == MeetingState.CLOSED:
        raise NotAllowed(_("Rapat ini sudah ditutup; berita acaranya tidak berubah lagi."))


def check_open(*, meeting: Meeting) -> None:
    """What is decided is decided while the meeting is held."""
    check_not_closed(meeting=meeting)
    if meeting.state == MeetingState.PREPARED:
        raise NotAllowed(_("Rapat ini belum dibuka."))


def check_opens(*, meeting: Meeting, coordinates: bool, items: int) -> None:
    """A meeting is opened once there is something to speak about."""
    check_coordinates(coordinates=coordinates)
    check_not_closed(meeting=meeting)
    if items == 0:
        raise NotAllowed(_("Tambahkan dahulu sedikitnya satu butir, supaya ada yang dibahas."))


def check_closes(*, meeting: Meeting, coordinates: bool) -> None:
    """Items that nobody came to stay as they are; the minutes say so."""
    check_coordinates(coordinates=coordinates)
    if meeting.state == MeetingState.PREPARED:
        raise NotAllowed(_("Rapat ini belum dibuka."))


def check_reopens(*, coordinates: bool, reason: str) -> None:
    """Minutes may have been signed already: the reason stands in the trail."""
    check_coordinates(coordinates=coordinates)
    if not reason.strip():
        raise NotAllowed(_("Tulis alasan rapat dibuka lagi; berita acaranya mungkin sudah ditandatangani."))


def check_removes(*, item: AgendaItem, meeting: Meeting, coordinates: bool) -> None:
    """What something came of is not taken out of the agenda any more."""
    check_coordinates(coordinates=coordinates)
    check_not_closed(meeting=meeting)
    if item.state != ItemState.WAITING:
        raise NotAllowed(_("Butir yang sudah ada hasilnya tidak dapat dihapus."))


def check_changes(*, meeting: Meeting, may: bool) -> None:
    """`may`: the item is the coordinator's, or of a government whose data the user edits."""
    if not may:
        raise NotAllowed(_("Butir ini diubah oleh perencana pemerintah yang bersangkutan atau koordinator."))
    check_not_closed(meeting=meeting)


def check_outcome(*, meeting: Meeting, state: str, reason: str | None) -> None:
    """Something comes of an item only while the meeting is held; what is left open has a reason."""
    if state not in ItemState.values:
        raise NotAllowed(_("Pilih hasil pembahasannya."))
    if state == ItemState.WAITING:
        return
    check_open(meeting=meeting)
    if state == ItemState.LEFT_OPEN and not reason:
        raise NotAllowed(_("Tulis mengapa butir ini dibiarkan terbuka."))


def check_version(*, item: AgendaItem, version: int) -> None:
    """The form was opened on what is stored now."""
    if item.version != version:
        raise Overtaken(_("Butir ini diubah orang lain setelah Anda membukanya. Periksa dahulu, lalu simpan lagi."))


def check_voice(*, item: AgendaItem, meeting: Meeting, may: bool, stance: str, reason: str | None) -> None:
    """A government speaks for itself, to items of the whole; not yet needs a reason."""
    if not may:
        raise NotAllowed(_("Sikap sebuah pemerintah dinyatakan oleh perencananya."))
    check_open(meeting=meeting)
    if item.agency_id is not None:
        raise NotAllowed(_("Butir ini milik satu pemerintah; sikap hanya dinyatakan pada butir bersama."))
    if stance not in Stance.values:
        raise NotAllowed(_("Pilih setuju atau belum setuju."))
    if stance == Stance.NOT_YET and not reason:
        raise NotAllowed(_("Tulis mengapa belum setuju; semua peserta membacanya."))


def check_attends(*, meeting: Meeting, may: bool) -> None:
    """Who attends for a government is entered by that government, or by whoever leads the meeting."""
    if not may:
        raise NotAllowed(_("Daftar hadir diisi oleh pemerintah yang bersangkutan atau koordinator."))
    check_not_closed(meeting=meeting)
