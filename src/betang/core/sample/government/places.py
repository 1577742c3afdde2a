"""Sub-districts (kecamatan) of Kalimantan Tengah and some of their urban villages (kelurahan): names only."""

from __future__ import annotations

from betang.core.sample.facts import facts

_INVENTED = tuple(f"Contoh {word}" for word in ("Hilir", "Tengah", "Hulu", "Baru", "Lama", "Raya", "Timur", "Barat"))


def districts(region_code: str) -> list[str]:
    """Kecamatan of a regency or city, the capital's first; of the province all of them, the capitals' first.

    Invented governments have invented ones.
    """
    lists: dict[str, list[str]] = {}
    for row in facts("districts"):
        lists.setdefault(row["region_code"], []).append(row["district"])
    if "." in region_code:
        return lists.get(region_code, list(_INVENTED))
    longest = max(map(len, lists.values()))
    return [names[place] for place in range(longest) for names in lists.values() if place < len(names)]


def villages(region_code: str, district: str) -> list[str]:
    """Kelurahan of one kecamatan (a selection, often none)."""
    named = [
        row["villages"]
        for row in facts("districts")
        if (row["region_code"], row["district"]) == (region_code, district)
    ]
    return named[0].split("; ") if named and named[0] else []
