"""Needs agreed in the dialogue of superior and subordinate: our own workbook, and forms of the offices' own."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from betang.core.office.desk import Desk, Known, PersonFacts, Row
from betang.core.office.kinds.needs.answers import CAUSES, PRIORITIES, WAYS, Answers, Reading
from betang.core.office.kinds.needs.form import Form, form_of
from betang.core.office.kinds.needs.headings import NAMES, NIPS, NO, OFFICES, POSTS
from betang.core.office.kinds.needs.offices import unit_of
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import References
from betang.core.office.spec import Field, Found, OfficeKind, Part, also
from betang.core.office.talks import Stood

_WHO: Final = ("no", "nip", "person", "name", "job")


@dataclass(slots=True)
class _Agreed:
    """A need that a row gave: for the same person and competency on another sheet."""

    found: Found
    row: int
    sequence: int
    said: tuple[str | None, date | None]


@dataclass
class _Dialogue:
    """The needs of one file."""

    desk: Desk
    references: References
    persons: Persons
    reading: Reading
    agreed: dict[tuple[str, str], _Agreed] = field(default_factory=dict)
    above: PersonFacts | None = None  # of the row above, for rows that only name a further competency

    def person(self, row: Row, unit: str | None, form: Form) -> PersonFacts | None:
        """Who the row is about: where nothing says so, who the row above is about. In a workbook of ours those who have
        no NIP stand by their names.
        """
        if self.above and row.text("competency") and not any(row.text(name) for name in _WHO):
            return self.above
        by_name = form.ours and not row.text("nip") and row.text("name")
        self.above = self.persons.one_called(row, unit) if by_name else self.persons.one(row, unit)
        return self.above

    def repeated(self, row: Row, key: tuple[str, str], said: tuple[str | None, date | None]) -> None:
        """The same need on another sheet: once more, or otherwise."""
        before = self.agreed.get(key)
        if before is None or before.found is row.found or before.sequence in self.desk.refused:
            self.agreed[key] = _Agreed(row.found, row.number, row.sequence, said)
        elif before.said == said:
            row.refuse("duplicate_row", "nip")
        else:
            row.refuse("duplicate_conflict", "nip")
            self.desk.later(before.found, {before.row: "duplicate_conflict"}, "nip")
            self.desk.refused.add(before.sequence)


_ANSWERS: Final = ("way", "proposal", "priority", "agreed_on", "not_training", "cause", "reason")


def read_dialogues(desk: Desk) -> None:
    """Take in the needs that were agreed: person, competency, office, day, and how each is to be learned."""
    dialogue = _Dialogue(desk, References(desk), Persons(desk), Reading(desk))
    for found in desk.sheets("dialogues"):
        form = form_of(desk, found, dialogue.references)
        dialogue.above = None
        for row in desk.rows(found, reported_in="nip"):
            if form.ours and not any(row.text(name) for name in _ANSWERS):
                row.pass_over()  # in a workbook that we filled in, a line nobody has spoken of says nothing
            else:
                _agreement(dialogue, row, form)


def _agreement(dialogue: _Dialogue, row: Row, form: Form) -> None:
    form.judge(row)
    unit = unit_of(row, form.office, dialogue.references)
    person = dialogue.person(row, unit, form)
    competencies = dialogue.references.competencies(row, "competency", required=True)
    no_training = row.flag("not_training")
    agreed_on = row.day("agreed_on", required=not no_training, past=True)
    if no_training and row.text("reason", required=True):
        row.warn("not_training", "not_training")
    answers = dialogue.reading.of(row, strict=form.ours and not no_training)
    if person is None or row.refused:
        return
    if not _spoken_for(dialogue.desk.known, row, form, person):
        return
    unit = _home(dialogue.desk.known, row, form, person, unit)
    row.key(person.key, *competencies)
    for competency in competencies:
        if no_training:
            _denied(dialogue, row, form, person, competency, agreed_on, answers)
        else:
            _agreed(dialogue, row, form, person, competency, unit, agreed_on, answers)


def _who(row: Row) -> str:
    """The field that says who a row is about."""
    return next((name for name in ("nip", "person", "name") if row.found.has(name)), "nip")


def _spoken_for(known: Known, row: Row, form: Form, person: PersonFacts) -> bool:
    """Whether the person is the sender's to speak of and in service; refuses the row otherwise."""
    if not known.enters_for(person.unit):
        row.refuse("other_office", _who(row))
        return False
    if form.ours and person.key in known.talks.away:
        row.refuse("not_in_service", _who(row))
        return False
    return True


def _home(known: Known, row: Row, form: Form, person: PersonFacts, unit: str | None) -> str | None:
    """The office that the need belongs to: in a workbook of ours the one where the person works now."""
    home = known.homes.get(person.unit)
    if not form.ours:
        return unit if unit is None or known.enters_for(unit) else home or unit
    if home and unit and known.homes.get(unit, unit) != home:
        row.warn("moved_office", _who(row), known=known["units"].name(home))
    return home or unit


def _agreed(
    dialogue: _Dialogue, row: Row, form: Form, person: PersonFacts, competency: str, unit: str | None,
    agreed_on: date | None, answers: Answers,
) -> None:  # fmt: skip
    talks, agency = dialogue.desk.known.talks, dialogue.desk.agency
    if form.ours and not talks.asks_for(person.key, competency):
        row.warn("not_required", "competency")
    stood = talks.needs.get((person.key, competency))
    if (person.key, competency) in talks.denied or (stood and stood.over):
        row.warn("need_revived", "agreed_on")
    elif stood:
        _compare(row, stood, agreed_on, answers)
    dialogue.repeated(row, (person.key, competency), (unit, agreed_on))
    row.give(
        "needs",
        need=f"{agency}-{person.key}-{competency}",
        agency=agency,
        unit=unit,
        person=person.key,
        competency=competency,
        basis="dialogue",
        agreed_on=agreed_on,
    )
    said = asdict(answers)
    if any(said.values()):
        row.give("learning", person=person.key, competency=competency, **said)


def _compare(row: Row, stood: Stood, agreed_on: date | None, answers: Answers) -> None:
    """Say where the row says otherwise than what stands: the newer wins, unless that was sent already."""
    pairs: tuple[tuple[str, Any, Any], ...] = (
        ("agreed_on", stood.agreed_on, agreed_on),
        ("proposal", stood.learning, answers.learning),
        ("way", stood.way, answers.way),
        ("priority", stood.priority, answers.priority),
        ("superior", stood.superior, answers.superior),
    )
    said = [(name, old) for name, old, new in pairs if new is not None and new != old]
    if stood.sent:
        if said:
            row.warn("already_submitted", said[0][0])
        return
    for name, old in said:
        if old:
            row.warn("replaces", name, known=_shown(name, old))


def _shown(name: str, value: Any) -> str:
    if name == "agreed_on":
        return f"{value:%d-%m-%Y}"
    return {"way": WAYS, "priority": PRIORITIES}.get(name, {}).get(value, value)


def _denied(
    dialogue: _Dialogue, row: Row, form: Form, person: PersonFacts, competency: str, said_on: date | None,
    answers: Answers,
) -> None:  # fmt: skip
    """A gap that learning cannot close: kept with its cause, and a need that stood is withdrawn, unless it was sent."""
    stood = dialogue.desk.known.talks.needs.get((person.key, competency))
    if stood and stood.sent:
        row.warn("already_submitted", "not_training")
        return
    if stood and not stood.over:
        row.warn("need_withdrawn", "not_training")
    row.give(
        "not_training",
        person=person.key,
        competency=competency,
        cause=dialogue.reading.cause(row, strict=form.ours),
        reason=row.text("reason"),
        said_on=said_on.isoformat() if said_on else None,
        superior=answers.superior,
    )


# ---------------------------------------------------------------- the kind

DIALOGUES: Final = OfficeKind(
    name="dialogues",
    office_name="dialog_kebutuhan",
    title="Hasil dialog kebutuhan (F1)",
    purpose="Kebutuhan pengembangan kompetensi yang disepakati atasan dan bawahan, satu lembar untuk tiap perangkat "
    "daerah. Nama perangkat daerah boleh ditulis di atas tabel: 'Perangkat Daerah: Dinas Contoh'.",
    order=130,
    parts=(
        Part(
            "dialogues",
            "Dialog",
            (
                NO,
                Field(
                    "unit",
                    "Perangkat Daerah",
                    OFFICES,
                    note="Perangkat daerah pegawai; kosong bila sudah disebut di atas tabel.",
                    example="Dinas Contoh",
                ),
                Field(
                    "nip",
                    "NIP",
                    NIPS,
                    holds="nip",
                    note="NIP pegawai, yang sudah ada dalam daftar pegawai.",
                    example="199001012015031001",
                ),
                Field(
                    "person",
                    "PNS ID",
                    also("id pns; pnsid; id asn; asn id; id pegawai; pegawai id; pns orang id; person id"),
                    holds="code",
                    note="Id pegawai di SIASN; dibaca hanya bila tidak ada kolom NIP.",
                ),
                Field(
                    "name",
                    "Nama",
                    NAMES,
                    note="Untuk memeriksa NIP; dicari di daftar pegawai hanya bila tidak ada kolom NIP.",
                    example="Lanting Nipah",
                ),
                Field("job", "Jabatan", POSTS, note="Untuk keterangan; tidak dibaca."),
                Field(
                    "competency",
                    "Kompetensi",
                    also(
                        "kode kompetensi; nama kompetensi; kompetensi yang perlu dikembangkan; kompetensi yang "
                        "dibutuhkan; kebutuhan kompetensi; jenis kompetensi; kompetensi dikembangkan; kompetensi yang "
                        "kurang; competency"
                    ),
                    required=True,
                    holds="list",
                    note="Kompetensi yang perlu dikembangkan, dengan kode, nama, atau keduanya.",
                    example="M.02 Kerja Sama",
                ),
                Field(
                    "gap",
                    "Kesenjangan",
                    also("gap; selisih; kesenjangan kompetensi; nilai kesenjangan; gap kompetensi"),
                    note="Untuk keterangan; kesenjangan dihitung dari hasil penilaian.",
                    example="1",
                ),
                Field(
                    "way",
                    "Cara Belajar",
                    also(
                        "cara pengembangan; jalur; jalur pengembangan; jalur pembelajaran; metode belajar; cara "
                        "pembelajaran; way"
                    ),
                    note="Bagaimana kompetensinya dipelajari; yang di tempat kerja didahulukan.",
                    example="Coaching",
                    choices=tuple(WAYS.values()),
                ),
                Field(
                    "proposal",
                    "Usulan Pengembangan",
                    also(
                        "usulan; bentuk pengembangan; usulan pelatihan; rencana pengembangan; usulan pengembangan "
                        "kompetensi; bentuk dan jalur; jenis pengembangan; pengembangan yang diusulkan"
                    ),
                    note="Pelatihan dari katalog, atau dengan kata sendiri apa yang akan dilakukan.",
                    example="Coaching oleh atasan",
                ),
                Field(
                    "priority",
                    "Prioritas Atasan",
                    also("prioritas; tingkat prioritas; prioritas menurut atasan; skala prioritas"),
                    note="Seberapa penting menurut atasan.",
                    example="Sedang",
                    choices=tuple(PRIORITIES.values()),
                ),
                Field(
                    "agreed_on",
                    "Tanggal Kesepakatan",
                    also(
                        "tgl kesepakatan; tanggal disepakati; tgl disepakati; tanggal dialog; tgl dialog; disepakati "
                        "tanggal; disepakati pada; tanggal sepakat; tanggal persetujuan; kesepakatan; tanggal "
                        "kesepakatan dialog; tanggal dialog kinerja; agreed on"
                    ),
                    required=True,
                    holds="day",
                    note="Hari keduanya sepakat; tanpa tanggal, kebutuhan belum disepakati.",
                    example="24-09-2026",
                ),
                Field(
                    "superior",
                    "Nama Atasan",
                    also(
                        "atasan; atasan langsung; nama atasan langsung; pejabat penilai; nama pejabat penilai; superior"
                    ),
                    note="Atasan yang berdialog dengan pegawai ini.",
                    example="Talenan Ulin",
                ),
                Field(
                    "not_training",
                    "Bukan Kebutuhan Pelatihan",
                    also(
                        "bukan kebutuhan; bukan kebutuhan diklat; bukan kebutuhan bangkom; non pelatihan; bukan "
                        "pelatihan; tidak perlu pelatihan; bukan masalah kompetensi; bukan kebutuhan pengembangan "
                        "kompetensi; no training"
                    ),
                    holds="flag",
                    note="Ya bila kesenjangannya bukan karena kompetensi; sebutkan alasannya.",
                ),
                Field(
                    "cause",
                    "Penghambat",
                    also("hambatan; faktor penghambat; faktor lain; cause"),
                    note="Apa yang kurang bila bukan kompetensi.",
                    example="Beban kerja",
                    choices=tuple(CAUSES.values()),
                ),
                Field(
                    "reason",
                    "Alasan",
                    also("alasan bukan pelatihan; penyebab; sebab; keterangan; alasan bukan kebutuhan; ket; reason"),
                    note="Wajib bila bukan kebutuhan pelatihan.",
                ),
            ),
            one_of=(("nip", "person", "name"),),
        ),
    ),
    read=read_dialogues,
    tables=("needs",),
    knows=("agencies", "units", "people", "competencies", "programs", "talks"),
    of_office=True,
)
