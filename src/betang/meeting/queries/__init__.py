"""Reads for screens, taking the user."""
