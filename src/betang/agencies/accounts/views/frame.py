"""What the screens of signing in share."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import add_never_cache_headers

from betang.ui import pages


class Framed:
    """Draws the template of a view of allauth in the frame of the house; no browser or proxy keeps it."""

    request: HttpRequest
    template_name: str

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        answer = pages.render(self.request, self.template_name, context, status=more.get("status", 200))
        add_never_cache_headers(answer)
        return answer


def next_page(request: HttpRequest, default: str = "") -> str:
    """Where the reader wanted to go, as long as it is on this site; else `default`, or the first page."""
    aim = request.POST.get("next") or request.GET.get("next", "")
    if aim and get_adapter().is_safe_url(aim):
        return aim
    return default or resolve_url(settings.LOGIN_REDIRECT_URL)
