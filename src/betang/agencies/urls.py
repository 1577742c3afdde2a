from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from betang.agencies.views import own

app_name = "agencies"
urlpatterns = [
    path("bahasa", login_not_required(set_language), name="language"),
    path("pengaturan/", own.profile, name="profile"),
    path("pengaturan/tampilan", own.appearance, name="appearance"),
]
