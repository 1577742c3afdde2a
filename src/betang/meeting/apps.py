"""The room as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingConfig(AppConfig):
    """Label `meeting`."""

    name = "betang.meeting"
    label = "meeting"
    verbose_name = _("Rapat koordinasi")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the intake which names mean a programme; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.meeting.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
