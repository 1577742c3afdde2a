"""Who may do what with a meeting, drawn as a table: every deed, every hand, every state."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from betang.agencies.models import Agency
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.meeting import actions
from betang.meeting.models import AgendaItem, Meeting
from betang.meeting.rules.meetings import Overtaken
from tests.meeting.conftest import DAY, asking, item_of, prepared

pytestmark = pytest.mark.django_db

LEADER, OWN, OTHER, READER = "dewi", "ani", "citra", "budi"
"""The coordinator; who plans for Katingan; for Palangka Raya; who only reads in Katingan."""
TERMS = actions.Terms(year=2028, title="Lain", day=DAY, chair="Lain")


def an_item(meeting: Meeting, agency: str | None) -> AgendaItem:
    return item_of(meeting, agency)


def concluded(agency: str | None, state: str) -> Callable[[Meeting, Viewer], object]:
    result = actions.Outcome(state, reason="menunggu" if state == "left_open" else None, decision="baru")
    return lambda m, by: actions.change_item(item=an_item(m, agency), version=1, outcome=result, by=by)


def attended(agency: str) -> Callable[[Meeting, Viewer], object]:
    return lambda m, by: actions.attend(
        meeting=m, agency=Agency.objects.get(pk=agency), name="Rekaan", office="Kabid", way="hall", by=by
    )


def said(agency: str, of: str | None = None, stance: str = "yes", reason: str | None = None) -> Callable[..., object]:
    return lambda m, by: actions.say(
        item=an_item(m, of), agency=Agency.objects.get(pk=agency), stance=stance, reason=reason, by=by
    )


DEEDS: dict[str, Callable[[Meeting, Viewer], object]] = {
    "prepare": lambda _m, by: actions.prepare_meeting(key=uuid4(), terms=TERMS, by=by),
    "change the meeting": lambda m, by: actions.change_meeting(meeting=m, terms=TERMS, by=by),
    "add an item": lambda m, by: actions.add_items(meeting=m, items=[actions.NewItem("free", "Baru")], by=by),
    "place an item": lambda m, by: actions.place_item(item=an_item(m, "6711"), place=1, by=by),
    "remove an item": lambda m, by: actions.remove_item(item=an_item(m, "6711"), by=by),
    "open": lambda m, by: actions.open_meeting(meeting=m, by=by),
    "move on": lambda m, by: actions.move_on(item=an_item(m, "6711"), by=by),
    "close": lambda m, by: actions.close_meeting(meeting=m, by=by),
    "open again": lambda m, by: actions.reopen_meeting(meeting=m, reason="terlewat", by=by),
    "word an item of Katingan": concluded("6711", "waiting"),
    "agree on an item of Katingan": concluded("6711", "agreed"),
    "leave an item of Katingan open": concluded("6711", "left_open"),
    "agree on an item of all": concluded(None, "agreed"),
    "speak for Katingan": said("6711"),
    "speak for Katingan on another's item": said("6711", of="6771"),
    "enter who attends for Katingan": attended("6711"),
}

HANDS = (LEADER, OWN, OTHER, READER)
ALLOWED: dict[str, dict[str, str]] = {  # deed: who may, by state of the meeting (p prepared, o open, c closed)
    "prepare": {LEADER: "poc"},
    "change the meeting": {LEADER: "po"},
    "add an item": {LEADER: "po"},
    "place an item": {LEADER: "po"},
    "remove an item": {LEADER: "po"},
    "open": {LEADER: "po"},
    "move on": {LEADER: "o"},
    "close": {LEADER: "oc"},
    "open again": {LEADER: "poc"},
    "word an item of Katingan": {LEADER: "po", OWN: "po"},
    "agree on an item of Katingan": {LEADER: "o", OWN: "o"},
    "leave an item of Katingan open": {LEADER: "o", OWN: "o"},
    "agree on an item of all": {LEADER: "o"},
    "speak for Katingan": {OWN: "o"},
    "speak for Katingan on another's item": {},
    "enter who attends for Katingan": {LEADER: "po", OWN: "po"},
}


def test_the_table_speaks_of_every_deed() -> None:
    assert ALLOWED.keys() == DEEDS.keys()


@pytest.mark.parametrize("state", ["prepared", "open", "closed"])
@pytest.mark.parametrize("deed", DEEDS)
def test_who_may_do_what_and_when(cast, deed: str, state: str) -> None:
    for hand in HANDS:
        meeting = prepared(state=state)
        by = asking(hand)
        if state[0] in ALLOWED[deed].get(hand, ""):
            DEEDS[deed](meeting, by)
        else:
            with pytest.raises(NotAllowed):
                DEEDS[deed](meeting, by)


def test_an_empty_meeting_is_not_opened(cast) -> None:
    meeting = actions.prepare_meeting(key=uuid4(), terms=TERMS, by=None)
    with pytest.raises(NotAllowed, match="sedikitnya satu butir"):
        actions.open_meeting(meeting=meeting, by=asking(LEADER))


def test_an_item_with_an_outcome_stays_on_the_agenda(cast, held) -> None:
    concluded("6711", "agreed")(held, asking(OWN))
    with pytest.raises(NotAllowed, match="tidak dapat dihapus"):
        DEEDS["remove an item"](held, asking(LEADER))


@pytest.mark.parametrize(("stance", "reason"), [("not_yet", None), ("not_yet", "  "), ("never", "x")])
def test_not_yet_has_a_reason(cast, held, stance: str, reason: str | None) -> None:
    with pytest.raises(NotAllowed):
        said("6711", stance=stance, reason=reason)(held, asking(OWN))


def test_what_is_left_open_has_a_reason(cast, held) -> None:
    with pytest.raises(NotAllowed, match="dibiarkan terbuka"):
        actions.change_item(item=an_item(held, "6711"), version=1, outcome=actions.Outcome("left_open"), by=asking(OWN))


def test_an_old_form_is_overtaken_and_the_same_words_are_not(cast, held) -> None:
    item, by = an_item(held, "6711"), asking(OWN)
    words = actions.Outcome("agreed", decision="Dua minggu")
    actions.change_item(item=item, version=1, outcome=words, by=by)
    assert actions.change_item(item=item, version=1, outcome=words, by=by).version == 2
    with pytest.raises(Overtaken):
        actions.change_item(item=item, version=1, outcome=actions.Outcome("agreed", decision="Tiga"), by=by)


def test_the_words_of_an_item_are_the_coordinators(cast, held) -> None:
    item = an_item(held, "6711")
    actions.change_item(
        item=item, version=1, outcome=actions.Outcome("waiting", who="A"), words=["Lain"], by=asking(OWN)
    )
    item.refresh_from_db()
    assert (item.title, item.who) == ("Buku kerja Katingan", "A")
    actions.change_item(
        item=item, version=2, outcome=actions.Outcome("waiting"), words=["Lain", "Sebab"], by=asking(LEADER)
    )
    item.refresh_from_db()
    assert (item.title, item.details) == ("Lain", ["Sebab"])


def test_an_item_prepared_from_data_twice_is_one(cast) -> None:
    meeting = prepared(state="prepared")
    same = actions.NewItem("title", "Judul", subject="title/PKA")
    assert (
        len(
            actions.add_items(
                meeting=meeting, items=[same, actions.NewItem("title", "J", subject="title/PKA")], by=None
            )
        )
        == 1
    )
    assert actions.add_items(meeting=meeting, items=[same], by=None) == []
