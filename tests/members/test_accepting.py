"""Taking an invitation: once, by somebody else, in time, and never by opening a link."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from django.test import Client
from django.utils import timezone

from betang.agencies.actions import create_user, dismiss_member, invite_again, withdraw_invitation
from betang.agencies.models import AuditEvent, Invitation, Member, User
from betang.agencies.queries.invitations import path_to
from tests.members.steps import PASSWORD, fresh, plain, take

pytestmark = pytest.mark.django_db


def test_opening_the_link_changes_nothing(invited):
    made, link = invited
    client = Client()
    first = client.get(link)
    assert (first.status_code, first["Location"]) == (302, "/undangan/")
    page = plain(client.get("/undangan/").content.decode())
    assert "Hana Rangas, Anda diundang ke Betang" in page
    assert "Sebagai Pimpinan di Pemerintah Kab. Katingan" in page
    assert "Diundang oleh Ani" in page
    assert fresh(made).accepted_at is None
    assert not User.objects.filter(username="hana.r").exists()


def test_the_link_stands_in_no_address_that_a_page_could_tell_on(invited):
    made, link = invited
    client = Client()
    page = client.get(link, follow=True)
    assert made.nonce.hex not in page.content.decode()
    assert link.rsplit("/", 1)[1] not in page.content.decode()
    assert page["Referrer-Policy"] == "same-origin"
    assert "no-store" in page["Cache-Control"]


def test_a_new_account_is_made_with_the_role_and_signs_in(invited):
    made, link = invited
    answer = take(Client(), link, username="Hana.R")
    assert (answer.status_code, answer["Location"]) == (302, "/masuk")
    user = User.objects.get(username="hana.r")
    assert (user.name, user.email) == ("Hana Rangas", "hana@katingan.go.id")
    assert authenticate(username="hana.r", password=PASSWORD) == user
    member = Member.objects.get(user=user)
    assert (member.agency_id, member.role, member.starts_on) == ("6711", "leader", timezone.localdate())
    assert fresh(made).accepted_by == user
    events = AuditEvent.objects.filter(by_id=user.pk).values_list("name", flat=True)
    assert set(events) >= {
        "betang.agencies.user_created",
        "betang.agencies.member_added",
        "betang.agencies.invitation_accepted",
    }


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"password": "pendek", "again": "pendek"}, "terlalu pendek"),
        ({"password": "kalimantan2026", "again": "kalimantan2026"}, "terlalu umum"),
        ({"password": "hana.rangas.2026", "again": "hana.rangas.2026"}, "mirip dengan nama"),
        ({"again": "sembilan burung enggang"}, "tidak sama"),
        ({"username": "ani"}, "sudah dipakai orang lain"),
        ({"username": "h a"}, "tanpa spasi"),
        ({"username": ""}, "Pilih nama pengguna"),
    ],
)
def test_a_weak_password_or_a_taken_name_is_refused_in_words_and_nothing_is_made(invited, given, said):
    made, link = invited
    users = User.objects.count()
    page = take(Client(), link, **given)
    assert page.status_code == 200
    assert said in plain(page.content.decode())
    assert User.objects.count() == users
    assert fresh(made).accepted_at is None


def test_whoever_is_signed_in_is_asked_first_and_gets_the_role_on_their_account(invited, as_):
    made, link = invited
    client = as_("citra")
    client.get(link)
    page = plain(client.get("/undangan/").content.decode())
    assert "Anda masuk sebagai Citra (citra)" in page
    assert not Member.objects.filter(user__username="citra", agency="6711").exists()
    assert client.get("/peta/pemerintah/6711/ukur-dulu/").status_code == 404
    done = client.post("/undangan/")
    assert (done.status_code, done["Location"]) == (302, "/pengaturan/")
    assert {m.agency_id for m in Member.objects.filter(user__username="citra")} == {"6711", "6771"}
    assert client.get("/peta/pemerintah/6711/ukur-dulu/").status_code == 200
    assert fresh(made).accepted_by.username == "citra"


def test_signing_in_on_the_way_keeps_the_invitation(invited):
    _made, link = invited
    create_user(username="eka", name="Eka", password="kata sandi panjang", by=None)
    client = Client()
    client.get(link)
    assert "/masuk?next=/undangan/" in client.get("/undangan/").content.decode()
    signed_in = client.post("/masuk", {"username": "eka", "password": "kata sandi panjang", "next": "/undangan/"})
    assert signed_in["Location"] == "/undangan/"
    assert "Anda masuk sebagai Eka" in plain(client.get("/undangan/").content.decode())


def test_nobody_takes_their_own_invitation(invited, as_):
    made, link = invited
    client = as_("ani")
    client.get(link)
    page = client.post("/undangan/")
    assert "harus diterima oleh orang lain" in plain(page.content.decode())
    assert fresh(made).accepted_at is None
    assert not Member.objects.filter(user__username="ani", role="leader").exists()


def test_a_used_link_opens_nothing_more(invited):
    made, link = invited
    take(Client(), link)
    second = Client()
    second.get(link)
    assert "Undangan ini sudah dipakai" in plain(second.get("/undangan/").content.decode())
    take(second, link, username="orang.lain")
    assert not User.objects.filter(username="orang.lain").exists()
    assert fresh(made).accepted_by.username == "hana.r"


def test_a_link_past_its_days_says_what_to_do(invited):
    made, link = invited
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    page = plain(take(Client(), link).content.decode())
    assert "sudah lewat waktunya" in page
    assert "Minta pengundang mengirimkannya lagi" in page
    assert not User.objects.filter(username="hana.r").exists()


def test_a_withdrawn_invitation_says_so(invited):
    made, link = invited
    withdraw_invitation(
        invitation=made, now=timezone.now(), on=timezone.localdate(), by=User.objects.get(username="ani")
    )
    assert "sudah ditarik" in plain(take(Client(), link).content.decode())
    assert not User.objects.filter(username="hana.r").exists()


def test_sending_again_ends_the_old_link_and_starts_the_days_anew(invited):
    made, link = invited
    Invitation.objects.filter(pk=made.pk).update(expires_at=timezone.now() - timedelta(days=3))
    again = invite_again(
        invitation=made, now=timezone.now(), on=timezone.localdate(), by=User.objects.get(username="ani")
    )
    assert "tidak berlaku" in plain(take(Client(), link).content.decode())
    assert take(Client(), path_to(again)).status_code == 302
    assert User.objects.filter(username="hana.r").exists()


@pytest.mark.parametrize("token", ["x", "WzEsIngiXQ:abc", "a" * 400])
def test_a_made_up_link_says_that_it_does_not_hold(mapped, token):
    client = Client()
    page = client.get(f"/undangan/{token}", follow=True)
    assert page.status_code == 200
    assert "Tautan undangan ini tidak berlaku" in plain(page.content.decode())


def test_the_page_without_a_link_shows_nothing(invited):
    assert "tidak berlaku" in plain(Client().get("/undangan/").content.decode())


def test_an_invitation_of_somebody_who_was_dismissed_since_opens_nothing(invited):
    made, link = invited
    ani = Member.objects.get(user__username="ani")
    dismiss_member(member=ani, on=timezone.localdate(), by=None)
    page = take(Client(), link)
    assert "tidak lagi berhak memberi peran ini" in plain(page.content.decode())
    assert not User.objects.filter(username="hana.r").exists()
    assert fresh(made).accepted_at is None


def test_support_that_would_already_be_over_is_not_taken(invited):
    made, link = invited
    Invitation.objects.filter(pk=made.pk).update(ends_on=timezone.localdate())
    assert "sudah berakhir" in plain(take(Client(), link).content.decode())
    assert fresh(made).accepted_at is None


def test_the_link_reaches_no_log_however_it_is_asked_for(invited, caplog):
    _made, link = invited
    client = Client(enforce_csrf_checks=True)
    for answer in (client.post(link), client.put(link), client.get(link + "x"), client.head(link)):
        assert (answer.status_code, answer["Location"]) == (302, "/undangan/")
    assert link.rsplit("/", 1)[1][:20] not in caplog.text
