"""Evidence reduced to the level a person holds.

Among the valid rows of a pair the best source decides, then the newest day, then the higher level. That order
is written into one whole number per row (source, day, level from the highest digits down), so that finding the
deciding row is a plain maximum: no sort and no window over ninety million rows.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis
from ibis import _

from betang.core.dates import first_still_valid
from betang.core.tables import SOURCES

if TYPE_CHECKING:
    from betang.core.gap.ground import Ground
    from betang.core.params import Parameters

_LEVELS = 8  # not a rule: levels 0-5 take three bits
_DAYS = 1 << 22  # days since 1 January of year 1; year 9999 still fits
_EPOCH = date(1970, 1, 1).toordinal()
_EXPIRED = -1  # not a rule: below every valid row: a maximum of -1 says "only expired rows"


def deciding(assessments: ibis.Table, *, as_of: date, params: Parameters, ground: Ground) -> ibis.Table:
    """One row for each required pair with any evidence up to `as_of`.

    Columns: person, unit_id, comp_id, required, importance, known (bool), held, day (days since 1970 of the
    deciding row), source (place in `SOURCES`); held, day and source are meaningful only where known.
    """
    best = (
        assessments.filter(_.assessed_on <= as_of)
        .inner_join(ground.competencies, "competency")
        .inner_join(ground.people, "person")
        .inner_join(ground.requirement, ["post_id", "comp_id"])
        .mutate(packed=_packed(as_of, params))
        .group_by("person", "unit_id", "comp_id", "required", "importance")
        .agg(packed=_.packed.max())
    )
    return best.select(
        "person",
        "unit_id",
        "comp_id",
        "required",
        "importance",
        known=_.packed >= 0,
        held=(_.packed % _LEVELS).cast("int8"),
        day=((_.packed // _LEVELS) % _DAYS - _EPOCH).cast("int32"),
        source=(len(SOURCES) - 1 - _.packed // (_LEVELS * _DAYS)).cast("int8"),
    )


def _packed(as_of: date, params: Parameters) -> ibis.Value:
    """Source rank, day and level as one whole number (32 bits); `_EXPIRED` for a row that is no longer valid."""
    rank = _.source.cases(*((name, len(SOURCES) - 1 - i) for i, name in enumerate(SOURCES)))
    days = _.assessed_on.epoch_days().cast("int32") + _EPOCH
    return _valid(as_of, params).ifelse(
        ((rank.cast("int32") * _DAYS + days) * _LEVELS + _.level).cast("int32"), ibis.literal(_EXPIRED, "int32")
    )


def _valid(as_of: date, params: Parameters) -> ibis.Value:
    """Valid on `as_of`: by the stated last day, else by the validity of its source from the day of assessment."""
    since = {name: first_still_valid(as_of, years) for name, years in params.validity_years.items()}
    unstated = ibis.or_(
        *(
            _.source.isin([s for s in since if since[s] == day]) & (_.assessed_on >= day)
            for day in sorted(set(since.values()))
        )
    )
    return _.valid_until.isnull().ifelse(unstated, _.valid_until >= as_of)


def judged(rows: ibis.Table, ground: Ground) -> ibis.Table:
    """Deciding rows with their shortfall, whether training came after, and whether a need was agreed."""
    rows = rows.left_join(ground.trained.rename(trained_day="day"), ["person", "comp_id"]).drop(
        "person_right", "comp_id_right"
    )
    agreed = ground.agreed.select("person", "comp_id", agreed_need=ibis.literal(True))
    rows = rows.left_join(agreed, ["person", "comp_id"]).drop("person_right", "comp_id_right")
    rows = rows.mutate(shortfall=ibis.greatest(_.required - _.held, 0).cast("int8"))
    return rows.mutate(
        short=_.known & (_.shortfall > 0),
        trained=(_.known & (_.shortfall > 0) & (_.trained_day > _.day)).fill_null(False),
        agreed_need=_.agreed_need.fill_null(False),
    )


def source_name(place: ibis.Value) -> ibis.Value:
    """The name of a source from its place in `SOURCES`."""
    return place.cases(*enumerate(SOURCES), else_=None)
