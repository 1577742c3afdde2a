"""What the tests of members do again and again."""

from __future__ import annotations

import re

from django.test import Client

from betang.agencies.actions import Asked
from betang.agencies.models import Invitation

PASSWORD = "delapan burung enggang"


def asked(role: str = "leader", **more) -> Asked:
    """Hana of Katingan, invited as `role`."""
    return Asked(**({"role": role, "name": "Hana Rangas", "email": "hana@katingan.go.id"} | more))


def plain(text: str) -> str:
    """What a reader sees of a page, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def take(client: Client, link: str, **given):
    """Open a link of an invitation and send the form that stands there."""
    client.get(link)
    data = {"username": "hana.r", "password": PASSWORD, "again": PASSWORD} | given
    return client.post("/undangan/", data)


def fresh(invitation: Invitation) -> Invitation:
    return Invitation.objects.get(pk=invitation.pk)
