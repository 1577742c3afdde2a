"""Titles are made one, and taken apart again. Rows stay and say when; doing it twice is doing it once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from betang.agencies.actions.audit import record_on
from betang.agencies.rules import NotAllowed
from betang.agencies.viewers import Viewer
from betang.core.office.names import plain
from betang.meeting.actions.turns import account, leads
from betang.meeting.models import TitleAlias, TitleGroup
from betang.meeting.rules import alignment as rules
from betang.programs.models import Program

_TITLES: Final = 0x6A_7564_756C  # not a rule: a number nobody else uses, "judul" in ASCII


@dataclass(frozen=True, slots=True)
class Under:
    """What titles are made one under: a programme of the catalogue by its code, or a name of its own."""

    program: str = ""
    name: str = ""


@transaction.atomic
def merge_titles(*, titles: Collection[str], under: Under, by: Viewer | None) -> TitleGroup:
    """From now on these titles are counted as one, and read as one in files that come in.

    Where another coordinator merged the same ones meanwhile under the same name, that stands; under another name it is
    refused. Raises `NotAllowed`.
    """
    rules.check_aligns(coordinates=leads(by=by))
    spelled = {plain(title): title.strip() for title in sorted(titles) if plain(title)}
    rules.check_target(titles=spelled, name=plain(under.name), program=under.program)
    _one_at_a_time()
    group = _group(under)
    names = [*spelled, *([plain(under.name)] if not under.program else [])]
    found = TitleAlias.objects.filter(key__in=names, ended_at__isnull=True).select_related("group")
    there = {alias.key: alias.group for alias in found}
    rules.check_free(taken={other.name for other in there.values() if group is None or other.pk != group.pk})
    new = spelled.keys() - there.keys()
    if group is not None and not new:
        return group
    group = group or _new_group(under, by)
    TitleAlias.objects.bulk_create(
        TitleAlias(group=group, key=key, spelled=spelled[key], made_by=account(by=by)) for key in sorted(new)
    )
    told = {"titles": len(new), "program": group.program_id}
    record_on(name="betang.meeting.titles_merged", by=account(by=by), row=group, new=told)
    return group


@transaction.atomic
def part_titles(*, group: int, by: Viewer | None, alias: int | None = None) -> None:
    """Undo a merge: all of it, or the one name `alias`. What was asked for counts under its own title again."""
    rules.check_aligns(coordinates=leads(by=by))
    _one_at_a_time()
    held = TitleGroup.objects.filter(pk=group, ended_at__isnull=True).first()
    if held is None:
        return
    open_aliases = TitleAlias.objects.filter(group=held, ended_at__isnull=True)
    parted = open_aliases if alias is None else open_aliases.filter(pk=alias)
    titles = parted.update(ended_at=timezone.now())
    if not titles and alias is not None:
        return
    told: dict[str, object] = {"titles": titles}
    if not open_aliases.exists():
        told |= {"program": held.program_id} if held.program_id else {}
        held.ended_at, held.program = timezone.now(), None
        held.save(update_fields=["ended_at", "program"])
    record_on(name="betang.meeting.titles_parted", by=account(by=by), row=held, new=told)


def _one_at_a_time() -> None:
    """Two coordinators who merge at once follow one another, so that the second sees what the first did."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_TITLES])


def _group(under: Under) -> TitleGroup | None:
    """The merged title that is meant, where there is one already."""
    open_groups = TitleGroup.objects.filter(ended_at__isnull=True)
    if under.program:
        return open_groups.filter(program=under.program).first()
    return open_groups.filter(key=plain(under.name)).first()


def _new_group(under: Under, by: Viewer | None) -> TitleGroup:
    if not under.program:
        return TitleGroup.objects.create(
            name=under.name.strip(), key=plain(under.name), program=_of_name(under.name), made_by=account(by=by)
        )
    program = Program.objects.filter(pk=under.program).first()
    if program is None:
        raise NotAllowed(_("Program itu tidak ada di katalog. Pilih program lain, atau tulis satu nama."))
    key = plain(program.name)
    if TitleGroup.objects.filter(key=key, ended_at__isnull=True).exists():
        raise NotAllowed(_("Sudah ada judul gabungan dengan nama program ini. Pisahkan dahulu, lalu coba lagi."))
    return TitleGroup.objects.create(name=program.name, key=key, program=program, made_by=account(by=by))


def _of_name(name: str) -> Program | None:
    """The programme that bears this very name: what is called so is it."""
    found = [one for one in Program.objects.all() if plain(one.name) == plain(name)]
    return found[0] if len(found) == 1 else None
