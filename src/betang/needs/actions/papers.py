"""Decisions made on paper, recorded with the scan that proves them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from betang.agencies.actions import audit
from betang.agencies.models import User
from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.needs import rules
from betang.needs.models import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class Paper:
    """What is written on a decision, and its scan."""

    kind: DecisionKind
    year: int
    number: str
    decided_on: date
    signed_by: str
    post: str
    scan: bytes


@transaction.atomic
def record_paper(*, agency: str, paper: Paper, on: date, by: Viewer | None) -> Decision:
    """Record a decision of the agency that was signed on paper; it may stand in for a hand. Raises `NotAllowed`."""
    wanted = (Right.EDIT, Right.VALIDATE, Right.DECIDE)
    if by is not None and not any(by.has(right, agency) for right in wanted):
        raise NotAllowed(_("Keputusan di atas kertas dicatat oleh perencana, PyB, atau PPK."))
    rules.check_decision(
        number=paper.number, signed_by=paper.signed_by, post=paper.post, decided_on=paper.decided_on, on=on
    )
    rules.check_scan(paper.scan)
    user: User | None = by.user if by else None
    try:
        with transaction.atomic():
            made = Decision.objects.create(
                agency_id=agency,
                kind=paper.kind,
                year=paper.year,
                number=paper.number.strip(),
                decided_on=paper.decided_on,
                signed_by=paper.signed_by.strip(),
                post=paper.post.strip(),
                scan=paper.scan,
                recorded_by=user,
            )
    except IntegrityError as twice:
        raise NotAllowed(_("Keputusan dengan jenis dan nomor ini sudah tercatat.")) from twice
    new = {"kind": made.kind, "year": str(made.year)}
    audit.record_on(name="betang.needs.paper_recorded", by=user, row=made, agency=agency, new=new)
    return made
