"""What a post requires

---
Apa yang dipersyaratkan jabatan
"""

from __future__ import annotations

from tests.core.gap.spec import Spec

FOUR_PEOPLE = """
    person | agency   | unit            | job
    Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
    Budi   | Sukamara | Dinas Kesehatan | Kepala Bidang
    Citra  | Katingan | Dinas Kesehatan | Sekretaris Dinas
    Dewi   | Sukamara | Dinas Kesehatan | Sekretaris Dinas
    """


def test_r1_the_most_particular_standard_decides(spec: Spec) -> None:
    """The most particular standard decides

    Four places are looked at in this order, and the first that has a standard for the competency decides: the
    agency's own standard of the job, the common standard of the job, the agency's own standard of the tier, the common
    standard of the tier. A standard whose agency is empty is common to all.

    ---
    Standar yang paling khusus yang menentukan

    Empat tempat dilihat berurutan, dan yang pertama memiliki standar untuk kompetensi itu yang menentukan: standar
    jabatan milik instansi sendiri, standar jabatan yang berlaku umum, standar jenjang milik instansi sendiri, standar
    jenjang yang berlaku umum. Standar tanpa instansi berlaku umum.
    """
    spec(
        people=FOUR_PEOPLE,
        standards="""
            agency   | job           | tier          | competency | level | importance
            Katingan | Kepala Bidang |               | Integritas | 5     | absolute
                     | Kepala Bidang |               | Integritas | 4     | important
            Katingan |               | administrator | Integritas | 3     | important
                     |               | administrator | Integritas | 2     | needed
            """,
        gaps="""
            person | agency   | required | importance
            Ani    | Katingan | 5        | 3
            Budi   | Sukamara | 4        | 2
            Citra  | Katingan | 3        | 2
            Dewi   | Sukamara | 2        | 1
            """,
    )


def test_r2_a_common_job_standard_comes_before_the_own_tier_standard(spec: Spec) -> None:
    """A common standard of the job comes before the agency's own standard of the tier

    What is said of the job itself is nearer than what is said of its whole tier, even when the agency said the latter.

    ---
    Standar jabatan yang berlaku umum didahulukan daripada standar jenjang milik instansi

    Yang dikatakan tentang jabatan itu sendiri lebih dekat daripada yang dikatakan tentang seluruh jenjangnya,
    sekalipun standar jenjang itu milik instansi sendiri.
    """
    spec(
        standards="""
            agency   | job           | tier          | competency | level | importance
                     | Kepala Bidang |               | Integritas | 2     | needed
            Katingan |               | administrator | Integritas | 4     | absolute
            """,
        gaps="""
            person | competency | required | importance
            Ani    | Integritas | 2        | 1
            """,
    )


def test_r3_each_competency_finds_its_own_standard(spec: Spec) -> None:
    """Each competency finds its own standard

    A standard of the job for one competency does not silence the tier's standards for the others.

    ---
    Setiap kompetensi mencari standarnya sendiri

    Standar jabatan untuk satu kompetensi tidak meniadakan standar jenjang untuk kompetensi yang lain.
    """
    spec(
        standards="""
            job           | tier          | competency | level | importance
            Kepala Bidang |               | Integritas | 4     | absolute
                          | administrator | Integritas | 3     | needed
                          | administrator | Komunikasi | 3     | needed
            """,
        gaps="""
            person | competency | required
            Ani    | Integritas | 4
            Ani    | Komunikasi | 3
            """,
    )


def test_r4_a_post_without_a_standard_requires_nothing_of_the_map(spec: Spec) -> None:
    """A post without any standard makes no pair

    Nothing is invented for it: its people appear in no cell, whatever evidence they have.

    ---
    Jabatan tanpa standar tidak menghasilkan pasangan apa pun

    Tidak ada yang dikarang: orangnya tidak muncul dalam sel mana pun, apa pun bukti yang dimilikinya.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Bidan
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Budi   | Integritas | 1     | 2026-03-02  | test
            """,
        gaps="""
            person | competency | state
            Ani    | Integritas | unknown
            """,
        cells="""
            unit            | competency | required | known
            Dinas Kesehatan | Integritas | 1        | 0
            """,
    )


def test_r5_another_agencys_standard_never_applies(spec: Spec) -> None:
    """Another agency's standard never applies

    Sukamara's own standards bind Sukamara's people only.

    ---
    Standar milik instansi lain tidak pernah berlaku

    Standar milik Sukamara hanya mengikat orang Sukamara.
    """
    spec(
        people=FOUR_PEOPLE,
        standards="""
            agency   | job           | tier          | competency | level | importance
            Sukamara | Kepala Bidang |               | Integritas | 5     | absolute
            Sukamara |               | administrator | Komunikasi | 4     | absolute
                     |               | administrator | Integritas | 3     | needed
            """,
        gaps="""
            person | agency   | competency | required
            Ani    | Katingan | Integritas | 3
            Budi   | Sukamara | Integritas | 5
            Budi   | Sukamara | Komunikasi | 4
            Citra  | Katingan | Integritas | 3
            Dewi   | Sukamara | Integritas | 3
            Dewi   | Sukamara | Komunikasi | 4
            """,
    )


def test_r6_what_rests_on_a_default_or_draft_standard_is_said(spec: Spec) -> None:
    """What rests on a default or draft standard is said

    Each cell counts the pairs whose deciding standard is a default or a draft. A standard set by decree, or one whose
    basis is not stated, is not counted; nor is a default that a nearer standard overrules.

    ---
    Yang bersandar pada standar bawaan atau rancangan dinyatakan

    Setiap sel menghitung pasangan yang standar penentunya masih bawaan atau rancangan. Standar yang ditetapkan dengan
    keputusan, atau yang dasarnya tidak disebut, tidak dihitung; begitu pula standar bawaan yang dikalahkan standar
    yang lebih khusus.
    """
    spec(
        people=FOUR_PEOPLE,
        standards="""
            agency   | job           | tier          | competency | level | importance | basis
            Katingan | Kepala Bidang |               | Integritas | 4     | needed     | decree
                     |               | administrator | Integritas | 3     | needed     | default
                     |               | administrator | Komunikasi | 3     | needed     | draft
                     |               | administrator | Kerja Sama | 3     | needed     |
            """,
        cells="""
            agency   | competency | required | on_default
            Katingan | Integritas | 2        | 1
            Katingan | Komunikasi | 2        | 2
            Katingan | Kerja Sama | 2        | 0
            Sukamara | Integritas | 2        | 2
            Sukamara | Komunikasi | 2        | 2
            Sukamara | Kerja Sama | 2        | 0
            """,
    )
