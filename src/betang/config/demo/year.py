"""The demo in the middle of a planning year: fifteen governments, each at another step between dialogue and decree."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final

from betang.agencies.models import Agency, User
from betang.meeting.actions import make_demo_meeting
from betang.needs.actions import move, open_year, set_deadline, submit_office
from betang.needs.models import Need, NeedState, Proposal, Stage
from betang.needs.queries.flow import years
from betang.needs.queries.flow.offices import home_of
from betang.needs.rules import STEPS, Step
from betang.people.reach import whole_viewer
from betang.targets.actions import promise_for_demo

NEWCOMER: Final = "6710"
"""Murung Raya has sent nothing yet: there a newcomer goes the whole way."""
OFFICES_SENT: Final = 6
"""How many offices of a government have sent their form; the others are late or still talking."""
_DAYS: Final = MappingProxyType(
    {Stage.DIALOGUE: 5, Stage.SUBMIT: 12, Stage.VERIFY: 24, Stage.VALIDATE: 31, Stage.MEETING: 38, Stage.DECIDE: 52}
)
"""Days from today until the last day of each stage."""
_WAYS: Final = (
    (Step.SUBMIT,),
    (Step.SUBMIT, Step.VERIFY),
    (Step.SUBMIT, Step.VERIFY, Step.VALIDATE),
    (Step.SUBMIT, Step.VERIFY, Step.VALIDATE, Step.PLAN),
)
"""How far a government has come, one after another; some of what was sent is returned or rejected on the way."""
_EVERY_RETURNED, _EVERY_REJECTED = 9, 17
_RETURNED: Final = "Sebutkan indikator yang membaik bila kompetensi ini dikuasai."
_REJECTED: Final = "Sudah tertampung pada bimbingan di tempat kerja; tidak perlu kelas tahun ini."


def make_year(*, today: date, by: None) -> None:
    """Open the planning year after `today`, confirm most target links, and let each government go its way."""
    year = years.open_year() or open_year(year=today.year + 1, by=by).year  # made anew, it keeps the year it was in
    for stage, days in _DAYS.items():
        set_deadline(year=year, stage=stage, day=today + timedelta(days=days), agency=None, by=by)
    governments = list(Agency.objects.order_by("code"))
    keeper = User.objects.filter(username="mura-bapperida").first()
    planner = User.objects.filter(username="mura-bkpsdm").first()
    for agency in governments:
        promise_for_demo(agency=agency, proposer=planner, on=today, by=keeper)
    for place, agency in enumerate(one for one in governments if one.code != NEWCOMER):
        _go(agency.code, _WAYS[place % len(_WAYS)])
    coordinator = User.objects.filter(username="koordinator").first()
    make_demo_meeting(
        year=year,
        day=today + timedelta(days=_DAYS[Stage.MEETING]),
        agency=NEWCOMER if any(one.code == NEWCOMER for one in governments) else governments[-1].code,
        by=whole_viewer(coordinator, on=today) if coordinator else None,
    )


def _go(agency: str, way: Iterable[Step]) -> None:
    """Take the steps with what some offices of the agency have agreed on."""
    for step in way:
        if step is Step.SUBMIT:
            _send(agency)
        else:
            needs, proposals = _in_state(agency, next(iter(STEPS[step].start)))
            move(step=step, agency=agency, needs=needs, proposals=proposals, by=None)


def _send(agency: str) -> None:
    """The first offices send what they have agreed on; a part of it comes back or is turned down."""
    for office in sorted(set(home_of(agency).values()))[:OFFICES_SENT]:
        submit_office(agency=agency, office=office, by=None)
    needs, _proposals = _in_state(agency, NeedState.SUBMITTED)
    back, turned_down = needs[::_EVERY_RETURNED], needs[1::_EVERY_REJECTED]
    move(step=Step.RETURN, agency=agency, needs=back, reason=_RETURNED, by=None)
    no = [code for code in turned_down if code not in set(back)]
    move(step=Step.REJECT, agency=agency, needs=no, reason=_REJECTED, by=None)


def _in_state(agency: str, state: NeedState) -> tuple[list[str], list[int]]:
    needs = Need.objects.filter(agency=agency, state=state).order_by("code").values_list("code", flat=True)
    proposals = Proposal.objects.filter(agency=agency, state=state).order_by("pk").values_list("pk", flat=True)
    return list(needs), list(proposals)
