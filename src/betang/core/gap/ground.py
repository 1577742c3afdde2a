"""The small tables every step of the map stands on, made once and joined on small integers.

    people       person, unit_id, post_id                      in service, with a post that has a standard
    requirement  post_id, comp_id, required, importance, on_default
    agreed       person, comp_id, unit_id, required, importance   agreed needs on required pairs
    trained      person, comp_id, day                          the newest finished training that counts
    totals       unit_id, comp_id, raw weight, sums over all required pairs

A post is one (agency, job): standards may differ between agencies for the same job.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import ibis
from ibis import _

from betang.core.dates import years_before
from betang.core.gap.weights import SCALE, Promises, promises

if TYPE_CHECKING:
    from betang.core.engine import Tables, Workspace
    from betang.core.params import Parameters


@dataclass(frozen=True, slots=True)
class Ground:
    """The tables of this module's heading, in one engine."""

    units: ibis.Table
    competencies: ibis.Table
    people: ibis.Table
    requirement: ibis.Table
    agreed: ibis.Table
    trained: ibis.Table
    totals: ibis.Table


def lay(tables: Tables, *, as_of: date, params: Parameters, next_job: bool, space: Workspace) -> Ground:
    """Make the ground for one map. With `next_job` people are held against the job they are to take."""
    units = space.keep("units", _numbered(tables["units"].select("agency", "unit"), "unit_id"))
    competencies = space.keep(
        "competencies", _numbered(tables["competencies"].select("competency"), "comp_id", "int16")
    )
    serving = _in_service(tables["people"], params, next_job=next_job)
    posts = space.keep("posts", _numbered(serving.select("agency", "job").distinct(), "post_id"))
    requirement = space.keep("requirement", _requirement(posts, tables, competencies, params))
    required_posts = requirement.select("post_id").distinct()
    people = space.keep(
        "people",
        serving.inner_join(units, ["agency", "unit"])
        .inner_join(posts, ["agency", "job"])
        .inner_join(required_posts, "post_id")
        .select("person", "unit_id", "post_id"),
    )
    return Ground(
        units=units,
        competencies=competencies,
        people=people,
        requirement=requirement,
        agreed=space.keep("agreed", _agreed(tables["needs"], as_of, competencies, people, requirement)),
        trained=space.keep("trained", _trained(tables, as_of, params, competencies)),
        totals=space.keep("totals", _totals(people, requirement, units, competencies, promises(tables), space)),
    )


def away(people: ibis.Table, params: Parameters) -> ibis.Value:
    """True for people whose legal position puts them outside every count; unknown position: in service."""
    code = people.legal_position
    two_digits = (code.length() == 1).ifelse(
        ibis.literal("0").concat(code), code
    )  # '2' lost its leading zero somewhere
    return two_digits.isin(params.away_positions).fill_null(False)


def _numbered(rows: ibis.Table, name: str, kind: str = "int32") -> ibis.Table:
    """Rows with a dense whole number of their own: joins on it are several times faster than on text."""
    return rows.mutate(ibis.row_number().over(ibis.window(order_by=list(rows.columns))).cast(kind).name(name))


def _in_service(people: ibis.Table, params: Parameters, *, next_job: bool) -> ibis.Table:
    serving = people.filter(~away(people, params))
    if not next_job:
        return serving.select("person", "agency", "unit", "job")
    return serving.filter(_.next_job.notnull()).select("person", "agency", "unit", job="next_job")


def _requirement(posts: ibis.Table, tables: Tables, competencies: ibis.Table, params: Parameters) -> ibis.Table:
    """The deciding standard of every post and competency: the first of the four that exists.

    Own job standard, common job standard, own tier standard, common tier standard (design, "Required level").
    """
    standards = (
        tables["standards"]
        .inner_join(competencies, "competency")
        .select(
            "agency",
            "job",
            "tier",
            "comp_id",
            required=_.level.cast("int8"),
            importance=ibis.cases(*((_.importance == name, weight) for name, weight in params.importance.items())).cast(
                "int8"
            ),
            on_default=_.basis.isin(("default", "draft")).fill_null(False).ifelse(1, 0).cast("int8"),
        )
    )
    posts = posts.left_join(tables["jobs"].select("job", "tier"), "job").select("post_id", "agency", "job", "tier")
    own, common = standards.filter(_.agency.notnull()), standards.filter(_.agency.isnull())
    steps = (
        (own.filter(_.job.notnull()), ("agency", "job")),
        (common.filter(_.job.notnull()), ("job",)),
        (own.filter(_.job.isnull()), ("agency", "tier")),
        (common.filter(_.job.isnull()), ("tier",)),
    )
    found = ibis.union(
        *(
            posts.inner_join(rows, list(keys)).select(
                "post_id", "comp_id", "required", "importance", "on_default", step=ibis.literal(step, "int8")
            )
            for step, (rows, keys) in enumerate(steps)
        )
    )
    first = ibis.row_number().over(ibis.window(group_by=["post_id", "comp_id"], order_by="step"))
    return found.mutate(first=first).filter(_.first == 0).drop("first", "step")


def _agreed(
    needs: ibis.Table, as_of: date, competencies: ibis.Table, people: ibis.Table, requirement: ibis.Table
) -> ibis.Table:
    """Agreed needs of a person in a competency that their post requires; several count once."""
    return (
        needs.filter(_.person.notnull(), _.competency.notnull(), _.agreed_on <= as_of)
        .select("person", "competency")
        .distinct()
        .inner_join(competencies, "competency")
        .inner_join(people, "person")
        .inner_join(requirement, ["post_id", "comp_id"])
        .select("person", "comp_id", "unit_id", "required", "importance")
    )


def _trained(tables: Tables, as_of: date, params: Parameters, competencies: ibis.Table) -> ibis.Table:
    """The newest finished training of a person whose programme has the competency among its outcomes.

    Only trainings finished on or before `as_of` and less than `trained_years` before it.
    """
    finished = ibis.coalesce(_.end, _.start)
    return (
        tables["training_history"]
        .filter(_.program.notnull())
        .mutate(finished=finished)
        .filter(_.finished <= as_of, _.finished > years_before(as_of, params.trained_years))
        .inner_join(tables["outcomes"].select("program", "competency").distinct(), "program")
        .inner_join(competencies, "competency")
        .group_by("person", "comp_id")
        .agg(day=_.finished.max().epoch_days().cast("int32"))
    )


def _totals(
    people: ibis.Table,
    requirement: ibis.Table,
    units: ibis.Table,
    competencies: ibis.Table,
    promised: Promises,
    space: Workspace,
) -> ibis.Table:
    """Sums over all required pairs of a cell, without making the pairs: people are counted by unit and post first."""
    counted = people.group_by("unit_id", "post_id").agg(n=_.count())
    sums = (
        counted.inner_join(requirement, "post_id")
        .group_by("unit_id", "comp_id")
        .agg(
            pairs=_.n.sum(),
            need=(_.n * _.required * _.importance).sum(),
            on_default=(_.n * _.on_default).sum(),
        )
    )
    numbers = ("unit_id", "comp_id", "pairs", "need", "on_default")
    cells = sums.inner_join(units, "unit_id").inner_join(competencies, "comp_id")
    anywhere = space.keep("promised_by_agency", promised.by_agency).rename(anywhere="added")
    here = space.keep("promised_by_unit", promised.by_unit).rename(here="added")
    weighed = cells.left_join(anywhere, ["agency", "competency"]).drop("agency_right", "competency_right")
    weighed = weighed.left_join(here, ["agency", "unit", "competency"])
    added = weighed.anywhere.fill_null(0) + weighed.here.fill_null(0)
    return weighed.select(**{name: weighed[name].cast("int64") for name in numbers}, raw=added + SCALE)
