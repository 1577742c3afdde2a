"""Every address of the house. Rooms bring their own `urls`; this file gives each its place."""

from __future__ import annotations

import importlib.util

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [path("bahasa/", include("django.conf.urls.i18n"))]
urlpatterns += [
    path("", include(room))
    for room in ("betang.agencies.urls", "betang.needs.urls", "betang.ui.urls")
    if importlib.util.find_spec(room)
]
