"""In and out: the sign-in page, signing out, the password once more, too many attempts."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from allauth.account import views as allauth_views
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.agencies.accounts import forms
from betang.agencies.accounts.middleware import IDLE, OLD
from betang.agencies.accounts.views.frame import Framed
from betang.agencies.actions import DEMO_ACCOUNTS
from betang.ui import pages


class SignIn(Framed, allauth_views.LoginView):
    """Name and password, or the identity provider; in the demo one click fills them in and signs in."""

    form_class = forms.SignIn
    template_name = "agencies/sign_in.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context |= {
            "next": context["redirect_field_value"] or "",
            "why": why_out(self.request.GET.get("sebab", "")),
            "provider": settings.OIDC["name"] if settings.OIDC else "",
            "accounts": DEMO_ACCOUNTS if settings.DEMO else (),
        }
        return context


def why_out(reason: str) -> str:
    """Why the reader finds themselves on the sign-in page."""
    if reason == IDLE:
        return ngettext(
            "Sesi berakhir karena %(n)d menit tidak ada kegiatan. Masuk lagi untuk melanjutkan dari halaman tadi.",
            "Sesi berakhir karena %(n)d menit tidak ada kegiatan. Masuk lagi untuk melanjutkan dari halaman tadi.",
            settings.IDLE_MINUTES,
        ) % {"n": settings.IDLE_MINUTES}
    if reason == OLD:
        return _("Sesi berlaku satu hari kerja dan sudah berakhir. Masuk lagi untuk melanjutkan dari halaman tadi.")
    return ""


class SignOut(Framed, allauth_views.LogoutView):
    """End the session; asked for by its address alone, it asks back first."""

    template_name = "account/logout.html"


class PasswordAgain(Framed, allauth_views.ReauthenticateView):
    """The password once more."""

    form_class = forms.PasswordAgain
    template_name = "account/reauthenticate.html"


def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: every limit that leads here is counted by the minute."""
    words = {
        "title": _("Terlalu banyak percobaan"),
        "advice": _("Tunggu satu menit, lalu coba lagi. Pembatasan ini melindungi akun dari tebakan."),
    }
    answer = pages.render(request, "ui/trouble.html", words, status=HTTPStatus.TOO_MANY_REQUESTS)
    answer.headers["Retry-After"] = "60"
    return answer
