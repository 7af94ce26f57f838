"""Names across languages: AllocateReceipt is allocate_receipt."""

import re
from functools import cache


@cache
def snake(name: str) -> str:
    """CamelCase to snake_case."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()
