"""The governments of the sample: Kalimantan Tengah's fifteen, then as many invented ones as a benchmark asks for.

Codes, names, populations and indicators are public facts about places. How far each government has measured
its people, and which of them set standards of their own, is made up for the sample and says nothing about
the real ones.

Sources:
- region codes, populations: Kepmendagri 300.2.2-2430/2025;
- BPS codes: BPS bridging table of region codes (sig.bps.go.id), May 2022; they differ from Kemendagri's for eight
  of the fourteen, which is why the indicators below are joined through this table and never on a bare number;
- agency codes: BKN's list of agencies in SIASN;
- capitals: rounded to a tenth of a degree, enough for a fare.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Government:
    """One government. `agency` is BKN's code, `region_code` Kemendagri's, `bps_code` that of BPS.

    Made up for the sample: `known` is the share of required pairs with valid evidence on 1 January 2027,
    `dialogue` the share of people with an agreed need, `standards` the basis of its own tier standards (empty:
    it only has the common default ones).
    """

    agency: str
    name: str
    kind: str
    region_code: str
    bps_code: str
    short: str
    capital: str
    latitude: float
    longitude: float
    population: int
    known: float
    dialogue: float
    standards: str = ""

    @property
    def is_province(self) -> bool:
        return self.kind == "province"


_REAL = (  # agency, kind, region, BPS, name, capital, its latitude and longitude, population
    ("6700", "province", "62", "62", "Provinsi Kalimantan Tengah", "Palangka Raya", -2.2, 113.9, 2_825_290),
    ("6705", "regency", "62.01", "6201", "Kab. Kotawaringin Barat", "Pangkalan Bun", -2.7, 111.6, 294_602),
    ("6704", "regency", "62.02", "6202", "Kab. Kotawaringin Timur", "Sampit", -2.5, 112.9, 454_515),
    ("6701", "regency", "62.03", "6203", "Kab. Kapuas", "Kuala Kapuas", -3.0, 114.4, 417_854),
    ("6703", "regency", "62.04", "6204", "Kab. Barito Selatan", "Buntok", -1.7, 114.8, 137_914),
    ("6702", "regency", "62.05", "6205", "Kab. Barito Utara", "Muara Teweh", -1.0, 114.9, 159_848),
    ("6711", "regency", "62.06", "6209", "Kab. Katingan", "Kasongan", -1.9, 113.4, 181_963),
    ("6712", "regency", "62.07", "6208", "Kab. Seruyan", "Kuala Pembuang", -3.4, 112.5, 159_849),
    ("6709", "regency", "62.08", "6206", "Kab. Sukamara", "Sukamara", -2.7, 111.2, 67_234),
    ("6708", "regency", "62.09", "6207", "Kab. Lamandau", "Nanga Bulik", -2.3, 111.4, 114_257),
    ("6707", "regency", "62.10", "6211", "Kab. Gunung Mas", "Kuala Kurun", -1.1, 113.9, 134_482),
    ("6706", "regency", "62.11", "6210", "Kab. Pulang Pisau", "Pulang Pisau", -2.7, 114.3, 144_663),
    ("6710", "regency", "62.12", "6213", "Kab. Murung Raya", "Puruk Cahu", -0.6, 114.6, 124_291),
    ("6713", "regency", "62.13", "6212", "Kab. Barito Timur", "Tamiang Layang", -2.1, 115.2, 118_665),
    ("6771", "city", "62.71", "6271", "Kota Palangka Raya", "Palangka Raya", -2.2, 113.9, 315_153),
)

_MADE_UP = {  # agency: share of pairs known, share of people with an agreed need, basis of own standards
    "6700": (0.54, 0.05, "decree"),
    "6705": (0.57, 0.04, "decree"),
    "6704": (0.52, 0.03, ""),
    "6701": (0.44, 0.03, "draft"),
    "6703": (0.18, 0.02, ""),
    "6702": (0.26, 0.02, ""),
    "6711": (0.56, 0.06, "decree"),
    "6712": (0.05, 0.01, ""),
    "6709": (0.00, 0.00, ""),
    "6708": (0.53, 0.03, ""),
    "6707": (0.22, 0.04, ""),
    "6706": (0.41, 0.02, "draft"),
    "6710": (0.12, 0.02, ""),
    "6713": (0.36, 0.03, ""),
    "6771": (0.60, 0.05, "decree"),
}

REAL_COUNT = len(_REAL)
PROVINCE_SHARE = 0.15  # of all people of the province's governments; the rest goes by population


def governments(count: int) -> tuple[Government, ...]:
    """The first `count` governments: the province, its regencies in Kemendagri's order, then invented ones."""
    return tuple(_real(number) if number <= REAL_COUNT else _invented(number) for number in range(1, count + 1))


def _real(number: int) -> Government:
    agency, kind, region, bps, short, capital, latitude, longitude, population = _REAL[number - 1]
    known, dialogue, standards = _MADE_UP[agency]
    return Government(
        agency=agency,
        name=f"Pemerintah {short}",
        kind=kind,
        region_code=region,
        bps_code=bps,
        short=short,
        capital=capital,
        latitude=latitude,
        longitude=longitude,
        population=population,
        known=known,
        dialogue=dialogue,
        standards=standards,
    )


def _invented(number: int) -> Government:
    # No province has the number 99, so no code can be taken for that of a real government.
    code = f"99{number:03d}"
    return replace(
        _real(2 + number % (REAL_COUNT - 2)),
        agency=code,
        name=f"Pemerintah Kabupaten Contoh {number}",
        kind="regency",
        region_code=f"99.{number:03d}",
        bps_code=code,
        short=f"Kabupaten Contoh {number}",
        capital=f"Contoh {number}",
        latitude=round(-0.5 - (number * 7 % 29) / 10, 1),
        longitude=round(111.3 + (number * 11 % 38) / 10, 1),
    )


def sizes(people: int, chosen: tuple[Government, ...]) -> list[int]:
    """How many people each government gets: whole numbers that add up to `people`, at least one each.

    Small regencies need more officials per inhabitant, so shares go by the population to the power 0.7.
    """
    # The province weighs what it does among its own fourteen, however many governments are asked for.
    province = PROVINCE_SHARE / (1 - PROVINCE_SHARE) * sum(_weight(g) for g in governments(REAL_COUNT)[1:])
    weights = [province if g.is_province else _weight(g) for g in chosen]
    return share_out(people, weights, at_least=1)


def _weight(government: Government) -> float:
    return float(government.population**0.7)


def share_out(total: int, weights: list[float], *, at_least: int = 0) -> list[int]:
    """`total` in whole parts by weight: largest remainders, ties to the earlier part, `at_least` for each."""
    free = total - at_least * len(weights)
    whole = sum(weights)
    exact = [free * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(weights)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: free - sum(parts)]:
        parts[i] += 1
    return [part + at_least for part in parts]


@dataclass(frozen=True, slots=True)
class Indicators:
    """Published figures of one regency or city (None: not published here, so unknown).

    BPS 2021: share of poor people in percent, mean years of schooling, human development index (life expectancy of
    the old series), life expectancy in years, households with proper sanitation and with safe drinking water in
    percent, open unemployment in percent. Stunting in percent: SSGI 2021, Ministry of Health.
    """

    poor: float
    schooling: float
    development: float
    life: float
    sanitation: float
    water: float
    unemployed: float
    stunting: float | None = None


INDICATORS = {  # by BPS code, as BPS publishes them
    "6201": Indicators(3.95, 8.53, 73.07, 70.68, 90.73, 86.62, 4.70),
    "6202": Indicators(5.91, 8.15, 71.38, 69.90, 72.62, 85.37, 5.15, 32.5),
    "6203": Indicators(5.35, 7.60, 69.63, 68.78, 49.23, 71.11, 4.91),
    "6204": Indicators(4.62, 8.95, 70.54, 67.19, 63.66, 54.41, 4.16),
    "6205": Indicators(5.61, 8.85, 70.79, 71.30, 72.23, 60.00, 5.14),
    "6206": Indicators(3.66, 8.09, 68.27, 71.56, 81.37, 86.10, 4.65),
    "6207": Indicators(3.56, 8.43, 70.58, 69.39, 81.89, 67.26, 2.30, 23.2),
    "6208": Indicators(7.22, 7.96, 67.67, 69.26, 75.65, 61.04, 4.25),
    "6209": Indicators(5.25, 8.68, 68.89, 65.87, 73.65, 83.35, 5.50),
    "6210": Indicators(4.24, 8.19, 68.53, 68.10, 63.10, 87.50, 2.60),
    "6211": Indicators(5.35, 9.18, 71.03, 70.46, 84.88, 62.89, 3.11, 35.9),
    "6212": Indicators(6.38, 9.23, 71.47, 68.31, 77.92, 67.21, 3.22, 33.7),
    "6213": Indicators(6.15, 7.61, 68.12, 69.53, 59.18, 61.05, 3.03),
    "6271": Indicators(3.75, 11.53, 80.82, 73.24, 92.38, 99.92, 5.86),
}

PROVINCE_INDICATORS = {
    "development": "74.86",  # Statistik Indonesia 2026, table 4.6.7: 2025, new life expectancy series
    "poor": "4.94",  # BPS, September 2025
    "unemployed": "3.97",  # Statistik Indonesia 2026, table 3.2.11: August 2025
    "water": "80.58",  # Statistik Indonesia 2026, table 4.3.9: 2025
    "sanitation": "83.14",  # Statistik Indonesia 2026, table 4.3.8: 2025
    "growth": "4.80",  # Statistik Indonesia 2026, table 15.2.4: 2025
    "stunting": "23.5",  # SKI 2023, Ministry of Health
}


def baseline(government: Government, indicator: str) -> Decimal | None:
    """The published figure of an indicator, None where there is none (unknown is not zero)."""
    if government.is_province:
        figure = PROVINCE_INDICATORS.get(indicator)
    else:
        of_place = INDICATORS.get(government.bps_code)
        value = getattr(of_place, indicator) if of_place and indicator else None
        figure = None if value is None else str(value)
    return Decimal(figure) if figure else None
