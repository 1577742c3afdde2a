"""Reads of the way of needs: items and lists of them, what waits for whom, forms, years and papers."""

from __future__ import annotations

from betang.needs.queries.flow.forms import Form, Sent, forms, sent_by_government
from betang.needs.queries.flow.waiting import Waits, waiting
from betang.needs.queries.flow.years import days_of, open_year

__all__ = ["Form", "Sent", "Waits", "days_of", "forms", "open_year", "sent_by_government", "waiting"]
