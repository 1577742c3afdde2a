"""Where the governments of a province stand on its tile map, by Kemendagri's region code: (column, row), north up.

Neighbours stay neighbours as far as squares allow; areas and coasts are given up on purpose. The provincial
government stands apart in the corner, as it is everywhere. A province that is not listed gets no tiles, and its
overview is a list until somebody draws them here.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

TILES: Final = MappingProxyType(
    {
        "62": (0, 0),  # Provinsi Kalimantan Tengah
        "62.01": (1, 2),  # Kotawaringin Barat
        "62.02": (3, 2),  # Kotawaringin Timur
        "62.03": (5, 3),  # Kapuas
        "62.04": (5, 2),  # Barito Selatan
        "62.05": (5, 1),  # Barito Utara
        "62.06": (3, 1),  # Katingan
        "62.07": (2, 2),  # Seruyan
        "62.08": (0, 2),  # Sukamara
        "62.09": (0, 1),  # Lamandau
        "62.10": (4, 1),  # Gunung Mas
        "62.11": (4, 3),  # Pulang Pisau
        "62.12": (5, 0),  # Murung Raya
        "62.13": (6, 2),  # Barito Timur
        "62.71": (4, 2),  # Palangka Raya
    }
)
