"""`betang sample`: a believable province from one seed. Every person is invented; see docs/reference/sample.md."""

from __future__ import annotations

from betang.core.sample.write import write_sample

__all__ = ["write_sample"]
