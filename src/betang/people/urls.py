from __future__ import annotations

from django.urls import path

from betang.people.views import corrections, employees

app_name = "people"
urlpatterns = [
    path("data/pegawai/", employees.employees, name="employees"),
    path("data/perbaikan/", corrections.corrections, name="corrections"),
    path("data/perbaikan/<int:correction>/", corrections.answer, name="correction"),
    path("saya/perbaikan/<str:subject>/", corrections.ask, name="ask_correction"),
]
