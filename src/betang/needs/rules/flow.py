"""The way of a need from a draft to a decree, as data, and who may take which step (PerLAN 10/2018: inventory,
verification, validation; PP 11/2017 art. 207: drafted by the PyB, set by the PPK).

docs/reference/need-flow.md and docs/panduan/alur-kebutuhan.md are printed from `STEPS` by scripts/flow.py.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from betang.agencies.rights import Right
from betang.agencies.rules import NotAllowed
from betang.needs.models import DecisionKind, NeedBasis, NeedState

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

_S = NeedState


class Step(StrEnum):
    """What can be done with a need or proposal."""

    AGREE = "agree"
    WITHDRAW = "withdraw"
    SUBMIT = "submit"
    RETURN = "return"
    REJECT = "reject"
    VERIFY = "verify"
    VALIDATE = "validate"
    PLAN = "plan"
    UNPLAN = "unplan"
    DECIDE = "decide"
    REOPEN = "reopen"


class Hand(StrEnum):
    """Whose hand a step is."""

    PARTNER = "partner"  # the person, the superior, or whoever enters data for them
    OFFICE = "office"  # whoever enters data for the office
    PLANNER = "planner"  # whoever enters and verifies for the whole government (BKPSDM, or BPSDM by grant)
    PYB = "pyb"  # the authorised official
    PPK = "ppk"  # the appointing official


@dataclass(frozen=True, slots=True)
class Move:
    """One step: from which states to which, by whose hand, and what has to come with it.

    `differs`: whose hands it may not be again. `paper`: the kind of decision on paper that stands in for the hand; a
    planner then records it. `linked`: a confirmed development target is needed.
    """

    label: _StrPromise
    told: _StrPromise
    start: Mapping[NeedState, Hand]
    to: NeedState
    reason: bool = False
    differs: tuple[str, ...] = ()
    paper: DecisionKind | None = None
    linked: bool = False


STEPS: Final[Mapping[Step, Move]] = MappingProxyType(
    {
        Step.AGREE: Move(
            _lazy("Sepakati"),
            _lazy("Pegawai dan atasannya sepakat; ada tanggalnya."),
            {_S.DRAFT: Hand.PARTNER, _S.RETURNED: Hand.PARTNER, _S.WITHDRAWN: Hand.PARTNER},
            _S.AGREED,
        ),
        Step.WITHDRAW: Move(
            _lazy("Tarik"),
            _lazy("Tidak jadi diajukan."),
            {_S.DRAFT: Hand.PARTNER, _S.AGREED: Hand.PARTNER, _S.RETURNED: Hand.PARTNER},
            _S.WITHDRAWN,
            reason=True,
        ),
        Step.SUBMIT: Move(
            _lazy("Ajukan"),
            _lazy("Perangkat daerah mengirim formulirnya ke BKPSDM."),
            {_S.AGREED: Hand.OFFICE},
            _S.SUBMITTED,
        ),
        Step.RETURN: Move(
            _lazy("Kembalikan"),
            _lazy("Perlu dibetulkan atau dijelaskan oleh perangkat daerah."),
            {_S.SUBMITTED: Hand.PLANNER, _S.VERIFIED: Hand.PYB},
            _S.RETURNED,
            reason=True,
        ),
        Step.REJECT: Move(
            _lazy("Tolak"),
            _lazy("Tidak masuk rencana tahun ini; pegawai membaca alasannya dan dapat berkeberatan."),
            {_S.SUBMITTED: Hand.PLANNER, _S.VERIFIED: Hand.PYB},
            _S.REJECTED,
            reason=True,
        ),
        Step.VERIFY: Move(
            _lazy("Verifikasi"),
            _lazy(
                "Data, ganda, kaitan sasaran, dan hak 20 JP sudah diperiksa; bukan oleh yang mengisi atau mengajukan."
            ),
            {_S.SUBMITTED: Hand.PLANNER},
            _S.VERIFIED,
            differs=("entered_by", "submitted_by"),
            paper=DecisionKind.VERIFICATION,
        ),
        Step.VALIDATE: Move(
            _lazy("Validasi"),
            _lazy("PyB mengesahkan; butir tanpa sasaran yang ditegaskan tidak lolos, kecuali tuntutan peraturan."),
            {_S.VERIFIED: Hand.PYB},
            _S.VALIDATED,
            differs=("entered_by", "submitted_by", "verified_by"),
            paper=DecisionKind.VALIDATION,
            linked=True,
        ),
        Step.PLAN: Move(
            _lazy("Masukkan ke rencana"),
            _lazy("Menjadi bagian rencana tahunan."),
            {_S.VALIDATED: Hand.PLANNER},
            _S.PLANNED,
        ),
        Step.UNPLAN: Move(
            _lazy("Keluarkan dari rencana"),
            _lazy("Tidak muat dalam anggaran atau kelas; tetap tervalidasi."),
            {_S.PLANNED: Hand.PLANNER},
            _S.VALIDATED,
            reason=True,
        ),
        Step.DECIDE: Move(
            _lazy("Tetapkan"),
            _lazy("PPK menetapkan rencana dengan keputusan bernomor."),
            {_S.PLANNED: Hand.PPK},
            _S.DECIDED,
            differs=("validated_by",),
            paper=DecisionKind.DECREE,
        ),
        Step.REOPEN: Move(
            _lazy("Buka kembali"),
            _lazy("Keberatan diterima; butir dibicarakan lagi."),
            {_S.REJECTED: Hand.PLANNER},
            _S.RETURNED,
            reason=True,
        ),
    }
)
"""Every step there is."""

HAND_RIGHTS: Final[Mapping[Hand, Right]] = MappingProxyType(
    {Hand.PLANNER: Right.EDIT, Hand.PYB: Right.VALIDATE, Hand.PPK: Right.DECIDE}
)
"""The right by which a hand over the whole government is known."""

HAND_NAMES: Final[Mapping[Hand, _StrPromise]] = MappingProxyType(
    {
        Hand.PARTNER: _lazy("pegawai, atasannya, atau pengelola kepegawaian"),
        Hand.OFFICE: _lazy("pengelola kepegawaian perangkat daerah atau perencana"),
        Hand.PLANNER: _lazy("perencana BKPSDM"),
        Hand.PYB: _lazy("PyB"),
        Hand.PPK: _lazy("PPK"),
    }
)

COMPULSORY: Final = frozenset({NeedBasis.LAW, NeedBasis.POST})
"""What needs no development target: the law or the post asks for it (design of the house, domain.md 6.1)."""

OPEN_STATES: Final = frozenset({_S.DRAFT, _S.AGREED, _S.RETURNED, _S.WITHDRAWN})
"""States in which the office may change what an item says, and in which a file may."""

GIVEN_UP: Final = frozenset({_S.REJECTED, _S.WITHDRAWN})
"""States of what nobody plans with: it is kept with its reason, and counts in no map and no plan."""

SENT_STATES: Final = frozenset({_S.SUBMITTED, _S.VERIFIED, _S.VALIDATED, _S.PLANNED, _S.DECIDED})
"""States that count in the demand others see."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a step has to know of a need or proposal. Hands are numbers of users; None: nobody yet, or not known."""

    key: str
    state: NeedState
    agreed: bool
    compulsory: bool
    linked: bool
    entered_by: int | None = None
    submitted_by: int | None = None
    verified_by: int | None = None
    validated_by: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who takes a step: their number (None: the operator), the hands they have over the item, and a paper, if any."""

    number: int | None
    hands: Collection[Hand]
    paper: DecisionKind | None = None


def check_reason(*, step: Step, reason: str) -> None:
    """A step that somebody else has to live with says why. Raises `NotAllowed`."""
    if STEPS[step].reason and not reason.strip():
        raise NotAllowed(_("Tulis alasannya; perangkat daerah dan pegawai membacanya."))


def check_paper(*, step: Step, paper: DecisionKind | None) -> None:
    """The paper must be of the kind that the step is decided by. Raises `NotAllowed`."""
    if paper is not None and STEPS[step].paper != paper:
        raise NotAllowed(_("Keputusan ini bukan untuk langkah itu. Pilih keputusan yang sesuai."))


def check_step(*, step: Step, item: Item, actor: Actor) -> None:
    """Raise `NotAllowed`, with the reason in words, unless the actor may take the step with the item now."""
    move = STEPS[step]
    hand = move.start.get(item.state)
    if hand is None:
        raise NotAllowed(
            _("Keadaannya %(state)s; langkah ini tidak berlaku.") % {"state": str(item.state.label).lower()}
        )
    if step is Step.AGREE and not item.agreed:
        raise NotAllowed(_("Isi tanggal kesepakatannya dahulu."))
    _check_hand(hand, actor)
    _check_differs(move, item, actor)
    if move.linked and not (item.linked or item.compulsory):
        raise NotAllowed(_("Belum terkait sasaran pembangunan yang ditegaskan."))


def _by_paper(actor: Actor) -> bool:
    """Whether a planner takes a step by what another has signed."""
    return actor.paper is not None and Hand.PLANNER in actor.hands


def _check_hand(hand: Hand, actor: Actor) -> None:
    """Whoever signed may name their own paper."""
    if hand in actor.hands or _by_paper(actor):
        return
    if actor.paper is not None:
        raise NotAllowed(_("Keputusan di atas kertas dicatat oleh perencana."))
    raise NotAllowed(_("Langkah ini milik %(who)s.") % {"who": HAND_NAMES[hand]})


def _check_differs(move: Move, item: Item, actor: Actor) -> None:
    """Two pairs of eyes: on paper the second pair is whoever signed."""
    if actor.number is None or _by_paper(actor):
        return
    if any(getattr(item, name) == actor.number for name in move.differs):
        raise NotAllowed(_("Tangan Anda sudah ada pada butir ini; langkah ini harus oleh orang lain."))


def check_change(*, item: Item, actor: Actor, keeps_day: bool) -> None:
    """Whoever enters data for the item may change what it says while it lies with the office. Raises `NotAllowed`."""
    if item.state not in OPEN_STATES:
        raise NotAllowed(
            _("Keadaannya %(state)s; isinya baru dapat diubah setelah dikembalikan.")
            % {"state": str(item.state.label).lower()}
        )
    if Hand.OFFICE not in actor.hands:
        raise NotAllowed(_("Langkah ini milik %(who)s.") % {"who": HAND_NAMES[Hand.OFFICE]})
    if item.state in {_S.AGREED, _S.RETURNED} and not keeps_day:
        raise NotAllowed(_("Tanggal kesepakatan tidak dapat dikosongkan; tarik butirnya bila tidak jadi."))


def check_version(*, seen: int, now: int) -> None:
    """Whoever changes an item has seen it as it is. Raises `NotAllowed`."""
    if seen != now:
        raise NotAllowed(_("Butir ini baru saja diubah orang lain. Periksa isinya yang baru, lalu simpan lagi."))


def steps_from(state: NeedState) -> list[Step]:
    """The steps that begin in a state, in the order of the flow."""
    return [step for step, move in STEPS.items() if state in move.start]
