"""How much a shortfall matters

---
Seberapa penting suatu kesenjangan
"""

from __future__ import annotations

from tests.core.gap.spec import Spec

THREE_OFFICES = """
    person | agency   | unit               | job
    Ani    | Katingan | Dinas Kesehatan    | Kepala Bidang
    Budi   | Katingan | Puskesmas Kasongan | Kepala Bidang
    Citra  | Katingan | Dinas Pendidikan   | Kepala Bidang
    """
TREE = """
    agency   | unit               | parent
    Katingan | Dinas Kesehatan    |
    Katingan | Puskesmas Kasongan | Dinas Kesehatan
    Katingan | Dinas Pendidikan   |
    """


def test_w1_importance_weighs_three_two_one(spec: Spec) -> None:
    """The standard's importance weighs 3, 2 or 1

    Absolute 3, important 2, needed 1. One missing level in an absolute competency weighs as much as three in one that
    is needed.

    ---
    Kepentingan dalam standar berbobot 3, 2, atau 1

    Mutlak 3, penting 2, perlu 1. Kurang satu tingkat pada kompetensi mutlak seberat kurang tiga tingkat pada kompetensi
    yang perlu.
    """
    spec(
        standards="""
            tier          | competency | level | importance
            administrator | Integritas | 3     | absolute
            administrator | Komunikasi | 3     | important
            administrator | Kerja Sama | 3     | needed
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Ani    | Komunikasi | 2     | 2026-03-02  | test
            Ani    | Kerja Sama | 0     | 2026-03-02  | test
            """,
        gaps="""
            person | competency | importance | shortfall | target_weight
            Ani    | Integritas | 3          | 1         | 1.0
            Ani    | Komunikasi | 2          | 1         | 1.0
            Ani    | Kerja Sama | 1          | 3         | 1.0
            """,
        cells="""
            competency | levels | priority
            Integritas | 1      | 3.000000
            Komunikasi | 1      | 2.000000
            Kerja Sama | 3      | 3.000000
            """,
    )


def test_w2_a_link_holds_for_its_unit_and_the_units_below(spec: Spec) -> None:
    """A target's link holds for its unit and the units below it

    The raw weight of a pair is 1, plus weight x relevance of each link that holds for its competency in its unit. Here
    it is 2 for Ani and Budi and 1 for Citra, 5 / 3 on average; each is divided by that average.

    ---
    Keterkaitan dengan sasaran berlaku bagi unitnya dan unit di bawahnya

    Bobot mentah suatu pasangan adalah 1, ditambah bobot x relevansi setiap keterkaitan yang berlaku bagi kompetensi itu
    di unitnya. Di sini 2 bagi Ani dan Budi dan 1 bagi Citra, rata-rata 5 / 3; masing-masing dibagi rata-rata itu.
    """
    spec(
        people=THREE_OFFICES,
        units=TREE,
        targets="""
            target | agency   | unit            | weight
            S-1    | Katingan | Dinas Kesehatan | 1
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        gaps="""
            person | unit               | target_weight
            Ani    | Dinas Kesehatan    | 1.2
            Budi   | Puskesmas Kasongan | 1.2
            Citra  | Dinas Pendidikan   | 0.6
            """,
    )


def test_w3_a_link_on_a_lower_unit_does_not_reach_up_or_aside(spec: Spec) -> None:
    """A link on a lower unit reaches neither the unit above nor its neighbours

    ---
    Keterkaitan pada unit bawah tidak menjangkau unit di atasnya atau di sampingnya
    """
    spec(
        people=THREE_OFFICES,
        units=TREE,
        targets="""
            target | agency   | unit               | weight
            S-1    | Katingan | Puskesmas Kasongan | 1
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        gaps="""
            person | unit               | target_weight
            Ani    | Dinas Kesehatan    | 0.75
            Budi   | Puskesmas Kasongan | 1.50
            Citra  | Dinas Pendidikan   | 0.75
            """,
    )


def test_w4_without_any_unit_a_link_holds_for_the_whole_agency(spec: Spec) -> None:
    """Where neither target nor link names a unit, the link holds for the whole agency

    It holds for the linked competency only.

    ---
    Bila sasaran dan keterkaitannya tidak menyebut unit, keterkaitan berlaku bagi seluruh instansi

    Keterkaitan hanya berlaku bagi kompetensi yang dikaitkan.
    """
    spec(
        people=THREE_OFFICES,
        units=TREE,
        standards="""
            tier          | competency | level | importance
            administrator | Integritas | 3     | needed
            administrator | Komunikasi | 3     | needed
            """,
        targets="""
            target | agency   | weight
            S-1    | Katingan | 2
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        gaps="""
            person | competency | target_weight
            Ani    | Integritas | 1.5
            Budi   | Integritas | 1.5
            Citra  | Integritas | 1.5
            Ani    | Komunikasi | 0.5
            Budi   | Komunikasi | 0.5
            Citra  | Komunikasi | 0.5
            """,
    )


def test_w5_a_unit_named_by_the_link_comes_before_the_targets_unit(spec: Spec) -> None:
    """A unit named by the link comes before the unit of the target

    The target of one office may rest on what the people of another can do.

    ---
    Unit yang disebut keterkaitan didahulukan daripada unit sasaran

    Sasaran satu perangkat daerah dapat bertumpu pada kemampuan orang di perangkat daerah lain.
    """
    spec(
        people=THREE_OFFICES,
        units=TREE,
        targets="""
            target | agency   | unit             | weight
            S-1    | Katingan | Dinas Pendidikan | 1
            S-2    | Katingan |                  | 1
            """,
        target_links="""
            target | competency | unit               | relevance
            S-1    | Integritas | Dinas Kesehatan    | 1
            S-2    | Integritas | Puskesmas Kasongan | 1
            """,
        gaps="""
            person | unit               | target_weight
            Ani    | Dinas Kesehatan    | 1.0
            Budi   | Puskesmas Kasongan | 1.5
            Citra  | Dinas Pendidikan   | 0.5
            """,
    )


def test_w6_several_links_add_up(spec: Spec) -> None:
    """Several links add up

    Ani: 1 + 2 x 0.5 + 1 x 1 = 3. Citra: 1. On average 2.

    ---
    Beberapa keterkaitan dijumlahkan

    Ani: 1 + 2 x 0,5 + 1 x 1 = 3. Citra: 1. Rata-rata 2.
    """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Citra  | Katingan | Dinas Pendidikan | Kepala Bidang
            """,
        targets="""
            target | agency   | unit            | weight
            S-1    | Katingan | Dinas Kesehatan | 2
            S-2    | Katingan | Dinas Kesehatan | 1
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 0.5
            S-2    | Integritas | 1
            """,
        gaps="""
            person | target_weight
            Ani    | 1.5
            Citra  | 0.5
            """,
    )


def test_w7_ambition_moves_weight_inside_an_agency_never_between_agencies(spec: Spec) -> None:
    """Ambition moves weight inside an agency, never between agencies

    Katingan has a heavy target and Sukamara none. Inside Katingan weight moves to health; on average both governments
    weigh 1.

    ---
    Ambisi menggeser bobot di dalam satu instansi, tidak pernah antarinstansi

    Katingan memiliki sasaran yang berat dan Sukamara tidak memiliki sasaran. Di dalam Katingan bobot bergeser ke
    kesehatan; rata-rata bobot kedua pemerintah daerah itu tetap 1.
    """
    spec(
        people="""
            person | agency   | unit             | job
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang
            Budi   | Katingan | Dinas Pendidikan | Kepala Bidang
            Citra  | Sukamara | Dinas Kesehatan  | Kepala Bidang
            Dewi   | Sukamara | Dinas Pendidikan | Kepala Bidang
            """,
        targets="""
            target | agency   | unit            | weight
            S-1    | Katingan | Dinas Kesehatan | 3
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        gaps="""
            person | agency   | unit             | target_weight
            Ani    | Katingan | Dinas Kesehatan  | 1.6
            Budi   | Katingan | Dinas Pendidikan | 0.4
            Citra  | Sukamara | Dinas Kesehatan  | 1.0
            Dewi   | Sukamara | Dinas Pendidikan | 1.0
            """,
    )


def test_w8_the_average_is_over_every_required_pair_of_the_agency(spec: Spec) -> None:
    """The average is taken over every required pair of the agency

    Known or not, met or not; people who are away are not in it. Here three pairs weigh 2 and one weighs 1: 7 / 4 on
    average.

    ---
    Rata-rata diambil dari semua pasangan yang dipersyaratkan dalam instansi

    Diketahui atau tidak, terpenuhi atau tidak; orang yang sedang tidak bertugas tidak termasuk. Di sini tiga pasangan
    berbobot 2 dan satu berbobot 1: rata-rata 7 / 4.
    """
    spec(
        people="""
            person | agency   | unit             | job           | legal_position
            Ani    | Katingan | Dinas Kesehatan  | Kepala Bidang |
            Budi   | Katingan | Dinas Kesehatan  | Kepala Bidang |
            Citra  | Katingan | Dinas Kesehatan  | Kepala Bidang |
            Dewi   | Katingan | Dinas Pendidikan | Kepala Bidang |
            Eko    | Katingan | Dinas Pendidikan | Kepala Bidang | 99
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 3     | 2026-03-02  | test
            Dewi   | Integritas | 2     | 2026-03-02  | test
            """,
        targets="""
            target | agency   | unit            | weight
            S-1    | Katingan | Dinas Kesehatan | 1
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        gaps="""
            person | target_weight
            Ani    | 1.142857
            Budi   | 1.142857
            Citra  | 1.142857
            Dewi   | 0.571429
            """,
    )


def test_w9_the_same_unit_code_in_two_agencies_is_two_units(spec: Spec) -> None:
    """The same unit code in two agencies is two units

    Katingan's target on its health office says nothing of Sukamara's office of the same code, and each agency has its
    own cell.

    ---
    Kode unit yang sama di dua instansi adalah dua unit

    Sasaran Katingan pada dinas kesehatannya tidak berkata apa pun tentang dinas Sukamara yang berkode sama, dan setiap
    instansi memiliki selnya sendiri.
    """
    spec(
        people="""
            person | agency   | unit | job
            Ani    | Katingan | 1.02 | Kepala Bidang
            Budi   | Katingan | 1.01 | Kepala Bidang
            Citra  | Sukamara | 1.02 | Kepala Bidang
            Dewi   | Sukamara | 1.01 | Kepala Bidang
            """,
        targets="""
            target | agency   | unit | weight
            S-1    | Katingan | 1.02 | 1
            """,
        target_links="""
            target | competency | relevance
            S-1    | Integritas | 1
            """,
        assessments="""
            person | competency | level | assessed_on | source
            Ani    | Integritas | 2     | 2026-03-02  | test
            Citra  | Integritas | 1     | 2026-03-02  | test
            """,
        cells="""
            agency   | unit | competency | required | known | levels | priority
            Katingan | 1.01 | Integritas | 1        | 0     | 0      | 0.000000
            Katingan | 1.02 | Integritas | 1        | 1     | 1      | 1.333333
            Sukamara | 1.01 | Integritas | 1        | 0     | 0      | 0.000000
            Sukamara | 1.02 | Integritas | 1        | 1     | 2      | 2.000000
            """,
    )
