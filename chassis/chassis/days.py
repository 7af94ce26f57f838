"""Where a day begins: days are the tenant's, instants are UTC."""

from datetime import UTC, date, datetime, time, tzinfo


def start_of_day(day: date, zone: tzinfo) -> datetime:
    """The first moment of a day in a zone. Where the clock skips midnight, that is the first one after it."""
    return datetime.combine(day, time(), zone).astimezone(UTC)
