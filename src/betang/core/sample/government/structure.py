"""The tree of units of one government, cut to the number of its people.

A node is planned from the top: it keeps a few people itself and shares the rest among the parts below it, of which
only as many exist as people allow. So a government of three people is a secretariat, one of five thousand has offices,
fields, sub-districts, clinics and schools.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from betang.core.sample.government import places
from betang.core.sample.government.offices import ASSISTANTS, DISTRICTS, PROVINCE, REGENCY, SECRETARIAT, Office
from betang.core.sample.government.posts import SHARES, Post, office_shares
from betang.core.sample.government.regions import Government, governments, share_out

TEACHER_HEAD = "GURU-MA"  # a head of school is a teacher with an additional duty
FULL_SIZE = 100_000  # people enough for every unit there can be
CLINIC_HEAD = "ADKS-MU"
GOLDEN = 0.618034  # multiples of it, cut to their fraction, fill 0 to 1 evenly
FARM_HEAD = "PYTN-MU"
LARGEST_COUNT = {"primary": 160, "junior": 60, "senior": 140, "vocational": 90, "special": 20}


@dataclass(frozen=True, slots=True)
class Node:
    """A unit to be planned.

    `head` is the post of its first person (a structural post, or the code of a functional one), `shares` what the
    others do. It needs `least` people to exist and weighs `weight` against its neighbours.
    """

    code: str
    name: str
    head: Post | str
    shares: str
    weight: float = 1.0
    least: int = 1
    keeps: float = 0.0  # part of its people that stay with the unit itself, one at least
    parts: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedUnit:
    """A unit that exists: `parent` is empty at the top, `people` are those in the unit itself."""

    code: str
    name: str
    parent: str
    head: Post | str
    shares: str
    people: int


def plan(government: Government, people: int) -> list[PlannedUnit]:
    """The units of `government` for `people` people, in the order of their codes; every unit has somebody."""
    offices = PROVINCE if government.is_province else REGENCY
    chosen = offices[: max(1, min(len(offices), people // 3))]
    parts = share_out(people, [office.weight for office in chosen], at_least=1)
    units = [
        unit
        for office, size in zip(chosen, parts, strict=True)
        for node, count in _roots(office, government, size)
        for unit in _spread(node, "", count)
    ]
    return sorted(units, key=lambda unit: unit.code)


def every_post() -> Iterator[Post]:
    """Every structural post there can be, in a fixed order (the catalogue of jobs)."""
    for government in governments(2):  # a province and a regency have every kind of office between them
        for unit in plan(government, FULL_SIZE):
            if isinstance(unit.head, Post):
                yield unit.head
        for office in PROVINCE if government.is_province else REGENCY:
            yield section_head(office)


def section_head(office: Office) -> Post:
    """The post of those who lead a section; their sections are not units of their own."""
    name = "Kecamatan dan Kelurahan" if office.code == DISTRICTS else office.name
    return Post(f"Kepala Seksi pada {name}", "pengawas", office.affair, office.requires)


def _spread(node: Node, parent: str, people: int) -> Iterator[PlannedUnit]:
    chosen: list[Node] = []
    room = people - 1
    for part in node.parts:
        if part.least <= room:
            chosen.append(part)
            room -= part.least
    own = people if not chosen else max(1, min(round(people * node.keeps), people - sum(part.least for part in chosen)))
    yield PlannedUnit(node.code, node.name, parent, node.head, node.shares, own)
    if chosen:
        spare = people - own - sum(part.least for part in chosen)
        for part, extra in zip(chosen, share_out(spare, [part.weight for part in chosen]), strict=True):
            yield from _spread(part, node.code, part.least + extra)


def _roots(office: Office, government: Government, people: int) -> list[tuple[Node, int]]:
    if office.code == SECRETARIAT:
        return [(_secretariat(office, province=government.is_province), people)]
    if office.code == DISTRICTS:
        return _districts(office, government, people)
    return [(_office(office, government, people), people)]


def _office(office: Office, government: Government, people: int) -> Node:
    shares = _office_shares(office)
    inside = _fields(office, shares)
    outside = (
        OUTSIDE[office.outside](office, government, round(people * office.outside_share)) if office.outside else ()
    )
    weight = sum(part.weight for part in outside)
    scale = (
        weight * (1 - office.outside_share) / office.outside_share / sum(p.weight for p in inside) if weight else 1.0
    )
    parts = (*(_weighed(part, part.weight * scale) for part in inside), *outside)
    return Node(office.code, office.name, _head_of(office), shares, keeps=0.02 if outside else 0.06, parts=parts)


def _weighed(node: Node, weight: float) -> Node:
    return Node(node.code, node.name, node.head, node.shares, weight, node.least, node.keeps, node.parts)


def _head_of(office: Office) -> Post:
    inspector = office.name.startswith("Inspektorat")
    secretary = office.name.startswith("Sekretariat Dewan")
    title = "Inspektur Daerah" if inspector else "Sekretaris DPRD" if secretary else f"Kepala {office.name}"
    return Post(title, "jpt_pratama", office.affair, office.requires)


def _fields(office: Office, shares: str) -> tuple[Node, ...]:
    requires = office.requires
    general = "KEU.01 KEU.02 ADM.01 ARS.01 SDM.01 KOM.02"
    subsections = tuple(
        Node(f"{office.code}.01.{number}", name, Post(f"Kepala {name}", "pengawas", "", general), shares, least=5)
        for number, name in enumerate(("Subbagian Umum dan Kepegawaian", "Subbagian Keuangan dan Aset"), 1)
    )
    head = Post(f"Sekretaris {office.name}", "administrator", office.affair, f"REN.01 {general}")
    secretariat = Node(f"{office.code}.01", f"Sekretariat {office.name}", head, shares, 1.3, 3, 0.25, subsections)
    fields = []
    for number, field in enumerate(office.fields, 2):
        name = field if field.startswith("Inspektur") else f"Bidang {field}"
        title = field if field.startswith("Inspektur") else f"Kepala Bidang {field}"
        post = Post(title, "administrator", office.affair, requires)
        fields.append(Node(f"{office.code}.{number:02d}", name, post, shares, least=3))
    return (secretariat, *fields)


def _secretariat(office: Office, *, province: bool) -> Node:
    shares = _office_shares(office)
    tier, section_tier = ("jpt_madya", "jpt_pratama") if province else ("jpt_pratama", "administrator")
    word = "Biro" if province else "Bagian"
    assistants = []
    for number, (name, sections) in enumerate(ASSISTANTS, 1):
        code = f"{office.code}.{number}"
        below = tuple(
            _section(f"{code}.{place}", f"{word} {section}", section_tier, office, shares)
            for place, section in enumerate(sections, 1)
        )
        head = Post(name, "jpt_pratama", office.affair, office.requires)
        assistants.append(Node(code, name, head, shares, least=4, keeps=0.02, parts=below))
    title = "Sekretaris Daerah Provinsi" if province else "Sekretaris Daerah"
    return Node(
        office.code,
        office.name,
        Post(title, tier, office.affair, office.requires),
        shares,
        keeps=0.04,
        parts=tuple(assistants),
    )


def _section(code: str, name: str, tier: str, office: Office, shares: str) -> Node:
    head = Post(f"Kepala {name}", tier, office.affair, office.requires)
    sub = Post("Kepala Subbagian Tata Usaha", "pengawas", "", "ADM.01 ARS.01 KEU.01 KEU.02 KOM.02")
    below = Node(f"{code}.1", "Subbagian Tata Usaha", sub, shares, least=6)
    return Node(code, name, head, shares, least=3, keeps=0.6, parts=(below,))


def _office_shares(office: Office) -> str:
    return office_shares(f"SECTION-{office.code}", office.specialists)


def _districts(office: Office, government: Government, people: int) -> list[tuple[Node, int]]:
    names = places.districts(government.region_code)
    names = names[: max(1, min(len(names), people // 6))]
    shares = f"SECTION-{office.code}:32 PL-PKA:20 PL-FPM:18 PL-PTK:7 PL-OPO:13 PL-PUO:5 PL-PTR:3 ARSP:1 PSMD:1"
    nodes = []
    for number, name in enumerate(names, 1):
        code = f"71{number:02d}"
        villages = tuple(
            Node(
                f"{code}.{place}",
                f"Kelurahan {village}",
                Post("Lurah", "pengawas", "7.01", office.requires),
                shares,
                0.8,
                4,
            )
            for place, village in enumerate(places.villages(government.region_code, name), 1)
        )
        secretary = Post("Sekretaris Kecamatan", "administrator", "7.01", office.requires)
        parts = (Node(f"{code}.0", f"Sekretariat Kecamatan {name}", secretary, shares, 1.0, 3), *villages)
        head = Post("Camat", "administrator", "7.01", office.requires)
        nodes.append(Node(code, f"Kecamatan {name}", head, shares, 1 + 0.5 * len(villages), 1, 0.35, parts))
    return list(zip(nodes, share_out(people, [node.weight for node in nodes], at_least=1), strict=True))


def _numbered(
    office: Office, letter: str, names: list[str], head: Post | str, shares: str, weight: float, least: int
) -> list[Node]:
    """Units outside the office: of equal weight among themselves, `weight` together."""
    each = weight / max(1, len(names))
    return [
        Node(f"{office.code}.{letter}{number:03d}", name, head, shares, each * _variety(number), least)
        for number, name in enumerate(names, 1)
    ]


def _variety(number: int) -> float:
    """Between 0.6 and 1.4, evenly spread: no two neighbouring schools are of one size."""
    return 0.6 + 0.8 * (number * GOLDEN % 1)


def _count(people: float, each: int, most: int) -> int:
    return max(1, min(most, round(people / each)))


def _schools(names: list[str], kind: str, count: int) -> list[str]:
    """`count` state schools of a kind, numbered within each sub-district."""
    return [f"{kind} Negeri {1 + number // len(names)} {names[number % len(names)]}" for number in range(count)]


def _regency_schools(office: Office, government: Government, people: int) -> tuple[Node, ...]:
    names = places.districts(government.region_code)
    primary = _schools(names, "SD", _count(people * 0.63, 15, LARGEST_COUNT["primary"]))
    junior = _schools(names, "SMP", _count(people * 0.37, 26, LARGEST_COUNT["junior"]))
    return (
        *_numbered(office, "D", primary, TEACHER_HEAD, SHARES["primary"], 63, 4),
        *_numbered(office, "M", junior, TEACHER_HEAD, SHARES["secondary"], 37, 6),
    )


def _province_schools(office: Office, government: Government, people: int) -> tuple[Node, ...]:
    names = places.districts(government.region_code)
    senior = _schools(names, "SMA", _count(people * 0.55, 38, LARGEST_COUNT["senior"]))
    vocational = _schools(names, "SMK", _count(people * 0.38, 42, LARGEST_COUNT["vocational"]))
    special = _schools(names, "SLB", _count(people * 0.07, 30, LARGEST_COUNT["special"]))
    return (
        *_numbered(office, "A", senior, TEACHER_HEAD, SHARES["secondary"], 55, 6),
        *_numbered(office, "K", vocational, TEACHER_HEAD, SHARES["secondary"], 38, 6),
        *_numbered(office, "L", special, TEACHER_HEAD, SHARES["secondary"], 7, 6),
    )


def _hospital(code: str, name: str, head: Post, weight: float, requires: str) -> Node:
    fields = ("Pelayanan Medik", "Keperawatan", "Penunjang Medik", "Umum dan Keuangan")
    parts = tuple(
        Node(
            f"{code}.{number}",
            f"Bidang {field} {name}",
            Post(f"Kepala Bidang {field} Rumah Sakit", "pengawas", "1.02", requires),
            SHARES["hospital"],
            1.0,
            8,
        )
        for number, field in enumerate(fields, 1)
    )
    return Node(code, name, head, SHARES["hospital"], weight, 10, 0.05, parts)


def _regency_clinics(office: Office, government: Government, people: int) -> tuple[Node, ...]:
    names = places.districts(government.region_code)
    clinics = [f"Puskesmas {name}" for name in names[: _count(people * 0.55, 30, len(names))]]
    director = Post("Direktur Rumah Sakit Umum Daerah", "administrator", "1.02", office.requires)
    return (
        *_numbered(office, "P", clinics, CLINIC_HEAD, SHARES["clinic"], 56, 5),
        _hospital(f"{office.code}.R001", f"RSUD {government.capital}", director, 44, office.requires),
    )


def _province_hospitals(office: Office, _: Government, people: int) -> tuple[Node, ...]:
    director = Post("Direktur Rumah Sakit Daerah Provinsi", "jpt_pratama", "1.02", office.requires)
    names = ("RSUD Provinsi", "RS Jiwa Provinsi") if people else ()
    return tuple(
        _hospital(f"{office.code}.R{number:03d}", name, director, weight, office.requires)
        for number, (name, weight) in enumerate(zip(names, (80, 20), strict=True), 1)
    )


def _branches(
    title: str, shares: str, head: Post | str, each: int
) -> Callable[[Office, Government, int], tuple[Node, ...]]:
    def build(office: Office, government: Government, people: int) -> tuple[Node, ...]:
        names = places.districts(government.region_code)
        names = names[: _count(people, each, min(len(names), 20))]
        return tuple(_numbered(office, "U", [f"{title} {name}" for name in names], head, SHARES[shares], 100, 4))

    return build


def _branch_head(title: str, affair: str, requires: str) -> Post:
    return Post(f"Kepala {title}", "pengawas", affair, requires)


OUTSIDE: dict[str, Callable[[Office, Government, int], tuple[Node, ...]]] = {
    "regency schools": _regency_schools,
    "province schools": _province_schools,
    "regency clinics": _regency_clinics,
    "province hospitals": _province_hospitals,
    "farm stations": _branches("Balai Penyuluhan Pertanian", "farm", FARM_HEAD, 9),
    "stations": _branches(
        "UPT Perhubungan", "station", _branch_head("UPT Perhubungan", "2.15", "HUB.01 KEU.03 KEU.02 ADM.01 KOM.02"), 12
    ),
    "forest units": _branches(
        "KPHP", "forest", _branch_head("KPHP", "3.28", "HUT.01 BEN.01 LIN.01 DES.01 KEU.01 KOM.02"), 26
    ),
    "revenue units": _branches(
        "UPT Pelayanan Pajak Daerah",
        "revenue",
        _branch_head("UPT Pelayanan Pajak Daerah", "5.02", "KEU.03 KEU.01 KOM.02 ADM.01 WAS.02"),
        14,
    ),
}
"""How the units outside an office come about, by `Office.outside`."""
