"""What every page knows: where the menu leads, which language and colours the reader chose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

THEMES = ("auto", "light", "dark")
ACCOUNT = "/akun/"
MEETINGS = "/rakor/"
"""A part of Rencana with an address of its own."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """One entry of the main menu."""

    label: str
    href: str
    current: bool


def frame(request: HttpRequest) -> dict[str, Any]:
    """Menu (only rooms that exist), theme and the address to come back to after changing the language."""
    theme = request.COOKIES.get(settings.THEME_COOKIE_NAME, "auto")
    return {
        "menu": _menu(request) if getattr(request, "user", None) and request.user.is_authenticated else [],
        "theme": theme if theme in THEMES else "auto",
        "here": request.get_full_path(),
    }


def _menu(request: HttpRequest) -> list[MenuItem]:
    entries = (
        (_("Beranda"), "needs:home"),
        (_("Peta"), "needs:province"),
        (_("Rencana"), "needs:flow"),
        (_("Data"), "standards:data"),
        *([(_("Catatan saya"), "needs:record")] if _has_own_record(request) else []),
        (_("Pengaturan"), "agencies:profile"),
    )
    items = [(label, reverse(name)) for label, name in entries]
    # The longest address that the page lies under is where the reader is: Beranda is above everything. What is about
    # the own account is reached from the settings.
    path = items[-1][1] if request.path.startswith(ACCOUNT) else request.path
    path = path.replace(MEETINGS, reverse("needs:flow"), 1) if path.startswith(MEETINGS) else path
    at = max((href for _, href in items if path.startswith(href)), key=len, default="")
    return [MenuItem(label, href, href == at) for label, href in items]


def _has_own_record(request: HttpRequest) -> bool:
    """Whether a membership says which person of the register the reader is."""
    return getattr(getattr(request, "viewer", None), "own_record", None) is not None
