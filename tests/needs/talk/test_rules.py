"""Who may say what: every cell of the drawn table, and that it is the one the rules print."""

from __future__ import annotations

import pytest

from betang.agencies.rules import NotAllowed
from betang.needs.models import NeedState
from betang.needs.rules import OPEN_STATES, talk
from betang.needs.rules.talk import Voice, agrees, check_agree, check_objection, check_open, waits_for

DRAWN = """
    draft said by | self   | superior | recorder
    --------------+--------+----------+---------
    self          | -      | agreed   | agreed
    superior      | agreed | -        | agreed
    others        | draft  | draft    | agreed
"""


def cells() -> list[tuple[Voice | None, Voice, str]]:
    rows = [[cell.strip() for cell in line.split("|")] for line in DRAWN.strip().splitlines() if "|" in line]
    voices = [Voice(name) for name in rows[0][1:]]
    said = {"others": None, **{voice.value: voice for voice in Voice}}
    return [(said[row[0]], voice, cell) for row in rows[1:] for voice, cell in zip(voices, row[1:], strict=True)]


def test_the_table_is_the_one_beside_the_rules() -> None:
    assert DRAWN.strip() in (talk.__doc__ or "")


@pytest.mark.parametrize(("said_by", "voice", "becomes"), cells())
def test_what_agreeing_makes_of_a_draft(said_by: Voice | None, voice: Voice, becomes: str) -> None:
    if becomes == "-":
        with pytest.raises(NotAllowed):
            check_agree(voice=voice, said_by=said_by, state=NeedState.DRAFT)
        assert not agrees(voice=voice, said_by=said_by, state=NeedState.DRAFT)
        return
    check_agree(voice=voice, said_by=said_by, state=NeedState.DRAFT)
    assert agrees(voice=voice, said_by=said_by, state=NeedState.DRAFT) == (becomes == "agreed")


@pytest.mark.parametrize("state", [state for state in NeedState if state != NeedState.DRAFT])
def test_only_a_draft_is_agreed_to(state: NeedState) -> None:
    assert not waits_for(said_by=Voice.SELF, state=state)
    for voice in Voice:
        assert not agrees(voice=voice, said_by=Voice.SELF, state=state)
        with pytest.raises(NotAllowed):
            check_agree(voice=voice, said_by=None, state=state)


def test_a_draft_waits_for_the_other_one_and_a_file_for_both() -> None:
    assert waits_for(said_by=Voice.SELF, state=NeedState.DRAFT) == {Voice.SUPERIOR}
    assert waits_for(said_by=Voice.SUPERIOR, state=NeedState.DRAFT) == {Voice.SELF}
    assert waits_for(said_by=None, state=NeedState.DRAFT) == {Voice.SELF, Voice.SUPERIOR}


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
