"""Asking for a correction of one's own record, and answering those who asked."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.people import actions, rules
from betang.people.queries import corrections as queries
from betang.ui import pages, words
from betang.ui.choosing import Crumb
from betang.ui.figures import day
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table, View

if TYPE_CHECKING:
    from betang.people.models import Correction

MOST_LETTERS = 2_000
PILLS = {"open": "agreed", "accepted": "met", "refused": "unknown"}
OWN_RECORD = "needs:record"


class AskForm(forms.Form):
    """What is wrong, and what it should be."""

    said = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis apa yang menurut Anda keliru.")}
    )
    wanted = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis bagaimana seharusnya.")}
    )


class AnswerForm(forms.Form):
    """Accepted or refused, and why."""

    state = forms.ChoiceField(
        choices=[("accepted", ""), ("refused", "")],
        error_messages={"required": gettext_lazy("Pilih salah satu jawaban.")},
    )
    answer = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis jawaban untuk pegawai ini.")}
    )


def ask(request: HttpRequest, subject: str) -> HttpResponseBase:
    """One table of the own record: what is wrong in it?"""
    if subject not in words.RECORD_PARTS:
        raise Http404
    viewer = viewers.asking(request)
    person = queries.own_person(user=viewer)
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.ask_correction(person=person, subject=subject, by=viewer, **form.cleaned_data)
        messages.success(request, _("Permintaan Anda dikirim. Jawabannya muncul di sini dan di Beranda."))
        return redirect(f"{reverse(OWN_RECORD)}#perbaikan")
    part = words.RECORD_PARTS[subject]
    context = {
        "crumbs": [Crumb(_("Catatan saya"), reverse(OWN_RECORD)), Crumb(_("Minta perbaikan"))],
        "form": form,
        "part": part,
        "back": f"{reverse(OWN_RECORD)}#{subject}",
        "agency": person.agency,
        "most": MOST_LETTERS,
    }
    return pages.render(request, "people/correction_ask.html", context)


def corrections(request: HttpRequest) -> HttpResponseBase:
    """What employees ask to have corrected: what waits first, then what was answered."""
    viewer = viewers.asking(request)
    view = View.of(request.GET)
    waiting = queries.corrections(answered=False, user=viewer)
    done = queries.corrections(answered=True, user=viewer, first=view.first, rows=PAGE_ROWS)
    _looked([*waiting.rows, *done.rows], viewer, "betang.people.corrections_opened")
    answered = _table("dijawab", _("Sudah dijawab"), done.rows, viewer)
    answered.view, answered.query, answered.total = view, request.GET, done.total
    context = {
        "crumbs": [Crumb(_("Data"), reverse("standards:data")), Crumb(_("Permintaan perbaikan"))],
        "waiting": waiting.total,
        "table_menunggu": _table("menunggu", _("Menunggu jawaban"), waiting.rows, viewer),
        "table_dijawab": answered,
    }
    return pages.render(request, "people/corrections.html", context)


def _looked(shown: Iterable[Correction], viewer: Viewer, name: str) -> None:
    by_agency: dict[str, set[int]] = {}
    for asked in shown:
        by_agency.setdefault(asked.agency_id, set()).add(asked.person_id)
    for agency, people in by_agency.items():
        audit.looked(name=name, by=viewer, agency=agency, people=people, on_kind="people.correction")


def _table(name: str, title: str, rows: Iterable[Correction], viewer: Viewer) -> Table:
    columns = [
        Column("pegawai", _("Pegawai"), sortable=False),
        Column("bagian", _("Bagian catatan"), sortable=False),
        Column("keliru", _("Yang menurut pegawai keliru"), sortable=False),
        Column("diminta", _("Diminta"), "day", sortable=False),
        Column("keadaan", _("Keadaan"), sortable=False),
    ]
    return Table(name=name, title=title, columns=columns, rows=[_row(asked, viewer) for asked in rows])


def _row(asked: Correction, viewer: Viewer) -> list[Cell]:
    return [
        Cell(_called(asked, viewer), reverse("people:correction", args=[asked.pk]), note=asked.person.unit.name),
        Cell(str(words.RECORD_PARTS.get(asked.subject, asked.subject))),
        Cell(asked.said),
        Cell(asked.asked_at),
        Cell(asked.get_state_display(), pill=PILLS[asked.state]),
    ]


def _called(asked: Correction, viewer: Viewer) -> str:
    if asked.person.name and viewer.sees_name(asked.person_id, asked.agency_id):
        return asked.person.name
    return _("Pegawai nomor %(n)s") % {"n": asked.person_id}


def answer(request: HttpRequest, correction: int) -> HttpResponseBase:
    """One request: what was asked, and the answer, or the form that gives it."""
    viewer = viewers.asking(request)
    asked = queries.get_correction(correction, user=viewer)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        accepted = form.cleaned_data["state"] == "accepted"
        try:
            actions.answer_correction(
                correction=asked, accepted=accepted, answer=form.cleaned_data["answer"], by=viewer
            )
        except NotAllowed as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Jawaban disimpan dan dapat dibaca pegawai yang meminta."))
        return redirect("people:corrections")
    _looked([asked], viewer, "betang.people.corrections_opened")
    return pages.render(request, "people/correction_answer.html", _answer_context(asked, form, viewer))


def _answer_context(asked: Correction, form: AnswerForm, viewer: Viewer) -> dict[str, Any]:
    return {
        "crumbs": [
            Crumb(_("Data"), reverse("standards:data")),
            Crumb(_("Permintaan perbaikan"), reverse("people:corrections")),
            Crumb(_("Nomor %(n)s") % {"n": asked.pk}),
        ],
        "asked": asked,
        "called": _called(asked, viewer),
        "part": words.RECORD_PARTS.get(asked.subject, asked.subject),
        "pill": PILLS[asked.state],
        "day": day(asked.asked_at),
        "form": form,
        "own": asked.asked_by_id == viewer.user.pk,
        "open": rules.can_answer(correction=asked, may=viewer.has(Right.CORRECT, asked.agency_id), by=viewer.user.pk),
        "most": MOST_LETTERS,
    }
