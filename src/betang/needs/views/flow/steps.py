"""Many items take one step: first a preview of what moves and what stays, then the step."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs import actions
from betang.needs.queries.flow import lists, years
from betang.needs.queries.flow.items import Sifted, sift
from betang.needs.rules import STEPS, DecisionKind, Step
from betang.needs.views.flow import listing, parts
from betang.ui import pages
from betang.ui.choosing import Crumb
from betang.ui.figures import day, number

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.needs.models import Decision

_OWNERS: Final = {Step.VALIDATE: Right.VALIDATE, Step.DECIDE: Right.DECIDE}
"""Steps that belong to one official, and the right they are known by."""
SHOWN = 50
"""How many of those that move, and of those that stay, a preview names."""


@require_POST
def take(request: HttpRequest) -> HttpResponseBase:
    """The preview of a step, or the step itself when the reader has seen the preview."""
    viewer = viewers.asking(request)
    agency = parts.agency_asked(request, viewer)
    step = _step(request.POST, viewer, agency.code)
    wish = listing.wish_of(request.POST, agency.code)
    rows = _rows(request.POST, wish, viewer)
    back = listing.list_address(request.POST, agency.code)
    if not rows:
        messages.error(request, _("Tandai dahulu butir yang dimaksud, atau pilih semua yang tersaring."))
        return redirect(back)
    papers = _papers(step, agency.code, viewer)
    paper = next((one for one in papers if str(one.pk) == request.POST.get("keputusan")), None)
    must = _needs_paper(step, agency.code, viewer)
    if paper is None and papers and (must or (step is Step.DECIDE and "keputusan" not in request.POST)):
        paper = papers[0]
    asked = lists.asked_for(agency.code, wish.kind, rows)
    sifted = sift(step, asked, user=viewer, paper=DecisionKind(paper.kind) if paper else None)
    seal, reason = _seal(sifted), request.POST.get("alasan", "")[:2000]
    fault = ""
    if request.POST.get("pasti") and sifted.may:
        if request.POST.get("sidik") != seal:
            fault = _("Keadaannya berubah sejak Anda melihatnya. Periksa lagi daftar di bawah ini.")
        else:
            try:
                moved = actions.move(
                    step=step, agency=agency.code, by=viewer.user, needs=asked.needs, proposals=asked.proposals,
                    reason=reason, decision=paper.pk if paper else None,
                )  # fmt: skip
            except NotAllowed as no:
                fault = str(no)
            else:
                messages.success(request, done(step, len(moved.moved), len(moved.left)))
                return redirect(back)
    parts.looked(rows[:SHOWN], agency.code, viewer)
    context = {
        "crumbs": parts.crumbs(Crumb(str(STEPS[step].label))),
        "agency": agency,
        "step": step,
        "move": STEPS[step],
        "kind": wish.kind,
        "moving": len(sifted.may),
        "staying": len(sifted.left),
        "whys": Counter(one.why for one in sifted.left).most_common(),
        **_named(rows, sifted, wish.kind, viewer),
        "shown": SHOWN,
        "papers": papers,
        "paper": paper,
        "must": must,
        "carried": _carried(request.POST),
        "seal": seal,
        "reason": reason,
        "fault": fault,
        "back": back,
    }
    return pages.render(request, "needs/flow/preview.html", context)


def done(step: Step, moved: int, left: int) -> str:
    """What a bulk step did, in a sentence."""
    told = ngettext("%(step)s: %(n)s butir berpindah.", "%(step)s: %(n)s butir berpindah.", moved) % {
        "step": STEPS[step].label,
        "n": number(moved),
    }
    if left:
        told += " " + ngettext("%(n)s butir tetap.", "%(n)s butir tetap.", left) % {"n": number(left)}
    return told


def _step(form: QueryDict, viewer: Viewer, agency: str) -> Step:
    wish = form.get("langkah", "")
    if wish not in parts.steps_offered(viewer, agency):
        raise Http404
    return Step(wish)


def _rows(form: QueryDict, wish: lists.Wish, viewer: Viewer) -> list[Any]:
    if form.get("semua"):
        return list(lists.items(wish, user=viewer))
    numbers = [int(one) for one in form.getlist("butir") if one.isascii() and one.isdigit() and len(one) < 20]  # noqa: PLR2004
    return list(lists.picked(wish.agency, wish.kind, numbers, user=viewer)) if numbers else []


def _papers(step: Step, agency: str, viewer: Viewer) -> list[Decision]:
    """The decisions on paper by which the step may be taken: by a planner in place of who signed, or by who signed."""
    kind = STEPS[step].paper
    if kind is None or not (viewer.has(Right.EDIT, agency) or viewer.has(_OWNERS.get(step, Right.EDIT), agency)):
        return []
    return [one for one in years.papers(agency, user=viewer) if one.kind == kind]


def _needs_paper(step: Step, agency: str, viewer: Viewer) -> bool:
    """Whether the step is somebody else's, so that the reader can only record it from a paper."""
    wanted = _OWNERS.get(step)
    return wanted is not None and not viewer.has(wanted, agency)


def _seal(sifted: Sifted) -> str:
    """What was seen, in a few letters: the keys and versions of what would move."""
    seen = "\n".join(f"{one.kind} {one.key} {one.version}" for one in sifted.may)
    return hashlib.sha256(seen.encode()).hexdigest()[:32]


def _named(rows: list[Any], sifted: Sifted, kind: Any, viewer: Viewer) -> dict[str, Any]:
    by_key = {str(row.pk): row for row in rows}

    def line(key: str, why: str = "") -> dict[str, str]:
        row = by_key[key]
        return {
            "title": parts.title_of(kind, row, viewer),
            "about": parts.about(kind, row),
            "place": parts.place_of(row),
            "href": parts.address_of(kind, row),
            "why": why,
        }

    return {
        "movers": [line(one.key) for one in sifted.may[:SHOWN]],
        "stayers": [line(one.key, one.why) for one in sifted.left[:SHOWN] if one.key in by_key],
    }


def _carried(form: QueryDict) -> list[tuple[str, str]]:
    """What the form of the preview carries along."""
    fields = ("pemerintah", "langkah", "jenis", *listing.FILTERS, "semua")
    found = [(key, str(form[key])) for key in fields if form.get(key)]
    return found + [("butir", one) for one in form.getlist("butir") if not form.get("semua")]


def paper_name(paper: Decision) -> str:
    """A paper in a line, for a choice."""
    return f"{paper.get_kind_display()} {paper.number}, {day(paper.decided_on)}"
