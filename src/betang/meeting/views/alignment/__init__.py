"""Bringing into line: what governments ask for side by side, titles merged, demand against measured gap."""
