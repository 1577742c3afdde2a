"""A browser for whoever the tests of the first hour need, and what is at its addresses."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

from django.test import Client

from betang.agencies.actions import add_member, create_user
from betang.agencies.models import Agency, User
from tests.second_factor import armed

PAGE, LIST = "/data/jam-pertama/", "/data/jam-pertama/pegawai/"
PAPER, WORKBOOKS = "/data/jam-pertama/cetak.pdf", "/data/jam-pertama/buku-kerja"
LINK = re.compile(r'<a href="(/data/jam-pertama/pegawai/\?bagian=[^"]+)">([\d.]+)</a>')


def signed_in(role: str, agency: str) -> Client:
    user = User.objects.filter(username=f"{role}-{agency}").first()
    if user is None:
        user = create_user(username=f"{role}-{agency}", name="Rekaan", password=None, by=None)
        home = Agency.objects.get(pk=agency)
        add_member(user=user, agency=home, role=role, starts_on=date(2020, 1, 1), by=None)
    client = Client()
    client.force_login(armed(user))
    return client


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return unescape(answer.content.decode())


def pages_of(document: bytes) -> int:
    found = re.search(rb"/Type/Pages/Count (\d+)", document)
    assert found
    return int(found[1])
