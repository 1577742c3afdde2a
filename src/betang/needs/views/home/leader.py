"""For whoever leads: one decision, as a sentence with its button, and how much of what is asked stands on a target."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy, ngettext_lazy

from betang.needs.queries.flow import days_of, lists
from betang.needs.queries.start import asked, standing
from betang.needs.rules import NeedState, Stage
from betang.needs.rules.decision import Ask, decision
from betang.ui.figures import number
from betang.ui.frame.first_page import Panel, Waiting
from betang.ui.links import at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.utils.functional import _StrPromise

    from betang.agencies.viewers import Viewer

_STATES: Final[Mapping[Ask, NeedState]] = MappingProxyType(
    {
        Ask.DECIDE: NeedState.PLANNED,
        Ask.DECREE: NeedState.PLANNED,
        Ask.VALIDATE: NeedState.VERIFIED,
        Ask.VALIDATION: NeedState.VERIFIED,
        Ask.PLANNING: NeedState.VALIDATED,
    }
)
"""The state of the items that an ask is about: its button opens the list of them."""
_STAGES: Final[Mapping[Ask, Stage]] = MappingProxyType(
    {
        Ask.DECIDE: Stage.DECIDE,
        Ask.DECREE: Stage.DECIDE,
        Ask.PLANNING: Stage.DECIDE,
        Ask.VALIDATE: Stage.VALIDATE,
        Ask.VALIDATION: Stage.VALIDATE,
        Ask.TARGETS: Stage.VALIDATE,
        Ask.LATE_OFFICES: Stage.SUBMIT,
        Ask.LATE_GOVERNMENTS: Stage.SUBMIT,
    }
)
"""The stage whose last day an ask has."""
_WHY: Final[Mapping[Ask, _StrPromise]] = MappingProxyType(
    {
        Ask.OPEN_YEAR: gettext_lazy("Selama belum dibuka, tidak satu pun perangkat daerah dapat mengajukan kebutuhan."),
        Ask.DECIDE: gettext_lazy(
            "Sudah diverifikasi, divalidasi, dan masuk rencana; hanya keputusan Anda yang kurang."
        ),
        Ask.DECREE: gettext_lazy("Sudah diverifikasi, divalidasi, dan masuk rencana; hanya keputusan PPK yang kurang."),
        Ask.VALIDATE: gettext_lazy("BKPSDM sudah memeriksanya; sesudah Anda sahkan, masuk ke rencana."),
        Ask.VALIDATION: gettext_lazy("BKPSDM sudah memeriksanya; Sekretaris Daerah (PyB) mengesahkannya."),
        Ask.PLANNING: gettext_lazy("Sudah disahkan; BKPSDM memasukkannya ke rencana, lalu PPK menetapkannya."),
        Ask.LATE_OFFICES: gettext_lazy("Tenggatnya lewat; yang tidak dikirim tidak masuk rencana tahun ini."),
        Ask.LATE_GOVERNMENTS: gettext_lazy("Tenggatnya lewat; kelas bersama direncanakan tanpa mereka."),
        Ask.TARGETS: gettext_lazy("Tanpa sasaran yang ditegaskan Bapperida, kebutuhan tidak lolos validasi."),
    }
)

_SENTENCES: Final[Mapping[Ask, Any]] = MappingProxyType(
    {
        Ask.OPEN_YEAR: gettext_lazy("Minta BPSDM Provinsi membuka tahun rencana."),
        Ask.DECIDE: ngettext_lazy(
            "Tetapkan %(n)s butir rencana pengembangan kompetensi %(year)s.",
            "Tetapkan %(n)s butir rencana pengembangan kompetensi %(year)s.",
            "count",
        ),
        Ask.VALIDATE: ngettext_lazy(
            "Sahkan %(n)s butir kebutuhan %(year)s yang sudah diverifikasi.",
            "Sahkan %(n)s butir kebutuhan %(year)s yang sudah diverifikasi.",
            "count",
        ),
        Ask.LATE_OFFICES: ngettext_lazy(
            "Minta %(n)s perangkat daerah mengirim formulir %(year)s sekarang.",
            "Minta %(n)s perangkat daerah mengirim formulir %(year)s sekarang.",
            "count",
        ),
        Ask.LATE_GOVERNMENTS: ngettext_lazy(
            "Minta %(n)s pemerintah melengkapi formulir %(year)s sekarang.",
            "Minta %(n)s pemerintah melengkapi formulir %(year)s sekarang.",
            "count",
        ),
        Ask.DECREE: ngettext_lazy(
            "Minta PPK menetapkan %(n)s butir rencana %(year)s.",
            "Minta PPK menetapkan %(n)s butir rencana %(year)s.",
            "count",
        ),
        Ask.PLANNING: ngettext_lazy(
            "Minta BKPSDM memasukkan %(n)s butir yang sudah sah ke rencana %(year)s.",
            "Minta BKPSDM memasukkan %(n)s butir yang sudah sah ke rencana %(year)s.",
            "count",
        ),
        Ask.TARGETS: ngettext_lazy(
            "Minta Bapperida menegaskan sasaran bagi %(n)s butir kebutuhan %(year)s.",
            "Minta Bapperida menegaskan sasaran bagi %(n)s butir kebutuhan %(year)s.",
            "count",
        ),
        Ask.VALIDATION: ngettext_lazy(
            "Minta Sekretaris Daerah mengesahkan %(n)s butir kebutuhan %(year)s.",
            "Minta Sekretaris Daerah mengesahkan %(n)s butir kebutuhan %(year)s.",
            "count",
        ),
    }
)
"""What is asked, as a sentence to the leader."""
_ACTIONS: Final[Mapping[Ask, _StrPromise]] = MappingProxyType(
    {
        Ask.OPEN_YEAR: gettext_lazy("Lihat tahun dan tenggat"),
        Ask.DECIDE: gettext_lazy("Periksa dan tetapkan"),
        Ask.VALIDATE: gettext_lazy("Periksa dan sahkan"),
        Ask.LATE_OFFICES: gettext_lazy("Lihat siapa saja"),
        Ask.LATE_GOVERNMENTS: gettext_lazy("Lihat pemerintah mana"),
        Ask.DECREE: gettext_lazy("Lihat butirnya"),
        Ask.PLANNING: gettext_lazy("Lihat butirnya"),
        Ask.TARGETS: gettext_lazy("Lihat butirnya"),
        Ask.VALIDATION: gettext_lazy("Lihat butirnya"),
    }
)
"""What stands on its button."""


def panels(viewer: Viewer, year: int | None, today: date) -> Iterator[Panel]:
    """Nothing for anybody else. The decision stands above everything."""
    if not standing.leads(viewer) or viewer.home is None:
        return
    yield Panel("needs/start/decision.html", {"asked": _asked(viewer, year, today)}, order=-10)
    if year is not None:
        own, whole = asked.linked(year, user=viewer)
        shown = {"year": year, "name": viewer.home.short_name, "own": own, "whole": whole}
        yield Panel("needs/start/linked.html", shown, order=10)


def _asked(viewer: Viewer, year: int | None, today: date) -> Waiting | None:
    """The decision, with its last day."""
    found = decision(standing.situation(year, user=viewer, on=today))
    if found is None or viewer.home is None:
        return None
    ask, count = found
    home = viewer.home.code
    day = days_of(year, home).get(_STAGES[ask]) if year and ask in _STAGES else None
    title = _SENTENCES[ask] % {"n": number(count), "year": year, "count": count}
    late = bool(day and day < today)
    return Waiting(title, str(_WHY[ask]), _page(ask, home), str(_ACTIONS[ask]), urgent=late, day=day)


def _page(ask: Ask, agency: str) -> str:
    if ask in _STATES:
        return f"{at('needs:flow')}?pemerintah={agency}&keadaan={_STATES[ask]}"
    return {
        Ask.OPEN_YEAR: at("needs:flow_days"),
        Ask.LATE_OFFICES: at("needs:flow_forms"),
        Ask.LATE_GOVERNMENTS: at("needs:flow_forms"),
        Ask.TARGETS: f"{at('needs:flow')}?pemerintah={agency}&keadaan={lists.EVERY}",
    }[ask]
