"""The people of a register by what the first hour asks: each slice is a key and the numbers of its people.

A key is words joined by `|`: `all`, `service`, `check|nip_birth`, `tier|jf_muda`, `family|Perawat|jf_muda`,
`retire|2027|pengawas`, `low|jf_muda`, `basic`, `leading|PKA`. A count is the length of its slice: both come of the
same keys, so that a figure and the list behind it cannot differ.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from betang.core.dates import years_after
from betang.core.office.quality import MANAGERS, QUALITY, findings, reckoned_retirement, unseen
from betang.core.params import Parameters
from betang.core.register.facts import Fact, as_row, education_id, family_of
from betang.core.register.rules import FIRST_HOUR, FirstHourRules

SEEN_COLUMNS: Final = frozenset(
    ("job", "education", "status", "employed_from", "born", "rank", "position", "sex", "nip")
)
"""Columns of `quality.Check.needs` that stand in our register."""
OF_FILES: Final = frozenset(unseen(SEEN_COLUMNS)) - {"no_performance"}
"""Checks that only the file which brought a person can answer."""

Slices = dict[str, list[int]]


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside the register: findings of the files by person, who has a performance predicate of last year

    (None: nobody's is known), and for whom a basic or a leadership training is told (none: nothing is known of any).
    """

    findings: Mapping[int, Collection[str]] = field(default_factory=dict)
    performed: Collection[int] | None = None
    basic: Collection[int] = ()
    leading: Collection[int] = ()


def slices(
    people: Iterable[Fact],
    *,
    on: date,
    beside: Beside | None = None,
    params: Parameters | None = None,
    rules: FirstHourRules = FIRST_HOUR,
) -> Slices:
    """Every slice of the register on a day. Who is away or gone is looked at for what is amiss and nothing else.

    The slices `of|...` are all of the register, for whom a check is about.
    """
    found: defaultdict[str, list[int]] = defaultdict(list)
    kept = list(people)
    for number, keys in _sorted_in(lambda: kept, on, beside or Beside(), params or Parameters(), rules):
        for key in keys:
            found[key].append(number)
    return dict(found)


def tally(
    register: Callable[[], Iterable[Fact]],
    *,
    on: date,
    beside: Beside | None = None,
    params: Parameters | None = None,
    rules: FirstHourRules = FIRST_HOUR,
) -> dict[str, int]:
    """How many people each slice has, in two passes over a register that need not fit in memory."""
    found: Counter[str] = Counter()
    for _, keys in _sorted_in(register, on, beside or Beside(), params or Parameters(), rules):
        found.update(keys)
    return dict(found)


def _sorted_in(
    register: Callable[[], Iterable[Fact]], on: date, beside: Beside, params: Parameters, rules: FirstHourRules
) -> Iterator[tuple[int, list[str]]]:
    """Everybody's number with the slices they belong to."""
    away = frozenset(params.away_positions)
    twice = _sharing_a_post(register(), away)
    for fact in register():
        keys = ["all", *_of_all(fact, beside), *_amiss(fact, on, beside, twice)]
        if fact.position in away:
            keys.append("away")
        else:
            keys += ["service", *_what(fact), *_low(fact), *_leaving(fact, on, rules), *_learning(fact, beside, rules)]
        yield fact.number, keys


def _of_all(fact: Fact, beside: Beside) -> Iterable[str]:
    yield f"of|{fact.tier}"
    yield f"of|{fact.status}"
    if fact.post:
        yield "of|post"
    if beside.performed is not None and fact.number in beside.performed:
        yield "of|performed"
    if fact.functional:
        yield "of|functional"


def _what(fact: Fact) -> Iterable[str]:
    yield f"tier|{fact.tier}"
    yield f"status|{fact.status}"
    yield f"tierstatus|{fact.tier}|{fact.status}"
    if fact.functional:
        family = family_of(fact.title, fact.family)
        yield "functional"
        yield f"family|{family}"
        yield f"family|{family}|{fact.tier}"


def _amiss(fact: Fact, on: date, beside: Beside, twice: Collection[str]) -> Iterable[str]:
    codes = set(findings(as_row(fact), on, without=OF_FILES))
    codes.update(code for code in beside.findings.get(fact.number, ()) if code in OF_FILES)
    if beside.performed is not None and fact.number not in beside.performed:
        codes.add("no_performance")
    if fact.post and fact.job in twice:
        codes.add("two_in_one_post")
    yield from (f"check|{code}" for code in sorted(codes))
    if codes:
        yield "check"


def _low(fact: Fact) -> Iterable[str]:
    """Education below what the post asks at least, or not known."""
    least, level = QUALITY.least_education.get(fact.tier), education_id(fact.education)
    if not level:
        yield "low|unknown"
    elif least is not None and int(level) < least:
        yield "low"
        yield f"low|{fact.tier}"


def _sharing_a_post(people: Iterable[Fact], away: Collection[str]) -> frozenset[str]:
    """Posts of one unit that more than one person holds."""
    held: defaultdict[str, int] = defaultdict(int)
    for fact in people:
        if fact.post and fact.tier in MANAGERS and fact.position not in away:
            held[fact.job] += 1
    return frozenset(job for job, holders in held.items() if holders > 1)


def leaves_on(fact: Fact) -> tuple[date | None, bool]:
    """The first day on which somebody is retired, and whether it is reckoned; None where nothing tells."""
    if fact.retires_on is not None:
        return fact.retires_on, False
    if fact.born is None:
        return None, True
    return reckoned_retirement(fact.born, fact.tier, fact.title), True


def _leaving(fact: Fact, on: date, rules: FirstHourRules) -> Iterable[str]:
    day, reckoned = leaves_on(fact)
    if day is None:
        yield "retire|unknown"
    elif on < day <= years_after(on, rules.years_ahead):
        yield "retire"
        yield f"retire|{day.year}"
        yield f"retire|{day.year}|{fact.tier}"
        yield f"retire|{fact.tier}"
        yield "retire|reckoned" if reckoned else "retire|stated"


def _learning(fact: Fact, beside: Beside, rules: FirstHourRules) -> Iterable[str]:
    """Whose training is to be confirmed: a question, never a fault."""
    if fact.status == "CPNS":
        yield "basic|told" if fact.number in beside.basic else "basic"
    programme = rules.leading.get(fact.tier)
    if programme is not None and not fact.status.startswith("PPPK"):
        yield f"leading|told|{programme}" if fact.number in beside.leading else f"leading|{programme}"
        if fact.number not in beside.leading:
            yield "leading"
