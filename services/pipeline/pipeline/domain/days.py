"""What days must be to one another."""

from datetime import date

from chassis.errors import invalid


def not_after(today: date, field: str, day: date | None) -> None:
    """Raises DATE_IN_FUTURE."""
    if day is not None and day > today:
        raise invalid(field, f"{day} lies in the future.", "DATE_IN_FUTURE")


def in_order(field: str, before: date | None, day: date | None) -> None:
    """Raises DATES_REVERSED when `day`, the value of `field`, lies before `before`."""
    if before is not None and day is not None and day < before:
        raise invalid(field, f"{day} lies before {before}.", "DATES_REVERSED")
