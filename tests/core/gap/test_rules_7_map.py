"""The cells of the map and their order

---
Sel peta dan urutannya
"""

from __future__ import annotations

from tests.core.gap.spec import Spec


def test_c1_every_required_pair_is_known_expired_or_unknown(spec: Spec) -> None:
    """Every required pair is known, expired or unknown

    The three add up to what is required. "Short" and "trained" are counted inside known, "agreed" inside the other two.

    ---
    Setiap pasangan yang dipersyaratkan terukur, kedaluwarsa, atau belum diketahui

    Ketiganya berjumlah sebanyak yang dipersyaratkan. "Kurang" dan "sudah dilatih" dihitung di dalam yang terukur,
    "disepakati" di dalam dua yang lain.
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
            Ani    | Integritas | 3     | 2026-03-02  | test
            Budi   | Integritas | 1     | 2026-03-02  | test
            Citra  | Integritas | 2     | 2026-03-02  | test
            Dewi   | Integritas | 2     | 2022-03-02  | test
            """,
        training_history="""
            person | program              | end
            Citra  | Pelatihan Integritas | 2026-06-12
            """,
        needs="""
            need | person | competency | agreed_on
            K-1  | Eko    | Integritas | 2026-10-05
            """,
        cells="""
            competency | required | known | expired | unknown | short | trained | agreed | levels
            Integritas | 5        | 3     | 1       | 1       | 2     | 1       | 1      | 3
            """,
    )


def test_c2_fulfilment_counts_no_more_than_is_required(spec: Spec) -> None:
    """Fulfilment counts no more than is required

    100 x (3 + 1) / (3 + 3): what Ani holds above the requirement does not fill Budi's shortfall. Only known pairs are
    in it; where none is known there is no figure.

    ---
    Pemenuhan tidak menghitung melebihi yang dipersyaratkan

    100 x (3 + 1) / (3 + 3): kelebihan Ani di atas yang dipersyaratkan tidak mengisi kekurangan Budi. Hanya pasangan
    yang terukur yang dihitung; bila tidak ada yang terukur, tidak ada angka.
    """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan  | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan  | Kepala Bidang
            Dewi   | Katingan | Dinas Pendidikan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 5     | 2026-03-02  | test
            Budi   | Integritas | 1     | 2026-03-02  | test
            """,
        cells="""
            unit             | competency | required | known | fulfilment
            Dinas Kesehatan  | Integritas | 3        | 2     | 66.67
            Dinas Pendidikan | Integritas | 1        | 0     |
            """,
    )


def test_c3_priority_says_what_is_shown_and_priority_high_what_it_may_be(spec: Spec) -> None:
    """Priority says what is shown; "priority, at most" what it may come to

    Priority adds shortfall x importance x target weight over known pairs and agreed needs (one level each). "At most"
    takes every other pair that is not known as short by its whole requirement. Here absolute weighs 3: 3 x (2 + 1) = 9,
    and 3 x 3 more for Citra, who is unknown.

    ---
    Prioritas menyatakan yang tampak; "prioritas tertinggi yang mungkin" menyatakan sampai berapa jadinya

    Prioritas menjumlahkan kesenjangan x kepentingan x bobot sasaran atas pasangan yang terukur dan kebutuhan yang
    disepakati (masing-masing satu tingkat). Yang kedua menganggap setiap pasangan lain yang belum diketahui kurang
    sebesar seluruh yang dipersyaratkan. Di sini mutlak berbobot 3: 3 x (2 + 1) = 9, dan 3 x 3 lagi bagi Citra, yang
    belum diketahui.
    """
    spec(
        people="""
            person | agency   | unit            | job
            Ani    | Katingan | Dinas Kesehatan | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan | Kepala Bidang
            """,
        standards="""
            tier          | competency | level | importance
            administrator | Integritas | 3     | absolute
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 1     | 2026-03-02  | test
            """,
        needs="""
            need | person | competency | agreed_on
            K-1  | Budi   | Integritas | 2026-10-05
            """,
        cells="""
            competency | required | known | agreed | levels | priority | priority_high
            Integritas | 3        | 1     | 1      | 2      | 9.000000 | 18.000000
            """,
    )


def test_c4_a_cell_is_ranked_when_half_of_its_pairs_are_known(spec: Spec) -> None:
    """A cell is ranked when at least half of its pairs are known

    The others have no rank and stand apart under "measure first": what is hardly measured is neither at the top nor at
    the bottom of the list.

    ---
    Sel diberi peringkat bila sedikitnya separuh pasangannya terukur

    Yang lain tidak berperingkat dan berada tersendiri pada "ukur dahulu": yang hampir tidak terukur tidak berada
    di puncak dan tidak pula di dasar daftar.
    """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan  | Kepala Bidang
            Citra  | Katingan | Dinas Pendidikan | Kepala Bidang
            Dewi   | Katingan | Dinas Pendidikan | Kepala Bidang
            Eko    | Katingan | Dinas Pendidikan | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Citra  | Integritas | 0     | 2026-03-02  | test
            """,
        cells="""
            unit             | competency | required | known | priority | priority_high | rank
            Dinas Kesehatan  | Integritas | 2        | 1     | 1.000000 | 4.000000      | 1
            Dinas Pendidikan | Integritas | 3        | 1     | 3.000000 | 9.000000      |
            """,
    )


def test_c5_ranks_run_over_the_whole_file_in_one_stated_order(spec: Spec) -> None:
    """Ranks run over the whole file in one stated order

    The higher priority first; where it is the same, the higher "priority, at most"; then agency, unit and competency by
    code. No two cells share a rank. A cell in which nothing is missing is ranked too, at the end.

    ---
    Peringkat berlaku untuk seluruh berkas dalam satu urutan yang tetap

    Prioritas yang lebih tinggi lebih dahulu; bila sama, "prioritas tertinggi yang mungkin" yang lebih besar; lalu
    instansi, unit, dan kompetensi menurut kode. Tidak ada dua sel dengan peringkat yang sama. Sel tanpa kekurangan pun
    berperingkat, di urutan akhir.
    """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Pendidikan | Kepala Bidang
            Citra  | Katingan | Sekretariat      | Kepala Bidang
            Dewi   | Katingan | Sekretariat      | Kepala Bidang
            Eko    | Sukamara | Badan Pendapatan | Kepala Bidang
            Fitri  | Sukamara | Dinas Kesehatan  | Kepala Bidang
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Budi   | Integritas | 3     | 2026-03-02  | test
            Citra  | Integritas | 2     | 2026-03-02  | test
            Eko    | Integritas | 2     | 2026-03-02  | test
            Fitri  | Integritas | 1     | 2026-03-02  | test
            """,
        cells="""
            rank | agency   | unit             | competency | priority | priority_high
            1    | Sukamara | Dinas Kesehatan  | Integritas | 2.000000 | 2.000000
            2    | Katingan | Sekretariat      | Integritas | 1.000000 | 4.000000
            3    | Katingan | Dinas Kesehatan  | Integritas | 1.000000 | 1.000000
            4    | Sukamara | Badan Pendapatan | Integritas | 1.000000 | 1.000000
            5    | Katingan | Dinas Pendidikan | Integritas | 0.000000 | 0.000000
            """,
    )


def test_c6_priorities_are_exact_and_rounded_once_to_six_decimals(spec: Spec) -> None:
    """Priorities are exact and rounded once, to six decimals

    Sums are kept as exact decimals and divided once by the agency's average weight; only then is the result rounded.
    Here the average is (2 + 2 + 1) / 3: 1 / (5 / 3) = 0.6, and 4 / (5 / 3) = 2.4. With 7 / 4 the result does not end
    and is rounded.

    ---
    Prioritas dihitung tepat dan dibulatkan satu kali, pada enam desimal

    Jumlah disimpan sebagai desimal yang tepat dan dibagi satu kali dengan rata-rata bobot instansi; baru sesudah itu
    hasilnya dibulatkan. Di sini rata-ratanya (2 + 2 + 1) / 3: 1 / (5 / 3) = 0,6, dan 4 / (5 / 3) = 2,4. Dengan 7 / 4
    hasilnya tidak berakhir dan dibulatkan.
    """
    targets = """
        target | agency   | unit            | weight
        S-1    | Katingan | Dinas Kesehatan | 1
        """
    links = """
        target | competency | relevance
        S-1    | Integritas | 1
        """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan  | Kepala Bidang
            Dewi   | Katingan | Dinas Pendidikan | Kepala Bidang
            """,
        targets=targets,
        target_links=links,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Budi   | Integritas | 2     | 2026-03-02  | test
            Dewi   | Integritas | 2     | 2026-03-02  | test
            """,
        cells="""
            unit             | competency | levels | priority
            Dinas Kesehatan  | Integritas | 2      | 2.400000
            Dinas Pendidikan | Integritas | 1      | 0.600000
            """,
    )
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Kesehatan  | Kepala Bidang
            Citra  | Katingan | Dinas Kesehatan  | Kepala Bidang
            Dewi   | Katingan | Dinas Pendidikan | Kepala Bidang
            """,
        targets=targets,
        target_links=links,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Budi   | Integritas | 2     | 2026-03-02  | test
            Citra  | Integritas | 2     | 2026-03-02  | test
            Dewi   | Integritas | 2     | 2026-03-02  | test
            """,
        cells="""
            unit             | competency | levels | priority
            Dinas Kesehatan  | Integritas | 3      | 3.428571
            Dinas Pendidikan | Integritas | 1      | 0.571429
            """,
    )


def test_c7_people_are_counted_in_the_unit_they_sit_in(spec: Spec) -> None:
    """People are counted in the very unit they sit in

    A cell does not take in the units below; adding up is left to whoever reads the map.

    ---
    Orang dihitung tepat di unit tempatnya berada

    Suatu sel tidak mencakup unit di bawahnya; penjumlahan diserahkan kepada pembaca peta.
    """
    spec(
        people="""
            person | agency   | unit               | job
            Ani    | Katingan | Dinas Kesehatan    | Kepala Bidang
            Budi   | Katingan | Puskesmas Kasongan | Kepala Bidang
            """,
        units="""
            agency   | unit               | parent
            Katingan | Dinas Kesehatan    |
            Katingan | Puskesmas Kasongan | Dinas Kesehatan
            """,
        cells="""
            unit               | competency | required
            Dinas Kesehatan    | Integritas | 1
            Puskesmas Kasongan | Integritas | 1
            """,
    )
