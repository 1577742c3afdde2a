"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NeedsConfig(AppConfig):
    """Label `needs`."""

    name = "betang.needs"
    label = "needs"
    verbose_name = _("Peta kebutuhan")
    default_auto_field = "django.db.models.BigAutoField"
