"""Titles of several governments become one by a deed of the coordinator, and are parted by another; nothing is lost."""

from __future__ import annotations

import pytest

from betang.agencies.models import AuditEvent
from betang.agencies.rules import NotAllowed
from betang.connect.folder.actions import load
from betang.core.errors import BadInput
from betang.intake.frames import what_is_known
from betang.intake.registry import kind_named
from betang.meeting.actions.alignment import Under, merge_titles, part_titles
from betang.meeting.models import TitleAlias, TitleGroup
from betang.needs.actions import name_program
from betang.needs.actions.demand import publish_demand
from betang.needs.models import Demand, Proposal
from betang.programs.models import Program
from tests.meeting.demanding import being, lines, send
from tests.small_house import write

FIRST, SECOND = "Bimtek Pengelolaan Keuangan Desa", "Pelatihan Pengelolaan Keuangan Desa"
NAME = "Pengelolaan Keuangan Desa"


@pytest.fixture
def asked(cast) -> None:
    """Katingan and Palangka Raya ask for one thing under two names."""
    send("6711", FIRST, 7)
    send("6771", SECOND, 5)
    send("6771", "Public Speaking", None)


def merge(*titles: str, by: str = "dewi", **under: str) -> TitleGroup:
    with being(by) as who:
        return merge_titles(titles=titles, under=Under(**under), by=who)


def test_two_titles_become_one_line_with_everybody_in_it(asked):
    assert lines() == {FIRST: (7, 1), SECOND: (5, 1), "Public Speaking": (0, 1)}
    merge(FIRST, SECOND, name=NAME)
    assert lines() == {NAME: (12, 2), "Public Speaking": (0, 1)}


def test_merged_under_a_programme_they_count_where_the_programme_counts(asked):
    send("6700", "Etika", 4, program_id="DAR")
    merge(FIRST, SECOND, program="DAR")
    assert lines()["Etika ASN Daring"] == (16, 3)


def test_every_government_counts_by_what_the_coordinator_merged(asked):
    merge(FIRST, SECOND, name=NAME)
    assert lines("citra") == lines("ani") == lines("dewi")


def test_a_spelling_that_differs_in_case_or_marks_needs_no_deed(asked):
    send("6711", f"{SECOND.upper()}!", 2)
    assert lines()[SECOND][1] == 2
    merge(FIRST, SECOND, name=NAME)
    assert lines()[NAME] == (14, 2)


def test_nothing_of_anybodys_proposals_changes(asked):
    before = list(Proposal.objects.order_by("pk").values())
    group = merge(FIRST, SECOND, program="DAR")
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
    assert list(Proposal.objects.order_by("pk").values()) == before


def test_a_merge_undone_leaves_the_demand_as_it_was_and_the_story_of_it(asked):
    before = lines()
    group = merge(FIRST, SECOND, name=NAME)
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
    assert lines() == before
    group.refresh_from_db()
    assert group.ended_at is not None
    assert TitleAlias.objects.filter(group=group, ended_at__isnull=False).count() == 2
    assert lines() | {NAME: (12, 2)} != before
    merge(FIRST, SECOND, name=NAME)
    assert lines()[NAME] == (12, 2)


def test_one_title_is_taken_out_and_the_others_stay(asked):
    group = merge(FIRST, SECOND, name=NAME)
    alias = TitleAlias.objects.get(group=group, spelled=FIRST)
    with being("dewi") as who:
        part_titles(group=group.pk, alias=alias.pk, by=who)
    assert lines() == {FIRST: (7, 1), NAME: (5, 1), "Public Speaking": (0, 1)}


def test_a_merge_is_one_event_of_counts_and_an_undone_one_another(asked):
    group = merge(FIRST, SECOND, program="DAR")
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
        part_titles(group=group.pk, by=who)
    events = AuditEvent.objects.filter(on_kind="meeting.titlegroup").order_by("id")
    assert [(one.name, one.new) for one in events] == [
        ("betang.meeting.titles_merged", {"titles": 2, "program": "DAR"}),
        ("betang.meeting.titles_parted", {"titles": 2, "program": "DAR"}),
    ]
    assert {one.by_username for one in events} == {"dewi"}


def test_a_programme_that_titles_were_merged_into_goes_by_a_load_only_after_they_are_parted(asked, tmp_path):
    Program.objects.create(
        code="KDS", name="Keuangan Desa", channel="class", hours=20, days=2, class_min=10, class_max=30
    )
    group = merge(FIRST, SECOND, program="KDS")
    folder = write(tmp_path / "catalogue", "programs")  # without KDS
    with pytest.raises(BadInput) as refused:
        load(folder=folder, by=None)
    assert [(p.file, p.value, p.code) for p in refused.value.problems] == [("programs", "KDS", "still_referred_to")]
    assert "1 rows of titles that are made one (Rakor, Permintaan bersama, Judul)" in refused.value.problems[0].message
    assert Program.objects.filter(pk="KDS").exists()
    assert lines()["Keuangan Desa"] == (12, 2)
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
    load(folder=folder, by=None)
    assert not Program.objects.filter(pk="KDS").exists()
    group.refresh_from_db()
    assert (group.name, group.program, group.aliases.count()) == ("Keuangan Desa", None, 2)
    assert lines() == {FIRST: (7, 1), SECOND: (5, 1), "Public Speaking": (0, 1)}


def test_merging_again_what_is_merged_is_no_second_deed(asked):
    group = merge(FIRST, SECOND, name=NAME)
    assert merge(FIRST, SECOND, name=NAME.upper()) == group
    assert AuditEvent.objects.filter(name="betang.meeting.titles_merged").count() == 1


def test_a_third_title_joins_what_is_merged_already(asked):
    group = merge(FIRST, SECOND, name=NAME)
    assert merge("Public Speaking", name=NAME) == group
    assert lines() == {NAME: (12, 2)}


def test_a_title_belongs_to_one_merge_only(asked):
    merge(FIRST, "Public Speaking", name="Lain")
    with pytest.raises(NotAllowed, match="Lain"):
        merge(FIRST, SECOND, name=NAME)
    with pytest.raises(NotAllowed, match="Lain"):
        merge(SECOND, name=FIRST)
    assert lines() == {"Lain": (7, 2), SECOND: (5, 1)}


def test_a_name_that_the_catalogue_has_is_the_programme(asked):
    assert merge(FIRST, SECOND, name="etika asn daring").program_id == "DAR"


@pytest.mark.parametrize(
    ("titles", "under", "why"),
    [
        ((), {"name": NAME}, "Pilih dahulu judul"),
        ((FIRST,), {}, "Pilih program"),
        ((FIRST,), {"name": " ... "}, "Pilih program"),
        ((FIRST,), {"program": "TIADA"}, "tidak ada di katalog"),
    ],
)
def test_a_merge_without_titles_or_name_says_what_is_missing(asked, titles, under, why):
    with pytest.raises(NotAllowed, match=why):
        merge(*titles, **under)
    assert not TitleGroup.objects.exists()


@pytest.mark.parametrize("name", ["ani", "budi", "citra", "eka"])
def test_only_the_coordinator_merges_and_parts(asked, name):
    with pytest.raises(NotAllowed, match="koordinator"):
        merge(FIRST, SECOND, by=name, name=NAME)
    group = merge(FIRST, SECOND, name=NAME)
    with pytest.raises(NotAllowed, match="koordinator"), being(name) as who:
        part_titles(group=group.pk, by=who)
    assert lines()[NAME] == (12, 2)


# ---------------------------------------------------------------- next year's file


def test_the_same_title_in_a_file_means_the_programme_from_then_on(asked):
    kind = kind_named("proposals")

    def read(title: str, agency: str) -> str | None:
        with being("citra" if agency == "6771" else "ani"):
            return what_is_known(kind, agency)["programs"].exact(title).code

    assert read(FIRST, "6771") is None
    group = merge(FIRST, SECOND, program="DAR")
    assert read(FIRST, "6771") == read(SECOND.upper(), "6711") == "DAR"
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
    assert read(FIRST, "6771") is None


# ---------------------------------------------------------------- a planner takes it over


def test_a_planner_puts_the_programme_on_the_own_proposals_and_nobody_elses(asked):
    merge(FIRST, SECOND, program="DAR")
    before = lines()
    with being("ani") as who:
        assert name_program(agency="6711", titles=[FIRST], program="DAR", by=who) == 1
        assert name_program(agency="6711", titles=[FIRST], program="DAR", by=who) == 0
    own, other = Proposal.objects.get(title=FIRST), Proposal.objects.get(title=SECOND)
    assert (own.program_id, own.title, own.version) == ("DAR", FIRST, 2)
    assert other.program_id is None
    assert lines() == before
    assert Demand.objects.filter(agency="6711", program="DAR", people=7).exists()
    [event] = AuditEvent.objects.filter(name="betang.needs.program_named")
    assert (event.agency_code, event.new) == ("6711", {"items": 1, "program": "DAR"})


def test_taken_over_it_stays_when_the_merge_is_undone(asked):
    group = merge(FIRST, SECOND, program="DAR")
    with being("ani") as who:
        name_program(agency="6711", titles=[FIRST], program="DAR", by=who)
    with being("dewi") as who:
        part_titles(group=group.pk, by=who)
    assert lines() == {"Etika ASN Daring": (7, 1), SECOND: (5, 1), "Public Speaking": (0, 1)}


@pytest.mark.parametrize("name", ["citra", "dewi", "budi"])
def test_nobody_else_puts_a_programme_on_a_governments_proposals(asked, name):
    with pytest.raises(NotAllowed, match="perencananya"), being(name) as who:
        name_program(agency="6711", titles=[FIRST], program="DAR", by=who)
    assert not Proposal.objects.filter(title=FIRST, program__isnull=False).exists()


def test_what_was_decided_keeps_its_words(asked):
    Proposal.objects.filter(title=FIRST).update(state="decided")
    publish_demand(agency="6711", by=None)
    with being("ani") as who:
        assert name_program(agency="6711", titles=[FIRST], program="DAR", by=who) == 0
