"""Employee numbers (NIP, NI PPPK) in the right form that can belong to nobody.

Digits 1-8 are the day of birth, 9-14 the month of entry (for contract staff the year of entry and the number of the
contract, 21 or more; 24 is part-time), 15 the sex. The last three count those alike from 001 up: 000, which all
numbers of the sample end in, is never given out.

Source of the form: PerkaBKN 22/2007, SIASN.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from betang.core.sample.calendar import digits_of, months_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

ROUNDS = 30
FEW = 1_000  # so few are always moved again
WORTH_ANOTHER_ROUND = 0.9  # stop when a round leaves more than this part of those alike still alike
MAN, WOMAN = 1, 2


def set_apart(
    born: NDArray[np.int32],
    employed: NDArray[np.int32],
    woman: NDArray[np.bool_],
    contract: NDArray[np.int8],
    known: NDArray[np.bool_],
) -> None:
    """Move days of birth by a few days until no two people share a number; where that fails `known` becomes False.

    The last three digits cannot tell people apart here as they do in life. Changes `born` and `known` in place.
    """
    keys = leading_digits(born, employed, woman, contract)
    alike = _repeats(keys)
    for shift in range(1, ROUNDS + 1):
        if not alike.size:
            break
        before = len(alike)
        born[alike] += shift
        keys[alike] = leading_digits(born[alike], employed[alike], woman[alike], contract[alike])
        alike = _repeats(keys)
        if len(alike) > max(FEW, before * WORTH_ANOTHER_ROUND):
            break
    known[alike] = False


def leading_digits(
    born: NDArray[np.int32], employed: NDArray[np.int32], woman: NDArray[np.bool_], contract: NDArray[np.int8]
) -> NDArray[np.int64]:
    """Digits 1 to 15 as one number."""
    months = months_of(employed)
    year = months // 12 + 1970
    last_two = np.where(contract > 0, contract, months % 12 + 1)
    return ((digits_of(born) * 10_000 + year) * 100 + last_two) * 10 + np.where(woman, WOMAN, MAN)


def _repeats(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Places of all but the first of those that are equal."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    return np.sort(order[1:][ordered[1:] == ordered[:-1]])


def numbers(leading: NDArray[np.int64], known: NDArray[np.bool_]) -> pa.Array:
    """The 18 digits as text, empty where not `known`."""
    return pc.cast(pa.array(leading * 1000, mask=~known), pa.string())
