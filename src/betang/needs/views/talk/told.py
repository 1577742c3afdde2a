"""The dialogue in words: what is known of a competency, what was answered, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from betang.needs.rules.talk import CAUSES, PRIORITIES, SIDES, STATES, WAYS, Side
from betang.needs.views.people import PILLS, anchor
from betang.ui import words
from betang.ui.figures import day
from betang.ui.words import Words

if TYPE_CHECKING:
    from betang.needs.models import Need, NeedStep
    from betang.needs.queries.talk.partners import Answer, Subject
    from betang.standards.queries import Skill

NEED_PILLS: Final = MappingProxyType(
    {
        "draft": "unknown",
        "agreed": "agreed",
        "submitted": "agreed",
        "returned": "short",
        "rejected": "short",
        "verified": "met",
        "validated": "met",
        "planned": "met",
        "decided": "met",
        "withdrawn": "unknown",
    }
)
"""How the state of a need is drawn."""

_STEPS: Final[Words] = MappingProxyType(
    {
        "agree": _lazy("Disepakati pegawai dan atasan pada %(day)s."),
        "withdraw": _lazy("Ditarik %(day)s: %(reason)s"),
        "submit": _lazy("Diajukan perangkat daerah ke BKPSDM %(day)s."),
        "return": _lazy("Dikembalikan %(day)s untuk dibetulkan: %(reason)s"),
        "reject": _lazy("Ditolak %(day)s: %(reason)s"),
        "verify": _lazy("Diverifikasi BKPSDM %(day)s."),
        "validate": _lazy("Disahkan PyB %(day)s."),
        "plan": _lazy("Masuk rencana tahunan %(day)s."),
        "unplan": _lazy("Dikeluarkan dari rencana %(day)s, tetap tervalidasi: %(reason)s"),
        "decide": _lazy("Ditetapkan PPK %(day)s."),
        "reopen": _lazy("Dibuka kembali %(day)s sesudah keberatan: %(reason)s"),
    }
)
"""A step of a need as the person it is about reads it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One competency of the dialogue as a page shows it. `agrees`: the reader may agree to what the need says.

    `folded`: it is met and nobody has said anything, so the page keeps it closed.
    """

    code: str
    name: str
    anchor: str
    required: int | None
    held: int | None
    label: str
    pill: str
    levels: str
    trained: str
    lacks: bool
    folded: bool
    need: str
    need_pill: str
    details: tuple[str, ...]
    waits: str
    agrees: bool
    withdraws: bool
    editable: bool
    no: str
    seen: str


def shown(subject: Subject, side: Side, skills: Mapping[str, Skill]) -> Shown:
    """A competency and its answer for the reader who speaks with this side."""
    pair, answer, state = subject.pair, subject.answer, subject.state
    need = answer.need
    return Shown(
        code=subject.competency,
        name=skills[subject.competency].name if subject.competency in skills else subject.competency,
        anchor=anchor(subject.competency),
        required=pair.required if pair else None,
        held=pair.held if pair else None,
        label=str(words.STATES[state]) if state else _("Tidak dipersyaratkan jabatan"),
        pill=PILLS[state] if state else "unknown",
        levels=_levels(subject),
        trained=_trained(subject),
        lacks=state in {"short", "trained"},
        folded=state == "met" and need is None and answer.no is None,
        need=str(STATES[need.state]) if need else "",
        need_pill=NEED_PILLS[need.state] if need else "",
        details=tuple(details(need)) if need else (),
        waits=_waits(answer, side),
        agrees=answer.answered_by(side) and side is not Side.RECORDER,
        withdraws=need is not None and answer.editable and need.state != "withdrawn",
        editable=answer.editable,
        no=_no(answer),
        seen=answer.seen,
    )


def _levels(subject: Subject) -> str:
    pair = subject.pair
    if pair is None:
        return _("Jabatannya tidak mempersyaratkan kompetensi ini, jadi tidak menambah angka pada peta.")
    asked = {"required": pair.required, "required_word": words.LEVELS[str(pair.required)]}
    if pair.held is None:
        return _("Dipersyaratkan tingkat %(required)s (%(required_word)s); tingkat sekarang belum diketahui.") % asked
    known = asked | {"held": pair.held, "held_word": words.LEVELS[str(pair.held)]}
    return _("Dipersyaratkan tingkat %(required)s (%(required_word)s), dimiliki %(held)s (%(held_word)s).") % known


def _trained(subject: Subject) -> str:
    if subject.pair is None or subject.pair.trained is None or subject.state == "met":
        return ""
    if subject.pair.held is None:
        return _("Pernah dilatih, terakhir selesai %(day)s.") % {"day": day(subject.pair.trained)}
    return _("Dilatih sesudah dinilai (selesai %(day)s) dan belum diukur ulang.") % {"day": day(subject.pair.trained)}


def details(need: Need) -> Iterator[str]:
    """What a need says, a sentence each."""
    if need.way:
        yield _("Cara belajar: %(way)s.") % {"way": WAYS[need.way]}
    if need.learning_program:
        yield _("Program: %(name)s.") % {"name": need.learning_program.name}
    if need.learning:
        yield _("Usulan: %(text)s") % {"text": need.learning}
    if need.priority:
        yield _("Prioritas atasan: %(level)s.") % {"level": str(PRIORITIES[need.priority]).lower()}
    if need.basis == "performance":
        yield _("Muncul dari hasil kinerja.")
    if need.agreed_on:
        yield _("Disepakati %(day)s.") % {"day": day(need.agreed_on)}
    if need.superior:
        yield _("Atasan: %(name)s.") % {"name": need.superior}
    if need.note:
        yield _("Catatan: %(text)s") % {"text": need.note}


def _waits(answer: Answer, side: Side) -> str:
    """Whose word a draft waits for, to the reader."""
    if not answer.waits:
        return ""
    if side in answer.waits and len(answer.waits) == 1:
        return _("Menunggu persetujuan Anda.")
    names = [str(SIDES[one]) for one in Side if one in answer.waits]
    return _("Menunggu persetujuan %(who)s.") % {"who": _(" dan ").join(names)}


def _no(answer: Answer) -> str:
    if answer.no is None:
        return ""
    return _("%(cause)s: %(reason)s (dibicarakan %(day)s)") % {
        "cause": CAUSES[answer.no.cause],
        "reason": answer.no.reason,
        "day": day(answer.no.said_on),
    }


def told_step(step: NeedStep) -> str:
    """One step of a need in a sentence."""
    sentence = str(_STEPS.get(step.step, _("%(step)s pada %(day)s.")))
    said = sentence % {"day": day(step.at), "reason": step.reason, "step": step.step}
    if step.decision is not None:
        said += " " + _("Keputusan nomor %(number)s, %(day)s.") % {
            "number": step.decision.number,
            "day": day(step.decision.decided_on),
        }
    return said
