"""Numbers that make sense only between two others."""

from collections.abc import Mapping
from decimal import Decimal

from chassis.errors import invalid

Bounds = Mapping[str, tuple[int, int]]


def within(field: str, number: int | Decimal | None, least: int, most: int) -> None:
    """Raises OUT_OF_RANGE for a number outside of `least`..`most`, and for none."""
    if number is None or not least <= number <= most:
        raise invalid(field, f"This lies between {least} and {most}.", "OUT_OF_RANGE", least=str(least), most=str(most))


def all_within(noun: str, root: object, bounds: Bounds) -> None:
    """Asks it of the attributes that have bounds. Raises OUT_OF_RANGE for the first one that is outside."""
    for name, (least, most) in bounds.items():
        within(f"{noun}.{name}", getattr(root, name), least, most)
