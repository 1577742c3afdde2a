"""The room as Django knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from betang.ui.frame import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from betang.agencies.viewers import Viewer
    from betang.ui.frame.first_page import Panel


class MeetingConfig(AppConfig):
    """Label `meeting`."""

    name = "betang.meeting"
    label = "meeting"
    verbose_name = _("Rapat koordinasi")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the intake which names mean a programme, and the first page what waits; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.meeting.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
        first_page.register(_waits)


def _waits(viewer: Viewer) -> Iterable[Panel]:
    from betang.meeting.views import first_page as own  # noqa: PLC0415  (commands never draw a page)

    return own.waits(viewer)
