"""Signing in, on django-allauth (ADR 0018): password, second factor, identity provider, sessions."""

from __future__ import annotations
