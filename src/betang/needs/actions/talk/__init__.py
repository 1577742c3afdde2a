"""What two people say to each other about needs is written down here; objections, and the layers beside it."""

from __future__ import annotations

from betang.needs.actions.talk.answers import Words, agree_need, say_need, say_no, withdraw_need
from betang.needs.actions.talk.layers import agree_layers, ask_programme, propose_layers
from betang.needs.actions.talk.objections import answer_objection, object_to

__all__ = [
    "Words",
    "agree_layers",
    "agree_need",
    "answer_objection",
    "ask_programme",
    "object_to",
    "propose_layers",
    "say_need",
    "say_no",
    "withdraw_need",
]
