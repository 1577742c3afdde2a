"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AgenciesConfig(AppConfig):
    """Label `agencies`."""

    name = "betang.agencies"
    label = "agencies"
    verbose_name = _("Pemerintahan")
    default_auto_field = "django.db.models.BigAutoField"
