"""What may become of a batch, and who may say so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed
from betang.intake.models import Batch, BatchState

_S = BatchState
MOVES: Final[Mapping[BatchState, frozenset[BatchState]]] = MappingProxyType(
    {
        _S.RECEIVED: frozenset({_S.CHECKING, _S.DISCARDED, _S.UNREADABLE}),
        _S.CHECKING: frozenset({_S.CHECKED, _S.ASKING, _S.UNREADABLE, _S.RECEIVED, _S.DISCARDED}),
        _S.ASKING: frozenset({_S.RECEIVED, _S.DISCARDED}),
        _S.CHECKED: frozenset({_S.COMMITTING, _S.RECEIVED, _S.DISCARDED}),
        _S.UNREADABLE: frozenset({_S.RECEIVED, _S.DISCARDED}),
        _S.COMMITTING: frozenset({_S.COMMITTED, _S.CHECKED, _S.RECEIVED}),
        _S.COMMITTED: frozenset({_S.UNDONE}),
        _S.DISCARDED: frozenset(),
        _S.UNDONE: frozenset({_S.RECEIVED}),
    }
)
"""Which state may follow which; printed to docs/developer/intake.md."""

ATTEMPTS: Final = 3  # not a rule: patience with workers that die
"""A batch whose worker died this often is given up: it is probably what kills them."""


def check_move(*, batch: Batch, to: BatchState) -> None:
    """Raise `NotAllowed` unless `to` may follow the batch's state."""
    if to not in MOVES[BatchState(batch.state)]:
        raise NotAllowed(
            _("Kiriman ini %(state)s; langkah itu tidak lagi berlaku. Muat ulang halaman untuk melihat keadaannya.")
            % {"state": str(BatchState(batch.state).label).lower()}
        )


def check_commit(*, batch: Batch, accept_good: bool, accept_warnings: bool) -> None:
    """Raise `NotAllowed` while something about the batch has not been said yes to."""
    check_move(batch=batch, to=BatchState.COMMITTING)
    if batch.rows == batch.refused:
        raise NotAllowed(_("Tidak ada baris yang dapat disimpan. Betulkan baris yang ditolak, lalu kirim lagi."))
    if batch.refused and not accept_good:
        raise NotAllowed(
            _("%(refused)d baris ditolak. Nyatakan bahwa baris yang benar boleh disimpan lebih dahulu.")
            % {"refused": batch.refused}
        )
    if batch.warned and not accept_warnings:
        raise NotAllowed(_("Nyatakan bahwa peringatan sudah Anda baca."))


def check_undo(*, batch: Batch) -> None:
    """Raise `NotAllowed` when the batch is not in, or what it changed is no longer known."""
    check_move(batch=batch, to=BatchState.UNDONE)
    if batch.file_gone_at is not None:
        raise NotAllowed(_("Masa simpan kiriman ini sudah lewat, sehingga tidak dapat lagi ditarik kembali."))


def check_shared(*, shared: bool, coordinates: bool) -> None:
    """Raise `NotAllowed` for a list of all governments (`shared`) in the hands of one of them."""
    if shared and not coordinates:
        raise NotAllowed(_("Daftar ini milik bersama semua pemerintah; hanya koordinator provinsi yang menyimpannya."))


def check_officer(*, limits: frozenset[str] | None, read: frozenset[str] | None, own: bool, of_office: bool) -> None:
    """Raise `NotAllowed` for an officer, who is limited to some units, where the batch is another's, of a kind that is
    not an office's to send, or was read (`read`) when more was theirs.
    """
    if limits is None:
        return
    if not of_office:
        raise NotAllowed(_("Jenis berkas ini dikirim oleh BKPSDM untuk seluruh pemerintah."))
    if not own or read is None or not read <= limits:
        raise NotAllowed(_("Sebagian kiriman ini bukan lagi wewenang Anda. Periksa lagi, lalu lihat pratinjaunya."))


@dataclass(frozen=True, slots=True)
class Standing:
    """What keeps a batch from being undone: `count` rows of `table`, from batch number `batch` if one is known.

    `sent`: they went to somebody who has to give them back first.
    """

    table: str
    count: int
    batch: int | None = None
    sent: bool = False


class StandsOn(NotAllowed):
    """A batch cannot be undone, because later rows stand on what it brought."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        self.standing = tuple(standing)
        super().__init__(_("Kiriman ini tidak dapat ditarik kembali: data yang datang kemudian bertumpu padanya."))
