"""Who may make titles one, and when two may not be. `NotAllowed` says why, to whoever tried."""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from betang.agencies.rules import NotAllowed


def check_aligns(*, coordinates: bool) -> None:
    """What counts as one title counts so for every government."""
    if not coordinates:
        raise NotAllowed(_("Judul disatukan dan dipisahkan oleh koordinator provinsi."))


def check_target(*, titles: Collection[str], name: str, program: str | None) -> None:
    """There is something to merge, and a name to merge it under."""
    if not titles:
        raise NotAllowed(_("Pilih dahulu judul yang disatukan."))
    if not program and not name:
        raise NotAllowed(_("Pilih program katalog, atau tulis satu nama untuk judul-judul ini."))


def check_free(*, taken: Collection[str]) -> None:
    """`taken`: names under which some of the titles were merged already."""
    if taken:
        raise NotAllowed(
            _("Sebagian judul ini baru saja disatukan dengan “%(name)s”. Pisahkan dahulu bila keliru, lalu coba lagi.")
            % {"name": "”, “".join(sorted(taken))}
        )
