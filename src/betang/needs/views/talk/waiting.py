"""What of the dialogue waits for the reader, for the first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from betang.needs.queries.talk import objections, partners
from betang.needs.rules.talk import Side
from betang.ui.figures import number
from betang.ui.frame.first_page import Waiting
from betang.ui.links import at

if TYPE_CHECKING:
    from betang.agencies.viewers import Viewer


def waits(viewer: Viewer) -> Iterator[Waiting]:
    """Objections to answer, drafts to agree to, and the dialogue itself."""
    open_ones = objections.waiting(viewer)
    if open_ones:
        title = ngettext("%(n)s keberatan menunggu jawaban", "%(n)s keberatan menunggu jawaban", open_ones)
        why = _("Pegawai tidak sependapat dengan keputusan atas kebutuhannya.")
        yield _waiting(title, open_ones, why, at("needs:objections"), _("Baca dan jawab"))
    drafts = partners.waiting(user=viewer)
    if drafts[Side.SELF]:
        title = ngettext(
            "%(n)s kebutuhan Anda menunggu persetujuan Anda",
            "%(n)s kebutuhan Anda menunggu persetujuan Anda",
            drafts[Side.SELF],
        )
        why = _("Atasan Anda mengisinya; berlaku sesudah Anda setuju.")
        yield _waiting(title, drafts[Side.SELF], why, at("needs:own_needs"), _("Baca dan setujui"))
    if drafts[Side.SUPERIOR]:
        title = ngettext(
            "%(n)s usulan bawahan menunggu persetujuan Anda",
            "%(n)s usulan bawahan menunggu persetujuan Anda",
            drafts[Side.SUPERIOR],
        )
        why = _("Berlaku sesudah Anda setuju.")
        yield _waiting(title, drafts[Side.SUPERIOR], why, at("needs:talk"), _("Baca dan setujui"))


def _waiting(title: str, count: int, why: str, href: str, action: str) -> Waiting:
    return Waiting(title % {"n": number(count)}, why, href, action, urgent=True)
