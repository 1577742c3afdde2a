"""Which kind a list is, by its headings alone."""

from __future__ import annotations

import pytest

from betang.core.office.kinds.agencies import AGENCIES
from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from betang.core.office.kinds.catalogue import PROGRAMS
from betang.core.office.kinds.learning import OBLIGATIONS, TRAINING_HISTORY
from betang.core.office.kinds.money import BUDGETS, TRAVEL
from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.core.office.kinds.people import PEOPLE
from betang.core.office.kinds.performance import PERFORMANCE
from betang.core.office.kinds.standards import COMPETENCIES, STANDARDS
from betang.core.office.kinds.targets import TARGETS
from betang.core.office.kinds.units import JOBS, UNITS
from betang.core.office.reading.books import open_book
from betang.core.office.reading.grids import look
from tests.core.office.kinds.registers import SIASN

KINDS = (
    *(AGENCIES, UNITS, JOBS, PEOPLE, PERFORMANCE, PROGRAMS, BUDGETS, TRAVEL, TARGETS, DIALOGUES, PROPOSALS),
    *(COMPETENCIES, STANDARDS, ASSESSMENTS, CERTIFICATES, OBLIGATIONS, TRAINING_HISTORY),
)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        (";".join(SIASN), PEOPLE),
        ("NO;NAMA;NIP;GOL;JABATAN;UNIT KERJA", PEOPLE),
        ("Nama;NIP;Jabatan;OPD", PEOPLE),
        ("nip_baru;nama_pegawai;gol_akhir_nama;jabatan_id;jabatan_nama;unor_id;unor_nama", PEOPLE),
        ("NIP/NI PPPK;NAMA LENGKAP DAN GELAR;TANGGAL LAHIR;GOLONGAN;JABATAN;ESELON;SKPD;STATUS KEPEGAWAIAN", PEOPLE),
        ("Id;NamaUnor;DiatasanId;EselonId;NamaJabatan", UNITS),
        ("No;Kode Unit Kerja;Unit Kerja;Eselon", UNITS),
        ("kode_unit;nama_unit;kode_induk", UNITS),
        ("Kode Jabatan;Nama Jabatan;Jenjang;Rumpun;Urusan", JOBS),
        ("nip;nama;jabatan;tahun_skp;capaian;hasil_kerja;perilaku_kerja;hasil_akhir", PERFORMANCE),
        ("NIP;Nama;2024;2025", PERFORMANCE),
        ("NIP;Nama;Jabatan;Unit Kerja;Predikat Kinerja 2024;Predikat Kinerja 2025", PERFORMANCE),
        ("No;NIP;Nama;Jabatan;Unit Kerja;Rating Hasil Kerja;Rating Perilaku;Predikat Kinerja Pegawai", PERFORMANCE),
        ("nip;tahun;kuadranKinerjaNilai", PERFORMANCE),
        ("kode_bkn;nama;jenis;kode_kemendagri;nama_lain", AGENCIES),
        ("Kode Instansi;Nama Instansi;Jenis Instansi;Nama Lain", AGENCIES),
        ("No;NIP;Nama;Jabatan;M.01;M.02;SK.01;Tanggal Penilaian;Akreditasi", ASSESSMENTS),
        ("NIP;Nama;Integritas;Kerja Sama;Komunikasi;Tgl Asesmen;Penyelenggara;Status Akreditasi", ASSESSMENTS),
        ("NIP;Nama;Kode Kompetensi;Standar;Capaian;Tanggal Uji;Penyelenggara;Akreditasi", ASSESSMENTS),
        ("nip;kompetensi;level;tanggal", ASSESSMENTS),
        (
            "NIP;Nama;Kode Kompetensi;Nama Sertifikat;Level;Nomor Sertifikat;LSP;Tanggal Terbit;Berlaku Sampai",
            CERTIFICATES,
        ),
        ("NIP;Nama;Unit Kompetensi;Level Kompetensi;No Sertifikat;Tgl Terbit;Masa Berlaku", CERTIFICATES),
        ("NIP;Nama;Jabatan;Pelatihan Wajib;Dasar;Batas Waktu", OBLIGATIONS),
        ("NIP;Nama;Diklat Wajib;Dasar Hukum;Paling Lambat", OBLIGATIONS),
        (
            "nip;nama;jenis_diklat;nama_diklat;penyelenggara;no_sertipikat;tanggal_mulai;tanggal_selesai;jp",
            TRAINING_HISTORY,
        ),
        ("NIP;Nama;Nama Pelatihan;Jenis Pelatihan;Tanggal Pelaksanaan;Penyelenggara;JP", TRAINING_HISTORY),
        (
            "idPns;jenisDiklatId;namaKursus;institusiPenyelenggara;noSertipikat;tanggalKursus;jumlahJam",
            TRAINING_HISTORY,
        ),
    ],
)
def test_a_list_is_known_by_its_headings(tmp_path, heading, kind):
    path = tmp_path / "list.csv"
    cells = ["199001012015031001" if "nip" in name.lower() else "Lanting" for name in heading.split(";")]
    path.write_text(f"{heading}\n{';'.join(cells)}\n", encoding="utf-8")
    assert look(open_book(path, path.name), KINDS).kind is kind
