"""Who may say what in the dialogue about needs, and who answers whom.

Two people agree on a need: the person and their direct superior. What one of them says is a draft until the other one
agrees to those very words. Whoever enters data for the office copies a dialogue from paper: both names and the day
stand on it, and it is agreed at once. What agreeing makes of a draft:

    draft said by | self   | superior | recorder
    --------------+--------+----------+---------
    self          | -      | agreed   | agreed
    superior      | agreed | -        | agreed
    others        | draft  | draft    | agreed

`-`: nobody agrees with themselves. What neither of the two has said (a file without a day) becomes the words of the one
who agrees first, and waits for the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from betang.agencies.rules import NotAllowed
from betang.needs.models import Cause, LearningWay, NeedState, Priority
from betang.needs.rules.flow import OPEN_STATES

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Side(StrEnum):
    """In what capacity somebody speaks about a person's needs, or has spoken."""

    SELF = "self"
    SUPERIOR = "superior"
    RECORDER = "recorder"  # an officer or planner who copies what two people said on paper


SIDES: Final[Mapping[Side, _StrPromise]] = MappingProxyType(
    {
        Side.SELF: _lazy("pegawai"),
        Side.SUPERIOR: _lazy("atasan"),
        Side.RECORDER: _lazy("pengelola kepegawaian"),
    }
)
"""What a side is called in a sentence."""

PARTNER: Final[Mapping[Side, Side]] = MappingProxyType({Side.SELF: Side.SUPERIOR, Side.SUPERIOR: Side.SELF})
"""Who agrees to what the other one said."""

WAYS: Final = dict(LearningWay.choices)
"""How something may be learned, non-classical ways first."""
PRIORITIES: Final = dict(Priority.choices)
CAUSES: Final = dict(Cause.choices)
STATES: Final = dict(NeedState.choices)

OBJECTED: Final = frozenset({NeedState.DRAFT, NeedState.RETURNED, NeedState.REJECTED, NeedState.WITHDRAWN})
"""What a person may object to: a need that somebody else put so, or that did not come through."""


def agrees(*, side: Side, said_by: Side | None, state: NeedState) -> bool:
    """Whether this side makes a draft agreed: it is the other of the two, or whoever copies a paper of both."""
    if state != NeedState.DRAFT:
        return False
    return side is Side.RECORDER or (said_by is not None and PARTNER.get(said_by) is side)


def waits_for(*, said_by: Side | None, state: NeedState) -> frozenset[Side]:
    """Whose word a draft waits for; nobody's in any other state."""
    if state != NeedState.DRAFT:
        return frozenset()
    other = PARTNER.get(said_by) if said_by is not None else None
    return frozenset(PARTNER) if other is None else frozenset({other})


def check_side(side: Side | None) -> Side:
    """Only the two, and whoever enters data for them. Raises `NotAllowed`."""
    if side is None:
        raise NotAllowed(_("Kebutuhan ini dibicarakan oleh pegawai dan atasannya."))
    return side


def check_open(state: NeedState | None) -> None:
    """What was sent is no longer changed by its dialogue; it has to be returned first. Raises `NotAllowed`."""
    if state is not None and state not in OPEN_STATES:
        raise NotAllowed(
            _("Kebutuhan ini sudah %(state)s, jadi tidak diubah lagi di sini. Minta BKPSDM mengembalikannya dahulu.")
            % {"state": str(state.label).lower()}
        )


def check_paper_dialogue(*, side: Side, agreed_on: date | None, superior: str, today: date) -> None:
    """A dialogue on paper has the day and the name of the superior; one on the page has them by itself."""
    if side is not Side.RECORDER:
        return
    if agreed_on is None:
        raise NotAllowed(_("Tulis tanggal kesepakatan di atas kertas."))
    if agreed_on > today:
        raise NotAllowed(_("Tanggal kesepakatan belum tiba. Tulis tanggal dialognya."))
    if not superior.strip():
        raise NotAllowed(_("Tulis nama atasan yang menyepakati."))


def check_agree(*, side: Side, said_by: Side | None, state: NeedState) -> None:
    """Nobody agrees with themselves. Raises `NotAllowed`."""
    if state != NeedState.DRAFT:
        raise NotAllowed(
            _("Keadaannya %(state)s; tidak ada yang menunggu disepakati.") % {"state": str(state.label).lower()}
        )
    if side is said_by:
        other = SIDES[PARTNER[side]] if side in PARTNER else SIDES[Side.SELF]
        raise NotAllowed(_("Usulan Anda sendiri disepakati oleh %(who)s.") % {"who": other})


def check_no(*, side: Side, reason: str) -> None:
    """That learning cannot close a gap is for the superior to say, with the reason. Raises `NotAllowed`."""
    if side is Side.SELF:
        raise NotAllowed(_("Jawaban ini diisi atasan. Bila Anda memerlukan pelatihan, usulkan kebutuhannya."))
    if not reason.strip():
        raise NotAllowed(_("Tulis alasannya: apa yang kurang, kalau bukan kemampuan."))


def check_seen(*, seen: str, now: str) -> None:
    """Whoever changes an answer has seen it as it is. Raises `NotAllowed`."""
    if seen != now:
        raise NotAllowed(
            _("Jawaban ini baru saja diubah orang lain. Bandingkan isinya di bawah, lalu simpan lagi bila perlu.")
        )


def check_objection(*, own: bool, state: NeedState, text: str) -> None:
    """A person objects to a need of their own, with words. Raises `NotAllowed`."""
    if not own:
        raise NotAllowed(_("Keberatan hanya dapat diajukan pegawai itu sendiri."))
    if state not in OBJECTED:
        raise NotAllowed(_("Kebutuhan ini tidak ditolak atau dikembalikan, jadi belum ada yang dapat diberatkan."))
    if not text.strip():
        raise NotAllowed(_("Tulis keberatan Anda."))


def check_answer(*, may: bool, answered: bool, own: bool, answer: str) -> None:
    """Once, by a planner, with words, and never by the one who objected. Raises `NotAllowed`."""
    if not may:
        raise NotAllowed(_("Keberatan dijawab oleh perencana pemerintah pegawai itu."))
    if answered:
        raise NotAllowed(_("Keberatan ini sudah dijawab; jawaban pertama yang berlaku."))
    if own:
        raise NotAllowed(_("Keberatan Anda sendiri dijawab oleh rekan Anda."))
    if not answer.strip():
        raise NotAllowed(_("Tulis jawaban; pegawai membacanya."))
