"""Signing in and out, and what a user may settle for themselves."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.agencies.actions import DEMO_ACCOUNTS
from betang.ui import pages
from betang.ui.context import THEME_COOKIE, THEMES

A_YEAR = 365 * 24 * 60 * 60


class SignInForm(forms.Form):
    """User name and password; what is wrong is said without saying which of the two."""

    username = forms.CharField(max_length=150, error_messages={"required": gettext_lazy("Tulis nama pengguna Anda.")})
    password = forms.CharField(
        max_length=1024, strip=False, error_messages={"required": gettext_lazy("Tulis kata sandi Anda.")}
    )


@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for name and password; in the demo one click fills them in and signs in."""
    if request.user.is_authenticated:
        return redirect(_aim(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = authenticate(request, **form.cleaned_data)
        if user is not None:
            login(request, user)
            return redirect(_aim(request))
        form.add_error(None, _("Nama pengguna atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi."))
    context: dict[str, Any] = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    if settings.DEMO:
        context["accounts"] = DEMO_ACCOUNTS
    return pages.render(request, "agencies/sign_in.html", context)


def _aim(request: HttpRequest) -> str:
    """Where the reader wanted to go, as long as it is on this site."""
    aim = request.POST.get("next") or request.GET.get("next", "")
    hosts = {request.get_host()}
    safe = url_has_allowed_host_and_scheme(aim, allowed_hosts=hosts, require_https=request.is_secure())
    return aim if safe else settings.LOGIN_REDIRECT_URL


@login_not_required
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


def profile(request: HttpRequest) -> HttpResponse:
    """Who the user is here, what that lets them see, and how pages look to them."""
    viewer = viewers.asking(request)
    rights = [
        {
            "agency": membership.agency,
            "role": membership.get_role_display(),
            "since": membership.starts_on,
            "until": membership.ends_on,
            "people": viewer.sees_people(membership.agency_id),
            "names": viewer.sees_names(membership.agency_id),
        }
        for membership in viewer.memberships
    ]
    themes = {"auto": _("Ikuti perangkat"), "light": _("Terang"), "dark": _("Gelap")}
    return pages.render(request, "agencies/profile.html", {"rights": rights, "themes": themes})


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light or dark in a cookie of this browser."""
    wish = request.POST.get("tampilan", "auto")
    response = redirect("agencies:profile")
    response.set_cookie(
        THEME_COOKIE,
        wish if wish in THEMES else "auto",
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    messages.success(request, _("Tampilan disimpan pada perangkat ini."))
    return response
