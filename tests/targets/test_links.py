"""A promise is made at the own indicator, by one hand, and confirmed by another; as the walls see it, too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from betang.agencies.models import AuditEvent, TableRevision
from betang.agencies.queries import NotFound
from betang.agencies.rules import NotAllowed
from betang.agencies.scope import acting
from betang.agencies.viewers import scope_of
from betang.connect.folder.actions import load
from betang.people.models import Unit
from betang.targets import actions, queries
from betang.targets.models import LinkState, Target, TargetLink
from tests.small_house import replaced, write
from tests.targets.conftest import TODAY

pytestmark = pytest.mark.django_db

As = Callable[[str], Any]
Said = Callable[..., Any]


def target(code: str = "K2") -> Target:
    return Target.objects.get(pk=code)


def link(code: str = "K2") -> TargetLink:
    return TargetLink.objects.get(target=code, competency="T.KES.01" if code == "K2" else "M.01")


def propose(as_: As, said: Said, name: str = "ani", code: str = "K2", **changed: Any) -> TargetLink:
    viewer = as_(name)
    with acting(scope_of(viewer)):
        return actions.propose_link(target=target(code), content=said(**changed), on=TODAY, by=viewer)


def confirm(as_: As, *links: TargetLink, name: str = "budi", agency: str = "6711") -> actions.Decided:
    viewer = as_(name)
    with acting(scope_of(viewer)):
        return actions.confirm_links(agency=agency, seen={one.pk: one.version for one in links}, by=viewer)


def test_what_was_loaded_is_proposed_by_nobody_and_not_yet_a_promise(house: Path) -> None:
    assert {one.state for one in TargetLink.objects.all()} == {LinkState.PROPOSED}
    assert {one.proposed_by_id for one in TargetLink.objects.all()} == {None}
    assert queries.linked("6711") == frozenset()


def test_a_planner_proposes_and_a_keeper_confirms(as_: As, said: Said) -> None:
    made = propose(as_, said)
    assert (made.state, made.proposed_by.username) == (LinkState.PROPOSED, "ani")
    before = TableRevision.objects.get(table="target_links", agency="6711").revision
    assert confirm(as_, made).left == ()
    made.refresh_from_db()
    assert (made.state, made.decided_by.username, made.version) == (LinkState.CONFIRMED, "budi", 2)
    unit = Unit.objects.get(agency="6711", code="U1")
    assert queries.linked("6711") == {("M.01", unit.pk)}
    assert TableRevision.objects.get(table="target_links", agency="6711").revision == before  # no figure changes by it


def test_a_promise_of_the_whole_government_holds_everywhere(as_: As, said: Said) -> None:
    made = propose(as_, said, code="K1", competency="T.KES.01")
    confirm(as_, made)
    places = queries.linked("6711")
    assert places == {("T.KES.01", None)}
    assert queries.holds_at(places, "T.KES.01", {1, 2})
    assert not queries.holds_at(places, "M.01", {1, 2})


def test_a_promise_of_an_office_holds_below_it_and_not_elsewhere(as_: As, said: Said) -> None:
    made = propose(as_, said)
    confirm(as_, made)
    above = Unit.objects.get(agency="6711", code="U1").pk
    below = Unit.objects.get(agency="6711", code="U2").pk
    assert queries.holds_at(queries.linked("6711"), "M.01", {below, above})
    assert not queries.holds_at(queries.linked("6711"), "M.01", {below})


@pytest.mark.parametrize(
    ("name", "may"), [("ani", True), ("eka", True), ("eli", False), ("lia", False), ("budi", False)]
)
def test_only_the_planner_and_the_office_of_the_indicator_propose(as_: As, said: Said, name: str, may: bool) -> None:
    if may:
        assert propose(as_, said, name).proposed_by.username == name
    else:
        with pytest.raises(NotAllowed, match="diusulkan oleh perencana"):
            propose(as_, said, name)


def test_an_office_proposes_nothing_at_an_indicator_that_is_not_its_own(as_: As, said: Said) -> None:
    with pytest.raises(NotAllowed):
        propose(as_, said, "eka", "K1", competency="T.KES.01")


def test_the_wall_keeps_what_the_rule_forgets(as_: As) -> None:
    values = {"agency_id": "6711", "competency_id": "M.01", "relevance": Decimal("0.5"), "version": 1}
    with acting(scope_of(as_("eka"))):
        TargetLink.objects.create(target_id="K2", **values)
    for name, code in (("eka", "K1"), ("eli", "K2"), ("lia", "K2"), ("budi", "K2"), ("citra", "K2")):
        with acting(scope_of(as_(name))), pytest.raises(ProgrammingError), transaction.atomic():
            TargetLink.objects.create(target_id=code, **(values | {"competency_id": "T.KES.01"}))


def test_nobody_confirms_what_they_said(as_: As, said: Said) -> None:
    made = propose(as_, said)
    TargetLink.objects.filter(pk=made.pk).update(proposed_by=as_("budi").user, version=2)
    made.refresh_from_db()
    left = confirm(as_, made).left
    assert [why for _one, why in left] == ["Anda sendiri yang mengusulkannya; penjaga sasaran yang lain memutuskan."]
    assert confirm(as_, made, name="beni").reached == (made,)
    with pytest.raises(IntegrityError), transaction.atomic():
        TargetLink.objects.filter(pk=made.pk).update(proposed_by=as_("beni").user, version=9)


def test_a_link_without_its_sentence_is_not_confirmed(as_: As) -> None:
    found = confirm(as_, link("K1"), link("K2"))
    assert found.reached == ()
    assert len(found.left) == 2
    assert all(why.startswith("Belum lengkap") for _one, why in found.left)
    assert not AuditEvent.objects.filter(name="betang.targets.links_confirmed").exists()


def test_only_a_keeper_confirms(as_: As, said: Said) -> None:
    made = propose(as_, said, "eka")
    for name in ("ani", "lia", "eka"):
        assert confirm(as_, made, name=name).reached == ()


def test_many_are_confirmed_with_one_event_and_what_stays_says_why(as_: As, said: Said) -> None:
    first = propose(as_, said)
    second = propose(as_, said, code="K1", competency="T.KES.01")
    found = confirm(as_, first, second, link("K1"))
    assert {one.pk for one in found.reached} == {first.pk, second.pk}
    event = AuditEvent.objects.get(name="betang.targets.links_confirmed")
    assert (event.new["links"], event.new["left"], event.agency_code) == (2, 1, "6711")


def test_what_changed_since_the_keeper_looked_is_not_confirmed(as_: As, said: Said) -> None:
    made = propose(as_, said)
    viewer = as_("ani")
    with acting(scope_of(viewer)):
        actions.change_link(link=made, content=said(owner="Kepala Bidang"), seen=1, on=TODAY, by=viewer)
    found = confirm(as_, made)
    assert [why for _one, why in found.left] == ["Isinya berubah sejak Anda membukanya. Periksa isinya yang baru."]


def test_a_returned_link_says_why_and_comes_back_by_being_mended(as_: As, said: Said) -> None:
    made, keeper, planner = propose(as_, said), as_("budi"), as_("ani")
    with acting(scope_of(keeper)):
        nothing = actions.return_links(agency="6711", seen={made.pk: 1}, reason=" ", by=keeper)
        assert [why for _one, why in nothing.left] == ["Tulis alasannya; pengusul membacanya."]
        actions.return_links(agency="6711", seen={made.pk: 1}, reason="Ukurannya belum ada", by=keeper)
    made.refresh_from_db()
    assert (made.state, made.reason) == (LinkState.RETURNED, "Ukurannya belum ada")
    assert queries.returned(user=planner) == 1
    assert confirm(as_, made).reached == ()
    with acting(scope_of(planner)):
        actions.change_link(link=made, content=said(expected_change="Naik 20 poin"), seen=2, on=TODAY, by=planner)
    made.refresh_from_db()
    assert (made.state, made.reason, made.decided_by) == (LinkState.PROPOSED, None, None)
    assert queries.returned(user=planner) == 0


def test_a_changed_promise_waits_again_and_the_same_words_change_nothing(as_: As, said: Said) -> None:
    made, planner = propose(as_, said), as_("eka")
    confirm(as_, made)
    made.refresh_from_db()
    with acting(scope_of(planner)):
        actions.change_link(link=made, content=said(), seen=made.version, on=TODAY, by=planner)
        made.refresh_from_db()
        assert made.state == LinkState.CONFIRMED
        changed = said(contribution="Dikatakan lain.")
        actions.change_link(link=made, content=changed, seen=made.version, on=TODAY, by=planner)
    made.refresh_from_db()
    assert (made.state, made.proposed_by.username) == (LinkState.PROPOSED, "eka")
    assert queries.linked("6711") == frozenset()


def test_two_who_change_one_link_do_not_overwrite_each_other(as_: As, said: Said) -> None:
    made, planner = propose(as_, said), as_("ani")
    with acting(scope_of(planner)):
        actions.change_link(link=made, content=said(owner="Sekretaris"), seen=1, on=TODAY, by=planner)
        with pytest.raises(NotAllowed, match="baru saja diubah"):
            actions.change_link(link=made, content=said(owner="Kepala"), seen=1, on=TODAY, by=planner)


@pytest.mark.parametrize("changed", [{"contribution": " "}, {"owner": ""}, {"review_on": TODAY}])
def test_a_proposal_says_everything(as_: As, said: Said, changed: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        propose(as_, said, **changed)


def test_one_competency_is_linked_to_a_target_once_in_a_place(as_: As, said: Said) -> None:
    propose(as_, said)
    own = Unit.objects.get(agency="6711", code="U1").pk
    with pytest.raises(NotAllowed, match="sudah dikaitkan"):
        propose(as_, said, unit=own)  # the same place as without a unit: the target's own


def test_another_region_sees_nothing_and_decides_nothing(as_: As, said: Said) -> None:
    made = propose(as_, said)
    for name in ("citra", "joko", "dewi"):
        viewer = as_(name)
        with acting(scope_of(viewer)):
            assert not TargetLink.objects.filter(agency="6711").exists()
            assert queries.linked("6711") == frozenset()
            with pytest.raises(NotFound):
                queries.get_link(made.pk, user=viewer)
            with pytest.raises(NotFound):
                queries.get_target("K2", user=viewer)
            with pytest.raises(NotFound):
                queries.links("6711", queries.Wanted(), on=TODAY, user=viewer)
            with pytest.raises(NotFound):
                actions.confirm_links(agency="6711", seen={made.pk: 1}, by=viewer)


def test_lists_are_narrowed_by_what_is_asked(as_: As, said: Said) -> None:
    made, viewer = propose(as_, said), as_("budi")

    def shown(**wanted: Any) -> set[int]:
        return {one.pk for one in queries.links("6711", queries.Wanted(**wanted), on=date(2028, 1, 1), user=viewer)}

    assert shown(state="ready") == {made.pk}
    assert shown(state="bare") == {link("K1").pk, link("K2").pk}
    assert queries.waiting(on=TODAY, user=viewer) == {"6711": 1}
    confirm(as_, made)
    assert shown(state="confirmed") == shown(state="review") == {made.pk}
    assert shown(state="ready") == set()
    assert shown(units=(Unit.objects.get(agency="6711", code="U1").pk,)) == {made.pk}
    assert shown(target="K1") == {link("K1").pk}


# ---------------------------------------------------------------- what comes by file


def test_a_file_that_says_the_same_leaves_a_promise_confirmed(as_: As, said: Said, tmp_path: Path) -> None:
    confirmed = _confirmed(as_, said)
    load(folder=write(tmp_path / "again"), by=None)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.contribution) == (LinkState.CONFIRMED, said().contribution)


def test_a_file_that_says_otherwise_makes_it_wait_again(as_: As, said: Said, tmp_path: Path) -> None:
    confirmed = _confirmed(as_, said)
    folder = write(tmp_path / "other", target_links=replaced("target_links", "K2,T.KES.01,U2,1", "K2,T.KES.01,U2,0.5"))
    load(folder=folder, by=as_("ani").user)
    confirmed.refresh_from_db()
    assert (confirmed.state, confirmed.relevance) == (LinkState.PROPOSED, Decimal("0.5"))
    assert confirmed.contribution == said().contribution


def _confirmed(as_: As, said: Said) -> TargetLink:
    """The link of K2 that came by file, with its sentence, confirmed."""
    planner = as_("ani")
    unit = Unit.objects.get(agency="6711", code="U2").pk
    with acting(scope_of(planner)):
        content = said(competency="T.KES.01", unit=unit, relevance=Decimal(1))
        changed = actions.change_link(link=link(), content=content, seen=1, on=TODAY, by=planner)
    assert confirm(as_, changed).left == ()
    changed.refresh_from_db()
    return changed
