"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TargetsConfig(AppConfig):
    """Label `targets`."""

    name = "betang.targets"
    label = "targets"
    verbose_name = _("Sasaran pembangunan")
    default_auto_field = "django.db.models.BigAutoField"
