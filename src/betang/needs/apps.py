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

    def ready(self) -> None:
        """Tell the intake which files this room takes in; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.needs.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
