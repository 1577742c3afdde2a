"""What every request passes, and what every page knows about the installation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone

from betang.agencies import viewers
from betang.agencies.models import User
from betang.agencies.scope import DOOR, acting, become, unscoped
from betang.people.reach import reached_by

Handler = Callable[[HttpRequest], HttpResponseBase]

HEALTH_PATH = "/sehat"
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; object-src 'none'; base-uri 'self'; form-action {forms}; frame-ancestors 'none'; "
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
            with unscoped("health"), connection.cursor() as cursor:
                cursor.execute("SELECT 1")
        except DatabaseError:
            return HttpResponse("database tidak menjawab\n", status=503, content_type="text/plain; charset=utf-8")
        return HttpResponse("sehat\n", content_type="text/plain; charset=utf-8")

    return middleware


def content_security(get_response: Handler) -> Handler:
    """Only our own scripts, styles and pictures; nothing written into a page runs, and nobody may frame us.

    Browsers hold the policy for forms against where a form leads on to, so it names the identity provider.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        forms = " ".join(("'self'", *settings.OIDC_ORIGINS))
        response.headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY.format(forms=forms))
        return response

    return middleware


class Scoped:
    """One transaction a request, under the scope of whoever asks; the answer is rendered inside it.

    On the way in it is nobody's: the scope of the door sees the tables of signing in. Once the session has said who it
    is, and before the view, it becomes theirs. What fails on our side leaves nothing behind.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with acting(DOOR), transaction.atomic():
            response = self.get_response(request)
            if response.streaming:
                raise RuntimeError("a streamed answer would be read after its scope: write it to a file first")
            if response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
                transaction.set_rollback(True)
            return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Called just before the view, when the session is known."""
        user = request.user
        if not isinstance(user, User):
            return
        day = timezone.localdate()
        become(replace(DOOR, user=user.pk))
        viewer = viewers.with_work_for_others(viewers.viewer(user, on=day), day)
        viewer = viewers.with_reach(viewer, reached_by(viewer, day))
        request.viewer = viewer  # type: ignore[attr-defined]  # read by `betang.agencies.viewers.asking`
        become(viewers.scope_of(viewer))


def installation(_request: HttpRequest) -> dict[str, Any]:
    """For templates: `demo_mode` (show the accounts on the sign-in page) and, then only, `demo_password`."""
    return {"demo_mode": settings.DEMO, "demo_password": settings.DEMO_PASSWORD}
