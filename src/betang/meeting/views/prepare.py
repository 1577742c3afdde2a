"""Preparing a meeting: its data, its opening and end, and who attends."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.meeting import actions
from betang.meeting.queries import meetings as queries
from betang.meeting.views import board, live
from betang.ui import pages
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.meeting.models import Meeting

LINE: Final = 300
WAYS: Final = (("hall", gettext_lazy("Di ruang rapat")), ("online", gettext_lazy("Daring")))


def _line(label: Any, missing: Any = "") -> forms.CharField:
    asked = {"error_messages": {"required": missing}} if missing else {"required": False, "empty_value": None}
    return forms.CharField(label=label, max_length=LINE, **asked)


class MeetingForm(forms.Form):
    """On what, when, where, led by whom."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = _line(gettext_lazy("Judul rapat"), gettext_lazy("Tulis judul rapat."))
    year = forms.IntegerField(
        label=gettext_lazy("Tahun rencana"),
        min_value=2000,
        max_value=2100,
        error_messages={
            "required": gettext_lazy("Tulis tahun rencananya."),
            "invalid": gettext_lazy("Tulis tahun dengan empat angka, misalnya 2027."),
            "min_value": gettext_lazy("Tulis tahun antara 2000 dan 2100."),
            "max_value": gettext_lazy("Tulis tahun antara 2000 dan 2100."),
        },
    )
    day = forms.DateField(
        label=gettext_lazy("Tanggal"),
        error_messages={
            "required": gettext_lazy("Tulis tanggal rapat."),
            "invalid": gettext_lazy("Tulis tanggalnya seperti 2026-12-31."),
        },
    )
    chair = _line(gettext_lazy("Pimpinan rapat"), gettext_lazy("Tulis nama pimpinan rapat."))
    place = _line(gettext_lazy("Tempat"))
    online = _line(gettext_lazy("Tautan rapat daring"))


class AttendanceForm(forms.Form):
    """Who, as what, for which government, and how."""

    agency = forms.CharField(max_length=20)
    name = _line(gettext_lazy("Nama"), gettext_lazy("Tulis namanya."))
    office = _line(gettext_lazy("Jabatan dan unit kerja"), gettext_lazy("Tulis jabatan dan unit kerjanya."))
    way = forms.ChoiceField(choices=WAYS)


def meetings(request: HttpRequest) -> HttpResponseBase:
    """Which meetings are coming, and what came of those that were?"""
    viewer = viewers.asking(request)
    found = queries.meetings(user=viewer)
    context = {
        "crumbs": [Crumb(_("Rakor"))],
        "meetings": found,
        "now": next((one for one in found if one.state == "open"), None),
        "leads": viewer.coordinates,
        "pills": board.STATES,
    }
    return pages.render(request, "meeting/meetings.html", context)


def new(request: HttpRequest) -> HttpResponseBase:
    """A meeting is put on the calendar."""
    viewer = viewers.asking(request)
    _leading(viewer)
    year = timezone.localdate().year + 1
    title = _("Rapat koordinasi kebutuhan pengembangan kompetensi %(year)s") % {"year": year}
    form = MeetingForm(request.POST or None, initial={"key": uuid4(), "year": year, "title": title})
    if request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        made = actions.prepare_meeting(key=values.pop("key"), terms=actions.Terms(**values), by=viewer)
        messages.success(request, _("Rapat disiapkan. Sekarang tambahkan butir yang akan dibahas."))
        return redirect("meeting:meeting", made.pk)
    crumbs = [*_root(), Crumb(_("Siapkan rapat"))]
    return pages.render(request, "meeting/meeting_form.html", {"crumbs": crumbs, "form": form, "line": LINE})


def change(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """Another day, place, title or chair."""
    viewer = viewers.asking(request)
    _leading(viewer)
    found = queries.get_meeting(meeting, user=viewer)
    stored = {name: getattr(found, name) for name in ("key", "title", "year", "chair", "place", "online")}
    form = MeetingForm(request.POST or None, initial=stored | {"day": found.day.isoformat()})
    refused = ""
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "key"}
        try:
            actions.change_meeting(meeting=found, terms=actions.Terms(**values), by=viewer)
        except NotAllowed as problem:
            refused = str(problem)
        else:
            messages.success(request, _("Data rapat disimpan."))
            return redirect("meeting:meeting", found.pk)
    crumbs = [*live.crumbs(found, link=True), Crumb(_("Ubah data rapat"))]
    context = {"crumbs": crumbs, "form": form, "meeting": found, "refused": refused, "line": LINE}
    return pages.render(request, "meeting/meeting_form.html", context)


def close(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """What will stand in the minutes when the meeting ends now?"""
    viewer = viewers.asking(request)
    _leading(viewer)
    found = queries.get_meeting(meeting, user=viewer)
    if request.method == "POST":
        try:
            actions.close_meeting(meeting=found, by=viewer)
        except NotAllowed as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Rapat ditutup. Berita acara siap diunduh dan ditandatangani."))
        return redirect("meeting:meeting", found.pk)
    lines = queries.agenda(found, user=viewer)
    context = {
        "crumbs": [*live.crumbs(found, link=True), Crumb(_("Tutup rapat"))],
        "meeting": found,
        **{state: [line for line in lines if line.item.state == state] for state in board.PILLS},
    }
    return pages.render(request, "meeting/close.html", context)


def reopen(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """A closed meeting goes on, for a reason."""
    viewer = viewers.asking(request)
    _leading(viewer)
    found = queries.get_meeting(meeting, user=viewer)
    refused, reason = "", request.POST.get("reason", "")[:LINE]
    if request.method == "POST":
        try:
            actions.reopen_meeting(meeting=found, reason=reason, by=viewer)
        except NotAllowed as problem:
            refused = str(problem)
        else:
            return redirect("meeting:meeting", found.pk)
    crumbs = [*live.crumbs(found, link=True), Crumb(_("Buka lagi"))]
    context = {"crumbs": crumbs, "meeting": found, "refused": refused, "reason": reason, "line": LINE}
    return pages.render(request, "meeting/reopen.html", context)


def attendance(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """Who attends, for which government?"""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    mine = queries.speaks_for(viewer)
    may = [one for one in viewers.governments() if viewer.coordinates or one.code in mine]
    home = viewer.home.code if viewer.home else ""
    start = request.GET.get("pemerintah") or (home if home in mine else "")
    form = AttendanceForm(request.POST if "name" in request.POST else None, initial={"way": "hall", "agency": start})
    try:
        if request.method == "POST" and _entered(request, found, form, [one.code for one in may], viewer):
            return redirect(request.get_full_path())
    except NotAllowed as problem:
        messages.error(request, str(problem))
        return redirect(request.get_full_path())
    people = queries.attendances(found, user=viewer)
    context = {
        "crumbs": [*live.crumbs(found, link=True), Crumb(_("Daftar hadir"))],
        "meeting": found,
        "groups": [(one, [p for p in people if p.agency_id == one.code]) for one in viewers.governments()],
        "may": may,
        "may_codes": [one.code for one in may],
        "form": form,
        "ways": WAYS,
        "people": len(people),
        "from": len({p.agency_id for p in people}),
        "line": LINE,
        "watches": live.follows(found),
    }
    return pages.render(request, "meeting/attendance.html", context)


def _entered(request: HttpRequest, meeting: Meeting, form: AttendanceForm, may: list[str], by: Viewer) -> bool:
    """Whether the form was taken: somebody was put on the list, or taken off it."""
    gone = request.POST.get("gone", "")
    if gone.isascii() and gone.isdigit():
        with suppress(NotFound):  # gone already: a second click
            actions.stay_away(attendance=queries.get_own_attendance(int(gone[:18]), meeting=meeting, user=by), by=by)
        return True
    if not form.is_valid():
        return False
    values = dict(form.cleaned_data)
    agency = values.pop("agency")
    if agency not in may:
        raise NotFound("there is no such agency here")
    actions.attend(meeting=meeting, agency=viewers.get_government(agency), by=by, **values)
    messages.success(request, _("Peserta dicatat."))
    return True


def _leading(viewer: Viewer) -> None:
    if not viewer.coordinates:
        raise NotFound("there is no such page here")


def _root() -> list[Crumb]:
    return [Crumb(_("Rakor"), reverse("meeting:meetings"))]
