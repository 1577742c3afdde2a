"""The first page after signing in: what waits for the reader, and what their role wants to know at a glance.

Every room knows what waits in it, and a room that comes later in the story cannot be asked by one that came before: so
each registers, when the house wakes up, a function that is asked with the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Waiting:
    """One thing that waits: what it is in a sentence, why it matters, where to begin, and its last day if any."""

    title: str
    why: str
    href: str
    action: str
    urgent: bool = False
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """A part of the first page: a template and what it shows. Lower `order` stands higher; below 0 above what waits."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


Ask = Callable[[Any], Iterable[Waiting | Panel]]
"""Asked with the reader (`betang.agencies.viewers.Viewer`)."""

_ASKED: Final[list[Ask]] = []


def register(ask: Ask) -> None:
    """Have `ask` asked for every first page, after those that registered before."""
    _ASKED.append(ask)


def collected(viewer: Any) -> tuple[list[Waiting], list[Panel]]:
    """Everything the rooms say: what waits, the urgent first and then by last day; panels in their order."""
    said = [one for ask in _ASKED for one in ask(viewer)]
    waiting = [one for one in said if isinstance(one, Waiting)]
    panels = [one for one in said if isinstance(one, Panel)]
    waiting.sort(key=lambda one: (not one.urgent, one.day or date.max))
    panels.sort(key=lambda one: one.order)
    return waiting, panels
