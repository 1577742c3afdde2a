"""What a government asks for against what was measured there. What is hidden or unknown is said as that."""

from __future__ import annotations

from enum import StrEnum

from betang.core.disclosure import FEW, Shown, judged


class Verdict(StrEnum):
    """What asking and measuring say of one government and competency together."""

    WITHOUT_ASK = "without_ask"  # people are short, nobody asks
    WITHOUT_GAP = "without_gap"  # somebody asks, everybody measured is up to standard
    MET = "met"  # people are short, and somebody asks
    HIDDEN = "hidden"  # the figures are about so few people that they are not shown
    UNKNOWN = "unknown"  # too little is measured to tell
    NOT_REQUIRED = "not_required"  # somebody asks, no post requires it
    QUIET = "quiet"  # nobody is short, nobody asks


def verdict(*, asked: bool, required: bool, row: Shown | None, ranked_share: float) -> Verdict:
    """`required`: whether any post there requires it. `row`: the published figures, None where the row is hidden.

    Somebody known to be short is known, however little else was measured; that nobody is short is only known where
    enough was.
    """
    if not required:
        return Verdict.NOT_REQUIRED if asked else Verdict.QUIET
    if row is None or row.short is FEW or row.known is FEW:
        return Verdict.HIDDEN
    if row.short:
        return Verdict.MET if asked else Verdict.WITHOUT_ASK
    if not judged(row, ranked_share):
        return Verdict.UNKNOWN
    return Verdict.WITHOUT_GAP if asked else Verdict.QUIET
