"""Signing in through an identity provider that speaks OpenID Connect.

An account is recognised by a link its owner made while signed in, or by an e-mail address that the provider says is
verified and that one user has. Nobody is added, and the second factor is asked all the same. Of what the provider tells
about a person nothing is kept: the link holds a digest of issuer and subject.
"""

from __future__ import annotations

import hashlib
from http import HTTPStatus
from typing import Any, Final, NoReturn

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from allauth.socialaccount.providers.base.constants import AuthError, AuthProcess
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from allauth.utils import build_absolute_uri
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from betang.agencies.accounts import actions, queries
from betang.agencies.accounts.adapter import AccountAdapter
from betang.ui import pages

NAME: Final = "sso"
"""The one provider of an installation, as allauth calls it."""

LINKS: Final = {
    "socialaccount/email/account_connected": ("sign_on_linked", _("Akun %(provider)s Anda terhubung.")),
    "socialaccount/email/account_disconnected": ("sign_on_unlinked", _("Tautan dengan akun %(provider)s dihapus.")),
}
"""Event and words for what allauth would write an e-mail about."""


class Door(OpenIDConnectOAuth2Adapter):
    """The way to the provider and back; the address to come back to is the same whatever the provider."""

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        return str(build_absolute_uri(request, reverse("openid_connect_callback"), self.redirect_uri_protocol))


class Provider(OpenIDConnectProvider):
    """What is taken from the provider's answer."""

    oauth2_adapter_class = Door

    def extract_uid(self, data: dict[str, Any]) -> str:
        subject = super().extract_uid(data)
        return hashlib.sha256(f"{settings.OIDC['issuer']}\n{subject}".encode()).hexdigest()

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {}

    def extract_email_addresses(self, data: dict[str, Any]) -> list[EmailAddress]:
        told = data.get("userinfo") or data.get("id_token") or {}
        email, verified = told.get("email"), told.get("email_verified")
        if not isinstance(email, str) or not email:
            return []
        return [EmailAddress(email=email, verified=verified is True or verified == "true", primary=True)]


class SignOnAdapter(DefaultSocialAccountAdapter):
    """Who is let in by the provider's word, and what is said to others."""

    error_messages = {  # noqa: RUF012  (as allauth declares it)
        **DefaultSocialAccountAdapter.error_messages,
        "connected_other": _("Akun itu sudah terhubung dengan pengguna lain di sini."),
        "no_password": _("Buat kata sandi dahulu, agar Anda tetap dapat masuk."),
    }

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Provider:
        return Provider(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def list_apps(
        self, request: HttpRequest, provider: str | None = None, client_id: str | None = None
    ) -> list[SocialApp]:
        """The provider of the settings; none can be added in the database."""
        known = settings.OIDC
        asked = provider in {None, NAME, Provider.id} and client_id in {None, known.get("client_id")}
        if not known or not asked:
            return []
        return [
            SocialApp(
                provider=Provider.id,
                provider_id=NAME,
                name=known["name"],
                client_id=known["client_id"],
                secret=known["client_secret"],
                settings={"server_url": known["issuer"], "oauth_pkce_enabled": True},
            )
        ]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """The person is not described any further: nobody is added from here."""
        return sociallogin.user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        address = next(iter(sociallogin.email_addresses), None)
        if address is None or not address.verified:
            _refuse(request, "no_verified_email")
        user = queries.owner_of_email(address.email)
        if user is None:
            _refuse(request, "unknown")
        sociallogin.user = user

    def send_notification_mail(self, template_prefix: str, user: Any, *args: Any, **more: Any) -> None:
        """Here allauth tells that a link was made or cut: it goes on the trail, and the page says so."""
        said = LINKS.get(template_prefix)
        if said is not None:
            what, words = said
            actions.note(what=what, user=user, by=user)
            messages.success(self.request, words % {"provider": settings.OIDC["name"]})

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        reason = "cancelled" if error == AuthError.CANCELLED else "failed"
        raise ImmediateHttpResponse(refusal(request, reason))


def refusal(request: HttpRequest, reason: str) -> Any:
    """The page that says why signing in through the provider did not work, and whom to ask."""
    status = HTTPStatus.OK if reason == "cancelled" else HTTPStatus.FORBIDDEN
    context = {"reason": reason, "provider": settings.OIDC["name"]}
    return pages.render(request, "socialaccount/refused.html", context, status=status)


def _refuse(request: HttpRequest, reason: str) -> NoReturn:
    actions.note_refusal(reason=reason, address=AccountAdapter().get_client_ip(request), by=None)
    raise ImmediateHttpResponse(refusal(request, reason))
