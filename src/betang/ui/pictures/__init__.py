"""Amounts as pictures: charts, heat tables, the map of the province."""
