"""Who may say what: every cell of the drawn table, and that it is the one the rules print."""

from __future__ import annotations

import pytest

from betang.agencies.rules import NotAllowed
from betang.needs.models import NeedState
from betang.needs.rules import OPEN_STATES, talk
from betang.needs.rules.talk import Side, agrees, check_agree, check_objection, check_open, waits_for

DRAWN = """
    draft said by | self   | superior | recorder
    --------------+--------+----------+---------
    self          | -      | agreed   | agreed
    superior      | agreed | -        | agreed
    others        | draft  | draft    | agreed
"""


def cells() -> list[tuple[Side | None, Side, str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in DRAWN.strip().splitlines() if "|" in line]
    sides = [Side(name) for name in rows[0][1:]]
    said = {"others": None, **{side.value: side for side in Side}}
    return [(said[row[0]], side, cell) for row in rows[1:] for side, cell in zip(sides, row[1:], strict=True)]


def test_the_table_is_the_one_beside_the_rules() -> None:
    assert DRAWN.strip() in (talk.__doc__ or "")


@pytest.mark.parametrize(("said_by", "side", "becomes"), cells())
def test_what_agreeing_makes_of_a_draft(said_by: Side | None, side: Side, becomes: str) -> None:
    if becomes == "-":
        with pytest.raises(NotAllowed):
            check_agree(side=side, said_by=said_by, state=NeedState.DRAFT)
        assert not agrees(side=side, said_by=said_by, state=NeedState.DRAFT)
        return
    check_agree(side=side, said_by=said_by, state=NeedState.DRAFT)
    assert agrees(side=side, said_by=said_by, state=NeedState.DRAFT) == (becomes == "agreed")


@pytest.mark.parametrize("state", [state for state in NeedState if state != NeedState.DRAFT])
def test_only_a_draft_is_agreed_to(state: NeedState) -> None:
    assert not waits_for(said_by=Side.SELF, state=state)
    for side in Side:
        assert not agrees(side=side, said_by=Side.SELF, state=state)
        with pytest.raises(NotAllowed):
            check_agree(side=side, said_by=None, state=state)


def test_a_draft_waits_for_the_other_one_and_a_file_for_both() -> None:
    assert waits_for(said_by=Side.SELF, state=NeedState.DRAFT) == {Side.SUPERIOR}
    assert waits_for(said_by=Side.SUPERIOR, state=NeedState.DRAFT) == {Side.SELF}
    assert waits_for(said_by=None, state=NeedState.DRAFT) == {Side.SELF, Side.SUPERIOR}


@pytest.mark.parametrize("state", NeedState)
def test_what_was_sent_is_not_said_anew(state: NeedState) -> None:
    if state in OPEN_STATES:
        check_open(state)
        return
    with pytest.raises(NotAllowed):
        check_open(state)


@pytest.mark.parametrize("state", NeedState)
def test_one_objects_only_to_what_did_not_come_through(state: NeedState) -> None:
    allowed = state in {"draft", "returned", "rejected", "withdrawn"}
    if allowed:
        check_objection(own=True, state=state, text="Belum dipertimbangkan")
    else:
        with pytest.raises(NotAllowed):
            check_objection(own=True, state=state, text="Belum dipertimbangkan")
    for own, text in ((False, "Keliru"), (True, "  ")):
        with pytest.raises(NotAllowed):
            check_objection(own=own, state=state, text=text)
