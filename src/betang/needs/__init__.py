"""Agreed needs, proposals and the map: its runs, its cells, the gaps behind them."""
