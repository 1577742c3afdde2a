"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IntakeConfig(AppConfig):
    """Label `intake`."""

    name = "betang.intake"
    label = "intake"
    verbose_name = _("Kiriman data")
    default_auto_field = "django.db.models.BigAutoField"
