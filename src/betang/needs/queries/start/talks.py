"""How far the dialogue has come, with the user's own people and for themselves. Counts alone; names stand elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from betang.agencies.viewers import Viewer
from betang.needs.models import NeedState
from betang.needs.queries.talk import own, partners
from betang.needs.queries.talk.own import Hours
from betang.needs.rules import GIVEN_UP
from betang.needs.rules.talk import OBJECTED

_OPEN = GIVEN_UP | {NeedState.DRAFT}


@dataclass(frozen=True, slots=True)
class Mine:
    """The user's direct reports: how many, with how many something is agreed, pairs short and not known, and drafts
    that wait for the user.
    """

    people: int
    agreed: int
    short: int
    unknown: int
    waits: int


@dataclass(frozen=True, slots=True)
class Self:
    """The user's own needs by state, those one may object to, the pairs of the post, and hours of the year."""

    person: int
    states: Mapping[str, int]
    objectable: int
    required: int
    met: int
    unknown: int
    hours: Hours


def mine(*, on: date, user: Viewer) -> Mine | None:
    """None for whoever has nobody reporting to them."""
    home = user.home
    if home is None:
        return None
    group = next((one for one in partners.groups(home.code, user=user) if one.unit is None), None)
    if group is None:
        return None
    talks = partners.talks(partners.people_of(group, home.code, user=user), on=on, user=user)
    subjects = [subject for talk in talks for subject in talk.subjects]
    return Mine(
        people=len(talks),
        agreed=sum(
            any(one.answer.need and one.answer.need.state not in _OPEN for one in talk.subjects) for talk in talks
        ),
        short=sum(one.state in {"short", "trained"} for one in subjects),
        unknown=sum(one.state in {"unknown", "expired"} for one in subjects),
        waits=sum(talk.side in one.answer.waits for talk in talks for one in talk.subjects),
    )


def self_told(*, on: date, user: Viewer) -> Self | None:
    """None for whoever has no record here."""
    if user.own_record is None:
        return None
    held = own.own_needs(on=on, user=user)
    pairs = [subject for subject in held.talk.subjects if subject.pair is not None]
    return Self(
        person=held.talk.person.pk,
        states=Counter(one.need.state for one in held.needs),
        objectable=sum(one.need.state in OBJECTED for one in held.needs),
        required=len(pairs),
        met=sum(one.state == "met" for one in pairs),
        unknown=sum(one.state in {"unknown", "expired"} for one in pairs),
        hours=held.hours,
    )
