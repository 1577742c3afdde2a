"""Where the reader is signed in, and signing out there from here."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from betang.agencies.accounts import actions, queries
from betang.ui import pages


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List the sessions; POST ends the one numbered `sesi`, or all others when it names none."""
    user, here = cast("Any", request.user), request.session.session_key
    if request.method == "POST":
        wish = request.POST.get("sesi", "")
        only = int(wish) if wish.isdecimal() and len(wish) < 19 else None  # noqa: PLR2004  (what a number of ours can have)
        ended = actions.end_sessions(user=user, by=user, only=only, but=here)
        words = _("Sesi itu diakhiri.") if only else _("Semua sesi di perangkat lain diakhiri.")
        messages.success(request, words if ended else _("Tidak ada sesi lain yang perlu diakhiri."))
        return redirect("usersessions_list")
    found = queries.sessions(user, current=here)
    return pages.render(request, "usersessions/usersession_list.html", {"sessions": found, "others": len(found) > 1})
