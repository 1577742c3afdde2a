"""Lines of demand become items of a meeting's agenda, in the language of the house."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.meeting.actions import NewItem, add_items
from betang.meeting.queries.alignment import agenda, demand
from betang.meeting.queries.alignment.demand import Demanded, Named
from betang.meeting.views.alignment import parts
from betang.ui.figures import number, share


@require_POST
def put(request: HttpRequest) -> HttpResponse:
    """Put the chosen lines at the end of the agenda; those that stand there already stay."""
    viewer = viewers.asking(request)
    if not viewer.coordinates:
        raise NotFound("not here, or not for this user")
    meeting = agenda.chosen(request.POST.get("rapat", ""), user=viewer)
    found = demand.demand(user=viewer, year=str(meeting.year))
    wanted = set(request.POST.getlist("orang"))
    lines = [one for one in found.lines if f"{one.kind}/{one.ref}" in wanted]
    if not lines:
        messages.error(request, _("Beri tanda dahulu pada yang akan dibahas."))
        return redirect("meeting:demand")
    with translation.override(settings.LANGUAGE_CODE):
        items = [_item(one, found) for one in lines]
    try:
        added = add_items(meeting=meeting, items=items, by=viewer)
    except NotAllowed as refused:
        messages.error(request, str(refused))
        return redirect("meeting:demand")
    said = ngettext("%(n)s butir masuk agenda.", "%(n)s butir masuk agenda.", len(added)) % {"n": number(len(added))}
    if len(added) < len(items):
        said += " " + _("%(n)s sudah ada di sana.") % {"n": number(len(items) - len(added))}
    messages.success(request, said)
    return redirect("meeting:meeting", meeting.pk)


def _item(one: Named, found: Demanded) -> NewItem:
    names = {agency.code: agency.short_name for agency in found.governments}
    by_people = sorted(one.line.shares.items(), key=lambda part: (-(part[1].people or 0), part[0]))
    listed = ", ".join(
        f"{names.get(code, code)} {number(part.people) if part.people is not None else _('tanpa jumlah')}"
        for code, part in by_people
    )
    details = [_("Diminta: %(asked)s. %(listed)s.") % {"asked": parts.asked(one), "listed": listed}]
    if said := parts.pooled(one):
        details.append(said)
    if (linked := parts.linked(one)) is not None:
        details.append(_("Terkait sasaran yang ditegaskan: %(share)s%%.") % {"share": share(linked)})
    title = _title(one)
    return NewItem(
        "title" if one.kind in {"title", "merged"} else "class", title, details, subject=f"{one.kind}/{one.ref}"
    )


def _title(one: Named) -> str:
    values = {"name": one.name, "asked": parts.asked(one)}
    if one.classes is not None and one.classes.pooled.classes:
        values["classes"] = parts.classes(one.classes.pooled.classes)
        return _("%(name)s diselenggarakan bersama: %(classes)s untuk %(asked)s") % values
    if one.kind in {"title", "merged"}:
        return _("“%(name)s” (%(asked)s) menjadi satu program bersama") % values
    return _("%(name)s (%(asked)s) dipenuhi bersama") % values
