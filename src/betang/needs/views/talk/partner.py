"""The dialogue with one person: every competency prefilled, the question of performance, and each answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rules import NotAllowed
from betang.needs.actions import talk as actions
from betang.needs.queries.talk import learning, partners
from betang.needs.queries.talk.partners import Talk
from betang.needs.rules.talk import CAUSES, PRIORITIES, WAYS, Side
from betang.needs.views.people import anchor, called
from betang.needs.views.talk import told
from betang.needs.views.talk.forms import MOST_LETTERS, NeedForm, NoForm, ReasonForm, SeenForm
from betang.standards.queries import get_skill, skills
from betang.ui import pages, words
from betang.ui.choosing import Crumb
from betang.ui.links import at

if TYPE_CHECKING:
    from collections.abc import Callable

    from django import forms

    from betang.agencies.viewers import Viewer
    from betang.core.office.names import Offer
    from betang.needs.queries.talk.partners import Indicator

TECHNICAL = "technical"


@dataclass(frozen=True, slots=True)
class Table:
    """Who speaks with whom on a page."""

    viewer: Viewer
    talk: Talk

    @property
    def title(self) -> str:
        person = self.talk.person
        return called(person, names=self.viewer.sees_name(person.pk, person.agency_id))

    @property
    def back(self) -> str:
        """Where the reader came from: their own needs, or the page of the person."""
        own = self.talk.side is Side.SELF
        return at("needs:own_needs") if own else at("needs:talk_person", self.talk.person.pk)

    def context(self) -> dict[str, Any]:
        """What every page of a dialogue shows."""
        own = self.talk.side is Side.SELF
        first = Crumb(_("Kebutuhan saya"), at("needs:own_needs")) if own else Crumb(_("Dialog"), at("needs:talk"))
        return {
            "person": self.talk.person,
            "title": self.title,
            "tier": words.TIERS.get(self.talk.person.job.tier, self.talk.person.job.tier),
            "side": self.talk.side.value,
            "first": first,
            "ways": WAYS,
            "priorities": PRIORITIES,
            "causes": CAUSES,
            "most": MOST_LETTERS,
            "today": timezone.localdate().isoformat(),
        }


def _sit_down(request: HttpRequest, person: int) -> Table:
    """The dialogue with a person; whoever sees it by name leaves an event."""
    viewer = viewers.asking(request)
    talk = partners.talk_with(person, on=timezone.localdate(), user=viewer)
    audit.looked(
        name="betang.needs.dialogue_opened",
        by=viewer,
        agency=talk.person.agency_id,
        people=[talk.person.pk],
        on_kind="people.person",
        on_id=str(talk.person.pk),
        names=viewer.sees_name(talk.person.pk, talk.person.agency_id),
    )
    return Table(viewer, talk)


def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """Every competency of the post, and what was answered so far."""
    table, dictionary = _sit_down(request, person), skills()
    order = {code: place for place, code in enumerate(dictionary)}
    subjects = sorted(table.talk.subjects, key=lambda one: order.get(one.competency, len(order)))
    shown = [told.shown(subject, table.talk.side, dictionary) for subject in subjects]
    technical = {code for code, skill in dictionary.items() if skill.kind == TECHNICAL}
    context = table.context()
    context |= {
        "crumbs": [context["first"], Crumb(table.title)],
        "all": len(shown),
        "subjects": [one for one in shown if not one.folded],
        "folded": [one for one in shown if one.folded],
        "first_technical": next((one.code for one in shown if one.code in technical), ""),
        "short": sum(one.state in {"short", "trained"} for one in subjects),
        "open": sum(one.state in {"unknown", "expired"} for one in subjects),
        "mine": sum(table.talk.side in one.answer.waits for one in subjects),
        "predicate": _predicate(table.talk),
        "indicators": [_indicator(one, table.talk) for one in partners.indicators(table.talk.person)],
        "work": told.shown(partners.Subject("", None, table.talk.work), table.talk.side, dictionary),
        "others": [(code, skill.name) for code, skill in dictionary.items() if code not in {s.code for s in shown}],
    }
    return pages.render(request, "needs/talk/person.html", context)


def _predicate(talk: Talk) -> str:
    if talk.predicate is None:
        return ""
    year, value = talk.predicate
    return _("%(word)s (%(year)s)") % {"word": words.PREDICATES[str(value)], "year": year}


def _indicator(indicator: Indicator, talk: Talk) -> dict[str, Any]:
    required = {subject.competency for subject in talk.subjects}
    dictionary = skills()
    leans = [code for code in indicator.competencies if code in required]
    return {
        "target": indicator.target,
        "leans": [(anchor(code), dictionary[code].name) for code in leans if code in dictionary],
    }


# ---------------------------------------------------------------- one competency


def subject(request: HttpRequest, person: int, competency: str) -> HttpResponseBase:
    """One competency: the form alone, and where every answer about it arrives."""
    get_skill(competency)
    table = _sit_down(request, person)
    if request.method != "POST":
        return _page(request, table, competency, NeedForm(initial=_initial(table, competency)))
    deed = _DEEDS.get(request.POST.get("deed", ""))
    if deed is None:
        raise Http404
    return deed(request, table, competency)


def _initial(table: Table, competency: str) -> dict[str, Any]:
    """What the form is filled with: the answer that is there."""
    answer = table.talk.subject(competency).answer
    need = answer.need
    if need is None:
        return {"seen": answer.seen, "superior": _superior(table)}
    return {
        "seen": answer.seen,
        "way": need.way or "",
        "program": need.learning_program_id or "",
        "learning": need.learning or "",
        "priority": need.priority or "",
        "performance": need.basis == "performance",
        "superior": need.superior or "",
        "agreed_on": need.agreed_on.isoformat() if need.agreed_on else "",
        "note": need.note or "",
    }


def _superior(table: Table) -> str:
    """The name of the direct superior, for whoever copies a paper; who is shown it stands in the trail."""
    if table.talk.side is not Side.RECORDER:
        return ""
    found = partners.superior_of(table.talk.person, user=table.viewer)
    if found is None or not found.name:
        return ""
    audit.looked(
        name="betang.needs.dialogue_opened",
        by=table.viewer,
        agency=found.agency_id,
        people=[found.pk],
        on_kind="people.person",
        on_id=str(table.talk.person.pk),
    )
    return found.name


def _say(request: HttpRequest, table: Table, competency: str) -> HttpResponseBase:
    form = NeedForm(request.POST)
    if not form.is_valid():
        return _page(request, table, competency, form)
    typed = form.cleaned_data
    program, offers = _meant(typed, table)
    if offers:
        return _page(request, table, competency, form, offers=offers)
    said = actions.Words(
        basis="performance" if typed["performance"] else "dialogue",
        way=typed["way"] or None,
        learning=typed["learning"] or None,
        learning_program_id=program,
        priority=typed["priority"] or None,
        note=typed["note"] or None,
        superior=typed["superior"] or None,
        agreed_on=typed["agreed_on"],
    )
    try:
        actions.say_need(
            person=table.talk.person, competency=competency, words=said, seen=typed["seen"], by=table.viewer
        )
    except NotAllowed as no:
        return _page(request, table, competency, form, fault=str(no))
    messages.success(request, _SAID[table.talk.side]())
    return redirect(f"{table.back}#{anchor(competency)}")


_SAID: dict[Side, Callable[[], str]] = {
    Side.SELF: lambda: _("Usulan Anda disimpan. Atasan Anda diminta menyetujuinya."),
    Side.SUPERIOR: lambda: _("Disimpan sebagai rancangan. Pegawai diminta menyetujuinya."),
    Side.RECORDER: lambda: _("Kesepakatan dicatat."),
}


def _meant(typed: dict[str, Any], table: Table) -> tuple[str | None, tuple[Offer, ...]]:
    """The programme that was picked or written out, or programmes the words may mean."""
    if typed["program"]:
        found = learning.meant(typed["program"], table.talk.person.agency_id)
        return (found.code if found.kind == "exact" else None), ()
    if not typed["learning"] or typed["as_written"]:
        return None, ()
    found = learning.meant(typed["learning"], table.talk.person.agency_id)
    if found.kind == "exact":
        return found.code, ()
    return None, found.offers if found.kind in {"variant", "ambiguous"} else ()


def _agree(request: HttpRequest, table: Table, competency: str) -> HttpResponseBase:
    form = SeenForm(request.POST)
    try:
        need = actions.agree_need(
            person=table.talk.person,
            competency=competency,
            seen=form.cleaned_data["seen"] if form.is_valid() else "",
            by=table.viewer,
        )
    except NotAllowed as no:
        return _page(request, table, competency, NeedForm(initial=_initial(table, competency)), fault=str(no))
    agreed = need.state == "agreed"
    messages.success(
        request, _("Kebutuhan ini disepakati.") if agreed else _("Disimpan. Yang lain diminta menyetujuinya.")
    )
    return redirect(f"{table.back}#{anchor(competency)}")


def _withdraw(request: HttpRequest, table: Table, competency: str) -> HttpResponseBase:
    form = ReasonForm(request.POST)
    plain = NeedForm(initial=_initial(table, competency))
    if not form.is_valid():
        return _page(request, table, competency, plain, taking=form)
    try:
        actions.withdraw_need(
            person=table.talk.person,
            competency=competency,
            reason=form.cleaned_data["reason"],
            seen=form.cleaned_data["seen"],
            by=table.viewer,
        )
    except NotAllowed as no:
        return _page(request, table, competency, plain, fault=str(no), taking=form)
    messages.success(request, _("Kebutuhan ini ditarik. Alasannya dapat dibaca keduanya."))
    return redirect(f"{table.back}#{anchor(competency)}")


def _no(request: HttpRequest, table: Table, competency: str) -> HttpResponseBase:
    form, fault = _said_no(request, table, competency)
    if fault is None:
        return redirect(f"{table.back}#{anchor(competency)}")
    return _page(request, table, competency, NeedForm(initial=_initial(table, competency)), fault=fault, no=form)


_DEEDS: dict[str, Callable[[HttpRequest, Table, str], HttpResponseBase]] = {
    "need": _say,
    "agree": _agree,
    "withdraw": _withdraw,
    "no": _no,
}


def _said_no(request: HttpRequest, table: Table, competency: str | None) -> tuple[NoForm, str | None]:
    """Keep the answer "no"; what stands in the way (empty: what is beside the fields), None when it is kept."""
    form = NoForm(request.POST)
    if not form.is_valid():
        return form, ""
    typed = form.cleaned_data
    paper = table.talk.side is Side.RECORDER
    if paper and typed["said_on"] is None:
        return form, _("Tulis tanggal dialognya.")
    try:
        actions.say_no(
            person=table.talk.person,
            competency=competency,
            cause=typed["cause"],
            reason=typed["reason"],
            said_on=typed["said_on"] or timezone.localdate(),
            superior=typed["superior"],
            seen=typed["seen"],
            by=table.viewer,
        )
    except NotAllowed as no:
        return form, str(no)
    messages.success(request, _("Dicatat sebagai bukan kebutuhan pelatihan, dengan alasannya."))
    return form, None


@require_POST
def work(request: HttpRequest, person: int) -> HttpResponseBase:
    """The answer that learning cannot close what is amiss with the work as a whole."""
    table = _sit_down(request, person)
    form, fault = _said_no(request, table, None)
    if fault is None:
        return redirect(f"{at('needs:talk_person', person)}#kinerja")
    context = table.context()
    context |= {
        "crumbs": [context["first"], Crumb(table.title, table.back), Crumb(_("Hasil kinerja"))],
        "form": form,
        "fault": fault,
        "now": table.talk.work,
        "seen": table.talk.work.seen,
    }
    return pages.render(request, "needs/talk/whole_work.html", context, status=HTTPStatus.OK)


def _page(
    request: HttpRequest,
    table: Table,
    competency: str,
    form: forms.Form,
    *,
    fault: str = "",
    no: forms.Form | None = None,
    taking: forms.Form | None = None,
    offers: tuple[Offer, ...] = (),
) -> HttpResponseBase:
    """One competency with everything that was typed, and beside it what stands there now."""
    dictionary = skills()
    # Somebody may have answered meanwhile: what is shown, and what the next try has seen, is read anew.
    talk = partners.talk_with(table.talk.person.pk, on=timezone.localdate(), user=table.viewer)
    table = replace(table, talk=talk)
    now = told.shown(talk.subject(competency), talk.side, dictionary)
    context = table.context()
    context |= {
        "crumbs": [context["first"], *([] if talk.side is Side.SELF else [Crumb(table.title, table.back)]),
                   Crumb(now.name)],
        "subject": now,
        "form": form,
        "no": no or NoForm(),
        "no_open": no is not None,
        "taking": taking or ReasonForm(),
        "fault": fault,
        "offers": offers,
        "catalogue": learning.offered(competency),
        "back": f"{table.back}#{now.anchor}",
    }  # fmt: skip
    return pages.render(request, "needs/talk/subject.html", context)
