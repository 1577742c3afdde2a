"""The people of the sample and all that is recorded of them, drawn from the seed."""

from __future__ import annotations
