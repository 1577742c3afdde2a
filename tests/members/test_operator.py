"""`betang invite`: how the first coordinator of an installation comes in."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client

from betang import cli
from betang.agencies.models import AuditEvent, Member
from tests.members.steps import plain, take

pytestmark = pytest.mark.django_db

FIRST = ["invite", "--agency", "6700", "--role", "coordinator", "--name", "Dewi", "--email", "dewi@kalteng.go.id"]


def test_the_operator_prints_a_link_and_the_first_coordinator_takes_it(mapped, capsys):
    assert cli.run(FIRST) == 0
    said = capsys.readouterr()
    link = said.out.strip()
    assert link.startswith(f"{settings.ADDRESS}/undangan/")
    assert "dewi@kalteng.go.id" in said.err
    client = Client()
    client.get(link.removeprefix(settings.ADDRESS))
    page = plain(client.get("/undangan/").content.decode())
    assert "Koordinator provinsi (BPSDM)" in page
    assert "Diundang oleh" not in page
    assert take(Client(), link.removeprefix(settings.ADDRESS), username="dewi.k").status_code == 302
    assert Member.objects.get(user__username="dewi.k").role == "coordinator"
    assert AuditEvent.objects.get(name="betang.agencies.invited").by_id is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--agency": "9999"}, "there is no agency '9999'"),
        ({"--role": "king"}, "there is no role 'king'"),
        ({"--email": "dewi"}, "not an e-mail address"),
        ({"--role": "officer"}, "Pilih unit kerja"),
        ({"--agency": "6711"}, "di pemerintah provinsi"),
    ],
)
def test_what_is_wrong_is_said_and_nobody_is_invited(mapped, capsys, changed, said):
    words = list(FIRST)
    for option, value in changed.items():
        words[words.index(option) + 1] = value
    assert cli.run(words) == 2
    assert said in capsys.readouterr().err
