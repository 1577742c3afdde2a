"""Titles outside the catalogue: which may be one, which were made one, and whose proposals bear them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from betang.agencies.queries import NotFound
from betang.agencies.rights import Right
from betang.agencies.viewers import Viewer
from betang.core.alignment.titles import Candidate, candidates
from betang.core.office.names import Directory, plain
from betang.meeting.models import TitleAlias, TitleGroup
from betang.meeting.queries.alignment.demand import Demanded, Named, demand, key_of
from betang.needs.models import DemandKind, NeedState, Proposal
from betang.programs.models import Program

_PROGRAM: Final = "p"
_GROUP: Final = "g"


@dataclass(frozen=True, slots=True)
class Into:
    """What titles may be merged into: a programme (its code) or a merged title that is there. `alike` 0-100."""

    name: str
    alike: float
    program: str = ""


@dataclass(frozen=True, slots=True)
class Similar:
    """Titles that may be one, with who asks for them: lines of the demand, the most people first."""

    titles: tuple[Named, ...]
    alike: float | None
    shared: tuple[str, ...]
    offers: tuple[Into, ...]

    @property
    def governments(self) -> int:
        return len({agency for one in self.titles for agency in one.line.shares})

    @property
    def people(self) -> int:
        return sum(one.line.people for one in self.titles)


@dataclass(frozen=True, slots=True)
class Group:
    """Titles that were made one."""

    group: TitleGroup
    aliases: tuple[TitleAlias, ...]
    line: Named | None


@dataclass(frozen=True, slots=True)
class Acceptable:
    """Proposals of one's own government whose title was merged into a programme, and that do not name it yet."""

    agency: str
    program: Program
    titles: tuple[str, ...]
    proposals: int


def similar(found: Demanded, *, user: Viewer) -> list[Similar]:
    """Titles of the year that may be one, those of most governments and people first."""
    del user  # counts that every government has disclosed
    titles = {spelled: one for one in found.lines if one.kind == DemandKind.TITLE for spelled in one.line.spellings}
    groups = [_similar(one, titles) for one in candidates(titles, _catalogue())]
    return sorted(groups, key=lambda one: (-one.governments, -one.people, one.titles[0].name))


def _similar(one: Candidate, titles: dict[str, Named]) -> Similar:
    lines = sorted({titles[title].ref: titles[title] for title in one.titles}.values(), key=lambda n: -n.line.people)
    offers = tuple(
        Into(offer.name, offer.score, program=offer.code[1:] if offer.code[0] == _PROGRAM else "")
        for offer in one.offers
    )
    return Similar(tuple(lines), one.alike, one.shared, offers)


def _catalogue() -> Directory:
    """Programmes of the catalogue, and titles that were merged already, with the names these have."""
    known = Directory("programs")
    for code, name in Program.objects.values_list("code", "name"):
        known.add(f"{_PROGRAM}{code}", name)
    for group in TitleGroup.objects.filter(ended_at__isnull=True, program__isnull=True):
        known.add(f"{_GROUP}{group.pk}", group.name)
    for alias in TitleAlias.objects.filter(ended_at__isnull=True).select_related("group"):
        meant = alias.group.program_id
        known.alias(alias.spelled, f"{_PROGRAM}{meant}" if meant else f"{_GROUP}{alias.group_id}")
    return known


def programs(*, user: Viewer) -> list[Program]:
    """The catalogue by name, to choose from."""
    if not user.coordinates:
        raise NotFound("there is nothing to choose here")
    return list(Program.objects.order_by("name", "code"))


def spelled_as(refs: Iterable[str], *, user: Viewer, year: str) -> list[str]:
    """The titles that forms name by their digests, under every name they were asked for by; unknown ones are left."""
    wanted = set(refs)
    found = demand(user=user, year=year)
    chosen = [one for one in found.lines if one.kind == DemandKind.TITLE and one.ref in wanted]
    return [title for one in chosen for title in one.line.spellings]


def merged(found: Demanded, *, user: Viewer) -> list[Group]:
    """Every merged title with its other names and its line in the year's demand."""
    del user  # what was merged is everybody's to know
    lines = {(one.kind, one.ref): one for one in found.lines}
    groups = TitleGroup.objects.filter(ended_at__isnull=True).select_related("program", "made_by")
    aliases: dict[int, list[TitleAlias]] = {}
    for alias in TitleAlias.objects.filter(ended_at__isnull=True):
        aliases.setdefault(alias.group_id, []).append(alias)
    return [
        Group(
            group,
            tuple(aliases.get(group.pk, ())),
            lines.get(key_of(group)),
        )
        for group in groups
    ]


def acceptable(*, user: Viewer) -> list[Acceptable]:
    """What a planner may take over: their own proposals that bear a title merged into a programme."""
    means = {
        alias.key: alias.group.program
        for alias in TitleAlias.objects.filter(ended_at__isnull=True, group__program__isnull=False).select_related(
            "group__program"
        )
    }
    own = sorted(code for code in {*user.roles, *user.works_for} if user.has(Right.EDIT, code))
    if not means or not own:
        return []
    open_ones = Proposal.objects.filter(agency__in=own, program__isnull=True).exclude(
        state__in=(NeedState.DECIDED, NeedState.REJECTED)
    )
    counted: dict[tuple[str, str], list[str]] = {}
    by_code: dict[str, Program] = {}
    for agency, title in open_ones.order_by("agency", "title").values_list("agency_id", "title"):
        program = means.get(plain(title))
        if program is not None:
            by_code[program.code] = program
            counted.setdefault((agency, program.code), []).append(title)
    return [
        Acceptable(agency, by_code[code], tuple(dict.fromkeys(titles)), len(titles))
        for (agency, code), titles in counted.items()
    ]
