"""How long each table is kept: a dated set of periods, each with its reason. `betang retention` goes by it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Period:
    """Rows of `table` whose `since` (in words) lies `years` (or `days`) back or more have been kept long enough.

    Neither: as long as the person is in the register, and gone with them.
    """

    table: str
    since: str
    years: int | None
    reason: str
    days: int | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """The periods that hold from a day on, and what they rest on."""

    valid_from: date
    source: str
    periods: Collection[Period]
    trail_least_years: int
    """No event of the trail is ever younger than this when it goes, whatever its period says."""


RETENTION: Final = Retention(
    valid_from=date(2026, 1, 1),
    source=(
        "UU 27/2022 art. 16 (no longer than the purpose needs) and art. 35-39 (who processed what can be shown); "
        "years by convention of the house, to be set by each province's archive schedule (JRA)"
    ),
    periods=(
        Period("people", "leaving the register", None, "the register is kept by SIASN; a load brings its changes"),
        Period(
            "findings", "leaving the register", None, "what a list says of a person, until the next one says it anew"
        ),
        Period("assessments", "the day of the assessment", 10, "three times its validity, for trends and disputes"),
        Period("performance", "the end of the year", 10, "the nine-box looks back a few years; a career no further"),
        Period("training_history", "leaving the register", None, "a training counts for a whole career"),
        Period("needs", "the day it was agreed", 5, "a need not met in five years has to be agreed anew"),
        Period("need_steps", "the step", 10, "who verified and validated what, as long as a decree may be disputed"),
        Period("decisions", "the day it was signed", 10, "the paper itself is kept by the archive of the office"),
        Period("submissions", "the day it was sent", 10, "which office sent what, with the steps that followed"),
        Period("not_training", "leaving the register", None, "what was said with a person, until they leave"),
        Period("objections", "the answer", 5, "so that a dispute over a need can be followed"),
        Period("reminders", "the mail", 1, "that an office was reminded of a stage of one year"),
        Period("corrections", "the answer", 5, "so that a dispute over the record can be followed"),
        Period("invitations", "its end", 1, "holds a name and an address of somebody who may never have come"),
        Period("members", "the end of the membership", 10, "who might do what, as long as the trail says who did"),
        Period(
            "grants", "the end of the grant", 10, "under which grant people were shown, as long as the trail says it"
        ),
        Period("attendances", "the day of the meeting", 10, "names in minutes, as long as what was agreed is followed"),
        Period("sessions", "the end of the session", 1, "where an account was open, while its owner may still ask"),
        Period("expired_sessions", "its expiry", 0, "of no use to anybody"),
        Period("files", "the end of the batch", None, "to mend what was refused and to undo; records stay", days=90),
        Period("templates", "the day it was replaced", 5, "how a paper that was signed came to look as it does"),
        Period("failed_runs", "the day of the failure", 1, "to find the fault"),
        Period("old_runs", "the count of a map no longer shown", 5, "figures in published papers can be explained"),
        Period("trail_of_views", "the event", 10, "who looked at whom, for as long as somebody may ask"),
        Period("trail", "the event", 30, "who changed what, longer than a career lasts on average"),
    ),
    trail_least_years=5,
)
"""In force."""
