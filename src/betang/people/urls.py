from __future__ import annotations

from django.urls import path

from betang.people import views

app_name = "people"
urlpatterns = [path("data/pegawai/", views.employees, name="employees")]
