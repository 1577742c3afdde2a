"""The sub-menu of Pengaturan: `{% load settings %}{% settings_tabs %}` on every page of it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _

from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.ui.choosing import Choice

register = template.Library()


@register.inclusion_tag("agencies/settings_tabs.html", takes_context=True)
def settings_tabs(context: dict[str, Any]) -> dict[str, list[Choice]]:
    """What this reader may open under Pengaturan, the page they are on marked."""
    request = context["request"]
    viewer: Viewer | None = getattr(request, "viewer", None)
    entries = [(label, reverse(name)) for label, name in _entries(viewer)] if viewer else []
    # The longest address that the page lies under; the profile is above all of them.
    at = max((href for _label, href in entries if request.path.startswith(href)), key=len, default="")
    return {"tabs": [Choice(href, label, href, href == at) for label, href in entries]}


def _entries(viewer: Viewer) -> list[tuple[str, str]]:
    holds = {right for right in Right if any(viewer.has(right, agency) for agency in viewer.agencies)}
    members = viewer.coordinates or Right.MEMBERS in holds
    return [
        (_("Profil"), "agencies:profile"),
        (_("Akun"), "mfa_index"),
        (_("Sesi"), "usersessions_list"),
        *([(_("Anggota"), "people:members")] if members else []),
        *([(_("Izin"), "people:grants")] if holds & {Right.GRANT, Right.NAMES} else []),
        (_("Jejak"), "agencies:trail"),
        *([(_("Pemerintah"), "agencies:governments")] if viewer.coordinates else []),
    ]
