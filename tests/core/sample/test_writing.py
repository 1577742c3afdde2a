"""One seed gives one province, however it is cut; nothing of the user's is lost on the way."""

from __future__ import annotations

from itertools import pairwise

import pyarrow.parquet as pq
import pytest

from betang.core.errors import WrongCall
from betang.core.files import read_folder
from betang.core.files.about import read_about
from betang.core.sample import write_sample
from betang.core.sample.folder import README
from betang.core.tables import TABLES


def rows(folder, name):
    return pq.read_table(folder / f"{name}.parquet")


def same(one, other):
    return [name for name in TABLES if not rows(one, name).equals(rows(other, name))]


def test_the_same_seed_gives_the_same_rows_whatever_the_chunk(province, tmp_path):
    write_sample(out=tmp_path / "cut", people=20_000, agencies=15, seed=7, chunk=5_000)

    assert same(province, tmp_path / "cut") == []


def test_an_odd_chunk_gives_the_same_rows(tmp_path):
    write_sample(out=tmp_path / "whole", people=2_000, agencies=4, seed=3, chunk=2_000)
    write_sample(out=tmp_path / "cut", people=2_000, agencies=4, seed=3, chunk=333)

    assert same(tmp_path / "whole", tmp_path / "cut") == []


def test_another_seed_gives_other_people(tmp_path):
    for seed in (1, 2):
        write_sample(out=tmp_path / str(seed), people=500, agencies=3, seed=seed)

    assert not rows(tmp_path / "1", "people").equals(rows(tmp_path / "2", "people"))
    assert rows(tmp_path / "1", "standards").equals(rows(tmp_path / "2", "standards"))


@pytest.mark.parametrize(("people", "agencies"), [(15, 15), (15, 1), (16, 15), (40, 4), (3_000, 18)])
def test_every_size_is_a_valid_folder(tmp_path, people, agencies):
    write_sample(out=tmp_path / "small", people=people, agencies=agencies, seed=1)

    folder = read_folder(tmp_path / "small")

    assert folder.warnings == ()
    assert rows(tmp_path / "small", "people").num_rows == people
    assert set(rows(tmp_path / "small", "people")["agency"].to_pylist()) == set(
        rows(tmp_path / "small", "agencies")["agency"].to_pylist()
    )


def test_beyond_fifteen_governments_are_invented(tmp_path):
    write_sample(out=tmp_path / "many", people=3_000, agencies=17, seed=1)

    last = rows(tmp_path / "many", "agencies").to_pylist()[-2:]

    assert [agency["name"] for agency in last] == ["Pemerintah Kabupaten Contoh 16", "Pemerintah Kabupaten Contoh 17"]
    assert [agency["region_code"] for agency in last] == ["99.016", "99.017"]


def test_people_are_numbered_in_order_of_government_and_unit(province):
    people = rows(province, "people")
    agencies = rows(province, "agencies")["agency"].to_pylist()
    places = [(agencies.index(p["agency"]), p["unit"]) for p in people.select(["agency", "unit"]).to_pylist()]

    assert people["person"].to_pylist() == list(range(1, people.num_rows + 1))
    assert places == sorted(places)


def test_row_groups_say_which_people_they_hold(province):
    meta = pq.ParquetFile(province / "assessments.parquet").metadata
    ranges = [meta.row_group(group).column(0).statistics for group in range(meta.num_row_groups)]
    ends = [(stats.min, stats.max) for stats in ranges]

    assert ends == sorted(ends)
    assert all(left[1] <= right[0] for left, right in pairwise(ends))


def test_large_tables_are_cut_into_row_groups(tmp_path):
    write_sample(out=tmp_path / "dense", people=40_000, agencies=15, seed=1, evidence_rows=18)

    meta = pq.ParquetFile(tmp_path / "dense" / "assessments.parquet").metadata
    sizes = [meta.row_group(group).num_rows for group in range(meta.num_row_groups)]

    assert len(sizes) > 1
    assert all(120_000 <= size <= 500_000 for size in sizes[:-1])


def test_a_benchmark_measures_everybody_alike(tmp_path):
    write_sample(out=tmp_path / "dense", people=5_000, agencies=15, seed=1, evidence_rows=18)

    evidence = rows(tmp_path / "dense", "assessments")

    assert evidence.num_rows / 5_000 == pytest.approx(18, abs=0.3)
    assert len(set(evidence["person"].to_pylist())) == 5_000


def test_more_evidence_than_fits_is_refused(tmp_path):
    with pytest.raises(WrongCall, match="at most 3"):
        write_sample(out=tmp_path / "dense", people=50, agencies=1, seed=1, evidence_rows=500)

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"people": 14},
        {"people": 20, "agencies": 21},
        {"agencies": 0},
        {"seed": -1},
        {"evidence_rows": -1.0},
        {"chunk": 0},
    ],
    ids=str,
)
def test_numbers_that_cannot_be_are_refused(tmp_path, wrong):
    with pytest.raises(WrongCall):
        write_sample(**{"out": tmp_path / "out", "people": 50, "agencies": 2, "seed": 1, **wrong})

    assert not (tmp_path / "out").exists()


def test_an_earlier_sample_is_replaced_whole(tmp_path):
    write_sample(out=tmp_path / "out", people=50, agencies=2, seed=1)
    write_sample(out=tmp_path / "out", people=60, agencies=2, seed=1)

    assert rows(tmp_path / "out", "people").num_rows == 60
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_folder_of_the_users_own_is_left_alone(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people.csv").write_text("mine")

    with pytest.raises(WrongCall, match=r"people\.csv"):
        write_sample(out=tmp_path / "out", people=50, agencies=2, seed=1)

    assert (tmp_path / "out" / "people.csv").read_text() == "mine"


def test_parquet_tables_without_the_label_are_not_taken_for_a_sample(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "people.parquet").write_bytes(b"mine")

    with pytest.raises(WrongCall, match="not a sample"):
        write_sample(out=tmp_path / "out", people=50, agencies=2, seed=1)


def test_a_failure_half_way_leaves_the_earlier_folder(tmp_path):
    write_sample(out=tmp_path / "out", people=50, agencies=2, seed=1)

    class PulledPlugError(Exception):
        pass

    def unplug(stage, done, total):
        raise PulledPlugError

    with pytest.raises(PulledPlugError):
        write_sample(out=tmp_path / "out", people=60, agencies=2, seed=1, progress=unplug)

    assert rows(tmp_path / "out", "people").num_rows == 50
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_progress_reaches_the_total(tmp_path):
    told = []
    write_sample(
        out=tmp_path / "out", people=100, agencies=2, seed=1, chunk=30, progress=lambda *step: told.append(step)
    )

    assert told[-1] == ("people", 100, 100)
    assert {stage for stage, _, _ in told} == {"register", "people"}


def test_the_folder_says_that_everybody_is_invented(province):
    label = (province / README).read_text(encoding="utf-8")

    assert "SEMUA ORANG DI SINI REKAAN" in label
    assert "EVERY PERSON HERE IS INVENTED" in label
    assert read_about(province).fictional
    notice = pq.read_metadata(province / "people.parquet").metadata[b"notice"]
    assert b"invented" in notice
