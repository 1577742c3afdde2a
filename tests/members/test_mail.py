"""The mail of an invitation: leaves once, by a job that knows a number only, in Indonesian."""

from __future__ import annotations

import re

import pytest
from django.conf import settings as house
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from betang.agencies.actions import withdraw_invitation
from betang.agencies.models import AuditEvent, Invitation, User
from betang.agencies.tasks.mail import send_invitation
from tests.members.steps import plain, take

pytestmark = pytest.mark.django_db


@pytest.fixture
def mailed(mapped, as_, settings):
    """Ani invites Hana on an installation with a mail server."""
    settings.EMAIL_CONFIGURED = True
    answer = as_("ani").post(
        reverse("people:invite") + "?peran=leader", {"name": "Hana", "email": "hana@katingan.go.id"}, follow=True
    )
    return Invitation.objects.get(), plain(answer.content.decode())


def test_with_a_mail_server_the_link_goes_by_mail_and_the_page_does_not_show_it(mailed):
    made, page = mailed
    assert "Surel undangan sedang dikirim ke hana@katingan.go.id" in page
    assert "/undangan/W" not in page
    job = ProcrastinateJob.objects.get(task_name="betang.agencies.send_invitation")
    assert job.args == {"invitation_id": made.pk}


def test_the_mail_says_who_what_and_until_when_and_its_link_works(mailed):
    made, _page = mailed
    send_invitation(invitation_id=made.pk)
    letter = mail.outbox[0]
    assert (letter.to, letter.subject) == (["hana@katingan.go.id"], "Undangan bergabung di Betang")
    assert "sebagai Pimpinan di Pemerintah Kab. Katingan" in letter.body
    link = re.search(r"https?://\S+", letter.body)[0]
    assert link.startswith(f"{house.ADDRESS}/undangan/")
    assert take(Client(), link.removeprefix(house.ADDRESS)).status_code == 302
    assert User.objects.filter(username="hana.r").exists()
    assert AuditEvent.objects.filter(name="betang.agencies.invitation_sent", agency_code="6711").exists()


def test_a_job_done_twice_sends_one_mail(mailed):
    made, _page = mailed
    send_invitation(invitation_id=made.pk)
    send_invitation(invitation_id=made.pk)
    assert len(mail.outbox) == 1


def test_an_invitation_that_was_withdrawn_meanwhile_sends_nothing(mailed):
    made, _page = mailed
    withdraw_invitation(
        invitation=made, now=timezone.now(), on=timezone.localdate(), by=User.objects.get(username="ani")
    )
    send_invitation(invitation_id=made.pk)
    assert mail.outbox == []


def test_a_mail_server_that_is_away_is_tried_again(mailed, settings):
    made, _page = mailed
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # nobody listens there
    with pytest.raises(ConnectionRefusedError):
        send_invitation(invitation_id=made.pk)
    assert Invitation.objects.get().sent_at is None
    assert send_invitation.retry_strategy.max_attempts == 5
