"""One person: what the post requires, what they can show, and which evidence decided, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _

from betang.agencies import viewers
from betang.agencies.actions import audit
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.gap.explain import Standing, Weighed
from betang.needs.queries import persons, runs
from betang.needs.queries.persons import Proof
from betang.needs.views import parts
from betang.needs.views.people import PILLS, anchor, called, crumbs
from betang.people.queries import get_person
from betang.ui import pages, words
from betang.ui.choosing import Crumb
from betang.ui.figures import day, number
from betang.ui.links import at
from betang.ui.tables import Cell, Column, Table

if TYPE_CHECKING:
    from betang.people.models import Person

OPENED = ("short", "trained", "agreed", "expired")
"""States whose evidence is unfolded at once."""


@dataclass(frozen=True, slots=True)
class ShownEvidence:
    """One evidence row in words."""

    decides: bool
    level: int
    source: str
    on: str
    until: str
    by_rule: bool
    standing: str


@dataclass(frozen=True, slots=True)
class ShownProof:
    """One required competency in words."""

    code: str
    anchor: str
    name: str
    required: int
    held: int | None
    levels: str
    label: str
    pill: str
    sentence: str
    standard: str
    evidence: list[ShownEvidence]
    open: bool


def person(request: HttpRequest, person: int) -> HttpResponseBase:
    """The person page; its address and its files carry our number, never a name."""
    run = runs.published_run()
    if run is None:
        return parts.no_map(request)
    viewer = viewers.asking(request)
    found = get_person(person, user=viewer)
    names, file = viewer.sees_name(found.pk, found.agency_id), pages.file_asked(request)
    audit.looked(
        name="betang.people.person_exported" if file else "betang.people.person_opened",
        by=viewer,
        agency=found.agency_id,
        people=[found.pk],
        on_kind="people.person",
        on_id=str(found.pk),
        file=file,
        names=names,
    )
    proofs = persons.proofs(run, found, user=viewer)
    title = called(found, names=names)
    table = _table(proofs)
    outside = not viewer.owns(found.agency_id)  # reached by a grant: pages of the unit are not theirs
    here = Crumb(found.unit.name, "" if outside else at("needs:unit", found.unit_id))
    context = {
        "crumbs": [*crumbs(found.agency), here, Crumb(title)],
        "run": run,
        "person": found,
        "names": names,
        "title": title,
        "tier": words.TIERS.get(found.job.tier, found.job.tier),
        "status": words.STATUSES.get(found.status, found.status),
        "proofs": [shown(proof) for proof in proofs],
        "outside": outside,
        "invite": _invite(found, viewer),
        "short": sum(p.state in {"short", "trained"} for p in proofs),
        "open": sum(p.state in {"unknown", "expired", "agreed"} for p in proofs),
    }
    heading, notes = _("Bukti kompetensi pegawai"), parts.method(run, across=False)
    return pages.respond(request, "needs/person.html", context, tables=[table], heading=heading, notes=notes)


def _invite(found: Person, viewer: Viewer) -> str:
    """Where those who manage the agency's members link the person's account to this record; empty for others."""
    if not viewer.has(Right.MEMBERS, found.agency_id):
        return ""
    asked = {"pemerintah": found.agency_id, "peran": "employee", "pegawai": found.pk}
    return f"{at('people:invite')}?{urlencode(asked)}"


def shown(proof: Proof) -> ShownProof:
    """A required competency as a reader is told of it."""
    gap = proof.gap
    return ShownProof(
        code=gap.competency_id,
        anchor=anchor(gap.competency_id),
        name=gap.competency.name,
        required=gap.required,
        held=gap.held,
        levels=_levels(gap.required, gap.held),
        label=str(words.STATES[proof.state]),
        pill=PILLS[proof.state],
        sentence=_sentence(proof),
        standard=_standard(proof),
        evidence=[_evidence(row) for row in proof.evidence],
        open=proof.state in OPENED,
    )


def _levels(required: int, held: int | None) -> str:
    asked = {"required": required, "required_word": words.LEVELS[str(required)]}
    if held is None:
        return _("Dipersyaratkan tingkat %(required)s (%(required_word)s); tingkat sekarang belum diketahui.") % asked
    known = asked | {"held": held, "held_word": words.LEVELS[str(held)]}
    return _("Dipersyaratkan tingkat %(required)s (%(required_word)s), dimiliki %(held)s (%(held_word)s).") % known


def _sentence(proof: Proof) -> str:
    """Why the pair stands as it does."""
    deciding = proof.deciding
    if deciding is not None:
        basis = {"source": words.SOURCES[deciding.evidence.source], "day": day(deciding.evidence.assessed_on)}
        sentence = _("Yang menentukan: %(source)s, %(day)s.") % basis
        if proof.state == "trained" and proof.trainings:
            last = max(proof.trainings, key=lambda training: training.day)
            sentence += " " + _(
                "Sesudahnya mengikuti %(title)s (selesai %(day)s) dan belum diukur ulang, jadi masih dihitung kurang."
            ) % {"title": last.title, "day": day(last.day)}
        return sentence
    if proof.state == "agreed" and proof.agreed_on:
        return _("Belum terukur. Kebutuhannya disepakati %(day)s, jadi dihitung kurang satu tingkat sampai diukur.") % {
            "day": day(proof.agreed_on)
        }
    if proof.state == "agreed":
        return _("Belum terukur. Kebutuhannya sudah disepakati, jadi dihitung kurang satu tingkat sampai diukur.")
    if proof.state == "expired":
        return _("Pernah diukur, tetapi masa berlakunya sudah lewat. Perlu diukur ulang.")
    return _("Belum pernah diukur.")


def _evidence(row: Weighed) -> ShownEvidence:
    return ShownEvidence(
        decides=row.standing is Standing.DECIDES,
        level=row.evidence.level,
        source=str(words.SOURCES[row.evidence.source]),
        on=day(row.evidence.assessed_on),
        until=day(row.last_day),
        by_rule=row.evidence.valid_until is None,
        standing=str(words.STANDINGS[row.standing]),
    )


def _standard(proof: Proof) -> str:
    """Where the required level comes from, and what the gap weighs."""
    requirement, gap = proof.requirement, proof.gap
    weight = _("Bobotnya %(weight)s: kepentingan %(importance)s kali bobot sasaran pembangunan %(target)s.") % {
        "weight": number(proof.weight, 2),
        "importance": number(gap.importance),
        "target": number(gap.target_weight, 2),
    }
    if requirement is None or requirement.level != gap.required:
        return _("Standarnya berubah sesudah peta ini dihitung.") + " " + weight
    origin = _("Tingkat %(level)s (%(importance)s) dari %(step)s, %(basis)s.") % {
        "level": requirement.level,
        "importance": words.IMPORTANCES.get(str(gap.importance), ""),
        "step": words.STEPS[requirement.step],
        "basis": words.BASES[requirement.basis or ""],
    }
    return f"{origin} {weight}"


def _table(proofs: list[Proof]) -> Table:
    columns = [
        Column("kode", _("Kode"), "code"),
        Column("kompetensi", _("Kompetensi")),
        Column("tingkat", _("Dipersyaratkan"), "level"),
        Column("dimiliki", _("Dimiliki"), "level"),
        Column("kurang", _("Kurang (tingkat)"), "level"),
        Column("keadaan", _("Keadaan")),
        Column("sumber", _("Sumber yang menentukan")),
        Column("dinilai", _("Tanggal penilaian"), "day"),
        Column("berlaku", _("Berlaku sampai"), "day"),
        Column("dasar", _("Asal standar")),
        Column("bobot", _("Bobot"), "weight"),
    ]
    rows = []
    for proof in proofs:
        gap, deciding = proof.gap, proof.deciding
        rows.append(
            [
                Cell(gap.competency_id),
                Cell(gap.competency.name),
                Cell(gap.required),
                Cell(gap.held),
                Cell(gap.shortfall),
                Cell(str(words.STATES[proof.state])),
                Cell(str(words.SOURCES[deciding.evidence.source]) if deciding else None),
                Cell(deciding.evidence.assessed_on if deciding else None),
                Cell(deciding.last_day if deciding else None),
                Cell(str(words.STEPS[proof.requirement.step]) if proof.requirement else None),
                Cell(proof.weight),
            ]
        )
    return Table(name="bukti", title=_("Bukti"), columns=columns, rows=rows)
