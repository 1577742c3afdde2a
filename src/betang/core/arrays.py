"""Between NumPy and Arrow without pandas.

`pa.array` and `to_numpy` import pandas when it is installed, and Ibis installs it: a quarter of a second in a command
that takes two.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

Numbers = np.ndarray[Any, Any]
"""An array whose kind of number its user knows."""


def to_arrow(values: Any, *, missing: Any = None) -> pa.Array:
    """A NumPy array of numbers as an Arrow array; `missing` marks the entries that are unknown."""
    values = np.ascontiguousarray(values)
    valid = None if missing is None else pa.py_buffer(np.packbits(~missing, bitorder="little"))
    return pa.Array.from_buffers(pa.from_numpy_dtype(values.dtype), len(values), [valid, pa.py_buffer(values)])


def to_numpy(column: pa.ChunkedArray) -> Any:
    """A column of whole numbers without unknowns as a NumPy array. Raises ValueError when it has unknowns."""
    if column.null_count:
        raise ValueError("the column has unknowns")
    kind = {"int64": np.int64, "int32": np.int32, "int16": np.int16}[str(column.type)]
    joined = column.combine_chunks()
    _, data = joined.buffers()
    return np.frombuffer(data, dtype=kind, count=len(joined), offset=joined.offset * np.dtype(kind).itemsize)


def texts(values: Sequence[str]) -> pa.Array:
    """Texts as an Arrow array."""
    builder = pa.lib.StringBuilder()
    builder.append_values(values)
    return builder.finish()
