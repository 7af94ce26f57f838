"""Times, amounts and masks as they stand in JSON."""

import re
from datetime import date
from functools import lru_cache
from typing import Any

from chassis.currencies import CURRENCIES
from chassis.money import MAX_MINOR, Money, digits

_UNIX_DAY = date(1970, 1, 1).toordinal()
_TIME = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:[Zz]|([+-])(\d\d):(\d\d))",
    re.ASCII,
)
_AMOUNT = re.compile(r"-?\d{1,18}(\.\d{1,18})?", re.ASCII)


class Unreadable(ValueError):
    """What is wrong with a literal, in words for the caller; `at` is the member of the object that is wrong."""

    def __init__(self, detail: str, at: str = "") -> None:
        super().__init__(detail)
        self.at = at


@lru_cache(maxsize=4096)
def _day(days: int) -> str:
    return date.fromordinal(_UNIX_DAY + days).isoformat()


def time_text(stamp: Any) -> str:
    """RFC 3339 in UTC, with 0, 3, 6 or 9 digits of a second. Raises ValueError outside of the years 1 to 9999."""
    days, second = divmod(stamp.seconds, 86400)
    minute, second = divmod(second, 60)
    hour, minute = divmod(minute, 60)
    text = f"{_day(days)}T{hour:02}:{minute:02}:{second:02}"
    nanos = stamp.nanos
    if not nanos:
        return f"{text}Z"
    if nanos % 1_000_000 == 0:
        return f"{text}.{nanos // 1_000_000:03}Z"
    return f"{text}.{nanos // 1000:06}Z" if nanos % 1000 == 0 else f"{text}.{nanos:09}Z"


def read_time(text: object) -> dict[str, int]:
    """Seconds and nanos of an RFC 3339 time. Raises Unreadable; a time without zone could mean several instants."""
    found = _TIME.fullmatch(text) if isinstance(text, str) else None
    if found is None:
        raise Unreadable('A time is written as "2025-12-31T09:30:00Z" or with a zone as "2025-12-31T17:30:00+08:00".')
    year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
    ahead = int(found[9] or 0) * 60 + int(found[10] or 0)
    try:
        days = date(year, month, day).toordinal() - _UNIX_DAY
    except ValueError as error:
        raise Unreadable(f"There is no day {year:04}-{month:02}-{day:02}.") from error
    if hour > 23 or minute > 59 or second > 59 or ahead > 24 * 60:
        raise Unreadable("There is no such time of day.")
    seconds = days * 86400 + hour * 3600 + minute * 60 + second - (-ahead if found[8] == "-" else ahead) * 60
    return {"seconds": seconds, "nanos": int((found[7] or "").ljust(9, "0"))}


def money_json(money: Any) -> dict[str, str]:
    minor, places = money.minor, digits(money.currency_code)
    if not places:
        return {"currencyCode": money.currency_code, "amount": str(minor)}
    whole, rest = divmod(abs(minor), 10**places)
    return {"currencyCode": money.currency_code, "amount": f"{'-' if minor < 0 else ''}{whole}.{rest:0{places}}"}


def read_money(currency: object, amount: object) -> dict[str, object]:
    """Currency and minor units. Raises Unreadable naming the member that is wrong."""
    if not isinstance(currency, str) or currency not in CURRENCIES:
        raise Unreadable("This is no currency; ISO 4217 codes look like CNY, USD, EUR.", "currencyCode")
    if not isinstance(amount, str) or not _AMOUNT.fullmatch(amount):
        raise Unreadable('An amount is plain digits as text, so that no cent is lost: "300000.01".', "amount")
    try:
        minor = Money.parse(currency, amount).minor
    except ValueError as error:
        raise Unreadable(str(error), "amount") from error
    if abs(minor) > MAX_MINOR:
        raise Unreadable(f"An amount is at most {Money(currency, MAX_MINOR)}.", "amount")
    return {"currency_code": currency, "minor": minor}


def camel(name: str) -> str:
    return re.sub("_([a-z])", lambda letter: letter[1].upper(), name)


def snake(name: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", name)


def mask_text(mask: Any) -> str:
    return ",".join(camel(path) for path in mask.paths)


def read_mask(text: object) -> dict[str, list[str]]:
    """Paths of "name,paymentHabit.closingDay"; original names are taken too. Raises Unreadable when it is no text."""
    if not isinstance(text, str):
        raise Unreadable('A mask is written as "name,address".')
    return {"paths": [snake(path.strip()) for path in text.split(",") if path.strip()]}
