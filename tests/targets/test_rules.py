"""Who takes which step with a link, drawn: every state, every hand, every outcome.

yes: it may be done; who: not this hand's step; own: not with what one said oneself; bare: not before it says
everything; done: it is so already; back: its author is to mend it first.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from betang.agencies.rules import NotAllowed
from betang.targets.models import LinkState
from betang.targets.rules import Hand, Standing, check_change, check_confirm, check_return

DRAWN = """
state      | says    | hand            | change | confirm | return
proposed   | all     | planner         | yes    | who     | who
proposed   | all     | keeper          | who    | yes     | yes
proposed   | all     | keeper who said | who    | own     | own
proposed   | all     | both            | yes    | yes     | yes
proposed   | all     | both who said   | yes    | own     | own
proposed   | all     | nobody          | who    | who     | who
proposed   | half    | planner         | yes    | who     | who
proposed   | half    | keeper          | who    | bare    | yes
proposed   | half    | keeper who said | who    | own     | own
returned   | all     | planner         | yes    | back    | back
returned   | all     | keeper          | who    | back    | back
returned   | half    | planner         | yes    | back    | back
confirmed  | all     | planner         | yes    | done    | who
confirmed  | all     | keeper          | who    | done    | yes
confirmed  | all     | keeper who said | who    | done    | own
confirmed  | all     | nobody          | who    | done    | who
"""
WORDS = {
    "Kaitan diusulkan": "who",
    "Kaitan ditegaskan oleh": "who",
    "Anda sendiri": "own",
    "Belum lengkap": "bare",
    "Sudah ditegaskan": "done",
    "Sudah dikembalikan": "back",
}
ROWS = [tuple(cell.strip() for cell in line.split("|")) for line in DRAWN.strip().splitlines()[1:]]
ME = 7


def outcome(check: object, **asked: object) -> str:
    try:
        check(**asked)
    except NotAllowed as refused:
        return next(word for start, word in WORDS.items() if str(refused).startswith(start))
    return "yes"


@pytest.mark.parametrize("row", ROWS, ids=["-".join(row[:3]).replace(" ", "_") for row in ROWS])
def test_each_hand_does_what_is_drawn(row: tuple[str, ...]) -> None:
    state, says, who, change, confirm, returns = row
    hand = Hand(ME, proposes=who.startswith(("planner", "both")), confirms=who.startswith(("keeper", "both")))
    link = Standing(LinkState(state), says == "all", ME if who.endswith("said") else ME + 1, version=3)
    assert outcome(check_change, link=link, hand=hand, seen=3) == change
    assert outcome(check_confirm, link=link, hand=hand) == confirm
    assert outcome(check_return, link=link, hand=hand, reason="Belum terukur") == returns


def test_the_operator_confirms_what_the_operator_loaded() -> None:
    link = Standing(LinkState.PROPOSED, whole=True, proposed_by=None)
    assert outcome(check_confirm, link=link, hand=Hand(None, proposes=False, confirms=True)) == "yes"


@given(
    st.sampled_from(LinkState), st.booleans(), st.integers(1, 3), st.integers(1, 3), st.booleans(), st.booleans(),
)  # fmt: skip
def test_nothing_is_confirmed_bare_or_by_its_author(
    state: LinkState, whole: bool, author: int, me: int, proposes: bool, confirms: bool
) -> None:
    link, hand = Standing(state, whole, author), Hand(me, proposes=proposes, confirms=confirms)
    if outcome(check_confirm, link=link, hand=hand) == "yes":
        assert whole
        assert confirms
        assert author != me
        assert state == LinkState.PROPOSED
