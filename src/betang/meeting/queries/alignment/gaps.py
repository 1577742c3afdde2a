"""What is asked for against what was measured, by government and competency, from published rows alone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from betang.agencies.models import Agency
from betang.agencies.viewers import Viewer
from betang.core.alignment.gaps import Verdict, verdict
from betang.core.disclosure import FEW, Hidden, Shown
from betang.meeting.queries.alignment.demand import Demanded, Named
from betang.needs.models import MapRun
from betang.needs.queries import province, runs
from betang.programs.models import Outcome
from betang.standards.queries import Skill, skills


@dataclass(slots=True)
class Asked:
    """Seats asked for; `unknown`: somewhere without a number. A person in two lines counts as two seats."""

    seats: int = 0
    unknown: bool = False

    def __bool__(self) -> bool:
        return bool(self.seats) or self.unknown


@dataclass(frozen=True, slots=True)
class Compared:
    """One government and competency. `row` None: the figures are not shown, or no post requires it."""

    agency: Agency
    skill: Skill
    asked: Asked
    row: Shown | None
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Gaps:
    """All of them, with the map they were compared with; `elsewhere`: seats in titles that say no competency."""

    run: MapRun
    rows: tuple[Compared, ...]
    elsewhere: int

    def counted(self) -> dict[str, int]:
        """How many governments and competencies, by verdict."""
        counts: defaultdict[str, int] = defaultdict(int)
        for row in self.rows:
            counts[row.verdict] += 1
        return dict(counts)


def gaps(found: Demanded, *, user: Viewer) -> Gaps | None:
    """None while no map is published. A government that has sent nothing is left out: it may still ask."""
    del user  # published rows and disclosed counts are the same for every reader
    run = runs.published_run()
    if run is None:
        return None
    shown, dictionary = province.province(run), skills()
    asked, elsewhere = _asked(found.lines)
    rows = []
    for agency in found.governments:
        if agency.code not in found.senders:
            continue
        for skill in dictionary.values():
            key = agency.code, skill.code
            wanted, row = asked.get(key, Asked()), shown.cells.get(key)
            said = verdict(asked=bool(wanted), required=key in shown.cells, row=row, ranked_share=shown.ranked_share)
            if said is not Verdict.QUIET and (wanted or said is Verdict.WITHOUT_ASK):
                rows.append(Compared(agency, skill, wanted, row, said))
    return Gaps(run, tuple(rows), elsewhere)


def _asked(lines: tuple[Named, ...]) -> tuple[dict[tuple[str, str], Asked], int]:
    """Seats by government and competency: of the competency itself, and of every programme that teaches it."""
    teaches: defaultdict[str, list[str]] = defaultdict(list)
    for program, competency in Outcome.objects.order_by().values_list("program_id", "competency_id"):
        teaches[program].append(competency)
    asked: defaultdict[tuple[str, str], Asked] = defaultdict(Asked)
    elsewhere = 0
    for one in lines:
        about = [one.skill.code] if one.skill else teaches[one.program.code] if one.program else []
        elsewhere += 0 if about else one.line.people
        for agency, share in one.line.shares.items():
            for competency in about:
                asked[agency, competency].seats += share.people or 0
                asked[agency, competency].unknown |= share.unknown
    return dict(asked), elsewhere


def not_shown(compared: Compared) -> Hidden | None:
    """What stands in the place of a figure of a row that is not there: hidden, or nothing is required."""
    return FEW if compared.verdict is Verdict.HIDDEN else None
