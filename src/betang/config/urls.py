"""Every address of the house. Rooms bring their own `urls`; this file gives each its place."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

ROOMS = (
    "betang.agencies.urls",
    "betang.intake.urls",
    "betang.people.urls",
    "betang.standards.urls",
    "betang.targets.urls",
    "betang.needs.urls",
    "betang.meeting.urls",
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("betang.agencies.accounts.urls")),
    *(path("", include(room)) for room in ROOMS),
]

handler400 = "betang.ui.pages.bad_request"
handler403 = "betang.ui.pages.forbidden"
handler404 = "betang.ui.pages.not_found"
handler429 = "betang.agencies.accounts.views.door.too_many"  # allauth's, when a limit is reached
handler500 = "betang.ui.pages.our_fault"
