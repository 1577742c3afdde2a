"""Whatever stands in the cells: a file is read to its end, and what is given fits the tables."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from betang.core.office.kinds.assessments import ASSESSMENTS, CERTIFICATES
from betang.core.office.kinds.catalogue import PROGRAMS
from betang.core.office.kinds.learning import OBLIGATIONS, TRAINING_HISTORY
from betang.core.office.kinds.money import BUDGETS, TRAVEL
from betang.core.office.kinds.needs import DIALOGUES, PROPOSALS
from betang.core.office.kinds.targets import TARGETS
from betang.core.office.reading.books import open_book
from betang.core.office.reading.grids import look
from betang.core.office.spec import also
from betang.core.office.spool import EXTRAS
from betang.core.tables import TABLES
from tests.core.office.kinds.district import LANTING, TALENAN, bring

KINDS = (
    *(PROGRAMS, BUDGETS, TRAVEL, TARGETS, DIALOGUES, PROPOSALS),
    *(ASSESSMENTS, CERTIFICATES, OBLIGATIONS, TRAINING_HISTORY),
)
SENSIBLE = (
    *also("KAS-1;PKP;Pelatihan Pengelolaan Kas;PIM IV;Klasikal;M.01;Kab. Ulin;Dinas Kesehatan;Sekretariat"),
    *also(
        "RPJMD 2025-2029;12,5 juta;belum ditetapkan;15 orang;seluruh guru;2 minggu;V;24 September 2026;JUMLAH;5.04.02"
    ),
    *also("5.04.02.2.01.0003;5.1.02.04.01.0001;A;1.1;PNS (Administrator);-;;Sasaran peserta: PNS;Lanting Nipah"),
    *("M.01; M.02", "T.KEU.01 1-3; M.03 0 ke 2", LANTING, f"{LANTING}; {TALENAN}"),
)
GOOD = {
    "nip": LANTING,
    "name": "Lanting Nipah",
    "host": "Prov. Resak",
    "origin": "Kab. Ulin",
    "unit": "Dinas Kesehatan",
}
"""Examples that this district knows, by field."""
CELLS = st.one_of(
    st.sampled_from(SENSIBLE),
    st.integers(-3, 3000),
    st.floats(-5, 3e17, allow_nan=False),
    st.sampled_from((date(2026, 9, 24), datetime(2027, 1, 2), True)),  # noqa: DTZ001  # a cell has no zone
    st.text(max_size=12),
)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(data=st.data())
def test_whatever_the_cells_the_file_is_read_and_what_comes_of_it_fits_the_tables(tmp_path_factory, kind, data):
    sheets = {}
    for part in kind.parts:
        good = {
            f"{each.title} 1" if each.numbered else each.title: GOOD.get(each.name, each.example)
            for each in part.fields
        }
        others = st.dictionaries(st.sampled_from(list(good)), CELLS, max_size=3)
        rows = [{**good, **other} for other in data.draw(st.lists(others, max_size=6))]
        sheets[part.title] = [list(good), *(list(row.values()) for row in rows)]
    found = bring(tmp_path_factory.mktemp("whatever"), kind, sheets)
    assert {*found.records} <= {*kind.tables, *EXTRAS}
    for table, records in found.records.items():
        if table in TABLES:
            for record in records:
                _fits(table, record)


def _fits(table, record):
    for column in TABLES[table].columns:
        value = record.get(column.name)
        assert value is not None or not column.required, (table, column.name, record)
        if value is not None:
            assert not column.choices or value in column.choices
            assert column.low is None or (value > column.low if column.low_open else value >= column.low)
            assert column.high is None or value <= column.high


@pytest.mark.parametrize(
    ("kind", "headings"),
    [
        (
            PROGRAMS,
            "NO;KODE;NAMA PELATIHAN;BENTUK;JP;HARI;MIN;MAX;PENYELENGGARA;BIAYA TETAP;BIAYA PER PESERTA;JML KELAS",
        ),
        (
            PROGRAMS,
            (
                "No.;Kode Diklat;Nama Diklat;Metode Pembelajaran;Jumlah JP;Lama Pelatihan (Hari);Kuota "
                "Minimal;Kuota Maksimal;Sasaran Peserta;Penyelenggara;Biaya Penyelenggaraan per Angkatan "
                "(Rp);Biaya per Orang (Rp);Jumlah Angkatan"
            ),
        ),
        (
            PROGRAMS,
            "kode_program;nama_program;jalur;jp;lama_hari;peserta_min;peserta_maks;penyelenggara;biaya_tetap_per_kelas;biaya_per_peserta;maks_kelas",
        ),
        (
            PROGRAMS,
            "KodeProgram;NamaProgram;Jalur;JamPelajaran;LamaHari;PesertaMinimal;PesertaMaksimal;Penyelenggara;BiayaTetap;BiayaPeserta;JumlahKelas",
        ),
        (BUDGETS, "Kode Rekening;Uraian;Jumlah (Rp)"),
        (BUDGETS, "No;Sub Kegiatan;Pagu Anggaran (Rp)"),
        (BUDGETS, "No;Tahun;Kode Sub Kegiatan;Uraian;Anggaran"),
        (BUDGETS, "kode_sub_kegiatan;uraian;pagu"),
        (BUDGETS, "NO;KODE REKENING;PROGRAM/KEGIATAN/SUB KEGIATAN;PAGU INDIKATIF (Rp)"),
        (BUDGETS, "Tahun Anggaran;Kode Sub Kegiatan;Nama Sub Kegiatan;Uraian Belanja;Nilai (Rp)"),
        (TRAVEL, "Tujuan;Transport;Uang Harian"),
        (TRAVEL, "asal;tujuan;biaya_per_orang"),
        (TRAVEL, "Daerah Asal;Daerah Tujuan;Biaya Transportasi PP;Uang Harian/Hari;Ket"),
        (TRAVEL, "Dari;Ke;Biaya Perjalanan per Orang (Rp)"),
        (TRAVEL, "No;Asal;Tujuan;Biaya per Peserta"),
        (TARGETS, "Kode;Dokumen;Indikator;Satuan;Baseline;Target;Tahun;Bobot"),
        (
            TARGETS,
            "kode_sasaran;dokumen;indikator;satuan;nilai_awal;target;tahun_target;bobot;kompetensi;perangkat_daerah;relevansi",
        ),
        (
            TARGETS,
            (
                "No;Kode Sasaran;Dokumen Perencanaan;Indikator Kinerja Utama;Satuan;Kondisi Awal;Target "
                "Akhir;Tahun Akhir;Bobot;Kompetensi Pendukung;OPD;Relevansi"
            ),
        ),
        (
            DIALOGUES,
            (
                "No;NIP;Nama Pegawai;Perangkat Daerah;Kompetensi;Kesenjangan;Usulan;Prioritas;Tanggal "
                "Kesepakatan;Bukan Kebutuhan Pelatihan;Alasan"
            ),
        ),
        (DIALOGUES, "nip;nama;kompetensi;tanggal_kesepakatan;bukan_kebutuhan_pelatihan;alasan"),
        (DIALOGUES, "NIP;NAMA;JABATAN;KOMPETENSI YANG PERLU DIKEMBANGKAN;GAP;TGL. KESEPAKATAN"),
        (PROPOSALS, "No;OPD;Usulan Diklat;NIP;Nama;Jml Peserta"),
        (PROPOSALS, "perangkat_daerah;usulan_pelatihan;nip;nama;jumlah_peserta;tahun"),
        (PROPOSALS, "No;SKPD;Nama Pelatihan;Jumlah Orang;Alasan"),
        (PROPOSALS, "NO;UNIT KERJA;JENIS PELATIHAN YANG DIUSULKAN;JUMLAH PESERTA;KETERANGAN"),
        (PROPOSALS, "No;Perangkat Daerah;Judul Pelatihan;Nama Calon Peserta;NIP"),
    ],
)
def test_a_file_is_known_by_the_headings_that_offices_give_it(tmp_path, kind, headings):
    path = tmp_path / "file.csv"
    path.write_text(f"{headings}\n{';'.join('x' for _ in headings.split(';'))}\n")
    assert look(open_book(path, path.name), KINDS).kind is kind
