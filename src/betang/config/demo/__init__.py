"""The demo: a province of invented people in the middle of its planning year."""

from __future__ import annotations

from betang.config.demo.opening import open_demo

__all__ = ["open_demo"]
