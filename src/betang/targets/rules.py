"""Who may propose, change, confirm and return the link of a competency to a target, and when.

docs/panduan/sasaran.md draws it; tests/targets/test_rules.py holds the rules to a drawn table.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed
from betang.targets.models import LinkState

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Hand:
    """Who acts on a link: their number (None: the operator), and which of the two hands they have over its target."""

    number: int | None
    proposes: bool
    confirms: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """What a rule has to know of a link: its state, whether it says everything, who said it, and as which version."""

    state: LinkState
    whole: bool
    proposed_by: int | None
    version: int = 1


def check_content(*, contribution: str, expected_change: str, owner: str, review_on: date, on: date) -> None:
    """A promise says how, what will have changed, who answers, and when it is looked at. Raises `NotAllowed`."""
    if not (contribution.strip() and expected_change.strip() and owner.strip()):
        raise NotAllowed(_("Isi kalimat kontribusi, perubahan yang diharapkan, dan pemilik indikator."))
    if review_on <= on:
        raise NotAllowed(_("Hari peninjauan harus sesudah hari ini."))


def check_propose(*, hand: Hand, taken: bool) -> None:
    """At the own indicator, once for a competency and a place. Raises `NotAllowed`."""
    _check_proposes(hand)
    if taken:
        raise NotAllowed(_("Kompetensi ini sudah dikaitkan dengan sasaran ini di unit kerja itu. Ubah kaitan itu."))


def check_change(*, link: Standing, hand: Hand, seen: int) -> None:
    """In every state, by whoever proposes there and has seen it as it is. Raises `NotAllowed`."""
    _check_proposes(hand)
    if seen != link.version:
        raise NotAllowed(_("Kaitan ini baru saja diubah orang lain. Periksa isinya yang baru, lalu simpan lagi."))


def check_remove(*, link: Standing, may: bool, seen: int) -> None:
    """By the planner alone, who has seen it as it is. Raises `NotAllowed`."""
    if not may:
        raise NotAllowed(_("Kaitan dihapus oleh perencana."))
    if seen != link.version:
        raise NotAllowed(_("Kaitan ini baru saja diubah orang lain. Periksa isinya yang baru, lalu simpan lagi."))


def _check_proposes(hand: Hand) -> None:
    if not hand.proposes:
        raise NotAllowed(_("Kaitan diusulkan oleh perencana, atau oleh pengelola perangkat daerah pemilik indikator."))


def check_confirm(*, link: Standing, hand: Hand, seen: int | None = None) -> None:
    """A whole link that waits, by a target keeper who did not say it. Raises `NotAllowed`."""
    _check_decides(link, hand, seen)
    if not link.whole:
        raise NotAllowed(_("Belum lengkap: kalimat kontribusi, perubahan, pemilik, atau hari tinjauannya kosong."))


def check_return(*, link: Standing, hand: Hand, reason: str, seen: int | None = None) -> None:
    """A link that waits or was confirmed, with a reason for whoever proposed it. Raises `NotAllowed`."""
    if not reason.strip():
        raise NotAllowed(_("Tulis alasannya; pengusul membacanya."))
    if link.state == LinkState.RETURNED:
        raise NotAllowed(_("Sudah dikembalikan; pengusul yang memperbaikinya."))
    _check_keeper(link, hand, seen)


def _check_decides(link: Standing, hand: Hand, seen: int | None) -> None:
    if link.state == LinkState.CONFIRMED:
        raise NotAllowed(_("Sudah ditegaskan."))
    if link.state == LinkState.RETURNED:
        raise NotAllowed(_("Sudah dikembalikan; pengusul yang memperbaikinya."))
    _check_keeper(link, hand, seen)


def _check_keeper(link: Standing, hand: Hand, seen: int | None) -> None:
    if not hand.confirms:
        raise NotAllowed(_("Kaitan ditegaskan oleh penjaga sasaran (Bapperida)."))
    if hand.number is not None and hand.number == link.proposed_by:
        raise NotAllowed(_("Anda sendiri yang mengusulkannya; penjaga sasaran yang lain memutuskan."))
    if seen is not None and seen != link.version:
        raise NotAllowed(_("Isinya berubah sejak Anda membukanya. Periksa isinya yang baru."))


def check_mission(*, parent: str | None, years: tuple[int, int] | None, year: int) -> None:
    """A mission stands above a target that has nothing above it, in its years. Raises `NotAllowed`."""
    if parent is not None:
        raise NotAllowed(_("Misi dipilih pada sasaran teratas; sasaran ini mengikutinya."))
    if years is not None and not years[0] <= year <= years[1]:
        raise NotAllowed(_("Tahun sasaran ini di luar masa visi itu."))


def check_vision_years(*, first_year: int, last_year: int) -> None:
    """Raises `NotAllowed` where a vision ends before it begins."""
    if last_year < first_year:
        raise NotAllowed(_("Tahun terakhir tidak boleh mendahului tahun pertama."))


def check_missions_kept(*, numbers: Iterable[int]) -> None:
    """A mission that targets serve stays. Raises `NotAllowed` with the numbers of those about to go."""
    said = ", ".join(str(number) for number in sorted(numbers))
    if said:
        raise NotAllowed(_("Masih ada sasaran pada misi nomor %(numbers)s. Pindahkan dahulu.") % {"numbers": said})


def check_edits_document(*, may: bool) -> None:
    """Vision and missions are written down by the planner or the target keeper. Raises `NotAllowed`."""
    if not may:
        raise NotAllowed(_("Visi dan misi dicatat oleh perencana atau penjaga sasaran."))
