"""What the demo shows of promises: a vision, sentences for most links, most of those confirmed. All of it invented."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from betang.agencies.actions.audit import record
from betang.targets.models import LinkState, Mission, Target, TargetLink, Vision

if TYPE_CHECKING:
    from decimal import Decimal

    from betang.agencies.models import Agency, User

_MISSIONS: Final = (
    ("Meningkatkan mutu pendidikan, kesehatan, dan kesejahteraan warga",
     ("Pembangunan Manusia", "Miskin", "Stunting", "Sekolah", "Bersekolah", "Hamil", "SMA", "Pasien")),
    ("Memperkuat ekonomi daerah dan lapangan kerja", ("Pengangguran", "Pertumbuhan", "Perizinan", "Desa")),
    ("Membangun permukiman layak dan menjaga lingkungan", ("Sanitasi", "Air Minum", "Kebakaran")),
    ("Mewujudkan pemerintahan yang bersih, cakap, dan melayani", ("",)),
)  # fmt: skip
"""Invented missions, and words of indicators that serve each; the last takes what is left."""

_SENTENCES: Final = (
    "Penguasaan {competency} membuat pekerjaan yang menggerakkan {indicator} selesai dengan mutu yang diminta.",
    "Tanpa {competency}, program di balik {indicator} berjalan tetapi sasarannya sering meleset.",
    "Pegawai yang menguasai {competency} menemukan lebih awal apa yang menahan {indicator}.",
)


@transaction.atomic
def promise_for_demo(*, agency: Agency, proposer: User | None, on: date, by: User | None) -> int:
    """Give one invented government a vision and sentences, and confirm most links as `by`; how many are confirmed.

    What the whole government promises is confirmed, so that needs of every office can pass. Of the links of single
    offices every fifth stays without a sentence, every seventh waits with one, every eleventh of the others is
    returned: so that each state can be seen, and what a missing link holds up. `proposer` and `by` must be two; where
    one is of another government, the operator stands for them. Doing it twice changes nothing.
    """
    proposer, by = _of(agency, proposer), _of(agency, by)
    _vision(agency, on)
    now, links = timezone.now(), []
    untouched = TargetLink.objects.filter(agency=agency, contribution__isnull=True, state=LinkState.PROPOSED)
    for place, link in enumerate(untouched.select_related("target__unit", "unit", "competency"), start=1):
        common = link.target.unit_id is None and link.unit_id is None
        if place % 5 == 0 and not common:
            continue
        _say(link, place, agency, on)
        link.proposed_by, link.version = proposer, link.version + 1
        if common or place % 7 != 0:
            returned = place % 11 == 0 and not common
            link.state = LinkState.RETURNED if returned else LinkState.CONFIRMED
            link.reason = (
                "Sebutkan bagian pekerjaan yang berubah, bukan hanya nama kompetensinya." if returned else None
            )
            link.decided_by, link.decided_at = by, now
        links.append(link)
    columns = ["contribution", "expected_change", "owner", "review_on", "proposed_by", "version", "state", "reason"]
    TargetLink.objects.bulk_update(links, [*columns, "decided_by", "decided_at"])
    confirmed = sum(link.state == LinkState.CONFIRMED for link in links)
    if links:
        record(
            name="betang.targets.links_confirmed",
            by=by,
            on_kind="targets.targetlink",
            agency=agency,
            new={"links": confirmed, "left": len(links) - confirmed},
        )
    return confirmed


def _of(agency: Agency, user: User | None) -> User | None:
    return user if user is not None and user.memberships.filter(agency=agency).exists() else None


def _vision(agency: Agency, on: date) -> None:
    vision, made = Vision.objects.get_or_create(
        agency=agency,
        document="RPJMD 2025-2029",
        defaults={
            "text": f"{agency.short_name} yang maju, sehat, cerdas, dan melayani (visi contoh)",
            "first_year": min(2025, on.year),
            "last_year": 2029,
        },
    )
    if not made:
        return
    missions = [
        Mission(agency=agency, vision=vision, number=number, text=text)
        for number, (text, _words) in enumerate(_MISSIONS, start=1)
    ]
    Mission.objects.bulk_create(missions)
    tops = list(Target.objects.filter(agency=agency, parent__isnull=True, mission__isnull=True))
    for target in tops:
        served = next(n for n, (_text, words) in enumerate(_MISSIONS) if any(w in target.indicator for w in words))
        target.mission = missions[served]
    Target.objects.bulk_update(tops, ["mission"])


def _say(link: TargetLink, place: int, agency: Agency, on: date) -> None:
    target = link.target
    words = {"competency": link.competency.name, "indicator": target.indicator}
    link.contribution = _SENTENCES[place % len(_SENTENCES)].format(**words)
    goal, start = _amount(target.goal, target), _amount(target.baseline, target)
    way = f"dari {start} menjadi {goal}" if start and goal else f"mencapai {goal}" if goal else "membaik setiap tahun"
    link.expected_change = f"{target.indicator} {way} pada {target.year}."
    office = link.unit or target.unit
    link.owner = f"Kepala {office.name}" if office else f"Sekretaris Daerah {agency.short_name}"
    link.review_on = date(on.year + 1, 6, 30)


def _amount(value: Decimal | None, target: Target) -> str:
    if value is None:
        return ""
    said = f"{value.normalize():f}".replace(".", ",")
    return f"{said}%" if target.unit_of_measure == "%" else f"{said} {target.unit_of_measure}"
