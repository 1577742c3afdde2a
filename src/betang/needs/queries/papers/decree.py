"""The decree with its annex, from what passed the validation. Organiser, schedule, fit with the curriculum and budget
come with the joint plan: until then they are said to be open, and the catalogue gives estimates that are called so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from betang.agencies.models import Agency, AgencyKind
from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer
from betang.needs.models import Decision, DecisionKind, LearningWay, NeedState
from betang.needs.queries.papers.items import Catalogue, Item, items
from betang.needs.queries.papers.people import jp
from betang.needs.queries.papers.reach import Head, prints_sums
from betang.programs.models import Channel, Host
from betang.ui.documents.official.contents.common import Signature
from betang.ui.documents.official.contents.decree import Decree, PlanLine
from betang.ui.documents.official.wording import day, thousands

OPEN: Final = "belum ditetapkan"
PLANNED: Final = frozenset({NeedState.VALIDATED, NeedState.PLANNED, NeedState.DECIDED})
POSTS = 4
"""How many posts a line names; the others are counted."""
_POINTS: Final = (
    (
        "Menetapkan rencana pengembangan kompetensi sebagaimana tercantum dalam lampiran yang merupakan bagian tidak "
        "terpisahkan dari keputusan ini."
    ),
    "Perangkat daerah melaksanakan rencana sebagaimana dimaksud dalam diktum KESATU dan melaporkan hasilnya.",
    "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
)


def decree(head: Head, *, user: Viewer) -> Decree:
    """The decree of a year. `NotFound` where sums of everybody are not the user's to print."""
    agency = head.agency.code
    if not prints_sums(agency, user=user):
        raise NotFound("not here, or not for this user")
    lines = _lines(head)
    papers = {
        kind: Decision.objects.filter(agency=agency, year=head.year, kind=kind).defer("scan").first()
        for kind in (DecisionKind.VERIFICATION, DecisionKind.VALIDATION, DecisionKind.DECREE)
    }
    signed = papers.pop(DecisionKind.DECREE)
    ppk = ppk_of(head.agency)
    return Decree(
        **head.paper(),
        ppk=ppk,
        province=_province(head.agency),
        number=signed.number if signed else "",
        noting=tuple(
            f"{paper.get_kind_display()} nomor {paper.number} tanggal {day(paper.decided_on)};"
            for paper in papers.values()
            if paper is not None
        ),
        points=_POINTS,
        day=signed.decided_on if signed else None,
        signed_by=Signature(post=signed.post if signed else ppk, name=signed.signed_by if signed else ""),
        lines=lines,
        people=_sum([line.people for line in lines]),
        hours=_sum([line.hours for line in lines]),
    )


def ppk_of(agency: Agency) -> str:
    """'Bupati Katingan': the post that sets the plan."""
    heads = {AgencyKind.PROVINCE: "Gubernur", AgencyKind.REGENCY: "Bupati", AgencyKind.CITY: "Wali Kota"}
    name = agency.name.removeprefix("Pemerintah ")
    for word in ("Provinsi ", "Kabupaten ", "Kab. ", "Kota "):
        name = name.removeprefix(word)
    head = heads.get(AgencyKind(agency.kind))
    return f"{head} {name}" if head else f"Pejabat Pembina Kepegawaian {name}"


def _province(agency: Agency) -> str:
    if agency.kind not in {AgencyKind.REGENCY, AgencyKind.CITY}:
        return ""
    above = list(Agency.objects.filter(kind=AgencyKind.PROVINCE).values_list("name", flat=True)[:2])
    return above[0].removeprefix("Pemerintah ") if len(above) == 1 else ""


def _sum(values: list[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def _lines(head: Head) -> tuple[PlanLine, ...]:
    catalogue = Catalogue()
    groups: defaultdict[tuple[str, str, str, str], list[Item]] = defaultdict(list)
    for one in items(head.agency.code, head.year):
        if one.state in PLANNED:
            about = "" if one.program else one.competency or ""
            groups[one.program or "", about, "" if one.program else one.learning, one.way or ""].append(one)
    hosts: defaultdict[str, list[Host]] = defaultdict(list)
    for host in Host.objects.select_related("host").order_by("program", "host"):
        hosts[host.program_id].append(host)
    lines = [_line(found, catalogue, hosts[key[0]], head.agency.code) for key, found in groups.items()]
    return tuple(sorted(lines, key=lambda line: (line.competency, line.training)))


def _line(found: list[Item], catalogue: Catalogue, hosts: list[Host], agency: str) -> PlanLine:
    first = found[0]
    codes = catalogue.asked(first)
    kinds = " dan ".join(dict.fromkeys(catalogue.kind(code) for code in codes))
    about = catalogue.about(first)
    hours = catalogue.hours(first)
    learning = catalogue.learning(first)
    odd = hours is not None and hours % 1 != 0
    kind, channel = _form(first, catalogue)
    counts = [1 if one.person else one.count for one in found]
    people = _sum(counts)
    names = ", ".join(dict.fromkeys(host.host.short_name for host in hosts))
    return PlanLine(
        competency=f"{kinds}: {about}" if kinds else about,
        training=f"{learning} ({jp(hours)} JP)" if odd and hours is not None else learning,
        people=people,
        target=_targets(found),
        kind=kind,
        channel=channel,
        organiser=f"{OPEN}; menurut katalog dapat oleh {names}" if names else OPEN,
        schedule=OPEN,
        curriculum=OPEN,
        hours=int(hours) if hours is not None and not odd else None,
        source=_money(people, first, catalogue, hosts, agency),
    )


def _form(item: Item, catalogue: Catalogue) -> tuple[str, str]:
    """Kind and channel (article 207(3)c): from how it is to be learned, else from the programme."""
    program = catalogue.programs.get(item.program or "")
    if item.way and item.way != LearningWay.COURSE:
        return item.way_called, "Nonklasikal"
    if item.way == LearningWay.COURSE:
        return "Pelatihan", "Klasikal"
    return ("Pelatihan", str(Channel(program.channel).label)) if program else ("", "")


def _targets(found: list[Item]) -> str:
    """Who it is for: posts with their counts, never names."""
    posts = Counter(one.person.job.name for one in found if one.person is not None)
    said = [f"{name} ({count})" for name, count in posts.most_common(POSTS)]
    if len(posts) > POSTS:
        said.append(f"{len(posts) - POSTS} jabatan lain")
    if any(one.person is None for one in found):
        said.append("diusulkan menurut jumlah")
    return ", ".join(said)


def _money(people: int | None, item: Item, catalogue: Catalogue, hosts: list[Host], agency: str) -> str:
    """The budget is open; the cheapest price of the catalogue is told as an estimate."""
    program = catalogue.programs.get(item.program or "")
    prices = []
    for host in hosts:
        if people and program and host.host_id == agency:
            prices.append(host.fixed_cost * -(-people // program.class_max) + host.seat_cost * people)
        elif people and host.tariff is not None:
            prices.append(host.tariff * people)
    return f"{OPEN}; perkiraan katalog Rp {thousands(min(prices))}" if prices else OPEN
