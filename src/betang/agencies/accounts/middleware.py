"""What every request of a signed-in user passes: an idle session ends, and a second factor comes before all else."""

from __future__ import annotations

import time
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast
from urllib.parse import urlencode, urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from betang.agencies import viewers
from betang.agencies.accounts import actions, factors
from betang.agencies.models import User

Handler = Callable[[HttpRequest], HttpResponseBase]

BEGAN: Final = "began"
SEEN: Final = "seen"
"""Keys of the session: when it began and when it was last used, in seconds since 1970."""
NOTED_EVERY: Final = 60
"""Seconds: so often the last use is written down, so most pages write nothing."""
IDLE, OLD = "diam", "lama"
"""Why a session ended, as the sign-in page is told."""


def session_ends(get_response: Handler) -> Handler:
    """End a session that was idle too long, or is older than a working day, and lead back after signing in again."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if request.user.is_authenticated:
            now = int(time.time())
            reason = _over(request, now)
            if reason:
                return _sign_out(request, reason)
            if now - request.session.get(SEEN, 0) >= NOTED_EVERY:
                request.session[SEEN] = now
                request.session.setdefault(BEGAN, now)
                UserSession.objects.create_from_request(request)
        return get_response(request)

    return middleware


def _over(request: HttpRequest, now: int) -> str:
    if now - request.session.get(SEEN, now) >= settings.IDLE_MINUTES * 60:
        return IDLE
    if now - request.session.get(BEGAN, now) >= settings.SESSION_COOKIE_AGE:
        return OLD
    return ""


def _sign_out(request: HttpRequest, reason: str) -> HttpResponseBase:
    user = cast("User", request.user)
    actions.note(what="session_ended", user=user, by=None, new={"reason": reason})
    logout(request)
    return to_sign_in(request, reason)


def to_sign_in(request: HttpRequest, reason: str) -> HttpResponseBase:
    """The sign-in page, which says why and leads back to where the reader was."""
    aim = urlencode({"next": _where(request), "sebab": reason})
    return _lead(request, f"{reverse(settings.LOGIN_URL)}?{aim}")


def second_factor_first(get_response: Handler) -> Handler:
    """Whoever holds a role that needs a second factor sets one up before anything else opens."""

    def process_view(
        request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        open_to_all = not getattr(view, "login_required", True)
        if not request.user.is_authenticated or open_to_all or name in factors.reachable_meanwhile():
            return None
        roles = frozenset().union(*viewers.asking(request).roles.values())
        if request.session.get(factors.SET_UP) or not factors.required_for(roles):
            return None
        if factors.second_factor_missing(request.user, roles):
            return to_set_up(request)
        request.session[factors.SET_UP] = True
        return None

    def middleware(request: HttpRequest) -> HttpResponseBase:
        return get_response(request)

    middleware.process_view = process_view  # type: ignore[attr-defined]  # where Django looks for it
    return middleware


def to_set_up(request: HttpRequest) -> HttpResponseBase:
    """The page on which a second factor is set up; it leads back to where the reader was."""
    return _lead(request, f"{reverse('mfa_activate_totp')}?{urlencode({'next': _where(request)})}")


def _where(request: HttpRequest) -> str:
    """The page the reader is on: of a form sent, the page it stood on, as long as it is ours."""
    if request.method == "GET":
        return request.get_full_path()
    parts = urlsplit(request.headers.get("referer", ""))
    here = parts.path and parts.netloc == request.get_host()
    return f"{parts.path}?{parts.query}".rstrip("?") if here else reverse(settings.LOGIN_REDIRECT_URL)


def _lead(request: HttpRequest, address: str) -> HttpResponseBase:
    """Lead the whole page there, also when htmx asked for a part of it."""
    htmx = request.headers.get("HX-Request") == "true"
    answer: HttpResponse = HttpResponseClientRedirect(address) if htmx else HttpResponseRedirect(address)
    answer.status_code = HTTPStatus.OK if htmx else HTTPStatus.FOUND
    return answer
