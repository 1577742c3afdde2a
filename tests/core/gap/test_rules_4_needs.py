"""Needs agreed in dialogue

---
Kebutuhan yang disepakati dalam dialog
"""

from __future__ import annotations

from tests.core.gap.spec import Spec

THREE_PEOPLE = """
    person | agency   | unit            | job
    Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
    Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
    Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
    """


def test_n1_an_agreed_need_stands_for_one_level_until_measured(spec: Spec) -> None:
    """An agreed need stands for one level until the person is measured

    Where nothing is known, or what was known has expired, a need agreed between the person and their superior counts
    as an assumed shortfall of one level in the priority. It is counted under "agreed", never under "short" or "known":
    an agreement is not a measurement.

    ---
    Kebutuhan yang disepakati mewakili satu tingkat sampai orangnya diukur

    Bila belum ada hasil ukur, atau hasil ukurnya sudah kedaluwarsa, kebutuhan yang disepakati pegawai dan
    atasannya dihitung sebagai kesenjangan anggapan satu tingkat dalam prioritas. Kebutuhan itu dihitung pada kolom
    "disepakati", tidak pernah pada "kurang" atau "terukur": kesepakatan bukan pengukuran.
    """
    spec(
        people=THREE_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Budi   | Integritas | 1     | 2022-03-02  | test
            """,
        needs="""
            need | person | competency | agreed_on
            K-1  | Ani    | Integritas | 2026-10-05
            K-2  | Budi   | Integritas | 2027-01-01
            """,
        gaps="""
            person | state   | assumed | shortfall
            Ani    | unknown | yes     |
            Budi   | expired | yes     |
            Citra  | unknown | no      |
            """,
        cells="""
            competency | required | known | expired | unknown | short | agreed | levels | priority | priority_high
            Integritas | 3        | 0     | 1       | 2       | 0     | 2      | 0      | 2.000000 | 5.000000
            """,
    )


def test_n2_once_measured_the_measurement_stands(spec: Spec) -> None:
    """Once measured, the measurement stands

    An agreed need neither adds to a measured shortfall nor makes one where the measurement shows none.

    ---
    Setelah diukur, hasil ukur yang berlaku

    Kebutuhan yang disepakati tidak menambah kesenjangan yang terukur, dan tidak menciptakan kesenjangan bila hasil ukur
    menunjukkan tidak ada.
    """
    spec(
        people=THREE_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 1     | 2026-03-02  | test
            Budi   | Integritas | 3     | 2026-03-02  | self
            Citra  | Integritas | 3     | 2026-03-02  | test
            """,
        needs="""
            need | person | competency | agreed_on
            K-1  | Ani    | Integritas | 2026-10-05
            K-2  | Budi   | Integritas | 2026-10-05
            """,
        gaps="""
            person | held | assumed | shortfall
            Ani    | 1    | no      | 2
            Budi   | 3    | no      | 0
            Citra  | 3    | no      | 0
            """,
        cells="""
            competency | known | short | agreed | levels | priority
            Integritas | 3     | 1     | 0      | 2      | 2.000000
            """,
    )


def test_n3_a_need_counts_from_the_day_it_is_agreed(spec: Spec) -> None:
    """A need counts from the day it is agreed

    A need agreed after the day of the map, or not agreed yet, makes no figure.

    ---
    Kebutuhan dihitung sejak hari disepakati

    Kebutuhan yang disepakati sesudah hari peta, atau yang belum disepakati, tidak menghasilkan angka.
    """
    spec(
        people=THREE_PEOPLE,
        needs="""
            need | person | competency | agreed_on
            K-1  | Ani    | Integritas | 2027-01-01
            K-2  | Budi   | Integritas | 2027-01-02
            K-3  | Citra  | Integritas |
            """,
        gaps="""
            person | state   | assumed
            Ani    | unknown | yes
            Budi   | unknown | no
            Citra  | unknown | no
            """,
    )


def test_n4_a_need_the_post_does_not_require_makes_no_figure(spec: Spec) -> None:
    """A need for a competency the post does not require makes no pair and no figure

    It is reported as a warning, so that somebody can mend the standard or the need.

    ---
    Kebutuhan akan kompetensi yang tidak dipersyaratkan jabatan tidak membentuk pasangan dan tidak menghasilkan angka

    Kebutuhan itu dilaporkan sebagai peringatan, agar standar atau kebutuhannya dapat diperbaiki.
    """
    spec(
        needs="""
            need | person | competency | agreed_on
            K-1  | Ani    | Komunikasi | 2026-10-05
            """,
        gaps="""
            person | competency | state   | assumed
            Ani    | Integritas | unknown | no
            """,
        warned="""
            need
            K-1
            """,
    )


def test_n5_two_needs_for_one_pair_count_once(spec: Spec) -> None:
    """Two agreed needs for the same person and competency count once

    ---
    Dua kebutuhan yang disepakati untuk orang dan kompetensi yang sama dihitung satu kali
    """
    spec(
        needs="""
            need | person | competency | agreed_on
            K-1  | Ani    | Integritas | 2026-10-05
            K-2  | Ani    | Integritas | 2026-11-09
            """,
        cells="""
            competency | required | agreed | priority | priority_high
            Integritas | 1        | 1      | 1.000000 | 1.000000
            """,
    )


def test_n6_a_need_for_a_programme_makes_no_pair(spec: Spec) -> None:
    """A need for a programme and a number of people does not enter the map

    It names no person and no competency; the yearly plan takes it up.

    ---
    Kebutuhan akan suatu program untuk sejumlah orang tidak masuk peta

    Kebutuhan itu tidak menyebut orang maupun kompetensi; rencana tahunan yang menampungnya.
    """
    spec(
        needs="""
            need | program              | people | agreed_on
            K-1  | Pelatihan Integritas | 5      | 2026-10-05
            """,
        cells="""
            competency | required | agreed | priority
            Integritas | 1        | 0      | 0.000000
            """,
    )
