"""Minutes of a verification and a validation: what was decided, by whom, when, and why not. They name no employee."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils import timezone

from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Decision, DecisionKind, NeedState, NeedStep
from betang.needs.queries.flow.offices import home_of
from betang.needs.queries.papers.items import Catalogue, Item, items, steps
from betang.needs.queries.papers.office import ACCEPTED, BACK
from betang.needs.queries.papers.reach import Head, personnel_office, prints_sums
from betang.people.models import Unit
from betang.ui.documents.official.contents.common import SHORT_DOTS
from betang.ui.documents.official.contents.minutes import Attendant, Minutes, Tally
from betang.ui.documents.official.contents.minutes import Item as Line
from betang.ui.documents.official.wording import day

Act = Literal["verify", "validate"]
Result = Literal["accepted", "returned", "rejected", "open"]
_STARTS = {"verify": NeedState.SUBMITTED, "validate": NeedState.VERIFIED}
_PASSED = {"verify": ACCEPTED, "validate": ACCEPTED - {NeedState.VERIFIED}}
_DONE = {"verify": "diverifikasi", "validate": "divalidasi"}
_KINDS = {"verify": DecisionKind.VERIFICATION, "validate": DecisionKind.VALIDATION}
_HANDS = {"verify": "perencana", "validate": "PyB"}
_BASIS = "Peraturan LAN Nomor 10 Tahun 2018 tentang Pengembangan Kompetensi Pegawai Negeri Sipil"


@dataclass(frozen=True, slots=True)
class _Decided:
    """An item with what became of it in this act, and the step that says so (None: it waits)."""

    item: Item
    result: Result
    step: NeedStep | None


def minutes(act: Act, head: Head, *, user: Viewer) -> Minutes:
    """The minutes of one act for a year. `NotFound` where sums of everybody are not the user's to print."""
    agency = head.agency.code
    if not prints_sums(agency, user=user):
        raise NotFound("not here, or not for this user")
    catalogue, homes = Catalogue(), home_of(agency)
    names = dict(Unit.objects.filter(agency=agency).values_list("pk", "name"))
    by_office: defaultdict[str, list[_Decided]] = defaultdict(list)
    for one in _decided(act, agency, head.year):
        unit = homes.get(one.item.unit) if one.item.unit is not None else None
        by_office[names.get(unit, "Tanpa unit kerja") if unit else "Tanpa unit kerja"].append(one)
    paper = Decision.objects.filter(agency=agency, year=head.year, kind=_KINDS[act]).defer("scan").first()
    office = personnel_office(agency)
    return Minutes(
        **head.paper(office),
        number=paper.number if paper else "",
        held=paper.decided_on if paper else None,
        topic="Kebutuhan pengembangan kompetensi",
        chair=paper.post if paper else "",
        basis=(_BASIS,),
        tallies=tuple(_tally(name, found) for name, found in sorted(by_office.items())),
        items=tuple(line for name, found in sorted(by_office.items()) for line in _lines(act, name, found, catalogue)),
        signatories=(
            Attendant(
                name=paper.signed_by if paper else SHORT_DOTS, post=paper.post if paper else SHORT_DOTS, agency=office
            ),
        ),
    )


def _decided(act: Act, agency: str, year: int) -> list[_Decided]:
    """The items that came to this act, each with what became of it here."""
    taken, found = steps(agency), []
    for item in items(agency, year):
        if item.year is None:
            continue
        own = taken.get((item.kind, item.key), {})
        if item.state in _PASSED[act]:
            found.append(_Decided(item, "accepted", own.get(act)))
        elif item.state == _STARTS[act]:
            found.append(_Decided(item, "open", None))
        elif item.state in BACK or item.state == NeedState.REJECTED:
            rejected = item.state == NeedState.REJECTED
            step = own.get("reject" if rejected else "return")
            # What the PyB sent back had been verified: it belongs to the validation.
            if (step.before if step else NeedState.SUBMITTED) == _STARTS[act]:
                found.append(_Decided(item, "rejected" if rejected else "returned", step))
            elif act == "verify":
                found.append(_Decided(item, "accepted", own.get("verify")))
    return found


def _tally(name: str, found: Sequence[_Decided]) -> Tally:
    counts = Counter(one.result for one in found)
    return Tally(
        name=name,
        received=len(found),
        accepted=counts["accepted"],
        returned=counts["returned"],
        rejected=counts["rejected"],
        open=counts["open"],
    )


def _lines(act: Act, office: str, found: Sequence[_Decided], catalogue: Catalogue) -> list[Line]:
    """One line for what passed, one for each subject and reason that did not, one for what waits."""
    passed = [one for one in found if one.result == "accepted"]
    lines = []
    if passed:
        text = f"{len(passed)} kebutuhan {_DONE[act]} {_by_whom(act, passed)}".strip()
        lines.append(Line(subject=office, outcome="agreed", text=f"{text}."))
    stopped: dict[tuple[str, str, str], list[_Decided]] = {}
    for one in found:
        if one.result in {"returned", "rejected"}:
            subject = catalogue.about(one.item) or catalogue.learning(one.item) or "Kebutuhan tanpa judul"
            key = (subject, one.result, one.step.reason if one.step else "")
            stopped.setdefault(key, []).append(one)
    for (subject, result, reason), group in sorted(stopped.items()):
        done = "ditolak" if result == "rejected" else "dikembalikan"
        text = f"{len(group)} kebutuhan {done} {_by_whom(act, group)}".strip()
        who = office if result == "returned" else ""
        outcome: Literal["agreed", "open"] = "open" if result == "returned" else "agreed"
        lines.append(Line(subject=f"{office}: {subject}", outcome=outcome, text=f"{text}.", reason=reason, who=who))
    waiting = sum(one.result == "open" for one in found)
    if waiting:
        lines.append(Line(subject=office, outcome="open", text=f"{waiting} kebutuhan belum diputus."))
    return lines


def _by_whom(act: Act, found: Sequence[_Decided]) -> str:
    """'oleh Budi, 3 Desember 2026'; a user whom the reader may not know is called by the hand."""
    taken = [one.step for one in found if one.step is not None]
    if not taken:
        return ""
    who = sorted({step.by.name if step.by is not None else _HANDS[act] for step in taken})
    days = sorted({timezone.localtime(step.at).date() for step in taken})
    when = day(days[0]) if len(days) == 1 else f"{day(days[0])} sampai {day(days[-1])}"
    return f"oleh {', '.join(who)}, {when}"
