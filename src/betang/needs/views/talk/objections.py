"""Objections that wait for a planner, and the answer to one."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rules import NotAllowed
from betang.needs.actions import talk as actions
from betang.needs.queries.talk import objections as queries
from betang.needs.rules.talk import STATES
from betang.needs.views.people import called
from betang.needs.views.talk import told
from betang.needs.views.talk.forms import MOST_LETTERS, AnswerForm
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.tables import PAGE_ROWS, Cell, Column, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from betang.agencies.viewers import Viewer
    from betang.needs.queries.talk.objections import Objected


def objections(request: HttpRequest) -> HttpResponseBase:
    """What waits first, then what was answered last."""
    viewer = viewers.asking(request)
    waits, done = queries.objections(user=viewer, most=PAGE_ROWS)
    _looked([*waits, *done], viewer)
    context = {
        "crumbs": [Crumb(_("Kebutuhan"), at("needs:talk")), Crumb(_("Keberatan"))],
        "waiting": len(waits),
        "table_menunggu": _table("menunggu", _("Menunggu jawaban"), waits, viewer),
        "table_dijawab": _table("dijawab", _("Sudah dijawab"), done, viewer),
    }
    return pages.render(request, "needs/talk/objections.html", context)


def _looked(shown: Sequence[Objected], viewer: Viewer) -> None:
    by_agency: defaultdict[str, set[int]] = defaultdict(set)
    for one in shown:
        by_agency[one.objection.agency_id].add(one.objection.person_id)
    for agency, people in by_agency.items():
        audit.looked(
            name="betang.needs.objections_opened", by=viewer, agency=agency, people=people, on_kind="needs.objection"
        )


def _table(name: str, title: str, rows: Sequence[Objected], viewer: Viewer) -> Table:
    columns = [
        Column("pegawai", _("Pegawai"), sortable=False),
        Column("kompetensi", _("Kompetensi"), sortable=False),
        Column("keberatan", _("Keberatan"), sortable=False),
        Column("diajukan", _("Hari keberatan"), "day", sortable=False),
        Column("keadaan", _("Keadaan kebutuhan"), sortable=False),
    ]
    return Table(name=name, title=title, columns=columns, rows=[_row(one, viewer) for one in rows])


def _row(one: Objected, viewer: Viewer) -> list[Cell]:
    objection, need = one.objection, one.need
    name = called(objection.person, names=viewer.sees_name(objection.person_id, objection.agency_id))
    return [
        Cell(name, at("needs:objection", objection.pk), note=objection.person.unit.name),
        Cell(_about(one)),
        Cell(objection.text),
        Cell(objection.made_at),
        Cell(str(STATES[need.state]), pill=told.NEED_PILLS[need.state]) if need else Cell(_("tidak ada lagi")),
    ]


def _about(one: Objected) -> str:
    return one.need.competency.name if one.need and one.need.competency else _("kebutuhan yang tidak ada lagi")


def answer(request: HttpRequest, objection: int) -> HttpResponseBase:
    """One objection: the need, the words, and the answer or the form that gives it."""
    viewer = viewers.asking(request)
    found = queries.get_objection(objection, user=viewer)
    form, fault = AnswerForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            actions.answer_objection(
                objection=found.objection, reopen=typed["outcome"] == "reopen", answer=typed["answer"], by=viewer
            )
        except NotAllowed as no:
            fault = str(no)
        else:
            messages.success(request, _("Jawaban disimpan dan dapat dibaca pegawai yang berkeberatan."))
            return redirect("needs:objections")
    _looked([found], viewer)
    held, need = found.objection, found.need
    context = {
        "crumbs": [
            Crumb(_("Kebutuhan"), at("needs:talk")),
            Crumb(_("Keberatan"), at("needs:objections")),
            Crumb(_("Nomor %(n)s") % {"n": held.pk}),
        ],
        "objection": held,
        "called": called(held.person, names=viewer.sees_name(held.person_id, held.agency_id)),
        "about": _about(found),
        "state": str(STATES[need.state]) if need else "",
        "pill": told.NEED_PILLS[need.state] if need else "",
        "details": list(told.details(need)) if need else [],
        "rejected": need is not None and need.state == "rejected",
        "own": held.made_by_id == viewer.user.pk,
        "form": form,
        "fault": fault,
        "most": MOST_LETTERS,
    }
    return pages.render(request, "needs/talk/answer.html", context)
