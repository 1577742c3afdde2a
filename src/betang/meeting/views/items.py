"""One item: what is proposed, what came of it, and what a government says to it.

Whoever saves over what another has saved meanwhile sees both first, side by side; nothing typed is lost.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.meeting import actions
from betang.meeting.queries import meetings as queries
from betang.meeting.rules.meetings import Overtaken, check_coordinates, check_not_closed
from betang.meeting.views import board, live
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.figures import day

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.meeting.models import AgendaItem, Meeting

MOST_LETTERS: Final = 2_000
STATES: Final = (
    ("waiting", gettext_lazy("Belum dibahas")),
    ("agreed", gettext_lazy("Disepakati")),
    ("left_open", gettext_lazy("Dibiarkan terbuka, dengan alasan")),
)
KINDS: Final = (
    ("class", gettext_lazy("Kelas bersama")),
    ("target", gettext_lazy("Keterkaitan sasaran")),
    ("title", gettext_lazy("Judul pelatihan")),
    ("free", gettext_lazy("Lainnya")),
)


def _text(**more: Any) -> forms.CharField:
    return forms.CharField(max_length=MOST_LETTERS, **{"required": False, "empty_value": None, **more})


class ItemForm(forms.Form):
    """What came of an item. `version` is the one the form was opened on."""

    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    state = forms.ChoiceField(
        label=gettext_lazy("Hasil pembahasan"),
        choices=STATES,
        error_messages={"required": gettext_lazy("Pilih hasil pembahasannya.")},
    )
    decision = _text(label=gettext_lazy("Keputusan"))
    reason = _text(label=gettext_lazy("Mengapa dibiarkan terbuka"))
    who = _text(label=gettext_lazy("Siapa yang mengerjakan"))
    due = forms.DateField(
        label=gettext_lazy("Paling lambat"),
        required=False,
        error_messages={"invalid": gettext_lazy("Tulis tanggalnya seperti 2026-12-31.")},
    )


class WordsForm(forms.Form):
    """The item itself, as the coordinator words it."""

    title = _text(
        label=gettext_lazy("Apa yang diusulkan"),
        required=True,
        error_messages={"required": gettext_lazy("Tulis apa yang diusulkan.")},
    )
    details = _text(label=gettext_lazy("Keterangan, satu kalimat setiap baris"))

    def words(self) -> list[str]:
        """Title, then one detail a line."""
        lines = (self.cleaned_data["details"] or "").splitlines()
        return [self.cleaned_data["title"], *(line.strip() for line in lines if line.strip())]


class NewForm(WordsForm):
    """A new item, and whose it is."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=gettext_lazy("Jenis"), choices=KINDS)
    agency = forms.CharField(required=False, max_length=20, empty_value=None)


class VoiceForm(forms.Form):
    """What a government says."""

    stance = forms.ChoiceField(
        choices=[("yes", ""), ("not_yet", "")],
        error_messages={"required": gettext_lazy("Pilih setuju atau belum setuju.")},
    )
    reason = _text()


def item(request: HttpRequest, meeting: int, item: int) -> HttpResponseBase:
    """What came of this item?"""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    held = queries.get_item_to_change(item, meeting=found, user=viewer)
    sent = request.POST or None
    form = ItemForm(sent, initial=_stored(held, request.GET.get("hasil", "")))
    words = WordsForm(sent, initial={"title": held.title, "details": "\n".join(held.details)})
    overtaken, refused = False, ""
    if sent is not None and form.is_valid() and (not viewer.coordinates or words.is_valid()):
        try:
            _save(held, form, words, viewer)
        except Overtaken:
            overtaken = True
            held = queries.get_item_to_change(item, meeting=found, user=viewer)
        except NotAllowed as problem:
            refused = str(problem)
        else:
            messages.success(request, _("Hasil butir ini disimpan; semua layar rapat sudah menampilkannya."))
            return redirect(_back(request, found))
    return _item_page(request, found, held, form, words, viewer, overtaken=overtaken, refused=refused)


def _stored(held: AgendaItem, wish: str) -> dict[str, Any]:
    state = wish if wish in dict(STATES) else held.state
    return {
        "version": held.version,
        "state": state,
        "decision": held.decision,
        "reason": held.reason,
        "who": held.who,
        "due": held.due.isoformat() if held.due else None,
    }


def _save(held: AgendaItem, form: ItemForm, words: WordsForm, by: Viewer) -> None:
    values = dict(form.cleaned_data)
    actions.change_item(
        item=held,
        version=values.pop("version"),
        outcome=actions.Outcome(**values),
        by=by,
        words=words.words() if by.coordinates else None,
    )


def _item_page(
    request: HttpRequest,
    meeting: Meeting,
    held: AgendaItem,
    form: ItemForm,
    words: WordsForm,
    viewer: Viewer,
    *,
    overtaken: bool,
    refused: str,
) -> HttpResponseBase:
    # What was sent and not saved stands on the version it was opened on, until its hand has seen what came between.
    seen = str(request.GET.get("versi", "") if request.method == "GET" else form["version"].value())
    opened_on = int(seen[:9]) if seen.isascii() and seen.isdigit() and not overtaken else held.version
    back = _back(request, meeting)
    return board.respond(
        request,
        "meeting/item.html",
        meeting,
        viewer,
        board=lambda: ("meeting/item_board.html", _item_board(meeting, held, opened_on, viewer)),
        shared=(viewer.coordinates, opened_on, overtaken),
        context={
            "crumbs": [*live.crumbs(meeting, link=True), Crumb(_("Hasil butir"))],
            "item": held,
            "opened_on": opened_on,
            "form": form,
            "words": words,
            "leads": viewer.coordinates,
            "overtaken": overtaken,
            "refused": refused,
            "theirs": _theirs(held, form, words) if overtaken else {},
            "back": back,
            "screen": request.POST.get("screen", request.GET.get("layar", "")),
            "most": MOST_LETTERS,
            "follows": live.follows(meeting),
        },
    )


def _item_board(meeting: Meeting, held: AgendaItem, opened_on: int, viewer: Viewer) -> dict[str, Any]:
    lines = queries.agenda(meeting, user=viewer)
    line = next(line for line in lines if line.item.pk == held.pk)
    return {"meeting": meeting, "line": line, "item": line.item, "moved": line.item.version > opened_on}


def _theirs(held: AgendaItem, form: ItemForm, words: WordsForm) -> dict[str, str]:
    """What is stored now, where it is not what was sent, in words to stand beside it."""
    now = {
        "state": (held.state, str(dict(STATES)[held.state])),
        "decision": (held.decision, held.decision),
        "reason": (held.reason, held.reason),
        "who": (held.who, held.who),
        "due": (held.due, day(held.due) if held.due else None),
        "title": (held.title, held.title),
        "details": ("\n".join(held.details) or None, "\n".join(held.details) or None),
    }
    sent = {**words.cleaned_data, **form.cleaned_data} if words.is_bound and words.is_valid() else form.cleaned_data
    return {name: said or _("(kosong)") for name, (value, said) in now.items() if name in sent and sent[name] != value}


def _back(request: HttpRequest, meeting: Meeting) -> str:
    agency = request.POST.get("screen", request.GET.get("layar", ""))
    known = {government.code for government in viewers.governments()}
    return (
        reverse("meeting:own", args=[meeting.pk, agency])
        if agency in known
        else reverse("meeting:meeting", args=[meeting.pk])
    )


def new(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """Another item at the end of the agenda."""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    if not viewer.coordinates:
        raise NotFound("there is no such page here")
    form = NewForm(request.POST or None, initial={"key": uuid4(), "kind": "free"})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            _add(found, form, viewer)
        except NotAllowed as problem:
            refused = str(problem)
        else:
            messages.success(request, _("Butir ditambahkan di akhir susunan."))
            return redirect("meeting:meeting", found.pk)
    context = {
        "crumbs": [*live.crumbs(found, link=True), Crumb(_("Tambah butir"))],
        "meeting": found,
        "form": form,
        "kinds": KINDS,
        "governments": viewers.governments(),
        "refused": refused,
        "most": MOST_LETTERS,
        "watches": live.follows(found),
    }
    return pages.render(request, "meeting/item_new.html", context)


def _add(meeting: Meeting, form: NewForm, by: Viewer) -> None:
    check_coordinates(coordinates=by.coordinates)
    check_not_closed(meeting=meeting)
    title, *details = form.words()
    agency = form.cleaned_data["agency"]
    one = actions.NewItem(
        kind=form.cleaned_data["kind"],
        title=title,
        details=details,
        agency=viewers.get_government(agency).code if agency else None,
        key=form.cleaned_data["key"],
    )
    actions.add_items(meeting=meeting, items=[one], by=by)


def voice(request: HttpRequest, meeting: int, item: int, agency: str) -> HttpResponseBase:
    """What does this government say to an item of the whole, and why not yet?"""
    viewer = viewers.asking(request)
    if agency not in queries.speaks_for(viewer):
        raise NotFound("there is no such agency here")
    found = queries.get_meeting(meeting, user=viewer)
    held = queries.get_item(item, meeting=found, user=viewer)
    government = viewers.get_government(agency)
    form = VoiceForm(request.POST or None, initial={"stance": "not_yet"})
    refused = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.say(item=held, agency=government, by=viewer, **form.cleaned_data)
        except NotAllowed as problem:
            refused = str(problem)
        else:
            messages.success(request, _("Sikap pemerintah Anda tercatat; semua peserta melihatnya."))
            return redirect("meeting:own", found.pk, agency)
    context = {
        "crumbs": [
            *live.crumbs(found, link=True),
            Crumb(government.short_name, reverse("meeting:own", args=[found.pk, agency])),
            Crumb(_("Sikap")),
        ],
        "meeting": found,
        "item": held,
        "government": government,
        "form": form,
        "refused": refused,
        "most": MOST_LETTERS,
        "watches": live.follows(found),
    }
    return pages.render(request, "meeting/voice.html", context)
