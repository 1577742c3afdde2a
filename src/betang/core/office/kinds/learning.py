"""Trainings people have had, and trainings that a rule binds them to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from betang.core.hours import CLASSICAL, CountingRule, counted
from betang.core.office import cells
from betang.core.office.desk import EARLIEST, LARGEST, Desk, Row
from betang.core.office.meaning.persons import Persons
from betang.core.office.meaning.references import offered
from betang.core.office.meaning.trainings import Spans, Times, kind_of, span
from betang.core.office.spec import Cell, Field, Found, OfficeKind, Part, also

RULE: Final = CountingRule()
_STRUCTURAL: Final = 1
_WORD: Final = re.compile(r"[a-z]+").findall
_NO_HOURS: Final = frozenset(
    also(
        "hari; hr; hk; minggu; mgg; bulan; bln; tahun; thn; th; menit; detik; semester; triwulan; sks; kali; sesi; "
        "pertemuan; orang; org; peserta; kegiatan; angkatan; persen; rp; rupiah; juta; ribu"
    )
)
"""Words that say a figure is no number of lesson hours."""

# ---------------------------------------------------------------- trainings


class _History:
    """Reads the trainings of one file."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._persons = Persons(desk)
        self._programs = desk.known["programs"]
        self.spans, self.times = Spans(), Times()
        self.capped: set[int] = set()  # of the kinds that count a few times a month, rows that were told of their cap

    def read(self, row: Row) -> None:
        person = self._persons.one(row)
        kind = _kind(row)
        title = _title(row)
        start, end = self._days(row)
        hours = _hours(row)
        if row.refused or person is None or kind is None or hours is None:
            return
        match = self._programs.as_written(title or "")
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
            hours_counted=self._counted(row, kind, hours, start, end),
        )
        if start is None:
            return
        if kind in CLASSICAL:
            self.spans.add(person.key, start, end or start, row.number, row.sequence)
        elif (most := RULE.most.get(kind)) and most.a_month:
            self.times.add(person.key, kind, start, most.a_month, row.number, row.sequence)

    def _days(self, row: Row) -> tuple[date | None, date | None]:
        """First and last day, from two columns or both in one cell."""
        if isinstance(row.raw("start"), str) and not row.text("end"):
            both = _span(row.raw("start"))
            if both is not None and both[0] != both[1]:
                if both[1] < both[0]:
                    row.refuse("date_order", "start")
                elif both[0].year < EARLIEST or both[1] > self._desk.received_on:
                    row.refuse("date_out_of_range", "start")
                return both
        start, end = row.day("start", past=True), row.day("end", past=True)
        if start and end and end < start:
            row.refuse("date_order", "end", _spelled(end))
        return start, end

    def _counted(self, row: Row, kind: int, hours: Decimal, start: date | None, end: date | None) -> Decimal:
        """The hours that count; a list without last days is one of single days, an empty one is not known."""
        last = end if row.found.has("end") else end or start
        found = counted(RULE, kind, hours, (last - start).days + 1 if start and last else None)
        if found < hours:
            row.warn("hours_over_cap", "hours", f"{hours.normalize():f}")
            if RULE.most[kind].a_month:
                self.capped.add(row.sequence)
        return found


def _kind(row: Row) -> int | None:
    """SIASN's kind by code or words; where both stand they must agree. A structural training names its own."""
    said = [name for name in ("kind", "kind_name") if row.text(name)]
    if not said:
        if row.text("structural"):
            return _STRUCTURAL
        row.refuse("missing_value", "kind" if row.found.has("kind") else "kind_name")
        return None
    kinds = [kind_of(row.text(name) or "") for name in said]
    found = kinds[0]
    if found is None:
        row.refuse("bad_kind", said[0])
        return None
    beside = kind_of(row.text("called") or "") if row.found.has("title") else None
    if {found} != {found, kinds[-1] or found, beside or found}:
        row.refuse("code_name_mismatch", said[0])
    return found


def _title(row: Row) -> str | None:
    """The title; beside a column for it, 'Nama Diklat' names the kind."""
    first = next((name for name in ("title", "called") if row.found.has(name)), "structural")
    return row.text(first if row.text(first) or not row.text("structural") else "structural", required=True)


def _hours(row: Row) -> Decimal | None:
    """Lesson hours; '5 hari' says none."""
    text = row.text("hours", required=True)
    if text is None:
        return None
    if not text.isdecimal() and not _NO_HOURS.isdisjoint(_WORD(text.lower())):
        row.refuse("bad_number", "hours")
        return None
    hours = row.number_of("hours")
    if hours is not None and not 0 <= hours <= LARGEST:
        row.refuse("out_of_range", "hours")
        return None
    return hours


def _span(cell: Cell) -> tuple[date, date] | None:
    try:
        return span(cell)
    except cells.Unread:
        return None


def _spelled(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def _first_day(cell: Cell) -> str:
    return _spelled(span(cell)[0])


def _figure(cell: Cell) -> str:
    return f"{cells.number(cell).value.normalize():f}"


def read_history(desk: Desk) -> None:
    """Take in trainings; hours count by their kind, and classical ones of a person on the same days are told of."""
    history = _History(desk)
    sheets: list[tuple[Found, range]] = []
    for found in desk.sheets("trainings"):
        first = desk.rows_read
        for row in desk.rows(found, reported_in=_reported(found)):
            history.read(row)
        sheets.append((found, range(first, desk.rows_read)))
    too_many = history.times.too_many(desk.refused)
    desk.spool.restate("training_history", "hours_counted", too_many, Decimal(0))
    told = {sequence: number for sequence, number in too_many.items() if sequence not in history.capped}
    overlapping = history.spans.overlapping(desk.refused)
    for found, rows in sheets:
        desk.later(found, _on(rows, told, "hours_over_cap"), "hours", "warning", shown=_figure)
        desk.later(found, _on(rows, overlapping, "dates_overlap"), "start", "warning", shown=_first_day)


def _on(rows: range, numbers: Mapping[int, int], code: str) -> dict[int, str]:
    """Of row numbers by sequence those of one sheet."""
    return {number: code for sequence, number in numbers.items() if sequence in rows}


def _reported(found: Found) -> str:
    """In which field a repeated row is told of."""
    return next((name for name in ("certificate", "title", "called", "structural") if found.has(name)), "title")


# ---------------------------------------------------------------- obligations

_RULE_ABOVE: Final = re.compile(r"^\s*dasar(?: hukum| kewajiban)?\s*[:=]\s*(\S.*)$", re.IGNORECASE)


def read_obligations(desk: Desk) -> None:
    """Take in who must attend what: programmes are matched exactly, never by likeness."""
    persons = Persons(desk)
    for found in desk.sheets("obligations"):
        above = next((said[1].strip() for text in found.above if (said := _RULE_ABOVE.match(text))), None)
        for row in desk.rows(found, reported_in=_who(found)):
            person = persons.one(row)
            program = _program(desk, row)
            rule = row.text("rule") or above
            if rule is None:
                row.refuse("missing_value", "rule")
            due = row.day("due")
            if person and program and not row.refused:
                row.key(person.key, program)
                row.give("obligations", person=person.key, program=program, rule=rule, due=due)


def _program(desk: Desk, row: Row) -> str | None:
    """The programme by code, name or other name; where code and name both stand they must agree."""
    codes = []
    for name in ("code", "program"):
        text = row.text(name)
        if text is None:
            continue
        match = desk.known["programs"].exact(text)
        if match.kind != "exact":
            code = {"ambiguous": "ambiguous_reference", "conflict": "code_name_mismatch"}.get(match.kind)
            row.refuse(code or "unknown_program", name, offers=offered(match))
            return None
        codes.append(match.code)
    if not codes:
        row.refuse("missing_value", "program" if row.found.has("program") else "code")
        return None
    if codes[0] != codes[-1]:
        row.refuse("code_name_mismatch", "program")
    return codes[0]


def _who(found: Found) -> str:
    return next((name for name in ("nip", "person", "name") if found.has(name)), "nip")


# ---------------------------------------------------------------- what the files look like

_NO: Final = Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong.")
_NIP: Final = Field(
    "nip",
    "NIP",
    also(
        "nip baru; nip pegawai; nip peserta; nomor induk pegawai; no induk pegawai; nip nipppk; nip ni pppk; "
        "nip/ni pppk; nip / nip pppk; nipppk; nip asn; nip pns"
    ),
    holds="nip",
    note="NIP atau NI PPPK pegawai, 18 angka; format kolom Teks.",
    example="199001012015031001",
)
_PERSON: Final = Field(
    "person",
    "PNS ID",
    also(
        "id pegawai; pegawai id; id pns; pnsid; id asn; asn id; pns orang id; pns orang; id orang; orang id; person id"
    ),
    holds="code",
    note="Id pegawai di SIASN; dibaca hanya bila tidak ada NIP.",
    example="A5EB03E23C72F6A0E040640A040252AD",
)
_NAME: Final = Field(
    "name",
    "Nama",
    also("nama pegawai; nama peserta; nama lengkap; nama pns; nama asn; nama dan gelar; nama lengkap dan gelar; name"),
    note="Nama pegawai, untuk dicocokkan dengan NIP-nya.",
    example="Lanting Nipah",
)
_JOB: Final = Field(
    "job",
    "Jabatan",
    also("nama jabatan; jabatan saat ini; jabatan terakhir; jab; post"),
    note="Untuk keterangan; tidak dibaca.",
    example="Kepala Bidang Contoh",
)
_UNIT: Final = Field(
    "unit",
    "Unit Kerja",
    also("perangkat daerah; opd; skpd; unit organisasi; unor; satuan kerja; nama unit kerja; nama opd; instansi kerja"),
    note="Untuk keterangan; tidak dibaca.",
    example="Dinas Contoh",
)
_HELD: Final = (
    Field(
        "organiser",
        "Penyelenggara",
        also(
            "institusi penyelenggara; lembaga penyelenggara; instansi penyelenggara; nama penyelenggara; "
            "penyelenggara diklat; penyelenggara pelatihan; tempat diklat; lembaga; organiser"
        ),
        note="Yang menyelenggarakan pelatihan.",
        example="BPSDM Contoh",
    ),
    Field(
        "certificate",
        "Nomor Sertifikat",
        also(
            "no sertipikat; no sertifikat; nomor sertipikat; nomor sttpp; no sttpp; nomor sttpl; no sttpl; "
            "nomor piagam; nomor surat tanda tamat; nomor ijazah; sertifikat; "
            "no. piagam; nomor sertifikat pelatihan; certificate"
        ),
        holds="code",
        note="Nomor sertifikat seperti tertulis.",
        example="001/CONTOH/2026",
    ),
    Field(
        "start",
        "Tanggal Mulai",
        also(
            "tgl mulai; mulai; tanggal awal; tgl awal; tanggal pelaksanaan; tgl pelaksanaan; waktu pelaksanaan; "
            "tanggal kursus; tanggal diklat; tanggal pelatihan; tgl diklat; tmt mulai; tanggal mulai pelaksanaan; "
            "tanggal mulai diklat; tanggal; waktu; start; start date"
        ),
        holds="day",
        note="Hari pertama. Hari pertama dan terakhir boleh dalam satu kolom: '2 s.d. 6 Maret 2026'.",
        example="02-03-2026",
    ),
    Field(
        "end",
        "Tanggal Selesai",
        also(
            "tgl selesai; selesai; tanggal akhir; tgl akhir; sampai; sampai dengan; s.d.; tanggal selesai kursus; "
            "tanggal selesai pelaksanaan; tanggal selesai diklat; end; end date"
        ),
        holds="day",
        note="Hari terakhir; boleh kosong bila sehari.",
        example="06-03-2026",
    ),
    Field(
        "year",
        "Tahun Pelatihan",
        also("tahun; tahun diklat; tahun kursus; tahun pelaksanaan; thn; year"),
        holds="whole",
        note="Untuk keterangan; tidak dibaca.",
        example="2026",
    ),
    Field(
        "hours",
        "JP",
        also(
            "durasi (jam); durasi jam; durasi; jumlah jp; jml jp; jam pelajaran; jumlah jam; jml jam; jam; total jp; "
            "lama jam; lama (jp); lama (jam); durasi (jp); jp diklat; jumlah jam pelajaran; jpl; jumlah jpl; "
            "total jam pelajaran; hours"
        ),
        required=True,
        holds="number",
        note="Jam pelajaran (45 menit) menurut sertifikatnya.",
        example="40",
    ),
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
                *(_NO, _NIP, _PERSON, _NAME, _JOB, _UNIT),
                Field(
                    "kind",
                    "ID Jenis Diklat",
                    also(
                        "kode jenis diklat; jenis diklat id; jenis pelatihan id; id jenis pelatihan; kode jenis; "
                        "kode jenis pelatihan; kode bangkom; kind"
                    ),
                    holds="code",
                    note="Kode SIASN 1 sampai 25; cukup salah satu dari kode dan nama jenisnya.",
                    example="3",
                ),
                Field(
                    "kind_name",
                    "Jenis Diklat",
                    also(
                        "jenis pelatihan; jenis; jenis kegiatan; jenis bangkom; jenis pengembangan kompetensi; "
                        "bentuk pengembangan kompetensi; jenis diklat nama; nama jenis diklat; jenis pengembangan; "
                        "bentuk bangkom; jenis kursus; bentuk pelatihan; kategori pelatihan; kind name"
                    ),
                    note="Salah satu dari 25 jenis SIASN, dengan nama atau kodenya.",
                    example="Diklat Teknis",
                ),
                Field(
                    "title",
                    "Nama Pelatihan",
                    also(
                        "judul pelatihan; nama kegiatan; judul; judul kegiatan; nama kursus; nama bangkom; "
                        "judul diklat; nama pengembangan kompetensi; pelatihan yang diikuti; diklat yang diikuti; "
                        "nama diklat/pelatihan; nama pelatihan/diklat; training title"
                    ),
                    note="Nama pelatihan seperti pada sertifikatnya.",
                    example="Pelatihan Contoh Pengelolaan Kas",
                ),
                Field(
                    "called",
                    "Nama Diklat",
                    also("diklat; pelatihan; nama pendidikan dan pelatihan"),
                    note="Nama pelatihan bila tidak ada kolom Nama Pelatihan; bila ada, nama jenisnya.",
                    example="Pelatihan Contoh Pengelolaan Kas",
                ),
                Field(
                    "structural_id",
                    "ID Diklat Struktural",
                    also("latihan struktural id; kode diklat struktural"),
                    holds="code",
                    note="Untuk keterangan; tidak dibaca.",
                    example="3",
                ),
                Field(
                    "structural",
                    "Jenis Diklat Struktural",
                    also("latihan struktural; latihan struktural nama; diklat struktural; nama diklat struktural"),
                    note="Nama diklat struktural, bila tidak ada kolom jenis atau nama pelatihan.",
                    example="Diklat Contoh Tingkat IV",
                ),
                *_HELD,
                Field("created", "Tanggal Dibuat", also("created at; dibuat"), note="Untuk keterangan; tidak dibaca."),
                Field(
                    "updated",
                    "Tanggal Diperbarui",
                    also("updated at; diperbarui"),
                    note="Untuk keterangan; tidak dibaca.",
                ),
            ),
            one_of=(
                ("nip", "person", "name"),
                ("kind_name", "kind", "structural"),
                ("title", "called", "structural"),
            ),
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
                *(_NO, _NIP, _PERSON, _NAME, _JOB, _UNIT),
                Field(
                    "code",
                    "Kode Program",
                    also("kode pelatihan; kode diklat; kode program wajib; kode pelatihan wajib; program code"),
                    holds="code",
                    note="Kode program di katalog; cukup salah satu dari kode dan nama.",
                    example="KAS-1",
                ),
                Field(
                    "program",
                    "Pelatihan Wajib",
                    also(
                        "program wajib; nama pelatihan wajib; diklat wajib; pelatihan yang wajib diikuti; kewajiban; "
                        "nama diklat wajib; diklat yang wajib diikuti; wajib mengikuti; kewajiban pelatihan; "
                        "kewajiban diklat; jenis pelatihan wajib; jenis diklat wajib; mandatory training"
                    ),
                    note="Nama, kode atau nama lain dalam katalog, seperti tertulis di sana.",
                    example="Pelatihan Contoh Pengelolaan Kas",
                ),
                Field(
                    "rule",
                    "Dasar",
                    also(
                        "dasar hukum; dasar kewajiban; alasan wajib; ketentuan; peraturan; landasan hukum; "
                        "dasar penetapan; alasan kewajiban; rule"
                    ),
                    note="Peraturan atau keputusan yang mewajibkan. Boleh juga di atas tabel: 'Dasar: PP 11/2017'.",
                    example="PP 11/2017 Pasal 34",
                ),
                Field(
                    "due",
                    "Batas Waktu",
                    also(
                        "tenggat; tenggat waktu; paling lambat; batas akhir; tanggal batas; batas tanggal; "
                        "batas waktu pelaksanaan; harus selesai; target selesai; selambat-lambatnya; deadline; due"
                    ),
                    holds="day",
                    note="Hari terakhir untuk memenuhinya; boleh kosong.",
                    example="01-06-2027",
                ),
            ),
            one_of=(("nip", "person", "name"), ("program", "code"), ("rule", "due")),
        ),
    ),
    read=read_obligations,
    tables=("obligations",),
    knows=("people", "programs"),
)
