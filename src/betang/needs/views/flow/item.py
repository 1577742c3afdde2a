"""One need or proposal: what it says, what became of it, what can be done with it; and changing what it says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs import actions
from betang.needs.queries.flow import lists
from betang.needs.rules import (
    OPEN_STATES,
    STEPS,
    Actor,
    Hand,
    ItemKind,
    LearningWay,
    NeedState,
    Priority,
    check_step,
    steps_from,
)
from betang.needs.views.flow import parts
from betang.needs.views.people import anchor
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.links import at

MOST_LETTERS = 2_000
SHORT = 300


class ItemForm(forms.Form):
    """What can be changed in an item, and the version that was seen."""

    way = forms.ChoiceField(choices=[("", ""), *LearningWay.choices], required=False)
    learning = forms.CharField(max_length=SHORT, required=False)
    priority = forms.ChoiceField(choices=[("", ""), *Priority.choices], required=False)
    agreed_on = forms.DateField(
        required=False, error_messages={"invalid": gettext_lazy("Tulis tanggal, misalnya 2026-11-24.")}
    )
    superior = forms.CharField(max_length=SHORT, required=False)
    note = forms.CharField(max_length=MOST_LETTERS, required=False)
    seen = forms.IntegerField()


def need(request: HttpRequest, need: int) -> HttpResponseBase:
    """One need."""
    return _item(request, ItemKind.NEED, need)


def proposal(request: HttpRequest, proposal: int) -> HttpResponseBase:
    """One proposal."""
    return _item(request, ItemKind.PROPOSAL, proposal)


def change_need(request: HttpRequest, need: int) -> HttpResponseBase:
    """The form of one need."""
    return _change(request, ItemKind.NEED, need)


def change_proposal(request: HttpRequest, proposal: int) -> HttpResponseBase:
    """The form of one proposal."""
    return _change(request, ItemKind.PROPOSAL, proposal)


def _item(request: HttpRequest, kind: ItemKind, number: int) -> HttpResponseBase:
    viewer = viewers.asking(request)
    row = lists.get_item(kind, number, user=viewer)
    facts, hands = lists.facts_and_hands(kind, row, user=viewer)
    parts.looked([row], row.agency_id, viewer)
    context = {
        **_shared(kind, row, viewer),
        "facts": facts,
        "deeds": _deeds(facts.item, hands, viewer, row.agency_id),
        "history": lists.history(kind, row),
        "changes": row.state in OPEN_STATES and Hand.OFFICE in hands,
        "number": number,
        "evidence": _evidence(kind, row, viewer),
        "dialogue": _dialogue(kind, row, viewer),
    }
    return pages.render(request, "needs/flow/item.html", context)


def _shared(kind: ItemKind, row: Any, viewer: Viewer) -> dict[str, Any]:
    title = parts.title_of(kind, row, viewer)
    return {
        "crumbs": parts.crumbs(Crumb(title)),
        "kind": kind,
        "row": row,
        "title": title,
        "place": parts.place_of(row),
        "pill": parts.PILLS[row.state],
        "way": parts.word(LearningWay, row.way),
        "priority": parts.word(Priority, row.priority),
        "learning": row.learning_program.name if row.learning_program else row.learning,
        "address": parts.address_of(kind, row),
    }


def _deeds(item: Any, hands: frozenset[Hand], viewer: Viewer, agency: str) -> list[dict[str, Any]]:
    """The steps that begin here, with what keeps the reader from taking them."""
    offered = parts.steps_offered(viewer, agency)
    found = []
    for step in steps_from(NeedState(item.state)):
        try:
            check_step(step=step, item=item, actor=Actor(viewer.user.pk, hands))
            why = ""
        except NotAllowed as no:
            why = str(no)
        on_paper = bool(why) and STEPS[step].paper is not None and viewer.has(Right.EDIT, agency)
        found.append(
            {"step": step, "move": STEPS[step], "why": why, "paper": on_paper, "open": step in offered and not why}
        )
    return found


def _evidence(kind: ItemKind, row: Any, viewer: Viewer) -> str:
    """Where the pair behind the need is explained."""
    if kind is ItemKind.PROPOSAL or row.person is None or not viewer.sees_person(row.person_id, row.agency_id):
        return ""
    place = f"#{anchor(row.competency_id)}" if row.competency_id else ""
    return f"{at('needs:person', row.person_id)}{place}"


def _dialogue(kind: ItemKind, row: Any, viewer: Viewer) -> str:
    """Where the person is talked about, and their plan printed, for whoever speaks for them."""
    spoken = kind is ItemKind.NEED and row.person is not None and viewer.speaks_for(row.person_id, row.agency_id)
    return at("needs:talk_person", row.person_id) if spoken else ""


def _change(request: HttpRequest, kind: ItemKind, number: int) -> HttpResponseBase:
    viewer = viewers.asking(request)
    row = lists.get_item(kind, number, user=viewer)
    _facts, hands = lists.facts_and_hands(kind, row, user=viewer)
    if row.state not in OPEN_STATES or Hand.OFFICE not in hands:
        raise Http404
    now = {name: getattr(row, name, None) for name in ItemForm.base_fields if name != "seen"} | {"seen": row.version}
    form = ItemForm(request.POST) if request.method == "POST" else ItemForm(initial=now)
    fault, theirs = "", []
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data.pop("seen")
        said = actions.Said(**{name: value or None for name, value in form.cleaned_data.items()})
        try:
            actions.change_item(agency=row.agency_id, kind=kind, key=str(row.pk), seen=seen, said=said, by=viewer.user)
        except NotAllowed as no:
            fault = str(no)
            theirs = _theirs(form, row) if seen != row.version else []
        else:
            messages.success(request, _("Perubahan disimpan."))
            return redirect(parts.address_of(kind, row))
    parts.looked([row], row.agency_id, viewer)
    context = {
        **_shared(kind, row, viewer),
        "form": form,
        "fault": fault,
        "theirs": theirs,
        "version": row.version,
        "dated": kind is ItemKind.NEED,
        "ways": LearningWay.choices,
        "priorities": Priority.choices,
        "most": MOST_LETTERS,
    }
    return pages.render(request, "needs/flow/edit.html", context)


LABELS = {
    "way": gettext_lazy("Cara belajar"),
    "learning": gettext_lazy("Pelatihan atau kegiatan yang diusulkan"),
    "priority": gettext_lazy("Prioritas atasan"),
    "agreed_on": gettext_lazy("Disepakati pada"),
    "superior": gettext_lazy("Nama atasan"),
    "note": gettext_lazy("Catatan"),
}


def _theirs(form: ItemForm, row: Any) -> list[tuple[str, str]]:
    """What somebody else wrote meanwhile, where it differs from what the reader typed."""
    found = []
    for name, label in LABELS.items():
        now, typed = getattr(row, name, None), form.cleaned_data.get(name) or None
        if hasattr(row, name) and now != typed:
            words = {"way": LearningWay, "priority": Priority}.get(name)
            found.append((str(label), (parts.word(words, now) if words else now and str(now)) or _("kosong")))
    return found
