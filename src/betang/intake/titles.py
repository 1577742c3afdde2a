"""What kinds of files, tables and their columns are called on screens, and where a spelling is looked up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from betang.intake import registry
from betang.intake.models import Severity
from betang.ui.words import Words

if TYPE_CHECKING:
    from betang.core.office.spec import OfficeKind

TABLES: Words = {
    "agencies": _("Pemerintah"),
    "units": _("Unit kerja"),
    "jobs": _("Jabatan"),
    "people": _("Pegawai"),
    "competencies": _("Kamus kompetensi"),
    "standards": _("Standar kompetensi"),
    "performance": _("Predikat kinerja"),
    "assessments": _("Hasil penilaian kompetensi"),
    "targets": _("Sasaran pembangunan"),
    "target_links": _("Keterkaitan sasaran dengan kompetensi"),
    "programs": _("Program pelatihan"),
    "outcomes": _("Hasil belajar program"),
    "eligibility": _("Syarat peserta program"),
    "hosts": _("Penyelenggara program"),
    "budgets": _("Pagu anggaran"),
    "travel": _("Biaya perjalanan"),
    "training_history": _("Riwayat pelatihan"),
    "obligations": _("Kewajiban mengikuti pelatihan"),
    "needs": _("Kebutuhan yang disepakati"),
    "proposals": _("Usulan pelatihan"),
    "not_training": _("Bukan kebutuhan pelatihan"),
    "aliases": _("Nama lain"),
    "findings": _("Temuan mutu data"),
}
"""The tables of the dictionary, and what readers give besides."""
COLUMNS: Words = {
    "affair": _("urusan"),
    "agency": _("pemerintah"),
    "agreed_on": _("tanggal kesepakatan"),
    "amount": _("jumlah"),
    "assessed_on": _("tanggal penilaian"),
    "baseline": _("keadaan awal"),
    "basis": _("dasar"),
    "bkn_code": _("kode BKN"),
    "born": _("tanggal lahir"),
    "certificate": _("nomor sertifikat"),
    "channel": _("jalur"),
    "class_max": _("peserta paling banyak"),
    "class_min": _("peserta paling sedikit"),
    "competency": _("kompetensi"),
    "days": _("hari"),
    "document": _("dokumen"),
    "due": _("batas waktu"),
    "education": _("pendidikan"),
    "employed_from": _("TMT CPNS"),
    "end": _("selesai"),
    "family": _("rumpun jabatan"),
    "fixed_cost": _("biaya tetap per kelas"),
    "from_level": _("tingkat awal"),
    "goal": _("target"),
    "host": _("penyelenggara"),
    "hours": _("jam pelajaran"),
    "hours_counted": _("jam pelajaran yang dihitung"),
    "importance": _("kepentingan"),
    "indicator": _("indikator"),
    "job": _("jabatan"),
    "job_since": _("TMT jabatan"),
    "kind": _("jenis"),
    "learning": _("usulan pengembangan"),
    "learning_program_id": _("program yang diusulkan"),
    "legal_position": _("kedudukan hukum"),
    "level": _("tingkat"),
    "match": _("kecocokan dengan katalog"),
    "max_classes": _("kelas paling banyak"),
    "name": _("nama"),
    "need": _("kebutuhan"),
    "next_job": _("jabatan berikutnya"),
    "nip": _("NIP"),
    "onsite_days": _("hari di kampus"),
    "organiser": _("lembaga penyelenggara"),
    "origin": _("asal"),
    "parent": _("induk"),
    "people": _("jumlah orang"),
    "per_day": _("uang harian"),
    "person": _("pegawai"),
    "persons": _("pegawai yang diusulkan"),
    "predicate": _("predikat"),
    "priority": _("prioritas atasan"),
    "program": _("program"),
    "purpose": _("peruntukan"),
    "rank": _("golongan"),
    "region_code": _("kode wilayah"),
    "relevance": _("keterkaitan"),
    "retains": _("kontribusi dikelola sendiri"),
    "retires_on": _("TMT pensiun"),
    "rule": _("dasar kewajiban"),
    "seat_cost": _("biaya per peserta"),
    "sex": _("jenis kelamin"),
    "source": _("sumber"),
    "start": _("mulai"),
    "status": _("status kepegawaian"),
    "superior": _("nama atasan"),
    "supervisor": _("atasan langsung"),
    "target": _("sasaran"),
    "tariff": _("tarif kontribusi"),
    "tier": _("jenjang jabatan"),
    "title": _("judul"),
    "to_level": _("tingkat akhir"),
    "transport": _("biaya transpor"),
    "unit": _("unit kerja"),
    "unit_of_measure": _("satuan"),
    "valid_until": _("berlaku sampai"),
    "way": _("cara belajar"),
    "weight": _("bobot"),
    "year": _("tahun"),
}
"""The columns of those tables."""
DIRECTORIES: Words = {
    "agencies": _("instansi"),
    "units": _("unit kerja"),
    "jobs": _("jabatan"),
    "competencies": _("kompetensi"),
    "programs": _("program pelatihan"),
    "targets": _("sasaran"),
}
"""Where a spelling is looked up (`core.office.desk.Known`)."""
FORMATS: Words = {
    "xlsx": _("buku kerja Excel (.xlsx)"),
    "xls": _("buku kerja Excel lama (.xls)"),
    "xlsb": _("buku kerja Excel biner (.xlsb)"),
    "ods": _("buku kerja OpenDocument (.ods)"),
    "text": _("teks berkolom (.csv)"),
}
"""How a file is made."""
SEVERITIES: Words = dict(Severity.choices)
"""What a problem means for its row, the worst first."""
LOOKED_UP = {
    "unknown_unit": "units",
    "unknown_job": "jobs",
    "unknown_competency": "competencies",
    "unknown_program": "programs",
    "unknown_agency": "agencies",
    "unknown_target": "targets",
    "no_match": "programs",
    "ambiguous_match": "programs",
}
"""The directory in which a problem's spelling was looked for in vain."""


def kind_title(name: str | None) -> str:
    """What a kind is called; a dash where it is not known."""
    found = registry.kinds().get(name or "")
    return translated(found.title) if found else "–"


def of(text: str) -> str:
    """A text of a kind (title, purpose, note of a field) in the reader's language."""
    return translated(text) if text else ""


def table(name: str) -> str:
    """What a table is called."""
    return str(TABLES.get(name, name))


def column(name: str) -> str:
    """What a column is called."""
    return str(COLUMNS.get(name, name))


def field(kind: OfficeKind, path: str) -> str:
    """What `part.field` of a kind is called: the heading its template prints."""
    part, _dot, name = path.partition(".")
    for one in kind.parts:
        for each in one.fields:
            if (one.name, each.name) == (part, name):
                return each.title
    return path
