"""Trainings people have had, and trainings that a rule binds them to."""

from __future__ import annotations

from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from betang.core.hours import CLASSICAL, CountingRule, counted
from betang.core.office import cells
from betang.core.office.desk import Desk, Row
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import offered
from betang.core.office.meaning.trainings import Spans, kind_of
from betang.core.office.spec import Field, Found, OfficeKind, Part, also

RULE: Final = CountingRule()

# ---------------------------------------------------------------- trainings


@dataclass(slots=True)
class _Training:
    """What a row says of one training."""

    kind: int
    start: date | None
    end: date | None
    hours: Decimal

    @property
    def days(self) -> int | None:
        """How many days it took; one where no last day is stated, unknown without a first."""
        return None if self.start is None else ((self.end or self.start) - self.start).days + 1


class _History:
    """Reads the trainings of one sheet."""

    def __init__(self, desk: Desk, found: Found) -> None:
        self._desk = desk
        self._persons = Persons(desk)
        self._programs = desk.known["programs"]
        self._title = "title" if found.has("title") else "called"
        self._in_month = _counted_in_month(desk, found)

    def read(self, row: Row, spans: Spans) -> None:
        person = self._persons.one(row)
        kind = _kind(row)
        title = row.text(self._title, required=True)
        start, end = row.day("start", past=True), row.day("end", past=True)
        if start and end and end < start:
            row.refuse("date_order", "end", _spelled(end))
        hours = row.number_of("hours", required=True)
        if hours is not None and hours < 0:
            row.refuse("out_of_range", "hours")
        if row.refused or person is None or kind is None or hours is None:
            return
        training = _Training(kind, start, end, hours)
        match = self._programs.exact(title or "")
        row.give(
            "training_history",
            person=person.key,
            kind=kind,
            title=title,
            program=match.code if match.kind == "exact" else None,
            organiser=row.text("organiser"),
            certificate=row.text("certificate"),
            start=start,
            end=end,
            hours=hours,
            hours_counted=self._counted(row, training),
        )
        if start and kind in CLASSICAL:
            spans.add(person.key, start, end or start, row.number, row.sequence)

    def _counted(self, row: Row, training: _Training) -> Decimal:
        hours = counted(RULE, training.kind, training.hours, training.days)
        hours = min(hours, self._in_month.get(row.number, hours))
        if hours < training.hours:
            row.warn("hours_over_cap", "hours", f"{training.hours.normalize():f}")
        return hours


def _kind(row: Row) -> int | None:
    """A code 1 to 25, or the words for it."""
    text = row.text("kind", required=True)
    if text is None:
        return None
    found = kind_of(text)
    if found is None:
        row.refuse("bad_kind", "kind")
    return found


def _counted_in_month(desk: Desk, found: Found) -> dict[int, Decimal]:
    """Hours that rows of kinds counted a few times a month may count, by row number; earlier days come first."""
    columns = {
        name: found.columns[name][0].index for name in ("kind", "start", "nip", "person", "name") if found.has(name)
    }
    if not {"kind", "start"} <= columns.keys():
        return {}
    by_month: dict[tuple[str, int, int, int], list[tuple[date, int]]] = defaultdict(list)
    seen: set[int] = set()
    for number, values in desk.look(found):
        said = {name: values[index] if index < len(values) else "" for name, index in columns.items()}
        kind = kind_of(cells.clean(said["kind"]))
        most = RULE.most.get(kind) if kind else None
        if kind is None or most is None or most.a_month is None:
            continue
        content = hash(tuple(map(cells.clean, values)))
        with suppress(cells.Unread):
            on = cells.day(said["start"]).value
            if content not in seen:  # the same row again is refused and uses nothing up
                who = next(
                    (text for name in ("nip", "person", "name") if (text := cells.clean(said.get(name, "")))), ""
                )
                by_month[who.replace(" ", ""), kind, on.year, on.month].append((on, number))
        seen.add(content)
    allowed: dict[int, Decimal] = {}
    for (_, kind, _, _), trainings in by_month.items():
        most = RULE.most[kind]
        for place, (_, number) in enumerate(sorted(trainings)):
            allowed[number] = Decimal(most.hours if place < (most.a_month or 0) else 0)
    return allowed


def _spelled(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def read_history(desk: Desk) -> None:
    """Take in trainings; hours count by their kind, and classical ones of a person on the same days are told of."""
    for found in desk.sheets("trainings"):
        history, spans = _History(desk, found), Spans()
        for row in desk.rows(found, reported_in="certificate" if found.has("certificate") else history_title(found)):
            history.read(row, spans)
        overlapping = dict.fromkeys(spans.overlapping(desk.refused), "dates_overlap")
        desk.later(found, overlapping, "start", "warning", shown=lambda cell: _spelled(cells.day(cell).value))


def history_title(found: Found) -> str:
    """The field that holds the title of a training on this sheet."""
    return "title" if found.has("title") else "called"


# ---------------------------------------------------------------- obligations


def read_obligations(desk: Desk) -> None:
    """Take in who must attend what: programmes are matched exactly, never by likeness."""
    persons, programs = Persons(desk), desk.known["programs"]
    for found in desk.sheets("obligations"):
        for row in desk.rows(found, reported_in="nip" if found.has("nip") else "name"):
            person = persons.one(row)
            title = row.text("program", required=True)
            match = programs.exact(title) if title else None
            if match is not None and match.kind != "exact":
                code = "ambiguous_reference" if match.kind == "ambiguous" else "unknown_program"
                row.refuse(code, "program", offers=offered(match))
            rule = row.text("rule", required=True)
            due = row.day("due")
            row.key(person.key if person else None, match.code if match else None)
            if person and match:
                row.give("obligations", person=person.key, program=match.code, rule=rule, due=due)


# ---------------------------------------------------------------- what the files look like

_NO: Final = Field("no", "No", also("nomor;no urut;nomor urut"))
_NIP: Final = Field(
    "nip",
    "NIP",
    also("nip baru;nip pegawai;nip peserta;nomor induk pegawai;nip nipppk;nip ni pppk"),
    holds="nip",
    note="18 angka, kolom berformat Teks.",
    example="198503152010012003",
)
_PERSON: Final = Field(
    "person", "ID Pegawai", also("pns id;id pns;id asn;pegawai id"), holds="code", note="ID SIASN, bila tanpa NIP."
)
_NAME: Final = Field(
    "name",
    "Nama",
    also("nama pegawai;nama peserta;nama lengkap;nama pns"),
    note="Nama pegawai.",
    example="Sampan Rekaan",
)

TRAINING_HISTORY: Final = OfficeKind(
    name="training_history",
    office_name="riwayat_pelatihan",
    title="Riwayat pelatihan",
    purpose="Pelatihan yang sudah diikuti pegawai, dengan tanggal dan jam pelajarannya.",
    order=160,
    parts=(
        Part(
            "trainings",
            "Riwayat",
            (
                _NO,
                _NIP,
                _PERSON,
                _NAME,
                Field(
                    "kind",
                    "Jenis Diklat",
                    also("id jenis diklat;jenis pelatihan;jenis;jenis kegiatan;jenis bangkom;kode jenis diklat"),
                    required=True,
                    note="Kode SIASN 1-25 atau namanya, misalnya Bimbingan Teknis.",
                    example="Diklat Teknis",
                ),
                Field(
                    "title",
                    "Nama Pelatihan",
                    also("judul pelatihan;nama kegiatan;judul;nama kursus;nama bangkom;training title"),
                    note="Nama pelatihan seperti pada sertifikatnya.",
                    example="Pelatihan Contoh",
                ),
                Field(
                    "called", "Nama Diklat", also("diklat;pelatihan"), note="Nama pelatihan, bila tanpa kolom di atas."
                ),
                Field("structural_id", "ID Diklat Struktural", also("latihan struktural id")),
                Field("structural", "Jenis Diklat Struktural", also("latihan struktural;latihan struktural nama")),
                Field(
                    "organiser",
                    "Penyelenggara",
                    also("institusi penyelenggara;lembaga penyelenggara;organiser;instansi penyelenggara"),
                    example="BPSDM Contoh",
                ),
                Field(
                    "certificate",
                    "Nomor Sertifikat",
                    also("no sertipikat;no sertifikat;nomor sertipikat;nomor sttpp;no sttpp;nomor ijazah;certificate"),
                    holds="code",
                    example="001/CONTOH/2026",
                ),
                Field(
                    "start",
                    "Tanggal Mulai",
                    also("tgl mulai;mulai;tanggal awal;tanggal pelaksanaan;tanggal kursus;start"),
                    holds="day",
                    example="02-03-2026",
                ),
                Field(
                    "end",
                    "Tanggal Selesai",
                    also("tgl selesai;selesai;tanggal akhir;sampai;tanggal selesai kursus;end"),
                    holds="day",
                    example="06-03-2026",
                ),
                Field("year", "Tahun Pelatihan", also("tahun;tahun diklat;tahun kursus"), holds="whole"),
                Field(
                    "hours",
                    "JP",
                    also(
                        "durasi jam;durasi;jumlah jp;jam pelajaran;jumlah jam;jam;total jp;hours;jumlah jam pelajaran"
                    ),
                    required=True,
                    holds="number",
                    note="Jam pelajaran (45 menit).",
                    example="40",
                ),
                Field("created", "Tanggal Dibuat", also("created at")),
                Field("updated", "Tanggal Diperbarui", also("updated at")),
            ),
            one_of=(("nip", "person", "name"), ("title", "called")),
        ),
    ),
    read=read_history,
    tables=("training_history",),
    knows=("people", "programs"),
)

OBLIGATIONS: Final = OfficeKind(
    name="obligations",
    office_name="daftar_wajib",
    title="Daftar wajib pelatihan",
    purpose="Pegawai yang menurut peraturan wajib mengikuti suatu pelatihan, dan batas waktunya.",
    order=140,
    parts=(
        Part(
            "obligations",
            "Wajib",
            (
                _NO,
                _NIP,
                _PERSON,
                _NAME,
                Field("job", "Jabatan", also("nama jabatan")),
                Field("unit", "Unit Kerja", also("perangkat daerah;opd;unit organisasi")),
                Field(
                    "program",
                    "Pelatihan Wajib",
                    also("program wajib;nama pelatihan wajib;diklat wajib;pelatihan yang wajib diikuti;kewajiban"),
                    required=True,
                    note="Nama, kode atau nama lain dalam katalog.",
                    example="Pelatihan Dasar CPNS",
                ),
                Field(
                    "rule",
                    "Dasar",
                    also("dasar hukum;dasar kewajiban;alasan wajib;ketentuan;rule"),
                    required=True,
                    note="Peraturan atau keputusan yang mewajibkan.",
                    example="PP 11/2017 Pasal 34",
                ),
                Field(
                    "due",
                    "Batas Waktu",
                    also("tenggat;paling lambat;batas akhir;tanggal batas;due"),
                    holds="day",
                    note="Boleh kosong.",
                    example="01-06-2027",
                ),
            ),
            one_of=(("nip", "person", "name"),),
        ),
    ),
    read=read_obligations,
    tables=("obligations",),
    knows=("people", "programs"),
)
