"""The room as Django knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from betang.ui.frame import first_page

if TYPE_CHECKING:
    from collections.abc import Iterable

    from betang.agencies.viewers import Viewer
    from betang.ui.frame.first_page import Panel, Waiting


class NeedsConfig(AppConfig):
    """Label `needs`."""

    name = "betang.needs"
    label = "needs"
    verbose_name = _("Peta kebutuhan")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the intake which files this room takes, and the first page what waits; only now can models be named."""
        from betang.intake.registry import register  # noqa: PLC0415
        from betang.needs.kinds import ROOM  # noqa: PLC0415

        register(ROOM)
        first_page.register(_waits)


def _waits(viewer: Viewer) -> Iterable[Waiting | Panel]:
    from betang.needs.views.home import flow, waiting  # noqa: PLC0415  (commands never draw a page)
    from betang.needs.views.talk import waiting as talk_waiting  # noqa: PLC0415

    return [*flow.waits(viewer), *waiting.waits(viewer), *talk_waiting.waits(viewer)]
