"""The needs map in slow, plain Python: the judge of `betang.core.gap`.

Written from the contract alone, before and without the fast version, so that the two can disagree. Tables are
lists of dicts with the columns of `betang.core.tables`; an absent or None value is unknown. Everything that is
added or divided is a `Fraction`; rounding happens once, at the very end. Nothing here is meant to be quick.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from betang.core.params import Parameters
from betang.core.tables import SOURCES

Row: TypeAlias = Mapping[str, Any]
Rows: TypeAlias = Sequence[Row]
Tables: TypeAlias = Mapping[str, Rows]

NOT_DECREED = ("default", "draft")


@dataclass(frozen=True)
class Pair:
    """One person in service and one competency their post requires."""

    person: Any
    agency: str
    unit: str
    competency: str
    required: int
    importance: int
    on_default: bool
    held: int | None
    state: str  # known, expired, unknown
    trained: bool
    assumed: bool
    raw_weight: Fraction

    @property
    def shortfall(self) -> int | None:
        return None if self.held is None else max(0, self.required - self.held)


@dataclass(frozen=True)
class Map:
    cells: list[dict[str, Any]]
    gaps: list[dict[str, Any]]
    weights: dict[str, tuple[Fraction, int]]  # agency: sum of raw target weights, number of required pairs
    not_required: set[str]  # needs in force for a competency the person's post does not require


def needs_map(tables: Tables, *, as_of: date, params: Parameters | None = None, next_job: bool = False) -> Map:
    """Cells, person gaps, weights and unheeded needs of the tables on a day."""
    params = params or Parameters()
    pairs = required_pairs(tables, as_of=as_of, params=params, next_job=next_job)
    weights = {
        agency: (
            sum((p.raw_weight for p in pairs if p.agency == agency), Fraction(0)),
            sum(p.agency == agency for p in pairs),
        )
        for agency in {p.agency for p in pairs}
    }
    means = {agency: total / count for agency, (total, count) in weights.items()}
    return Map(
        cells=ranked(cells_of(pairs, means, params), params),
        gaps=[gap_row(pair, means[pair.agency]) for pair in pairs],
        weights=weights,
        not_required=needs_not_required(tables, pairs, as_of=as_of, params=params, next_job=next_job),
    )


# Who is counted, and what their post requires


def people_counted(tables: Tables, params: Parameters, *, next_job: bool) -> list[tuple[Row, str]]:
    """Each person in service with the job they are held against; without a next job they are left out of that map."""
    counted = []
    for person in tables["people"]:
        job = person.get("next_job") if next_job else person["job"]
        if job is not None and not away(person, params):
            counted.append((person, job))
    return counted


def away(person: Row, params: Parameters) -> bool:
    """By legal position; a code of one digit is one that lost its leading zero in a spreadsheet."""
    code = person.get("legal_position")
    return code is not None and code.rjust(2, "0") in params.away_positions


def deciding_standard(tables: Tables, agency: str, job: str, tier: str, competency: str) -> Row | None:
    """The first that exists: own job standard, common job standard, own tier standard, common tier standard."""
    for owner, column, value in (
        (agency, "job", job),
        (None, "job", job),
        (agency, "tier", tier),
        (None, "tier", tier),
    ):
        for row in tables["standards"]:
            if row["competency"] == competency and row.get("agency") == owner and row.get(column) == value:
                return row
    return None


def required_pairs(tables: Tables, *, as_of: date, params: Parameters, next_job: bool) -> list[Pair]:
    tiers = {job["job"]: job["tier"] for job in tables["jobs"]}
    pairs = []
    for person, job in people_counted(tables, params, next_job=next_job):
        for competency in [row["competency"] for row in tables["competencies"]]:
            standard = deciding_standard(tables, person["agency"], job, tiers[job], competency)
            if standard is not None:
                pairs.append(pair_of(tables, person, standard, as_of=as_of, params=params))
    return pairs


def pair_of(tables: Tables, person: Row, standard: Row, *, as_of: date, params: Parameters) -> Pair:
    key, competency = person["person"], standard["competency"]
    evidence = [
        row
        for row in tables.get("assessments", ())
        if row["person"] == key and row["competency"] == competency and row["assessed_on"] <= as_of
    ]
    deciding = deciding_assessment(evidence, as_of, params)
    state = "known" if deciding else "expired" if evidence else "unknown"
    held = deciding["level"] if deciding else None
    trained = False
    if deciding is not None and deciding["level"] < standard["level"]:
        trained = trained_since(tables, key, competency, deciding["assessed_on"], as_of, params)
    agreed = any(need["person"] == key and need["competency"] == competency for need in agreed_needs(tables, as_of))
    return Pair(
        person=key,
        agency=person["agency"],
        unit=person["unit"],
        competency=competency,
        required=standard["level"],
        importance=params.importance[standard["importance"]],
        on_default=standard.get("basis") in NOT_DECREED,
        held=held,
        state=state,
        trained=trained,
        assumed=deciding is None and agreed,
        raw_weight=raw_weight(tables, person["agency"], person["unit"], competency),
    )


# Evidence


def years_on(day: date, years: int) -> date:
    """The same day some years on (or back); 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def last_valid_day(row: Row, params: Parameters) -> date:
    return row.get("valid_until") or years_on(row["assessed_on"], params.validity_years[row["source"]])


def deciding_assessment(evidence: Rows, as_of: date, params: Parameters) -> Row | None:
    """Of the evidence valid on the day: the best source, then the newest, then the higher level."""
    valid = [row for row in evidence if last_valid_day(row, params) >= as_of]
    return min(
        valid,
        key=lambda row: (SOURCES.index(row["source"]), -row["assessed_on"].toordinal(), -row["level"]),
        default=None,
    )


def trained_since(
    tables: Tables, person: Any, competency: str, assessed_on: date, as_of: date, params: Parameters
) -> bool:
    """Did the person finish a training for the competency after the assessment, less than a year before the day?"""
    programs = {row["program"] for row in tables.get("outcomes", ()) if row["competency"] == competency}
    oldest = years_on(as_of, -params.trained_years)
    for row in tables.get("training_history", ()):
        finished = row.get("end") or row.get("start")
        if row["person"] != person or row.get("program") not in programs or finished is None:
            continue
        if assessed_on < finished <= as_of and finished > oldest:
            return True
    return False


# Agreed needs


def agreed_needs(tables: Tables, as_of: date) -> list[Row]:
    """Needs of one person in one competency that are agreed by the day."""
    return [
        need
        for need in tables.get("needs", ())
        if need.get("person") is not None
        and need.get("competency") is not None
        and need.get("agreed_on") is not None
        and need["agreed_on"] <= as_of
    ]


def needs_not_required(
    tables: Tables, pairs: Sequence[Pair], *, as_of: date, params: Parameters, next_job: bool
) -> set[str]:
    counted = {person["person"] for person, _ in people_counted(tables, params, next_job=next_job)}
    required = {(pair.person, pair.competency) for pair in pairs}
    return {
        need["need"]
        for need in agreed_needs(tables, as_of)
        if need["person"] in counted and (need["person"], need["competency"]) not in required
    }


# Target weight


def unit_and_above(tables: Tables, agency: str, unit: str) -> set[str]:
    parents = {row["unit"]: row.get("parent") for row in tables["units"] if row["agency"] == agency}
    above, at = set(), unit
    while at is not None:
        above.add(at)
        at = parents[at]
    return above


def raw_weight(tables: Tables, agency: str, unit: str, competency: str) -> Fraction:
    """1 + the sum of weight x relevance over the links that hold for the competency in the unit."""
    targets = {row["target"]: row for row in tables.get("targets", ())}
    here = unit_and_above(tables, agency, unit)
    weight = Fraction(1)
    for link in tables.get("target_links", ()):
        target = targets[link["target"]]
        where = link.get("unit") or target.get("unit")
        if link["competency"] == competency and target["agency"] == agency and (where is None or where in here):
            weight += exact(target["weight"]) * exact(link["relevance"])
    return weight


def exact(value: Any) -> Fraction:
    return Fraction(str(value))


# Cells and ranks


def gap_row(pair: Pair, mean: Fraction) -> dict[str, Any]:
    return {
        "person": pair.person,
        "agency": pair.agency,
        "unit": pair.unit,
        "competency": pair.competency,
        "required": pair.required,
        "held": pair.held,
        "state": pair.state,
        "assumed": pair.assumed,
        "trained": pair.trained,
        "shortfall": pair.shortfall,
        "importance": pair.importance,
        "target_weight": float(pair.raw_weight / mean),
    }


def cells_of(pairs: Sequence[Pair], means: Mapping[str, Fraction], params: Parameters) -> list[dict[str, Any]]:
    groups: dict[tuple[str, str, str], list[Pair]] = {}
    for pair in pairs:
        groups.setdefault((pair.agency, pair.unit, pair.competency), []).append(pair)
    return [cell_of(key, group, means[key[0]], params) for key, group in sorted(groups.items())]


def cell_of(key: tuple[str, str, str], pairs: Sequence[Pair], mean: Fraction, params: Parameters) -> dict[str, Any]:
    known = [pair for pair in pairs if pair.held is not None]
    short = [pair for pair in known if pair.shortfall]
    assumed = [pair for pair in pairs if pair.assumed]
    open_pairs = [pair for pair in pairs if pair.held is None and not pair.assumed]
    priority = weighted([(pair, pair.shortfall or 0) for pair in known]) + weighted(
        [(pair, params.assumed_shortfall) for pair in assumed]
    )
    high = priority + weighted([(pair, pair.required) for pair in open_pairs])
    met = sum(min(pair.held or 0, pair.required) for pair in known)
    asked = sum(pair.required for pair in known)
    return {
        "agency": key[0],
        "unit": key[1],
        "competency": key[2],
        "required": len(pairs),
        "known": len(known),
        "expired": sum(pair.state == "expired" for pair in pairs),
        "unknown": sum(pair.state == "unknown" for pair in pairs),
        "short": len(short),
        "trained": sum(pair.trained for pair in pairs),
        "agreed": len(assumed),
        "levels": sum(pair.shortfall or 0 for pair in known),
        "fulfilment": float(Fraction(100 * met, asked)) if known else None,
        "priority": six_places(priority / mean),
        "priority_high": six_places(high / mean),
        "rank": None,
        "on_default": sum(pair.on_default for pair in pairs),
    }


def weighted(shortfalls: Sequence[tuple[Pair, int]]) -> Fraction:
    return sum((levels * pair.importance * pair.raw_weight for pair, levels in shortfalls), Fraction(0))


def six_places(value: Fraction) -> Decimal:
    """The fraction rounded to 6 decimals, a tie to the even neighbour; exact, whatever its size."""
    return Decimal(f"{round(value * 10**6)}E-6")


def ranked(cells: list[dict[str, Any]], params: Parameters) -> list[dict[str, Any]]:
    """Ranks over the whole file; a cell with fewer than half of its pairs known has none."""
    known_enough = [cell for cell in cells if cell["known"] >= exact(params.ranked_share) * cell["required"]]
    known_enough.sort(
        key=lambda cell: (-cell["priority"], -cell["priority_high"], cell["agency"], cell["unit"], cell["competency"])
    )
    for rank, cell in enumerate(known_enough, start=1):
        cell["rank"] = rank
    return cells
