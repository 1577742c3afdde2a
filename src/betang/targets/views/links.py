"""Links: the list with what waits, one link, the form that proposes or changes it, and the keeper's decision."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.standards.queries import skills
from betang.targets import actions, queries, rules
from betang.targets.queries import FILTERS, Wanted
from betang.targets.views import parts
from betang.ui import choosing, pages, tables
from betang.ui.choosing import Crumb
from betang.ui.tables import Table, View
from betang.ui.templatetags.betang import decimal

if TYPE_CHECKING:
    from betang.agencies.models import Agency
    from betang.agencies.viewers import Viewer
    from betang.targets.models import Target, TargetLink

PICKED = re.compile(r"(\d{1,18}):(\d{1,9})")
MOST_LETTERS = 1_000
STRENGTHS = {
    "1": gettext_lazy("1: sasaran tidak tercapai tanpanya"),
    "0.75": gettext_lazy("0,75: sangat menentukan"),
    "0.5": gettext_lazy("0,5: menentukan"),
    "0.25": gettext_lazy("0,25: membantu"),
}


# ---------------------------------------------------------------- the list, and deciding


def links(request: HttpRequest) -> HttpResponseBase:
    """Links of the own government; for its keeper first those that are ready to be confirmed."""
    viewer = viewers.asking(request)
    agency = parts.asked_agency(request, viewer)
    keeps = viewer.has(Right.CONFIRM_TARGETS, agency.code)
    state = request.GET.get("keadaan", "ready" if keeps else "")
    state = state if state in FILTERS else ""
    found = queries.links(agency.code, Wanted(state), on=timezone.localdate(), user=viewer)
    table = _table(found, request, pick=keeps)
    context = {
        "crumbs": parts.crumbs(agency, viewer, Crumb(_("Kaitan kompetensi"))),
        "tabs": parts.tabs("links", agency, viewer),
        "agency": agency,
        "states": _choices(request, state),
        "state": state,
        "keeps": keeps,
        "decides": keeps and state in {"ready", "proposed"} and bool(found),
        "count": len(found),
        "waiting": queries.waiting(on=timezone.localdate(), user=viewer).get(agency.code, 0),
    }
    heading = _("Kaitan sasaran %(agency)s") % {"agency": agency.short_name}
    return pages.respond(request, "targets/links.html", context, tables=[table], heading=heading)


def _choices(request: HttpRequest, state: str) -> list[choosing.Choice]:
    """The filters; "all" stands in the address too, because the keeper's page begins with what is ready."""
    words = {key: str(word) for key, word in FILTERS.items()} | {"all": _("Semua")}
    return choosing.choices(request.GET, "keadaan", words, state or "all")


def _table(found: list[TargetLink], request: HttpRequest, *, pick: bool) -> Table:
    columns = parts.link_columns(of_one_target=False)
    rows = [parts.link_row(link, pick=pick and link.state == "proposed") for link in found]
    view = View.of(request.GET)
    ordered = tables.sort(rows, columns, view)
    return Table(
        name="kaitan",
        title=_("Kaitan kompetensi dan sasaran"),
        columns=columns,
        rows=tables.page(ordered, view),
        view=view,
        query=request.GET,
        total=len(ordered),
        all_rows=lambda: ordered,
        empty=_("Tidak ada kaitan dalam keadaan ini."),
        picks="kaitan",
    )


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    """Confirm or return what was picked: first shown once more, then done."""
    viewer = viewers.asking(request)
    agency = parts.asked_agency(request, viewer)
    returns, reason = request.POST.get("langkah") == "kembalikan", request.POST.get("alasan", "")[:MOST_LETTERS]
    seen = _picked(request, agency, viewer)
    back = request.POST.get("kembali", "")
    back = back if back.startswith(reverse("targets:tree")) else parts.at("targets:links", agency, viewer)
    if not seen:
        messages.error(request, _("Beri tanda dahulu pada kaitan yang Anda putuskan."))
        return redirect(back)
    if returns and not reason.strip():
        messages.error(request, _("Tulis alasannya; pengusul membacanya."))
        return redirect(back)
    if "ya" not in request.POST:
        return _look_again(request, agency, seen, reason, viewer, returns=returns, back=back)
    found = (
        actions.return_links(agency=agency.code, seen=seen, reason=reason, by=viewer)
        if returns
        else actions.confirm_links(agency=agency.code, seen=seen, by=viewer)
    )
    _say(request, found, returns=returns)
    return redirect(back)


def _picked(request: HttpRequest, agency: Agency, viewer: Viewer) -> dict[int, int | None]:
    """Numbers and versions of what was picked, or of all that is ready."""
    if request.POST.get("langkah") == "tegaskan-semua":
        ready = queries.links(agency.code, Wanted("ready"), on=timezone.localdate(), user=viewer)
        return {link.pk: link.version for link in ready}
    return {int(n): int(version) for n, version in PICKED.findall(" ".join(request.POST.getlist("kaitan")))}


def _look_again(
    request: HttpRequest,
    agency: Agency,
    seen: dict[int, int | None],
    reason: str,
    viewer: Viewer,
    *,
    returns: bool,
    back: str,
) -> HttpResponse:
    found = (
        actions.foresee_return(agency=agency.code, seen=seen, reason=reason, by=viewer)
        if returns
        else actions.foresee_confirm(agency=agency.code, seen=seen, by=viewer)
    )
    context = {
        "crumbs": parts.crumbs(
            agency,
            viewer,
            Crumb(_("Kaitan kompetensi"), parts.at("targets:links", agency, viewer)),
            Crumb(_("Periksa")),
        ),
        "agency": agency,
        "returns": returns,
        "reason": reason,
        "found": found,
        "picked": [f"{link.pk}:{link.version}" for link in found.reached],
        "back": back,
    }
    return pages.render(request, "targets/decide.html", context)


def _say(request: HttpRequest, found: actions.Decided, *, returns: bool) -> None:
    done = (
        _("%(n)d kaitan dikembalikan; pengusul membaca alasannya.")
        if returns
        else _("%(n)d kaitan ditegaskan. Usulan pengembangan dapat bertumpu padanya.")
    )
    if found.reached:
        messages.success(request, done % {"n": len(found.reached)})
    for link, why in found.left[:3]:
        messages.error(request, f"{link.competency.name} – {link.target.indicator}: {why}")


# ---------------------------------------------------------------- one link


def link(request: HttpRequest, link: int) -> HttpResponse:
    """What one link says, who said it, and what became of it."""
    viewer = viewers.asking(request)
    found = queries.get_link(link, user=viewer)
    hand, standing = queries.hand(found.target, user=viewer), queries.standing(found)
    context = {
        "crumbs": parts.crumbs(
            found.target.agency,
            viewer,
            Crumb(found.target_id, reverse("targets:target", args=[found.target_id])),
            Crumb(found.competency.name),
        ),
        "link": found,
        "chain": queries.chain(found.target),
        "place": parts.place(found),
        "pill": parts.PILLS[found.state],
        "author": parts.called(found.proposed_by, found.proposed_by_id),
        "decider": parts.called(found.decided_by, found.decided_by_id),
        "whole": standing.whole,
        "due": queries.is_due(found, on=timezone.localdate()),
        "hand": hand,
        "own": hand.confirms and found.proposed_by_id == hand.number,
        "may_confirm": _may(lambda: rules.check_confirm(link=standing, hand=hand)),
        "may_return": _may(lambda: rules.check_return(link=standing, hand=hand, reason="-")),
        "removes": viewer.has(Right.EDIT, found.agency_id),
        "here": reverse("targets:link", args=[found.pk]),
    }
    return pages.render(request, "targets/link.html", context)


def _may(check: Any) -> bool:
    try:
        check()
    except NotAllowed:
        return False
    return True


@require_POST
def remove(request: HttpRequest, link: int) -> HttpResponse:
    """A link goes."""
    viewer = viewers.asking(request)
    found = queries.get_link(link, user=viewer)
    seen = re.fullmatch(r"\d{1,9}", request.POST.get("seen", ""))
    try:
        actions.remove_link(link=found, seen=int(seen[0]) if seen else 0, by=viewer)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("targets:link", found.pk)
    messages.success(request, _("Kaitan dihapus."))
    return redirect("targets:target", found.target_id)


# ---------------------------------------------------------------- proposing and changing


class LinkForm(forms.Form):
    """What a link says."""

    competency = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih kompetensinya.")})
    unit = forms.ChoiceField(required=False)
    relevance = forms.ChoiceField(error_messages={"required": gettext_lazy("Pilih seberapa menentukan.")})
    contribution = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis satu kalimat kontribusi.")}
    )
    expected_change = forms.CharField(
        max_length=MOST_LETTERS, error_messages={"required": gettext_lazy("Tulis perubahan yang dapat diukur.")}
    )
    owner = forms.CharField(max_length=200, error_messages={"required": gettext_lazy("Tulis pemilik indikatornya.")})
    review_on = forms.DateField(error_messages={"required": gettext_lazy("Isi hari peninjauannya.")})
    seen = forms.IntegerField(required=False)

    def __init__(self, *args: Any, target: Target, user: Viewer, held: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere = parts.answers(target) if target.unit else _("Seluruh pemerintah")
        known = [(skill.code, f"{skill.name} ({skill.code})") for skill in skills().values()]
        units = [
            (str(unit.pk), unit.name)
            for unit in queries.places_of(target, user=user).values()
            if unit.pk != target.unit_id
        ]
        strengths = [(key, str(word)) for key, word in STRENGTHS.items()]
        if held and held not in STRENGTHS:
            strengths.append((held, decimal(Decimal(held))))
        self.fields["competency"].choices = [("", _("Pilih kompetensi")), *known]  # type: ignore[attr-defined]
        self.fields["unit"].choices = [("", everywhere), *units]  # type: ignore[attr-defined]
        self.fields["relevance"].choices = [("", _("Pilih")), *strengths]  # type: ignore[attr-defined]

    def content(self) -> actions.Content:
        """The form's values as what a link says."""
        given = self.cleaned_data
        return actions.Content(
            competency=given["competency"],
            unit=int(given["unit"]) if given["unit"] else None,
            relevance=Decimal(given["relevance"]),
            contribution=given["contribution"],
            expected_change=given["expected_change"],
            owner=given["owner"],
            review_on=given["review_on"],
        )


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, target: str) -> HttpResponse:
    """Propose a competency for a target."""
    viewer = viewers.asking(request)
    found = queries.get_target(target, user=viewer)
    first = {"owner": _("Kepala %(office)s") % {"office": found.unit.name} if found.unit else "", "relevance": "0.5"}
    form = LinkForm(request.POST or None, initial=first, target=found, user=viewer)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.propose_link(target=found, content=form.content(), on=timezone.localdate(), by=viewer)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Usulan disimpan dan menunggu penegasan penjaga sasaran."))
            return redirect("targets:link", made.pk)
    return _form_page(request, found, form, viewer, None)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, link: int) -> HttpResponse:
    """Say a link otherwise."""
    viewer = viewers.asking(request)
    found = queries.get_link(link, user=viewer)
    held, first = f"{found.relevance.normalize():f}", _first(found)
    form = LinkForm(request.POST or None, initial=first, target=found.target, user=viewer, held=held)
    if request.method == "POST" and form.is_valid():
        seen = form.cleaned_data["seen"] or 0
        try:
            actions.change_link(link=found, content=form.content(), seen=seen, on=timezone.localdate(), by=viewer)
        except NotAllowed as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Perubahan disimpan dan menunggu penegasan penjaga sasaran."))
            return redirect("targets:link", found.pk)
    return _form_page(request, found.target, form, viewer, found)


def _first(found: TargetLink) -> dict[str, Any]:
    """The form as the link stands now; an owner nobody has named yet is offered as the office's head."""
    office = found.unit or found.target.unit
    unit = found.unit_id if found.unit_id != found.target.unit_id else None
    return {
        "competency": found.competency_id,
        "unit": "" if unit is None else str(unit),
        "relevance": f"{found.relevance.normalize():f}",
        "contribution": found.contribution,
        "expected_change": found.expected_change,
        "owner": found.owner or (_("Kepala %(office)s") % {"office": office.name} if office else ""),
        "review_on": found.review_on,
    }


def _form_page(
    request: HttpRequest, target: Target, form: LinkForm, viewer: Viewer, link: TargetLink | None
) -> HttpResponse:
    hand = queries.hand(target, user=viewer)
    crumbs = [Crumb(target.pk, reverse("targets:target", args=[target.pk]))]
    if link is not None:
        crumbs.append(Crumb(link.competency.name, reverse("targets:link", args=[link.pk])))
    stale = link is not None and form.is_bound and form.cleaned_data.get("seen") != link.version
    context = {
        "crumbs": parts.crumbs(target.agency, viewer, *crumbs, Crumb(_("Ubah") if link else _("Usulkan kaitan"))),
        "target": target,
        "chain": queries.chain(target),
        "form": form,
        "link": link,
        "stale": stale,
        "seen": link.version if link else 0,
        "hand": hand,
        "most": MOST_LETTERS,
    }
    return pages.render(request, "targets/link_form.html", context)
