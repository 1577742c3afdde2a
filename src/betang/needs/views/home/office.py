"""For BKPSDM: what to do by when, the forms, the seats and what they cost. For an OPD: its workbook."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext_lazy

from betang.agencies.rights import Right
from betang.needs.queries.dialogue import may_take
from betang.needs.queries.flow import days_of, forms
from betang.needs.queries.start import asked, standing
from betang.needs.queries.start.standing import Thing
from betang.needs.rules import NeedState, Stage
from betang.ui.figures import number
from betang.ui.frame.first_page import Panel
from betang.ui.links import at

if TYPE_CHECKING:
    from typing import Any

    from django.utils.functional import _StrPromise

    from betang.agencies.viewers import Viewer
    from betang.needs.queries.flow import Waits

_TODO: Final[Mapping[Stage, Any]] = MappingProxyType(
    {
        Stage.SUBMIT: ngettext_lazy(
            "%(n)s formulir perangkat daerah belum dikirim", "%(n)s formulir perangkat daerah belum dikirim", "count"
        ),
        Stage.VERIFY: ngettext_lazy("%(n)s butir menunggu verifikasi", "%(n)s butir menunggu verifikasi", "count"),
        Stage.VALIDATE: ngettext_lazy(
            "%(n)s butir menunggu validasi Sekretaris Daerah",
            "%(n)s butir menunggu validasi Sekretaris Daerah",
            "count",
        ),
        Stage.DECIDE: ngettext_lazy(
            "%(n)s butir sah menunggu rencana dan penetapan",
            "%(n)s butir sah menunggu rencana dan penetapan",
            "count",
        ),
    }
)
_ACTIONS: Final[Mapping[Stage, tuple[_StrPromise, str]]] = MappingProxyType(
    {
        Stage.SUBMIT: (_lazy("Lihat siapa yang belum"), ""),
        Stage.VERIFY: (_lazy("Verifikasi"), NeedState.SUBMITTED),
        Stage.VALIDATE: (_lazy("Lihat butirnya"), NeedState.VERIFIED),
        Stage.DECIDE: (_lazy("Masukkan ke rencana"), NeedState.VALIDATED),
    }
)
"""What the button of a stage says, and the state of the items it opens; without one, the forms."""
_PURPOSES: Final[Mapping[str, _StrPromise]] = MappingProxyType(
    {
        "class": _lazy("Kelas yang diselenggarakan sendiri"),
        "dues": _lazy("Kontribusi ke penyelenggara lain"),
        "travel": _lazy("Perjalanan dinas"),
        "all": _lazy("Seluruhnya"),
    }
)
"""What budgets are for (`programs.BudgetPurpose`)."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A stage with work left, in words."""

    title: str
    day: date | None
    late: bool
    href: str
    action: str


@dataclass(frozen=True, slots=True)
class Money:
    """What the money of one purpose would be, and its ceiling; None where it is not known."""

    label: str
    spent: int | None
    budget: int | None

    @property
    def over(self) -> bool:
        return self.spent is not None and self.budget is not None and self.spent > self.budget


def tells(viewer: Viewer, one: Waits) -> bool:
    """Whether a panel of this module tells what waits: the reader's own government, and steps of its stages."""
    if viewer.home is None or one.agency != viewer.home.code or not viewer.enters_for(one.agency):
        return False
    return one.stage is not Stage.DIALOGUE


def panels(viewer: Viewer, year: int, today: date) -> Iterator[Panel]:
    """The panel of the role: a planner of the whole government, or an officer of one office."""
    home = viewer.home
    if home is None:
        return
    if viewer.has(Right.EDIT, home.code):
        # Whoever coordinates looks at all governments first, and at the own one after that.
        order = 30 if viewer.coordinates else -10
        yield Panel("needs/start/regency.html", _regency(viewer, home.code, year, today), order=order)
    elif viewer.enters_for(home.code):
        yield Panel("needs/start/office.html", _office(viewer, home.code, year, today), order=-10)


def _regency(viewer: Viewer, agency: str, year: int, today: date) -> dict[str, object]:
    seats = asked.seats(agency, year, user=viewer)
    return {
        "year": year,
        "todo": [_todo(one, agency, today) for one in standing.things(agency, year, user=viewer)],
        "forms": standing.own_forms(agency, user=viewer, on=today),
        "seats": seats,
        "unpriced": seats.seats - seats.priced if seats else 0,
        "money": _money(seats) if seats else [],
        "list": f"{at('needs:flow')}?pemerintah={agency}",
    }


def _todo(one: Thing, agency: str, today: date) -> ToDo:
    action, state = _ACTIONS[one.stage]
    return ToDo(
        title=_TODO[one.stage] % {"n": number(one.left), "count": one.left},
        day=one.day,
        late=bool(one.day and one.day < today),
        href=f"{at('needs:flow')}?pemerintah={agency}&keadaan={state}" if state else at("needs:flow_forms"),
        action=str(action),
    )


def _money(seats: asked.Seats) -> list[Money]:
    """By purpose; without a single price nothing is known of any."""
    return [
        Money(str(label), seats.spent[purpose] if seats.priced else None, seats.budgets.get(purpose))
        for purpose, label in _PURPOSES.items()
    ]


def _office(viewer: Viewer, agency: str, year: int, today: date) -> dict[str, object]:
    """The forms an officer sends, each with what was refused or returned, and the one workbook."""
    mine = [one for one in forms(agency, user=viewer, on=today) if one.mine]
    found = standing.own_forms(agency, user=viewer, on=today)
    return {
        "year": year,
        "mine": mine,
        "one": mine[0] if len(mine) == 1 else None,
        "returned": sum(one.states.get(NeedState.RETURNED, 0) for one in mine),
        "drafts": sum(one.states.get(NeedState.DRAFT, 0) for one in mine),
        "agreed": sum(one.states.get(NeedState.AGREED, 0) for one in mine),
        "sent": sum(one.rounds > 0 for one in mine),
        "wrong": found.wrong,
        "until": days_of(year, agency).get(Stage.SUBMIT),
        "late": any(one.overdue for one in mine),
        "takes": may_take(agency, user=viewer),
        "list": f"{at('needs:flow')}?pemerintah={agency}",
    }
