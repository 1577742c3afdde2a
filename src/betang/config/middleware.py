"""What every request passes, and what every page knows about the installation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict, UnreadablePostError
from django.utils import timezone

from betang.agencies import viewers
from betang.agencies.models import User
from betang.agencies.scope import DOOR, acting, become, unscoped
from betang.people.reach import whole_viewer
from betang.ui import pages

Handler = Callable[[HttpRequest], HttpResponseBase]

NUL: Final = "\0"
"""PostgreSQL refuses it in a text."""
LONGEST_ADDRESS: Final = 4000
"""Characters. The longest of ours, a list with every filter, some hundred; Python reads no number of 4300 digits."""

HEALTH_PATH = "/sehat"
CONTENT_SECURITY_POLICY: Final = {
    "default-src": "'none'",  # fonts, media, frames, workers, plug-ins: there are none
    "object-src": "'none'",  # said once more for who looks for it (ASVS 3.4.3)
    "script-src": "'self'",
    "style-src": "'self'",
    "style-src-attr": "'unsafe-inline'",  # a heat-map cell's colour and a bar's width are data
    "img-src": "'self' data:",  # the arrow of a select, the picture of a second factor
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}
"""No `require-trusted-types-for`: htmx makes pages of text and brings no policy; one that lets all pass is no guard."""
UNUSED: Final = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "xr-spatial-tracking",
)
"""What a browser can do and no page asks of it."""
ON_EVERY_ANSWER: Final = {
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in UNUSED),
    "Cross-Origin-Resource-Policy": "same-origin",
    # After signing out on a shared laptop the back button must find nothing; going back otherwise asks again.
    "Cache-Control": "no-store",
}


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


def protecting_headers(get_response: Handler) -> Handler:
    """Only our own scripts, styles and pictures; nothing written into a page runs, nobody may frame or keep it.

    Browsers hold the policy for forms against where a form leads on to, so it names the identity provider. Static files
    say themselves how long they are good.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        forms = " ".join((CONTENT_SECURITY_POLICY["form-action"], *settings.OIDC_ORIGINS))
        policy = CONTENT_SECURITY_POLICY | {"form-action": forms}
        response.headers["Content-Security-Policy"] = "; ".join(f"{what} {where}" for what, where in policy.items())
        for name, value in ON_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


class Legible:
    """Refuse what no page of ours sends: too large, too long, or with a character that no text of the database holds.

    Here once, so that no view and no query has to think of it. It stands before the database: the answer needs none.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        try:
            length = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            return pages.refused(HTTPStatus.BAD_REQUEST)
        if length > _most(request):
            return pages.refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        if len(request.META.get("QUERY_STRING", "")) + len(request.path_info) > LONGEST_ADDRESS:
            return pages.refused(HTTPStatus.REQUEST_URI_TOO_LONG)
        told = (request.path_info, *_texts(request.GET), *request.COOKIES, *request.COOKIES.values())
        if any(NUL in text for text in told):
            return pages.refused(HTTPStatus.BAD_REQUEST)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Called just before the view, when the form has been read."""
        try:
            told = [*_texts(request.POST)]
        except UnreadablePostError as broken:
            raise BadRequest("the form broke off on its way") from broken
        if any(NUL in text for text in told):
            raise BadRequest("a form holds a character that no text has")


def _most(request: HttpRequest) -> int:
    """How many bytes may be sent to the address of the request."""
    if request.path_info in settings.UPLOAD_ADDRESSES and request.method == "POST":
        return settings.UPLOAD_MOST
    return settings.DATA_UPLOAD_MAX_MEMORY_SIZE


def large_from_members_only(get_response: Handler) -> Handler:
    """Refuse a large body from whoever has not signed in, before anything reads it."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
        if length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not request.user.is_authenticated:
            return pages.refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        return get_response(request)

    return middleware


def _texts(sent: QueryDict) -> Iterator[str]:
    for name, values in sent.lists():
        yield name
        yield from values


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
        viewer = whole_viewer(user, on=day)
        request.viewer = viewer  # type: ignore[attr-defined]  # read by `betang.agencies.viewers.asking`
        become(viewers.scope_of(viewer))


def installation(_request: HttpRequest) -> dict[str, Any]:
    """For templates: `demo_mode` (show the accounts on the sign-in page) and, then only, `demo_password`."""
    return {"demo_mode": settings.DEMO, "demo_password": settings.DEMO_PASSWORD}
