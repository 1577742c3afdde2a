"""Writing the whole sample: small tables at once, tables of people a stretch at a time."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from betang.core.errors import WrongCall
from betang.core.sample.aims import money, programs, targets
from betang.core.sample.folder import Progress, TableFile, sample_folder
from betang.core.sample.government.competencies import competency_rows
from betang.core.sample.government.jobs import catalogue
from betang.core.sample.government.layout import Layout, lay_out
from betang.core.sample.government.standards import standards
from betang.core.sample.persons import evidence, history, needs
from betang.core.sample.persons.people import people_table, stretch
from betang.core.sample.persons.register import Register, register

FEWEST_PEOPLE = 15
CHUNK = 16_384  # people made at a time: about as many rows of evidence as a row group holds, and they fit the cache


def write_sample(
    *,
    out: Path,
    people: int,
    agencies: int,
    seed: int,
    progress: Progress | None = None,
    evidence_rows: float | None = None,
    chunk: int = CHUNK,
) -> None:
    """Write a data folder with every table of the dictionary as Parquet, and a README that says it is invented.

    `people` are shared among `agencies` governments: the province of Kalimantan Tengah, its regencies in Kemendagri's
    order, and beyond fifteen invented ones. The same `seed` gives the same rows, however large `chunk` (people made at
    a time) is. `progress` is told the table, what is done and the total, in people. `evidence_rows` is for benchmarks:
    so many assessments a person on average, everybody measured alike, instead of the uneven coverage of the sample.
    Raises WrongCall when the numbers cannot be or `out` holds something that is not an earlier sample.
    """
    _check(people, agencies, seed, chunk)
    if evidence_rows is not None and evidence_rows < 0:
        raise WrongCall("evidence_rows: not below 0")
    tell = progress or _quiet
    with sample_folder(out) as folder:
        layout = lay_out(people, agencies)
        registered = register(layout, seed, chunk, lambda done: tell("register", done, people))
        _write_small(folder, layout, seed)
        _write_people(folder, layout, registered, seed, _coverage(layout, registered, seed, evidence_rows), chunk, tell)


def _check(people: int, agencies: int, seed: int, chunk: int) -> None:
    least = max(FEWEST_PEOPLE, agencies)
    if agencies < 1 or chunk < 1 or seed < 0:
        raise WrongCall("agencies and chunk are whole numbers from 1, seed one from 0")
    if people < least:
        raise WrongCall(f"{people} people are too few: at least {least} for {agencies} governments")


def _quiet(stage: str, done: int, total: int) -> None:
    """Nobody asked."""


def _coverage(layout: Layout, registered: Register, seed: int, rows_each: float | None) -> evidence.Coverage:
    return evidence.uneven(layout, seed) if rows_each is None else evidence.dense(registered, layout, rows_each)


def _write_small(folder: Path, layout: Layout, seed: int) -> None:
    tables: dict[str, Sequence[tuple[object, ...]]] = {
        "agencies": [(g.agency, g.name, g.kind, g.region_code, g.agency) for g in layout.governments],
        "units": _unit_rows(layout),
        "jobs": [(job.code, job.name, job.tier, job.family, job.affair) for job in catalogue().jobs],
        "competencies": competency_rows(),
        "standards": standards(layout.governments),
        "targets": targets.target_rows(layout),
        "target_links": targets.target_link_rows(layout),
        "programs": programs.program_rows(),
        "outcomes": programs.outcome_rows(),
        "eligibility": programs.eligibility_rows(),
        "hosts": money.host_rows(layout),
        "budgets": money.budget_rows(layout),
        "travel": money.travel_rows(layout),
        "proposals": needs.proposal_rows(layout, seed),
    }
    for name, rows in tables.items():
        with TableFile(folder, name) as file:
            file.add_rows(rows)


def _unit_rows(layout: Layout) -> list[tuple[str, str, str, str | None]]:
    agencies = [layout.governments[agency].agency for agency in layout.agency.tolist()]
    parents = [layout.unit_code(parent) if parent >= 0 else None for parent in layout.parent.tolist()]
    codes = [layout.codes[code] for code in layout.code.tolist()]
    return list(zip(agencies, codes, layout.names, parents, strict=True))


def _write_people(
    folder: Path,
    layout: Layout,
    registered: Register,
    seed: int,
    coverage: evidence.Coverage,
    chunk: int,
    tell: Progress,
) -> None:
    measured = evidence.Evidence(layout, registered, seed, coverage)
    names = ("people", "assessments", "performance", "training_history", "obligations", "needs")
    with ExitStack() as stack:
        files = {name: stack.enter_context(TableFile(folder, name)) for name in names}
        files["needs"].add_rows(needs.unit_need_rows(layout, registered))
        for start in range(0, layout.total, chunk):
            part = slice(start, min(start + chunk, layout.total))
            of = stretch(registered, seed, part)
            files["people"].add(people_table(layout, registered, of))
            files["assessments"].add(measured.table(part))
            files["performance"].add(history.performance_table(registered, seed, of))
            files["training_history"].add(history.training_table(layout, registered, seed, of))
            files["obligations"].add(history.obligations_table(registered, seed, of))
            files["needs"].add(needs.person_needs_table(layout, registered, seed, of))
            tell("people", part.stop, layout.total)
