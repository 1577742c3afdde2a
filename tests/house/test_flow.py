"""The printed way of a need is the one in the source."""

from __future__ import annotations

import pytest

from betang.needs.models import ItemKind, NeedState, Stage
from betang.needs.queries.flow.lists import WAITS_FOR
from betang.needs.rules import HAND_NAMES, HAND_RIGHTS, STEPS, Hand, Step
from betang.needs.views.flow.parts import PILLS
from betang.ui.words import NEED_STAGES, NEED_STEPS
from scripts import flow


@pytest.mark.parametrize("language", flow.PAGES)
def test_the_manual_is_what_the_steps_print(language: str) -> None:
    assert flow.PAGES[language].read_text(encoding="utf-8") == flow.page(language), "run: python scripts/flow.py"


def test_every_step_hand_and_state_is_known_everywhere() -> None:
    assert STEPS.keys() == set(Step)
    assert HAND_NAMES.keys() == set(Hand) >= HAND_RIGHTS.keys()
    assert PILLS.keys() == set(NeedState)
    assert WAITS_FOR.keys() == set(Hand)
    assert set(ItemKind) == {"need", "proposal"}


def test_the_trail_calls_steps_and_stages_as_the_pages_do() -> None:
    assert {step: str(label) for step, label in NEED_STEPS.items()} == {
        str(step): str(move.label) for step, move in STEPS.items()
    }
    assert {stage: str(label) for stage, label in NEED_STAGES.items()} == {str(one): str(one.label) for one in Stage}
