"""Names of people who do not exist: a thing of the house or river and a tree, sometimes a second thing.

Nobody bears such a name, so no reader can take a person of the sample for somebody real.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from betang.core.sample.facts import facts

if TYPE_CHECKING:
    from numpy.typing import NDArray

THINGS = [row["word"] for row in facts("name_words") if row["kind"] == "thing"]
TREES = [row["word"] for row in facts("name_words") if row["kind"] == "tree"]
THIRD_SHARE = 3  # one name in THIRD_SHARE has a third word


def names(fields: NDArray[np.uint16]) -> pa.Array:
    """Names from three fields a person: shape (count, 3) -> strings."""
    things, trees = pa.array(THINGS), pa.array(TREES)
    first = things.take(pa.array(fields[:, 0] % len(THINGS)))
    second = trees.take(pa.array(fields[:, 1] % len(TREES)))
    thirds = pa.array(["", *(f" {thing}" for thing in THINGS)])
    chosen = np.where(fields[:, 2] % THIRD_SHARE == 0, 1 + (fields[:, 2] // THIRD_SHARE) % len(THINGS), 0)
    return pc.binary_join_element_wise(
        first, " ", pc.binary_join_element_wise(second, thirds.take(pa.array(chosen)), ""), ""
    )
