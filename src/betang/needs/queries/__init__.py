"""Reads of the needs room for its screens, by what they are about.

Across agencies only agency x competency figures are shown, and only as `core.disclosure` publishes them; units, people
and exact figures are for the agency they come from.
"""
