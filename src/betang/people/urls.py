from __future__ import annotations

from django.urls import path

from betang.people.views import employees

app_name = "people"
urlpatterns = [path("data/pegawai/", employees.employees, name="employees")]
