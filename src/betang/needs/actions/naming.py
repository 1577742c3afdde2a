"""Proposals in words of their own are given the programme of the catalogue that they mean."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.core.office.names import plain
from betang.needs.actions.demand import publish_demand
from betang.needs.models import Match, NeedState, Proposal

_CLOSED: Final = (NeedState.DECIDED, NeedState.REJECTED)
"""What was decided stays as it was decided."""


@transaction.atomic
def name_program(*, agency: str, titles: Collection[str], program: str, by: Viewer | None) -> int:
    """Put the programme on every proposal of the agency that has none and bears one of the titles; how many there were.

    The title stays as it was written. Raises `NotAllowed`.
    """
    if by is not None and not by.has(Right.EDIT, agency):
        raise NotAllowed(_("Usulan sebuah pemerintah diubah oleh perencananya."))
    keys = {plain(title) for title in titles}
    open_ones = Proposal.objects.filter(agency=agency, program__isnull=True).exclude(state__in=_CLOSED)
    found = [pk for pk, title in open_ones.values_list("pk", "title") if plain(title) in keys]
    if not found:
        return 0
    named = Proposal.objects.filter(pk__in=found, program__isnull=True)
    number = named.update(program=program, match=Match.VARIANT, version=F("version") + 1)
    _record(agency, number, program, by.user if by else None)
    publish_demand(agency=agency, by=by.user if by else None)
    return number


def _record(agency: str, number: int, program: str, by: User | None) -> None:
    audit.record(
        name="betang.needs.program_named",
        by=by,
        on_kind="agencies.agency",
        on_id=agency,
        agency=agency,
        new={"items": number, "program": program},
        tables=("proposals",),
    )
