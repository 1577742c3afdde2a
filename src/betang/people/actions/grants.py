"""Grants of sight: which people another agency may see by name."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from betang.agencies.actions import Terms, audit, open_grant
from betang.agencies.models import Agency, Grant, GrantKind, User
from betang.agencies.rules import NotAllowed
from betang.people.models import GrantedPerson, Person


@transaction.atomic
def grant_people(*, agency: Agency, people: Collection[int], terms: Terms, on: date, by: User) -> Grant:
    """Let another agency see these people of `agency` by name. Raises `NotAllowed` when one of them is not its own."""
    wanted = sorted(set(people))
    if not wanted:
        raise NotAllowed(_("Pilih paling sedikit satu pegawai."))
    own = set(Person.objects.filter(agency=agency, pk__in=wanted).values_list("pk", flat=True))
    if len(own) < len(wanted):
        raise NotAllowed(_("Ada nomor yang bukan pegawai pemerintah ini; periksa daftarnya."))
    grant = open_grant(agency=agency, kind=GrantKind.PEOPLE, terms=terms, on=on, people=wanted, by=by)
    GrantedPerson.objects.bulk_create(GrantedPerson(grant=grant, agency=agency, person_id=one) for one in wanted)
    audit.record_on(
        name="betang.people.granted", by=by, row=grant, agency=agency, new={"people": len(wanted)}, people=wanted
    )
    return grant
