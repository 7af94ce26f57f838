"""Asking for what is refused."""

from typing import Any

import pytest

from chassis.errors import DomainError


def refusal(act: Any, *args: Any, **kwargs: Any) -> str:
    """The reason of the refusal; fails when the act is not refused."""
    with pytest.raises(DomainError) as refused:
        act(*args, **kwargs)
    return refused.value.reason
