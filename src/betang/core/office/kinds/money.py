"""Budgets, whose lines add up to what an agency may spend; and what it costs to send somebody to a host."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from betang.core.office import cells
from betang.core.office.desk import MOST_RUPIAH, Desk, Row, shown_value
from betang.core.office.meaning.references import References
from betang.core.office.spec import Cell, Field, Found, OfficeKind, Part, also

# ---------------------------------------------------------------- what a line is for

_TRAVEL: Final = re.compile(r"\bperjalanan dinas\b|\bperjadin\b|\bsppd\b|\bbiaya perjalanan\b")
_DUES: Final = re.compile(r"(?<!pola )\bkontribusi\b|\bpengiriman (?:calon )?(?:peserta|pegawai)\b")
_NOT: Final = re.compile(r"\b(?:tanpa|di ?luar|selain|tidak termasuk|non)\b")
_BOTH: Final = re.compile(r"[,;/&+]|\b(?:dan|serta|maupun|atau)\b")


def purpose_of(text: str) -> str | None:
    """`travel` or `dues` where a line plainly is that; None for any other, and for one that is both."""
    plain = " ".join(text.lower().split())
    if _NOT.search(plain):
        return None
    travel, dues = _TRAVEL.search(plain), _DUES.search(plain)
    if travel and dues:
        first, second = sorted((travel.span(), dues.span()))
        if _BOTH.search(plain[first[1] : second[0]]):
            return None
        return "travel" if travel.span() == first else "dues"
    return "travel" if travel else "dues" if dues else None


# ---------------------------------------------------------------- which lines sum up others

_CODE: Final = re.compile(r"\d+(?:[.\s]\d+)+\.?").fullmatch
_PARTS: Final = re.compile(r"[.\s]+")
_ACCOUNT: Final = re.compile(r"[4-6][.\s][1-4](?:[.\s]|$)").match
"""A code of an account (5.1.02.04), not of an activity (5.04.02), whose second part has two digits."""
_LETTER: Final = re.compile(r"(?:[A-Z]|[IVX]+)[.)]?").fullmatch
_FIGURES: Final = re.compile(r"\d+(?:[.]\d+)*[.)]?").fullmatch
_LEADING: Final = " \t\xa0-–—•>"
_DEEPEST: Final = 9  # not a rule: under whatever is numbered in figures
_END: Final = 2**31  # not a rule: after every row
_MULTIPLES: Final = (
    (re.compile(r"\b(?:ribu|ribuan)\b", re.IGNORECASE), 10**3),
    (re.compile(r"\b(?:juta|jutaan)\b", re.IGNORECASE), 10**6),
)
_IN_MULTIPLES: Final = re.compile(r"\bdalam (?:ribu|juta)(?:an)?\b", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z]", re.IGNORECASE)


@dataclass(slots=True)
class _Line:
    """A line as it stands: what its code, its number and its indentation say, and its amount where it can be read."""

    number: int
    code: tuple[str, ...]
    running: int
    indent: int
    amount: Decimal | None
    empty: bool  # nothing stands where the amount should


class _Sheet:
    """One sheet of a budget, looked over as a whole before its lines are taken.

    `sums` are the rows that sum up others, with what the others come to.
    """

    def __init__(self, desk: Desk, found: Found) -> None:
        self._desk, self._found = desk, found
        heading = found.columns["amount"][0].heading
        said = [heading, *(text for text in found.above if _IN_MULTIPLES.search(text))]
        self._factor = next((times for pattern, times in _MULTIPLES for text in said if pattern.search(text)), 1)
        lines = list(self._look())
        self.sums = (
            _by_code(lines)
            or _by_depth(lines, [line.running for line in lines])
            or _by_depth(lines, [line.indent for line in lines])
        )
        self._lines = {line.number: line.amount for line in lines if line.number not in self.sums}
        self._stated = {line.number: line.amount for line in lines if line.number in self.sums}

    def _look(self) -> Iterator[_Line]:
        above: tuple[str, ...] = ()
        for number, values in self._desk.look(self._found):
            code = cells.clean(self._cell(values, "code"))
            parts = _parts(code)
            if parts and _ACCOUNT(code):
                parts = (*above, "", *parts)
            elif parts:
                above = parts
            if account := _parts(cells.clean(self._cell(values, "account"))):
                parts = (*(parts or above), "", *account)
            texts = (self._cell(values, name) for name in ("line", "title"))
            text = next((str(cell) for cell in texts if cells.clean(cell)), "")
            amount = self._cell(values, "amount")
            yield _Line(
                number,
                parts,
                _depth(cells.clean(self._cell(values, "no"))),
                len(text) - len(text.lstrip(_LEADING)),
                self._amount(amount),
                not cells.clean(amount),
            )

    def _cell(self, values: Sequence[Cell], name: str) -> Cell:
        index = self._found.columns[name][0].index if self._found.has(name) else len(values)
        return values[index] if index < len(values) else ""

    def _amount(self, cell: Cell) -> Decimal | None:
        try:
            return self.rupiah(cell, cells.number(cell).value) if cells.clean(cell) else None
        except cells.Unread:
            return None

    def rupiah(self, cell: Cell, value: Decimal) -> Decimal:
        """A bare figure in a table 'dalam ribuan rupiah' counts thousands."""
        return value if _WORD.search(cells.clean(cell)) else value * self._factor

    def check(self, taken: Mapping[int, int]) -> None:
        """Warn of printed sums that are none of what they may be meant to be. `taken`: rupiah by row number.

        Where a line cannot be read nothing can be said of them.
        """
        if None in self._lines.values():
            return
        ways = [
            sorted(taken.items()),
            sorted((number, int(amount)) for number, amount in self._lines.items() if amount is not None),
        ]
        before = 0
        for number, values in self._desk.totals(self._found):
            cell = self._cell(values, "amount")
            amount = self._amount(cell)
            fits = {
                _between(lines, low, high) for lines in ways for low, high in ((0, _END), (0, number), (before, number))
            }
            before = number
            if amount is not None and amount not in fits:
                self._differs(cell)
        for number, values in self._desk.look(self._found):
            if self._stated.get(number) is not None and self._stated[number] != self.sums[number]:
                self._differs(self._cell(values, "amount"))

    def _differs(self, cell: Cell) -> None:
        self._desk.file_warning("total_differs", None, self._found.columns["amount"][0].heading, shown_value(cell))


def _between(lines: Iterable[tuple[int, int]], low: int, high: int) -> int:
    return sum(rupiah for number, rupiah in lines if low < number < high)


def _parts(code: str) -> tuple[str, ...]:
    """The parts of a code; 2 and 02 are one."""
    if not _CODE(code):
        return ()
    return tuple(part.lstrip("0") or "0" for part in _PARTS.split(code.rstrip(". ")))


def _depth(running: str) -> int:
    """How deep the number of a line is: A or I over 1, 1 over 1.1 and over a."""
    if _LETTER(running):
        return 0
    if _FIGURES(running):
        return running.rstrip(".)").count(".") + 1
    return _DEEPEST


def _by_code(lines: Sequence[_Line]) -> dict[int, Decimal]:
    """Lines whose code others go on from: 5.04.02 over 5.04.02.2.01, an activity over its accounts."""
    codes = {line.code for line in lines if line.code}
    over = {code[:cut] for code in codes for cut in range(1, len(code)) if code[:cut] in codes}
    sums: dict[tuple[str, ...], Decimal] = dict.fromkeys(over, Decimal())
    for line in lines:
        if line.code and line.code not in over:
            for cut in range(1, len(line.code)):
                if line.code[:cut] in over:
                    sums[line.code[:cut]] += line.amount or 0
    return {line.number: sums[line.code] for line in lines if line.code in over}


def _by_depth(lines: Sequence[_Line], depths: Sequence[int]) -> dict[int, Decimal]:
    """Lines that stand over deeper ones and come to the same as several of them, or hold no amount; and where that is
    so, the other lines that stand over several as they do.
    """
    sums: dict[int, Decimal] = {}
    proved: set[int] = set()
    for again in (False, True):
        for at in range(len(lines) - 1, -1, -1):
            below = [line for line in _deeper(lines, depths, at) if line.number not in sums]
            come_to = sum((line.amount or Decimal() for line in below), Decimal())
            same = len(below) > 1 and lines[at].amount == come_to
            if same and not again:
                proved.add(depths[at])
            if same or (below and lines[at].empty) or (again and len(below) > 1 and depths[at] in proved):
                sums[lines[at].number] = come_to
    return sums


def _deeper(lines: Sequence[_Line], depths: Sequence[int], at: int) -> Iterator[_Line]:
    """The lines that follow one, as long as they stand deeper."""
    for place in range(at + 1, len(lines)):
        if depths[place] <= depths[at]:
            return
        yield lines[place]


# ---------------------------------------------------------------- budgets


def read_budgets(desk: Desk) -> None:
    """Add up the lines of the file: all of them, and those that are plainly journeys or contributions."""
    added: dict[str, dict[int, int]] = defaultdict(dict)  # purpose: rupiah by sequence
    years: dict[str, None] = {}
    for found in desk.sheets("budgets"):
        sheet = _Sheet(desk, found)
        numbers: dict[int, int] = {}
        for row in desk.rows(found, reported_in="line" if found.has("line") else "title"):
            if row.number in sheet.sums:
                continue
            amount = _line(row, sheet)
            if amount is None or row.refused:
                continue
            numbers[row.sequence] = row.number
            purpose = purpose_of(row.text("line" if found.has("line") else "title") or "")
            for each in ("all", purpose):
                if each:
                    added[each][row.sequence] = amount
            if year := row.text("year"):
                years[year] = None
        rows = {number: added["all"][sequence] for sequence, number in numbers.items() if sequence not in desk.refused}
        sheet.check(rows)
        if len(years) > 1:
            desk.file_warning("several_years", None, found.columns["year"][0].heading, ", ".join(sorted(years)))
    for purpose, lines in added.items():
        taken = {sequence: amount for sequence, amount in lines.items() if sequence not in desk.refused}
        if taken:
            record = {"agency": desk.agency, "purpose": purpose, "amount": sum(taken.values())}
            desk.spool.give("budgets", min(taken), record)


def _line(row: Row, sheet: _Sheet) -> int | None:
    """The rupiah of a line."""
    amount = row.number_of("amount", required=True)
    if amount is None:
        return None
    amount = sheet.rupiah(row.raw("amount"), amount)
    if not 0 <= amount <= MOST_RUPIAH:
        row.refuse("out_of_range", "amount")
    elif amount != int(amount):
        row.refuse("bad_number", "amount")
    return int(amount)


# ---------------------------------------------------------------- travel


def read_travel(desk: Desk) -> None:
    """Take in what the journey to each host costs, and each day there."""
    references = References(desk)
    for found in desk.sheets("travel"):
        for row in desk.rows(found, reported_in="host"):
            origin = references.code(row, "origin", "agencies", required=True) if found.has("origin") else desk.agency
            host = references.code(row, "host", "agencies", required=True)
            if origin and origin != desk.agency:
                row.refuse("other_agency", "origin")
            at_home = origin is not None and origin == host
            transport = _cost(row, "transport", at_home=at_home)
            per_day = _cost(row, "per_day", at_home=at_home) if found.has("per_day") else 0
            if origin and host:
                row.key(origin, host)
            row.give("travel", origin=origin, host=host, transport=transport, per_day=per_day)


def _cost(row: Row, name: str, *, at_home: bool) -> int | None:
    """An amount; where there is no journey, an empty cell says that it costs nothing."""
    return row.rupiah(name, required=not at_home) if row.text(name) or not at_home else 0


# ---------------------------------------------------------------- the kinds

BUDGETS: Final = OfficeKind(
    name="budgets",
    office_name="pagu_anggaran",
    title="Pagu anggaran pengembangan kompetensi",
    purpose="Baris anggaran pengembangan kompetensi satu tahun. Betang menjumlahkannya menjadi pagu, dan memisahkan "
    "yang jelas untuk perjalanan dinas atau kontribusi.",
    order=100,
    parts=(
        Part(
            "budgets",
            "Pagu",
            (
                Field("no", "No", also("nomor; no urut; nomor urut"), note="Nomor urut; boleh kosong."),
                Field(
                    "year",
                    "Tahun Anggaran",
                    also("tahun; ta; t.a.; thn anggaran; thn; year; fiscal year"),
                    holds="whole",
                    note="Tahun anggaran; satu berkas untuk satu tahun.",
                    example="2027",
                ),
                Field(
                    "code",
                    "Kode Sub Kegiatan",
                    also(
                        "kode; kode kegiatan; kode subkegiatan; kode program; kode program kegiatan; kode "
                        "program/kegiatan; kode sub keg; kode rekening sub kegiatan; kode nomenklatur; kode program "
                        "kegiatan sub kegiatan; kode rekening; no rekening; nomor rekening; code"
                    ),
                    holds="code",
                    note="Kode sub kegiatan. Baris yang kodenya menjadi awal kode baris lain dianggap jumlahnya dan "
                    "tidak dihitung lagi.",
                    example="5.04.02.2.01.0003",
                ),
                Field(
                    "account",
                    "Kode Rekening",
                    also("kode rekening belanja; rekening; kode belanja; kode akun; akun; kode rek; account code"),
                    holds="code",
                    note="Kode rekening belanja, bila pagu dirinci sampai belanja.",
                    example="5.1.02.02.12.0001",
                ),
                Field(
                    "title",
                    "Sub Kegiatan",
                    also(
                        "nama sub kegiatan; subkegiatan; kegiatan; nama kegiatan; program; nama program; program "
                        "kegiatan; program/kegiatan; program kegiatan sub kegiatan; program/kegiatan/sub kegiatan; "
                        "nomenklatur; urusan program kegiatan sub kegiatan; activity"
                    ),
                    note="Nama sub kegiatan; tidak menentukan kegunaan pagu bila ada kolom Uraian.",
                    example="Penyelenggaraan Pengembangan Kompetensi Teknis",
                ),
                Field(
                    "line",
                    "Uraian",
                    also(
                        "uraian belanja; nama belanja; belanja; rincian; rincian belanja; uraian rekening; nama "
                        "rekening; uraian kegiatan; uraian sub kegiatan; keterangan belanja; jenis belanja; "
                        "peruntukan; deskripsi; description; uraian anggaran; objek belanja"
                    ),
                    note="Untuk apa baris ini. 'Perjalanan dinas' dan 'kontribusi' atau 'pengiriman peserta' "
                    "dijumlahkan juga tersendiri.",
                    example="Belanja perjalanan dinas peserta pelatihan",
                ),
                Field(
                    "amount",
                    "Pagu (Rp)",
                    also(
                        "pagu; pagu anggaran; anggaran; jumlah; jumlah anggaran; nilai; nilai anggaran; jumlah pagu; "
                        "besaran; alokasi; alokasi anggaran; plafon; plafon anggaran; pagu indikatif; total; total "
                        "anggaran; nominal; rupiah; apbd; pagu dpa; amount; budget; pagu (ribu rp); pagu (ribu "
                        "rupiah); pagu (ribuan rupiah); pagu dalam ribuan rupiah; anggaran (ribu rupiah); anggaran "
                        "(ribuan rupiah); pagu (juta rupiah); pagu (juta rp); pagu dalam jutaan rupiah; anggaran "
                        "(juta rupiah); jumlah (ribu rupiah)"
                    ),
                    required=True,
                    holds="money",
                    note="Rupiah baris ini. Baris jumlah di bawah tabel tidak dihitung, hanya dibandingkan.",
                    example="125000000",
                ),
            ),
            one_of=(("line", "title", "code"),),
        ),
    ),
    read=read_budgets,
    tables=("budgets",),
)

TRAVEL: Final = OfficeKind(
    name="travel",
    office_name="biaya_perjalanan",
    title="Biaya perjalanan peserta",
    purpose="Biaya mengirim satu orang ke tiap tempat pelatihan: perjalanan pulang pergi dan uang harian.",
    order=110,
    parts=(
        Part(
            "travel",
            "Biaya Perjalanan",
            (
                Field("no", "No", also("nomor; no urut; nomor urut"), holds="whole", note="Nomor urut; boleh kosong."),
                Field(
                    "origin",
                    "Asal",
                    also(
                        "daerah asal; dari; asal peserta; tempat asal; instansi asal; kota asal; kedudukan; berangkat "
                        "dari; asal daerah; tempat kedudukan; origin; from"
                    ),
                    note="Pemerintah pengirim. Tanpa kolom ini: pengirim berkas.",
                    example="Kab. Contoh",
                ),
                Field(
                    "host",
                    "Tujuan",
                    also(
                        "daerah tujuan; ke; tempat tujuan; tujuan perjalanan; kota tujuan; instansi tujuan; "
                        "penyelenggara; tempat pelatihan; lokasi; lokasi pelatihan; tempat; destination; host; to"
                    ),
                    required=True,
                    note="Pemerintah atau lembaga tempat pelatihan, dengan nama atau sebutan dari daftar instansi.",
                    example="Prov. Contoh",
                ),
                Field(
                    "transport",
                    "Transportasi PP per Orang (Rp)",
                    also(
                        "biaya per orang; biaya perjalanan; biaya perjalanan per orang; transportasi; transport; "
                        "biaya transportasi; biaya transport; biaya transportasi pp; biaya transport pp; uang "
                        "transport; ongkos; transport pp; transportasi pp; tiket pp; biaya pp; transportasi pulang "
                        "pergi; biaya transportasi pp per orang; transport per orang; transportasi per orang; biaya "
                        "per peserta; biaya perjalanan per peserta; jumlah biaya; biaya; transport pp per orang; "
                        "transportasi pp; cost per person; tiket"
                    ),
                    required=True,
                    holds="money",
                    note="Biaya perjalanan pulang pergi satu orang; 0 bila tidak ada perjalanan.",
                    example="500000",
                ),
                Field(
                    "per_day",
                    "Uang Harian per Hari (Rp)",
                    also(
                        "uang harian; uang harian diklat; uang harian per orang per hari; uang saku; uang saku per "
                        "hari; lumpsum; lumpsum per hari; biaya harian; biaya per hari; uang harian per orang; per "
                        "hari; uang harian oh; uang harian/oh; daily allowance; per day"
                    ),
                    holds="money",
                    note="Uang harian satu orang satu hari. Tanpa kolom ini dianggap sudah termasuk biaya perjalanan.",
                    example="110000",
                ),
                Field("remark", "Keterangan", also("ket; catatan; remarks"), note="Keterangan bebas; tidak dibaca."),
            ),
        ),
    ),
    read=read_travel,
    tables=("travel",),
    knows=("agencies",),
)
