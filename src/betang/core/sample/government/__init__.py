"""The governments of the sample: units, jobs, standards. The same for every seed."""

from __future__ import annotations
