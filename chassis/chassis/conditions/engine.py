"""The CEL engine, loaded with the first condition: its package brings a command line along, which would cost every start a second."""

from __future__ import annotations

from functools import cache
from typing import Any


@cache
def engine() -> Any:
    import cel

    return cel
