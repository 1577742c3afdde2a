"""Screens of meetings: live, being prepared, on paper."""
