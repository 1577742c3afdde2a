from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.urls import path
from django.views.i18n import set_language

from betang.agencies.views import governments, invitations, own, trail
from betang.ui import codes  # noqa: F401  (registers <code:...>)

app_name = "agencies"
urlpatterns = [
    path("bahasa", login_not_required(set_language), name="language"),
    path("pengaturan/", own.profile, name="profile"),
    path("pengaturan/tampilan", own.appearance, name="appearance"),
    path("pengaturan/jejak/", trail.trail, name="trail"),
    path("pengaturan/pemerintah/", governments.governments, name="governments"),
    path("pengaturan/pemerintah/<code:agency>/", governments.government, name="government"),
    path("undangan/", invitations.invitation, name="invitation"),
    path("undangan/<str:token>", invitations.invited, name="invited"),
]
