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

    def ready(self) -> None:
        """Tell the intake which files this room takes in; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.targets.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
