"""Who the user is here, and what they may settle for themselves."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from betang.agencies import viewers
from betang.ui import pages
from betang.ui.frame.context import THEMES

A_YEAR = 365 * 24 * 60 * 60


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
    context = {"rights": rights, "themes": themes, "sign_on": settings.OIDC.get("name")}
    return pages.render(request, "agencies/profile.html", context)


@require_POST
def appearance(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of light or dark in a cookie of this browser."""
    wish = request.POST.get("tampilan", "auto")
    response = redirect("agencies:profile")
    response.set_cookie(
        settings.THEME_COOKIE_NAME,
        wish if wish in THEMES else "auto",
        max_age=A_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    messages.success(request, _("Tampilan disimpan pada perangkat ini."))
    return response
