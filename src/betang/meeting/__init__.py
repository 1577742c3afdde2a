"""Rakor: governments meet on the needs of a year, decide item by item, and take minutes home."""
