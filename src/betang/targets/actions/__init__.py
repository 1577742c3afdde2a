"""Everything that writes for this room."""

from __future__ import annotations

from betang.targets.actions.decisions import (
    Decided,
    confirm_links,
    foresee_confirm,
    foresee_return,
    return_links,
)
from betang.targets.actions.demo import promise_for_demo
from betang.targets.actions.documents import Written, place_target, write_vision
from betang.targets.actions.links import Content, change_link, propose_link, remove_link
from betang.targets.actions.tables import tables

__all__ = [
    "Content",
    "Decided",
    "Written",
    "change_link",
    "confirm_links",
    "foresee_confirm",
    "foresee_return",
    "place_target",
    "promise_for_demo",
    "propose_link",
    "remove_link",
    "return_links",
    "tables",
    "write_vision",
]
