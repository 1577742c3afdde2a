"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ProgramsConfig(AppConfig):
    """Label `programs`."""

    name = "betang.programs"
    label = "programs"
    verbose_name = _("Katalog program")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the intake which files this room takes in; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.programs.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
