"""Who is counted

---
Siapa yang dihitung
"""

from __future__ import annotations

from tests.core.gap.spec import Spec


def test_s1_people_away_or_gone_are_outside_every_count(spec: Spec) -> None:
    """People who are away or gone are outside every count

    Legal positions such as unpaid leave (02), temporary dismissal (04), preparation for retirement (20) and retired
    (99) put a person outside the map. The whole list is part of the parameter set.

    ---
    Orang yang sedang tidak bertugas atau sudah berhenti tidak ikut dihitung

    Kedudukan hukum seperti cuti di luar tanggungan negara (02), pemberhentian sementara (04), masa persiapan
    pensiun (20), dan pensiun (99) membuat seseorang berada di luar peta. Daftar lengkapnya ada dalam set parameter.
    """
    spec(
        people="""
            person | agency   | unit            | job           | legal_position
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang | 01
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang | 02
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang | 04
            Dewi   | Katingan | Dinas Kesehatan | Kepala Bidang | 20
            Eko    | Katingan | Dinas Kesehatan | Kepala Bidang | 99
            """,
        gaps="""
            person | competency | state
            Ani    | Integritas | unknown
            """,
        cells="""
            unit            | competency | required
            Dinas Kesehatan | Integritas | 1
            """,
    )


def test_s2_study_assignment_is_counted(spec: Spec) -> None:
    """People on study assignment are counted

    Someone on study assignment (03) keeps a post with a standard, so the map counts them. The yearly plan gives them
    no seat.

    ---
    Orang yang sedang tugas belajar tetap dihitung

    Pegawai tugas belajar (03) tetap memiliki jabatan dengan standar, sehingga peta menghitungnya. Rencana tahunan
    tidak memberinya kursi.
    """
    spec(
        people="""
            person | agency   | unit            | job           | legal_position
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang | 03
            """,
        gaps="""
            person | competency | required | state
            Ani    | Integritas | 3        | unknown
            """,
    )


def test_s3_people_who_retire_are_counted_until_they_have_gone(spec: Spec) -> None:
    """People who will retire are counted while they are in service

    A retirement date does not take a person out of the map, not even one in the year of the map or one that has
    passed; only the legal position does. The yearly plan gives no seat to whoever retires by the end of that year.

    ---
    Orang yang akan pensiun dihitung selama masih bertugas

    Tanggal pensiun tidak mengeluarkan seseorang dari peta, juga bila jatuh pada tahun peta atau sudah lewat; hanya
    kedudukan hukum yang menentukan. Rencana tahunan tidak memberi kursi kepada siapa pun yang pensiun sampai akhir
    tahun itu.
    """
    spec(
        people="""
            person | agency   | unit            | job           | retires_on
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang | 2027-01-31
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang | 2026-12-31
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang |
            """,
        cells="""
            unit            | competency | required | unknown
            Dinas Kesehatan | Integritas | 3        | 3
            """,
    )


def test_s4_an_unstated_legal_position_counts_as_in_service(spec: Spec) -> None:
    """A legal position that is not stated, or not in the list, counts as in service

    Nobody disappears because a cell was left empty or because a code is new.

    ---
    Kedudukan hukum yang kosong, atau tidak ada dalam daftar, berarti masih bertugas

    Tidak seorang pun hilang hanya karena sebuah sel dikosongkan atau sebuah kode masih baru.
    """
    spec(
        people="""
            person | agency   | unit            | job           | legal_position
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang |
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang | 11
            """,
        cells="""
            unit            | competency | required
            Dinas Kesehatan | Integritas | 2
            """,
    )


def test_s5_a_legal_position_that_lost_its_zero_is_read_in_full(spec: Spec) -> None:
    """A legal position that lost its leading zero is read in full

    Spreadsheets turn 02 into 2. Read as it was meant, Ani is on unpaid leave and outside the count; Budi, on study
    assignment (3), is in it.

    ---
    Kedudukan hukum yang kehilangan angka nol di depan dibaca utuh

    Lembar kerja sering mengubah 02 menjadi 2. Dibaca sebagaimana maksudnya, Ani sedang cuti di luar tanggungan negara
    dan tidak dihitung; Budi, yang tugas belajar (3), dihitung.
    """
    spec(
        people="""
            person | agency   | unit            | job           | legal_position
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang | 2
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang | 3
            """,
        gaps="""
            person | competency | state
            Budi   | Integritas | unknown
            """,
    )
