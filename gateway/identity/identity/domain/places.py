"""Values that name something the world knows: currencies, time zones, calendars."""

from functools import cache
from zoneinfo import available_timezones

from chassis import calendar
from chassis.currencies import CURRENCIES
from chassis.errors import DomainError, invalid

_zones = cache(available_timezones)


def check_currency(code: str, field: str) -> None:
    """Raises DomainError where there is no such currency."""
    if code not in CURRENCIES:
        raise invalid(field, "This is no currency; ISO 4217 codes look like CNY, USD, EUR.", "CURRENCY_UNKNOWN")


def check_zone(name: str, field: str) -> None:
    """Raises DomainError where there is no such time zone."""
    if name not in _zones():
        raise invalid(field, 'This is no time zone; IANA names look like "Asia/Shanghai".', "TIME_ZONE_UNKNOWN")


def check_calendar(name: str, field: str) -> None:
    """Raises DomainError where nobody knows the working days of this calendar."""
    try:
        calendar.named(name)
    except DomainError:
        raise invalid(field, f'There is no table of working days "{name}".', "CALENDAR_UNKNOWN") from None
