"""What only the owner of the database can do to the trail, done as the manual says."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from betang.agencies.models import AuditEvent
from tests.house.laws import ROOT
from tests.plugins.postgres import owner
from tests.trail.cast import events, last


@pytest.mark.django_db(transaction=True)
def test_the_owner_deletes_as_the_manual_says():
    """The statements of docs/how-to/retention.md, as they stand there."""
    page = (ROOT / "docs" / "how-to" / "retention.md").read_text()
    statements = re.search(r"```sql\n(.*?)```", page, re.DOTALL)[1]
    with owner() as connection:
        connection.execute("SET lock_timeout = '20s'")
        old, new = datetime(2001, 1, 1, tzinfo=timezone.get_current_timezone()), timezone.now()
        for at in (old, new):
            connection.execute("ALTER TABLE agencies_auditevent NO FORCE ROW LEVEL SECURITY")
            connection.execute(
                "INSERT INTO agencies_auditevent (name, at, on_kind, on_id, note)"
                " VALUES ('betang.test.list_opened', %s, 'x', '', '')",
                [at],
            )
            connection.execute("ALTER TABLE agencies_auditevent FORCE ROW LEVEL SECURITY")
        connection.execute(statements)
        forced = connection.execute(
            "SELECT relforcerowsecurity, (SELECT tgenabled FROM pg_trigger WHERE tgname = 'agencies_audit_append_only')"
            " FROM pg_class WHERE relname = 'agencies_auditevent'"
        ).fetchone()
    assert forced == (True, "O")
    assert [event.at.year for event in events("betang.test.list_opened")] == [new.year]
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert last().name == "betang.test.list_opened"
