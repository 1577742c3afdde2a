"""The number of a meeting, answered before anybody looks for a session: a hall asks for it 150 times a second.

A page of a meeting gives its browser a token, good for two minutes and for this one number (docs/adr/0025). With it the
answer costs a signature and, four times a second and process, one query. Without it the request goes on to the view of
the same address, behind session, rights and walls, which gives a new token.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from betang.meeting.queries import pulse

Handler = Callable[[HttpRequest], HttpResponseBase]

ADDRESS: Final = re.compile(r"/rakor/(\d{1,18})/denyut/")
COOKIE: Final = "denyut"


def answer_pulse(get_response: Handler) -> Handler:
    """Answer the number to whoever shows its token."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        asked = ADDRESS.fullmatch(request.path_info)
        if asked is None or request.method != "GET":
            return get_response(request)
        meeting = int(asked[1])
        if not pulse.token_opens(request.COOKIES.get(cookie_name(), ""), meeting):
            return get_response(request)
        try:
            version = pulse.version_for_all(meeting)
        except DatabaseError:  # the form says that the connection is lost; asking goes on
            return HttpResponse(status=503)
        return get_response(request) if version is None else plain(version)

    return middleware


def plain(version: int) -> HttpResponse:
    """The number and nothing else."""
    said = str(version)
    return HttpResponse(said, content_type="text/plain", headers={"Content-Length": len(said)})


def give_token(answer: HttpResponse, *, user: int, meeting: int) -> None:
    """Let the browser ask for the number of this meeting, for two minutes; scripts cannot read what it shows."""
    answer.set_cookie(
        cookie_name(),
        pulse.token_for(user, meeting),
        max_age=pulse.GOOD_FOR,
        path=f"/rakor/{meeting}/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )


def cookie_name() -> str:
    """Over HTTPS under a name that browsers take over HTTPS only."""
    return f"__Secure-{COOKIE}" if settings.HTTPS else COOKIE
