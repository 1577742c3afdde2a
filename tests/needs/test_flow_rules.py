"""The way of a need, drawn as a table and walked by chance: no step skipped, two pairs of eyes, nothing lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from betang.agencies.rules import NotAllowed
from betang.needs.models import DecisionKind, NeedState
from betang.needs.rules import (
    HAND_NAMES,
    STEPS,
    Actor,
    Hand,
    Item,
    Step,
    check_change,
    check_decision,
    check_paper,
    check_reason,
    check_scan,
    check_step,
    check_version,
    notice,
)

# Whose hand takes which step from which state, and where it leads. `.`: the step does not begin there.
TABLE = """
              agree    withdraw  submit  return   reject   verify   validate  plan     unplan   decide  reopen
draft         partner  partner   .       .        .        .        .         .        .        .       .
agreed        .        partner   office  .        .        .        .         .        .        .       .
submitted     .        .         .       planner  planner  planner  .         .        .        .       .
returned      partner  partner   .       .        .        .        .         .        .        .       .
rejected      .        .         .       .        .        .        .         .        .        .       planner
verified      .        .         .       pyb      pyb      .        pyb       .        .        .       .
validated     .        .         .       .        .        .        .         planner  .        .       .
planned       .        .         .       .        .        .        .         .        planner  ppk     .
decided       .        .         .       .        .        .        .         .        .        .       .
withdrawn     partner  .         .       .        .        .        .         .        .        .       .
leads to      agreed   withdrawn submitted returned rejected verified validated planned validated decided returned
"""


def drawn() -> tuple[dict[tuple[NeedState, Step], Hand], dict[Step, NeedState]]:
    """The table as data: whose hand, by state and step; where each step leads."""
    head, *rows = [line for line in TABLE.splitlines() if line]
    steps = [Step(word) for word in head.split()]
    hands, leads = {}, {}
    for row in rows:
        if row.startswith("leads to"):
            leads = dict(zip(steps, map(NeedState, row.split()[2:]), strict=True))
            continue
        state, *cells = row.split()
        hands |= {(NeedState(state), step): Hand(cell) for step, cell in zip(steps, cells, strict=True) if cell != "."}
    return hands, leads


HANDS, LEADS = drawn()
WHOLE = Item("n", NeedState.DRAFT, agreed=True, compulsory=False, linked=True)
ANYBODY = frozenset(Hand)


def may(step: Step, item: Item, actor: Actor) -> bool:
    try:
        check_step(step=step, item=item, actor=actor)
    except NotAllowed:
        return False
    return True


def test_the_table_is_the_flow() -> None:
    assert {(state, step): hand for step, move in STEPS.items() for state, hand in move.start.items()} == HANDS
    assert {step: move.to for step, move in STEPS.items()} == LEADS


@pytest.mark.parametrize("state", NeedState)
@pytest.mark.parametrize("step", Step)
def test_each_step_is_taken_from_its_states_by_its_hand_and_by_no_other(step: Step, state: NeedState) -> None:
    item = replace(WHOLE, state=state, entered_by=1, submitted_by=2, verified_by=3, validated_by=4)
    for hand in Hand:
        assert may(step, item, Actor(9, {hand})) == (HANDS.get((state, step)) == hand), hand
    assert not may(step, item, Actor(9, set()))


@pytest.mark.parametrize(
    ("step", "whose"),
    [
        (Step.VERIFY, {"entered_by", "submitted_by"}),
        (Step.VALIDATE, {"entered_by", "submitted_by", "verified_by"}),
        (Step.DECIDE, {"validated_by"}),
    ],
)
def test_nobody_checks_what_passed_through_their_own_hands(step: Step, whose: set[str]) -> None:
    start = next(state for state, of in HANDS if of is step)
    item = replace(WHOLE, state=start)
    for name in ("entered_by", "submitted_by", "verified_by", "validated_by"):
        own = replace(item, **{name: 9})
        assert may(step, own, Actor(9, ANYBODY)) == (name not in whose), name
        assert may(step, own, Actor(8, ANYBODY))


def test_a_need_without_a_target_is_not_validated_unless_law_or_post_asks_for_it() -> None:
    item = replace(WHOLE, state=NeedState.VERIFIED, linked=False)
    assert not may(Step.VALIDATE, item, Actor(9, {Hand.PYB}))
    assert may(Step.VALIDATE, replace(item, compulsory=True), Actor(9, {Hand.PYB}))
    assert may(Step.VALIDATE, replace(item, linked=True), Actor(9, {Hand.PYB}))


def test_a_paper_stands_in_for_the_hand_of_whoever_signed_it_by_a_planner_or_by_themselves() -> None:
    item = replace(WHOLE, state=NeedState.VERIFIED, entered_by=9)
    assert may(Step.VALIDATE, item, Actor(9, {Hand.PLANNER}, DecisionKind.VALIDATION))
    assert not may(Step.VALIDATE, item, Actor(9, {Hand.PARTNER}, DecisionKind.VALIDATION))
    assert not may(Step.VALIDATE, replace(item, linked=False), Actor(9, {Hand.PLANNER}, DecisionKind.VALIDATION))
    assert may(Step.VALIDATE, item, Actor(8, {Hand.PYB}, DecisionKind.VALIDATION))
    assert not may(Step.VALIDATE, item, Actor(9, {Hand.PYB}, DecisionKind.VALIDATION))  # is no other hand
    with pytest.raises(NotAllowed, match="bukan untuk langkah itu"):
        check_paper(step=Step.DECIDE, paper=DecisionKind.VALIDATION)


def test_what_others_have_to_live_with_has_a_reason() -> None:
    for step, move in STEPS.items():
        if move.reason:
            with pytest.raises(NotAllowed, match="alasan"):
                check_reason(step=step, reason="  ")
        check_reason(step=step, reason="Sudah dilatih tahun lalu")


def test_what_lies_with_the_office_can_be_changed_and_nothing_else() -> None:
    for state in NeedState:
        item = replace(WHOLE, state=state)
        if state in {"draft", "agreed", "returned", "withdrawn"}:
            check_change(item=item, actor=Actor(9, {Hand.OFFICE}), keeps_day=True)
            with pytest.raises(NotAllowed):
                check_change(item=item, actor=Actor(9, {Hand.PYB}), keeps_day=True)
        else:
            with pytest.raises(NotAllowed, match="dikembalikan"):
                check_change(item=item, actor=Actor(9, ANYBODY), keeps_day=True)
    with pytest.raises(NotAllowed, match="kesepakatan"):
        check_change(item=replace(WHOLE, state=NeedState.AGREED), actor=Actor(9, ANYBODY), keeps_day=False)


def test_nobody_overwrites_what_they_have_not_seen() -> None:
    check_version(seen=3, now=3)
    with pytest.raises(NotAllowed, match="diubah orang lain"):
        check_version(seen=2, now=3)


PDF = b"%PDF-1.7\n1 0 obj << >> endobj\nstartxref\n9\n%%EOF\n"


@pytest.mark.parametrize(
    ("scan", "said"),
    [
        (b"MZ" + PDF, "bukan PDF"),
        (PDF[:-20], "bukan PDF"),
        (PDF.replace(b"<< >>", b"<< /OpenAction 2 0 R >>"), "program"),
        (b"%PDF-" + b" " * 10_000_000 + PDF, "lebih besar"),
    ],
)
def test_a_scan_is_a_whole_pdf_that_runs_nothing(scan: bytes, said: str) -> None:
    check_scan(PDF)
    with pytest.raises(NotAllowed, match=said):
        check_scan(scan)


def test_a_paper_can_be_found_again_and_is_not_of_tomorrow() -> None:
    said = {"number": "800/12/2027", "signed_by": "Ulin Rekaan", "post": "Sekretaris Daerah"}
    check_decision(**said, decided_on=date(2027, 3, 1), on=date(2027, 3, 1))
    for name in said:
        with pytest.raises(NotAllowed, match="nomor"):
            check_decision(**said | {name: " "}, decided_on=date(2027, 3, 1), on=date(2027, 3, 1))
    with pytest.raises(NotAllowed, match="belum tiba"):
        check_decision(**said, decided_on=date(2027, 3, 2), on=date(2027, 3, 1))


@pytest.mark.parametrize(
    ("before", "due"), [(30, None), (8, None), (7, 7), (4, 7), (2, 7), (1, 1), (0, 1), (-1, -1), (-7, -1), (-8, None)]
)
def test_a_stage_is_reminded_of_a_week_and_a_day_before_and_after_its_last_day(before: int, due: int | None) -> None:
    assert notice(day=date(2027, 3, 31), on=date(2027, 3, 31) - timedelta(days=before)) == due


def test_every_hand_has_a_name() -> None:
    assert HAND_NAMES.keys() == set(Hand)


# ---------------------------------------------------------------- walked by chance

BACKBONE = [
    NeedState.AGREED, NeedState.SUBMITTED, NeedState.VERIFIED, NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED
]  # fmt: skip
"""What every decided need has been, in this order."""
OWN = {Step.SUBMIT: "submitted_by", Step.VERIFY: "verified_by", Step.VALIDATE: "validated_by"}
people = st.integers(1, 4)


class Walk(RuleBasedStateMachine):
    """Some needs, four people with every hand, and any step on any of them at any time.

    Beside it the plain reference: the whole history of each need as a list, judged by reading it from the start.
    """

    @initialize(number=st.integers(1, 4), entered=people)
    def begin(self, number: int, entered: int) -> None:
        self.items = [replace(WHOLE, key=str(n), entered_by=entered) for n in range(number)]
        self.past: list[list[tuple[Step, int | None]]] = [[] for _ in self.items]

    @rule(which=st.integers(0, 3), step=st.sampled_from(Step), who=people)
    def take(self, which: int, step: Step, who: int) -> None:
        n = which % len(self.items)
        item = self.items[n]
        if not may(step, item, Actor(who, ANYBODY)):
            return
        item = replace(item, state=STEPS[step].to, **({OWN[step]: who} if step in OWN else {}))
        if step in {Step.RETURN, Step.REOPEN}:
            item = replace(item, submitted_by=None, verified_by=None)
        self.items[n] = item
        self.past[n].append((step, who))

    @invariant()
    def no_need_is_lost(self) -> None:
        if hasattr(self, "items"):
            assert sum(Counter(item.state for item in self.items).values()) == len(self.past)

    @invariant()
    def every_need_is_where_its_history_says(self) -> None:
        for item, past in zip(getattr(self, "items", []), getattr(self, "past", []), strict=True):
            state, states = NeedState.DRAFT, []
            for step, _who in past:
                assert (state, step) in HANDS
                state = LEADS[step]
                states.append(state)
            assert state == item.state
            self._skips_nothing(states)
            self._two_pairs_of_eyes(item, past)

    @staticmethod
    def _skips_nothing(states: list[NeedState]) -> None:
        for n, state in enumerate(states):
            if state in BACKBONE[1:]:
                before = BACKBONE[: BACKBONE.index(state)]
                assert [one for one in BACKBONE if one in states[:n]][: len(before)] == before

    @staticmethod
    def _two_pairs_of_eyes(item: Item, past: list[tuple[Step, int | None]]) -> None:
        last = dict(past)  # of each step the last who took it
        if item.state in {NeedState.VERIFIED, NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED}:
            assert last[Step.VERIFY] not in {item.entered_by, last[Step.SUBMIT]}
        if item.state in {NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED}:
            assert last[Step.VALIDATE] not in {item.entered_by, last[Step.SUBMIT], last[Step.VERIFY]}
        if item.state == NeedState.DECIDED:
            assert last[Step.DECIDE] != last[Step.VALIDATE]


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=150, stateful_step_count=60, deadline=None)
