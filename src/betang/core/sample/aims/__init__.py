"""What governments of the sample want and can: targets, programmes, money. The same for every seed."""

from __future__ import annotations
