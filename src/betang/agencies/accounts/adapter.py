"""Where allauth asks us: how somebody is let in, what is said when not, and what goes on the trail."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any, cast

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from betang.agencies import queries
from betang.agencies.accounts import actions, factors, locks
from betang.agencies.models import User
from betang.ui import pages

log = logging.getLogger("betang.accounts")


class AccountAdapter(DefaultAccountAdapter):
    """Password, sessions, e-mail. Nobody signs up here: an account comes from an invitation."""

    error_messages = {  # noqa: RUF012  (as allauth declares it)
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": _("Nama pengguna atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."),
        "enter_current_password": _("Kata sandi yang sekarang tidak cocok."),
        "incorrect_password": _("Kata sandi tidak cocok."),
        "invalid_password_reset": _("Tautan ini sudah dipakai atau sudah lewat waktunya."),
        "rate_limited": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu beberapa menit, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Every answer is a page."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only this site, by the name it was asked under: what else is allowed to ask is no aim."""
        here = {self.request.get_host()}
        return url_has_allowed_host_and_scheme(url, allowed_hosts=here, require_https=self.request.is_secure())

    def get_login_stages(self) -> list[str]:
        """After the first proof: the second factor, however the first was given."""
        return ["betang.agencies.accounts.stages.SecondFactor"]

    # --- letting in

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        return locks.name_key(credentials.get("username", ""))

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError as refused:
            raise locks.too_many(request, key=locks.name_key(credentials.get("username", ""))) from refused

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        username = credentials.get("username", "")
        told = {"username": username, "address": self.get_client_ip(request), "by": _signed_in(request)}
        actions.note_failure(what="sign_in_failed", **told)
        if locks.seconds_left(request, key=locks.name_key(username)):
            actions.note_failure(what="locked", **told)

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:
        return pages.render(request, "account/account_inactive.html", {}, status=403)

    def post_login(self, request: HttpRequest, user: Any, **details: Any) -> Any:
        methods = [record["method"] for record in get_authentication_records(request, user)]
        new = {
            "by": "identity_provider" if "socialaccount" in methods else "password",
            "second_factor": "mfa" in methods,
        }
        actions.note(what="signed_in", user=user, by=user, new=new)
        return super().post_login(request, user, **details)

    def logout(self, request: HttpRequest) -> None:
        user = _signed_in(request)
        if user is not None:
            actions.note(what="signed_out", user=user, by=user)
        super().logout(request)

    def is_reauthentication_required(self, *, app: str, **more: Any) -> bool:
        """Who came in a moment ago by every factor they have is not asked again at once."""
        return super().is_reauthentication_required(app=app, **more) and not _just_came_in(self.request)

    # --- e-mail

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Whether an address is known must not be told by an error: a mail that cannot be sent is logged."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError):
            log.exception("an e-mail could not be sent: see BETANG_EMAIL_URL and whether the server answers")


class SecondFactorAdapter(DefaultMFAAdapter):
    """The authenticator app and the recovery codes."""

    error_messages = {  # noqa: RUF012  (as allauth declares it)
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _(
            "Kode tidak cocok atau sudah terpakai. Tunggu kode berikutnya di aplikasi, lalu coba lagi."
        ),
        "cannot_delete_authenticator": _(
            "Peran Anda mewajibkan langkah kedua, jadi tidak dapat dimatikan. Untuk ganti ponsel, minta pengelola "
            "anggota di pemerintah Anda menghapusnya, lalu pasang lagi saat masuk."
        ),
        "cannot_generate_recovery_codes": _("Pasang aplikasi autentikator dahulu."),
    }

    def get_totp_label(self, user: Any) -> str:
        return str(user.get_username())

    def get_totp_issuer(self) -> str:
        return "Betang"

    def encrypt(self, text: str) -> str:
        return factors.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factors.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        held = queries.memberships(authenticator.user, timezone.localdate())
        return not factors.required_for({membership.role for membership in held})


def _signed_in(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _just_came_in(request: HttpRequest) -> bool:
    records = get_authentication_records(request, cast("Any", request.user))
    newest = max((record["at"] for record in records), default=0.0)
    return bool(timezone.now().timestamp() - newest < app_settings.REAUTHENTICATION_TIMEOUT)
