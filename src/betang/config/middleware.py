"""What every request passes, and what every page knows about the installation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase

Handler = Callable[[HttpRequest], HttpResponseBase]

HEALTH_PATH = "/sehat"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'; "
    "img-src 'self' data:; "
    "style-src-attr 'unsafe-inline'"  # a heat-map cell's colour and a bar's width are data
)


def health(get_response: Handler) -> Handler:
    """Answer /sehat: 200 when the database answers, 503 when not.

    For probes, which know neither the host name nor HTTPS: so it comes before those are checked.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.path_info != HEALTH_PATH:
            return get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database tidak menjawab\n", status=503, content_type="text/plain; charset=utf-8")
        return HttpResponse("sehat\n", content_type="text/plain; charset=utf-8")

    return middleware


def content_security(get_response: Handler) -> Handler:
    """Only our own scripts, styles and pictures; nothing written into a page runs, and nobody may frame us."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        return response

    return middleware


def installation(_request: HttpRequest) -> dict[str, Any]:
    """For templates: `demo_mode` (show the accounts on the sign-in page) and, then only, `demo_password`."""
    return {"demo_mode": settings.DEMO, "demo_password": settings.DEMO_PASSWORD}
