"""Whole data folders: `<table>.csv` or `<table>.parquet`, read into an engine and checked against the dictionary."""

from __future__ import annotations

from betang.core.files.folder import Folder, read_folder

__all__ = ["Folder", "read_folder"]
