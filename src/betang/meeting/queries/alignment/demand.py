"""Lines of demand of a planning year over all governments, as they have disclosed them by sending their forms."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from betang.agencies.models import Agency
from betang.agencies.queries import NotFound
from betang.agencies.viewers import Viewer, governments
from betang.core.alignment.classes import Filled, Together, fill, together
from betang.core.alignment.lines import Ask, Key, Line, lines
from betang.core.office.names import plain
from betang.meeting.models import TitleAlias, TitleGroup
from betang.needs.models import Demand, DemandKind, NeedState
from betang.needs.queries.flow.years import open_year
from betang.programs.models import Host, Program
from betang.standards.queries import Skill, skills

MERGED = "merged"
"""The kind of a line whose titles were merged under a name that the catalogue does not have."""


@dataclass(frozen=True, slots=True)
class Named:
    """A line of demand with its name. `kind` and `ref` are its address; a title is addressed by its digest alone.

    `classes` None: how large a class is, is not known outside the catalogue.
    """

    line: Line
    name: str
    kind: str
    ref: str
    program: Program | None = None
    skill: Skill | None = None
    classes: Together | None = None

    @property
    def governments(self) -> int:
        return len(self.line.shares)


@dataclass(frozen=True, slots=True)
class Demanded:
    """The demand of one year. `years`: those that anything was sent for, and the open one; the newest first."""

    year: int | None
    years: tuple[int, ...]
    lines: tuple[Named, ...]
    governments: tuple[Agency, ...]

    @property
    def senders(self) -> frozenset[str]:
        """Governments that have sent anything that is still on its way."""
        return frozenset(agency for one in self.lines for agency in one.line.shares)


def _inside(user: Viewer) -> None:
    if not user.roles:
        raise NotFound("there is no such page here")


def demand(*, user: Viewer, year: str = "") -> Demanded:
    """Every line of the year (the open one where none is asked for), with merged titles as one."""
    _inside(user)
    years, chosen = _years(year)
    means = meanings()
    found = lines((_ask(row) for row in Demand.objects.filter(year=chosen)), means) if chosen else {}
    named = _named(found)
    order = {kind: place for place, kind in enumerate((DemandKind.PROGRAM, MERGED, DemandKind.TITLE))}
    named.sort(key=lambda one: (-one.governments, -one.line.people, order.get(one.kind, 9), one.name))
    return Demanded(chosen, years, tuple(named), tuple(governments()))


def get_line(kind: str, ref: str, *, user: Viewer, year: str = "") -> tuple[Demanded, Named]:
    """One line of the year. `NotFound` where nobody asks for it."""
    found = demand(user=user, year=year)
    for one in found.lines:
        if (one.kind, one.ref) == (kind, ref):
            return found, one
    raise NotFound("nobody asks for that here")


def meanings() -> dict[Key, Key]:
    """What titles were merged into: a programme of the catalogue, or a name of their own."""
    means: dict[Key, Key] = {}
    for group in TitleGroup.objects.filter(ended_at__isnull=True):
        means[DemandKind.TITLE, group.key] = key_of(group)
    aliases = TitleAlias.objects.filter(ended_at__isnull=True, group__ended_at__isnull=True).select_related("group")
    for alias in aliases:
        means[DemandKind.TITLE, alias.key] = key_of(alias.group)
    return means


def key_of(group: TitleGroup) -> Key:
    """The key of the line that merged titles are counted in."""
    return (DemandKind.PROGRAM, group.program_id) if group.program_id else (MERGED, str(group.pk))


def digest(key: str) -> str:
    """The address of a title: what stands in it may be anybody's name, so it never stands in an address itself."""
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def alone(one: Named, agency: str) -> Filled | None:
    """The classes one government fills by itself; None where the size of a class or the number is not known."""
    people = one.line.shares[agency].people
    if one.program is None or people is None:
        return None
    return fill(people, one.program.class_min, one.program.class_max)


def in_states(states: Mapping[str, int]) -> list[tuple[str, int]]:
    """People by state, in the order of the flow, with what the state is called."""
    return [(str(NeedState(state).label), states[state]) for state in NeedState.values if states.get(state)]


def hosts_of(program: str) -> list[Host]:
    """Who offers the programme, and for how many classes."""
    return list(Host.objects.filter(program=program).select_related("host").order_by("host__name"))


def _years(asked: str) -> tuple[tuple[int, ...], int | None]:
    now = open_year()
    sent = set(Demand.objects.order_by().values_list("year", flat=True).distinct())
    years = tuple(sorted(sent | ({now} if now else set()), reverse=True))
    wish = int(asked) if asked.isascii() and asked.isdigit() and int(asked[:5]) in years else None
    return years, wish or now or (years[0] if years else None)


def _ask(row: Demand) -> Ask:
    if row.kind == DemandKind.PROGRAM:
        key, spelled = str(row.program_id), str(row.program_id)
    elif row.kind == DemandKind.COMPETENCY:
        key, spelled = str(row.competency_id), str(row.competency_id)
    else:
        key, spelled = plain(row.title or ""), row.title or ""
    return Ask(
        agency=row.agency_id, key=(row.kind, key), spelled=spelled, people=row.people, high=row.high,
        linked=row.linked, offices=row.offices, states=row.states,
    )  # fmt: skip


def _named(found: Mapping[Key, Line]) -> list[Named]:
    programs = Program.objects.in_bulk([code for kind, code in found if kind == DemandKind.PROGRAM])
    groups = TitleGroup.objects.in_bulk([int(code) for kind, code in found if kind == MERGED])
    dictionary = skills()
    return [_name(line, programs, groups, dictionary) for line in found.values()]


def _name(
    line: Line, programs: Mapping[str, Program], groups: Mapping[int, TitleGroup], dictionary: Mapping[str, Skill]
) -> Named:
    kind, code = line.key
    if kind == DemandKind.PROGRAM:
        program = programs[code]
        classes = together(_known(line), program.class_min, program.class_max)
        return Named(line, program.name, kind, code, program=program, classes=classes)
    if kind == DemandKind.COMPETENCY:
        skill = dictionary[code]
        return Named(line, skill.name, kind, code, skill=skill)
    if kind == MERGED:
        return Named(line, groups[int(code)].name, kind, code)
    # Who writes in capitals alone rarely means to.
    return Named(line, min(line.spellings, key=str.isupper), kind, digest(code))


def _known(line: Line) -> Iterable[int]:
    return (share.people for share in line.shares.values() if share.people)
