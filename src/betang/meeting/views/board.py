"""What screens of a meeting show and fetch anew whenever it changes: the board.

It holds nothing of whoever looks but what their rights open; its forms lie outside of it. So one rendering serves
everybody with the same rights, and what somebody types is never swapped away.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.meeting.middleware import give_token
from betang.meeting.queries import meetings as reading
from betang.ui import pages

if TYPE_CHECKING:
    from betang.meeting.models import Meeting

PILLS: Final = {"waiting": "unknown", "agreed": "met", "left_open": "agreed"}
STATES: Final = {"prepared": "", "open": "met", "closed": "unknown"}
ASKED: Final = "papan"
"""In an address: the board alone."""
KEPT: Final = 128
_rendered: OrderedDict[tuple[Any, ...], str] = OrderedDict()


def respond(
    request: HttpRequest,
    template: str,
    meeting: Meeting,
    viewer: Viewer,
    *,
    board: Callable[[], tuple[str, Mapping[str, Any]]],
    shared: tuple[Any, ...],
    context: Mapping[str, Any],
) -> HttpResponse:
    """The page around its board, or the board alone; either gives the browser its token.

    `shared` names whatever the board depends on besides the meeting: who has the same reads the same rendering.
    """
    version = reading.version_of(meeting)
    html = _board(version, (meeting.pk, get_language(), request.path, *shared), board)
    answer = (
        HttpResponse(html)
        if ASKED in request.GET and request.method == "GET"
        else pages.render(
            request,
            template,
            {**context, "meeting": meeting, "version": version, "board": html, "state_pill": STATES[meeting.state]},
        )
    )
    give_token(answer, user=viewer.user.pk, meeting=meeting.pk)
    return answer


def _board(version: int, key: tuple[Any, ...], make: Callable[[], tuple[str, Mapping[str, Any]]]) -> SafeString:
    key = (version, *key)
    found = _rendered.get(key)
    if found is None:
        template, context = make()
        found = render_to_string(template, {**context, "version": version, "pills": PILLS})
        _rendered[key] = found
        while len(_rendered) > KEPT:
            _rendered.popitem(last=False)
    return mark_safe(found)  # noqa: S308  (just rendered by a template)


def agenda(meeting: Meeting, viewer: Viewer, agency: str) -> dict[str, Any]:
    """What the board of the whole, or of a government, is drawn from."""
    lines = reading.agenda(meeting, user=viewer)
    current = next((line for line in lines if line.item.pk == meeting.current_id), None)
    attending = reading.attending(meeting, user=viewer)
    here = [one for one in attending if one.people]
    return {
        "meeting": meeting,
        "agency": agency,
        "leads": viewer.coordinates,
        "speaks": bool(agency) and viewer.has(Right.EDIT, agency),
        "own_codes": reading.speaks_for(viewer),
        "lines": [line for line in lines if not agency or line.item.agency_id in {None, agency}],
        "total": len(lines),
        "current": current,
        "next": _after(lines, current),
        "own_voice": current.voices.get(agency) if current and agency else None,
        "silent": [one.agency for one in attending if current and one.agency.code not in current.voices],
        "governments": len(attending),
        "done": sum(line.item.state != "waiting" for line in lines),
        "people": sum(one.people for one in here),
        "online": sum(one.online for one in here),
        "from": len(here),
        "attending": reading.attendances(meeting, user=viewer, agency=agency) if agency else (),
    }


def _after(lines: list[reading.Line], current: reading.Line | None) -> reading.Line | None:
    later = lines[current.number :] if current else lines[:1]
    return later[0] if later else None
