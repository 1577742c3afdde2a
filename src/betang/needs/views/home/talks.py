"""For a superior: the grid of their people in numbers. For an employee: post, hours and needs, and where to object."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from betang.agencies.rights import Right
from betang.needs.queries.start import talks
from betang.needs.rules import NeedState
from betang.needs.views.flow.parts import PILLS
from betang.needs.views.talk.own import hours_told
from betang.ui.frame.first_page import Panel

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


def panels(viewer: Viewer, today: date) -> Iterator[Panel]:
    """Nothing for whoever has neither people nor a record here; whoever has other work finds it below."""
    mine = talks.mine(on=today, user=viewer)
    own = talks.self_told(on=today, user=viewer)
    busy = viewer.home is not None and (
        viewer.enters_for(viewer.home.code) or viewer.has(Right.PEOPLE, viewer.home.code)
    )
    if mine is not None:
        yield Panel("needs/start/people.html", {"mine": mine}, order=40 if busy else -20)
    if own is not None:
        states = [
            (str(NeedState(state).label), own.states[state], PILLS[state])
            for state in NeedState.values
            if own.states.get(state)
        ]
        shown = {
            "own": own,
            "states": states,
            "total": sum(own.states.values()),
            "hours": hours_told(own.hours),
            "source": own.hours.source,
        }
        yield Panel("needs/start/own.html", shown, order=41 if busy else -15)
