"""Contents as an invented regency would have them, for every kind of document."""

from __future__ import annotations

from datetime import date

from betang.ui.documents.official.contents.common import Letterhead, Signature
from betang.ui.documents.official.contents.decree import Decree, PlanLine
from betang.ui.documents.official.contents.inventory import Inventory, Need, NotTraining
from betang.ui.documents.official.contents.minutes import Attendant, Item, Minutes, Tally
from betang.ui.documents.official.contents.national import NationalLine, NationalTable
from betang.ui.documents.official.contents.personal import PersonalPlan, Step
from betang.ui.documents.official.contents.verification import Checked, CheckedGroup, Verification

AWKWARD = 'Ani <b>&amp; "Budi"</b> {{ tahun }} {% if x %} {_{ #set page(fill: red) $x$ *tebal*'
"""A name that is markup in four languages at once."""
DAY = date(2026, 11, 24)
HEAD = {
    "letterhead": Letterhead(
        government="Pemerintah Kabupaten Murung Raya",
        office="Badan Kepegawaian dan Pengembangan Sumber Daya Manusia",
        address="Jalan Letjen Soeprapto, Puruk Cahu 73911",
    ),
    "agency": "Pemerintah Kabupaten Murung Raya",
    "year": 2027,
    "printed": DAY,
    "label": "CONTOH: DATA REKAAN",
}
BUDI = Signature(
    post="Kepala Badan Kepegawaian dan Pengembangan SDM",
    name="Budi Santoso",
    rank="Pembina Utama Muda",
    nip="197001011995031001",
    place="Puruk Cahu",
    day=DAY,
)
CITRA = Signature(post="Kepala Dinas Kesehatan", lead="Mengetahui,", name="Citra Dewanti", nip="197505052000032001")


def nip(place: int) -> str:
    return f"19850317201001{place % 10_000:04}"


def need(place: int, name: str = "Ani Lestari") -> Need:
    return Need(
        nip=nip(place),
        name=name,
        rank="Penata, III/c",
        post="Perawat Ahli Muda",
        unit="Puskesmas Laung Tuhup",
        competency="Komunikasi (M.03)",
        required=3,
        held=None if place % 3 else 2,
        gap=None if place % 3 else 1,
        predicate="Baik",
        learning="Komunikasi efektif dalam pelayanan",
        way="Coaching",
        reason="Penjelasan kepada pasien dinilai kurang pada survei kepuasan",
        priority="high",
        agreed_on=date(2026, 3, 12),
        superior="Budi Santoso",
    )


def inventory(rows: int = 12, name: str = "Ani Lestari") -> Inventory:
    return Inventory(
        **HEAD,
        office="Dinas Kesehatan",
        people=412,
        needs=tuple(need(place, name) for place in range(1, rows + 1)),
        not_training=(
            NotTraining(
                nip=nip(9_077),
                name="Dewi Anggraini",
                subject="Pelayanan Publik (M.05)",
                cause="Sarana",
                reason="Alat periksa rusak sejak Mei",
                said_on=date(2026, 3, 14),
            ),
        ),
        left=CITRA,
        right=BUDI,
    )


def verification(name: str = "Ani Lestari") -> Verification:
    people = (
        Checked(nip=nip(1), name=name, post="Perawat Ahli Muda", data="fits", duplicate="fits", relevance="fits",
                hours="12 dari 20 JP", result="accepted"),
        Checked(nip=nip(2), name="Dewi Anggraini", post="Bidan Ahli Pertama", data="fails", duplicate="fits",
                relevance="fits", hours="20 dari 20 JP", result="returned", note="NIP tidak cocok dengan daftar"),
        Checked(name="5 orang", post="Pengelola keuangan"),
    )  # fmt: skip
    groups = (
        CheckedGroup(competency="Komunikasi (M.03)", learning="Komunikasi efektif dalam pelayanan", people=people),
        CheckedGroup(competency="Pelayanan Publik (M.05)", learning="Pelayanan prima", people=people[:2]),
    )
    return Verification(
        **HEAD, office="Dinas Kesehatan", received=9, accepted=2, returned=2, rejected=0, groups=groups, left=CITRA,
        right=BUDI,
    )  # fmt: skip


def minutes(name: str = "Ani Lestari") -> Minutes:
    there = (
        Attendant(name=name, post="Sekretaris Daerah", agency="Pemerintah Kabupaten Murung Raya", how="Di tempat"),
        Attendant(name="Budi Santoso", post="Kepala Badan", agency="BKPSDM Kabupaten Murung Raya", how="Di tempat"),
        Attendant(name="Dewi Anggraini", post="Kepala Bidang", agency="BPSDM Provinsi Kalimantan Tengah", how="Daring"),
    )
    return Minutes(
        **HEAD,
        number="800/123/BKPSDM/2026",
        held=DAY,
        hours="09.00 sampai 12.30 WIB",
        place="Aula Kantor Bupati Murung Raya",
        topic="Kebutuhan pengembangan kompetensi",
        chair="Sekretaris Daerah Kabupaten Murung Raya",
        basis=("Peraturan LAN Nomor 10 Tahun 2018", "Surat undangan Nomor 005/77/BKPSDM/2026"),
        tallies=(
            Tally(name="Dinas Kesehatan", received=1204, accepted=1100, returned=90, rejected=4, open=10),
            Tally(name="Dinas Pendidikan", received=980, accepted=980, returned=0, rejected=0),
        ),
        items=(
            Item(
                subject="Judul pelatihan komunikasi",
                outcome="agreed",
                text="Tiga judul disatukan menjadi Komunikasi efektif dalam pelayanan.",
                who="BPSDM Provinsi",
                by_when=date(2026, 12, 15),
            ),
            Item(
                subject="Kelas bersama manajemen risiko",
                outcome="open",
                text="Dua kabupaten belum menyatakan jumlah peserta.",
                reason="Menunggu pagu anggaran 2027",
                who="BKPSDM Kabupaten Murung Raya",
                by_when=date(2027, 1, 20),
            ),
        ),
        attendance=there,
        signatories=there,
    )


def decree(name: str = "Ani Lestari") -> Decree:
    def line(place: int, competency: str, training: str) -> PlanLine:
        return PlanLine(
            competency=competency,
            training=training,
            people=20 + place,
            target="perawat dan bidan ahli muda",
            kind="Pelatihan klasikal",
            channel="tatap muka",
            organiser="BPSDM Provinsi Kalimantan Tengah",
            schedule="Maret 2027",
            curriculum="Sesuai standar kurikulum LAN",
            hours=24,
            money=60_000_000 + place,
            source="APBD",
        )

    lines = (
        line(1, "Manajerial: Komunikasi (M.03)", "Komunikasi efektif dalam pelayanan"),
        line(2, "Sosial kultural: Perekat Bangsa (SK.01)", "Pelayanan yang adil bagi semua"),
        line(3, "Teknis: Manajemen risiko", f"Manajemen risiko bagi {name}"),
    )
    return Decree(
        **HEAD,
        ppk="Bupati Murung Raya",
        province="Provinsi Kalimantan Tengah",
        noting=("Berita acara validasi Nomor 800/123/BKPSDM/2026 tanggal 24 November 2026;",),
        points=(
            "Menetapkan rencana pengembangan kompetensi Tahun 2027 sebagaimana tercantum dalam lampiran keputusan ini.",
            "Segala biaya yang timbul akibat keputusan ini dibebankan pada APBD Kabupaten Murung Raya Tahun 2027.",
            "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
        ),
        place="Puruk Cahu",
        signed_by=Signature(post="BUPATI MURUNG RAYA", name=name),
        copies=("Gubernur Kalimantan Tengah di Palangka Raya;", "Kepala LAN di Jakarta."),
        lines=lines,
        people=sum(each.people or 0 for each in lines),
        hours=72,
        money=sum(each.money or 0 for each in lines),
    )


def personal(name: str = "Ani Lestari") -> PersonalPlan:
    def step(competency: str, way: str, held: int | None) -> Step:
        return Step(competency=competency, required=3, held=held, learning="Komunikasi efektif", way=way,
                    when="Maret 2027", hours=4, priority="high", state="Disepakati")  # fmt: skip

    return PersonalPlan(
        **HEAD,
        name=name,
        nip=nip(1),
        rank="Penata, III/c",
        post="Perawat Ahli Muda",
        next_post="Perawat Ahli Madya",
        unit="Puskesmas Laung Tuhup",
        superior="Budi Santoso, Kepala Puskesmas",
        predicate="Baik (2025)",
        hours="12 dari 20 JP",
        aims=("Indeks kepuasan masyarakat 85 pada 2027", "Seluruh puskesmas terakreditasi pada 2028"),
        steps=(step("Komunikasi (M.03)", "Coaching", 2), step("Pelayanan Publik (M.05)", "Belajar mandiri", None)),
        note="Dibahas lagi pada Juni 2027.",
        agreed_on=date(2026, 3, 12),
        left=Signature(
            post="Atasan langsung", name="Budi Santoso", nip=nip(9), place="Puruk Cahu", day=date(2026, 3, 12)
        ),
        right=Signature(post="Pegawai", name=name, nip=nip(1), place="Puruk Cahu", day=date(2026, 3, 12)),
    )


def national(name: str = "Ani Lestari") -> NationalTable:
    line = NationalLine(
        nip=nip(1), name=name, unit="Puskesmas Laung Tuhup", post="Perawat Ahli Muda", group="Manajerial",
        competency="Komunikasi (M.03)", kind_code=14, training="Komunikasi efektif", channel="Nonklasikal",
        organiser="BPSDM Provinsi", hours=24, schedule="Maret 2027", money=1_500_000, source="APBD", priority="high",
    )  # fmt: skip
    return NationalTable(**HEAD, lines=(line, line))


SAMPLES = {
    "inventory": lambda name: inventory(name=name),
    "verification": verification,
    "minutes_verification": minutes,
    "minutes_validation": minutes,
    "minutes_meeting": minutes,
    "decree": decree,
    "personal_plan": personal,
    "national_table": national,
}
"""A content of every kind, whose person goes by the name that is given."""
