"""What a list of people tells besides the register's own columns: what is amiss in it, and what it could not tell."""

from __future__ import annotations

from betang.agencies.actions import Staging

_FORGET = (
    "DELETE FROM people_finding f USING stage_people s JOIN person_ids i ON i.key = s.person WHERE f.person_id = i.id"
)
_FIND = (
    "INSERT INTO people_finding (agency_id, person_id, code) "
    "SELECT DISTINCT i.agency, i.id, s.code FROM stage_findings s JOIN person_ids i ON i.key = s.person "
    "ON CONFLICT DO NOTHING"
)
_UNSEEN = (
    "INSERT INTO people_registerfile (agency_id, unseen) "
    "SELECT %(agency)s, coalesce((SELECT array_agg(DISTINCT code ORDER BY code) FROM {unseen}), '{{}}') "
    "ON CONFLICT (agency_id) DO UPDATE SET unseen = excluded.unseen"
)
_NOTHING = "(SELECT NULL::text AS code WHERE false) nothing"


def take_findings(*, staging: Staging, agency: str | None, extras: frozenset[str], by: None) -> None:
    """Put what the staged list says of its people in the place of what an earlier one said of them.

    A step of a batch's commit, told by its event.
    """
    del by
    if agency is None or not staging.holds("people"):
        return
    staging.run(_FORGET)
    if "findings" in extras:
        staging.run(_FIND)
    staging.run(_UNSEEN.format(unseen="stage_unseen" if "unseen" in extras else _NOTHING), {"agency": agency})
