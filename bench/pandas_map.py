"""The named baseline: the same map rules as an analyst would write them in pandas, on the same folder.

    python bench/pandas_map.py FOLDER AS_OF OUT.csv

Only what the map needs is read, keys are kept as categories and merges are on columns: plain, not wasteful.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from pathlib import Path

import pandas as pd

from betang.core.params import Parameters
from betang.core.tables import SOURCES

CELL = ["agency", "unit", "competency"]
SCALE = 10**4


def main(folder: Path, as_of: pd.Timestamp, out: Path) -> None:
    params = Parameters()
    people = serving(folder, params)
    required = requirement(folder, people, params)
    pairs = people.merge(required, on=["agency", "job"])[["person", *CELL, "required", "importance"]]
    pairs = pairs.merge(held(folder, as_of, params), on=["person", "competency"], how="left")
    pairs = pairs.merge(trained(folder, as_of, params), on=["person", "competency"], how="left")
    pairs = pairs.merge(agreed(folder, as_of), on=["person", "competency"], how="left")
    cells = count(pairs, params)
    weighted(cells, folder)
    ranked(cells, params).to_csv(out, index=False)


def read(folder: Path, table: str, columns: list[str]) -> pd.DataFrame:
    return pd.read_parquet(folder / f"{table}.parquet", columns=columns)


def serving(folder: Path, params: Parameters) -> pd.DataFrame:
    people = read(folder, "people", ["person", "agency", "unit", "job", "legal_position"])
    away = people["legal_position"].str.zfill(2).isin(params.away_positions)
    return people.loc[~away, ["person", "agency", "unit", "job"]]


def requirement(folder: Path, people: pd.DataFrame, params: Parameters) -> pd.DataFrame:
    standards = read(folder, "standards", ["agency", "job", "tier", "competency", "level", "importance"])
    standards["importance"] = standards["importance"].map(dict(params.importance))
    posts = people[["agency", "job"]].drop_duplicates().merge(read(folder, "jobs", ["job", "tier"]), on="job")
    own, by_job = standards["agency"].notna(), standards["job"].notna()
    steps = [
        (standards[own & by_job], ["agency", "job"]),
        (standards[~own & by_job], ["job"]),
        (standards[own & ~by_job], ["agency", "tier"]),
        (standards[~own & ~by_job], ["tier"]),
    ]
    found = [posts.merge(rows[[*keys, "competency", "level", "importance"]], on=keys) for rows, keys in steps]
    first = pd.concat(found).drop_duplicates(["agency", "job", "competency"])
    return first.rename(columns={"level": "required"})[["agency", "job", "competency", "required", "importance"]]


def held(folder: Path, as_of: pd.Timestamp, params: Parameters) -> pd.DataFrame:
    columns = ["person", "competency", "level", "assessed_on", "source", "valid_until"]
    rows = read(folder, "assessments", columns)
    rows["assessed_on"] = pd.to_datetime(rows["assessed_on"])
    rows["valid_until"] = pd.to_datetime(rows["valid_until"])
    rows = rows[rows["assessed_on"] <= as_of]
    years = rows["source"].map(dict(params.validity_years))
    valid = rows["valid_until"] >= as_of
    for span in set(params.validity_years.values()):
        unstated = rows["valid_until"].isna() & (years == span)
        valid |= unstated & (rows["assessed_on"] + pd.DateOffset(years=span) >= as_of)
    rows = rows.assign(valid=valid, rank=rows["source"].map({name: -i for i, name in enumerate(SOURCES)}))
    rows = rows.sort_values(["valid", "rank", "assessed_on", "level"])
    best = rows.drop_duplicates(["person", "competency"], keep="last")
    return best.rename(columns={"level": "held"})[["person", "competency", "held", "valid", "assessed_on"]]


def trained(folder: Path, as_of: pd.Timestamp, params: Parameters) -> pd.DataFrame:
    rows = read(folder, "training_history", ["person", "program", "start", "end"]).dropna(subset=["program"])
    rows["finished"] = pd.to_datetime(rows["end"].fillna(rows["start"]))
    since = as_of - pd.DateOffset(years=params.trained_years)
    rows = rows[(rows["finished"] <= as_of) & (rows["finished"] > since)]
    rows = rows.merge(read(folder, "outcomes", ["program", "competency"]), on="program")
    return rows.groupby(["person", "competency"], as_index=False)["finished"].max()


def agreed(folder: Path, as_of: pd.Timestamp) -> pd.DataFrame:
    rows = read(folder, "needs", ["person", "competency", "agreed_on"]).dropna()
    rows = rows[pd.to_datetime(rows["agreed_on"]) <= as_of]
    return rows[["person", "competency"]].drop_duplicates().assign(need=True)


def count(pairs: pd.DataFrame, params: Parameters) -> pd.DataFrame:
    known = pairs["valid"].fillna(value=False).astype(bool)
    shortfall = (pairs["required"] - pairs["held"]).clip(lower=0).where(known, 0)
    assumed = pairs["need"].fillna(value=False).astype(bool) & ~known
    whole = pairs["required"] * pairs["importance"]
    sure = shortfall * pairs["importance"] + params.assumed_shortfall * pairs["importance"] * assumed
    figures = pairs[CELL].assign(
        required=1,
        known=known,
        expired=~known & pairs["valid"].notna(),
        unknown=pairs["valid"].isna(),
        short=shortfall > 0,
        trained=(shortfall > 0) & (pairs["finished"] > pairs["assessed_on"]),
        agreed=assumed,
        levels=shortfall,
        got=pairs[["held", "required"]].min(axis=1).where(known, 0),
        asked=pairs["required"].where(known, 0),
        sure=sure,
        worst=sure + whole.where(~known & ~assumed, 0),
    )
    return figures.groupby(CELL, as_index=False, observed=True).sum()


def weighted(cells: pd.DataFrame, folder: Path) -> None:
    extra = links(folder)
    raw = [
        SCALE**2 + extra[agency, None, competency] + extra[agency, unit, competency]
        for agency, unit, competency in cells[CELL].itertuples(index=False)
    ]
    cells["raw"] = raw
    sums = cells.assign(total=cells["raw"] * cells["required"]).groupby("agency")[["total", "required"]].sum()
    mean = {agency: Fraction(int(row.total), int(row.required)) for agency, row in sums.iterrows()}
    for name, amount in (("priority", "sure"), ("priority_high", "worst")):
        cells[name] = [
            rounded(Fraction(int(value) * weight) / mean[agency]) if value else 0.0
            for agency, weight, value in zip(cells["agency"], raw, cells[amount], strict=True)
        ]
    cells["fulfilment"] = (100 * cells["got"] / cells["asked"]).where(cells["known"] > 0)


def rounded(value: Fraction) -> float:
    return float((Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.000001"), ROUND_HALF_EVEN))


def links(folder: Path) -> dict[tuple[str, str | None, str], int]:
    targets = read(folder, "targets", ["target", "agency", "unit", "weight"])
    rows = read(folder, "target_links", ["target", "competency", "unit", "relevance"]).merge(targets, on="target")
    units = read(folder, "units", ["agency", "unit", "parent"])
    children = defaultdict(list)
    for agency, unit, parent in units.itertuples(index=False):
        if isinstance(parent, str):
            children[agency, parent].append(unit)
    extra: dict[tuple[str, str | None, str], int] = defaultdict(int)
    for row in rows.itertuples(index=False):
        part = round(row.weight * SCALE) * round(row.relevance * SCALE)
        top = row.unit_x if isinstance(row.unit_x, str) else row.unit_y
        if not isinstance(top, str):
            extra[row.agency, None, row.competency] += part
            continue
        waiting = [top]
        while waiting:
            unit = waiting.pop()
            extra[row.agency, unit, row.competency] += part
            waiting += children[row.agency, unit]
    return extra


def ranked(cells: pd.DataFrame, params: Parameters) -> pd.DataFrame:
    enough = cells["known"] >= params.ranked_share * cells["required"]
    order = ["priority", "priority_high", *CELL]
    first = cells[enough].sort_values(order, ascending=[False, False, True, True, True])
    first["rank"] = range(1, len(first) + 1)
    columns = [*CELL, "required", "known", "expired", "unknown", "short", "trained", "agreed", "levels", "fulfilment"]
    rest = cells[~enough].sort_values(CELL)
    return pd.concat([first, rest])[[*columns, "priority", "priority_high", "rank"]]


if __name__ == "__main__":
    main(Path(sys.argv[1]), pd.Timestamp(sys.argv[2]), Path(sys.argv[3]))
