"""Reads of the way of needs: items and lists of them, what waits for whom, forms, years and papers."""
