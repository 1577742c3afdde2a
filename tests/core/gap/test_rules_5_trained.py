"""Trained, not measured again

---
Sudah dilatih, belum diukur ulang
"""

from __future__ import annotations

from tests.core.gap.spec import Spec

ANI_SHORT = """
    person | competency | level | assessed_on | source
    Ani    | Integritas | 2     | 2026-03-02  | test
    """
FOUR_PEOPLE = """
    person | agency   | unit            | job
    Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
    Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
    Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
    Dewi   | Katingan | Dinas Kesehatan | Kepala Bidang
    """


def test_t1_trained_since_the_assessment_is_still_short_and_counted_apart(spec: Spec) -> None:
    """Trained since the assessment: still short, and counted apart

    A training does not prove a level. The person stays short until measured again; the map says how many of the short
    have been trained since, so that nobody is sent twice. Which trainings count follows from the outcomes of the
    programme.

    ---
    Dilatih sesudah diukur: tetap kurang, dan dihitung tersendiri

    Pelatihan tidak membuktikan tingkat. Orangnya tetap kurang sampai diukur ulang; peta menyebut berapa dari yang
    kurang sudah dilatih sesudahnya, agar tidak ada yang dikirim dua kali. Pelatihan mana yang dihitung mengikuti hasil
    belajar programnya.
    """
    spec(
        assessments=ANI_SHORT,
        training_history="""
            person | program              | start      | end
            Ani    | Pelatihan Integritas | 2026-06-08 | 2026-06-12
            """,
        gaps="""
            person | held | shortfall | trained
            Ani    | 2    | 1         | yes
            """,
        cells="""
            competency | required | known | short | trained | levels | priority
            Integritas | 1        | 1     | 1     | 1       | 1      | 1.000000
            """,
    )


def test_t2_only_training_after_the_deciding_assessment_counts(spec: Spec) -> None:
    """Only a training finished after the day of the deciding assessment counts

    What was learned before, or on the very day, the assessment has already seen. The deciding assessment is the one
    that gives the level: for Citra her test, not the newer word of her supervisor.

    ---
    Hanya pelatihan yang selesai sesudah hari penilaian penentu yang dihitung

    Yang dipelajari sebelumnya, atau tepat pada hari itu, sudah terlihat dalam penilaian. Penilaian penentu adalah yang
    memberi tingkat: bagi Citra uji kompetensinya, bukan penilaian atasan yang lebih baru.
    """
    spec(
        people=FOUR_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-06-12  | test
            Budi   | Integritas | 2     | 2026-06-12  | test
            Citra  | Integritas | 2     | 2026-06-12  | test
            Citra  | Integritas | 1     | 2026-09-01  | supervisor
            Dewi   | Integritas | 2     | 2026-06-12  | test
            """,
        training_history="""
            person | program              | end
            Ani    | Pelatihan Integritas | 2026-06-12
            Budi   | Pelatihan Integritas | 2026-06-13
            Citra  | Pelatihan Integritas | 2026-07-03
            Dewi   | Pelatihan Integritas | 2026-05-08
            """,
        gaps="""
            person | shortfall | trained
            Ani    | 1         | no
            Budi   | 1         | yes
            Citra  | 1         | yes
            Dewi   | 1         | no
            """,
    )


def test_t3_a_training_of_a_year_ago_or_more_no_longer_counts(spec: Spec) -> None:
    """A training of a year ago or more no longer counts, nor does one still to come

    Less than a year before the day of the map: on 1 January 2027 the training must have ended after 1 January 2026, and
    on 1 January 2027 at the latest.

    ---
    Pelatihan setahun yang lalu atau lebih tidak dihitung lagi, begitu pula yang belum berlangsung

    Kurang dari setahun sebelum hari peta: pada 1 Januari 2027 pelatihan harus selesai sesudah 1 Januari 2026, dan
    selambat-lambatnya 1 Januari 2027.
    """
    spec(
        people=FOUR_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2025-03-02  | test
            Budi   | Integritas | 2     | 2025-03-02  | test
            Citra  | Integritas | 2     | 2025-03-02  | test
            Dewi   | Integritas | 2     | 2025-03-02  | test
            """,
        training_history="""
            person | program              | end
            Ani    | Pelatihan Integritas | 2026-01-01
            Budi   | Pelatihan Integritas | 2026-01-02
            Citra  | Pelatihan Integritas | 2027-01-01
            Dewi   | Pelatihan Integritas | 2027-01-02
            """,
        gaps="""
            person | shortfall | trained
            Ani    | 1         | no
            Budi   | 1         | yes
            Citra  | 1         | yes
            Dewi   | 1         | no
            """,
    )


def test_t4_the_end_says_when_a_training_finished_else_its_start(spec: Spec) -> None:
    """The end says when a training finished; where it is empty, the start

    A training that has begun and ends after the day of the map is not finished. One without any date counts for
    nothing.

    ---
    Tanggal selesai menentukan kapan pelatihan berakhir; bila kosong, tanggal mulai

    Pelatihan yang sudah mulai dan berakhir sesudah hari peta belum selesai. Pelatihan tanpa tanggal sama sekali tidak
    dihitung.
    """
    spec(
        people=FOUR_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Budi   | Integritas | 2     | 2026-03-02  | test
            Citra  | Integritas | 2     | 2026-03-02  | test
            Dewi   | Integritas | 2     | 2026-03-02  | test
            """,
        training_history="""
            person | program              | start      | end
            Ani    | Pelatihan Integritas | 2026-06-08 |
            Budi   | Pelatihan Integritas | 2026-02-23 | 2026-03-06
            Citra  | Pelatihan Integritas | 2026-12-28 | 2027-01-08
            Dewi   | Pelatihan Integritas |            |
            """,
        gaps="""
            person | shortfall | trained
            Ani    | 1         | yes
            Budi   | 1         | yes
            Citra  | 1         | no
            Dewi   | 1         | no
            """,
    )


def test_t5_a_training_counts_only_for_the_outcomes_of_its_programme(spec: Spec) -> None:
    """A training counts only for the competencies its programme teaches

    A training that was not recognised as a programme of the catalogue counts for none.

    ---
    Pelatihan hanya dihitung untuk kompetensi yang diajarkan programnya

    Pelatihan yang tidak dikenali sebagai program dalam katalog tidak dihitung untuk kompetensi mana pun.
    """
    spec(
        people=FOUR_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Budi   | Integritas | 2     | 2026-03-02  | test
            """,
        training_history="""
            person | title                  | program              | end
            Ani    | Pelatihan Komunikasi   | Pelatihan Komunikasi | 2026-06-12
            Budi   | Diklat Integritas Dasar |                      | 2026-06-12
            """,
        gaps="""
            person | state   | trained
            Ani    | known   | no
            Budi   | known   | no
            Citra  | unknown | no
            Dewi   | unknown | no
            """,
    )


def test_t6_only_the_known_and_short_can_be_trained(spec: Spec) -> None:
    """Only those who are known to be short are counted as trained

    Who meets the requirement, or whose level is unknown or expired, is not.

    ---
    Hanya yang terukur kurang yang dihitung sebagai sudah dilatih

    Yang sudah memenuhi syarat jabatannya, atau yang tingkatnya belum diketahui atau kedaluwarsa, tidak dihitung.
    """
    spec(
        people=FOUR_PEOPLE,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 3     | 2026-03-02  | test
            Budi   | Integritas | 2     | 2026-03-02  | test
            Citra  | Integritas | 2     | 2022-03-02  | test
            """,
        training_history="""
            person | program              | end
            Ani    | Pelatihan Integritas | 2026-06-12
            Budi   | Pelatihan Integritas | 2026-06-12
            Citra  | Pelatihan Integritas | 2026-06-12
            Dewi   | Pelatihan Integritas | 2026-06-12
            """,
        gaps="""
            person | state   | shortfall | trained
            Ani    | known   | 0         | no
            Budi   | known   | 1         | yes
            Citra  | expired |           | no
            Dewi   | unknown |           | no
            """,
        cells="""
            competency | required | known | expired | unknown | short | trained
            Integritas | 4        | 2     | 1       | 1       | 1     | 1
            """,
    )
