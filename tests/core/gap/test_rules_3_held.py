"""What a person can show

---
Apa yang dapat ditunjukkan seseorang
"""

from __future__ import annotations

from tests.core.gap.spec import Spec


def test_h1_no_evidence_is_unknown_never_zero(spec: Spec) -> None:
    """No evidence is unknown, never zero

    A person who was never assessed in a competency has an unknown level and an unknown shortfall. Unknown is counted
    apart: it is neither met nor short.

    ---
    Tanpa bukti berarti belum diketahui, bukan nol

    Orang yang belum pernah diukur dalam suatu kompetensi memiliki tingkat yang belum diketahui dan kesenjangan yang
    belum diketahui. Yang belum diketahui dihitung tersendiri: bukan terpenuhi, bukan pula kurang.
    """
    spec(
        gaps="""
            person | competency | required | held | state   | shortfall
            Ani    | Integritas | 3        |      | unknown |
            """,
        cells="""
            competency | required | known | expired | unknown | short | levels | fulfilment
            Integritas | 1        | 0     | 0       | 1       | 0     | 0      |
            """,
    )


def test_h2_level_zero_is_known(spec: Spec) -> None:
    """Level 0 is a measurement

    Someone measured at level 0 is known, and short by the whole requirement.

    ---
    Tingkat 0 adalah hasil pengukuran

    Orang yang dinilai pada tingkat 0 berarti terukur, dan kurang sebesar seluruh yang dipersyaratkan.
    """
    spec(
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 0     | 2026-03-02  | test
            """,
        gaps="""
            person | competency | required | held | state | shortfall
            Ani    | Integritas | 3        | 0    | known | 3
            """,
        cells="""
            competency | required | known | unknown | short | levels | fulfilment
            Integritas | 1        | 1     | 0       | 1     | 3      | 0.0
            """,
    )


VALID_UNTIL_NEW_YEAR = """
    person | competency | level | assessed_on | source | valid_until
    Ani    | Integritas | 2     | 2026-03-02  | test   | 2027-01-01
    """


def test_h3_the_last_valid_day_counts_and_the_day_after_is_expired(spec: Spec) -> None:
    """The last valid day still counts; the day after, the evidence has expired

    Expired is also unknown, but it is counted apart: these people were measured once and only need measuring again.

    ---
    Hari terakhir masa berlaku masih dihitung; sehari sesudahnya bukti itu kedaluwarsa

    Kedaluwarsa juga berarti belum diketahui, tetapi dihitung tersendiri: orang-orang ini pernah diukur dan hanya perlu
    diukur ulang.
    """
    spec(
        note=("On the last valid day", "Pada hari terakhir masa berlaku"),
        assessments=VALID_UNTIL_NEW_YEAR,
        as_of="2027-01-01",
        gaps="""
            person | competency | held | state | shortfall
            Ani    | Integritas | 2    | known | 1
            """,
    )
    spec(
        note=("The day after", "Sehari sesudahnya"),
        assessments=VALID_UNTIL_NEW_YEAR,
        as_of="2027-01-02",
        gaps="""
            person | competency | held | state   | shortfall
            Ani    | Integritas |      | expired |
            """,
        cells="""
            competency | required | known | expired | unknown
            Integritas | 1        | 0     | 1       | 0
            """,
    )


def test_h4_without_a_stated_end_the_source_sets_how_long_evidence_is_valid(spec: Spec) -> None:
    """Without a stated end, three years for formal evidence and one year for opinions

    An accredited assessment, a test and a certificate are valid for three years; what a supervisor, a peer or the
    person says, for one year. The same date three (one) years on is the last valid day.

    ---
    Tanpa tanggal akhir, tiga tahun untuk bukti resmi dan satu tahun untuk pendapat

    Asesor terakreditasi, uji kompetensi, dan sertifikat berlaku tiga tahun; penilaian atasan, rekan, atau diri sendiri
    berlaku satu tahun. Tanggal yang sama tiga (satu) tahun kemudian adalah hari terakhir masa berlaku.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
            Dewi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Eko    | Katingan | Dinas Kesehatan | Kepala Bidang
            Fitri  | Katingan | Dinas Kesehatan | Kepala Bidang
            Gita   | Katingan | Dinas Kesehatan | Kepala Bidang
            Hadi   | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 3     | 2024-01-01  | accredited
            Budi   | Integritas | 3     | 2024-01-01  | test
            Citra  | Integritas | 3     | 2024-01-01  | certificate
            Dewi   | Integritas | 3     | 2023-12-31  | accredited
            Eko    | Integritas | 3     | 2026-01-01  | supervisor
            Fitri  | Integritas | 3     | 2026-01-01  | peer
            Gita   | Integritas | 3     | 2026-01-01  | self
            Hadi   | Integritas | 3     | 2025-12-31  | supervisor
            """,
        gaps="""
            person | held | state
            Ani    | 3    | known
            Budi   | 3    | known
            Citra  | 3    | known
            Dewi   |      | expired
            Eko    | 3    | known
            Fitri  | 3    | known
            Gita   | 3    | known
            Hadi   |      | expired
            """,
    )


def test_h5_a_stated_end_comes_before_the_usual_one(spec: Spec) -> None:
    """A stated end of validity comes before the usual one

    It may be shorter or longer than the usual time.

    ---
    Akhir masa berlaku yang tertulis didahulukan daripada yang lazim

    Masa berlaku itu boleh lebih pendek atau lebih panjang daripada yang lazim.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source     | valid_until
            Ani    | Integritas | 3     | 2026-03-02  | test       | 2026-12-31
            Budi   | Integritas | 3     | 2019-03-02  | supervisor | 2029-03-02
            """,
        gaps="""
            person | held | state
            Ani    |      | expired
            Budi   | 3    | known
            """,
    )


def test_h6_a_year_from_29_february_ends_on_28_february(spec: Spec) -> None:
    """A year counted from 29 February ends on 28 February

    ---
    Setahun yang dihitung dari 29 Februari berakhir pada 28 Februari
    """
    leap_day = """
        person | competency | level | assessed_on | source
        Ani    | Integritas | 2     | 2024-02-29  | supervisor
        """
    spec(
        assessments=leap_day,
        as_of="2025-02-28",
        gaps="""
            person | competency | held | state
            Ani    | Integritas | 2    | known
            """,
    )
    spec(
        assessments=leap_day,
        as_of="2025-03-01",
        gaps="""
            person | competency | held | state
            Ani    | Integritas |      | expired
            """,
    )


def test_h7_the_best_source_decides_before_the_newest(spec: Spec) -> None:
    """The best source decides, even when something newer says otherwise

    From best to least: accredited assessment, test, certificate, supervisor, peer, the person's own view.

    ---
    Sumber terbaik yang menentukan, sekalipun ada yang lebih baru berkata lain

    Dari yang terbaik: asesor terakreditasi, uji kompetensi, sertifikat, atasan, rekan, diri sendiri.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
            Dewi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Eko    | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 1     | 2024-05-06  | accredited
            Ani    | Integritas | 5     | 2026-11-02  | test
            Budi   | Integritas | 1     | 2024-05-06  | test
            Budi   | Integritas | 5     | 2026-11-02  | certificate
            Citra  | Integritas | 1     | 2024-05-06  | certificate
            Citra  | Integritas | 5     | 2026-11-02  | supervisor
            Dewi   | Integritas | 1     | 2026-05-06  | supervisor
            Dewi   | Integritas | 5     | 2026-11-02  | peer
            Eko    | Integritas | 1     | 2026-05-06  | peer
            Eko    | Integritas | 5     | 2026-11-02  | self
            """,
        gaps="""
            person | held | state
            Ani    | 1    | known
            Budi   | 1    | known
            Citra  | 1    | known
            Dewi   | 1    | known
            Eko    | 1    | known
            """,
    )


def test_h8_an_expired_best_source_gives_way(spec: Spec) -> None:
    """Only valid evidence competes

    When the best source has expired, the best of what is still valid decides.

    ---
    Hanya bukti yang masih berlaku yang dibandingkan

    Bila sumber terbaik sudah kedaluwarsa, yang terbaik di antara yang masih berlaku yang menentukan.
    """
    spec(
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 4     | 2022-05-06  | accredited
            Ani    | Integritas | 2     | 2026-05-06  | supervisor
            """,
        gaps="""
            person | competency | held | state | shortfall
            Ani    | Integritas | 2    | known | 1
            """,
    )


def test_h9_within_one_source_the_newest_decides_then_the_higher_level(spec: Spec) -> None:
    """Within one source the newest decides; on the same day, the higher level

    A newer result stands also when it is lower.

    ---
    Dalam satu sumber, yang terbaru yang menentukan; pada hari yang sama, tingkat yang lebih tinggi

    Hasil yang lebih baru tetap berlaku sekalipun lebih rendah.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 4     | 2025-05-06  | test
            Ani    | Integritas | 2     | 2026-05-06  | test
            Budi   | Integritas | 1     | 2026-05-06  | test
            Budi   | Integritas | 2     | 2026-05-06  | test
            """,
        gaps="""
            person | held | shortfall
            Ani    | 2    | 1
            Budi   | 2    | 1
            """,
    )


def test_h10_what_is_dated_after_the_day_is_not_yet_evidence(spec: Spec) -> None:
    """What is dated after the day of the map is not yet evidence

    It is not an error either. Evidence dated on the day itself counts.

    ---
    Yang bertanggal sesudah hari peta belum menjadi bukti

    Itu bukan kesalahan. Bukti yang bertanggal tepat pada hari itu dihitung.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2027-01-01  | test
            Budi   | Integritas | 2     | 2027-01-02  | test
            Citra  | Integritas | 1     | 2026-05-06  | supervisor
            Citra  | Integritas | 3     | 2027-01-02  | accredited
            """,
        gaps="""
            person | held | state
            Ani    | 2    | known
            Budi   |      | unknown
            Citra  | 1    | known
            """,
    )


def test_h11_more_than_required_is_no_negative_shortfall(spec: Spec) -> None:
    """More than required is a shortfall of 0, never less

    One competency above its requirement does not make up for another below it.

    ---
    Melebihi yang dipersyaratkan berarti kesenjangan 0, tidak pernah negatif

    Kompetensi yang melebihi yang dipersyaratkan tidak menutup kompetensi lain yang kurang.
    """
    spec(
        standards="""
            tier          | competency | level | importance
            administrator | Integritas | 3     | needed
            administrator | Komunikasi | 3     | needed
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 5     | 2026-05-06  | test
            Ani    | Komunikasi | 2     | 2026-05-06  | test
            """,
        gaps="""
            person | competency | required | held | shortfall
            Ani    | Integritas | 3        | 5    | 0
            Ani    | Komunikasi | 3        | 2    | 1
            """,
    )


def test_h12_evidence_in_what_the_post_does_not_require_makes_no_figure(spec: Spec) -> None:
    """Evidence in a competency the post does not require makes no figure

    ---
    Bukti dalam kompetensi yang tidak dipersyaratkan jabatan tidak menghasilkan angka apa pun
    """
    spec(
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Komunikasi | 2     | 2026-05-06  | test
            """,
        gaps="""
            person | competency | state
            Ani    | Integritas | unknown
            """,
    )
