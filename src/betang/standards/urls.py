from __future__ import annotations

from django.urls import path

from betang.standards import views
from betang.ui import codes  # noqa: F401  (registers <code:...>)

app_name = "standards"
urlpatterns = [
    path("data/", views.data, name="data"),
    path("data/standar/", views.dictionary, name="dictionary"),
    path("data/standar/<code:competency>/", views.competency, name="competency"),
]
