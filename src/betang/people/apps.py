"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    """Label `people`."""

    name = "betang.people"
    label = "people"
    verbose_name = _("Pegawai")
    default_auto_field = "django.db.models.BigAutoField"
