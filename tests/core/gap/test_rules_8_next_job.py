"""The map for the next post

---
Peta untuk jabatan berikutnya
"""

from __future__ import annotations

from tests.core.gap.spec import Spec

PEOPLE = """
    person | agency   | unit            | job         | next_job         | legal_position
    Ani    | Katingan | Dinas Kesehatan | Kepala Seksi | Kepala Bidang    |
    Budi   | Katingan | Dinas Kesehatan | Kepala Seksi |                  |
    Citra  | Sukamara | Dinas Kesehatan | Kepala Seksi | Kepala Bidang    |
    Dewi   | Katingan | Dinas Kesehatan | Kepala Seksi | Sekretaris Dinas |
    Eko    | Katingan | Dinas Kesehatan | Kepala Seksi | Kepala Bidang    | 99
    """
STANDARDS = """
    agency   | job           | tier          | competency | level | importance
             |               | pengawas      | Integritas | 2     | needed
             |               | administrator | Integritas | 3     | important
    Katingan | Kepala Bidang |               | Integritas | 4     | absolute
    """


def test_j1_everyone_is_held_against_the_standard_of_their_next_post(spec: Spec) -> None:
    """Everyone is held against the standard of their next post

    People without a next post are left out, as are those who are away. The four steps to a standard are the same, with
    the job and tier of the next post and the person's own agency.

    ---
    Setiap orang dibandingkan dengan standar jabatan berikutnya

    Orang tanpa jabatan berikutnya tidak disertakan, begitu pula yang sedang tidak bertugas. Empat langkah menuju
    standar tetap sama, dengan jabatan dan jenjang berikutnya serta instansi orang itu sendiri.
    """
    spec(
        people=PEOPLE,
        standards=STANDARDS,
        next_job=True,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            """,
        gaps="""
            person | agency   | required | held | shortfall | importance
            Ani    | Katingan | 4        | 2    | 2         | 3
            Citra  | Sukamara | 3        |      |           | 2
            Dewi   | Katingan | 3        |      |           | 2
            """,
    )


def test_j2_the_map_of_the_present_post_does_not_look_at_the_next(spec: Spec) -> None:
    """The map of the present post does not look at the next one

    ---
    Peta jabatan sekarang tidak melihat jabatan berikutnya
    """
    spec(
        people=PEOPLE,
        standards=STANDARDS,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            """,
        gaps="""
            person | agency   | required | held | shortfall | importance
            Ani    | Katingan | 2        | 2    | 0         | 1
            Budi   | Katingan | 2        |      |           | 1
            Citra  | Sukamara | 2        |      |           | 1
            Dewi   | Katingan | 2        |      |           | 1
            """,
    )
