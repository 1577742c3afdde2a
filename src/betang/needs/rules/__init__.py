"""What may become of a run of the map, and of a need on its way."""

from __future__ import annotations

from betang.needs.models import DecisionKind, ItemKind, LearningWay, NeedBasis, NeedState, Priority, Stage
from betang.needs.rules.flow import (
    COMPULSORY,
    HAND_NAMES,
    HAND_RIGHTS,
    OPEN_STATES,
    SENT_STATES,
    STEPS,
    Actor,
    Hand,
    Item,
    Move,
    Step,
    check_change,
    check_paper,
    check_reason,
    check_step,
    check_version,
    steps_from,
)
from betang.needs.rules.papers import PAPERS, check_day, check_decision, check_scan, notice
from betang.needs.rules.runs import (
    NEXT,
    READ_BY_MAP,
    check_move,
    check_publish,
    check_request,
    fingerprint,
    read_revisions,
)

__all__ = [

    "COMPULSORY",
    "HAND_NAMES",
    "HAND_RIGHTS",
    "NEXT",
    "OPEN_STATES",
    "PAPERS",
    "READ_BY_MAP",
    "SENT_STATES",
    "STEPS",
    "Actor",
    "DecisionKind",
    "Hand",
    "Item",
    "ItemKind",
    "LearningWay",
    "Move",
    "NeedBasis",
    "NeedState",
    "Priority",
    "Stage",
    "Step",
    "check_change",
    "check_day",
    "check_decision",
    "check_move",
    "check_paper",
    "check_publish",
    "check_reason",
    "check_request",
    "check_scan",
    "check_step",
    "check_version",
    "fingerprint",
    "notice",
    "read_revisions",
    "steps_from",
]
