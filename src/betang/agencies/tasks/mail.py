"""Mails that leave by themselves."""

from __future__ import annotations

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from betang.agencies.actions import INVITATION_TASK
from betang.agencies.actions import send_invitation as send


@app.task(name=INVITATION_TASK, retry=RetryStrategy(max_attempts=5, exponential_wait=4))
def send_invitation(invitation_id: int) -> None:
    """Send the mail of an invitation; a mail server that is away is tried again after seconds, then minutes."""
    send(invitation_id=invitation_id, now=timezone.now(), by=None)
