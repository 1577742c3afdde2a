"""Signing in through the identity provider, and linking an account of it to one's own."""

from __future__ import annotations

from typing import Any, cast

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount import views as allauth_views
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.utils import get_request_param
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from requests import RequestException

from betang.agencies.accounts import queries, sso
from betang.agencies.accounts.views.frame import Framed
from betang.agencies.scope import DOOR, acting


@login_not_required
def leave(request: HttpRequest) -> HttpResponse:
    """To the provider: a form of ours sends the reader there; the address alone asks back first.

    Who means to link an account proves who they are before leaving: what comes back is bound to this session.
    """
    _must_be_there()
    if get_request_param(request, "process") == AuthProcess.CONNECT:
        raise_if_reauthentication_required(request, app="allauth.mfa")
    try:
        answer: HttpResponse = OAuth2LoginView.adapter_view(sso.Door(request, sso.NAME))(request)
    except RequestException:
        return cast("HttpResponse", sso.refusal(request, "no_answer"))
    return answer


@login_not_required
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider. Whose account that is must be looked up as at the door, also for whoever is signed in."""
    _must_be_there()
    with acting(DOOR):
        answer: HttpResponse = OAuth2CallbackView.adapter_view(sso.Door(request, sso.NAME))(request)
    return answer


def _must_be_there() -> None:
    if not settings.OIDC:
        raise Http404


class Links(Framed, allauth_views.ConnectionsView):
    """The accounts at the provider that are linked, to be cut; and the button that links one."""

    template_name = "socialaccount/connections.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        user: Any = self.request.user
        return context | {"links": queries.links(user), "provider": settings.OIDC["name"] if settings.OIDC else ""}

    def form_valid(self, form: Any) -> HttpResponse:
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        answer: HttpResponse = super().form_valid(form)
        return answer
