"""A person's own needs: hours of the year, each need with its history, agreeing, proposing, objecting."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rules import NotAllowed
from betang.needs.actions import talk as actions
from betang.needs.queries.talk import own as queries
from betang.needs.rules.talk import OBJECTED, Side
from betang.needs.views.people import anchor
from betang.needs.views.talk import told
from betang.needs.views.talk.forms import MOST_LETTERS, ObjectionForm
from betang.standards.queries import skills
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.links import at
from betang.ui.templatetags.betang import decimal

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.needs.models import Objection
    from betang.needs.queries.talk.own import Hours, OwnNeed, OwnNeeds
    from betang.needs.views.talk.told import Shown


@dataclass(frozen=True, slots=True)
class ShownNeed:
    """A need of one's own in words: its history, its objections, and whether one may object now."""

    shown: Shown
    steps: list[str]
    objections: tuple[Objection, ...]
    objects: bool


def own_needs(request: HttpRequest) -> HttpResponseBase:
    """Everything about one's own needs, or whom to ask where no record is linked to the account."""
    viewer = viewers.asking(request)
    if viewer.own_record is None:
        return pages.render(request, "needs/record_none.html", {"home": viewer.home}, status=HTTPStatus.NOT_FOUND)
    held = queries.own_needs(on=timezone.localdate(), user=viewer)
    _looked(viewer, held)
    dictionary = skills()
    needs = [_shown(one, told.shown(one.subject, Side.SELF, dictionary)) for one in held.needs]
    with_need = {one.shown.code for one in needs}
    rest = [
        told.shown(subject, Side.SELF, dictionary)
        for subject in held.talk.subjects
        if subject.competency not in with_need
    ]
    order = {code: place for place, code in enumerate(dictionary)}
    rest.sort(key=lambda one: order.get(one.code, len(order)))
    named = with_need | {one.code for one in rest}
    context = {
        "crumbs": [Crumb(_("Catatan saya"), at("needs:record")), Crumb(_("Kebutuhan saya"))],
        "person": held.talk.person,
        "needs": needs,
        "side": Side.SELF.value,
        "rest": [one for one in rest if not one.folded],
        "folded": [one for one in rest if one.folded],
        "mine": sum(one.shown.agrees for one in needs),
        "hours": hours_told(held.hours),
        "source": held.hours.source,
        "others": [(code, skill.name) for code, skill in dictionary.items() if code not in named],
    }
    return pages.render(request, "needs/talk/own.html", context)


def _shown(one: OwnNeed, shown: Shown) -> ShownNeed:
    waiting = any(objection.answered_at is None for objection in one.objections)
    return ShownNeed(
        shown=shown,
        steps=[told.told_step(step) for step in one.steps],
        objections=one.objections,
        objects=one.need.state in OBJECTED and not waiting,
    )


def _looked(viewer: Viewer, held: OwnNeeds) -> None:
    person = held.talk.person
    audit.looked(
        name="betang.needs.dialogue_opened",
        by=viewer,
        agency=person.agency_id,
        people=[person.pk],
        on_kind="people.person",
        on_id=str(person.pk),
    )


def hours_told(hours: Hours) -> str:
    """The lesson hours of the year against the yearly right, which is never the person's fault."""
    said = {"year": hours.year, "hours": decimal(hours.done), "floor": hours.floor}
    if hours.owed is None:
        return _("Tahun %(year)s tercatat %(hours)s JP.") % said
    if hours.owed:
        return _(
            "Tahun %(year)s tercatat %(hours)s JP. Hak Anda sedikitnya %(floor)s JP setahun, jadi %(owed)s JP masih "
            "menjadi hak yang belum terpenuhi."
        ) % {**said, "owed": decimal(hours.owed)}
    return _("Tahun %(year)s tercatat %(hours)s JP. Hak Anda, sedikitnya %(floor)s JP setahun, sudah terpenuhi.") % said


def objection(request: HttpRequest, competency: str) -> HttpResponseBase:
    """Say why one does not agree with what became of a need."""
    viewer = viewers.asking(request)
    held = queries.own_needs(on=timezone.localdate(), user=viewer)
    _looked(viewer, held)
    one = next((one for one in held.needs if one.subject.competency == competency), None)
    if one is None:
        raise Http404
    form, fault = ObjectionForm(request.POST or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.object_to(need=one.need, text=form.cleaned_data["text"], by=viewer)
        except NotAllowed as no:
            fault = str(no)
        else:
            messages.success(request, _("Keberatan Anda dikirim. Jawabannya muncul di sini."))
            return redirect(f"{at('needs:own_needs')}#{anchor(competency)}")
    shown = told.shown(one.subject, Side.SELF, skills())
    context: dict[str, Any] = {
        "crumbs": [Crumb(_("Kebutuhan saya"), at("needs:own_needs")), Crumb(_("Keberatan"))],
        "one": _shown(one, shown),
        "agency": held.talk.person.agency,
        "form": form,
        "fault": fault,
        "most": MOST_LETTERS,
    }
    return pages.render(request, "needs/talk/objection.html", context)
