"""A meeting as everybody sees it: the whole, and each government's; what is done there with one click."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from betang.agencies import viewers
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.meeting import actions
from betang.meeting.middleware import give_token, plain
from betang.meeting.queries import meetings as queries
from betang.meeting.rules.meetings import Overtaken
from betang.meeting.views import board
from betang.ui.choosing import Crumb

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer
    from betang.meeting.models import AgendaItem, Meeting


def whole(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """What is discussed now, and what came of everything else?"""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    return _screen(request, found, viewer, "", crumbs(found))


def own(request: HttpRequest, meeting: int, agency: str) -> HttpResponseBase:
    """The same as one government sees it: its items, those of the whole, and what it says to them."""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    government = viewers.get_government(agency)
    way = [*crumbs(found, link=True), Crumb(government.short_name)]
    return _screen(request, found, viewer, agency, way, government=government)


def _screen(
    request: HttpRequest, meeting: Meeting, viewer: Viewer, agency: str, way: list[Crumb], **more: Any
) -> HttpResponseBase:
    mine = queries.speaks_for(viewer)
    return board.respond(
        request,
        "meeting/live.html",
        meeting,
        viewer,
        board=lambda: ("meeting/board.html", {**board.agenda(meeting, viewer, agency), **more}),
        shared=(viewer.coordinates, *mine),
        context={
            "crumbs": way,
            "agency": agency,
            "leads": viewer.coordinates,
            "own_governments": [one for one in viewers.governments() if one.code in mine],
            "governments": viewers.governments(),
            "follows": follows(meeting),
            **more,
        },
    )


def follows(meeting: Meeting) -> bool:
    """Whether screens of the meeting ask for its number: while it is held, and on its day before it begins.

    Not for ever: whoever asks keeps their session from ending.
    """
    return meeting.state == "open" or (meeting.state == "prepared" and meeting.day == timezone.localdate())


def crumbs(meeting: Meeting, *, link: bool = False) -> list[Crumb]:
    """The way to a meeting."""
    here = reverse("meeting:meeting", args=[meeting.pk]) if link else ""
    return [Crumb(_("Rakor"), reverse("meeting:meetings")), Crumb(meeting.title, here)]


@require_GET
def pulse(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """The number of the meeting, and a new token, for whoever may read it."""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    answer = plain(queries.version_of(found))
    give_token(answer, user=viewer.user.pk, meeting=found.pk)
    return answer


@require_POST
def deed(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """One click on the board: `what:item:more`."""
    viewer = viewers.asking(request)
    found = queries.get_meeting(meeting, user=viewer)
    screen = _screen_of(request, found)
    what, _colon, rest = request.POST.get("deed", "").partition(":")
    try:
        if what == "open":
            actions.open_meeting(meeting=found, by=viewer)
        elif what in _DEEDS:
            number, _colon, more = rest.partition(":")
            item = queries.get_item(_number(number), meeting=found, user=viewer)
            _DEEDS[what](item, more, viewer)
    except Overtaken as overtaken:
        messages.error(request, str(overtaken))
        return redirect("meeting:item", found.pk, item.pk)
    except NotAllowed as refused:
        messages.error(request, str(refused))
    except NotFound:
        if what != "remove":  # gone already: a second click
            raise
    return redirect(screen)


def _screen_of(request: HttpRequest, meeting: Meeting) -> str:
    agency = request.POST.get("screen", "")
    if not agency:
        return reverse("meeting:meeting", args=[meeting.pk])
    return reverse("meeting:own", args=[meeting.pk, viewers.get_government(agency).code])


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 18:  # noqa: PLR2004  (what a row number may have)
        raise NotFound("there is no such item here")
    return int(text)


def _agree(item: AgendaItem, version: str, by: Viewer) -> None:
    outcome = actions.Outcome("agreed", decision=item.decision, who=item.who, due=item.due)
    if not queries.may_change(item, user=by):
        raise NotFound("there is no such item here")
    actions.change_item(item=item, version=_number(version), outcome=outcome, by=by)


def _say_yes(item: AgendaItem, agency: str, by: Viewer) -> None:
    if agency not in queries.speaks_for(by):
        raise NotFound("there is no such agency here")
    actions.say(item=item, agency=viewers.get_government(agency), stance="yes", reason=None, by=by)


_DEEDS: dict[str, Callable[[AgendaItem, str, Viewer], object]] = {
    "now": lambda item, _more, by: actions.move_on(item=item, by=by),
    "agree": _agree,
    "yes": _say_yes,
    "place": lambda item, more, by: actions.place_item(item=item, place=_number(more), by=by),
    "remove": lambda item, _more, by: actions.remove_item(item=item, by=by),
}
